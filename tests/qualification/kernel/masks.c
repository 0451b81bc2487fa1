/* SPDX-License-Identifier: MIT */
/* What is masked, and until when: judged by the interrupts of the tick that come, or do not, while
 * the processor is busy for some periods by the clock. */
#include "kernel_cases.h"

#define PERIODS 4u
#define LEAST   3u  /* of them prove that the tick comes */
#define PATIENT 20u /* whoever emulates the board may be held up */

/* Interrupts of the tick in `PERIODS` periods. */
static unsigned ticks_while_busy(void)
{
    unsigned from = kernel_ticks;

    (void)kernel_burn_us(TICK_US * PERIODS);
    return kernel_ticks - from;
}

/* Whether they come. */
static bool ticks_come(void)
{
    unsigned from = kernel_ticks;

    for (unsigned n = 0; n < PATIENT && kernel_ticks - from < LEAST; n++) {
        (void)kernel_burn_us(TICK_US);
    }
    return kernel_ticks - from >= LEAST;
}

void kernel_critical_section_masks_the_tick(void)
{
    kernel_count_ticks();
    bool before = ticks_come();
    taskENTER_CRITICAL();
    TickType_t from = xTaskGetTickCount();
    unsigned inside = ticks_while_busy();
    TickType_t counted = xTaskGetTickCount() - from;
    taskEXIT_CRITICAL();
    bool after = ticks_come();
    EXPECT(before);
    EXPECT_EQUAL(inside, 0);
    EXPECT_EQUAL(counted, 0);
    EXPECT(after);
}

void kernel_critical_sections_nest(void)
{
    kernel_count_ticks();
    taskENTER_CRITICAL();
    taskENTER_CRITICAL();
    taskENTER_CRITICAL();
    unsigned three = ticks_while_busy();
    taskEXIT_CRITICAL();
    unsigned two = ticks_while_busy();
    taskEXIT_CRITICAL();
    unsigned one = ticks_while_busy();
    taskEXIT_CRITICAL();
    bool none = ticks_come();
    EXPECT_EQUAL(three, 0);
    EXPECT_EQUAL(two, 0);
    EXPECT_EQUAL(one, 0);
    EXPECT(none);
}

/* The macros for handlers, in a task: they keep no count, so each must put back what it found. */
void kernel_mask_is_put_back(void)
{
    kernel_count_ticks();
    UBaseType_t outer = taskENTER_CRITICAL_FROM_ISR();
    unsigned first = ticks_while_busy();
    UBaseType_t inner = taskENTER_CRITICAL_FROM_ISR();
    taskEXIT_CRITICAL_FROM_ISR(inner);
    unsigned second = ticks_while_busy();
    taskEXIT_CRITICAL_FROM_ISR(outer);
    bool third = ticks_come();
    taskDISABLE_INTERRUPTS();
    unsigned fourth = ticks_while_busy();
    taskENABLE_INTERRUPTS();
    bool fifth = ticks_come();
    EXPECT_EQUAL(first, 0);
    EXPECT_EQUAL(second, 0);
    EXPECT(third);
    EXPECT_EQUAL(fourth, 0);
    EXPECT(fifth);
}

static void mask_in_tick(void)
{
    UBaseType_t outer = taskENTER_CRITICAL_FROM_ISR();
    UBaseType_t inner = taskENTER_CRITICAL_FROM_ISR();

    kernel_ticks = kernel_ticks + 1;
    taskEXIT_CRITICAL_FROM_ISR(inner);
    taskEXIT_CRITICAL_FROM_ISR(outer);
}

void kernel_mask_in_interrupt_is_put_back(void)
{
    kernel_ticks = 0;
    qualification_on_tick = mask_in_tick;
    bool free_running = ticks_come();
    taskENTER_CRITICAL();
    unsigned masked = ticks_while_busy();
    taskEXIT_CRITICAL();
    EXPECT(free_running);
    EXPECT_EQUAL(masked, 0);
}

static volatile bool ticks_came_in_task;

static void look_for_ticks(void *unused)
{
    (void)unused;
    ticks_came_in_task = ticks_come();
    kernel_park();
}

/* Both ways into a new task: when a mask is lifted, and when another task waits. */
void kernel_task_begins_unmasked(void)
{
    kernel_count_ticks();
    ticks_came_in_task = false;
    if (kernel_spawn(look_for_ticks, P_HIGH, NULL) == NULL) {
        return;
    }
    EXPECT(ticks_came_in_task);
    ticks_came_in_task = false;
    TaskHandle_t later = kernel_spawn(look_for_ticks, P_LOW, NULL);
    REQUIRE(later != NULL);
    taskENTER_CRITICAL();
    vTaskPrioritySet(later, P_HIGH);
    taskEXIT_CRITICAL();
    EXPECT(ticks_came_in_task);
}
