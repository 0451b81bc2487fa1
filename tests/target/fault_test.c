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
#include "cortex_m.h"

#include "console.h"

#define NOINLINE __attribute__((noinline))

static volatile uint32_t sink;
static volatile uint32_t zero;

NOINLINE static void write_to_null(void)
{
    *(volatile uint32_t *)(uintptr_t)zero = 1; /* HERE: null */
}

NOINLINE static void read_from_nowhere(void)
{
    sink = *(volatile uint32_t *)0x60000000u; /* HERE: pointer */
}

NOINLINE static void run_undefined_instruction(void)
{
    __asm volatile("udf #0"); /* HERE: undefined */
}

NOINLINE static void read_unaligned(void)
{
    CM_CCR |= CM_CCR_UNALIGN_TRP;
    cm_barrier();
    sink = *(volatile uint32_t *)((uintptr_t)&sink + 1u); /* HERE: unaligned */
}

NOINLINE static void divide_by_zero(void)
{
    sink = 1000u / zero; /* HERE: divide */
}

NOINLINE static void jump_to_data(void)
{
    void (*function)(void) = (void (*)(void))(uintptr_t)0x60000001u;
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

NOINLINE static void run_stray_interrupt(void)
{
    cm_irq_enable(31, 0xC0);
    CM_REGISTER(0xE000E200u) = 1u << 31;
    cm_barrier();
    sink = 0; /* HERE: stray */
}

static const struct {
    const char *name;
    void (*run)(void);
} ways[] = {
    {"null", write_to_null},        {"pointer", read_from_nowhere},
    {"divide", divide_by_zero},     {"undefined", run_undefined_instruction},
    {"unaligned", read_unaligned},  {"jump", jump_to_data},
    {"misuse", misuse_a_queue},     {"assert", fail_own_assert},
    {"stray", run_stray_interrupt},
};

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
        if (strcmp(line, ways[i].name) == 0) {
            ways[i].run();
        }
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
