/* SPDX-License-Identifier: MIT */
/* Software timers: a tree of due times, one task that runs the callbacks, one FIFO of commands.
 *
 *   xTimerStart ...  --command-->  [ FIFO, configTIMER_QUEUE_LENGTH ]  -->  timer task
 *   pended calls     ----------------------^
 *
 * Where the timer task would take the command before the caller's next instruction (it outranks the
 * caller, waits at an empty FIFO, and the caller could be switched away from), the caller carries
 * it out itself: nobody can see the difference (semantics K6).
 *
 * `base` is the tick up to which the tree has been served; the tree is ordered from there.
 */
#include "timer.h"

#include <string.h>

#include "hooks.h"
#include "queue_core.h"

#if configUSE_TIMERS

#define COMMAND_WIDE_CALL ((BaseType_t)-3)

struct command {
    BaseType_t id; /* tmrCOMMAND_*, COMMAND_WIDE_CALL */
    union {
        struct {
            struct timer *timer;
            TickType_t value; /* tick of the call, or the new period */
            TickType_t called;
        } of_timer;
        struct {
            PendedFunction_t function;
            void *argument;
            uint32_t number;
        } call;
        struct {
            void (*function)(void *, TickType_t);
            void *argument;
            TickType_t ticks;
        } wide_call;
    } u;
};

static struct {
    struct timeout_tree tree;
    TickType_t base;
    struct queue fifo;
    struct command storage[configTIMER_QUEUE_LENGTH];
    struct task *daemon;
    bool ready; /* fifo is initialised */
} timers;

static void ensure_fifo(void)
{
    arch_mask_t mask = kernel_lock();
    if (!timers.ready) {
        queue_init(&timers.fifo, configTIMER_QUEUE_LENGTH, sizeof(struct command),
                   (uint8_t *)timers.storage, queueQUEUE_TYPE_BASE);
        timers.ready = true;
    }
    kernel_unlock(mask);
}

void vTimerResetState(void)
{
    KASSERT(!kernel.running && "vTimerResetState: end the scheduler first");
    memset(&timers, 0, sizeof timers);
}

/* The tree, with the lock held. */

static void disarm(struct timer *timer)
{
    if (timeout_is_armed(&timer->sleep)) {
        timeout_disarm(&timers.tree, &timer->sleep);
    }
    timer->status &= (uint8_t)~TIMER_ACTIVE;
}

static void arm(struct timer *timer, TickType_t due)
{
    timer->due = due;
    timeout_arm(&timers.tree, &timer->sleep, due, timers.base);
    timer->status |= TIMER_ACTIVE;
}

/* The same where `due`, which is to come, may be a turn of the tick count and more after `base`:
 * the farthest place there is will do, for the timer is moved when that is due. */
static void arm_far(struct timer *timer, TickType_t due)
{
    bool too_far = (TickType_t)(due - timers.base) < (TickType_t)(due - kernel.tick);

    arm(timer, too_far ? (TickType_t)(timers.base - 1u) : due);
    timer->due = due;
}

/* Whether the first timer is due; if none is, the tree counts as served up to now. */
static struct timer *first_due(void)
{
    TickType_t now = kernel.tick;
    struct timer *first = (struct timer *)(void *)timeout_first(&timers.tree);
    bool due = first != NULL &&
               (TickType_t)(now - timers.base) >= (TickType_t)(first->sleep.due - timers.base);
    TickType_t served = due ? first->sleep.due : now;

    if (served < timers.base) {
        timeout_wrap(&timers.tree);
    }
    timers.base = served;
    return due ? first : NULL;
}

static TickType_t ticks_to_first(void)
{
    const struct timeout *first = timers.tree.first;
    TickType_t ticks = portMAX_DELAY - timers.base; /* serve the tree once each turn of the tick */
    ticks = ticks == 0 ? 1 : ticks;
    if (first != NULL && (TickType_t)(first->due - timers.base) < ticks) {
        ticks = first->due - timers.base;
    }
    return first == NULL ? portMAX_DELAY : ticks;
}

/* Callbacks, in the timer task, with the lock not held. */

static inline bool reloads(const struct timer *timer)
{
    return (timer->status & TIMER_AUTORELOAD) != 0;
}

/* The first timer's place in the tree is due. True when the timer itself is. The lock is held by
 * `mask`, and let go in between: only the timer task touches the tree now. */
