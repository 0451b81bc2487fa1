/* SPDX-License-Identifier: MIT */
/* The conformance programs' configuration: profile "full", the tick hook on, trace macros that
 * report to the test, and a tick count that wraps while the first tests run. */
#ifndef CONFORMANCE_FREERTOS_CONFIG_H
#define CONFORMANCE_FREERTOS_CONFIG_H

#include <stdint.h>

#include "../../../boards/config/full/FreeRTOSConfig.h"

#ifdef DUNLIN_SIM_ASAN /* a frame there holds each variable's red zones too */
#undef configMINIMAL_STACK_SIZE
#define configMINIMAL_STACK_SIZE 1024
#undef configTIMER_TASK_STACK_DEPTH
#define configTIMER_TASK_STACK_DEPTH 1024
#undef configTOTAL_HEAP_SIZE
#define configTOTAL_HEAP_SIZE (512 * 1024)
#endif

#undef configUSE_TICK_HOOK
#define configUSE_TICK_HOOK      1
#define configINITIAL_TICK_COUNT ((TickType_t)-150) /* ticks before the wrap */

#undef configGENERATE_RUN_TIME_STATS
#define configGENERATE_RUN_TIME_STATS 1
#ifndef configRUN_TIME_COUNTER_TYPE
#define configRUN_TIME_COUNTER_TYPE uint32_t
#endif
#define configSTATS_BUFFER_MAX_LENGTH 128 /* bytes, which a table of the control task exceeds */

#ifdef __cplusplus
extern "C" {
#endif
/* A counter that only the test advances. */
extern volatile configRUN_TIME_COUNTER_TYPE conformance_run_time;
extern unsigned conformance_run_time_configured;

void conformance_trace(const char *macro, const void *handle);
#ifdef __cplusplus
}
#endif

#define portCONFIGURE_TIMER_FOR_RUN_TIME_STATS() (conformance_run_time_configured++)
#define portGET_RUN_TIME_COUNTER_VALUE()         conformance_run_time

#define traceQUEUE_SEND(queue)             conformance_trace("send", (queue))
#define traceQUEUE_SEND_FAILED(queue)      conformance_trace("send_failed", (queue))
#define traceQUEUE_RECEIVE(queue)          conformance_trace("receive", (queue))
#define traceQUEUE_RECEIVE_FAILED(queue)   conformance_trace("receive_failed", (queue))
#define traceQUEUE_SEND_FROM_ISR(queue)    conformance_trace("send_from_isr", (queue))
#define traceQUEUE_RECEIVE_FROM_ISR(queue) conformance_trace("receive_from_isr", (queue))
#define traceTASK_NOTIFY(index)            conformance_trace("notify", NULL)

#endif
