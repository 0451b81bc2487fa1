/* SPDX-License-Identifier: MIT */
/* How networks are encrypted at rest: one of two files is linked, by the board's features.key. */
#ifndef WIFI_BOARD_SEAL_H
#define WIFI_BOARD_SEAL_H

#include "wifi_service.h"

/* NULL: the board has no key, and they are kept in the clear. Context: task, once. */
const struct wifi_seal *wifi_board_seal(void);

#endif
