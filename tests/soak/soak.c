/* SPDX-License-Identifier: MIT */
#include "soak.h"

#include <string.h>

#include "board.h"

#include "irq.h"

#ifdef SOAK_ANY_TIME
#define PERIOD_MS 6000U
#else
#define PERIOD_MS 3000U
#endif

#ifndef SOAK_SECONDS
#define SOAK_SECONDS 30U
#endif

static const struct soak_group *const groups[] = {
    &blocking_queue_group,  &generic_queue_group,
    &poll_queue_group,      &peek_group,
    &integer_group,         &float_group,
    &recursive_mutex_group, &counting_semaphore_group,
    &death_group,           &dynamic_priority_group,
    &event_group_group,     &interrupt_queue_group,
    &message_group,         &stream_group,
    &notify_group,          &overwrite_group,
    &queue_set_group,       &static_memory_group,
    &abort_delay_group,     &timer_group,
    &block_time_group,      &heap_group,
};
#define GROUP_COUNT (sizeof groups / sizeof groups[0])

static volatile bool running;
static volatile unsigned failures;

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void put_number(unsigned long value)
{
    char digits[24];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + value % 10U);
        value /= 10U;
    } while (value != 0);
    put(&digits[at]);
}

void soak_fail(const char *file, int line, const char *text)
{
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    failures = failures + 1;
    if (failures <= 10) {
        put("FAIL ");
        put(file);
        put(":");
        put_number((unsigned long)line);
        put(": ");
        put(text);
        put(" at tick ");
        put_number((unsigned long)xTaskGetTickCountFromISR());
        put("\n");
    }
    taskEXIT_CRITICAL_FROM_ISR(mask);
}

TaskHandle_t soak_task(TaskFunction_t code, const char *name, void *arg, UBaseType_t priority)
{
    TaskHandle_t task = NULL;
    if (xTaskCreate(code, name, SOAK_STACK, arg, priority, &task) != pdPASS) {
        soak_fail(__FILE__, __LINE__, name);
    }
    return task;
}

uint32_t soak_random(uint32_t *state)
{
    *state = *state * 1664525U + 1013904223U;
    return *state >> 8;
}

void vApplicationTickHook(void)
{
    for (size_t i = 0; running && i < GROUP_COUNT; i++) {
        if (groups[i]->in_tick != NULL) {
            groups[i]->in_tick();
        }
    }
}

static void on_irq(void)
{
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        if (groups[i]->in_irq != NULL) {
            groups[i]->in_irq();
        }
    }
}

/* Raises the spare interrupt at odd moments. */
static void irq_task(void *arg)
{
    uint32_t state = 7;
    (void)arg;
    for (;;) {
        vTaskDelay(1 + soak_random(&state) % 3U);
        for (uint32_t spin = soak_random(&state) % 256U; spin > 0; spin--) {
            portNOP();
        }
        irq_call(on_irq);
    }
}

static void check_group(size_t i, unsigned long *last)
{
    unsigned long now = *groups[i]->rounds;
    if (now == *last) {
        put("STUCK ");
        put(groups[i]->name);
        put("\n");
        failures = failures + 1;
    }
    *last = now;
}

static void check_task(void *arg)
{
    static unsigned long last[GROUP_COUNT];
    TickType_t wake = xTaskGetTickCount();

    (void)arg;
    for (unsigned period = 0; period < SOAK_SECONDS * 1000U / PERIOD_MS; period++) {
        SOAK_IN_TIME(xTaskDelayUntil(&wake, pdMS_TO_TICKS(PERIOD_MS)) == pdTRUE);
        for (size_t i = 0; i < GROUP_COUNT; i++) {
            check_group(i, &last[i]);
        }
        if (failures != 0) {
            break;
        }
    }
    running = false;
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        put(groups[i]->name);
        put(" ");
        put_number(*groups[i]->rounds);
        put(i + 1 < GROUP_COUNT ? ", " : "\n");
    }
    put_number(GROUP_COUNT);
    put(" Tests ");
    put_number(failures);
    put(" Failures\n");
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    for (size_t i = 0; i < GROUP_COUNT; i++) {
        groups[i]->start();
    }
    (void)soak_task(irq_task, "irq", NULL, SOAK_HIGHEST);
    (void)soak_task(check_task, "check", NULL, SOAK_CHECK);
    running = true;
    vTaskStartScheduler();
    return 1;
}
