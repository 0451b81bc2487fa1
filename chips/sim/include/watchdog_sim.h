/* SPDX-License-Identifier: MIT */
/** The watchdog in simulated time. When it bites, the process begins again from main(). */
#ifndef WATCHDOG_SIM_H
#define WATCHDOG_SIM_H

#include <stdint.h>

#include "watchdog.h"

#include "sim.h"

#ifdef __cplusplus
extern "C" {
#endif

struct watchdog_sim {
    struct sim_event bite;
    uint64_t timeout_ns;
    void (*reset)(void); /* called instead of starting the process again, where it is not NULL */
};

extern const struct watchdog_driver watchdog_sim_driver;

#ifdef __cplusplus
}
#endif

#endif
