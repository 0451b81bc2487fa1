/* SPDX-License-Identifier: MIT */
/* The turn, and who wakes when a byte comes.
 *
 *   waker    set by                                    the interrupt then
 *   NOBODY   the start, the interrupt, a read's end    does nothing: somebody reads anyway
 *   HOLDER   a holder of the turn that waits           gives `bytes`
 *   TASK     a holder that gives the turn back         wakes the driver's task, which takes the
 * turn
 *
 * Whoever sets `waker` looks at the ring once more before it waits or leaves, so no byte is left
 * behind: one that came before is seen then, one that comes later interrupts. Who leaves while
 * bytes still come, wakes the driver's task. At a high speed the interrupt wakes a task once for
 * all that comes until the task has run.
 *
 * Events of the radio are told inside the turn, since two tasks could tell them in a wrong order
 * outside. Links have bits, which know no order: they are told outside, or before a holder waits.
 */
#include "esp_at_turn.h"

#include "clock.h"

enum { WAKE_NOBODY, WAKE_HOLDER, WAKE_TASK };

static void on_bytes(void *context)
{
    struct esp_at_modem *const modem = context;
    const uint8_t waker = modem->waker;
    BaseType_t woken = pdFALSE;

    if (waker == WAKE_NOBODY) {
        return;
    }
    modem->waker = WAKE_NOBODY;
    if (waker == WAKE_HOLDER) {
        xSemaphoreGiveFromISR(modem->bytes, &woken);
    } else {
        vTaskNotifyGiveFromISR(modem->task, &woken);
    }
    portYIELD_FROM_ISR(woken);
}

/* ---- what the core stands on ---- */

static void write_wire(void *context, const void *bytes, size_t length)
{
    const struct esp_at_modem *const modem = context;

    modem->uart->driver->write(modem->uart, bytes, length);
}

static void tell_links(struct esp_at_modem *modem)
{
    taskENTER_CRITICAL();
    const uint8_t links = modem->links;
    modem->links = 0;
    taskEXIT_CRITICAL();
    for (unsigned i = 0; i < AT_LINKS; i++) {
        if ((links & (1u << i)) != 0 && modem->link_event != NULL) {
            modem->link_event(modem->link_context, i);
        }
    }
}

static size_t read_wire(void *context, void *bytes, size_t capacity, uint32_t wait_ms)
{
    struct esp_at_modem *const modem = context;
    const TickType_t limit = pdMS_TO_TICKS(wait_ms) + (wait_ms > 0 ? 1u : 0u);
    size_t got = modem->uart->driver->read(modem->uart, bytes, capacity);

    if (got == 0 && limit > 0) {
        const TickType_t begun = xTaskGetTickCount();
        tell_links(modem);
        for (TickType_t gone = 0; got == 0 && gone < limit; gone = xTaskGetTickCount() - begun) {
            modem->waker = WAKE_HOLDER;
            got = modem->uart->driver->read(modem->uart, bytes, capacity);
            if (got == 0 && xSemaphoreTake(modem->bytes, limit - gone) == pdTRUE) {
                got = modem->uart->driver->read(modem->uart, bytes, capacity);
            }
        }
        modem->waker = WAKE_NOBODY;
    }
    modem->came = got > 0;
    return got;
}

static uint32_t now_ms(void *context)
{
    (void)context;
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

static bool set_baud(void *context, uint32_t baud, bool flow_control)
{
    struct esp_at_modem *const modem = context;
    const struct uart_driver *const driver = modem->uart->driver;

    return driver->start(modem->uart, baud, on_bytes, modem) &&
           (driver->set_flow_control == NULL ||
            driver->set_flow_control(modem->uart, flow_control) || !flow_control);
}

static uint32_t overruns(void *context)
{
    const struct esp_at_modem *const modem = context;

    return modem->uart->driver->overruns(modem->uart);
}

static void on_event(void *context, enum wifi_event event)
{
    struct esp_at_modem *const modem = context;

    if (modem->on) {
        modem->event(modem->context, event);
    }
}

static void on_link(void *context, unsigned link)
{
    struct esp_at_modem *const modem = context;

    taskENTER_CRITICAL();
    modem->links |= (uint8_t)(1u << link);
    taskEXIT_CRITICAL();
}

/* ---- the turn ---- */

void esp_at_take_turn(struct esp_at_modem *modem)
{
    (void)xSemaphoreTake(modem->turn, portMAX_DELAY);
}

void esp_at_give_turn(struct esp_at_modem *modem)
{
    modem->waker = WAKE_TASK;
    esp_at_poll(&modem->core, 0);
    if (modem->came || modem->waker != WAKE_TASK) {
        (void)xTaskNotifyGive(modem->task); /* there may be more */
    }
    (void)xSemaphoreGive(modem->turn);
    taskYIELD(); /* to who waits with this priority: a task that sends on and on is to leave gaps */
    tell_links(modem);
}

static void run(void *context)
{
    struct esp_at_modem *const modem = context;

    for (;;) {
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        esp_at_take_turn(modem);
        esp_at_give_turn(modem);
        vTaskDelay(
            1); /* a module that talks on and on, or has to be asked, leaves others their turn */
    }
}

void esp_at_prepare(const struct esp_at_wiring *wiring)
{
    struct esp_at_modem *const modem = wiring->modem;
    const struct uart_driver *const driver = wiring->uart->driver;

    if (modem->turn != NULL) {
        return;
    }
    modem->uart = wiring->uart;
    modem->port = (struct esp_at_port){
        .write = write_wire,
        .read = read_wire,
        .now_ms = now_ms,
        .set_baud = set_baud,
        .overruns = overruns,
        .context = modem,
        .baud = wiring->baud,
        .flow_control =
            driver->set_flow_control != NULL && driver->set_flow_control(wiring->uart, false),
        .hold = wiring->hold,
        .hold_bytes = wiring->hold_bytes,
    };
    esp_at_init(&modem->core, &modem->port, on_event, on_link, modem);
    modem->bytes = xSemaphoreCreateBinaryStatic(&modem->bytes_memory);
    modem->task = xTaskCreateStatic(run, "esp_at", ESP_AT_STACK_BYTES / sizeof(StackType_t), modem,
                                    ESP_AT_PRIORITY, modem->stack, &modem->task_memory);
    modem->turn = xSemaphoreCreateMutexStatic(&modem->turn_memory);
}
