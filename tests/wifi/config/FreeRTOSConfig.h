/* SPDX-License-Identifier: MIT */
/* The configuration of wifi_test: profile "full", and how long each task ran, in us. */
#ifndef WIFI_TEST_FREERTOS_CONFIG_H
#define WIFI_TEST_FREERTOS_CONFIG_H

#include "../../../boards/config/full/FreeRTOSConfig.h"

#include "../../../hal/include/clock.h"

#undef configGENERATE_RUN_TIME_STATS
#define configGENERATE_RUN_TIME_STATS            1
#define portCONFIGURE_TIMER_FOR_RUN_TIME_STATS() ((void)0)
#define portGET_RUN_TIME_COUNTER_VALUE()         ((uint32_t)clock_monotonic_us())

#endif
