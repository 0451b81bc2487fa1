/* SPDX-License-Identifier: MIT */
/* What the programs of the bench share: tasks in their own memory, ticks and interrupts on demand.
 */
#ifndef BENCH_BENCH_H
#define BENCH_BENCH_H

#include "FreeRTOS.h"
#include "task.h"

#include "mark.h"

#define ROUNDS 16 /* of each operation; the median is reported */

/* The bench runs at BENCH_LOW, who is woken at BENCH_HIGH. */
#define BENCH_LOW  5u
#define BENCH_HIGH 10u

#define BENCH_STACK_WORDS 160u /* BENCH_TASKS_MAX of them: CMakeLists.txt */

/* Start a task on memory of the bench. Context: task. */
TaskHandle_t bench_task(TaskFunction_t code, UBaseType_t priority, void *arg);

/* Delete one task, or all, that bench_task started. Context: the first task. */
void bench_delete(TaskHandle_t task);
void bench_delete_all(void);

/* One tick, delivered by an interrupt before this returns. With no_tick.c there are no others. */
void bench_tick(void);
void bench_ticks(TickType_t n);

/* Handler of bench_tick, for marks. */
void bench_tick_isr(void);

/* Run `handler` in an interrupt, now. */
void bench_interrupt(void (*handler)(void));

/* The program: runs at BENCH_LOW, then the image ends. */
void bench_run(void);

#endif
