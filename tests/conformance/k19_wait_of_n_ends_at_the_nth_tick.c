/* SPDX-License-Identifier: MIT */
/* K19: a wait of n ticks ends at the n-th tick, on every object and across the wrap of the count;
 * an endless wait never ends by itself. Fails on a kernel that is a tick early or late, or whose
 * wrap loses or ends a wait. The tick count starts 150 before the wrap (config/FreeRTOSConfig.h).
 */
#include "conformance.h"
#include "waits.h"

static const struct wait_case *wait_case;
static const TickType_t lengths[] = {1, 2, 7};

static void endless(void *arg)
{
    const struct wait_case *mine = arg;
    (void)mine->wait(portMAX_DELAY);
    event('!');
    park();
}

static void check_all_lengths(void)
{
    for (size_t k = 0; k < sizeof lengths / sizeof lengths[0]; k++) {
        TickType_t start = fresh_tick();
        bool got = wait_case->wait(lengths[k]);
        TickType_t waited = xTaskGetTickCount() - start;
        CHECK(!got);
        CHECK_EQ(waited, lengths[k]);
    }
}

/* Whoever holds a mutex cannot wait for it: a task of its own makes and deletes the objects. */
static void owner(void *arg)
{
    (void)arg;
    wait_case->prepare();
    vTaskSuspend(NULL);
    wait_case->finish();
    park();
}

static void every_object_times_out_at_the_nth_tick(void)
{
    for (size_t i = 0; i < wait_case_count; i++) {
        wait_case = &wait_cases[i];
        conformance_case = wait_case->name;
        TaskHandle_t task = spawn(owner, P_HIGH, NULL);
        check_all_lengths();
        vTaskResume(task);
        reap_one(task);
    }
}

static void delay_until_keeps_its_period(void)
{
    TickType_t start = fresh_tick();
    TickType_t wake = start;
    for (TickType_t round = 1; round <= 10; round++) {
        CHECK_EQ(xTaskDelayUntil(&wake, 5), pdTRUE);
        CHECK_EQ((TickType_t)(xTaskGetTickCount() - start), round * 5);
        CHECK_EQ((TickType_t)(wake - start), round * 5);
    }
    burn_ticks(7);
    CHECK_EQ(xTaskDelayUntil(&wake, 5), pdFALSE);
    CHECK_EQ((TickType_t)(wake - start), 55);
    CHECK_EQ(xTaskDelayUntil(&wake, 5), pdTRUE);
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - start), 60);
}

/* Sleeps the same length again and again; counts the sleeps that were not as long as asked. */
struct sleeper {
    TickType_t length;
    volatile unsigned rounds, wrong;
};

static void sleeper(void *arg)
{
    struct sleeper *self = arg;
    for (;;) {
        TickType_t start = xTaskGetTickCount();
        vTaskDelay(self->length);
        self->rounds = self->rounds + 1U;
        if ((TickType_t)(xTaskGetTickCount() - start) != self->length) {
            self->wrong = self->wrong + 1U;
        }
    }
}

/* A queue, a group, a notification and a stream wait for ever; sleeps of every length cross the
 * wrap meanwhile, some due before it, some after. */
static void endless_waits_and_delays_survive_the_wrap(void)
{
    static const size_t chosen[] = {0, 7, 9, 11};
    static struct sleeper sleepers[] = {{1, 0, 0}, {7, 0, 0}, {64, 0, 0}, {170, 0, 0},
                                        {2, 0, 0}, {3, 0, 0}, {31, 0, 0}, {149, 0, 0}};
    const size_t sleeper_count =
        configTOTAL_HEAP_SIZE < 16384U ? 4 : 8; /* what there is room for */
    TaskHandle_t tasks[4];
    CHECK(xTaskGetTickCount() >= (TickType_t)-150);
    (void)fresh_tick();
    for (size_t i = 0; i < sleeper_count; i++) {
        spawn(sleeper, P_HIGH, &sleepers[i]);
    }
    for (size_t i = 0; i < 4; i++) {
        wait_cases[chosen[i]].prepare();
        tasks[i] = spawn(endless, P_HIGH, (void *)(uintptr_t)&wait_cases[chosen[i]]);
    }
    vTaskDelay(400);
    CHECK(xTaskGetTickCount() < 1000);
    for (size_t i = 0; i < sleeper_count; i++) {
        CHECK(sleepers[i].rounds >= 400 / sleepers[i].length);
        CHECK_EQ(sleepers[i].wrong, 0);
    }
    CHECK_EVENTS("");
    for (size_t i = 0; i < 4; i++) {
        CHECK_EQ(eTaskGetState(tasks[i]), eBlocked);
        reap_one(tasks[i]);
        wait_cases[chosen[i]].finish();
    }
}

CONFORMANCE_MAIN("K19", TEST(endless_waits_and_delays_survive_the_wrap),
                 TEST(every_object_times_out_at_the_nth_tick), TEST(delay_until_keeps_its_period))
