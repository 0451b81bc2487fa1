/* SPDX-License-Identifier: MIT */
/* Timers whose task is less urgent than their users, and the hooks. Catches a kernel that carries
 * commands out of order, loses one, counts a period from when the timer task got round to it, or
 * forgets a hook. */
#include "../../conformance.h"
#include "../../irq.h"

static TimerHandle_t timer;
static volatile unsigned fired, startups, mallocs, idles;
static volatile bool active_in_call_back, in_interrupt;
static volatile TickType_t fired_at;

void vApplicationDaemonTaskStartupHook(void)
{
    startups = startups + 1;
    CHECK(xTaskGetCurrentTaskHandle() == xTimerGetTimerDaemonTaskHandle());
}

void vApplicationMallocFailedHook(void)
{
    mallocs = mallocs + 1;
}

void vApplicationIdleHook(void)
{
    idles = idles + 1;
}

static void on_timer(TimerHandle_t handle)
{
    fired = fired + 1;
    fired_at = xTaskGetTickCount();
    active_in_call_back = xTimerIsTimerActive(handle) == pdTRUE;
}

static void given_a_timer_of(TickType_t period, BaseType_t reload)
{
    fired = 0;
    timer = xTimerCreate("timer", period, reload, NULL, on_timer);
}

static void delete_timer(void)
{
    CHECK_EQ(xTimerDelete(timer, 5), pdPASS);
    settle();
}

static void a_command_waits_for_the_timer_task(void)
{
    given_a_timer_of(5, pdFALSE);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    burn_ticks(3);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    vTaskDelay(1);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    vTaskDelay(5);
    CHECK_EQ(fired, 1);
    CHECK_EQ((TickType_t)(fired_at - begin),
             5); /* from the call, not from when it was carried out */
    delete_timer();
}

