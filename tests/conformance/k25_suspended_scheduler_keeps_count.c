/* SPDX-License-Identifier: MIT */
/* K25: while the scheduler is suspended, ticks and wake-ups from interrupts keep count and order,
 * and the tick hook goes on. Fails on a kernel that loses ticks, wakes in another order, or stops
 * its hook. */
#include "conformance.h"
#include "irq.h"

static volatile unsigned ticks_seen;
static TaskHandle_t tasks[3];

static void count_tick(void)
{
    ticks_seen = ticks_seen + 1U;
}

static void notified(void *letter)
{
    (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    event(*(const char *)letter);
    park();
}

/* "5a" sleeps five ticks and says a. */
static void sleeper(void *text)
{
    const char *order = text;
    vTaskDelay((TickType_t)(order[0] - '0'));
    event(order[1]);
    park();
}

static void wake_in_this_order(void)
{
    BaseType_t woken = pdFALSE;
    vTaskNotifyGiveFromISR(tasks[1], &woken);
    vTaskNotifyGiveFromISR(tasks[0], &woken);
    vTaskNotifyGiveFromISR(tasks[2], &woken);
    portYIELD_FROM_ISR(woken);
}

static void ticks_and_hook_go_on(void)
{
    TickType_t start = fresh_tick();
    ticks_seen = 0;
    conformance_on_tick = count_tick;
    vTaskSuspendAll();
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_SUSPENDED);
    while (ticks_seen < 10) {
    }
    (void)xTaskResumeAll();
    conformance_on_tick = NULL;
    CHECK_EQ(xTaskGetTickCount() - start, ticks_seen);
}

static void wake_ups_from_interrupts_keep_their_order(void)
{
    tasks[0] = spawn(notified, P_HIGH, (void *)"a");
    tasks[1] = spawn(notified, P_HIGH, (void *)"b");
    tasks[2] = spawn(notified, P_HIGH, (void *)"c");
    vTaskSuspendAll();
    irq_call(wake_in_this_order);
    event('.');
    CHECK_EQ(eTaskGetState(tasks[0]), eReady);
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    CHECK_EVENTS(".bac");
}

static void time_outs_during_suspension_end_in_order_at_resume(void)
{
    (void)fresh_tick();
    spawn(sleeper, P_HIGH, (void *)"5b");
    spawn(sleeper, P_HIGH, (void *)"5c");
    spawn(sleeper, P_HIGH, (void *)"3a");
    spawn(sleeper, P_HIGH, (void *)"5d");
    spawn(sleeper, P_HIGH, (void *)"9z");
    vTaskSuspendAll();
    burn_ticks(6);
    event('.');
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    CHECK_EVENTS(".abcd");
    vTaskDelay(6);
    CHECK_EVENTS("z");
}

static void suspension_nests(void)
{
    TaskHandle_t task = spawn(notified, P_HIGH, (void *)"n");
    vTaskSuspendAll();
    vTaskSuspendAll();
    CHECK_EQ(xTaskNotifyGive(task), pdPASS);
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_SUSPENDED);
    event('.');
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    CHECK_EVENTS(".n");
    CHECK_EQ(xTaskGetSchedulerState(), taskSCHEDULER_RUNNING);
}

static void note_each_turn(void *arg)
{
    (void)arg;
    for (;;) {
        event('e');
        taskYIELD();
    }
}

static void a_turn_that_ended_in_a_suspension_is_taken_at_resume(void)
{
    (void)fresh_tick();
    spawn(note_each_turn, P_CONTROL, NULL);
    vTaskSuspendAll();
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
    vTaskSuspendAll();
    burn_ticks(2);
    event('.');
    CHECK_EQ(xTaskResumeAll(), pdTRUE);
    event('!');
    CHECK_EVENTS(".e!");
}

static void resume_without_a_waiting_switch_says_so(void)
{
    vTaskSuspendAll();
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
}

CONFORMANCE_MAIN("K25", TEST(ticks_and_hook_go_on), TEST(wake_ups_from_interrupts_keep_their_order),
                 TEST(time_outs_during_suspension_end_in_order_at_resume), TEST(suspension_nests),
                 TEST(a_turn_that_ended_in_a_suspension_is_taken_at_resume),
                 TEST(resume_without_a_waiting_switch_says_so))
