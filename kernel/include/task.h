/* SPDX-License-Identifier: MIT */
/** Tasks: creation, deletion, waiting, priorities, and the scheduler itself.
 *
 *              create
 *                v
 *   resume -> [ready] <-> [running] -> [blocked]     delays and waits, back by event or deadline
 *                ^            |
 *                +-[suspended]+                      by vTaskSuspend, back by vTaskResume only
 *
 * Notifications are in task_notify.h, questions about tasks in task_info.h; both come with this
 * file. "NULL = the caller" holds only in task context. "May switch" means: a task of higher
 * priority that became ready runs before the call returns, if pre-emption is on and nothing forbids
 * the switch.
 */
#ifndef INC_TASK_H
#define INC_TASK_H

#include "FreeRTOS.h"

#include "list.h"

#include "task_types.h"

#include "task_info.h"

#include "task_notify.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Let equals run: the caller goes behind the ready tasks of its priority. Pended where it may not
 * switch. */
#define taskYIELD()            portYIELD()
#define taskYIELD_WITHIN_API() portYIELD_WITHIN_API()

/* Critical sections nest, and mask interrupts up to configMAX_SYSCALL_INTERRUPT_PRIORITY. */
#define taskENTER_CRITICAL() portENTER_CRITICAL()
#define taskEXIT_CRITICAL()  portEXIT_CRITICAL()
#define taskENTER_CRITICAL_FROM_ISR()                                                              \
    portSET_INTERRUPT_MASK_FROM_ISR() /* gives what _EXIT_ takes */
#define taskEXIT_CRITICAL_FROM_ISR(mask) portCLEAR_INTERRUPT_MASK_FROM_ISR(mask)

/* The mask without the nesting. */
#define taskDISABLE_INTERRUPTS() portDISABLE_INTERRUPTS()
#define taskENABLE_INTERRUPTS()  portENABLE_INTERRUPTS()

#define taskVALID_CORE_ID(core)                                                                    \
    (((((BaseType_t)0) <= (core)) && ((core) < (BaseType_t)configNUMBER_OF_CORES)) ? (pdTRUE)      \
                                                                                   : (pdFALSE))

#if (configSUPPORT_DYNAMIC_ALLOCATION == 1)
/**
 * Create a task, its stack and control block from the heap.
 *
 * @param code             Entry; must not return.
 * @param name             Copied, cut to configMAX_TASK_NAME_LEN - 1 characters. NULL: nameless.
 * @param stack_depth      In StackType_t units. A depth whose size in bytes wraps is refused.
 * @param arg              Passed to `code`.
 * @param priority         0 .. configMAX_PRIORITIES - 1; higher is cut to the highest.
 * @param[out] created     Handle; NULL when not wanted. Written before the task can run.
 * @retval pdPASS          The task is ready. It may have run already.
 * @retval errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY  Nothing happened.
 *
 * Context: task, or before the scheduler starts.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xTaskCreate".
 */
BaseType_t xTaskCreate(TaskFunction_t code, const char *const name,
                       const configSTACK_DEPTH_TYPE stack_depth, void *const arg,
                       UBaseType_t priority, TaskHandle_t *const created);
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Create a task in memory of the application.
 *
 * @param code, name, stack_depth, arg, priority  As xTaskCreate.
 * @param stack  `stack_depth` elements; the kernel's until the task is deleted and gone.
 * @param task   Control block; as `stack`.
 * @return The handle; NULL when `stack` or `task` is NULL or the depth wraps.
 *
 * Context: task, or before the scheduler starts.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xTaskCreateStatic".
 */
TaskHandle_t xTaskCreateStatic(TaskFunction_t code, const char *const name,
                               const configSTACK_DEPTH_TYPE stack_depth, void *const arg,
                               UBaseType_t priority, StackType_t *const stack,
                               StaticTask_t *const task);
#endif

/**
 * Remove a task. Heap memory of a task that deletes itself is freed by the idle task.
 *
 * @param task  NULL = the caller, and then the call does not return. Mutexes it holds stay taken.
 *
 * Context: task.  Blocks: no; switches when the caller is deleted.  Masked: O(1).
 * Source:  kernel API reference, "vTaskDelete".
 */
void vTaskDelete(TaskHandle_t task);

/**
 * Wait until `ticks` ticks have come.
 *
 * @param ticks  0 = yield only. portMAX_DELAY is a number here, not "for ever".
 *
 * Context: task, scheduler not suspended.  Blocks: until the `ticks`-th tick.  Masked: O(1).
 * Source:  kernel API reference, "vTaskDelay".
 */
void vTaskDelay(const TickType_t ticks);

/**
 * Wait until a fixed time after the last wake-up: the way to run at a constant rate.
 *
 * @param[in,out] previous_wake  Tick of the last wake-up, xTaskGetTickCount() at first; moved on by
 *                               `increment` in every case.
 * @param increment  Period in ticks, > 0.
 * @retval pdTRUE   The task waited.
 * @retval pdFALSE  The moment had passed; no wait.
 *
 * Context: task, scheduler not suspended.  Blocks: until that tick.  Masked: O(1).
 * Source:  kernel API reference, "xTaskDelayUntil".
 */
