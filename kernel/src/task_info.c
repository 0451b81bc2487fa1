/* SPDX-License-Identifier: MIT */
/* What a task is like: state, stack, name, tag, local storage. Walks the list of all tasks only
 * with the scheduler suspended. */
#include "sched.h"

#include <string.h>

eTaskState eTaskGetState(TaskHandle_t handle)
{
    struct task *task = task_of(handle);

    KASSERT(task != NULL && "eTaskGetState: the task is NULL");
    arch_mask_t mask = kernel_lock();
    bool running = task == kernel_current();
    enum task_state state = (enum task_state)task->state;
    kernel_unlock(mask);
    switch (state) {
    case TASK_READY:
        break;
    case TASK_BLOCKED:
        return eBlocked;
    case TASK_SUSPENDED:
        return eSuspended;
    case TASK_DELETED:
        return eDeleted;
    }
    return running ? eRunning : eReady;
}

#if configUSE_TRACE_FACILITY || INCLUDE_uxTaskGetStackHighWaterMark ||                             \
    INCLUDE_uxTaskGetStackHighWaterMark2
/* Units of the stack that nobody has ever written to. */
static size_t untouched(const struct task *task)
{
    const uint8_t *stack = task->stack;
    size_t bytes = 0;
    while (stack[bytes] == TASK_STACK_FILL) {
        bytes++;
    }
    return bytes / sizeof(StackType_t);
}
#endif

#if INCLUDE_uxTaskGetStackHighWaterMark
UBaseType_t uxTaskGetStackHighWaterMark(TaskHandle_t handle)
{
    return (UBaseType_t)untouched(task_or_self(handle));
}
#endif

