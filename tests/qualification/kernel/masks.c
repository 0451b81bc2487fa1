/* SPDX-License-Identifier: MIT */
/* What is masked, and until when: judged by the interrupts of the tick that come, or do not, while
 * the processor is busy for some periods by the clock. */
#include "kernel_cases.h"

#define PERIODS 4u

/* Interrupts of the tick in `PERIODS` periods. */
static unsigned ticks_while_busy(void)
{
    unsigned from = kernel_ticks;

    (void)kernel_burn_us(TICK_US * PERIODS);
    return kernel_ticks - from;
}

void kernel_critical_section_masks_the_tick(void)
{
    kernel_count_ticks();
    unsigned before = ticks_while_busy();
    taskENTER_CRITICAL();
    TickType_t from = xTaskGetTickCount();
    unsigned inside = ticks_while_busy();
    TickType_t counted = xTaskGetTickCount() - from;
    taskEXIT_CRITICAL();
    unsigned after = ticks_while_busy();
    EXPECT(before >= PERIODS - 1u);
    EXPECT_EQUAL(inside, 0);
    EXPECT_EQUAL(counted, 0);
    EXPECT(after >= PERIODS - 1u);
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
    unsigned none = ticks_while_busy();
    EXPECT_EQUAL(three, 0);
    EXPECT_EQUAL(two, 0);
    EXPECT_EQUAL(one, 0);
    EXPECT(none >= PERIODS - 1u);
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
    unsigned third = ticks_while_busy();
    taskDISABLE_INTERRUPTS();
    unsigned fourth = ticks_while_busy();
    taskENABLE_INTERRUPTS();
    unsigned fifth = ticks_while_busy();
    EXPECT_EQUAL(first, 0);
    EXPECT_EQUAL(second, 0);
    EXPECT(third >= PERIODS - 1u);
    EXPECT_EQUAL(fourth, 0);
    EXPECT(fifth >= PERIODS - 1u);
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
    unsigned free_running = ticks_while_busy();
    taskENTER_CRITICAL();
    unsigned masked = ticks_while_busy();
    taskEXIT_CRITICAL();
    EXPECT(free_running >= PERIODS - 1u);
    EXPECT_EQUAL(masked, 0);
}

static volatile unsigned seen_by_new_task;

static void look_for_ticks(void *unused)
{
    (void)unused;
    seen_by_new_task = ticks_while_busy();
    kernel_park();
}

/* Both ways into a new task: when a mask is lifted, and when another task waits. */
void kernel_task_begins_unmasked(void)
{
    kernel_count_ticks();
    seen_by_new_task = 0;
    if (kernel_spawn(look_for_ticks, P_HIGH, NULL) == NULL) {
        return;
    }
    EXPECT(seen_by_new_task >= PERIODS - 1u);
    seen_by_new_task = 0;
    TaskHandle_t later = kernel_spawn(look_for_ticks, P_LOW, NULL);
    REQUIRE(later != NULL);
    taskENTER_CRITICAL();
    vTaskPrioritySet(later, P_HIGH);
    taskEXIT_CRITICAL();
    EXPECT(seen_by_new_task >= PERIODS - 1u);
}