BaseType_t xTaskDelayUntil(TickType_t *const previous_wake, const TickType_t increment);

/* The same without the answer. */
#define vTaskDelayUntil(previous_wake, increment)                                                  \
    do {                                                                                           \
        (void)xTaskDelayUntil((previous_wake), (increment));                                       \
    } while (0)

#if (INCLUDE_xTaskAbortDelay == 1)
/**
 * End the wait of a blocked task as if it had timed out.
 *
 * @param task  Not NULL.
 * @retval pdPASS  It was blocked and is ready.
 * @retval pdFAIL  It was not blocked. Nothing happened.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "xTaskAbortDelay".
 */
BaseType_t xTaskAbortDelay(TaskHandle_t task);
#endif

/**
 * Tell the priority a task runs at, inherited or its own.
 *
 * @param task  NULL = the caller.
 * @return 0 .. configMAX_PRIORITIES - 1.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "uxTaskPriorityGet".
 */
UBaseType_t uxTaskPriorityGet(const TaskHandle_t task);

/**
 * uxTaskPriorityGet for interrupt handlers.
 *
 * @param task  NULL = the interrupted task.
 * @return As uxTaskPriorityGet.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "uxTaskPriorityGetFromISR".
 */
UBaseType_t uxTaskPriorityGetFromISR(const TaskHandle_t task);

/**
 * Tell a task's own priority, without what it inherits.
 *
 * @param task  NULL = the caller.
 * @return 0 .. configMAX_PRIORITIES - 1.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "uxTaskBasePriorityGet".
 */
UBaseType_t uxTaskBasePriorityGet(const TaskHandle_t task);

/**
 * uxTaskBasePriorityGet for interrupt handlers.
 *
 * @param task  NULL = the interrupted task.
 * @return As uxTaskBasePriorityGet.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "uxTaskBasePriorityGetFromISR".
 */
UBaseType_t uxTaskBasePriorityGetFromISR(const TaskHandle_t task);

/**
 * Set a task's own priority. An inherited higher one stays until the mutex is given.
 *
 * @param task      NULL = the caller.
 * @param priority  0 .. configMAX_PRIORITIES - 1; higher is cut to the highest.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "vTaskPrioritySet".
 */
void vTaskPrioritySet(TaskHandle_t task, UBaseType_t priority);

/**
 * Stop a task until vTaskResume. Suspensions do not nest. A wait for a notification ends with it;
 * any other wait goes on after resume for the rest of its deadline.
 *
 * @param task  NULL = the caller.
 *
 * Context: task; with the scheduler suspended not the caller.  Blocks: the suspended task.
 * Masked:  O(1).
 * Source:  kernel API reference, "vTaskSuspend".
 */
void vTaskSuspend(TaskHandle_t task);

/**
 * Let a suspended task go on.
 *
 * @param task  Not NULL, not the caller; a task that is not suspended is left alone.
 *
 * Context: task.  Blocks: no; may switch.  Masked: O(1).
 * Source:  kernel API reference, "vTaskResume".
 */
void vTaskResume(TaskHandle_t task);

/**
 * vTaskResume for interrupt handlers.
 *
 * @param task  Not NULL.
 * @retval pdTRUE   The task should run now: end the handler with portYIELD_FROM_ISR(pdTRUE).
 * @retval pdFALSE  No switch is due.
 *
 * Context: ISR.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTaskResumeFromISR".
 */
BaseType_t xTaskResumeFromISR(TaskHandle_t task);

/**
 * Create the idle task (and the timer task) and start scheduling.
 *
 * Returns only when there is no memory for those tasks, or after vTaskEndScheduler where the port
 * can end.
 *
 * Context: once, before any task runs.  Blocks: for good.  Masked: until the first task runs.
 * Source:  kernel API reference, "vTaskStartScheduler".
 */
void vTaskStartScheduler(void);

/**
 * Stop scheduling, where the port can (a simulator): vTaskStartScheduler returns.
 *
 * Context: task.  Blocks: does not return.  Masked: yes.
 * Source:  kernel API reference, "vTaskEndScheduler".
 */
void vTaskEndScheduler(void);

/**
 * Keep the running task running; interrupts stay on. Nests. Ticks and wake-ups keep count.
 *
 * Context: task. Until xTaskResumeAll nothing that blocks may be called.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vTaskSuspendAll".
 */
void vTaskSuspendAll(void);

/**
 * Undo one vTaskSuspendAll.
 *
 * @retval pdTRUE   A switch was due and has happened.
 * @retval pdFALSE  None was, or the scheduler is still suspended.
 *
 * Context: task, scheduler suspended.  Blocks: no; may switch.
 * Masked:  O(1) at a time, for each task made ready meanwhile.
 * Source:  kernel API reference, "xTaskResumeAll".
 */
BaseType_t xTaskResumeAll(void);

/**
 * Tell whether the scheduler runs.
 *
 * @return taskSCHEDULER_NOT_STARTED, taskSCHEDULER_RUNNING or taskSCHEDULER_SUSPENDED.
 *
 * Context: any.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "xTaskGetSchedulerState".
 */