static bool take_due(struct timer *timer, arch_mask_t mask)
{
    bool postponed = timer->sleep.due != timer->due;

    timeout_disarm(&timers.tree, &timer->sleep);
    if (!postponed && !reloads(timer)) {
        timer->status &= (uint8_t)~TIMER_ACTIVE;
        return true;
    }
    kernel_unlock(mask);
    (void)kernel_lock();
    arm(timer, postponed ? timer->due : timer->due + timer->period); /* in phase */
    return !postponed;
}

/* Until none is due. @return The mask: the lock is held then. */
static arch_mask_t run_due_timers(void)
{
    for (;;) {
        arch_mask_t mask = kernel_lock();
        struct timer *timer = first_due();

        if (timer == NULL) {
            return mask;
        }
        bool expired = take_due(timer, mask); /* missed periods come at once */
        kernel_unlock(mask);
        if (expired) {
            traceTIMER_EXPIRED(timer_handle(timer));
            timer->callback(timer_handle(timer));
        }
    }
}

/* What a command asks for, from wherever it was given. */
static BaseType_t kind_of(const struct command *command)
{
    BaseType_t from_isr = tmrFIRST_FROM_ISR_COMMAND - tmrCOMMAND_START;

    return command->id < tmrFIRST_FROM_ISR_COMMAND ? command->id : command->id - from_isr;
}

/* Does what is done at once, with the lock held. True when the timer is to start then. */
static bool begin_command(const struct command *command)
{
    struct timer *timer = command->u.of_timer.timer;
    BaseType_t kind = kind_of(command);

    disarm(timer);
    if (kind == tmrCOMMAND_CHANGE_PERIOD) {
        timer->period = command->u.of_timer.value;
    } else if (kind == tmrCOMMAND_DELETE) {
        timer->tag = 0;
    }
    return kind != tmrCOMMAND_STOP && kind != tmrCOMMAND_DELETE;
}

/* Starts `timer` as of tick `from`. Periods that have passed since are made up. The lock is held by
 * `mask`; it is released. */
static void start_from(struct timer *timer, TickType_t from, arch_mask_t mask)
{
    while ((TickType_t)(kernel.tick - from) >= timer->period) {
        from += timer->period;
        if (reloads(timer)) {
            timer->status |= TIMER_ACTIVE;
        }
        kernel_unlock(mask);
        traceTIMER_EXPIRED(timer_handle(timer));
        timer->callback(timer_handle(timer));
        mask = kernel_lock();
        if (!reloads(timer)) {
            kernel_unlock(mask);
            return;
        }
    }
    arm_far(timer, from + timer->period);
    kernel_unlock(mask);
}

/* Of a timer that is not deleted. */
static void carry_out_on_timer(const struct command *command)
{
    struct timer *timer = command->u.of_timer.timer;
    BaseType_t kind = kind_of(command);

    arch_mask_t mask = kernel_lock();
    if (begin_command(command)) {
        bool changes = kind == tmrCOMMAND_CHANGE_PERIOD;
        start_from(timer, changes ? command->u.of_timer.called : command->u.of_timer.value, mask);
        return;
    }
    kernel_unlock(mask);
#if configSUPPORT_DYNAMIC_ALLOCATION
    if (kind == tmrCOMMAND_DELETE && (timer->status & TIMER_OWNED) != 0) {
        vPortFree(timer);
    }
#endif
}

static void carry_out(const struct command *command)
{
    if (sizeof(TickType_t) > sizeof(uint32_t) && command->id == COMMAND_WIDE_CALL) {
        command->u.wide_call.function(command->u.wide_call.argument, command->u.wide_call.ticks);
        return;
    }
    if (command->id < 0) {
        command->u.call.function(command->u.call.argument, command->u.call.number);
        return;
    }
    TimerHandle_t handle = timer_handle(command->u.of_timer.timer);
    traceTIMER_COMMAND_RECEIVED(handle, command->id, command->u.of_timer.value);
    if (timer_is_live(handle)) { /* a command may stand behind its deletion */
        carry_out_on_timer(command);
    }
}

static void timer_task(void *arg)
{
    (void)arg;
    if (configUSE_DAEMON_TASK_STARTUP_HOOK) {
        vApplicationDaemonTaskStartupHook();
    }
    for (;;) {
        struct command command;
        arch_mask_t mask = run_due_timers();
        TickType_t ticks = ticks_to_first();

        if (queue_try_take(&timers.fifo, &command, WAIT_TAKE, mask) ||
            (sched_may_block(mask)
                 ? object_take_later(&timers.fifo.object, &command, ticks, WAIT_TAKE)
                 : object_refuse(&timers.fifo.object, ticks, mask))) {
            carry_out(&command);
        }
    }
}

/* Commands from the API. */

