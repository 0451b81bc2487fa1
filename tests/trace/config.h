/* SPDX-License-Identifier: MIT */
/* The configuration of the counter build: profile "full" with all that has a trace macro. */
#ifndef TRACE_CONFIG_H
#define TRACE_CONFIG_H

#include "../../boards/config/full/FreeRTOSConfig.h"

#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK      1                 /* the framework's */
#define configINITIAL_TICK_COUNT ((TickType_t)-50) /* ticks before the wrap */

#define configUSE_TICKLESS_IDLE 1

#undef configGENERATE_RUN_TIME_STATS
#define configGENERATE_RUN_TIME_STATS        1
#define configUSE_STATS_FORMATTING_FUNCTIONS 1
#define portGET_RUN_TIME_COUNTER_VALUE()     trace_run_time

#ifdef __cplusplus
extern "C" {
#endif

extern volatile unsigned long trace_run_time; /* that only the tests advance */
void trace_enter(unsigned function);
void trace_return(unsigned function);
void trace_event(unsigned event, const void *object);

#ifdef __cplusplus
}
#endif

/* The argument is evaluated and has exactly this type, qualifiers aside. */
#define TRACE_TYPED(type, argument)                                                                \
    _Static_assert(__builtin_types_compatible_p(__typeof__(argument), type),                       \
                   "trace macro: " #argument " is no " #type);                                     \
    (void)(argument)

#endif
