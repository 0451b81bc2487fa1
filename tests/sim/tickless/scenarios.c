/* SPDX-License-Identifier: MIT */
/* The scenarios that run without ticks: their own, and those that are about time. */
#include "engine.h"

extern const struct scenario scenario_tickless, scenario_abort_delay, scenario_deadline,
    scenario_delay_until, scenario_semaphore_timeout, scenario_timers;

const struct scenario *const scenarios[] = {&scenario_tickless,
                                            &scenario_abort_delay,
                                            &scenario_deadline,
                                            &scenario_delay_until,
                                            &scenario_semaphore_timeout,
                                            &scenario_timers,
                                            NULL};
