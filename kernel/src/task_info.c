/* SPDX-License-Identifier: MIT */
/* What a task is like: state, stack, name, tag, local storage. Walks the list of all tasks only
 * with the scheduler suspended. */
#include "run_time.h"
#include "sched.h"

#include <string.h>

static eTaskState state_of(TaskHandle_t handle)
{
    struct task *task = task_of(handle);

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

eTaskState eTaskGetState(TaskHandle_t handle)
{
    KREQUIRE(handle != NULL, "eTaskGetState: the task is NULL", eInvalid);
    traceENTER_eTaskGetState(handle);
    eTaskState result = state_of(handle);
    traceRETURN_eTaskGetState(result);
    return result;
}

#if configUSE_TRACE_FACILITY || INCLUDE_uxTaskGetStackHighWaterMark ||                             \
    INCLUDE_uxTaskGetStackHighWaterMark2
size_t task_untouched_stack(const struct task *task)
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
    REQUIRE_TASK_OR_SELF(handle, "uxTaskGetStackHighWaterMark", 0);
    traceENTER_uxTaskGetStackHighWaterMark(handle);
    UBaseType_t result = (UBaseType_t)task_untouched_stack(task_or_self(handle));
    traceRETURN_uxTaskGetStackHighWaterMark(result);
    return result;
}
#endif

#if INCLUDE_uxTaskGetStackHighWaterMark2
configSTACK_DEPTH_TYPE uxTaskGetStackHighWaterMark2(TaskHandle_t handle)
{
    REQUIRE_TASK_OR_SELF(handle, "uxTaskGetStackHighWaterMark2", 0);
    traceENTER_uxTaskGetStackHighWaterMark2(handle);
    configSTACK_DEPTH_TYPE result =
        (configSTACK_DEPTH_TYPE)task_untouched_stack(task_or_self(handle));
    traceRETURN_uxTaskGetStackHighWaterMark2(result);
    return result;
}
#endif

#if configSUPPORT_STATIC_ALLOCATION
BaseType_t xTaskGetStaticBuffers(TaskHandle_t handle, StackType_t **stack, StaticTask_t **block)
{
    REQUIRE_TASK_OR_SELF(handle, "xTaskGetStaticBuffers", pdFALSE);
    KREQUIRE(stack != NULL && block != NULL, "xTaskGetStaticBuffers: an answer has no place",
             pdFALSE);
    traceENTER_xTaskGetStaticBuffers(handle, stack, block);
    struct task *task = task_or_self(handle);

    BaseType_t is_static = task->owns == TASK_TAG ? pdTRUE : pdFALSE;
    if (is_static) {
        *stack = task->stack;
        *block = (StaticTask_t *)(void *)task;
    }
    traceRETURN_xTaskGetStaticBuffers(is_static);
    return is_static;
}
#endif

TaskHandle_t xTaskGetCurrentTaskHandleForCore(BaseType_t core)
{
    traceENTER_xTaskGetCurrentTaskHandleForCore(core);
    TaskHandle_t result = core >= 0 && core < configNUMBER_OF_CORES
                              ? task_handle((struct task *)(void *)kernel.core[core].current)
                              : NULL;
    traceRETURN_xTaskGetCurrentTaskHandleForCore(result);
    return result;
}

#if INCLUDE_xTaskGetIdleTaskHandle
TaskHandle_t xTaskGetIdleTaskHandleForCore(BaseType_t core)
{
    traceENTER_xTaskGetIdleTaskHandleForCore(core);
    KASSERT(core == 0 && "xTaskGetIdleTaskHandleForCore: there is no such core");
    TaskHandle_t result = core == 0 ? xTaskGetIdleTaskHandle() : NULL;
    traceRETURN_xTaskGetIdleTaskHandleForCore(result);
    return result;
}
#endif

#if INCLUDE_xTaskGetHandle
TaskHandle_t xTaskGetHandle(const char *name)
{
    KREQUIRE(name != NULL, "xTaskGetHandle: the name is NULL", NULL);
    traceENTER_xTaskGetHandle(name);
    struct task *found = NULL;

    vTaskSuspendAll();
    for (struct task *task = kernel.all; task != NULL && found == NULL; task = task->all_next) {
        if (task->state != TASK_DELETED &&
            strncmp(task->name, name, configMAX_TASK_NAME_LEN - 1u) == 0) {
            found = task;
        }
    }
    (void)xTaskResumeAll();
    TaskHandle_t result = found != NULL ? task_handle(found) : NULL;
    traceRETURN_xTaskGetHandle(result);
    return result;
}
#endif

#if configUSE_TRACE_FACILITY
UBaseType_t uxTaskGetTaskNumber(TaskHandle_t handle)
{
    traceENTER_uxTaskGetTaskNumber(handle);
    UBaseType_t result = handle != NULL ? task_of(handle)->tag_number : 0;
    traceRETURN_uxTaskGetTaskNumber(result);
    return result;
}

void vTaskSetTaskNumber(TaskHandle_t handle, const UBaseType_t number)
{
    traceENTER_vTaskSetTaskNumber(handle, number);
    if (handle != NULL) {
        task_of(handle)->tag_number = number;
    }
    traceRETURN_vTaskSetTaskNumber();
}

