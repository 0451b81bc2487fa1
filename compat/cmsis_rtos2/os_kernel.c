/* SPDX-License-Identifier: MIT */
/* Kernel and time. The lock of this API does not nest: it is the scheduler's suspension, whoever
 * asked for it. */
#include "os_core.h"

#include "clock.h"

#define LATEST_DELAY 0x7fffffffu /* ticks from now */

static struct {
    bool initialized;
    bool sleeping; /* between osKernelSuspend and osKernelResume */
    TickType_t slept_at;
} os_kernel;

osStatus_t osKernelInitialize(void)
{
    if (os_in_isr()) {
        return osErrorISR;
    }
    if (kernel.running) {
        return osError;
    }
    os_kernel.initialized = true;
    return osOK;
}

static bool is_locked(void)
{
    return kernel_hold()->why.suspended != 0;
}

osKernelState_t osKernelGetState(void)
{
    if (!kernel.running) {
        return os_kernel.initialized ? osKernelReady : osKernelInactive;
    }
    if (os_kernel.sleeping) {
        return osKernelSuspended;
    }
    return is_locked() ? osKernelLocked : osKernelRunning;
}

osStatus_t osKernelStart(void)
{
    if (os_in_isr()) {
        return osErrorISR;
    }
    if (osKernelGetState() == osKernelReady) {
        vTaskStartScheduler();
    }
    return osError;
}

/* 0, or why the lock cannot be touched. */
static int32_t lock_error(void)
{
    if (os_in_isr()) {
        return osErrorISR;
    }
    return kernel.running && !os_kernel.sleeping ? 0 : osError;
}

static void set_locked(bool locked)
{
    if (locked && !is_locked()) {
        vTaskSuspendAll();
    }
    while (!locked && is_locked()) {
        (void)xTaskResumeAll();
    }
}

int32_t osKernelLock(void)
{
    int32_t error = lock_error();

    if (error != 0) {
        return error;
    }
    bool was = is_locked();
    set_locked(true);
    return was ? 1 : 0;
}

int32_t osKernelUnlock(void)
{
    int32_t error = lock_error();

    if (error != 0) {
        return error;
    }
    bool was = is_locked();
    set_locked(false);
    return was ? 1 : 0;
}

int32_t osKernelRestoreLock(int32_t lock)
{
    int32_t error = lock_error();

    if (error != 0) {
        return error;
    }
    if (lock != 0 && lock != 1) {
        return lock < 0 ? lock : (int32_t)osError;
    }
    set_locked(lock == 1);
    return lock;
}

uint32_t osKernelSuspend(void)
{
    if (lock_error() != 0 || is_locked()) {
        return 0;
    }
    vTaskSuspendAll();
    arch_mask_t mask = kernel_lock();
    const struct timeout *first = kernel.sleepers.first;
    os_kernel.sleeping = true;
    os_kernel.slept_at = kernel.tick;
    TickType_t ticks = first != NULL ? (TickType_t)(first->due - kernel.tick) : portMAX_DELAY;
    kernel_unlock(mask);
    return ticks == portMAX_DELAY || ticks > osWaitForever ? osWaitForever : (uint32_t)ticks;
}

void osKernelResume(uint32_t sleep_ticks)
{
    if (os_in_isr() || !os_kernel.sleeping) {
        return;
    }
    TickType_t counted = xTaskGetTickCount() - os_kernel.slept_at;
    os_kernel.sleeping = false;
    (void)xTaskResumeAll();
    if (sleep_ticks > counted) {
        (void)xTaskCatchUpTicks((TickType_t)(sleep_ticks - counted));
    }
}

uint32_t osKernelGetTickCount(void)
{
    return (uint32_t)xTaskGetTickCountFromISR();
}

uint32_t osKernelGetTickFreq(void)
{
    return (uint32_t)configTICK_RATE_HZ;
}

uint32_t osKernelGetSysTimerCount(void)
{
    return (uint32_t)clock_monotonic_us();
}

uint32_t osKernelGetSysTimerFreq(void)
{
    return 1000000u;
}

osStatus_t osDelay(uint32_t ticks)
{
    if (os_in_isr()) {
        return osErrorISR;
    }
    if (ticks == 0) {
        return osErrorParameter;
    }
    TickType_t wait = os_ticks_to_block(ticks);
    if (wait == 0) {
        return osError;
    }
    vTaskDelay(wait);
    return osOK;
}

osStatus_t osDelayUntil(uint32_t ticks)
{
    if (os_in_isr()) {
        return osErrorISR;
    }
    uint32_t left = ticks - osKernelGetTickCount();
    if (left == 0 || left > LATEST_DELAY) {
        return osErrorParameter;
    }
    return osDelay(left);
}
