/* SPDX-License-Identifier: MIT */
/** Software timers: callbacks run by the timer task; and calls pended to that task.
 *
 *   xTimerStart ... xTimerPendFunctionCall  ->  [ FIFO of configTIMER_QUEUE_LENGTH ]  ->  timer
 * task
 *
 * A command takes effect when the timer task runs it, and counts from the tick at which it was
 * sent. Before the scheduler runs exactly configTIMER_QUEUE_LENGTH commands are kept
 * (docs/semantics.md, K6). Callbacks must not block.
 */
#ifndef TIMERS_H
#define TIMERS_H

#include "FreeRTOS.h"

#include "task.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Commands. Numbers below 0 are pended calls; from tmrFIRST_FROM_ISR_COMMAND on they come from
 * ISRs. */
#define tmrCOMMAND_EXECUTE_CALLBACK_FROM_ISR ((BaseType_t)-2)
#define tmrCOMMAND_EXECUTE_CALLBACK          ((BaseType_t)-1)
#define tmrCOMMAND_START_DONT_TRACE          ((BaseType_t)0)
#define tmrCOMMAND_START                     ((BaseType_t)1)
#define tmrCOMMAND_RESET                     ((BaseType_t)2)
#define tmrCOMMAND_STOP                      ((BaseType_t)3)
#define tmrCOMMAND_CHANGE_PERIOD             ((BaseType_t)4)
#define tmrCOMMAND_DELETE                    ((BaseType_t)5)
#define tmrFIRST_FROM_ISR_COMMAND            ((BaseType_t)6)
#define tmrCOMMAND_START_FROM_ISR            ((BaseType_t)6)
#define tmrCOMMAND_RESET_FROM_ISR            ((BaseType_t)7)
#define tmrCOMMAND_STOP_FROM_ISR             ((BaseType_t)8)
#define tmrCOMMAND_CHANGE_PERIOD_FROM_ISR    ((BaseType_t)9)

/** Opaque; the kernel's from creation until a delete command has run. */
struct tmrTimerControl; /* the tag is part of the API */
typedef struct tmrTimerControl *TimerHandle_t;

/** Runs in the timer task each time the timer expires. Must not block. */
typedef void (*TimerCallbackFunction_t)(TimerHandle_t timer);

/** A pended call. Runs in the timer task. Must not block. */
typedef void (*PendedFunction_t)(void *argument1, uint32_t argument2);

#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)
/**
 * Create a timer from the heap, not active.
 *
 * @param name      Not copied; may be NULL.
 * @param period    Ticks, > 0.
 * @param reload    pdTRUE: starts again in phase at each expiry; pdFALSE: expires once.
 * @param id        The application's, see pvTimerGetTimerID.
 * @param callback  Not NULL.
 * @return The handle; NULL when there is no memory.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTimerCreate".
 */
TimerHandle_t xTimerCreate(const char *const name, const TickType_t period, const BaseType_t reload,
                           void *const id, TimerCallbackFunction_t callback);
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Create a timer in memory of the application, not active.
 *
 * @param name, period, reload, id, callback  As xTimerCreate.
 * @param timer  The object; the kernel's until a delete command has run; not NULL.
 * @return The handle.
 *
 * Context: task, or before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTimerCreateStatic".
 */
TimerHandle_t xTimerCreateStatic(const char *const name, const TickType_t period,
                                 const BaseType_t reload, void *const id,
                                 TimerCallbackFunction_t callback, StaticTimer_t *timer);

/**
 * Tell which memory of the application a timer lives in.
 *
 * @param timer        Not NULL.
 * @param[out] buffer  The object; not NULL.
 * @retval pdTRUE   Answered.
 * @retval pdFALSE  It is from the heap.
 *
 * Context: task.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTimerGetStaticBuffer".
 */
BaseType_t xTimerGetStaticBuffer(TimerHandle_t timer, StaticTimer_t **buffer);
#endif

/**
 * Send a command from a task.
 *
 * @param timer    Not NULL.
 * @param command  tmrCOMMAND_START .. tmrCOMMAND_DELETE.
 * @param value    Tick of the call; the period for CHANGE_PERIOD.
 * @param woken    NULL.
 * @param wait     Ticks to wait for room in the FIFO; taken as 0 before the scheduler runs.
 * @retval pdPASS  The command will run, or has run.
 * @retval pdFAIL  Still no room after `wait` ticks. No trace is left.
 *
 * Context: task, or before the scheduler starts.  Blocks: up to `wait` ticks; may switch.
 * Masked:  O(1).
 * Source:  kernel API reference, "xTimerStart".
 */
