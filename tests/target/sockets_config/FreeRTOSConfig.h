/* SPDX-License-Identifier: MIT */
/* Profile "tls" with few sockets and little patience, for sockets_test. */
#ifndef SOCKETS_TEST_CONFIG_H
#define SOCKETS_TEST_CONFIG_H

#define socketsconfigCONNECT_TIMEOUT 2000 /* ms */
#define socketsconfigMAX_SOCKETS     5    /* what a modem has */

#include "../../../boards/config/tls/FreeRTOSConfig.h"

#endif
