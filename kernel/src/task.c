/* SPDX-License-Identifier: MIT */
/* Tasks: they are made, they run, they end. */
#include "c_library.h"
#include "hooks.h"
#include "run_time.h"
#include "sched.h"
#include "tickless.h"

#define NAME_BYTES ((size_t)configMAX_TASK_NAME_LEN)

#if configUSE_POSIX_ERRNO
int FreeRTOS_errno;
#endif

static void copy_name(char *to, const char *from)
{
    size_t i = 0;
    if (from != NULL) {
        for (; i + 1 < NAME_BYTES && from[i] != '\0'; i++) {
            to[i] = from[i];
        }
    }
    to[i] = '\0';
}

static bool stack_is_painted(void)
{
    return configCHECK_FOR_STACK_OVERFLOW > 1 || configUSE_TRACE_FACILITY ||
           configUSE_CMSIS_RTOS2 || INCLUDE_uxTaskGetStackHighWaterMark ||
           INCLUDE_uxTaskGetStackHighWaterMark2;
}

static void init_options(struct task *task, const void *stack_end)
{
    (void)task;
#if configUSE_TASK_NOTIFICATIONS
    for (unsigned i = 0; i < configTASK_NOTIFICATION_ARRAY_ENTRIES; i++) {
        task->notify_state[i] = NOTIFY_NONE;
        task->notify_value[i] = 0;
    }
#endif
#if KERNEL_TASK_ALL_LIST
    task->tag_number = 0;
    task->stack_end = (void *)(uintptr_t)stack_end;
#else
    (void)stack_end;
#endif
#if configGENERATE_RUN_TIME_STATS
    task->run_time = 0;
#endif
#if configUSE_APPLICATION_TASK_TAG
    task->tag = NULL;
#endif
#if configUSE_CMSIS_RTOS2
    task->os_thread = NULL;
#endif
#if configNUM_THREAD_LOCAL_STORAGE_POINTERS > 0
    for (unsigned i = 0; i < configNUM_THREAD_LOCAL_STORAGE_POINTERS; i++) {
        task->local[i] = NULL;
    }
#endif
}

HOT_LOCAL void init_task(struct task *task, StackType_t *stack, size_t stack_bytes,
                         TaskFunction_t code, const char *name, void *arg, UBaseType_t priority)
{
    /* The top is rounded down, the bottom up: any StackType_t array will do. */
    uintptr_t bottom =
        ((uintptr_t)stack + (ARCH_STACK_ALIGN - 1u)) & ~(uintptr_t)(ARCH_STACK_ALIGN - 1u);
    uintptr_t top = ((uintptr_t)stack + stack_bytes) & ~(uintptr_t)(ARCH_STACK_ALIGN - 1u);

    if (priority >= configMAX_PRIORITIES) {
        priority = configMAX_PRIORITIES - 1;
    }
    if (stack_is_painted()) {
        uint8_t *bytes = (uint8_t *)stack;
        for (size_t i = 0; i < stack_bytes; i++) {
            bytes[i] = TASK_STACK_FILL;
        }
    }
    task->stack = stack;
    task->wait = NULL;
    task->priority = (uint8_t)priority;
    task->base_priority = (uint8_t)priority;
    task->state = TASK_READY;
    task->wake = WAKE_TIMEOUT;
    task->mutexes = 0;
    copy_name(task->name, name);
    top = c_library_init(task, top);
    KASSERT(top > bottom && top <= (uintptr_t)stack + stack_bytes &&
            "xTaskCreate: the stack has no room for what the C library keeps in it");
    init_options(task, (const void *)top);
    arch_stack_init(&task->context, (void *)bottom, top - bottom, code, arg);
}

/* The list of every task, in which one that deleted itself stays until it is freed. */

static void join_all(struct task *task)
{
    (void)task;
#if KERNEL_TASK_ALL_LIST
    task->number = ++kernel.numbers;
    task->all_next = kernel.all;
    task->all_at = &kernel.all;
    if (kernel.all != NULL) {
        kernel.all->all_at = &task->all_next;
    }
    kernel.all = task;
#endif
}

/* `task` is counted and listed no more; it is about to be freed. */
static void forget_task(struct task *task)
{
    (void)task;
    kernel.tasks--;
#if KERNEL_TASK_ALL_LIST
    *task->all_at = task->all_next;
    if (task->all_next != NULL) {
        task->all_next->all_at = task->all_at;
    }
#endif
}

