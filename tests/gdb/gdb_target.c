/* SPDX-License-Identifier: MIT */
/* A program for debuggers: a task in each state and each kind of wait, one interrupted deep in its
 * work, timers, and two places to stop at: in a task, and in the tick interrupt. run_gdb_test.py
 * knows what has to be seen there. */
#include "FreeRTOS.h"
#include "board.h"
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"
#include "task.h"
#include "timers.h"

/* Bytes are rare on some boards, and frames of the simulator large. */
#define STACK_WORDS                                                                                \
    (configTOTAL_HEAP_SIZE < 16384 ? configMINIMAL_STACK_SIZE : configMINIMAL_STACK_SIZE + 128)

static QueueHandle_t orders, full;
static SemaphoreHandle_t lock, permits;
static EventGroupHandle_t flags;
static TaskHandle_t receiver_task;

/* For the debugger to compare with. */
volatile size_t free_heap;
volatile size_t receiver_unused_bytes;
volatile int stop_in_tick;
volatile float busy_sum;

void stop_here(void);
void stop_in_isr(void);

__attribute__((noinline)) void stop_here(void)
{
    __asm volatile("" ::: "memory");
}

__attribute__((noinline)) void stop_in_isr(void)
{
    __asm volatile("" ::: "memory");
}

void vApplicationTickHook(void)
{
    if (stop_in_tick) {
        stop_in_tick = 0;
        stop_in_isr();
    }
}

static __attribute__((noinline)) void wait_for_order(unsigned number)
{
    uint32_t order;
    (void)xQueueReceive(orders, &order, portMAX_DELAY);
    busy_sum = (float)number;
}

static void receiver(void *arg)
{
    (void)arg;
    wait_for_order(7);
    vTaskDelete(NULL);
}

static void sender(void *arg)
{
    uint32_t order = 1;
    (void)arg;
    (void)xQueueSend(full, &order, 0);
    (void)xQueueSend(full, &order, 60000);
    vTaskDelete(NULL);
}

static void locker(void *arg)
{
    (void)arg;
    (void)xSemaphoreTake(lock, 0);
    vTaskDelay(60000);
    (void)xSemaphoreGive(lock);
    vTaskDelete(NULL);
}

static void waiter(void *arg)
{
    (void)arg;
    (void)xSemaphoreTake(lock, portMAX_DELAY);
    vTaskDelete(NULL);
}

static void noted(void *arg)
{
    (void)arg;
    (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    vTaskDelete(NULL);
}

static void bits(void *arg)
{
    (void)arg;
    (void)xEventGroupWaitBits(flags, 1, pdTRUE, pdTRUE, portMAX_DELAY);
    vTaskDelete(NULL);
}

static void parked(void *arg)
{
    (void)arg;
    vTaskSuspend(NULL);
    vTaskDelete(NULL);
}

/* Comes back when the sum is infinite: never. With an FPU its registers are in use. */
static __attribute__((noinline)) void deepen(unsigned depth)
{
    if (depth > 0) {
        deepen(depth - 1U);
        busy_sum += 1.0F; /* not a tail call */
    }
    while (busy_sum < 1000.0F) {
        busy_sum = busy_sum * 0.5F + (float)depth;
    }
}

static void busy(void *arg)
{
    (void)arg;
    deepen(3);
    vTaskDelete(NULL);
}

static void expire(TimerHandle_t timer)
{
    (void)timer;
}

static void start_timers(void)
{
    TimerHandle_t timer = xTimerCreate("blink", 5000, pdTRUE, NULL, expire);
    (void)xTimerStart(timer, 0);
    timer = xTimerCreate("once", 9000, pdFALSE, NULL, expire);
    (void)xTimerStart(timer, 0);
}

static void leader(void *arg)
{
    (void)arg;
    (void)xTaskCreate(receiver, "receiver", STACK_WORDS, NULL, 3, &receiver_task);
    (void)xTaskCreate(sender, "sender", STACK_WORDS, NULL, 3, NULL);
    (void)xTaskCreate(locker, "locker", STACK_WORDS, NULL, 2, NULL);
    (void)xTaskCreate(noted, "noted", STACK_WORDS, NULL, 3, NULL);
    (void)xTaskCreate(bits, "bits", STACK_WORDS, NULL, 3, NULL);
    (void)xTaskCreate(parked, "parked", STACK_WORDS, NULL, 3, NULL);
    vTaskDelay(10);
    (void)xTaskCreate(waiter, "waiter", STACK_WORDS, NULL, 4, NULL);
    (void)xTaskCreate(busy, "busy", STACK_WORDS, NULL, 1, NULL);
    start_timers();
    vTaskDelay(10);
    receiver_unused_bytes = uxTaskGetStackHighWaterMark(receiver_task) * sizeof(StackType_t);
    free_heap = xPortGetFreeHeapSize();
    stop_here();
    stop_in_tick = 1;
    vTaskDelay(5);
    board_exit(0);
}

int main(void)
{
    board_init();
    orders = xQueueCreate(4, sizeof(uint32_t));
    full = xQueueCreate(1, sizeof(uint32_t));
    lock = xSemaphoreCreateMutex();
    permits = xSemaphoreCreateCounting(9, 2);
    flags = xEventGroupCreate();
    vQueueAddToRegistry(orders, "orders");
    vQueueAddToRegistry(lock, "lock");
    vQueueAddToRegistry(permits, "permits");
    (void)xTaskCreate(leader, "leader", STACK_WORDS * 2, NULL, 5, NULL);
    vTaskStartScheduler();
    return 1;
}
