/* SPDX-License-Identifier: MIT */
/* Milliseconds in ticks, rounded up, of any length. */
#ifndef AFR201906_MS_TO_TICKS_H
#define AFR201906_MS_TO_TICKS_H

#include <stdint.h>

#include "FreeRTOS.h"

static inline uint64_t ms_to_ticks(uint32_t ms)
{
    return ((uint64_t)ms * configTICK_RATE_HZ + 999u) / 1000u;
}

/* As ms_to_ticks(), or as long as the tick count can count. */
static inline TickType_t ms_to_wait(uint32_t ms)
{
    const uint64_t ticks = ms_to_ticks(ms);

    return ticks < portMAX_DELAY ? (TickType_t)ticks : portMAX_DELAY - 1;
}

#endif
