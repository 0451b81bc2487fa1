/* SPDX-License-Identifier: MIT */
#include "platform/iot_clock.h"

#include "ms_to_ticks.h"
#include "task.h"

bool IotClock_GetTimestring(char *pBuffer, size_t bufferSize, size_t *pTimestringLength)
{
    char digits[20];
    size_t length = 0;
    uint64_t rest = IotClock_GetTimeMs();

    do {
        digits[length++] = (char)('0' + rest % 10u);
        rest /= 10u;
    } while (rest > 0);
    if (length + 1 > bufferSize) {
        return false;
    }
    *pTimestringLength = length;
    for (size_t i = 0; i < length; i++) {
        pBuffer[i] = digits[length - 1 - i];
    }
    pBuffer[length] = '\0';
    return true;
}

/* Ticks with how often their count has begun anew. */
uint64_t IotClock_GetTimeMs(void)
{
    const uint64_t per_round =
        (uint64_t)portMAX_DELAY + 1u; /* 0 for a count of 64 bits, which does not wrap */
    TimeOut_t now;

    vTaskSetTimeOutState(&now);
    const uint64_t ticks = (uint64_t)now.xOverflowCount * per_round + now.xTimeOnEntering;
    const uint64_t s = ticks / configTICK_RATE_HZ;
    return s * 1000u + ticks % configTICK_RATE_HZ * 1000u / configTICK_RATE_HZ;
}

void IotClock_SleepMs(uint32_t sleepTimeMs)
{
    uint64_t left = ms_to_ticks(sleepTimeMs);

    while (left > 0) {
        const TickType_t part = left < portMAX_DELAY ? (TickType_t)left : portMAX_DELAY - 1;
        vTaskDelay(part);
        left -= part;
    }
}