BaseType_t xTaskGetSchedulerState(void);

/**
 * Remember now, for xTaskCheckForTimeOut.
 *
 * @param[out] time_out  Filled in; not NULL.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "vTaskSetTimeOutState".
 */
void vTaskSetTimeOutState(TimeOut_t *const time_out);

/**
 * Ask whether a wait that began at vTaskSetTimeOutState is over, and how much of it is left.
 *
 * @param[in,out] time_out  Moved on to now when time is left.
 * @param[in,out] ticks     Wait in ticks; becomes what is left, 0 when over. portMAX_DELAY stays.
 * @retval pdTRUE   Over, or the wait was aborted.
 * @retval pdFALSE  Time is left.
 *
 * Context: task.  Blocks: no.  Masked: O(1).
 * Source:  kernel API reference, "xTaskCheckForTimeOut".
 */
BaseType_t xTaskCheckForTimeOut(TimeOut_t *const time_out, TickType_t *const ticks);

/**
 * Catch up with ticks that could not be counted; waits that became due end.
 *
 * @param ticks  How many were missed.
 * @retval pdTRUE   A switch happened.
 * @retval pdFALSE  None was due.
 *
 * Context: task, scheduler not suspended.  Blocks: no; may switch.
 * Masked:  as that many ticks, one at a time.
 * Source:  kernel API reference, "xTaskCatchUpTicks".
 */
BaseType_t xTaskCatchUpTicks(TickType_t ticks);

/**
 * Count one tick. For ports and for applications with a tick of their own.
 *
 * @retval pdTRUE   A switch is due.
 * @retval pdFALSE  None is.
 *
 * Context: tick ISR, masked.  Blocks: no.  Masked: by the caller.
 * Source:  kernel API reference, port layer.
 */
BaseType_t xTaskIncrementTick(void);

/**
 * Choose the task that runs next. For ports.
 *
 * Context: the port's switch handler, masked.  Blocks: no.  Masked: by the caller.
 * Source:  kernel API reference, port layer.
 */
void vTaskSwitchContext(void);

#if (configUSE_TICKLESS_IDLE != 0)
/**
 * Add ticks that passed asleep. No wait may become due within them, except at the last.
 *
 * @param ticks  0 .. the idle time announced.
 *
 * Context: idle task, scheduler suspended, from portSUPPRESS_TICKS_AND_SLEEP.  Blocks: no.
 * Masked:  O(1).
 * Source:  kernel API reference, tickless idle, "vTaskStepTick".
 */
void vTaskStepTick(TickType_t ticks);

/**
 * Ask again, with interrupts off, whether sleeping is still right.
 *
 * @return See eSleepModeStatus.
 *
 * Context: idle task, from portSUPPRESS_TICKS_AND_SLEEP, masked.  Blocks: no.  Masked: by the
 * caller. Source:  kernel API reference, tickless idle.
 */
eSleepModeStatus eTaskConfirmSleepModeStatus(void);
#endif

/**
 * Return the task module to its state before anything was created, so that a program can start the
 * scheduler again.
 *
 * Context: scheduler not running.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, "vTaskResetState".
 */
void vTaskResetState(void);

#if (configCHECK_FOR_STACK_OVERFLOW > 0)
/**
 * Learn that a task has left its stack. Supplied by the application.
 *
 * @param task  The task; its control block may be damaged.
 * @param name  Its name, perhaps damaged.
 *
 * Context: ISR or kernel, masked.  Blocks: must not.  Masked: yes.
 * Source:  kernel API reference, configCHECK_FOR_STACK_OVERFLOW.
 */
void vApplicationStackOverflowHook(TaskHandle_t task, char *name);
#endif

#if (configUSE_IDLE_HOOK == 1)
/**
 * Run in each round of the idle task. Supplied by the application.
 *
 * Context: idle task.  Blocks: must not.  Masked: no.
 * Source:  kernel API reference, configUSE_IDLE_HOOK.
 */
void vApplicationIdleHook(void);
#endif

#if (configUSE_TICK_HOOK != 0)
/**
 * Run in each tick. Supplied by the application.
 *
 * Context: tick ISR: FromISR calls only.  Blocks: must not.  Masked: yes.
 * Source:  kernel API reference, configUSE_TICK_HOOK.
 */
void vApplicationTickHook(void);
#endif

#if (configSUPPORT_STATIC_ALLOCATION == 1)
/**
 * Say where the idle task lives. Supplied by the application, or by the kernel with
 * configKERNEL_PROVIDED_STATIC_MEMORY 1.
 *
 * @param[out] task         Control block.
 * @param[out] stack        Its lowest element.
 * @param[out] stack_depth  Size in StackType_t units.
 *
 * Context: vTaskStartScheduler.  Blocks: no.  Masked: no.
 * Source:  kernel API reference, configSUPPORT_STATIC_ALLOCATION.
 */
void vApplicationGetIdleTaskMemory(StaticTask_t **task, StackType_t **stack,
                                   configSTACK_DEPTH_TYPE *stack_depth);
#endif

#ifdef __cplusplus
}
#endif

#endif
