/* SPDX-License-Identifier: MIT */
/* What the width of TickType_t decides: the largest delay, the bits of an event group, conversions.
 * Fails on a kernel that keeps ticks or bits in something narrower or wider than the type. */
#include "conformance.h"
#include "irq.h"

#define WIDTH    (8U * sizeof(TickType_t))
#define BITS     ((EventBits_t)(portMAX_DELAY >> 8)) /* all but the reserved byte */
#define TOP_BIT  ((EventBits_t)(BITS ^ (BITS >> 1)))
#define LONG_AGO ((TickType_t)(portMAX_DELAY / 2U))

static EventGroupHandle_t group;
static EventBits_t seen;

static void types_are_as_wide_as_configured(void)
{
    CHECK_EQ(WIDTH, configUSE_16_BIT_TICKS ? 16 : 64);
    CHECK_EQ(sizeof(EventBits_t), sizeof(TickType_t));
    CHECK_EQ((TickType_t)(portMAX_DELAY + 1U), 0);
    CHECK_EQ(pdMS_TO_TICKS(1000), configTICK_RATE_HZ);
}

static void wait_for_top_bit(void *arg)
{
    (void)arg;
    seen = xEventGroupWaitBits(group, TOP_BIT, pdFALSE, pdTRUE, portMAX_DELAY);
    event('t');
    park();
}

static void every_bit_of_an_event_group_can_be_waited_for(void)
{
    group = xEventGroupCreate();
    for (EventBits_t bit = TOP_BIT; bit != 0; bit >>= 1) {
        CHECK_EQ(xEventGroupSetBits(group, bit), bit);
        CHECK_EQ(xEventGroupWaitBits(group, bit, pdTRUE, pdTRUE, 0), bit);
    }
    CHECK_EQ(xEventGroupSetBits(group, BITS), BITS);
    vEventGroupDelete(group);
}

static void set_top_bit(void)
{
    BaseType_t woken = pdFALSE;
    CHECK_EQ(xEventGroupSetBitsFromISR(group, (EventBits_t)(TOP_BIT | 1U), &woken), pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void clear_top_bit(void)
{
    CHECK_EQ(xEventGroupClearBitsFromISR(group, TOP_BIT), pdPASS);
}

static void every_bit_can_be_set_and_cleared_by_a_handler(void)
{
    group = xEventGroupCreate();
    spawn(wait_for_top_bit, P_HIGH, NULL);
    irq_call(set_top_bit);
    settle();
    CHECK_EVENTS("t");
    CHECK_EQ(seen, (EventBits_t)(TOP_BIT | 1U));
    irq_call(clear_top_bit);
    settle();
    CHECK_EQ(xEventGroupGetBits(group), 1);
    vEventGroupDelete(group);
}

static void sleep_long(void *arg)
{
    vTaskDelay(*(const TickType_t *)arg);
    event('!');
    park();
}

/* The longest delay that ends is one tick short of endless; a short one is not behind it. */
static void the_longest_delays_do_not_end_early(void)
{
    static const TickType_t lengths[] = {portMAX_DELAY - 1U, LONG_AGO, LONG_AGO + 1U};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        (void)spawn(sleep_long, P_HIGH, (void *)(uintptr_t)&lengths[i]);
    }
    TickType_t start = fresh_tick();
    vTaskDelay(300);
    CHECK_EQ((TickType_t)(xTaskGetTickCount() - start), 300);
    CHECK_EVENTS("");
}

CONFORMANCE_MAIN("ticks", TEST(types_are_as_wide_as_configured),
                 TEST(every_bit_of_an_event_group_can_be_waited_for),
                 TEST(every_bit_can_be_set_and_cleared_by_a_handler),
                 TEST(the_longest_delays_do_not_end_early))
