/* SPDX-License-Identifier: MIT */
/* Run-time statistics with a counter of 64 bits that a macro stores, without pre-emption. */
#include "conformance.h"

#include <string.h>

#define LONG_TIME UINT64_C(9000000000000000000)

static char table[1024];

static void runs_long(void *arg)
{
    (void)arg;
    conformance_run_time = conformance_run_time + LONG_TIME;
    park();
}

static void counter_has_64_bits(void)
{
    TaskHandle_t task = spawn(runs_long, P_HIGH, NULL);
    CHECK_EQ(ulTaskGetRunTimeCounter(task), 0);
    settle();
    CHECK(ulTaskGetRunTimeCounter(task) == LONG_TIME);
    CHECK_EQ(ulTaskGetRunTimePercent(task), 100);
    vTaskGetRunTimeStatistics(table, sizeof table);
    CHECK(strstr(table, "spawned        \t9000000000000000000\t\t100%\r\n") != NULL);
    CHECK(strstr(table, "IDLE           \t0\t\t<1%\r\n") != NULL);
}

CONFORMANCE_MAIN("run time", TEST(counter_has_64_bits))
