/* SPDX-License-Identifier: MIT */
/* Four tasks meet again and again; bits set by interrupts wake exactly the task that waits for
 * them. */
#include "soak.h"

#define ALL 0xFU

static volatile unsigned long rounds;
static EventGroupHandle_t meeting, bits;
static volatile unsigned long passed[4];

static void meet(void *arg)
{
    uintptr_t which = (uintptr_t)arg;
    for (;;) {
        EventBits_t got = xEventGroupSync(meeting, (EventBits_t)1U << which, ALL, portMAX_DELAY);
        SOAK_CHECK_THAT((got & ALL) == ALL);
        passed[which] = passed[which] + 1;
        for (unsigned i = 0; i < 4; i++) { /* nobody is a whole round ahead */
            long ahead = (long)(passed[which] - passed[i]);
            SOAK_CHECK_THAT(ahead >= -1 && ahead <= 1);
        }
        if (which == 3) {
            rounds = rounds + 1;
        }
        vTaskDelay((TickType_t)(1 + which));
    }
}

static void wait_for_interrupt(void *arg)
{
    (void)arg;
    for (;;) {
        EventBits_t got = xEventGroupWaitBits(bits, 0x30, pdTRUE, pdTRUE, portMAX_DELAY);
        SOAK_CHECK_THAT((got & 0x30) == 0x30);
        SOAK_CHECK_THAT((xEventGroupGetBits(bits) & 0x0F) == 0x05); /* others stay */
    }
}

static void wait_in_vain(void *arg)
{
    (void)arg;
    for (;;) {
        TickType_t begin = xTaskGetTickCount();
        EventBits_t got = xEventGroupWaitBits(bits, 0x40, pdTRUE, pdFALSE, 17);
        SOAK_CHECK_THAT((got & 0x40) == 0);
        SOAK_CHECK_THAT((TickType_t)(xTaskGetTickCount() - begin) >= 17);
    }
}

static void in_tick(void)
{
    static unsigned tick;
    BaseType_t woken = pdFALSE;
    tick++;
    if (tick % 50U == 0) {
        (void)xEventGroupSetBitsFromISR(bits, 0x10, &woken);
    } else if (tick % 50U == 25U) {
        (void)xEventGroupSetBitsFromISR(bits, 0x20, &woken);
    }
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    meeting = xEventGroupCreate();
    bits = xEventGroupCreate();
    (void)xEventGroupSetBits(bits, 0x05);
    static const UBaseType_t priorities[] = {SOAK_LOW, SOAK_HIGH, SOAK_LOW, SOAK_MIDDLE};
    for (uintptr_t i = 0; i < 4; i++) {
        (void)soak_task(meet, "meet", (void *)i, priorities[i]);
    }
    (void)soak_task(wait_for_interrupt, "bits", NULL, SOAK_HIGH);
    (void)soak_task(wait_in_vain, "vain", NULL, SOAK_LOW);
}

const struct soak_group event_group_group = {"event group", start, in_tick, NULL, &rounds};
