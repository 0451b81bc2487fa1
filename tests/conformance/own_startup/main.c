/* SPDX-License-Identifier: MIT */
/* An application that Dunlin did not see coming: own startup file, vector table and tick handler
 * (K13), no configASSERT (K14), kernel calls in critical sections and under its own BASEPRI and
 * PRIMASK masks, portYIELD in a handler (K15). Fails on a port whose tick handler must be the
 * vector, a kernel that needs configASSERT, and one that lowers the caller's mask or switches under
 * it. */
#include <string.h>

#include "app.h"

#include "FreeRTOS.h"
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"
#include "task.h"
#include "timers.h"

#define NVIC_ISER (*(volatile uint32_t *)0xE000E100U)
#define NVIC_ISPR (*(volatile uint32_t *)0xE000E200U)
#define NVIC_IPR  ((volatile uint8_t *)0xE000E400U)

static SemaphoreHandle_t semaphore;
static QueueHandle_t queue;
static char events[32];
static volatile unsigned event_count;
static unsigned tests, failures;

static void event(char what)
{
    if (event_count < sizeof events - 1) {
        events[event_count] = what;
        event_count = event_count + 1U;
    }
}

static void check(int good, const char *sentence)
{
    tests++;
    app_write(good ? "PASS K13 K14 K15 " : "FAIL ");
    app_write(sentence);
    app_write("\n");
    failures += good ? 0U : 1U;
}

static void check_events(const char *expected, const char *sentence)
{
    check(strcmp(events, expected) == 0, sentence);
    memset(events, 0, sizeof events);
    event_count = 0;
}

/* The application's own masks. */

static uint32_t get_basepri(void)
{
    uint32_t value;
    __asm volatile("mrs %0, basepri" : "=r"(value));
    return value;
}

static void set_basepri(uint32_t value)
{
    __asm volatile("msr basepri, %0\n\tisb" ::"r"(value) : "memory");
}

static void set_primask(uint32_t value)
{
    __asm volatile("msr primask, %0\n\tisb" ::"r"(value) : "memory");
}

static uint32_t get_primask(void)
{
    uint32_t value;
    __asm volatile("mrs %0, primask" : "=r"(value));
    return value;
}

static void taker(void *arg)
{
    (void)arg;
    for (;;) {
        if (xSemaphoreTake(semaphore, portMAX_DELAY) == pdPASS) {
            event('t');
        }
    }
}

static void receiver(void *arg)
{
    char item;
    (void)arg;
    for (;;) {
        if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
            event(item);
        }
    }
}

static void assert_is_not_evaluated(void)
{
    volatile int evaluated = 0;
    configASSERT((evaluated = 1) == 2);
    check(evaluated == 0, "an undefined configASSERT evaluates nothing");
}

static void tick_goes_through_the_own_handler(void)
{
    vTaskDelay(1);
    uint32_t own = own_ticks;
    TickType_t kernel = xTaskGetTickCount();
    vTaskDelay(50);
    check(xTaskGetTickCount() - kernel == 50, "a delay of 50 takes 50 ticks");
    check(own_ticks - own == 50, "each of them came through the own handler");
}

static void calls_in_a_critical_section(void)
{
    char item = 'q';
    taskENTER_CRITICAL();
    (void)xSemaphoreGive(semaphore);
    (void)xQueueSend(queue, &item, 0);
    event('1');
    taskYIELD();
    event('2');
    taskEXIT_CRITICAL();
    event('3');
    check_events("12tq3", "calls in a critical section switch at its end");
}

static void calls_under_the_own_basepri(uint32_t mask, const char *sentence)
{
    set_basepri(mask);
    (void)xSemaphoreGive(semaphore);
    event('1');
    taskYIELD();
    event('2');
    int kept = get_basepri() == mask;
    set_basepri(0);
    event('3');
    check(kept, "the kernel leaves the caller's BASEPRI as it was");
    check_events("12t3", sentence);
}

