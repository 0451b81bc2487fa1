/* SPDX-License-Identifier: MIT */
/* What time costs: the tick handler and vTaskDelay with many tasks asleep.
 *
 *     spread    evenly over the next 8192 ticks
 *     slot      1024 ticks apart: where a timer wheel would put all into one slot
 *     beyond    millions of ticks away: where a timer wheel would have no slot left
 *
 * Of a tick the handler is counted, up to its return. The worst of 8192 ticks is what counts:
 * cascades come rarely. Sleepers wake at a priority below ours, so that a tick returns to us.
 */
#include "bench.h"

#define WINDOW   8192u
#define FAR_AWAY 0x01000000u
#define SLOT     1024u
#define SLEEPER  1u /* priority */

static volatile TickType_t first_sleep, apart;
static TaskHandle_t delayer;

/* A tick by an interrupt handler of its own, so that it can be told from the others. */
#define TICK_HANDLER(name)                                                                         \
    void name(void);                                                                               \
    void name(void)                                                                                \
    {                                                                                              \
        portYIELD_FROM_ISR(xTaskIncrementTick());                                                  \
        END(name);                                                                                 \
    }                                                                                              \
    START_AT(name, name)

#define WORST_TICK(name)                                                                           \
    TICK_HANDLER(name);                                                                            \
    static void run_##name(void)                                                                   \
    {                                                                                              \
        for (unsigned i = 0; i < WINDOW; i++) {                                                    \
            bench_interrupt(name);                                                                 \
        }                                                                                          \
    }

WORST_TICK(tick_worst_spread_100)
WORST_TICK(tick_worst_slot_100)
WORST_TICK(tick_worst_beyond_100)
WORST_TICK(tick_worst_spread_1000)
WORST_TICK(tick_worst_slot_1000)
WORST_TICK(tick_worst_beyond_1000)

#define QUIET_TICK(name)                                                                           \
    TICK_HANDLER(name);                                                                            \
    static void run_##name(void)                                                                   \
    {                                                                                              \
        for (unsigned i = 0; i < ROUNDS; i++) {                                                    \
            bench_interrupt(name);                                                                 \
        }                                                                                          \
    }

QUIET_TICK(tick_0)
QUIET_TICK(tick_10)
QUIET_TICK(tick_100)
QUIET_TICK(tick_1000)

#define DUE_TICK(name)                                                                             \
    TICK_HANDLER(name);                                                                            \
    static void run_##name(void)                                                                   \
    {                                                                                              \
        bench_ticks(9);                                                                            \
        bench_interrupt(name);                                                                     \
    }

DUE_TICK(tick_due_1)
DUE_TICK(tick_due_4)
DUE_TICK(tick_due_16)
DUE_TICK(tick_due_64)

static void sleeper(void *arg)
{
    vTaskDelay(first_sleep + (TickType_t)(uintptr_t)arg * apart);
    for (;;) {
        vTaskSuspend(NULL);
    }
}

/* `n` tasks asleep: the first for `first` ticks, each next one for `step` more. */
static void with_sleepers(unsigned n, TickType_t first, TickType_t step, void (*body)(void))
{
    first_sleep = first;
    apart = step;
    for (unsigned i = 0; i < n; i++) {
        TaskHandle_t task = bench_task(sleeper, BENCH_HIGH, (void *)(uintptr_t)i);
        vTaskPrioritySet(task, SLEEPER);
    }
    body();
    bench_delete_all();
}

static void worst_ticks(void)
{
    with_sleepers(100, 1, WINDOW / 100u, run_tick_worst_spread_100);
    with_sleepers(100, SLOT, SLOT, run_tick_worst_slot_100);
    with_sleepers(100, FAR_AWAY, FAR_AWAY, run_tick_worst_beyond_100);
    with_sleepers(1000, 1, WINDOW / 1000u, run_tick_worst_spread_1000);
    with_sleepers(1000, SLOT, SLOT, run_tick_worst_slot_1000);
    with_sleepers(1000, FAR_AWAY, FAR_AWAY / 16u, run_tick_worst_beyond_1000);
}

static void ticks(void)
{
    with_sleepers(0, 0, 0, run_tick_0);
    with_sleepers(10, WINDOW, 1, run_tick_10);
    with_sleepers(100, WINDOW, 1, run_tick_100);
    with_sleepers(1000, WINDOW, 1, run_tick_1000);
    with_sleepers(1, 10, 0, run_tick_due_1);
    with_sleepers(4, 10, 0, run_tick_due_4);
    with_sleepers(16, 10, 0, run_tick_due_16);
    with_sleepers(64, 10, 0, run_tick_due_64);
}

static volatile TickType_t delay;

/* delay() of the highest task until the next one runs, among sleepers: before all of them, after
 * all, in the middle, at the same tick as one of them, and far beyond. */
#define DELAY(name)                                                                                \
    static void delay_task_##name(void *arg)                                                       \
    {                                                                                              \
        (void)arg;                                                                                 \
        for (;;) {                                                                                 \
            vTaskSuspend(NULL);                                                                    \
            START(name);                                                                           \
            vTaskDelay(delay);                                                                     \
        }                                                                                          \
    }                                                                                              \
    static void run_##name(void)                                                                   \
    {                                                                                              \
        static const TickType_t delays[] = {                                                       \
            1, 2, 300, 1499, 1500, 1777, 8191, 100000, 0x55555555};                                \
        delayer = bench_task(delay_task_##name, BENCH_HIGH, NULL);                                 \
        for (unsigned i = 0; i < sizeof delays / sizeof delays[0]; i++) {                          \
            delay = delays[i];                                                                     \
            vTaskResume(delayer);                                                                  \
            END(name);                                                                             \
            xTaskAbortDelay(delayer);                                                              \
        }                                                                                          \
    }

DELAY(delay_0)
DELAY(delay_100_near)
DELAY(delay_100_spread)
DELAY(delay_100_slot)
DELAY(delay_100_same)
DELAY(delay_1000_near)
DELAY(delay_1000_spread)
DELAY(delay_1000_slot)
DELAY(delay_1000_same)

static void delays(void)
{
    with_sleepers(0, 0, 0, run_delay_0);
    with_sleepers(100, 1000, 1, run_delay_100_near);
    with_sleepers(100, 1, 7919, run_delay_100_spread);
    with_sleepers(100, SLOT, SLOT, run_delay_100_slot);
    with_sleepers(100, 1500, 0, run_delay_100_same);
    with_sleepers(1000, 1000, 1, run_delay_1000_near);
    with_sleepers(1000, 1, 7919, run_delay_1000_spread);
    with_sleepers(1000, SLOT, SLOT, run_delay_1000_slot);
    with_sleepers(1000, 1500, 0, run_delay_1000_same);
}

void bench_run(void)
{
    ticks();
    delays();
    worst_ticks();
}
