/* SPDX-License-Identifier: MIT */
/* Profile "bench" with half as many priorities. */
#ifndef BENCH_HALF_CONFIG_H
#define BENCH_HALF_CONFIG_H

#include "../../../boards/config/bench/FreeRTOSConfig.h"

#undef configMAX_PRIORITIES

#define configMAX_PRIORITIES 16

#endif