/* True where the timer task would take a command before the caller's next instruction. (While it
 * stands in the FIFO's line the FIFO is empty, and nobody else ever stands there.) */
static inline bool daemon_would_run(arch_mask_t mask)
{
    const struct wait *wait = timers.fifo.object.takers.first;
    return wait != NULL && sched_would_run(wait->task, mask);
}

/* A running timer that is to end later stays where it is in the tree: it is moved when that place
 * is due. The lock is held. */
static inline bool postpone(struct timer *timer, BaseType_t id, arch_mask_t mask)
{
    TickType_t now = kernel.tick;

    if ((id != tmrCOMMAND_START && id != tmrCOMMAND_RESET) || !timeout_is_armed(&timer->sleep) ||
        timer->period < (TickType_t)(timer->sleep.due - now) || !daemon_would_run(mask)) {
        return false;
    }
    timer->due = now + timer->period;
    return true;
}

/* The timer task waits for its first timer: make it wake no later than the new first one is due. */
static void wake_daemon_in_time(void)
{
    struct timeout *alarm = &timers.daemon->wait->sleep;
    TickType_t left = timers.tree.first != NULL ? ticks_to_first() : portMAX_DELAY;

    if (left == portMAX_DELAY) {
        return; /* it wakes once in vain, or not at all */
    }
    if (timeout_is_armed(alarm)) {
        if ((TickType_t)(alarm->due - kernel.tick) <= left) {
            return;
        }
        timeout_disarm(&kernel.sleepers, alarm);
    }
    timeout_arm(&kernel.sleepers, alarm, kernel.tick + left, kernel.tick);
}

/* Carries the command out in the caller; the lock is held. False where the timer task has to, which
 * takes less text: hot.h. */
static bool carry_out_here(const struct command *command, arch_mask_t mask)
{
    struct timer *timer = command->u.of_timer.timer;

    if (!KERNEL_INLINE || command->id < tmrCOMMAND_START ||
        command->id > tmrCOMMAND_CHANGE_PERIOD || !daemon_would_run(mask) || first_due() != NULL) {
        return false;
    }
    bool was_armed = timeout_is_armed(&timer->sleep);
    if (!begin_command(command)) {
        return true;
    }
    if (was_armed) { /* out of the tree and in again at once would mask for long */
        sched_let_in();
        if (!daemon_would_run(mask) || kernel.tick != command->u.of_timer.called) {
            return false; /* something has come in between: the command queues up behind it */
        }
    }
    arm(timer, kernel.tick + timer->period);
    sched_let_in();
    if (timers.fifo.object.takers.first != NULL) { /* or it is awake and will see the timer */
        wake_daemon_in_time();
    }
    return true;
}

static BaseType_t post(const struct command *command, TickType_t ticks)
{
    if (!kernel.running || kernel_hold()->why.suspended != 0) {
        ticks = 0;
    }
    return queue_put(&timers.fifo, command, ticks, queueSEND_TO_BACK);
}

/* The lock is held by `mask`; it is released. */
static SLOW_PATH BaseType_t command_slowly(const struct command *command, TickType_t ticks,
                                           arch_mask_t mask)
{
    bool done = carry_out_here(command, mask);
    kernel_unlock(mask);
    return done ? pdPASS : post(command, ticks);
}

static inline BaseType_t command_from_task(struct timer *timer, BaseType_t id, TickType_t value,
                                           TickType_t ticks)
{
    arch_mask_t mask = kernel_lock();
    if (KERNEL_INLINE && LIKELY(postpone(timer, id, mask))) {
        kernel_unlock(mask);
        return pdPASS;
    }
    struct command command = {.id = id, .u.of_timer = {timer, value, kernel.tick}};
    return command_slowly(&command, ticks, mask);
}

BaseType_t xTimerGenericCommandFromTask(TimerHandle_t handle, const BaseType_t id,
                                        const TickType_t value, BaseType_t *const woken,
                                        const TickType_t ticks)
{
    REQUIRE_TIMER(handle, "xTimerStart, xTimerStop, xTimerReset, xTimerChangePeriod, xTimerDelete",
                  pdFAIL);
    KREQUIRE(id != tmrCOMMAND_CHANGE_PERIOD || value != 0, "xTimerChangePeriod: the period is 0",
             pdFAIL);
    KASSERT_IN_TASK("xTimerStart, xTimerStop, xTimerReset, xTimerChangePeriod, xTimerDelete");
    traceENTER_xTimerGenericCommandFromTask(handle, id, value, woken, ticks);
    (void)woken;
    BaseType_t result = command_from_task(timer_of(handle), id, value, ticks);
    traceTIMER_COMMAND_SEND(handle, id, value, result);
    traceRETURN_xTimerGenericCommandFromTask(result);
    return result;
}

