/* SPDX-License-Identifier: MIT */
/* Who runs. */
#include "kernel_cases.h"

#define SLICES      40u
#define LEAST_SHARE 30u /* per cent of the turns of two */
#define TURNS       100u

static TaskHandle_t urgent;

static void note_each_notification(void *unused)
{
    (void)unused;
    for (;;) {
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        kernel_event('h');
    }
}

static void note_once(void *letter)
{
    kernel_event((char)(uintptr_t)letter);
    kernel_park();
}

void kernel_most_urgent_runs(void)
{
    urgent = kernel_spawn(note_each_notification, P_HIGH, NULL);
    TaskHandle_t low = kernel_spawn(note_once, P_LOW, (void *)(uintptr_t)'l');
    REQUIRE(urgent != NULL && low != NULL);
    kernel_event('1');
    (void)xTaskNotifyGive(urgent);
    kernel_event('2');
    vTaskPrioritySet(low, P_HIGH);
    kernel_event('3');
    if (kernel_spawn(note_once, P_HIGH, (void *)(uintptr_t)'n') == NULL) {
        return;
    }
    kernel_event('4');
    if (kernel_spawn(note_once, P_LOW, (void *)(uintptr_t)'m') == NULL) {
        return;
    }
    kernel_event('5');
    vTaskDelay(2);
    EXPECT(kernel_events_are("1h2l3n45m"));
}

static volatile unsigned owner, turns[2];

static void take_turns(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;

    for (;;) {
        if (owner != self + 1u) {
            owner = self + 1u;
            turns[self] = turns[self] + 1u;
        }
    }
}

void kernel_equals_take_turns(void)
{
    owner = turns[0] = turns[1] = 0;
    for (uintptr_t n = 0; n < 2; n++) {
        if (kernel_spawn(take_turns, P_LOW, (void *)n) == NULL) {
            return;
        }
    }
    vTaskDelay(SLICES);
    unsigned first = turns[0], second = turns[1];
    EXPECT_WITHIN(first, SLICES * LEAST_SHARE / 100u, SLICES, "turns");
    EXPECT_WITHIN(second, SLICES * LEAST_SHARE / 100u, SLICES, "turns");
}

static volatile unsigned yields[2], unfair;

static void yield_in_turn(void *arg)
{
    unsigned self = (unsigned)(uintptr_t)arg;

    for (unsigned n = 1; n <= TURNS; n++) {
        yields[self] = n;
        owner = self + 1u;
        taskYIELD();
        /* The other one has had a turn meanwhile, but for a tick that gave it one just before. */
        if (owner == self + 1u && yields[1u - self] < TURNS) {
            unfair = unfair + 1u;
        }
    }
    kernel_park();
}

void kernel_yield_gives_the_turn(void)
{
    owner = yields[0] = yields[1] = unfair = 0;
    (void)kernel_fresh_tick();
    for (uintptr_t n = 0; n < 2; n++) {
        if (kernel_spawn(yield_in_turn, P_LOW, (void *)n) == NULL) {
            return;
        }
    }
    for (unsigned n = 0; n < 100u && (yields[0] < TURNS || yields[1] < TURNS); n++) {
        vTaskDelay(1);
    }
    EXPECT_EQUAL(yields[0], TURNS);
    EXPECT_EQUAL(yields[1], TURNS);
    EXPECT_WITHIN(unfair, 0, TURNS / 5u, "turns");
}

void kernel_switch_waits_for_the_mask(void)
{
    urgent = kernel_spawn(note_each_notification, P_HIGH, NULL);
    REQUIRE(urgent != NULL);
    taskENTER_CRITICAL();
    kernel_event('1');
    (void)xTaskNotifyGive(urgent);
    kernel_event('2');
    taskENTER_CRITICAL();
    taskEXIT_CRITICAL();
    kernel_event('3');
    taskEXIT_CRITICAL();
    kernel_event('4');
    EXPECT(kernel_events_are("123h4"));
}