BaseType_t xTimerGenericCommandFromTask(TimerHandle_t timer, const BaseType_t command,
                                        const TickType_t value, BaseType_t *const woken,
                                        const TickType_t wait);

/**
 * Send a command from an interrupt handler.
 *
 * @param timer           Not NULL.
 * @param command         tmrCOMMAND_START_FROM_ISR .. tmrCOMMAND_CHANGE_PERIOD_FROM_ISR.
 * @param value           As xTimerGenericCommandFromTask.
 * @param[in,out] woken   Set to pdTRUE when a switch is due, else untouched; NULL: it is pended.
 * @param wait            0.
 * @retval pdPASS  The command will run.
 * @retval pdFAIL  No room. No trace is left.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTimerStartFromISR".
 */
BaseType_t xTimerGenericCommandFromISR(TimerHandle_t timer, const BaseType_t command,
                                       const TickType_t value, BaseType_t *const woken,
                                       const TickType_t wait);

/* Either of the two, by the command's number. */
#define xTimerGenericCommand(timer, command, value, woken, wait)                                   \
    (((command) < tmrFIRST_FROM_ISR_COMMAND)                                                       \
         ? xTimerGenericCommandFromTask((timer), (command), (value), (woken), (wait))              \
         : xTimerGenericCommandFromISR((timer), (command), (value), (woken), (wait)))

#define xTimerStart(timer, wait)                                                                   \
    xTimerGenericCommandFromTask((timer), tmrCOMMAND_START, (xTaskGetTickCount()), NULL, (wait))
#define xTimerStop(timer, wait)                                                                    \
    xTimerGenericCommandFromTask((timer), tmrCOMMAND_STOP, 0U, NULL, (wait))
#define xTimerReset(timer, wait)                                                                   \
    xTimerGenericCommandFromTask((timer), tmrCOMMAND_RESET, (xTaskGetTickCount()), NULL, (wait))
/* Also starts the timer; the new period counts from the call. */
#define xTimerChangePeriod(timer, period, wait)                                                    \
    xTimerGenericCommandFromTask((timer), tmrCOMMAND_CHANGE_PERIOD, (period), NULL, (wait))
#define xTimerDelete(timer, wait)                                                                  \
    xTimerGenericCommandFromTask((timer), tmrCOMMAND_DELETE, 0U, NULL, (wait))

#define xTimerStartFromISR(timer, woken)                                                           \
    xTimerGenericCommandFromISR((timer), tmrCOMMAND_START_FROM_ISR, (xTaskGetTickCountFromISR()),  \
                                (woken), 0U)
#define xTimerStopFromISR(timer, woken)                                                            \
    xTimerGenericCommandFromISR((timer), tmrCOMMAND_STOP_FROM_ISR, 0, (woken), 0U)
#define xTimerResetFromISR(timer, woken)                                                           \
    xTimerGenericCommandFromISR((timer), tmrCOMMAND_RESET_FROM_ISR, (xTaskGetTickCountFromISR()),  \
                                (woken), 0U)
#define xTimerChangePeriodFromISR(timer, period, woken)                                            \
    xTimerGenericCommandFromISR((timer), tmrCOMMAND_CHANGE_PERIOD_FROM_ISR, (period), (woken), 0U)

#if (INCLUDE_xTimerPendFunctionCall == 1)
/**
 * Have the timer task call a function, behind the commands sent before.
 *
 * @param function              Not NULL.
 * @param argument1, argument2  Passed on.
 * @param wait                  Ticks to wait for room in the FIFO.
 * @retval pdPASS  It will be called.
 * @retval pdFAIL  Still no room after `wait` ticks.
 *
 * Context: task.  Blocks: up to `wait` ticks; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xTimerPendFunctionCall".
 */
BaseType_t xTimerPendFunctionCall(PendedFunction_t function, void *argument1, uint32_t argument2,
                                  TickType_t wait);

/**
 * xTimerPendFunctionCall for interrupt handlers.
 *
 * @param function, argument1, argument2  As xTimerPendFunctionCall.
 * @param[in,out] woken                   As xTimerGenericCommandFromISR.
 * @retval pdPASS  It will be called.
 * @retval pdFAIL  No room.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTimerPendFunctionCallFromISR".
 */
BaseType_t xTimerPendFunctionCallFromISR(PendedFunction_t function, void *argument1,
                                         uint32_t argument2, BaseType_t *woken);
#endif

