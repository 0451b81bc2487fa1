/* SPDX-License-Identifier: MIT */
/* Profile "bench" with queue sets. */
#ifndef BENCH_WITH_SETS_CONFIG_H
#define BENCH_WITH_SETS_CONFIG_H

#include "../../../boards/config/bench/FreeRTOSConfig.h"

#undef configUSE_QUEUE_SETS

#define configUSE_QUEUE_SETS 1

#endif
