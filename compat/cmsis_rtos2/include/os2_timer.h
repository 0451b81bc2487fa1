/* SPDX-License-Identifier: MIT */
/** Timers: CMSIS-RTOS API, version 2. Included by cmsis_os2.h. Their functions run in the kernel's
 * timer task, one after the other, and must not block. */
#ifndef OS2_TIMER_H
#define OS2_TIMER_H

#include "os2_types.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Create a timer; it stands still.
 * @param func      Called when it expires. Not NULL.
 * @param type      osTimerOnce or osTimerPeriodic.
 * @param argument  Passed to `func`.
 * @param attr      NULL: all defaults.
 * @return The timer; NULL in an ISR, for a wrong argument, or without memory.
 * Context: thread, or before osKernelStart.  Blocks: no.
 */
osTimerId_t osTimerNew(osTimerFunc_t func, osTimerType_t type, void *argument,
                       const osTimerAttr_t *attr);

/** Tell the name. @param timer_id  A timer. @return As given; NULL: none, or wrong. Context: any.
 */
const char *osTimerGetName(osTimerId_t timer_id);

/**
 * Start a timer, or start it again.
 * @param timer_id  A timer.
 * @param ticks     Until it expires, and between, > 0.
 * @retval osOK              Started.
 * @retval osErrorParameter  Wrong timer, or `ticks` is 0.
 * @retval osErrorResource   The timer task has too many commands waiting.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread, or before osKernelStart.  Blocks: no; may switch.
 */
osStatus_t osTimerStart(osTimerId_t timer_id, uint32_t ticks);

/**
 * Stop a timer.
 * @param timer_id  A timer.
 * @retval osOK              Stopped.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorResource   It does not run; or as osTimerStart.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osTimerStop(osTimerId_t timer_id);

/** Tell whether a timer runs. @param timer_id  A timer. @return 1 or 0; 0 for a wrong one and in an
 * ISR. Context: thread. */
uint32_t osTimerIsRunning(osTimerId_t timer_id);

/**
 * Delete a timer. Its memory is the application's again when the timer task has carried it out: at
 * once where that task is the most urgent, but not before the timer's own function has returned.
 * @param timer_id  A timer.
 * @retval osOK              Deleted.
 * @retval osErrorParameter  Wrong.
 * @retval osErrorResource   As osTimerStart.
 * @retval osErrorISR        Called from an ISR.
 * Context: thread.  Blocks: no; may switch.
 */
osStatus_t osTimerDelete(osTimerId_t timer_id);

#ifdef __cplusplus
}
#endif

#endif
