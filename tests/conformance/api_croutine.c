/* SPDX-License-Identifier: MIT */
/* Co-routines: delays, turns, queues, interrupts. The control task runs them, so that a test
 * decides when they are looked at; each waits for commands, which interrupt handlers send. */
#include "conformance.h"
#include "croutine.h"
#include "irq.h"

#define WORKERS 4U
#define URGENT  2U /* workers 2 and 3 */

enum what { DELAY, SEND, RECEIVE };

struct command {
    enum what what;
    TickType_t ticks;
};

static QueueHandle_t commands[WORKERS], queue;
static BaseType_t outcome[WORKERS]; /* of the last SEND or RECEIVE */
static uint32_t received[WORKERS];
static BaseType_t created[WORKERS];

static void worker(CoRoutineHandle_t handle, UBaseType_t index)
{
    static struct command command[WORKERS];
    static BaseType_t result[WORKERS];
    uint32_t item = 100U + (uint32_t)index;

    crSTART(handle);
    for (;;) {
        crQUEUE_RECEIVE(handle, commands[index], &command[index], portMAX_DELAY, &result[index]);
        if (result[index] != pdPASS) {
            continue;
        }
        if (command[index].what == DELAY) {
            crDELAY(handle, command[index].ticks);
        } else if (command[index].what == SEND) {
            crQUEUE_SEND(handle, queue, &item, command[index].ticks, &outcome[index]);
        } else {
            crQUEUE_RECEIVE(handle, queue, &received[index], command[index].ticks, &outcome[index]);
        }
        event((char)('a' + (int)index));
    }
    crEND();
}

/* Before the heap is compared: there is no way to delete a co-routine. */
void conformance_before_scheduler(void)
{
    for (UBaseType_t i = 0; i < WORKERS; i++) {
        commands[i] = xQueueCreate(2, sizeof(struct command));
        created[i] = xCoRoutineCreate(worker, i < URGENT ? 0 : 1000, i);
    }
}

/* As far as they get without time passing. */
static void run_routines(void)
{
    for (unsigned i = 0; i < 30; i++) {
        vCoRoutineSchedule();
    }
}

static struct {
    size_t worker;
    struct command command;
    uint32_t item;
    BaseType_t woken, result;
} isr;

static void command_from_isr(void)
{
    (void)crQUEUE_SEND_FROM_ISR(commands[isr.worker], &isr.command, pdFALSE);
}

static void order(size_t index, enum what what, TickType_t ticks)
{
    isr.worker = index;
    isr.command = (struct command){what, ticks};
    irq_call(command_from_isr);
}

static void send_from_isr(void)
{
    isr.woken = crQUEUE_SEND_FROM_ISR(queue, &isr.item, pdFALSE);
}

static void receive_from_isr(void)
{
    isr.woken = pdFALSE;
    isr.result = crQUEUE_RECEIVE_FROM_ISR(queue, &isr.item, &isr.woken);
}

static void begin(UBaseType_t length)
{
    queue = xQueueCreate(length, sizeof(uint32_t));
    run_routines();
    events_clear();
}

static void end(void)
{
    run_routines();
    CHECK_EVENTS("");
    vQueueDelete(queue);
}

static void creation_takes_any_priority(void)
{
    for (size_t i = 0; i < WORKERS; i++) {
        CHECK_EQ(created[i], pdPASS);
    }
}

/* The tick count wraps meanwhile: config/. */
static void delay_ends_at_its_tick_and_across_the_wrap(void)
{
    begin(1);
    CHECK(xTaskGetTickCount() > 1000);
    while (xTaskGetTickCount() > 1000 || xTaskGetTickCount() < 20) {
        TickType_t start = fresh_tick();
        order(0, DELAY, 7);
        order(1, DELAY, 5);
        order(2, DELAY, 5);
        run_routines();
        burn_ticks(4);
        run_routines();
        CHECK_EVENTS("");
        burn_ticks(1);
        run_routines();
        CHECK_EQ(xTaskGetTickCount() - start, 5);
        CHECK_EVENTS("cb");
        burn_ticks(2);
        run_routines();
        CHECK_EVENTS("a");
    }
    end();
}

static void urgent_come_first_and_equals_take_turns(void)
{
    begin(1);
    for (size_t i = 0; i < WORKERS; i++) {
        order(i, DELAY, 0);
        order(i, DELAY, 0);
    }
    run_routines();
    CHECK_EVENTS("cdcdabab");
    end();
}