BaseType_t xTimerGenericCommandFromISR(TimerHandle_t handle, const BaseType_t id,
                                       const TickType_t value, BaseType_t *const woken,
                                       const TickType_t ticks)
{
    REQUIRE_TIMER(
        handle,
        "xTimerStartFromISR, xTimerStopFromISR, xTimerResetFromISR, xTimerChangePeriodFromISR",
        pdFAIL);
    KREQUIRE(id != tmrCOMMAND_CHANGE_PERIOD_FROM_ISR || value != 0,
             "xTimerChangePeriodFromISR: the period is 0", pdFAIL);
    traceENTER_xTimerGenericCommandFromISR(handle, id, value, woken, ticks);
    (void)ticks;
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    struct command command = {.id = id, .u.of_timer = {timer_of(handle), value, kernel.tick}};
    BaseType_t result = queue_put_from_isr(&timers.fifo, &command, queueSEND_TO_BACK, woken);
    kernel_unlock(mask);
    traceTIMER_COMMAND_SEND(handle, id, value, result);
    traceRETURN_xTimerGenericCommandFromISR(result);
    return result;
}

#if INCLUDE_xTimerPendFunctionCall
BaseType_t xTimerPendFunctionCall(PendedFunction_t function, void *argument, uint32_t number,
                                  TickType_t ticks)
{
    KREQUIRE(function != NULL, "xTimerPendFunctionCall: the function is NULL", pdFAIL);
    KASSERT_IN_TASK("xTimerPendFunctionCall");
    traceENTER_xTimerPendFunctionCall(function, argument, number, ticks);
    struct command command = {.id = tmrCOMMAND_EXECUTE_CALLBACK,
                              .u.call = {function, argument, number}};

    ensure_fifo();
    BaseType_t result = post(&command, ticks);
    tracePEND_FUNC_CALL(function, argument, number, result);
    traceRETURN_xTimerPendFunctionCall(result);
    return result;
}

static BaseType_t post_from_isr(const struct command *command, BaseType_t *woken)
{
    KASSERT(timers.ready && "xTimerPendFunctionCallFromISR: the scheduler has not started");
    portASSERT_IF_INTERRUPT_PRIORITY_INVALID();
    arch_mask_t mask = kernel_lock();
    BaseType_t result = queue_put_from_isr(&timers.fifo, command, queueSEND_TO_BACK, woken);
    kernel_unlock(mask);
    return result;
}

BaseType_t timer_pend_ticks_from_isr(void (*function)(void *, TickType_t), void *argument,
                                     TickType_t ticks, BaseType_t *woken)
{
    struct command command = {.id = COMMAND_WIDE_CALL, .u.wide_call = {function, argument, ticks}};

    return post_from_isr(&command, woken);
}

BaseType_t xTimerPendFunctionCallFromISR(PendedFunction_t function, void *argument, uint32_t number,
                                         BaseType_t *woken)
{
    KREQUIRE(function != NULL, "xTimerPendFunctionCallFromISR: the function is NULL", pdFAIL);
    traceENTER_xTimerPendFunctionCallFromISR(function, argument, number, woken);
    struct command command = {.id = tmrCOMMAND_EXECUTE_CALLBACK_FROM_ISR,
                              .u.call = {function, argument, number}};

    BaseType_t result = post_from_isr(&command, woken);
    tracePEND_FUNC_CALL_FROM_ISR(function, argument, number, result);
    traceRETURN_xTimerPendFunctionCallFromISR(result);
    return result;
}
#endif

/* The timer task itself. */

#if configSUPPORT_STATIC_ALLOCATION && configKERNEL_PROVIDED_STATIC_MEMORY
void vApplicationGetTimerTaskMemory(StaticTask_t **block, StackType_t **stack,
                                    configSTACK_DEPTH_TYPE *depth)
{
    static StaticTask_t timer_block;
    static StackType_t timer_stack[configTIMER_TASK_STACK_DEPTH];

    *block = &timer_block;
    *stack = timer_stack;
    *depth = configTIMER_TASK_STACK_DEPTH;
}
#endif