/* The task is complete: from here on it takes part. */
static void start_task(struct task *task)
{
    arch_mask_t mask = kernel_lock();

    if (kernel.tasks++ == 0) {
        kernel_hold()->why.suspended++; /* until vTaskStartScheduler nobody is switched to */
    }
    join_all(task);
    traceTASK_CREATE(task_handle(task));
    const struct task *current = kernel_current();
    if (!kernel.running && (current == NULL || task->priority >= current->priority)) {
        kernel_set_current(task); /* so far the best to begin with */
    }
    sched_release(task, mask);
}

/* The first frame of a task, with room for a call, on every port. */
#define STACK_LEAST (32u * sizeof(uintptr_t))

/* Whether a stack holds the first frame and its size in bytes does not wrap: one comparison. */
static inline bool stack_is_possible(configSTACK_DEPTH_TYPE depth)
{
    return (size_t)depth - STACK_LEAST / sizeof(StackType_t) <
           (SIZE_MAX / 2u + 1u) / sizeof(StackType_t);
}

static inline size_t stack_size(configSTACK_DEPTH_TYPE depth)
{
    return (size_t)depth * sizeof(StackType_t);
}

#if configSUPPORT_STATIC_ALLOCATION
static TaskHandle_t create_task_static(TaskFunction_t code, const char *const name,
                                       const configSTACK_DEPTH_TYPE depth, void *const arg,
                                       UBaseType_t priority, StackType_t *const stack,
                                       StaticTask_t *const block)
{
    KASSERT(stack != NULL && "xTaskCreateStatic: the stack buffer is NULL");
    KASSERT(block != NULL && "xTaskCreateStatic: the task buffer is NULL");
    KASSERT(code != NULL && "xTaskCreateStatic: the task function is NULL");
    KASSERT(priority < configMAX_PRIORITIES &&
            "xTaskCreateStatic: priority must be below configMAX_PRIORITIES");
    KASSERT_IN_TASK("xTaskCreateStatic");
    if (code == NULL || stack == NULL || block == NULL || !stack_is_possible(depth)) {
        return NULL;
    }
    struct task *task = (struct task *)(void *)block;
    task->owns = TASK_TAG;
    init_task(task, stack, stack_size(depth), code, name, arg, priority);
    start_task(task);
    return task_handle(task);
}

TaskHandle_t xTaskCreateStatic(TaskFunction_t code, const char *const name,
                               const configSTACK_DEPTH_TYPE depth, void *const arg,
                               UBaseType_t priority, StackType_t *const stack,
                               StaticTask_t *const block)
{
    traceENTER_xTaskCreateStatic(code, name, depth, arg, priority, stack, block);
    TaskHandle_t result = create_task_static(code, name, depth, arg, priority, stack, block);
    traceRETURN_xTaskCreateStatic(result);
    return result;
}
#endif

#if configSUPPORT_DYNAMIC_ALLOCATION
static BaseType_t create_task(TaskFunction_t code, const char *const name,
                              const configSTACK_DEPTH_TYPE depth, void *const arg,
                              UBaseType_t priority, TaskHandle_t *const created)
{
    KASSERT(code != NULL && "xTaskCreate: the task function is NULL");
    KASSERT(priority < configMAX_PRIORITIES &&
            "xTaskCreate: priority must be below configMAX_PRIORITIES");
    KASSERT_IN_TASK("xTaskCreate");
    bool possible = code != NULL && stack_is_possible(depth);
    StackType_t *stack = possible ? pvPortMallocStack(stack_size(depth)) : NULL;
    struct task *task = stack != NULL ? pvPortMalloc(sizeof(struct task)) : NULL;

    if (task == NULL) {
        if (stack != NULL) {
            vPortFreeStack(stack);
        }
        traceTASK_CREATE_FAILED();
        return errCOULD_NOT_ALLOCATE_REQUIRED_MEMORY;
    }
    task->owns = TASK_TAG | TASK_OWNS_STACK | TASK_OWNS_BLOCK;
    init_task(task, stack, stack_size(depth), code, name, arg, priority);
    if (created != NULL) {
        *created = task_handle(task); /* before it may run and look */
    }
    start_task(task);
    return pdPASS;
}

