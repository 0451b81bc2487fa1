/* SPDX-License-Identifier: MIT */
/** The layout of the board, of the `ota` object in its board.json: the bootloader and the agent
 * have the same one. */
#ifndef OTA_BOARD_H
#define OTA_BOARD_H

#include "ota_layout.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const struct ota_layout ota_board_layout;

#ifdef __cplusplus
}
#endif

#endif
