/* SPDX-License-Identifier: MIT */
#include "ota_timer.h"

void ota_timer_start(struct ota_core *core, struct ota_timer *timer, uint32_t ms)
{
    *timer = (struct ota_timer){core->port->now(core->port->context) + ms, true};
}

bool ota_timer_is_due(struct ota_core *core, struct ota_timer *timer, uint32_t *wait)
{
    const int32_t left = (int32_t)(timer->at - core->port->now(core->port->context));

    if (!timer->is_on) {
        return false;
    }
    if (left <= 0) {
        timer->is_on = false;
        return true;
    }
    if ((uint32_t)left < *wait) {
        *wait = (uint32_t)left;
    }
    return false;
}