BaseType_t xTaskCreate(TaskFunction_t code, const char *const name,
                       const configSTACK_DEPTH_TYPE depth, void *const arg, UBaseType_t priority,
                       TaskHandle_t *const created)
{
    traceENTER_xTaskCreate(code, name, depth, arg, priority, created);
    BaseType_t result = create_task(code, name, depth, arg, priority, created);
    traceRETURN_xTaskCreate(result);
    return result;
}
#endif

static void free_task(struct task *task)
{
    c_library_deinit(task);
    arch_stack_release(&task->context);
#if configSUPPORT_DYNAMIC_ALLOCATION
    if ((task->owns & TASK_OWNS_STACK) != 0) {
        vPortFreeStack(task->stack);
    }
    if ((task->owns & TASK_OWNS_BLOCK) != 0) {
        vPortFree(task);
    }
#endif
}

#if INCLUDE_vTaskDelete
static void delete_task(TaskHandle_t handle)
{
    arch_mask_t mask = kernel_lock();
    struct task *self = kernel_current();
    struct task *task = handle != NULL ? task_of(handle) : self;

    traceTASK_DELETE(task_handle(task));
    wait_end(task, WAKE_ABORTED);
    if (task->state == TASK_READY) {
        ready_remove(&kernel.ready, task);
    }
    task->state = TASK_DELETED;
    if (task == self && kernel.running) {
        task->next = kernel.dying;
        kernel.dying = task;
        sched_reschedule(mask);
        return;
    }
    forget_task(task);
    if (task == self) {
        kernel.core[arch_core_id()].current =
            ready_is_empty(&kernel.ready) ? NULL : &ready_highest(&kernel.ready)->context;
    }
    sched_reschedule(mask);
    free_task(task);
}

void vTaskDelete(TaskHandle_t handle)
{
    REQUIRE_TASK_OR_SELF(handle, "vTaskDelete", );
    KASSERT_IN_TASK("vTaskDelete");
    traceENTER_vTaskDelete(handle);
    delete_task(handle);
    traceRETURN_vTaskDelete();
}
#endif

/* Frees one task that deleted itself. @return False when there is none. */
static bool bury_one(void)
{
    arch_mask_t mask = kernel_lock();
    struct task *task = kernel.dying;

    if (task != NULL) {
        kernel.dying = task->next;
        forget_task(task);
    }
    kernel_unlock(mask);
    if (task != NULL) {
        free_task(task);
    }
    return task != NULL;
}

/* Whether a task of the idle task's priority waits for its turn. */
static bool idle_has_equals(void)
{
    const struct task *self = kernel_current();

    return self->next != self;
}

static void idle(void *arg)
{
    (void)arg;
    for (;;) {
        while (INCLUDE_vTaskDelete && bury_one()) {
        }
        if (!configUSE_PREEMPTION || (configIDLE_SHOULD_YIELD && idle_has_equals())) {
            vPortYield();
        }
        if (configUSE_IDLE_HOOK) {
            vApplicationIdleHook(); /* the hook owns the idle time, but for sleep without ticks */
        }
        if (configUSE_TICKLESS_IDLE && tickless_sleep()) {
            continue;
        }
        bool has_work = (INCLUDE_vTaskDelete && kernel.dying != NULL) || idle_has_equals();
        if (!configUSE_IDLE_HOOK && !has_work) {
            arch_sleep();
        }
    }
}

#if configSUPPORT_STATIC_ALLOCATION && configKERNEL_PROVIDED_STATIC_MEMORY
void vApplicationGetIdleTaskMemory(StaticTask_t **block, StackType_t **stack,
                                   configSTACK_DEPTH_TYPE *depth)
{
    static StaticTask_t idle_block;
    static StackType_t idle_stack[configMINIMAL_STACK_SIZE];

    *block = &idle_block;
    *stack = idle_stack;
    *depth = configMINIMAL_STACK_SIZE;
}
#endif

static TaskHandle_t idle_handle;

static bool create_idle(void)
{
#if configSUPPORT_STATIC_ALLOCATION
    StaticTask_t *block = NULL;
    StackType_t *stack = NULL;
    configSTACK_DEPTH_TYPE depth = 0;

    vApplicationGetIdleTaskMemory(&block, &stack, &depth);
    idle_handle =
        xTaskCreateStatic(idle, configIDLE_TASK_NAME, depth, NULL, tskIDLE_PRIORITY, stack, block);
    return idle_handle != NULL;
#else
    return xTaskCreate(idle, configIDLE_TASK_NAME, configMINIMAL_STACK_SIZE, NULL, tskIDLE_PRIORITY,
                       &idle_handle) == pdPASS;
#endif
}