static void note(void)
{
    event('i');
}

/* An interrupt that the application's mask holds off and the kernel's would not. */
static void calls_do_not_lower_the_own_mask(void)
{
    own_interrupt = note;
    NVIC_IPR[OWN_IRQ] = 0x30;
    NVIC_ISER = 1U << OWN_IRQ;
    set_basepri(0x20);
    NVIC_ISPR = 1U << OWN_IRQ;
    (void)xSemaphoreGive(semaphore);
    event('1');
    set_basepri(0);
    event('2');
    check_events("1it2", "calls under a stronger BASEPRI do not lower it meanwhile");
}

static void calls_under_the_own_primask(void)
{
    set_primask(1);
    (void)xSemaphoreGive(semaphore);
    event('1');
    taskYIELD();
    event('2');
    int kept = get_primask() == 1 && get_basepri() == 0;
    set_primask(0);
    event('3');
    check(kept, "the kernel leaves the caller's PRIMASK as it was");
    check_events("12t3", "calls under the own PRIMASK switch when it is cleared");
}

static void calls_between_disable_and_enable(void)
{
    taskDISABLE_INTERRUPTS();
    (void)xSemaphoreGive(semaphore);
    event('1');
    taskENABLE_INTERRUPTS();
    event('2');
    check_events("1t2", "calls between disable and enable switch when enabled");
}

static void give_and_yield(void)
{
    event('h');
    (void)xSemaphoreGiveFromISR(semaphore, NULL);
    portYIELD();
    event('i');
}

static void yield_in_a_handler(void)
{
    own_interrupt = give_and_yield;
    NVIC_IPR[OWN_IRQ] = 0x80;
    NVIC_ISER = 1U << OWN_IRQ;
    NVIC_ISPR = 1U << OWN_IRQ;
    __asm volatile("dsb\n\tisb" ::: "memory");
    event('1');
    check_events("hit1", "portYIELD in a handler switches at its end");
}

static void expired(TimerHandle_t timer)
{
    (void)timer;
    event('x');
}

static void timer_and_event_group_work(void)
{
    TimerHandle_t timer = xTimerCreate("t", 5, pdFALSE, NULL, expired);
    EventGroupHandle_t group = xEventGroupCreate();
    (void)xTimerStart(timer, 0);
    (void)xEventGroupSetBits(group, 1);
    check((xEventGroupWaitBits(group, 1, pdTRUE, pdTRUE, 10) & 1U) != 0, "event bits are there");
    vTaskDelay(10);
    check_events("x", "a timer expires");
}

static void control(void *arg)
{
    (void)arg;
    assert_is_not_evaluated();
    tick_goes_through_the_own_handler();
    calls_in_a_critical_section();
    calls_under_the_own_basepri(0x80, "calls under a weaker BASEPRI switch when it is cleared");
    calls_under_the_own_basepri(0x20, "calls under a stronger BASEPRI switch when it is cleared");
    calls_do_not_lower_the_own_mask();
    calls_under_the_own_primask();
    calls_between_disable_and_enable();
    yield_in_a_handler();
    timer_and_event_group_work();
    static char total[] = "00 Tests 0 Failures\n";
    total[0] = (char)('0' + tests / 10U);
    total[1] = (char)('0' + tests % 10U);
    total[9] = (char)('0' + failures);
    app_write(total);
    app_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    semaphore = xSemaphoreCreateBinary();
    queue = xQueueCreate(3, sizeof(char));
    char early = 'e', got = 0;
    check(xQueueSend(queue, &early, 0) == pdPASS && xQueueReceive(queue, &got, 0) == pdPASS &&
              got == 'e',
          "queues work before the scheduler");
    (void)xTaskCreate(taker, "taker", 200, NULL, 4, NULL);
    (void)xTaskCreate(receiver, "receiver", 200, NULL, 3, NULL);
    (void)xTaskCreate(control, "control", 300, NULL, 2, NULL);
    vTaskStartScheduler();
    return 2;
}
