/* SPDX-License-Identifier: MIT */
/* Threads are made, looked at and led. How they end: os_thread_end.c. */
#include "os_thread.h"

_Static_assert(sizeof(struct os_thread) <= OS_STACK_USED, "os2_objects.h");

#define STACK_ALIGN ((size_t)8)

static bool is_priority(osPriority_t priority)
{
    return priority >= osPriorityIdle && priority < osPriorityISR;
}

unsigned os_priority_to_kernel(osPriority_t priority)
{
    const unsigned most = (unsigned)configMAX_PRIORITIES - 1u;
    unsigned level = (unsigned)priority;

    if (most >= (unsigned)osPriorityRealtime7) {
        return level;
    }
    /* Realtime7 is the highest, Idle the lowest above the kernel's idle task, if there are two. */
    unsigned scaled = level * most / (unsigned)osPriorityRealtime7;
    return scaled != 0 ? scaled : most != 0;
}

static void start(void *arg)
{
    struct os_thread *thread = arg;

    thread->function(thread->argument);
    osThreadExit();
}

/* Where a thread lives, with all that was checked. */
struct home {
    struct os_block block;
    uint8_t *stack;
    size_t stack_bytes;
    bool owns_stack;
};

static void *allocate_stack(size_t bytes)
{
#if configSUPPORT_DYNAMIC_ALLOCATION
    return pvPortMallocStack(bytes);
#else
    (void)bytes;
    return NULL;
#endif
}

static bool find_home(struct home *home, const osThreadAttr_t *attr)
{
    size_t bytes = attr->stack_size != 0 ? attr->stack_size : (size_t)configOS2_STACK_BYTES;

    home->stack = attr->stack_mem;
    home->owns_stack = attr->stack_mem == NULL;
    if (home->owns_stack) {
        bytes = (bytes + STACK_ALIGN - 1u) & ~(STACK_ALIGN - 1u);
    } else if ((uintptr_t)attr->stack_mem % STACK_ALIGN != 0 || attr->stack_size == 0) {
        return false;
    }
    home->stack_bytes = bytes;
    if (bytes < OS_STACK_LEAST) {
        return false;
    }
    home->block = os_block_get(attr->cb_mem, attr->cb_size, OS_THREAD_BYTES, OS_THREAD_BYTES);
    if (home->block.memory == NULL) {
        return false;
    }
    if (home->owns_stack) {
        home->stack = allocate_stack(bytes);
    }
    if (home->stack == NULL && home->block.owned) {
        os_free(home->block.memory);
    }
    return home->stack != NULL;
}

static osThreadId_t create(const struct home *home, struct os_thread *thread, osPriority_t priority)
{
    size_t room = (size_t)((uint8_t *)thread - home->stack);
    bool running = kernel.running;

    thread->joiner.first = NULL;
    thread->flags = 0;
    thread->waits = false;
    thread->terminated = false;
    thread->priority = (uint8_t)priority;
    thread->stack_bytes = (uint32_t)home->stack_bytes;
    if (running) {
        vTaskSuspendAll(); /* it does not run before it is complete */
    }
    TaskHandle_t handle = xTaskCreateStatic(
        start, thread->name, (configSTACK_DEPTH_TYPE)(room / sizeof(StackType_t)), thread,
        os_priority_to_kernel(priority), (StackType_t *)(void *)home->stack, home->block.memory);
    struct task *task = task_of(handle);
    thread->task = task;
    task->os_thread = thread;
    task->owns = (uint8_t)(TASK_TAG | (home->block.owned ? TASK_OWNS_BLOCK : 0) |
                           (home->owns_stack ? TASK_OWNS_STACK : 0));
    if (running) {
        (void)xTaskResumeAll();
    }
    return task;
}

osThreadId_t osThreadNew(osThreadFunc_t func, void *argument, const osThreadAttr_t *attr)
{
    static const osThreadAttr_t defaults;

    attr = attr != NULL ? attr : &defaults;
    osPriority_t priority = attr->priority != osPriorityNone ? attr->priority : osPriorityNormal;
    struct home home;
    if (os_in_isr() || func == NULL || !is_priority(priority) ||
        (attr->attr_bits & ~(osThreadJoinable | osThreadPrivileged)) != 0 ||
        !find_home(&home, attr)) {
        return NULL;
    }
    uintptr_t top = (uintptr_t)(home.stack + home.stack_bytes) & ~(uintptr_t)(STACK_ALIGN - 1u);
    struct os_thread *thread = (struct os_thread *)(top - OS_STACK_USED);
    thread->name = attr->name;
    thread->function = func;
    thread->argument = argument;
    thread->joinable = (attr->attr_bits & osThreadJoinable) != 0;
    return create(&home, thread, priority);
}

const char *osThreadGetName(osThreadId_t thread_id)
{
    struct task *task = os_task_of(thread_id);
    const struct os_thread *thread = os_thread_of(task);

    if (thread != NULL) {
        return thread->name;
    }
    return task != NULL ? task->name : NULL;
}

osThreadId_t osThreadGetId(void)
{
    return kernel.running ? kernel_current() : NULL;
}

