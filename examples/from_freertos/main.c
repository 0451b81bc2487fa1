/* SPDX-License-Identifier: MIT */
/* Blinky: one task sends to a queue every 200 ms, another receives and toggles an LED; a timer
 * sends something else every 500 ms, and the tick interrupt gives a semaphore every 100 ms. After
 * two seconds the receiver says what came. */
#include "FreeRTOS.h"
#include "board.h"
#include "event_groups.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

#define RECEIVE_PRIORITY (tskIDLE_PRIORITY + 2)
#define SEND_PRIORITY    (tskIDLE_PRIORITY + 1)
#define SEND_PERIOD      pdMS_TO_TICKS(200)
#define TIMER_PERIOD     pdMS_TO_TICKS(500)
#define TICKS_A_GIVE     pdMS_TO_TICKS(100)
#define RUN_TIME         pdMS_TO_TICKS(2000)
#define FROM_TASK        100UL
#define FROM_TIMER       200UL
#define DONE_BIT         (1U << 0)

static QueueHandle_t queue;
static SemaphoreHandle_t ticks_passed;
static EventGroupHandle_t done;
static StreamBufferHandle_t text;
static StaticTask_t counter_memory;
static StackType_t counter_stack[configMINIMAL_STACK_SIZE * 2];
static volatile unsigned long tick_gives;

static void send_task(void *parameters)
{
    const unsigned long value = FROM_TASK;
    TickType_t wake_time = xTaskGetTickCount();

    (void)parameters;
    for (;;) {
        vTaskDelayUntil(&wake_time, SEND_PERIOD);
        xQueueSend(queue, &value, 0U);
    }
}

static void timer_callback(TimerHandle_t timer)
{
    const unsigned long value = FROM_TIMER;

    (void)timer;
    xQueueSend(queue, &value, 0U);
}

static void counter_task(void *parameters)
{
    unsigned long taken = 0;

    (void)parameters;
    while (taken < 19) {
        if (xSemaphoreTake(ticks_passed, portMAX_DELAY) == pdTRUE) {
            taken++;
        }
    }
    xEventGroupSetBits(done, DONE_BIT);
    vTaskDelete(NULL);
}

static void say(const char *words, unsigned long number)
{
    char digits[12] = {0};
    int at = 11;

    do {
        digits[--at] = (char)('0' + number % 10U);
        number /= 10U;
    } while (number != 0);
    console_write(words);
    console_write(&digits[at]);
}

static void receive_task(void *parameters)
{
    unsigned long from_task = 0, from_timer = 0, value;
    char words[8] = {0};

    (void)parameters;
    while (xTaskGetTickCount() < RUN_TIME + 100U) {
        if (xQueueReceive(queue, &value, pdMS_TO_TICKS(50)) == pdTRUE) {
            if (value == FROM_TASK) {
                from_task++;
                led_toggle();
            } else if (value == FROM_TIMER) {
                from_timer++;
                xStreamBufferSend(text, "t", 1, 0);
            }
        }
    }
    EventBits_t bits = xEventGroupWaitBits(done, DONE_BIT, pdTRUE, pdTRUE, pdMS_TO_TICKS(100));
    size_t letters = xStreamBufferReceive(text, words, sizeof words - 1U, 0);
    say("\nblinky: ", from_task);
    say(" from the task, ", from_timer);
    say(" from the timer, ", tick_gives);
    console_write(" from the tick, ");
    console_write(words);
    console_write(", kernel " tskKERNEL_VERSION_NUMBER "\n");
    board_stop(from_task == 10 && from_timer == letters && bits == DONE_BIT ? 0 : 1);
}

int main(void)
{
    queue = xQueueCreate(4, sizeof(unsigned long));
    vQueueAddToRegistry(queue, "blinks");
    ticks_passed = xSemaphoreCreateCounting(10, 0);
    done = xEventGroupCreate();
    text = xStreamBufferCreate(16, 1);
    TimerHandle_t timer = xTimerCreate("timer", TIMER_PERIOD, pdTRUE, NULL, timer_callback);
    xTaskCreate(receive_task, "Rx", configMINIMAL_STACK_SIZE * 2, NULL, RECEIVE_PRIORITY, NULL);
    xTaskCreate(send_task, "Tx", configMINIMAL_STACK_SIZE, NULL, SEND_PRIORITY, NULL);
    xTaskCreateStatic(counter_task, "Count", configMINIMAL_STACK_SIZE * 2, NULL, SEND_PRIORITY,
                      counter_stack, &counter_memory);
    if (timer != NULL) {
        xTimerStart(timer, 0);
    }
    vTaskStartScheduler();
    console_write("the heap was too small\n");
    return 1;
}

void vApplicationTickHook(void)
{
    BaseType_t woken = pdFALSE;

    if (xTaskGetTickCountFromISR() % TICKS_A_GIVE == 0) {
        tick_gives++;
        xSemaphoreGiveFromISR(ticks_passed, &woken);
    }
}

void vApplicationMallocFailedHook(void)
{
    console_write("out of memory\n");
    board_stop(1);
}

void vApplicationStackOverflowHook(TaskHandle_t task, char *name)
{
    (void)task;
    console_write(name);
    console_write(": stack overflow\n");
    board_stop(1);
}

void assert_failed(const char *file, int line)
{
    say(file, (unsigned long)line);
    console_write(": assertion failed\n");
    board_stop(1);
}

void vApplicationGetIdleTaskMemory(StaticTask_t **task, StackType_t **stack,
                                   configSTACK_DEPTH_TYPE *words)
{
    static StaticTask_t memory;
    static StackType_t space[configMINIMAL_STACK_SIZE];

    *task = &memory;
    *stack = space;
    *words = configMINIMAL_STACK_SIZE;
}

void vApplicationGetTimerTaskMemory(StaticTask_t **task, StackType_t **stack,
                                    configSTACK_DEPTH_TYPE *words)
{
    static StaticTask_t memory;
    static StackType_t space[configTIMER_TASK_STACK_DEPTH];

    *task = &memory;
    *stack = space;
    *words = configTIMER_TASK_STACK_DEPTH;
}
