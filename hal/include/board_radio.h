/* SPDX-License-Identifier: MIT */
/** What a board with a Wi-Fi module has beyond board.h. Boards without one do not implement it. */
#ifndef HAL_BOARD_RADIO_H
#define HAL_BOARD_RADIO_H

#include "offload.h"
#include "wifi.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The radio, off. @return Never NULL. Context: any, after board_init(). Blocks: never. */
struct wifi_device *board_wifi(void);

/** The sockets of the same module. @return NULL: its TCP/IP is not used. Context: as above. */
struct offload_device *board_offload(void);

#ifdef __cplusplus
}
#endif

#endif
