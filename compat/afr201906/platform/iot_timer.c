/* SPDX-License-Identifier: MIT */
/* A timer of the kernel that changes its period when it expires for the first time. Its identifier
 * is the IotTimer_t, NULL when that is gone. */
#include "ms_to_ticks.h"
#include "platform/iot_clock.h"

static void expire(TimerHandle_t handle)
{
    const IotTimer_t *const timer = pvTimerGetTimerID(handle);

    if (timer == NULL) {
        return;
    }
    if (timer->period != 0 && xTimerGetPeriod(handle) != timer->period) {
        /* Is the queue full, it expires after its first time once more, and tries again. */
        (void)xTimerChangePeriod(handle, timer->period, 0);
    }
    timer->routine(timer->argument);
}

bool IotClock_TimerCreate(IotTimer_t *pNewTimer, IotThreadRoutine_t expirationRoutine,
                          void *pArgument)
{
    *pNewTimer = (IotTimer_t){.routine = expirationRoutine, .argument = pArgument};
    pNewTimer->handle = xTimerCreate("iot", 1, pdFALSE, pNewTimer, expire);
    return pNewTimer->handle != NULL;
}

void IotClock_TimerDestroy(IotTimer_t *pTimer)
{
    vTimerSetTimerID(pTimer->handle, NULL);
    (void)xTimerDelete(pTimer->handle, portMAX_DELAY);
}

bool IotClock_TimerArm(IotTimer_t *pTimer, uint32_t relativeTimeoutMs, uint32_t periodMs)
{
    const uint64_t first = ms_to_ticks(relativeTimeoutMs > 0 ? relativeTimeoutMs : 1);
    const uint64_t period = ms_to_ticks(periodMs);

    if (first >= portMAX_DELAY || period >= portMAX_DELAY) {
        return false;
    }
    (void)xTimerStop(pTimer->handle, portMAX_DELAY);
    pTimer->period = (TickType_t)period;
    vTimerSetReloadMode(pTimer->handle, period > 0 ? pdTRUE : pdFALSE);
    return xTimerChangePeriod(pTimer->handle, (TickType_t)first, portMAX_DELAY) == pdPASS;
}
