/* SPDX-License-Identifier: MIT */
/* Without pre-emption: the running task keeps the processor until it yields or blocks, whatever
 * calls or ticks make ready; a handler may still ask for a switch. Catches a kernel that switches
 * behind the task's back. */
#include "conformance.h"
#include "irq.h"

static SemaphoreHandle_t semaphore;
static BaseType_t woken;

static void taker(void *arg)
{
    for (;;) {
        if (xSemaphoreTake(semaphore, portMAX_DELAY) == pdPASS) {
            event(*(const char *)arg);
        }
    }
}

static void given_a_waiting_taker(UBaseType_t priority)
{
    semaphore = xSemaphoreCreateBinary();
    spawn(taker, priority, "t");
    settle();
}

static void a_tick_does_not_take_the_processor_away(void)
{
    given_a_waiting_taker(P_HIGH);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    burn_ticks(5);
    event('.');
    taskYIELD();
    CHECK_EVENTS(".t");
    vSemaphoreDelete(semaphore);
}

static void a_sleeper_that_is_due_waits_for_a_yield(void)
{
    extern void sleep_three(void *arg);
    spawn(sleep_three, P_HIGH, NULL);
    taskYIELD();
    burn_ticks(6);
    event('.');
    taskYIELD();
    CHECK_EVENTS(".s");
}

void sleep_three(void *arg);
void sleep_three(void *arg)
{
    (void)arg;
    vTaskDelay(3);
    event('s');
    park();
}

static void give_and_yield(void)
{
    woken = pdFALSE;
    CHECK_EQ(xSemaphoreGiveFromISR(semaphore, &woken), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void give_only(void)
{
    woken = pdFALSE;
    CHECK_EQ(xSemaphoreGiveFromISR(semaphore, &woken), pdPASS);
}

static void a_handler_that_asks_for_it_switches(void)
{
    given_a_waiting_taker(P_HIGH);
    irq_call(give_and_yield);
    event('.');
    CHECK_EQ(woken, pdTRUE);
    CHECK_EVENTS("t.");
    vSemaphoreDelete(semaphore);
}

static void a_handler_that_does_not_ask_does_not_switch(void)
{
    given_a_waiting_taker(P_HIGH);
    irq_call(give_only);
    event('.');
    CHECK_EQ(woken, pdTRUE);
    burn_ticks(3);
    CHECK_EVENTS(".");
    taskYIELD();
    CHECK_EVENTS("t");
    vSemaphoreDelete(semaphore);
}

static void a_suspension_ends_without_a_switch(void)
{
    given_a_waiting_taker(P_HIGH);
    vTaskSuspendAll();
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    CHECK_EQ(xTaskResumeAll(), pdFALSE);
    event('.');
    taskYIELD();
    CHECK_EVENTS(".t");
    vSemaphoreDelete(semaphore);
}

static void note(void *arg)
{
    event(*(const char *)arg);
    park();
}

static void create_resume_and_raise_do_not_switch(void)
{
    TaskHandle_t first = spawn(note, P_HIGH, "1");
    vTaskSuspend(first);
    TaskHandle_t second = spawn(note, P_LOW, "2");
    vTaskPrioritySet(second, P_HIGHER);
    vTaskResume(first);
    event('.');
    taskYIELD();
    CHECK_EVENTS(".21");
}

static void lowering_oneself_does_not_switch(void)
{
    spawn(note, P_LOW, "l");
    vTaskPrioritySet(NULL, P_LOWER);
    event('.');
    taskYIELD();
    event('.');
    vTaskPrioritySet(NULL, P_CONTROL);
    CHECK_EVENTS(".l.");
}

static void equals_take_turns_by_yielding(void)
{
    extern void yield_thrice(void *arg);
    spawn(yield_thrice, P_CONTROL, "a");
    spawn(yield_thrice, P_CONTROL, "b");
    for (unsigned i = 0; i < 3; i++) {
        event('c');
        taskYIELD();
    }
    CHECK_EVENTS("cabcabcab");
}

void yield_thrice(void *arg);
void yield_thrice(void *arg)
{
    for (unsigned i = 0; i < 3; i++) {
        event(*(const char *)arg);
        taskYIELD();
    }
    park();
}

static void lock_once(void *arg)
{
    (void)arg;
    CHECK_EQ(xSemaphoreTake(semaphore, portMAX_DELAY), pdPASS);
    event('t');
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    park();
}

static void a_mutex_lends_its_priority_at_the_next_yield(void)
{
    semaphore = xSemaphoreCreateMutex();
    CHECK_EQ(xSemaphoreTake(semaphore, 0), pdPASS);
    spawn(lock_once, P_HIGH, NULL);
    taskYIELD();
    CHECK_EQ(uxTaskPriorityGet(NULL), P_HIGH);
    CHECK_EQ(xSemaphoreGive(semaphore), pdPASS);
    CHECK_EQ(uxTaskPriorityGet(NULL), P_CONTROL);
    CHECK_EVENTS("");
    taskYIELD();
    CHECK_EVENTS("t");
    vSemaphoreDelete(semaphore);
}

CONFORMANCE_MAIN("cooperative", TEST(a_tick_does_not_take_the_processor_away),
                 TEST(a_sleeper_that_is_due_waits_for_a_yield),
                 TEST(a_handler_that_asks_for_it_switches),
                 TEST(a_handler_that_does_not_ask_does_not_switch),
                 TEST(a_suspension_ends_without_a_switch),
                 TEST(create_resume_and_raise_do_not_switch),
                 TEST(lowering_oneself_does_not_switch), TEST(equals_take_turns_by_yielding),
                 TEST(a_mutex_lends_its_priority_at_the_next_yield))
