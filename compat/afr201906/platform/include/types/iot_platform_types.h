/* SPDX-License-Identifier: MIT */
/** Types of the platform layer of 201906.00. What is inside of them is private. */
#ifndef IOT_PLATFORM_TYPES_H
#define IOT_PLATFORM_TYPES_H

#include <stdbool.h>
#include <stdint.h>

#include "FreeRTOS.h"

#include "semphr.h"
#include "timers.h"

/** What a thread or a timer does. */
typedef void (*IotThreadRoutine_t)(void *pArgument);

typedef struct IotMutex {
    StaticSemaphore_t memory;
    SemaphoreHandle_t handle;
    bool recursive;
} IotMutex_t;

typedef struct IotSemaphore {
    StaticSemaphore_t memory;
    SemaphoreHandle_t handle;
} IotSemaphore_t;

typedef struct IotTimer {
    TimerHandle_t handle;
    IotThreadRoutine_t routine;
    void *argument;
    TickType_t period; /* ticks; 0: once */
} IotTimer_t;

#endif
