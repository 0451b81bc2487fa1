/* SPDX-License-Identifier: MIT */
#include "run_time.h"

#if configGENERATE_RUN_TIME_STATS

configRUN_TIME_COUNTER_TYPE run_time_of(const struct task *task)
{
    arch_mask_t mask = kernel_lock();
    configRUN_TIME_COUNTER_TYPE ran = task->run_time;

    if (task == kernel_current() && kernel.running) {
        ran += run_time_passed(kernel.run_since, run_time_now());
    }
    kernel_unlock(mask);
    return ran;
}

configRUN_TIME_COUNTER_TYPE ulTaskGetRunTimeCounter(const TaskHandle_t handle)
{
    traceENTER_ulTaskGetRunTimeCounter(handle);
    configRUN_TIME_COUNTER_TYPE result = run_time_of(task_or_self(handle));
    traceRETURN_ulTaskGetRunTimeCounter(result);
    return result;
}

configRUN_TIME_COUNTER_TYPE ulTaskGetRunTimePercent(const TaskHandle_t handle)
{
    traceENTER_ulTaskGetRunTimePercent(handle);
    configRUN_TIME_COUNTER_TYPE hundredth = run_time_now() / 100;
    configRUN_TIME_COUNTER_TYPE result =
        hundredth != 0 ? run_time_of(task_or_self(handle)) / hundredth : 0;
    traceRETURN_ulTaskGetRunTimePercent(result);
    return result;
}

#if INCLUDE_xTaskGetIdleTaskHandle
configRUN_TIME_COUNTER_TYPE ulTaskGetIdleRunTimeCounter(void)
{
    traceENTER_ulTaskGetIdleRunTimeCounter();
    configRUN_TIME_COUNTER_TYPE result = ulTaskGetRunTimeCounter(xTaskGetIdleTaskHandle());
    traceRETURN_ulTaskGetIdleRunTimeCounter(result);
    return result;
}

configRUN_TIME_COUNTER_TYPE ulTaskGetIdleRunTimePercent(void)
{
    traceENTER_ulTaskGetIdleRunTimePercent();
    configRUN_TIME_COUNTER_TYPE result = ulTaskGetRunTimePercent(xTaskGetIdleTaskHandle());
    traceRETURN_ulTaskGetIdleRunTimePercent(result);
    return result;
}
#endif

#endif