static void a_start_that_is_carried_out_too_late_fires_at_once(void)
{
    given_a_timer_of(3, pdFALSE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    burn_ticks(8);
    CHECK_EQ(fired, 0);
    vTaskDelay(1);
    CHECK_EQ(fired, 1);
    CHECK_EQ(xTimerIsTimerActive(timer), pdFALSE);
    delete_timer();
}

static void an_auto_reload_start_that_is_late_makes_periods_up(void)
{
    given_a_timer_of(3, pdTRUE);
    (void)fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    burn_ticks(10);
    vTaskDelay(1);
    CHECK_EQ(fired, 3);
    delete_timer();
}

static void commands_keep_their_order(void)
{
    given_a_timer_of(3, pdTRUE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    CHECK_EQ(xTimerStop(timer, 0), pdPASS);
    vTaskDelay(6);
    CHECK_EQ(fired, 0);
    CHECK_EQ(xTimerStop(timer, 0), pdPASS);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    CHECK_EQ(xTimerChangePeriod(timer, 50, 0), pdPASS);
    vTaskDelay(6);
    CHECK_EQ(fired, 0);
    CHECK_EQ(xTimerGetPeriod(timer), 50);
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    delete_timer();
}

static void never(void *argument, uint32_t number)
{
    (void)argument;
    (void)number;
    CHECK(false);
}

static void the_queue_holds_as_many_as_configured(void)
{
    given_a_timer_of(100, pdFALSE);
    for (unsigned i = 0; i < configTIMER_QUEUE_LENGTH; i++) {
        CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    }
    CHECK_EQ(xTimerStart(timer, 0), pdFAIL);
    CHECK_EQ(xTimerPendFunctionCall(never, NULL, 0, 0), pdFAIL);
    CHECK_EQ(xTimerStart(timer, 5), pdPASS); /* waits while the timer task makes room */
    settle();
    CHECK_EQ(xTimerIsTimerActive(timer), pdTRUE);
    delete_timer();
}

static BaseType_t results[2];
static EventGroupHandle_t group;

static void set_bits_in_handler(void)
{
    results[0] = xEventGroupSetBitsFromISR(group, 1, NULL);
}

static void a_full_queue_refuses_bits_from_a_handler(void)
{
    group = xEventGroupCreate();
    given_a_timer_of(100, pdFALSE);
    for (unsigned i = 0; i < configTIMER_QUEUE_LENGTH; i++) {
        CHECK_EQ(xTimerReset(timer, 0), pdPASS);
    }
    irq_call(set_bits_in_handler);
    CHECK_EQ(results[0], pdFAIL);
    settle();
    CHECK_EQ(xEventGroupGetBits(group), 0);
    irq_call(set_bits_in_handler);
    CHECK_EQ(results[0], pdPASS);
    CHECK_EQ(xEventGroupGetBits(group), 0);
    settle();
    CHECK_EQ(xEventGroupGetBits(group), 1);
    vEventGroupDelete(group);
    delete_timer();
}

static void a_one_shot_is_dormant_in_its_call_back(void)
{
    given_a_timer_of(2, pdFALSE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(4);
    CHECK_EQ(fired, 1);
    CHECK(!active_in_call_back);
    delete_timer();
}

static void an_auto_reload_timer_is_active_in_its_call_back(void)
{
    given_a_timer_of(2, pdTRUE);
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    vTaskDelay(3);
    CHECK_EQ(fired, 1);
    CHECK(active_in_call_back);
    delete_timer();
}

static void wake_by_call_back(TimerHandle_t handle)
{
    xTaskNotifyGive((TaskHandle_t)pvTimerGetTimerID(handle));
}

static void a_call_back_wakes_a_more_urgent_task(void)
{
    timer = xTimerCreate("wake", 3, pdFALSE, xTaskGetCurrentTaskHandle(), wake_by_call_back);
    TickType_t begin = fresh_tick();
    CHECK_EQ(xTimerStart(timer, 0), pdPASS);
    CHECK_EQ(ulTaskNotifyTake(pdTRUE, 10), 1);
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - begin), 3);
    delete_timer();
}

/* The hooks. */

static void the_startup_hook_ran_once_in_the_timer_task(void)
{
    settle();
    CHECK_EQ(startups, 1);
}

static void the_malloc_hook_runs_once_for_each_failure(void)
{
    mallocs = 0;
    CHECK(pvPortMalloc(configTOTAL_HEAP_SIZE) == NULL);
    CHECK(xQueueCreate(configTOTAL_HEAP_SIZE, 1) == NULL);
    CHECK_EQ(mallocs, 2);
    vPortFree(pvPortMalloc(10));
    CHECK_EQ(mallocs, 2);
}

static void the_idle_hook_runs_while_nobody_else_does(void)
{
    idles = 0;
    burn_ticks(2);
    CHECK_EQ(idles, 0);
    vTaskDelay(3);
    CHECK(idles > 0);
}

static void look_where_we_are(void)
{
    in_interrupt = xPortIsInsideInterrupt() == pdTRUE;
}

static void the_tick_hook_runs_in_the_interrupt(void)
{
    in_interrupt = false;
    conformance_on_tick = look_where_we_are;
    vTaskDelay(2);
    conformance_on_tick = NULL;
    CHECK(in_interrupt);
    CHECK(xPortIsInsideInterrupt() == pdFALSE);
}

static volatile unsigned handled;

static void count_handled(void)
{
    handled = handled + 1;
}

static void critical_sections_nest(void)
{
    handled = 0;
    taskENTER_CRITICAL();
    taskENTER_CRITICAL();
    irq_call(count_handled);
    CHECK_EQ(handled, 0);
    taskEXIT_CRITICAL();
    CHECK_EQ(handled, 0);
    taskEXIT_CRITICAL();
    CHECK_EQ(handled, 1);
    taskDISABLE_INTERRUPTS();
    irq_call(count_handled);
    CHECK_EQ(handled, 1);
    taskENABLE_INTERRUPTS();
    CHECK_EQ(handled, 2);
}

static void nest_in_handler(void)
{
    UBaseType_t outer = taskENTER_CRITICAL_FROM_ISR();
    UBaseType_t inner = taskENTER_CRITICAL_FROM_ISR();
    handled = handled + 1;
    taskEXIT_CRITICAL_FROM_ISR(inner);
    taskEXIT_CRITICAL_FROM_ISR(outer);
}

static void critical_sections_nest_in_handlers(void)
{
    handled = 0;
    irq_call(nest_in_handler);
    irq_call(count_handled);
    CHECK_EQ(handled, 2);
    TickType_t begin = xTaskGetTickCount();
    vTaskDelay(2); /* the tick still comes */
    CHECK((TickType_t)(xTaskGetTickCount() - begin) >= 2);
}

CONFORMANCE_MAIN("low daemon", TEST(the_startup_hook_ran_once_in_the_timer_task),
                 TEST(a_command_waits_for_the_timer_task),
                 TEST(a_start_that_is_carried_out_too_late_fires_at_once),
                 TEST(an_auto_reload_start_that_is_late_makes_periods_up),
                 TEST(commands_keep_their_order), TEST(the_queue_holds_as_many_as_configured),
                 TEST(a_full_queue_refuses_bits_from_a_handler),
                 TEST(a_one_shot_is_dormant_in_its_call_back),
                 TEST(an_auto_reload_timer_is_active_in_its_call_back),
                 TEST(a_call_back_wakes_a_more_urgent_task),
                 TEST(the_malloc_hook_runs_once_for_each_failure),
                 TEST(the_idle_hook_runs_while_nobody_else_does),
                 TEST(the_tick_hook_runs_in_the_interrupt), TEST(critical_sections_nest),
                 TEST(critical_sections_nest_in_handlers))
