/* SPDX-License-Identifier: MIT */
/* K15: kernel calls inside taskENTER_CRITICAL and between disable and enable, and portYIELD() in a
 * handler, work: the switch is pended and happens when it may.
 * Fails on a kernel that switches inside the section, or forgets the switch. */
#include "conformance.h"
#include "irq.h"

static SemaphoreHandle_t semaphore;
static TaskHandle_t waiting;

static void taker(void *arg)
{
    (void)arg;
    for (;;) {
        if (xSemaphoreTake(semaphore, portMAX_DELAY) == pdPASS) {
            event('t');
        }
    }
}

static void begin(void)
{
    semaphore = xSemaphoreCreateBinary();
    waiting = spawn(taker, P_HIGH, NULL);
}

static void end(void)
{
    CHECK_EQ(uxSemaphoreGetCount(semaphore), 0);
    reap_one(waiting);
    vSemaphoreDelete(semaphore);
}

static void give_in_a_critical_section_switches_at_its_end(void)
{
    begin();
    taskENTER_CRITICAL();
    taskENTER_CRITICAL();
    BaseType_t given = xSemaphoreGive(semaphore);
    event('1');
    taskEXIT_CRITICAL();
    event('2');
    taskEXIT_CRITICAL();
    event('3');
    CHECK_EQ(given, pdPASS);
    CHECK_EVENTS("12t3");
    end();
}

static void give_with_interrupts_disabled_switches_when_enabled(void)
{
    begin();
    taskDISABLE_INTERRUPTS();
    BaseType_t given = xSemaphoreGive(semaphore);
    event('1');
    taskENABLE_INTERRUPTS();
    event('2');
    CHECK_EQ(given, pdPASS);
    CHECK_EVENTS("1t2");
    end();
}

static void create_and_resume_in_a_critical_section_switch_at_its_end(void)
{
    begin();
    TaskHandle_t task = spawn(taker, P_HIGHER, NULL);
    vTaskSuspend(task);
    taskENTER_CRITICAL();
    vTaskResume(task);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    event('1');
    taskEXIT_CRITICAL();
    event('2');
    CHECK_EVENTS("1t2");
    reap_one(task);
    end();
}

static void give_and_yield(void)
{
    BaseType_t woken = pdFALSE;
    event(xSemaphoreGiveFromISR(semaphore, &woken) == pdPASS ? 'g' : 'f');
    event(woken == pdTRUE ? 'w' : '-');
    portYIELD();
    event('h');
}

static void yield_in_a_handler_switches_at_its_end(void)
{
    begin();
    irq_call(give_and_yield);
    event('.');
    CHECK_EVENTS("gwht.");
    end();
}

static void give_without_asking(void)
{
    event(xSemaphoreGiveFromISR(semaphore, NULL) == pdPASS ? 'g' : 'f');
}

static void handler_that_does_not_ask_for_a_switch_still_gets_it(void)
{
    begin();
    irq_call(give_without_asking);
    vTaskDelay(2); /* at the next tick, if not at once */
    CHECK_EVENTS("gt");
    end();
}

static void interrupt_in_a_critical_section_waits_for_its_end(void)
{
    begin();
    taskENTER_CRITICAL();
    irq_call(give_and_yield);
    event('1');
    taskEXIT_CRITICAL();
    event('2');
    CHECK_EVENTS("1gwht2");
    end();
}

static void equal(void *letter)
{
    for (;;) {
        event(*(const char *)letter);
        taskYIELD();
    }
}

static void yield_in_a_critical_section_switches_at_its_end(void)
{
    TaskHandle_t task = spawn(equal, P_CONTROL, (void *)"e");
    (void)fresh_tick();
    events_clear();
    taskENTER_CRITICAL();
    taskYIELD();
    event('1');
    taskEXIT_CRITICAL();
    event('2');
    reap_one(task);
    CHECK_EVENTS("1e2");
}

CONFORMANCE_MAIN("K15", TEST(give_in_a_critical_section_switches_at_its_end),
                 TEST(give_with_interrupts_disabled_switches_when_enabled),
                 TEST(create_and_resume_in_a_critical_section_switch_at_its_end),
                 TEST(yield_in_a_handler_switches_at_its_end),
                 TEST(handler_that_does_not_ask_for_a_switch_still_gets_it),
                 TEST(interrupt_in_a_critical_section_waits_for_its_end),
                 TEST(yield_in_a_critical_section_switches_at_its_end))
