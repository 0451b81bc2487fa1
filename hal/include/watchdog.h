/* SPDX-License-Identifier: MIT */
/** A timer that resets the board unless it is fed in time. */
#ifndef HAL_WATCHDOG_H
#define HAL_WATCHDOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct watchdog_driver;

/** One watchdog. Owned by the board; `state` is the driver's. */
struct watchdog_device {
    const struct watchdog_driver *driver;
    void *state;
};

/** What a driver implements. Every function gets the device it was found in; none may be NULL. */
struct watchdog_driver {
    /**
     * Start the watchdog, or set a new time-out. There is no way to stop it again.
     *
     * @param device      The watchdog.
     * @param timeout_ms  1 or more: the time without feed() after which the board is reset. Where
     *                    the hardware warns first (an interrupt, then the reset one period later)
     *                    the warning comes no later than this.
     * @retval true   Running, fed now.
     * @retval false  The hardware cannot count that long. Nothing changed.
     *
     * Context: task or before the scheduler starts.  Blocks: never.  Masked: no.
     */
    bool (*start)(struct watchdog_device *device, uint32_t timeout_ms);

    /**
     * Begin the time-out anew.
     *
     * @param device  A started watchdog.
     *
     * Context: any.  Blocks: never.  Masked: no.
     */
    void (*feed)(struct watchdog_device *device);

    /**
     * Tell whether the watchdog caused the last reset.
     *
     * @param device  The watchdog.
     * @return True from that reset on, until the next reset.
     *
     * Context: any, after board_init().  Blocks: never.  Masked: no.
     */
    bool (*caused_reset)(struct watchdog_device *device);
};

#ifdef __cplusplus
}
#endif

#endif