BaseType_t xTimerCreateTimerTask(void)
{
    traceENTER_xTimerCreateTimerTask();
    TaskHandle_t handle = NULL;

    ensure_fifo();
#if configSUPPORT_STATIC_ALLOCATION
    StaticTask_t *block = NULL;
    StackType_t *stack = NULL;
    configSTACK_DEPTH_TYPE depth = 0;
    vApplicationGetTimerTaskMemory(&block, &stack, &depth);
    handle = xTaskCreateStatic(timer_task, configTIMER_SERVICE_TASK_NAME, depth, NULL,
                               configTIMER_TASK_PRIORITY, stack, block);
#else
    (void)xTaskCreate(timer_task, configTIMER_SERVICE_TASK_NAME, configTIMER_TASK_STACK_DEPTH, NULL,
                      configTIMER_TASK_PRIORITY, &handle);
#endif
    timers.daemon = handle != NULL ? task_of(handle) : NULL;
    timers.base = (TickType_t)configINITIAL_TICK_COUNT;
    BaseType_t result = handle != NULL ? pdPASS : pdFAIL;
    traceRETURN_xTimerCreateTimerTask(result);
    return result;
}

TaskHandle_t xTimerGetTimerDaemonTaskHandle(void)
{
    traceENTER_xTimerGetTimerDaemonTaskHandle();
    KASSERT(timers.daemon != NULL &&
            "xTimerGetTimerDaemonTaskHandle: the scheduler has not started");
    TaskHandle_t result = task_handle(timers.daemon);
    traceRETURN_xTimerGetTimerDaemonTaskHandle(result);
    return result;
}

/* Timers are made; timer_info.c has the rest. */

/* `timer` is NULL where there was no memory. */
static TimerHandle_t timer_init(struct timer *timer, const char *name, TickType_t period,
                                BaseType_t autoreload, void *id, TimerCallbackFunction_t callback,
                                uint8_t owned)
{
    if (timer == NULL) {
        traceTIMER_CREATE_FAILED();
        return NULL;
    }
    ensure_fifo();
    timer->sleep.next = NULL;
    timer->period = period;
    timer->name = name;
    timer->id = id;
    timer->callback = callback;
    timer->tag = TIMER_TAG;
    timer->status = (uint8_t)(owned | (autoreload != pdFALSE ? TIMER_AUTORELOAD : 0u));
#if configUSE_TRACE_FACILITY
    timer->number = 0;
#endif
    traceTIMER_CREATE(timer_handle(timer));
    return timer_handle(timer);
}

#if configSUPPORT_DYNAMIC_ALLOCATION
TimerHandle_t xTimerCreate(const char *const name, const TickType_t period,
                           const BaseType_t autoreload, void *const id,
                           TimerCallbackFunction_t callback)
{
    traceENTER_xTimerCreate(name, period, autoreload, id, callback);
    KASSERT(period > 0 && "xTimerCreate: the period is 0");
    KASSERT(callback != NULL && "xTimerCreate: the callback is NULL");
    bool valid = period > 0 && callback != NULL;
    struct timer *timer = valid ? pvPortMalloc(sizeof *timer) : NULL;
    TimerHandle_t handle = timer_init(timer, name, period, autoreload, id, callback, TIMER_OWNED);
    traceRETURN_xTimerCreate(handle);
    return handle;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
TimerHandle_t xTimerCreateStatic(const char *const name, const TickType_t period,
                                 const BaseType_t autoreload, void *const id,
                                 TimerCallbackFunction_t callback, StaticTimer_t *memory)
{
    traceENTER_xTimerCreateStatic(name, period, autoreload, id, callback, memory);
    KASSERT(memory != NULL && "xTimerCreateStatic: the buffer is NULL");
    KASSERT(period > 0 && "xTimerCreateStatic: the period is 0");
    KASSERT(callback != NULL && "xTimerCreateStatic: the callback is NULL");
    bool valid = period > 0 && callback != NULL;
    struct timer *timer = valid ? (struct timer *)(void *)memory : NULL;
    TimerHandle_t handle = timer_init(timer, name, period, autoreload, id, callback, 0);
    traceRETURN_xTimerCreateStatic(handle);
    return handle;
}

BaseType_t xTimerGetStaticBuffer(TimerHandle_t handle, StaticTimer_t **memory)
{
    REQUIRE_TIMER(handle, "xTimerGetStaticBuffer", pdFALSE);
    KREQUIRE(memory != NULL, "xTimerGetStaticBuffer: the answer has no place", pdFALSE);
    traceENTER_xTimerGetStaticBuffer(handle, memory);
    BaseType_t is_static = (timer_of(handle)->status & TIMER_OWNED) == 0 ? pdTRUE : pdFALSE;
    if (is_static) {
        *memory = (StaticTimer_t *)(void *)handle;
    }
    traceRETURN_xTimerGetStaticBuffer(is_static);
    return is_static;
}
#endif

#endif
