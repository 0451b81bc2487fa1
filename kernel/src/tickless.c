/* SPDX-License-Identifier: MIT */
#include "tickless.h"

#include "sched.h"

#if configUSE_TICKLESS_IDLE

/* The tick at which the expected idle time was looked up. */
static TickType_t asked_at;

/* Whether anybody but the idle task could run. The lock is held. */
static bool somebody_is_ready(void)
{
    const struct task *self = kernel_current();

    return kernel_hold()->why.switch_due != 0 || self->next != self ||
           ready_highest(&kernel.ready) != self;
}

/* Ticks until somebody is due; portMAX_DELAY when nobody will be, 0 when somebody is ready. */
static TickType_t expected_idle(void)
{
    arch_mask_t mask = kernel_lock();
    const struct timeout *first = kernel.sleepers.first;
    TickType_t ticks = first != NULL ? (TickType_t)(first->due - kernel.tick) : portMAX_DELAY;

    asked_at = kernel.tick;
    if (somebody_is_ready()) {
        ticks = 0;
    }
    kernel_unlock(mask);
    return ticks;
}

bool tickless_sleep(void)
{
    bool slept = false;

    if (expected_idle() < (TickType_t)configEXPECTED_IDLE_TIME_BEFORE_SLEEP) {
        return false;
    }
    vTaskSuspendAll();
    TickType_t ticks = expected_idle();
    configPRE_SUPPRESS_TICKS_AND_SLEEP_PROCESSING(ticks);
    if (ticks >= (TickType_t)configEXPECTED_IDLE_TIME_BEFORE_SLEEP) {
        traceLOW_POWER_IDLE_BEGIN();
        portSUPPRESS_TICKS_AND_SLEEP(ticks);
        traceLOW_POWER_IDLE_END();
        slept = true;
    }
    (void)xTaskResumeAll();
    return slept;
}

eSleepModeStatus eTaskConfirmSleepModeStatus(void)
{
    traceENTER_eTaskConfirmSleepModeStatus();
    eSleepModeStatus status = eStandardSleep;
    arch_mask_t mask = kernel_lock();
    if (somebody_is_ready() || kernel.tick != asked_at) {
        status = eAbortSleep;
    } else if (kernel.sleepers.first == NULL) {
        status = eNoTasksWaitingTimeout;
    }
    kernel_unlock(mask);
    traceRETURN_eTaskConfirmSleepModeStatus(status);
    return status;
}

#else

bool tickless_sleep(void)
{
    return false;
}

#endif