/**
 * Ask whether a timer is active.
 *
 * @param timer  Not NULL.
 * @retval pdTRUE   It will expire.
 * @retval pdFALSE  It will not: never started, stopped, or expired once. Commands not yet run do
 *                  not count.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTimerIsTimerActive".
 */
BaseType_t xTimerIsTimerActive(TimerHandle_t timer);

/**
 * Read the application's word in a timer.
 *
 * @param timer  Not NULL.
 * @return As set.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "pvTimerGetTimerID".
 */
void *pvTimerGetTimerID(const TimerHandle_t timer);

/**
 * Set the application's word in a timer.
 *
 * @param timer  Not NULL.
 * @param id     Any.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "vTimerSetTimerID".
 */
void vTimerSetTimerID(TimerHandle_t timer, void *id);

/**
 * Name a timer.
 *
 * @param timer  Not NULL.
 * @return The name given at creation.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "pcTimerGetName".
 */
const char *pcTimerGetName(TimerHandle_t timer);

/**
 * Make a timer reload itself, or not, from its next expiry on.
 *
 * @param timer   Not NULL.
 * @param reload  pdTRUE or pdFALSE.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "vTimerSetReloadMode".
 */
void vTimerSetReloadMode(TimerHandle_t timer, const BaseType_t reload);

/**
 * Ask whether a timer reloads itself.
 *
 * @param timer  Not NULL.
 * @return pdTRUE or pdFALSE.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTimerGetReloadMode".
 */
BaseType_t xTimerGetReloadMode(TimerHandle_t timer);

/**
 * xTimerGetReloadMode with another return type.
 *
 * @param timer  Not NULL.
 * @return pdTRUE or pdFALSE.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "uxTimerGetReloadMode".
 */
UBaseType_t uxTimerGetReloadMode(TimerHandle_t timer);

/**
 * Tell a timer's period.
 *
 * @param timer  Not NULL.
 * @return Ticks.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTimerGetPeriod".
 */
TickType_t xTimerGetPeriod(TimerHandle_t timer);

/**
 * Tell when a timer expires next.
 *
 * @param timer  Active.
 * @return Tick count; meaningless when the timer is not active.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTimerGetExpiryTime".
 */
TickType_t xTimerGetExpiryTime(TimerHandle_t timer);

/**
 * Tell which task is the timer task.
 *
 * @return Its handle. Asserts that the scheduler was started.
 *
 * Context: any, after vTaskStartScheduler.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTimerGetTimerDaemonTaskHandle".
 */
TaskHandle_t xTimerGetTimerDaemonTaskHandle(void);

/**
 * Create the timer task. vTaskStartScheduler does it.
 *
 * @retval pdPASS  Created.
 * @retval pdFAIL  No memory.
 *
 * Context: before the scheduler starts.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, timers.h.
 */
BaseType_t xTimerCreateTimerTask(void);

#if (configUSE_TRACE_FACILITY == 1)
/**
 * Number a timer for a trace tool.
 *
 * @param timer   Not NULL.
 * @param number  Any.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
void vTimerSetTimerNumber(TimerHandle_t timer, UBaseType_t number);

/**
 * Read the number of a timer.
 *
 * @param timer  Not NULL.
 * @return What vTimerSetTimerNumber set; 0 at first.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, trace facility.
 */
UBaseType_t uxTimerGetTimerNumber(TimerHandle_t timer);
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Say where the timer task lives. Supplied by the application, or by the kernel with
 * configKERNEL_PROVIDED_STATIC_MEMORY 1.
 *
 * @param[out] task         Control block.
 * @param[out] stack        Its lowest element.
 * @param[out] stack_depth  Size in StackType_t units.
 *
 * Context: vTaskStartScheduler.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, configSUPPORT_STATIC_ALLOCATION.
 */
void vApplicationGetTimerTaskMemory(StaticTask_t **task, StackType_t **stack,
                                    configSTACK_DEPTH_TYPE *stack_depth);
#endif

#if (configUSE_DAEMON_TASK_STARTUP_HOOK != 0)
/**
 * Run once when the timer task first runs. Supplied by the application.
 *
 * Context: timer task.  Blocks: may.  Masked: no.
 * Source:  kernel API reference, configUSE_DAEMON_TASK_STARTUP_HOOK.
 */
void vApplicationDaemonTaskStartupHook(void);
#endif

/**
 * Return the timer module to its state before anything was created, so that a program can start the
 * scheduler again.
 *
 * Context: scheduler not running.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vTimerResetState".
 */
void vTimerResetState(void);

#ifdef __cplusplus
}
#endif

#endif