#if INCLUDE_uxTaskGetStackHighWaterMark2
configSTACK_DEPTH_TYPE uxTaskGetStackHighWaterMark2(TaskHandle_t handle)
{
    return (configSTACK_DEPTH_TYPE)untouched(task_or_self(handle));
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
BaseType_t xTaskGetStaticBuffers(TaskHandle_t handle, StackType_t **stack, StaticTask_t **block)
{
    struct task *task = task_or_self(handle);

    KASSERT(stack != NULL && block != NULL && "xTaskGetStaticBuffers: an argument is NULL");
    if (task->owns != 0) {
        return pdFALSE;
    }
    *stack = task->stack;
    *block = (StaticTask_t *)(void *)task;
    return pdTRUE;
}
#endif

TaskHandle_t xTaskGetCurrentTaskHandleForCore(BaseType_t core)
{
    return core >= 0 && core < configNUMBER_OF_CORES
               ? task_handle((struct task *)(void *)kernel.core[core].current)
               : NULL;
}

#if INCLUDE_xTaskGetIdleTaskHandle
TaskHandle_t xTaskGetIdleTaskHandleForCore(BaseType_t core)
{
    KASSERT(core == 0 && "xTaskGetIdleTaskHandleForCore: there is no such core");
    return core == 0 ? xTaskGetIdleTaskHandle() : NULL;
}
#endif

#if INCLUDE_xTaskGetHandle
TaskHandle_t xTaskGetHandle(const char *name)
{
    struct task *found = NULL;

    KASSERT(name != NULL && "xTaskGetHandle: the name is NULL");
    vTaskSuspendAll();
    for (struct task *task = kernel.all; task != NULL && found == NULL; task = task->all_next) {
        if (strncmp(task->name, name, configMAX_TASK_NAME_LEN - 1u) == 0) {
            found = task;
        }
    }
    (void)xTaskResumeAll();
    return found != NULL ? task_handle(found) : NULL;
}
#endif

#if configUSE_TRACE_FACILITY
UBaseType_t uxTaskGetTaskNumber(TaskHandle_t handle)
{
    return handle != NULL ? task_of(handle)->tag_number : 0;
}

void vTaskSetTaskNumber(TaskHandle_t handle, const UBaseType_t number)
{
    if (handle != NULL) {
        task_of(handle)->tag_number = number;
    }
}

void vTaskGetInfo(TaskHandle_t handle, TaskStatus_t *status, BaseType_t free_stack,
                  eTaskState state)
{
    struct task *task = task_or_self(handle);

    KASSERT(status != NULL && "vTaskGetInfo: the status is NULL");
    memset(status, 0, sizeof *status);
    status->xHandle = task_handle(task);
    status->pcTaskName = task->name;
    status->xTaskNumber = task->number;
    status->eCurrentState = state == eInvalid ? eTaskGetState(task_handle(task)) : state;
    status->uxCurrentPriority = task->priority;
    status->uxBasePriority = task->base_priority;
    status->pxStackBase = task->stack;
#if configRECORD_STACK_HIGH_ADDRESS == 1
    status->pxTopOfStack = (StackType_t *)task->context.sp;
    status->pxEndOfStack = task->stack_end;
#endif
    if (free_stack != pdFALSE) {
        status->usStackHighWaterMark = (configSTACK_DEPTH_TYPE)untouched(task);
    }
}

UBaseType_t uxTaskGetSystemState(TaskStatus_t *const statuses, const UBaseType_t capacity,
                                 configRUN_TIME_COUNTER_TYPE *const total_run_time)
{
    UBaseType_t count = 0;

    vTaskSuspendAll();
    if (capacity >= kernel.tasks) {
        for (struct task *task = kernel.all; task != NULL; task = task->all_next) {
            vTaskGetInfo(task_handle(task), &statuses[count++], pdTRUE, eInvalid);
        }
    }
    if (total_run_time != NULL) {
        *total_run_time = 0;
    }
    (void)xTaskResumeAll();
    return count;
}

UBaseType_t uxTaskCallForEachTask(TaskStatusCallbackFunction_t callback, void *context,
                                  configRUN_TIME_COUNTER_TYPE *const total_run_time)
{
    UBaseType_t count = 0;

    KASSERT(callback != NULL && "uxTaskCallForEachTask: the callback is NULL");
    vTaskSuspendAll();
    for (struct task *task = kernel.all; task != NULL; task = task->all_next) {
        callback(task_handle(task), eTaskGetState(task_handle(task)), context);
        count++;
    }
    if (total_run_time != NULL) {
        *total_run_time = 0;
    }
    (void)xTaskResumeAll();
    return count;
}
#endif

#if configUSE_APPLICATION_TASK_TAG
void vTaskSetApplicationTaskTag(TaskHandle_t handle, TaskHookFunction_t hook)
{
    arch_mask_t mask = kernel_lock();
    task_or_self(handle)->tag = hook;
    kernel_unlock(mask);
}

TaskHookFunction_t xTaskGetApplicationTaskTag(TaskHandle_t handle)
{
    return task_or_self(handle)->tag;
}

TaskHookFunction_t xTaskGetApplicationTaskTagFromISR(TaskHandle_t handle)
{
    return task_or_self(handle)->tag;
}

BaseType_t xTaskCallApplicationTaskHook(TaskHandle_t handle, void *arg)
{
    TaskHookFunction_t hook = task_or_self(handle)->tag;
    return hook != NULL ? hook(arg) : pdFAIL;
}
#endif

#if configNUM_THREAD_LOCAL_STORAGE_POINTERS > 0
static bool index_is_valid(BaseType_t index)
{
    return index >= 0 && index < configNUM_THREAD_LOCAL_STORAGE_POINTERS;
}

void vTaskSetThreadLocalStoragePointer(TaskHandle_t handle, BaseType_t index, void *value)
{
    if (index_is_valid(index)) {
        task_or_self(handle)->local[index] = value;
    }
}

void *pvTaskGetThreadLocalStoragePointer(TaskHandle_t handle, BaseType_t index)
{
    return index_is_valid(index) ? task_or_self(handle)->local[index] : NULL;
}
#endif
