/* SPDX-License-Identifier: MIT */
/* What a timer is like: asked and told in the caller, without a command to the timer task. */
#include "timer.h"

#if configUSE_TIMERS

BaseType_t xTimerIsTimerActive(TimerHandle_t handle)
{
    traceENTER_xTimerIsTimerActive(handle);
    KASSERT(handle != NULL && "xTimerIsTimerActive: the timer is NULL");
    BaseType_t result = (timer_of(handle)->status & TIMER_ACTIVE) != 0 ? pdTRUE : pdFALSE;
    traceRETURN_xTimerIsTimerActive(result);
    return result;
}

void *pvTimerGetTimerID(const TimerHandle_t handle)
{
    traceENTER_pvTimerGetTimerID(handle);
    KASSERT(handle != NULL && "pvTimerGetTimerID: the timer is NULL");
    void *result = timer_of(handle)->id;
    traceRETURN_pvTimerGetTimerID(result);
    return result;
}

void vTimerSetTimerID(TimerHandle_t handle, void *id)
{
    traceENTER_vTimerSetTimerID(handle, id);
    KASSERT(handle != NULL && "vTimerSetTimerID: the timer is NULL");
    timer_of(handle)->id = id;
    traceRETURN_vTimerSetTimerID();
}

const char *pcTimerGetName(TimerHandle_t handle)
{
    traceENTER_pcTimerGetName(handle);
    KASSERT(handle != NULL && "pcTimerGetName: the timer is NULL");
    const char *result = timer_of(handle)->name;
    traceRETURN_pcTimerGetName(result);
    return result;
}

void vTimerSetReloadMode(TimerHandle_t handle, const BaseType_t autoreload)
{
    traceENTER_vTimerSetReloadMode(handle, autoreload);
    KASSERT(handle != NULL && "vTimerSetReloadMode: the timer is NULL");
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
    traceENTER_xTimerGetReloadMode(handle);
    KASSERT(handle != NULL && "xTimerGetReloadMode: the timer is NULL");
    BaseType_t result = (timer_of(handle)->status & TIMER_AUTORELOAD) != 0 ? pdTRUE : pdFALSE;
    traceRETURN_xTimerGetReloadMode(result);
    return result;
}

UBaseType_t uxTimerGetReloadMode(TimerHandle_t handle)
{
    traceENTER_uxTimerGetReloadMode(handle);
    KASSERT(handle != NULL && "uxTimerGetReloadMode: the timer is NULL");
    UBaseType_t result = (timer_of(handle)->status & TIMER_AUTORELOAD) != 0 ? 1u : 0u;
    traceRETURN_uxTimerGetReloadMode(result);
    return result;
}

TickType_t xTimerGetPeriod(TimerHandle_t handle)
{
    traceENTER_xTimerGetPeriod(handle);
    KASSERT(handle != NULL && "xTimerGetPeriod: the timer is NULL");
    TickType_t result = timer_of(handle)->period;
    traceRETURN_xTimerGetPeriod(result);
    return result;
}

TickType_t xTimerGetExpiryTime(TimerHandle_t handle)
{
    traceENTER_xTimerGetExpiryTime(handle);
    KASSERT(handle != NULL && "xTimerGetExpiryTime: the timer is NULL");
    TickType_t result = timer_of(handle)->due;
    traceRETURN_xTimerGetExpiryTime(result);
    return result;
}

#if configUSE_TRACE_FACILITY
void vTimerSetTimerNumber(TimerHandle_t handle, UBaseType_t number)
{
    traceENTER_vTimerSetTimerNumber(handle, number);
    KASSERT(handle != NULL && "vTimerSetTimerNumber: the timer is NULL");
    timer_of(handle)->number = number;
    traceRETURN_vTimerSetTimerNumber();
}

UBaseType_t uxTimerGetTimerNumber(TimerHandle_t handle)
{
    traceENTER_uxTimerGetTimerNumber(handle);
    KASSERT(handle != NULL && "uxTimerGetTimerNumber: the timer is NULL");
    UBaseType_t result = timer_of(handle)->number;
    traceRETURN_uxTimerGetTimerNumber(result);
    return result;
}
#endif

#endif
