/* SPDX-License-Identifier: MIT */
/* CMSDK APB watchdog: counts down at the system clock; at 0 the NMI, at the second 0 the reset.
 * Cortex-M System Design Kit TRM (DDI 0479), section 4.5. The chip has no reset cause register: the
 * report that the NMI left behind tells. */
#include "watchdog_cmsdk.h"

#include "cortex_m.h"
#include "fault.h"
#include "mps2.h"

#define LOAD(watchdog)   CM_REGISTER((watchdog)->base + 0x000u)
#define CTRL(watchdog)   CM_REGISTER((watchdog)->base + 0x008u)
#define INTCLR(watchdog) CM_REGISTER((watchdog)->base + 0x00Cu)
#define LOCK(watchdog)   CM_REGISTER((watchdog)->base + 0xC00u)

#define CTRL_INT     (1u << 0)
#define CTRL_RESET   (1u << 1)
#define UNLOCK       0x1ACCE551u
#define TICKS_PER_MS (MPS2_CLOCK_HZ / 1000u)

static bool start(struct watchdog_device *device, uint32_t timeout_ms)
{
    struct watchdog_cmsdk *watchdog = device->state;

    if (timeout_ms == 0 || timeout_ms > UINT32_MAX / TICKS_PER_MS) {
        return false;
    }
    LOCK(watchdog) = UNLOCK;
    LOAD(watchdog) = timeout_ms * TICKS_PER_MS;
    INTCLR(watchdog) = 1;
    CTRL(watchdog) = CTRL_INT | CTRL_RESET;
    LOCK(watchdog) = 0;
    return true;
}

static void feed(struct watchdog_device *device)
{
    struct watchdog_cmsdk *watchdog = device->state;

    LOCK(watchdog) = UNLOCK;
    INTCLR(watchdog) = 1; /* also reloads the counter */
    LOCK(watchdog) = 0;
}

static bool caused_reset(struct watchdog_device *device)
{
    const struct fault_dump *last = fault_last();

    (void)device;
    return last != NULL && last->kind == FAULT_WATCHDOG;
}

const struct watchdog_driver watchdog_cmsdk_driver = {
    .start = start,
    .feed = feed,
    .caused_reset = caused_reset,
};
