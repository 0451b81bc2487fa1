/* SPDX-License-Identifier: MIT */
/* Profile "bench" with what a product may have on: registry, queue sets, turns among equals, stack
 * check, run-time statistics, every function of the API. */
#ifndef BENCH_ALL_ON_CONFIG_H
#define BENCH_ALL_ON_CONFIG_H

#include "../../../boards/config/bench/FreeRTOSConfig.h"

#include "../../../boards/config/common/api.h"

#undef configQUEUE_REGISTRY_SIZE
#undef configUSE_TIME_SLICING
#undef configCHECK_FOR_STACK_OVERFLOW
#undef configUSE_QUEUE_SETS
#undef configGENERATE_RUN_TIME_STATS

#define configQUEUE_REGISTRY_SIZE      8
#define configUSE_TIME_SLICING         1
#define configCHECK_FOR_STACK_OVERFLOW 2
#define configUSE_QUEUE_SETS           1
#define configGENERATE_RUN_TIME_STATS  1

/* The clock of the statistics costs what a peripheral's does: a load. */
extern volatile unsigned long bench_run_time;
#define portCONFIGURE_TIMER_FOR_RUN_TIME_STATS()
#define portGET_RUN_TIME_COUNTER_VALUE() bench_run_time

#endif
