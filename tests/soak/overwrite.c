/* SPDX-License-Identifier: MIT */
/* A mailbox that a task and an interrupt overwrite: what is in it is always the newest of somebody.
 */
#include "soak.h"

static volatile unsigned long rounds;
static QueueHandle_t mailbox, irq_mailbox;
static volatile uint32_t irq_value;

static void overwrite(void *arg)
{
    (void)arg;
    for (uint32_t value = 0;; value++) {
        uint32_t got = 0;
        SOAK_CHECK_THAT(xQueueOverwrite(mailbox, &value) == pdPASS);
        SOAK_CHECK_THAT(uxQueueMessagesWaiting(mailbox) == 1);
        SOAK_CHECK_THAT(xQueuePeek(mailbox, &got, 0) == pdPASS && got == value);
        if (value % 3U == 0) {
            SOAK_CHECK_THAT(xQueueReceive(mailbox, &got, 0) == pdPASS && got == value);
            SOAK_CHECK_THAT(xQueueReceive(mailbox, &got, 0) == errQUEUE_EMPTY);
        }
        rounds = rounds + 1;
        vTaskDelay(1);
    }
}

static void read_interrupt(void *arg)
{
    uint32_t last = 0;
    (void)arg;
    for (;;) {
        uint32_t got = 0;
        SOAK_CHECK_THAT(xQueueReceive(irq_mailbox, &got, portMAX_DELAY) == pdPASS);
        SOAK_CHECK_THAT(got > last && got <= irq_value);
        last = got;
        vTaskDelay(9); /* the interrupt is faster */
    }
}

static void in_irq(void)
{
    BaseType_t woken = pdFALSE;
    irq_value = irq_value + 1;
    uint32_t value = irq_value;
    SOAK_CHECK_THAT(xQueueOverwriteFromISR(irq_mailbox, &value, &woken) == pdPASS);
    portYIELD_FROM_ISR(woken);
}

static void start(void)
{
    mailbox = xQueueCreate(1, sizeof(uint32_t));
    irq_mailbox = xQueueCreate(1, sizeof(uint32_t));
    (void)soak_task(overwrite, "overwrite", NULL, SOAK_LOW);
    (void)soak_task(read_interrupt, "read", NULL, SOAK_MIDDLE);
}

const struct soak_group overwrite_group = {"overwrite", start, NULL, in_irq, &rounds};
