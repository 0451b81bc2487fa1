/* SPDX-License-Identifier: MIT */
/* Profile "tls" in 64 KB: a small heap, and sockets and TLS in an array beside it. */
#ifndef SMALL_CONFIG_H
#define SMALL_CONFIG_H

#define socketsconfigMAX_SOCKETS 1
#define socketsconfigARENA_BYTES (8 * 1024)

#include "../../../boards/config/tls/FreeRTOSConfig.h"

#undef configTOTAL_HEAP_SIZE
#define configTOTAL_HEAP_SIZE (13 * 1024) /* bytes: stacks, lwIP's mailboxes, credentials */

#endif
