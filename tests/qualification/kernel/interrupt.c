/* SPDX-License-Identifier: MIT */
/* Interrupts other than the tick, as far as the board has some that software can pend: irq.h and
 * machine.h of the conformance and target tests. Without them the tick's interrupt does the work.
 */
#include "kernel_cases.h"

#include "queue.h"

#include "irq.h"
#include "machine.h"

#define TIMES        50u
#define QUEUE_LENGTH 4u
#define SENDS        100u
#define NESTS        20u
#define ENOUGH_US    (4u * TICK_US)

static TaskHandle_t waiter;
static volatile unsigned handled, wakes;

static void count_wakes(void *unused)
{
    (void)unused;
    for (;;) {
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        wakes = wakes + 1u;
    }
}

static void wake(void)
{
    BaseType_t woken = pdFALSE;

    handled = handled + 1u;
    vTaskNotifyGiveFromISR(waiter, &woken);
    portYIELD_FROM_ISR(woken);
}

static bool begin_waiter(void)
{
    handled = wakes = 0;
    waiter = kernel_spawn(count_wakes, P_HIGH, NULL);
    return waiter != NULL;
}

/* Until the handler has run `times`. */
static void await_handler(unsigned times)
{
    for (unsigned n = 0; n < 8u && handled < times; n++) {
        (void)kernel_burn_us(ENOUGH_US / 8u);
    }
}

void kernel_interrupt_wakes_at_once(void)
{
    REQUIRE(begin_waiter());
    for (unsigned n = 1; n <= TIMES; n++) {
        irq_call(wake);
        await_handler(n);
        if (!EXPECT_EQUAL(handled, n) || !EXPECT_EQUAL(wakes, n)) {
            return;
        }
    }
}

/* The task that is woken in a masked section goes on when that ends, and not before. */
void kernel_interrupt_waits_for_the_mask(void)
{
    REQUIRE(begin_waiter());
    for (unsigned n = 1; n <= TIMES; n++) {
        taskENTER_CRITICAL();
        irq_call(wake);
        unsigned inside = handled + wakes;
        taskEXIT_CRITICAL();
        await_handler(n);
        if (!EXPECT_EQUAL(inside, 2u * (n - 1u)) || !EXPECT_EQUAL(handled, n) ||
            !EXPECT_EQUAL(wakes, n)) {
            return;
        }
    }
}

static QueueHandle_t queue;
static volatile uint32_t sent, refused, received, out_of_order;

/* More than fit. */
static void send_numbers(void)
{
    BaseType_t woken = pdFALSE;

    for (unsigned n = 0; n < QUEUE_LENGTH + 2u && sent < SENDS; n++) {
        uint32_t item = sent;
        if (xQueueSendFromISR(queue, &item, &woken) == pdPASS) {
            sent = sent + 1u;
        } else {
            refused = refused + 1u;
        }
    }
    portYIELD_FROM_ISR(woken);
}

static void receive_numbers(void *unused)
{
    uint32_t item;

    (void)unused;
    for (;;) {
        if (xQueueReceive(queue, &item, portMAX_DELAY) == pdPASS) {
            out_of_order = out_of_order + (item != received);
            received = received + 1u;
        }
    }
}

void kernel_interrupt_loses_nothing(void)
{
    sent = refused = received = out_of_order = 0;
    queue = xQueueCreate(QUEUE_LENGTH, sizeof(uint32_t));
    REQUIRE(queue != NULL);
    if (kernel_spawn(receive_numbers, P_LOW, NULL) != NULL) {
        qualification_on_tick = send_numbers;
        for (unsigned n = 0; n < 3u * SENDS && received < SENDS; n++) {
            vTaskDelay(1);
        }
        qualification_on_tick = NULL;
        EXPECT_EQUAL(sent, SENDS);
        EXPECT(refused > 0);
        EXPECT_EQUAL(received, SENDS);
        EXPECT_EQUAL(out_of_order, 0);
    }
    vQueueDelete(queue);
}

static volatile unsigned inner_runs, outer_runs, nested, switched_inside;

static void inner(void)
{
    inner_runs = inner_runs + 1u;
    wake();
}

static void outer(void)
{
    unsigned inner_before = inner_runs, wakes_before = wakes;

    machine_pend(1);
    outer_runs = outer_runs + 1u;
    nested = nested + (inner_runs - inner_before);
    switched_inside = switched_inside + (wakes - wakes_before);
}

void kernel_interrupts_nest(void)
{
    if (machine_lines() < 2u) {
        qualification_ignore("neither the board has a machine.c nor tests/target a "
                             "machine_<chip>.c with interrupts that nest");
        return;
    }
    inner_runs = outer_runs = nested = switched_inside = 0;
    REQUIRE(begin_waiter());
    machine_line(1, inner);
    machine_line(2, outer);
    for (unsigned n = 0; n < NESTS; n++) {
        machine_pend(2);
        (void)kernel_burn_us(10);
    }
    EXPECT_EQUAL(outer_runs, NESTS);
    EXPECT_EQUAL(nested, NESTS);
    EXPECT_EQUAL(switched_inside, 0);
    EXPECT_EQUAL(wakes, NESTS);
}

static volatile unsigned urgent_runs, masked_runs;

static void count_urgent(void)
{
    urgent_runs = urgent_runs + 1u;
}

static void count_masked(void)
{
    masked_runs = masked_runs + 1u;
}

void kernel_urgent_interrupt_is_not_masked(void)
{
    if (!machine_has_urgent_line()) {
        qualification_ignore("no interrupt above the kernel's, or none that machine.c of the "
                             "board, or tests/target/machine_<chip>.c, names");
        return;
    }
    urgent_runs = masked_runs = 0;
    machine_line(0, count_urgent);
    machine_line(1, count_masked);
    taskENTER_CRITICAL();
    machine_pend(1);
    machine_pend(0);
    (void)kernel_burn_us(10);
    unsigned urgent_inside = urgent_runs, masked_inside = masked_runs;
    taskEXIT_CRITICAL();
    (void)kernel_burn_us(10);
    EXPECT_EQUAL(urgent_inside, 1);
    EXPECT_EQUAL(masked_inside, 0);
    EXPECT_EQUAL(masked_runs, 1);
}

static volatile unsigned told_inside;

static void ask_inside(void)
{
    handled = handled + 1u;
    told_inside = told_inside + (xPortIsInsideInterrupt() == pdTRUE);
}

void kernel_inside_interrupt_is_told(void)
{
    handled = told_inside = 0;
    EXPECT_EQUAL(xPortIsInsideInterrupt(), pdFALSE);
    irq_call(ask_inside);
    await_handler(1);
    EXPECT_EQUAL(handled, 1);
    EXPECT_EQUAL(told_inside, 1);
    taskENTER_CRITICAL();
    BaseType_t in_critical = xPortIsInsideInterrupt();
    taskEXIT_CRITICAL();
    EXPECT_EQUAL(in_critical, pdFALSE);
}
