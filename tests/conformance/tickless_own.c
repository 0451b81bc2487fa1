/* SPDX-License-Identifier: MIT */
/* Idle time in the hands of the application: configUSE_TICKLESS_IDLE 2 with its own macro or
 * function, and a function of its own instead of the port's weak one with 1. Here it sleeps in no
 * time at all and says that the ticks have passed. Fails on a kernel that calls the port's, calls
 * it unsuspended, announces too much, or serves somebody late after a step to his very tick. */
#include "clock.h"
#include "conformance.h"
#include "irq.h"

#ifndef TICKLESS_BY_MACRO
#define TICKLESS_BY_MACRO 0
#endif

static volatile unsigned by_function, by_macro, unsuspended;
static volatile TickType_t longest;
static volatile TickType_t kept; /* of the announced ticks, for the tick interrupt: 0 or 1 */
static void (*volatile before_confirmation)(void);
static void (*volatile after_confirmation)(void);
static volatile eSleepModeStatus status;

static void sleep_in_no_time(TickType_t ticks)
{
    if (xTaskGetSchedulerState() != taskSCHEDULER_SUSPENDED ||
        xTaskGetCurrentTaskHandle() != xTaskGetIdleTaskHandle()) {
        unsuspended = unsuspended + 1U;
    }
    longest = ticks > longest ? ticks : longest;
    if (before_confirmation != NULL) {
        before_confirmation();
    }
    taskENTER_CRITICAL();
    status = eTaskConfirmSleepModeStatus();
    if (status == eStandardSleep) {
        vTaskStepTick(ticks - kept);
    }
    taskEXIT_CRITICAL();
    if (after_confirmation != NULL) {
        after_confirmation();
    }
}

void vPortSuppressTicksAndSleep(TickType_t ticks)
{
    by_function = by_function + 1U;
    sleep_in_no_time(ticks);
}

void tickless_by_macro(unsigned long ticks);
void tickless_by_macro(unsigned long ticks)
{
    by_macro = by_macro + 1U;
    sleep_in_no_time((TickType_t)ticks);
}

static void it_is_called_in_the_idle_task_with_the_scheduler_suspended(void)
{
    by_function = by_macro = unsuspended = 0;
    longest = 0;
    (void)fresh_tick();
    vTaskDelay(100);
    CHECK_EQ(unsuspended, 0);
    CHECK(longest > 90 && longest <= 100);
    CHECK_EQ(by_macro != 0, TICKLESS_BY_MACRO);
    CHECK_EQ(by_function != 0, !TICKLESS_BY_MACRO);
}

static void what_it_steps_has_passed(void)
{
    for (kept = 0; kept < 2; kept = kept + 1U) {
        TickType_t begin = fresh_tick();
        uint64_t from = clock_monotonic_us();
        vTaskDelay(50000);
        CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 50000);
        CHECK(clock_monotonic_us() - from < UINT64_C(50) * 1000000U / configTICK_RATE_HZ);
    }
    kept = 0;
}

static volatile unsigned late;

/* A real tick may come between waking and looking, now and then. */
static void keep_a_period(void *arg)
{
    TickType_t period = (TickType_t)(uintptr_t)arg;
    TickType_t begin = xTaskGetTickCount(), wake = begin;
    for (unsigned i = 1; i <= 500; i++) {
        CHECK_EQ(xTaskDelayUntil(&wake, period), pdTRUE);
        TickType_t more = (TickType_t)(xTaskGetTickCount() - begin - period * i);
        CHECK(more <= 1);
        late = late + (unsigned)more;
    }
    event('p');
    park();
}

static void everybody_wakes_at_his_tick(void)
{
    for (kept = 0; kept < 2; kept = kept + 1U) {
        late = 0;
        (void)fresh_tick();
        (void)spawn(keep_a_period, P_HIGHEST, (void *)(uintptr_t)7);
        (void)spawn(keep_a_period, P_HIGHER, (void *)(uintptr_t)11);
        (void)spawn(keep_a_period, P_HIGH, (void *)(uintptr_t)13);
        vTaskDelay(7000);
        CHECK_EVENTS("ppp");
        CHECK(late < 300);
    }
    kept = 0;
}

static SemaphoreHandle_t given;

static void give_from_isr(void)
{
    BaseType_t woken = pdFALSE;
    (void)xSemaphoreGiveFromISR(given, &woken);
    portYIELD_FROM_ISR(woken);
}

static void give_once(void)
{
    before_confirmation = NULL;
    after_confirmation = NULL;
    irq_call(give_from_isr);
}

static void what_comes_before_the_mask_ends_the_sleep(void)
{
    given = xSemaphoreCreateBinary();
    TickType_t begin = fresh_tick();
    before_confirmation = give_once;
    CHECK_EQ(xSemaphoreTake(given, 1000), pdPASS);
    CHECK_EQ(status, eAbortSleep);
    CHECK((TickType_t)(xTaskGetTickCount() - begin) <= 1);
    vSemaphoreDelete(given);
}

static void nobody_with_a_deadline_is_told(void)
{
    given = xSemaphoreCreateBinary();
    longest = 0;
    after_confirmation = give_once;
    CHECK_EQ(xSemaphoreTake(given, portMAX_DELAY), pdPASS);
    CHECK_EQ(status, eNoTasksWaitingTimeout);
    CHECK(longest == portMAX_DELAY);
    vSemaphoreDelete(given);
}

CONFORMANCE_MAIN("tickless_own", TEST(it_is_called_in_the_idle_task_with_the_scheduler_suspended),
                 TEST(what_it_steps_has_passed), TEST(everybody_wakes_at_his_tick),
                 TEST(what_comes_before_the_mask_ends_the_sleep),
                 TEST(nobody_with_a_deadline_is_told))
