/* SPDX-License-Identifier: MIT */
/* The first and the last instruction of a task, and what a failed assertion does. */
#include "kernel_cases.h"

#include <string.h>

static void *volatile argument;
static TaskHandle_t volatile self;
static volatile unsigned went_on;

static void note_argument(void *arg)
{
    argument = arg;
    self = xTaskGetCurrentTaskHandle();
    kernel_park();
}

void kernel_task_gets_its_argument(void)
{
    static const uintptr_t arguments[] = {0, 1, 0x5AA5u, 0x87654321u, UINTPTR_MAX};

    for (size_t n = 0; n < sizeof arguments / sizeof arguments[0]; n++) {
        argument = (void *)&arguments;
        TaskHandle_t task = kernel_spawn(note_argument, P_HIGH, (void *)arguments[n]);
        REQUIRE(task != NULL);
        EXPECT((uintptr_t)argument == arguments[n]);
        EXPECT(self == task);
        kernel_reap(task);
    }
}

static const char *volatile asserted;
static TaskHandle_t volatile asserted_in;

static void note_assertion(const char *expression)
{
    if (asserted == NULL) {
        asserted = expression;
        asserted_in = xTaskGetCurrentTaskHandle();
    }
    kernel_park();
}

static void begin_to_note(void)
{
    asserted = NULL;
    asserted_in = NULL;
    went_on = 0;
    qualification_on_assert = note_assertion;
}

static void return_at_once(void *unused)
{
    (void)unused;
}

/* A task function must not return; one that does ends in a failed assertion, not anywhere. */
void kernel_task_that_returns_is_seen(void)
{
    begin_to_note();
    TaskHandle_t task = kernel_spawn(return_at_once, P_HIGH, NULL);
    REQUIRE(task != NULL);
    EXPECT(asserted != NULL);
    EXPECT(asserted_in == task);
}

static void misuse_the_kernel(void *unused)
{
    (void)unused;
    vTaskPrioritySet(NULL, configMAX_PRIORITIES);
    went_on = went_on + 1u;
    kernel_park();
}

void kernel_failed_assertion_stops(void)
{
    begin_to_note();
    TaskHandle_t task = kernel_spawn(misuse_the_kernel, P_HIGH, NULL);
    REQUIRE(task != NULL);
    EXPECT(asserted != NULL);
    EXPECT(asserted == NULL || strlen(asserted) > 0);
    EXPECT_EQUAL(went_on, 0);
}

void kernel_configuration_is_set(void)
{
    EXPECT(configCPU_CLOCK_HZ >= 1000000u);
    EXPECT_WITHIN(configTICK_RATE_HZ, 100, 1000, "Hz");
    EXPECT(configCPU_CLOCK_HZ / configTICK_RATE_HZ >= 1000u);
    EXPECT_WITHIN(configMINIMAL_STACK_SIZE, 32, 4096, "words");
    EXPECT(configTOTAL_HEAP_SIZE >= 4096u);
    EXPECT(xPortGetFreeHeapSize() <= configTOTAL_HEAP_SIZE);
    EXPECT(xPortGetFreeHeapSize() >= configTOTAL_HEAP_SIZE / 2u);
    EXPECT_EQUAL(configASSERT_DEFINED, 1);
    qualification_measure("cpu.clock", (long long)configCPU_CLOCK_HZ, "Hz");
    qualification_measure("heap.free", (long long)xPortGetFreeHeapSize(), "bytes");
}
