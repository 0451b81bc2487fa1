/* SPDX-License-Identifier: MIT */
/* Profile "bench" with what a product may have on: registry, queue sets, turns among equals, stack
 * check, every function of the API. */
#ifndef BENCH_ALL_ON_CONFIG_H
#define BENCH_ALL_ON_CONFIG_H

#include "../../../boards/config/bench/FreeRTOSConfig.h"

#include "../../../boards/config/common/api.h"

#undef configQUEUE_REGISTRY_SIZE
#undef configUSE_TIME_SLICING
#undef configCHECK_FOR_STACK_OVERFLOW
#undef configUSE_QUEUE_SETS

#define configQUEUE_REGISTRY_SIZE      8
#define configUSE_TIME_SLICING         1
#define configCHECK_FOR_STACK_OVERFLOW 2
#define configUSE_QUEUE_SETS           1

#endif
