/* SPDX-License-Identifier: MIT */
/** The Wi-Fi service on the board's radio, with its networks in the board's flash.
 *
 *      | ... | bank | bank | token | names | credentials |  end of the flash
 *            └─ networks ──┘
 *
 * Every image of a board finds them in the same place: what one keeps, another joins.
 */
#ifndef WIFI_BOARD_H
#define WIFI_BOARD_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Bytes of each of the two banks, at least; whole sectors. */
#define WIFI_BOARD_BANK_BYTES 4096u

/**
 * Hand the radio and the flash to the Wi-Fi service. The radio stays off. Without flash for it, or
 * with one that does not answer, networks are not kept: WIFI_NetworkAdd says so.
 *
 * @return False: no memory. A second call does nothing.
 *
 * Context: task.  Blocks: as the flash does.
 */
bool wifi_board_start(void);

#ifdef __cplusplus
}
#endif

#endif
