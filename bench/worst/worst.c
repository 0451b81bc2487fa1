/* SPDX-License-Identifier: MIT */
/* The worst that an application can ask of the kernel with interrupts masked: long lines of waiters
 * at all priorities, changed in the middle; a thousand sleepers; objects deleted under their
 * waiters. Nothing is measured here: the trace follows the mask. Each part says when it is done, so
 * that a part that hangs is known.
 */
#include <string.h>

#include "board.h"
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "timers.h"

#include "../fair/bench.h"

#define WAITERS   100u
#define LEVELS    (configMAX_PRIORITIES - BENCH_LOW - 1u)
#define SLEEPERS  1000u
#define TIMERS    100u
#define LONG_WAIT 5000u

static QueueHandle_t object; /* a queue, a semaphore or a mutex */
static EventGroupHandle_t volatile group;
static TaskHandle_t waiters[SLEEPERS];
static volatile unsigned served;

static void note(const char *what)
{
    board_console_write(what, strlen(what));
    board_console_write("\n", 1);
}

/* Spread over all priorities above ours, none next to its neighbour. */
static UBaseType_t priority_of(unsigned i)
{
    return BENCH_LOW + 1u + i * 7u % LEVELS;
}

static TickType_t wait_of(const void *arg)
{
    unsigned i = (unsigned)(uintptr_t)arg;
    return i % 3u == 0 ? portMAX_DELAY : LONG_WAIT + i * 37u % 1000u;
}

static void take(void *arg)
{
    for (;;) {
        served += xSemaphoreTake(object, wait_of(arg)) == pdTRUE;
    }
}

static void take_and_give(void *arg)
{
    for (;;) {
        if (xSemaphoreTake(object, wait_of(arg)) == pdTRUE) {
            served++;
            xSemaphoreGive(object);
        }
        vTaskDelay(portMAX_DELAY);
    }
}

static void receive(void *arg)
{
    uint32_t item[4];
    for (;;) {
        served += xQueueReceive(object, item, wait_of(arg)) == pdTRUE;
    }
}

static void send(void *arg)
{
    const uint32_t item[4] = {1, 2, 3, 4};
    for (;;) {
        served += xQueueSend(object, item, wait_of(arg)) == pdTRUE;
    }
}

static void wait_for_bits(void *arg)
{
    unsigned i = (unsigned)(uintptr_t)arg;
    while (group != NULL) {
        xEventGroupWaitBits(group, i % 2u != 0 ? 1u : 3u, pdTRUE, pdTRUE, wait_of(arg));
        served++;
    }
    vTaskSuspend(NULL);
}

static void wait_for_notification(void *arg)
{
    for (;;) {
        served += ulTaskNotifyTake(pdTRUE, wait_of(arg)) != 0;
    }
}

static void fill_line(TaskFunction_t code)
{
    for (unsigned i = 0; i < WAITERS; i++) {
        waiters[i] = bench_task(code, priority_of(i), (void *)(uintptr_t)i);
    }
}

/* What others do to tasks that wait: each is a change in the middle of the line. */
static void disturb(void)
{
    for (unsigned i = 0; i < WAITERS; i++) {
        vTaskPrioritySet(waiters[i], BENCH_LOW + 1u + i * 11u % LEVELS);
    }
    for (unsigned i = 0; i < WAITERS; i += 4u) {
        vTaskPrioritySet(waiters[i], 1);
        vTaskPrioritySet(waiters[i], priority_of(i));
    }
    for (unsigned i = 0; i < WAITERS; i += 5u) {
        xTaskAbortDelay(waiters[i]);
    }
    for (unsigned i = 0; i < WAITERS; i += 6u) {
        vTaskSuspend(waiters[i]);
        vTaskResume(waiters[i]);
    }
    bench_ticks(LONG_WAIT + 500u); /* time-outs in the middle of the line */
    for (unsigned i = 0; i < WAITERS; i += 10u) {
        bench_delete(waiters[i]);
        waiters[i] = bench_task(wait_for_notification, priority_of(i), NULL);
    }
    for (unsigned i = 1; i < WAITERS; i += 10u) {
        eTaskGetState(waiters[i]);
        uxTaskPriorityGet(waiters[i]);
    }
}

static void semaphore_line(void)
{
    object = xSemaphoreCreateCounting(WAITERS, 0);
    fill_line(take);
    disturb();
    for (unsigned i = 0; i < WAITERS / 2u; i++) {
        xSemaphoreGive(object);
    }
    bench_delete_all();
    vSemaphoreDelete(object);
    note("semaphore");
}

static void mutex_line(void)
{
    object = xSemaphoreCreateMutex();
    xSemaphoreTake(object, 0);
    fill_line(take_and_give);
    disturb();
    xSemaphoreGive(object);
    xSemaphoreTake(object, 0);
    for (unsigned i = 0; i < WAITERS; i++) {
        vTaskPrioritySet(NULL, BENCH_LOW + i % 3u);
    }
    vTaskPrioritySet(NULL, BENCH_LOW);
    bench_delete_all();
    vSemaphoreDelete(object);
    note("mutex");
}

static SemaphoreHandle_t held;

static void hold_and_take(void *arg)
{
    (void)arg;
    xSemaphoreTake(held, portMAX_DELAY);
    xSemaphoreTake(object, LONG_WAIT + 200u);
    xSemaphoreGive(held);
    vTaskDelay(portMAX_DELAY);
}

