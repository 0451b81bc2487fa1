/* SPDX-License-Identifier: MIT */
/* Profile "bench" for boards with 16 KB of RAM. */
#ifndef BENCH_SMALL_CONFIG_H
#define BENCH_SMALL_CONFIG_H

#include "../../../boards/config/bench/FreeRTOSConfig.h"

#undef configTOTAL_HEAP_SIZE
#define configTOTAL_HEAP_SIZE (7 * 1024) /* bytes */

#endif
