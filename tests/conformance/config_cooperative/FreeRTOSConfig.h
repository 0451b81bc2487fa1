/* SPDX-License-Identifier: MIT */
/* As config/, without pre-emption; the run-time counter is 64 bits and stored by a macro. */
#ifndef CONFORMANCE_COOPERATIVE_FREERTOS_CONFIG_H
#define CONFORMANCE_COOPERATIVE_FREERTOS_CONFIG_H

#define configRUN_TIME_COUNTER_TYPE uint64_t

#include "../config/FreeRTOSConfig.h"

#undef configUSE_PREEMPTION
#define configUSE_PREEMPTION 0

#undef portGET_RUN_TIME_COUNTER_VALUE
#define portALT_GET_RUN_TIME_COUNTER_VALUE(now) ((now) = conformance_run_time)

#endif
