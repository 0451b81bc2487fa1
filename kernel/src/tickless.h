/* SPDX-License-Identifier: MIT */
/* Idle without ticks (configUSE_TICKLESS_IDLE).
 *
 *   idle task ── expected_idle() >= configEXPECTED_IDLE_TIME_BEFORE_SLEEP
 *       │        scheduler suspended: whoever becomes ready waits until the tick count is right
 *       └─ portSUPPRESS_TICKS_AND_SLEEP(expected)         the port's, or the application's
 *             eTaskConfirmSleepModeStatus()  masked: nothing has happened since `expected`?
 *             sleep                          until the tick at which somebody is due, or earlier
 *             vTaskStepTick(passed)          what was not counted meanwhile
 *
 * Invariant: the tick count never passes a tick at which somebody is due without serving him.
 */
#ifndef KERNEL_TICKLESS_H
#define KERNEL_TICKLESS_H

#include <stdbool.h>

/* Sleeps once, without ticks, where that is worth it. Context: idle task.
 * @return False when it is not. */
bool tickless_sleep(void);

#endif
