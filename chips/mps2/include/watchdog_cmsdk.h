/* SPDX-License-Identifier: MIT */
/** Driver of the CMSDK APB watchdog. Its warning is the NMI: a fault report "watchdog not fed" with
 * the place the program hangs at, then a reset; if even that hangs, the watchdog resets one period
 * later. */
#ifndef WATCHDOG_CMSDK_H
#define WATCHDOG_CMSDK_H

#include <stdint.h>

#include "watchdog.h"

struct watchdog_cmsdk {
    uintptr_t base;
};

extern const struct watchdog_driver watchdog_cmsdk_driver;

#endif