osThreadState_t osThreadGetState(osThreadId_t thread_id)
{
    const struct task *task = os_task_of(thread_id);

    if (task == NULL || os_in_isr()) {
        return osThreadError;
    }
    const struct os_thread *thread = os_thread_of(task);
    if (thread != NULL && thread->terminated) {
        return osThreadTerminated;
    }
    if (kernel.running && task == kernel_current()) {
        return osThreadRunning;
    }
    switch ((enum task_state)task->state) {
    case TASK_READY:
        return osThreadReady;
    case TASK_BLOCKED:
    case TASK_SUSPENDED:
        return osThreadBlocked;
    case TASK_DELETED:
        return osThreadTerminated;
    }
    return osThreadError;
}

uint32_t osThreadGetStackSize(osThreadId_t thread_id)
{
    const struct task *task = os_task_of(thread_id);

    if (task == NULL || os_in_isr()) {
        return 0;
    }
    const struct os_thread *thread = os_thread_of(task);
    return thread != NULL ? thread->stack_bytes
                          : (uint32_t)((uintptr_t)task->stack_end - (uintptr_t)task->stack);
}

uint32_t osThreadGetStackSpace(osThreadId_t thread_id)
{
    const struct task *task = os_task_of(thread_id);
    uint32_t bytes = 0;

    if (task == NULL || os_in_isr()) {
        return 0;
    }
    const uint8_t *stack = task->stack;
    while (stack + bytes < (const uint8_t *)task->stack_end && stack[bytes] == TASK_STACK_FILL) {
        bytes++;
    }
    return bytes;
}

osStatus_t osThreadSetPriority(osThreadId_t thread_id, osPriority_t priority)
{
    struct task *task = os_task_of(thread_id);
    struct os_thread *thread = os_thread_of(task);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (task == NULL || !is_priority(priority)) {
        return osErrorParameter;
    }
    if (thread != NULL && thread->terminated) {
        return osErrorResource;
    }
    if (thread != NULL) {
        thread->priority = (uint8_t)priority;
    }
    vTaskPrioritySet(task_handle(task), os_priority_to_kernel(priority));
    return osOK;
}

osPriority_t osThreadGetPriority(osThreadId_t thread_id)
{
    const struct task *task = os_task_of(thread_id);
    const struct os_thread *thread = os_thread_of(task);

    if (task == NULL || os_in_isr() || (thread != NULL && thread->terminated)) {
        return osPriorityError;
    }
    if (thread != NULL) {
        return (osPriority_t)thread->priority;
    }
    unsigned level = osPriorityIdle;
    while (level < (unsigned)osPriorityRealtime7 &&
           os_priority_to_kernel((osPriority_t)level) < task->base_priority) {
        level++;
    }
    return (osPriority_t)level;
}

osStatus_t osThreadYield(void)
{
    if (os_in_isr()) {
        return osErrorISR;
    }
    if (!kernel.running) {
        return osError;
    }
    if (kernel_hold()->why.suspended == 0) {
        taskYIELD();
    }
    return osOK;
}

osStatus_t osThreadSuspend(osThreadId_t thread_id)
{
    struct task *task = os_task_of(thread_id);
    const struct os_thread *thread = os_thread_of(task);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (task == NULL) {
        return osErrorParameter;
    }
    bool self = kernel.running && task == kernel_current();
    if ((thread != NULL && thread->terminated) || (self && kernel_hold()->why.suspended != 0)) {
        return osErrorResource;
    }
    if (self) {
        vTaskSuspend(NULL);
        return osOK;
    }
    vTaskSuspendAll();
    bool waited = task->state == TASK_BLOCKED;
    vTaskSuspend(task_handle(task));
    if (waited) {
        task->wake = WAKE_TIMEOUT; /* its wait is over, whatever time is left */
    }
    (void)xTaskResumeAll();
    return osOK;
}

osStatus_t osThreadResume(osThreadId_t thread_id)
{
    struct task *task = os_task_of(thread_id);
    const struct os_thread *thread = os_thread_of(task);

    if (os_in_isr()) {
        return osErrorISR;
    }
    if (task == NULL) {
        return osErrorParameter;
    }
    arch_mask_t mask = kernel_lock();
    if ((thread != NULL && thread->terminated) ||
        (task->state != TASK_BLOCKED && task->state != TASK_SUSPENDED)) {
        kernel_unlock(mask);
        return osErrorResource;
    }
    if (task->state == TASK_BLOCKED) {
        wait_end(task, WAKE_TIMEOUT);
    }
    sched_release(task, mask);
    return osOK;
}

/* Writes up to `room` threads to `array`; counts them all. */
static uint32_t list_threads(osThreadId_t *array, uint32_t room)
{
    uint32_t count = 0;

    vTaskSuspendAll();
    for (struct task *task = kernel.all; task != NULL; task = task->all_next) {
        const struct os_thread *thread = os_thread_of(task);
        if (thread != NULL && thread->terminated) {
            continue;
        }
        if (count < room) {
            array[count] = task;
        }
        count++;
    }
    (void)xTaskResumeAll();
    return count;
}

uint32_t osThreadGetCount(void)
{
    return os_in_isr() ? 0 : list_threads(NULL, 0);
}

uint32_t osThreadEnumerate(osThreadId_t *thread_array, uint32_t array_items)
{
    if (os_in_isr() || thread_array == NULL || array_items == 0) {
        return 0;
    }
    uint32_t count = list_threads(thread_array, array_items);
    return count < array_items ? count : array_items;
}
