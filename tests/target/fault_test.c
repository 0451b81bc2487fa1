/* SPDX-License-Identifier: MIT */
/* Breaks in the way that the first console line names, inside a task called "victim". What the
 * report must say, function and line included, is checked by run_fault_test.py: a line that must
 * appear in the decoded report carries the marker  HERE: <kind>  at its end. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "queue.h"
#include "task.h"

#include "board.h"

#include "console.h"
#include "fault_ways.h"

static volatile uint32_t sink;
static volatile uint32_t zero;

NOINLINE static void write_to_null(void)
{
    *(volatile uint32_t *)(uintptr_t)zero = 1; /* HERE: null */
}

NOINLINE static void read_from_nowhere(void)
{
    sink = *(volatile uint32_t *)fault_nowhere; /* HERE: pointer */
}

NOINLINE static void jump_to_data(void)
{
    void (*function)(void) = (void (*)(void))(fault_nowhere | FAULT_CODE_BIT);
    function(); /* HERE: jump */
    sink = 0;
}

/* The kernel looks at each switch, so switch at each level. */
NOINLINE static uint32_t recurse(uint32_t depth)
{
    volatile uint32_t space[8];

    space[depth % 8u] = depth;
    vTaskDelay(1);
    return recurse(depth + 1u) + space[depth % 8u]; /* HERE: overflow */
}

NOINLINE static void misuse_a_queue(void)
{
    sink = (uint32_t)xQueueReceive(NULL, (void *)&sink, 0); /* HERE: misuse */
}

NOINLINE static void fail_own_assert(void)
{
    configASSERT(zero == 1 && "zero is not one"); /* HERE: assert */
}

static const struct fault_way ways[] = {
    {"null", write_to_null},    {"pointer", read_from_nowhere}, {"jump", jump_to_data},
    {"misuse", misuse_a_queue}, {"assert", fail_own_assert},
};

static void run_if_named(const struct fault_way *way, const char *name)
{
    if (strcmp(name, way->name) == 0) {
        way->run();
    }
}

static void victim(void *argument)
{
    char line[32];

    (void)argument;
    printf("ready\n");
    console_read_line(line, sizeof line);
    if (strcmp(line, "overflow") == 0) {
        sink = recurse(1);
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        run_if_named(&ways[i], line);
    }
    for (size_t i = 0; i < fault_machine_way_count; i++) {
        run_if_named(&fault_machine_ways[i], line);
    }
    printf("survived %s\n", line);
    board_exit(99);
}

int main(void)
{
    board_init();
    (void)xTaskCreate(victim, "victim", 512, NULL, 2, NULL);
    vTaskStartScheduler();
    return 98;
}