static void sender_gives_way_to_a_receiver_at_least_as_urgent(void)
{
    begin(1);
    order(0, RECEIVE, 10);
    run_routines();
    order(2, SEND, 0);
    run_routines();
    CHECK_EVENTS("ca");
    order(2, RECEIVE, 10);
    run_routines();
    order(0, SEND, 0);
    run_routines();
    CHECK_EVENTS("ca");
    order(1, RECEIVE, 10);
    run_routines();
    order(0, SEND, 0);
    run_routines();
    CHECK_EVENTS("ba");
    CHECK_EQ(received[0], 102);
    CHECK_EQ(received[2], 100);
    CHECK_EQ(received[1], 100);
    end();
}

static void most_urgent_in_the_line_is_served_first(void)
{
    begin(1);
    static const size_t arrivals[] = {0, 3, 1};
    for (size_t i = 0; i < 3; i++) {
        order(arrivals[i], RECEIVE, 10);
        run_routines();
    }
    isr.item = 7;
    irq_call(send_from_isr);
    run_routines();
    CHECK_EVENTS("d");
    irq_call(send_from_isr);
    run_routines();
    irq_call(send_from_isr);
    run_routines();
    CHECK_EVENTS("ab");
    CHECK_EQ(received[3], 7);
    end();
}

static void waiting_ends_at_the_nth_tick(void)
{
    begin(1);
    (void)fresh_tick();
    order(0, RECEIVE, 2);
    run_routines();
    burn_ticks(1);
    run_routines();
    CHECK_EVENTS("");
    burn_ticks(1);
    run_routines();
    CHECK_EVENTS("a");
    CHECK_EQ(outcome[0], pdFAIL);
    order(0, RECEIVE, 0);
    order(1, SEND, 0);
    run_routines();
    CHECK_EQ(outcome[0], pdFAIL);
    CHECK_EQ(outcome[1], pdPASS);
    order(0, SEND, 0);
    run_routines();
    CHECK_EQ(outcome[0], errQUEUE_FULL);
    order(0, SEND, 2);
    run_routines();
    CHECK_EVENTS("aba");
    burn_ticks(2);
    run_routines();
    CHECK_EQ(outcome[0], errQUEUE_FULL);
    CHECK_EVENTS("a");
    end();
}

static void room_wakes_a_sender(void)
{
    begin(1);
    order(0, SEND, 0);
    run_routines();
    order(1, SEND, 10);
    run_routines();
    CHECK_EVENTS("a");
    order(2, RECEIVE, 0);
    run_routines();
    CHECK_EVENTS("cb");
    CHECK_EQ(received[2], 100);
    CHECK_EQ(outcome[1], pdPASS);
    order(3, SEND, 10);
    run_routines();
    irq_call(receive_from_isr);
    CHECK_EQ(isr.result, pdPASS);
    CHECK_EQ(isr.item, 101);
    CHECK_EQ(isr.woken, pdTRUE);
    run_routines();
    CHECK_EVENTS("d");
    irq_call(receive_from_isr);
    CHECK_EQ(isr.item, 103);
    CHECK_EQ(isr.woken, pdFALSE);
    irq_call(receive_from_isr);
    CHECK_EQ(isr.result, pdFAIL);
    end();
}

/* Woken by an interrupt and due at the same look: it runs once and has its item. */
static void item_and_time_out_together_ready_once(void)
{
    begin(2);
    order(2, RECEIVE, 3);
    order(3, RECEIVE, 3);
    run_routines();
    isr.item = 9;
    irq_call(send_from_isr);
    CHECK_EQ(isr.woken, pdTRUE);
    burn_ticks(4);
    run_routines();
    CHECK_EVENTS("cd");
    CHECK_EQ(outcome[2], pdPASS);
    CHECK_EQ(outcome[3], pdFAIL);
    irq_call(send_from_isr); /* nobody is left in the line */
    CHECK_EQ(isr.woken, pdFALSE);
    irq_call(receive_from_isr);
    end();
}

CONFORMANCE_MAIN("co-routines", TEST(creation_takes_any_priority),
                 TEST(delay_ends_at_its_tick_and_across_the_wrap),
                 TEST(urgent_come_first_and_equals_take_turns),
                 TEST(sender_gives_way_to_a_receiver_at_least_as_urgent),
                 TEST(most_urgent_in_the_line_is_served_first), TEST(waiting_ends_at_the_nth_tick),
                 TEST(room_wakes_a_sender), TEST(item_and_time_out_together_ready_once))
