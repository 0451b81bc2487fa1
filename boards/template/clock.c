/* SPDX-License-Identifier: MIT */
/* clock_monotonic_us() of whole ticks. A free-running timer of the chip makes it a clock that the
 * tick can be compared with. */
#include "clock.h"

#include "FreeRTOS.h"
#include "task.h"

uint64_t clock_monotonic_us(void)
{
    return (uint64_t)xTaskGetTickCount() * 1000000u / configTICK_RATE_HZ;
}
