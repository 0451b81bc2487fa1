/* SPDX-License-Identifier: MIT */
/* Masks, priorities and nesting of interrupts, and where a pended switch happens. */
#include <errno.h>
#include <string.h>

#include "port_test.h"

#define ZERO_LATENCY 0x10u /* more urgent than the kernel's mask */
#define URGENT       0x40u
#define ROUTINE      0xC0u

static char trail[32];
static TaskHandle_t high_task;

static void mark(char what)
{
    size_t length = strlen(trail);
    trail[length] = what;
    trail[length + 1u] = '\0';
}

static void forget(void)
{
    memset(trail, 0, sizeof trail);
}

static void say(void *arg)
{
    mark(*(const char *)arg);
}

static void attach(unsigned offset, unsigned priority, void (*handler)(void *), void *arg)
{
    sim_irq_attach(SIM_IRQ_TEST + offset, priority, handler, arg);
}

static void raise_line(unsigned offset)
{
    sim_irq_raise(SIM_IRQ_TEST + offset);
}

static void handler_runs_at_once_when_nothing_masks(void)
{
    forget();
    attach(0, ROUTINE, say, "a");
    raise_line(0);
    mark('.');
    CHECK(strcmp(trail, "a.") == 0);
    CHECK(!xPortIsInsideInterrupt());
}

static void critical_section_holds_back_what_may_call_the_kernel(void)
{
    forget();
    attach(0, ROUTINE, say, "a");
    attach(1, ZERO_LATENCY, say, "z");
    taskENTER_CRITICAL();
    taskENTER_CRITICAL();
    raise_line(0);
    raise_line(1);
    mark('.');
    taskEXIT_CRITICAL();
    mark(',');
    taskEXIT_CRITICAL();
    CHECK(strcmp(trail, "z.,a") == 0);
}

static void nest(void *arg)
{
    (void)arg;
    mark('(');
    raise_line(1); /* more urgent: at once */
    raise_line(2); /* not more urgent: later */
    CHECK(xPortIsInsideInterrupt());
    mark(')');
}

static void handlers_nest_by_priority(void)
{
    forget();
    attach(0, ROUTINE, nest, NULL);
    attach(1, URGENT, say, "u");
    attach(2, ROUTINE, say, "r");
    raise_line(0);
    CHECK(strcmp(trail, "(u)r") == 0);
}

static void most_urgent_pending_line_comes_first(void)
{
    forget();
    attach(0, ROUTINE, say, "r");
    attach(1, URGENT, say, "u");
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    raise_line(0);
    raise_line(1);
    taskEXIT_CRITICAL_FROM_ISR(mask);
    CHECK(strcmp(trail, "ur") == 0);
}

static void wake_high(void *arg)
{
    BaseType_t woken = pdFALSE;
    (void)arg;
    mark('i');
    vTaskNotifyGiveFromISR(high_task, &woken);
    CHECK(woken == pdTRUE);
    portYIELD_FROM_ISR(woken);
    mark('j'); /* the switch waits for the handler's end */
}

static void high(void *arg)
{
    (void)arg;
    for (;;) {
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        mark('H');
    }
}

static void pended_switch_happens_when_the_last_handler_ends(void)
{
    forget();
    attach(0, ROUTINE, wake_high, NULL);
    raise_line(0);
    mark('.');
    CHECK(strcmp(trail, "ijH.") == 0);
}

static void pended_switch_waits_for_the_end_of_a_mask(void)
{
    forget();
    attach(0, ROUTINE, wake_high, NULL);
    taskDISABLE_INTERRUPTS();
    raise_line(0);
    mark('.');
    taskENABLE_INTERRUPTS();
    mark(',');
    CHECK(strcmp(trail, ".ijH,") == 0);
}

static void pended_switch_survives_a_handler_above_the_mask(void)
{
    forget();
    attach(0, ZERO_LATENCY, say, "z");
    UBaseType_t mask = taskENTER_CRITICAL_FROM_ISR();
    (void)xTaskNotifyGive(high_task); /* cannot switch here */
    mark('.');
    raise_line(0);
    taskEXIT_CRITICAL_FROM_ISR(mask);
    mark(',');
    CHECK(strcmp(trail, ".zH,") == 0);
}

static void set_errno(void *arg)
{
    (void)arg;
    errno = 99;
    mark('y');
}

static void errno_of_a_task_survives_a_handler(void)
{
    forget();
    attach(0, ROUTINE, set_errno, NULL);
    errno = 7;
    raise_line(0);
    CHECK(errno == 7);
    vTaskDelay(2);
    CHECK(errno == 7);
}

static void events_happen_in_order_of_time(struct sim_event *event)
{
    mark(*(const char *)event->arg);
}

static void events_and_time_agree(void)
{
    static struct sim_event late = {.happen = events_happen_in_order_of_time, .arg = "2"};
    static struct sim_event soon = {.happen = events_happen_in_order_of_time, .arg = "1"};
    static struct sim_event never = {.happen = events_happen_in_order_of_time, .arg = "3"};
    uint64_t now = sim_now_ns();

    forget();
    sim_event_at(&late, now + 5500000u);
    sim_event_at(&soon, now + 2500000u);
    sim_event_at(&never, now + 3500000u);
    sim_event_cancel(&never);
    vTaskDelay(4);
    CHECK(strcmp(trail, "1") == 0);
    vTaskDelay(4);
    CHECK(strcmp(trail, "12") == 0);
    CHECK(sim_now_ns() - now >= 7000000u && sim_now_ns() - now <= 9000000u);
}

static void control(void *arg)
{
    (void)arg;
    RUN(handler_runs_at_once_when_nothing_masks);
    RUN(critical_section_holds_back_what_may_call_the_kernel);
    RUN(handlers_nest_by_priority);
    RUN(most_urgent_pending_line_comes_first);
    RUN(pended_switch_happens_when_the_last_handler_ends);
    RUN(pended_switch_waits_for_the_end_of_a_mask);
    RUN(pended_switch_survives_a_handler_above_the_mask);
    RUN(errno_of_a_task_survives_a_handler);
    RUN(events_and_time_agree);
    board_exit(failures == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    high_task = spawn("high", high, 3, NULL);
    spawn("control", control, 1, NULL);
    vTaskStartScheduler();
}