static void lock_held(void *arg)
{
    for (;;) {
        if (xSemaphoreTake(held, wait_of(arg)) == pdTRUE) {
            served++;
            xSemaphoreGive(held);
        }
        vTaskDelay(portMAX_DELAY);
    }
}

/* Everybody who wants the mutex moves its holder in the line of a semaphore. */
static void line_of_a_holder(void)
{
    held = xSemaphoreCreateMutex();
    object = xSemaphoreCreateCounting(WAITERS, 0);
    fill_line(take);
    bench_task(hold_and_take, BENCH_LOW + 1u, NULL);
    for (unsigned i = 0; i < WAITERS; i++) {
        bench_task(lock_held, priority_of(i), (void *)(uintptr_t)i);
    }
    bench_ticks(LONG_WAIT + 1500u);
    bench_delete_all();
    vSemaphoreDelete(object);
    vSemaphoreDelete(held);
    note("holder");
}

static void queue_lines(void)
{
    const uint32_t item[4] = {0};
    uint32_t got[4];

    object = xQueueCreate(4, sizeof item);
    fill_line(receive);
    disturb();
    for (unsigned i = 0; i < WAITERS / 2u; i++) {
        xQueueSend(object, item, 0);
        xQueueSendToFront(object, item, 0);
    }
    bench_delete_all();
    xQueueReset(object);
    fill_line(send);
    disturb();
    for (unsigned i = 0; i < WAITERS / 2u; i++) {
        xQueuePeek(object, got, 0);
        xQueueReceive(object, got, 0);
    }
    xQueueReset(object);
    bench_delete_all();
    vQueueDelete(object);
    note("queue");
}

static void event_line(void)
{
    EventGroupHandle_t all = xEventGroupCreate();

    group = all;
    fill_line(wait_for_bits);
    disturb();
    xEventGroupSetBits(group, 4);
    xEventGroupSetBits(group, 2);
    xEventGroupSetBits(group, 3);
    group = NULL;
    vEventGroupDelete(all); /* all who wait are released */
    bench_delete_all();
    note("event group");
}

static void give_from_isr(void)
{
    BaseType_t woken = pdFALSE;
    xSemaphoreGiveFromISR(object, &woken);
    portYIELD_FROM_ISR(woken);
}

static void interrupts(void)
{
    object = xSemaphoreCreateCounting(WAITERS, 0);
    fill_line(take);
    for (unsigned i = 0; i < WAITERS / 2u; i++) {
        bench_interrupt(give_from_isr);
    }
    vTaskSuspendAll();
    for (unsigned i = 0; i < WAITERS / 2u; i++) {
        bench_interrupt(give_from_isr); /* all are readied at once */
        bench_tick();
    }
    xTaskResumeAll();
    bench_delete_all();
    vSemaphoreDelete(object);
    note("interrupts");
}

static volatile TickType_t sleep_apart;

static void sleeper(void *arg)
{
    unsigned i = (unsigned)(uintptr_t)arg;
    for (;;) {
        vTaskDelay(1u + i * sleep_apart);
    }
}

/* Each in its own tick, all in one, far apart in the bits of the tick count. */
static void sleepers(TickType_t apart)
{
    sleep_apart = apart;
    for (unsigned i = 0; i < SLEEPERS; i++) {
        waiters[i] = bench_task(sleeper, priority_of(i), (void *)(uintptr_t)i);
    }
    bench_ticks(200);
    for (unsigned i = 0; i < SLEEPERS; i += 9u) {
        xTaskAbortDelay(waiters[i]);
        vTaskPrioritySet(waiters[i], BENCH_LOW + 1u);
    }
    bench_delete_all();
}

static void tick_callback(TimerHandle_t timer)
{
    (void)timer;
}

static void timers(void)
{
    static StaticTimer_t blocks[TIMERS];
    TimerHandle_t handles[TIMERS];

    for (unsigned i = 0; i < TIMERS; i++) {
        handles[i] =
            xTimerCreateStatic("t", 1u + i * i % 97u, i % 2u != 0, NULL, tick_callback, &blocks[i]);
        xTimerStart(handles[i], 0);
    }
    bench_ticks(300);
    for (unsigned i = 0; i < TIMERS; i++) {
        xTimerReset(handles[i], 0);
        xTimerChangePeriod(handles[i], 5000u + i * 13u, 0);
    }
    for (unsigned i = 0; i < TIMERS; i++) {
        xTimerDelete(handles[i], 0);
    }
    bench_ticks(2);
    note("timers");
}

static void memory(void)
{
    static void *blocks[64];

    for (unsigned i = 0; i < 64; i++) {
        blocks[i] = pvPortMalloc(16u + i * i % 509u);
    }
    for (unsigned i = 0; i < 64; i += 2) {
        vPortFree(blocks[i]);
    }
    for (unsigned i = 1; i < 64; i += 2) {
        vPortFree(blocks[i]);
    }
    for (unsigned i = 0; i < 32; i++) {
        TaskHandle_t task;
        xTaskCreate(sleeper, "t", BENCH_STACK_WORDS, NULL, 1u + i % 30u, &task);
        vTaskDelete(task);
    }
    note("memory");
}

void bench_run(void)
{
    semaphore_line();
    mutex_line();
    line_of_a_holder();
    queue_lines();
    event_line();
    interrupts();
    sleepers(0);
    sleepers(1);
    sleepers(65537);
    note("sleepers");
    timers();
    memory();
}