void vTaskGetInfo(TaskHandle_t handle, TaskStatus_t *status, BaseType_t free_stack,
                  eTaskState state)
{
    KREQUIRE(handle == NULL || task_is_known(handle), "vTaskGetInfo: no task", );
    KREQUIRE(status != NULL, "vTaskGetInfo: the status is NULL", );
    traceENTER_vTaskGetInfo(handle, status, free_stack, state);
    struct task *task = task_or_self(handle);

    memset(status, 0, sizeof *status);
    status->xHandle = task_handle(task);
    status->pcTaskName = task->name;
    status->xTaskNumber = task->number;
    status->eCurrentState = state == eInvalid ? eTaskGetState(task_handle(task)) : state;
    status->uxCurrentPriority = task->priority;
    status->uxBasePriority = task->base_priority;
    status->ulRunTimeCounter = run_time_of(task);
    status->pxStackBase = task->stack;
#if configRECORD_STACK_HIGH_ADDRESS == 1
    status->pxTopOfStack = (StackType_t *)task->context.sp;
    status->pxEndOfStack = task->stack_end;
#endif
    if (free_stack != pdFALSE) {
        status->usStackHighWaterMark = (configSTACK_DEPTH_TYPE)task_untouched_stack(task);
    }
    traceRETURN_vTaskGetInfo();
}

UBaseType_t uxTaskGetSystemState(TaskStatus_t *const statuses, const UBaseType_t capacity,
                                 configRUN_TIME_COUNTER_TYPE *const total_run_time)
{
    KREQUIRE(statuses != NULL || capacity == 0, "uxTaskGetSystemState: the table is NULL", 0);
    traceENTER_uxTaskGetSystemState(statuses, capacity, total_run_time);
    UBaseType_t count = 0;

    vTaskSuspendAll();
    if (capacity >= kernel.tasks) {
        for (struct task *task = kernel.all; task != NULL; task = task->all_next) {
            vTaskGetInfo(task_handle(task), &statuses[count++], pdTRUE, eInvalid);
        }
    }
    if (total_run_time != NULL) {
        *total_run_time = run_time_now();
    }
    (void)xTaskResumeAll();
    traceRETURN_uxTaskGetSystemState(count);
    return count;
}

UBaseType_t uxTaskCallForEachTask(TaskStatusCallbackFunction_t callback, void *context,
                                  configRUN_TIME_COUNTER_TYPE *const total_run_time)
{
    KREQUIRE(callback != NULL, "uxTaskCallForEachTask: the callback is NULL", 0);
    UBaseType_t count = 0;

    vTaskSuspendAll();
    for (struct task *task = kernel.all; task != NULL; task = task->all_next) {
        callback(task_handle(task), eTaskGetState(task_handle(task)), context);
        count++;
    }
    if (total_run_time != NULL) {
        *total_run_time = run_time_now();
    }
    (void)xTaskResumeAll();
    return count;
}
#endif

#if configUSE_APPLICATION_TASK_TAG
void vTaskSetApplicationTaskTag(TaskHandle_t handle, TaskHookFunction_t hook)
{
    REQUIRE_TASK_OR_SELF(handle, "vTaskSetApplicationTaskTag", );
    traceENTER_vTaskSetApplicationTaskTag(handle, hook);
    arch_mask_t mask = kernel_lock();
    task_or_self(handle)->tag = hook;
    kernel_unlock(mask);
    traceRETURN_vTaskSetApplicationTaskTag();
}

TaskHookFunction_t xTaskGetApplicationTaskTag(TaskHandle_t handle)
{
    REQUIRE_TASK_OR_SELF(handle, "xTaskGetApplicationTaskTag", NULL);
    traceENTER_xTaskGetApplicationTaskTag(handle);
    TaskHookFunction_t result = task_or_self(handle)->tag;
    traceRETURN_xTaskGetApplicationTaskTag(result);
    return result;
}

TaskHookFunction_t xTaskGetApplicationTaskTagFromISR(TaskHandle_t handle)
{
    REQUIRE_TASK_OR_SELF(handle, "xTaskGetApplicationTaskTagFromISR", NULL);
    traceENTER_xTaskGetApplicationTaskTagFromISR(handle);
    TaskHookFunction_t result = task_or_self(handle)->tag;
    traceRETURN_xTaskGetApplicationTaskTagFromISR(result);
    return result;
}

BaseType_t xTaskCallApplicationTaskHook(TaskHandle_t handle, void *arg)
{
    REQUIRE_TASK_OR_SELF(handle, "xTaskCallApplicationTaskHook", pdFAIL);
    traceENTER_xTaskCallApplicationTaskHook(handle, arg);
    TaskHookFunction_t hook = task_or_self(handle)->tag;
    BaseType_t result = hook != NULL ? hook(arg) : pdFAIL;
    traceRETURN_xTaskCallApplicationTaskHook(result);
    return result;
}
#endif

#if configNUM_THREAD_LOCAL_STORAGE_POINTERS > 0
static bool index_is_valid(BaseType_t index)
{
    return index >= 0 && index < configNUM_THREAD_LOCAL_STORAGE_POINTERS;
}

void vTaskSetThreadLocalStoragePointer(TaskHandle_t handle, BaseType_t index, void *value)
{
    REQUIRE_TASK_OR_SELF(handle, "vTaskSetThreadLocalStoragePointer", );
    traceENTER_vTaskSetThreadLocalStoragePointer(handle, index, value);
    if (index_is_valid(index)) {
        task_or_self(handle)->local[index] = value;
    }
    traceRETURN_vTaskSetThreadLocalStoragePointer();
}

void *pvTaskGetThreadLocalStoragePointer(TaskHandle_t handle, BaseType_t index)
{
    REQUIRE_TASK_OR_SELF(handle, "pvTaskGetThreadLocalStoragePointer", NULL);
    traceENTER_pvTaskGetThreadLocalStoragePointer(handle, index);
    void *result = index_is_valid(index) ? task_or_self(handle)->local[index] : NULL;
    traceRETURN_pvTaskGetThreadLocalStoragePointer(result);
    return result;
}
#endif
