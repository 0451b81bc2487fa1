/* SPDX-License-Identifier: MIT */
/* Timers of the machine: they are looked at, and do nothing by themselves. */
#ifndef OTA_TIMER_H
#define OTA_TIMER_H

#include "ota_core.h"

void ota_timer_start(struct ota_core *core, struct ota_timer *timer, uint32_t ms);

/* Is it time? Then it is off. Else `wait` becomes what is left until then, if that is less. */
bool ota_timer_is_due(struct ota_core *core, struct ota_timer *timer, uint32_t *wait);

#endif
