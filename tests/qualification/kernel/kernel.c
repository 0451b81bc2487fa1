/* SPDX-License-Identifier: MIT */
/* What a port owes the kernel, seen from the public API alone. */
#include "FreeRTOS.h"
#include "task.h"

#include "qualification.h"

static void delay_takes_its_ticks(void)
{
    TickType_t from = xTaskGetTickCount();

    vTaskDelay(10);
    EXPECT_WITHIN(xTaskGetTickCount() - from, 10, 11, "ticks");
    qualification_measure("heap.free", (long long)xPortGetFreeHeapSize(), "bytes");
}

static const struct qualification_case kernel_cases[] = {
    {"AFQP_KERNEL_DelayTakesItsTicks", delay_takes_its_ticks},
};

QUALIFICATION_GROUP(kernel, "Full_KERNEL", )
