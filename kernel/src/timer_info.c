/* SPDX-License-Identifier: MIT */
/* What a timer is like: asked and told in the caller, without a command to the timer task. */
#include "timer.h"

#if configUSE_TIMERS

BaseType_t xTimerIsTimerActive(TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "xTimerIsTimerActive", pdFALSE);
    traceENTER_xTimerIsTimerActive(handle);
    BaseType_t result = (timer_of(handle)->status & TIMER_ACTIVE) != 0 ? pdTRUE : pdFALSE;
    traceRETURN_xTimerIsTimerActive(result);
    return result;
}

void *pvTimerGetTimerID(const TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "pvTimerGetTimerID", NULL);
    traceENTER_pvTimerGetTimerID(handle);
    void *result = timer_of(handle)->id;
    traceRETURN_pvTimerGetTimerID(result);
    return result;
}

void vTimerSetTimerID(TimerHandle_t handle, void *id)
{
    REQUIRE_TIMER(handle, "vTimerSetTimerID", );
    traceENTER_vTimerSetTimerID(handle, id);
    timer_of(handle)->id = id;
    traceRETURN_vTimerSetTimerID();
}

const char *pcTimerGetName(TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "pcTimerGetName", NULL);
    traceENTER_pcTimerGetName(handle);
    const char *result = timer_of(handle)->name;
    traceRETURN_pcTimerGetName(result);
    return result;
}

void vTimerSetReloadMode(TimerHandle_t handle, const BaseType_t autoreload)
{
    REQUIRE_TIMER(handle, "vTimerSetReloadMode", );
    traceENTER_vTimerSetReloadMode(handle, autoreload);
    arch_mask_t mask = kernel_lock();
    if (autoreload != pdFALSE) {
        timer_of(handle)->status |= TIMER_AUTORELOAD;
    } else {
        timer_of(handle)->status &= (uint8_t)~TIMER_AUTORELOAD;
    }
    kernel_unlock(mask);
    traceRETURN_vTimerSetReloadMode();
}

BaseType_t xTimerGetReloadMode(TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "xTimerGetReloadMode", pdFALSE);
    traceENTER_xTimerGetReloadMode(handle);
    BaseType_t result = (timer_of(handle)->status & TIMER_AUTORELOAD) != 0 ? pdTRUE : pdFALSE;
    traceRETURN_xTimerGetReloadMode(result);
    return result;
}

UBaseType_t uxTimerGetReloadMode(TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "uxTimerGetReloadMode", 0);
    traceENTER_uxTimerGetReloadMode(handle);
    UBaseType_t result = (timer_of(handle)->status & TIMER_AUTORELOAD) != 0 ? 1u : 0u;
    traceRETURN_uxTimerGetReloadMode(result);
    return result;
}

TickType_t xTimerGetPeriod(TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "xTimerGetPeriod", 0);
    traceENTER_xTimerGetPeriod(handle);
    TickType_t result = timer_of(handle)->period;
    traceRETURN_xTimerGetPeriod(result);
    return result;
}

TickType_t xTimerGetExpiryTime(TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "xTimerGetExpiryTime", 0);
    traceENTER_xTimerGetExpiryTime(handle);
    TickType_t result = timer_of(handle)->due;
    traceRETURN_xTimerGetExpiryTime(result);
    return result;
}

#if configUSE_TRACE_FACILITY
void vTimerSetTimerNumber(TimerHandle_t handle, UBaseType_t number)
{
    REQUIRE_TIMER(handle, "vTimerSetTimerNumber", );
    traceENTER_vTimerSetTimerNumber(handle, number);
    timer_of(handle)->number = number;
    traceRETURN_vTimerSetTimerNumber();
}

UBaseType_t uxTimerGetTimerNumber(TimerHandle_t handle)
{
    REQUIRE_TIMER(handle, "uxTimerGetTimerNumber", 0);
    traceENTER_uxTimerGetTimerNumber(handle);
    UBaseType_t result = timer_of(handle)->number;
    traceRETURN_uxTimerGetTimerNumber(result);
    return result;
}
#endif

#endif
