/* SPDX-License-Identifier: MIT */
#include "bench.h"

#include "board.h"

#include "../../tests/conformance/irq.h"

static StaticTask_t blocks[BENCH_TASKS_MAX];
static StackType_t stacks[BENCH_TASKS_MAX][BENCH_STACK_WORDS];
static TaskHandle_t tasks[BENCH_TASKS_MAX];

extern volatile unsigned long bench_run_time;
volatile unsigned long bench_run_time; /* all_on/FreeRTOSConfig.h */

TaskHandle_t bench_task(TaskFunction_t code, UBaseType_t priority, void *arg)
{
    unsigned slot = 0;

    while (slot < BENCH_TASKS_MAX - 1U && tasks[slot] != NULL) {
        slot++;
    }
    tasks[slot] = xTaskCreateStatic(code, "bench", BENCH_STACK_WORDS, arg, priority, stacks[slot],
                                    &blocks[slot]);
    return tasks[slot];
}

void bench_delete(TaskHandle_t task)
{
    for (unsigned slot = 0; slot < BENCH_TASKS_MAX; slot++) {
        if (tasks[slot] == task) {
            tasks[slot] = NULL;
            vTaskDelete(task);
            return;
        }
    }
}

void bench_delete_all(void)
{
    for (unsigned slot = 0; slot < BENCH_TASKS_MAX; slot++) {
        if (tasks[slot] != NULL) {
            vTaskDelete(tasks[slot]);
            tasks[slot] = NULL;
        }
    }
}

void bench_interrupt(void (*handler)(void))
{
    irq_call(handler);
}

void bench_tick_isr(void)
{
    portYIELD_FROM_ISR(xTaskIncrementTick());
}

void bench_tick(void)
{
    irq_call(bench_tick_isr);
}

void bench_ticks(TickType_t n)
{
    while (n-- > 0) {
        bench_tick();
    }
}

static void first(void *arg)
{
    (void)arg;
    bench_run();
    board_exit(0);
}

int main(void)
{
    board_init();
    if (xTaskCreate(first, "first", 256, NULL, BENCH_LOW, NULL) == pdPASS) {
        vTaskStartScheduler();
    }
    return 1;
}