#if INCLUDE_xTaskGetIdleTaskHandle
TaskHandle_t xTaskGetIdleTaskHandle(void)
{
    traceENTER_xTaskGetIdleTaskHandle();
    KASSERT(idle_handle != NULL && "xTaskGetIdleTaskHandle: the scheduler has not started");
    traceRETURN_xTaskGetIdleTaskHandle(idle_handle);
    return idle_handle;
}
#endif

static void start_scheduler(void)
{
    if (!create_idle() || (configUSE_TIMERS && xTimerCreateTimerTask() != pdPASS)) {
        KASSERT(false && "vTaskStartScheduler: no memory for the idle or the timer task");
        return;
    }
    arch_mask_t mask = kernel_lock();
    struct task *first = ready_highest(&kernel.ready)->prev; /* of equals the last created begins */
    kernel.ready.head[first->priority] = first;
    kernel_set_current(first);
    kernel.running = pdTRUE;
    kernel_hold()->why.switch_due = 0;
    kernel_hold()->why.suspended = 0;
    run_time_start();
    c_library_load(first);
    traceTASK_SWITCHED_IN();
    traceSTARTING_SCHEDULER(&idle_handle);
    arch_tick_start((uint32_t)configTICK_RATE_HZ);
    arch_start(&first->context);
    kernel_unlock(mask);
}

void vTaskStartScheduler(void)
{
    KREQUIRE(!kernel.running, "vTaskStartScheduler: the scheduler runs already", );
    traceENTER_vTaskStartScheduler();
    start_scheduler();
    traceRETURN_vTaskStartScheduler();
}

void vTaskResetState(void)
{
    KASSERT(!kernel.running && "vTaskResetState: end the scheduler first");
    kernel = (struct dunlin_kernel){.tick = (TickType_t)configINITIAL_TICK_COUNT};
    idle_handle = NULL;
#if configUSE_POSIX_ERRNO
    FreeRTOS_errno = 0;
#endif
}

void vTaskEndScheduler(void)
{
    traceENTER_vTaskEndScheduler();
    kernel.running = pdFALSE;
    arch_stop();
    traceRETURN_vTaskEndScheduler();
}

void vTaskSuspendAll(void)
{
    traceENTER_vTaskSuspendAll();
    kernel_hold()->why.suspended++;
    portMEMORY_BARRIER();
    traceRETURN_vTaskSuspendAll();
}

static inline BaseType_t resume_all(void)
{
    arch_mask_t mask = kernel_lock();
    union arch_hold *hold = kernel_hold();

    KASSERT(hold->why.suspended != 0 && "xTaskResumeAll: the scheduler is not suspended");
    if (hold->why.suspended != 0) {
        hold->why.suspended--;
    }
    return sched_resumed(mask) ? pdTRUE : pdFALSE;
}

BaseType_t xTaskResumeAll(void)
{
    traceENTER_xTaskResumeAll();
    BaseType_t result = resume_all();
    traceRETURN_xTaskResumeAll(result);
    return result;
}

BaseType_t xTaskGetSchedulerState(void)
{
    traceENTER_xTaskGetSchedulerState();
    BaseType_t state = taskSCHEDULER_NOT_STARTED;
    if (kernel.running) {
        state = kernel_hold()->why.suspended != 0 ? taskSCHEDULER_SUSPENDED : taskSCHEDULER_RUNNING;
    }
    traceRETURN_xTaskGetSchedulerState(state);
    return state;
}

TaskHandle_t xTaskGetCurrentTaskHandle(void)
{
    traceENTER_xTaskGetCurrentTaskHandle();
    TaskHandle_t result = task_handle(kernel_current());
    traceRETURN_xTaskGetCurrentTaskHandle(result);
    return result;
}

UBaseType_t uxTaskGetNumberOfTasks(void)
{
    traceENTER_uxTaskGetNumberOfTasks();
    UBaseType_t result = kernel.tasks;
    traceRETURN_uxTaskGetNumberOfTasks(result);
    return result;
}

char *pcTaskGetName(TaskHandle_t handle)
{
    traceENTER_pcTaskGetName(handle);
    struct task *task = handle != NULL ? task_of(handle) : kernel_current();
    KASSERT(task != NULL && "pcTaskGetName: there is no task yet");
    char *result = task->name;
    traceRETURN_pcTaskGetName(result);
    return result;
}
