/* SPDX-License-Identifier: MIT */
/* The task of several interfaces: what is lost is tried again, what has settled is used. */
#include "network_clock.h"

#include "FreeRTOS.h"
#include "task.h"

#include "ms_to_ticks.h"

#include "network_manager.h"

#define STACK_BYTES ((size_t)2048) /* a radio joins on it, a profile is opened */
#define PRIORITY    2u

static TaskHandle_t task;

static void run(void *unused)
{
    (void)unused;
    for (;;) {
        const uint32_t wait_ms = network_try_due();
        (void)ulTaskNotifyTake(pdTRUE, ms_to_wait_or_ever(wait_ms));
        network_follow();
    }
}

static bool start(void)
{
    return xTaskCreate(run, "network", STACK_BYTES / sizeof(StackType_t), NULL, PRIORITY, &task) ==
           pdPASS;
}

static void wake(void)
{
    if (task != NULL) { /* it looks when it begins */
        (void)xTaskNotifyGive(task);
    }
}

const struct network_clock network_clock = {start, wake};
