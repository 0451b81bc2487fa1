/* SPDX-License-Identifier: MIT */
/* Calls everything in croutine.h, so that its trace macros fire. */
#include "conformance.h"
#include "irq.h"

#include "croutine.h"

static QueueHandle_t queue;
static uint32_t item;
static unsigned rounds;

static void receives(CoRoutineHandle_t handle, UBaseType_t index)
{
    static BaseType_t result;

    (void)index;
    crSTART(handle);
    for (;;) {
        crDELAY(handle, 1);
        crQUEUE_RECEIVE(handle, queue, &item, 3, &result);
        rounds++;
    }
    crEND();
}

static void sends(CoRoutineHandle_t handle, UBaseType_t index)
{
    static BaseType_t result;

    (void)index;
    crSTART(handle);
    for (;;) {
        crDELAY(handle, 2);
        crQUEUE_SEND(handle, queue, &item, 3, &result);
    }
    crEND();
}

/* Co-routines cannot be deleted: what they take is taken before anybody counts. */
void conformance_before_scheduler(void)
{
    queue = xQueueCreate(1, sizeof item);
    CHECK_EQ(xCoRoutineCreate(receives, 1, 0), pdPASS);
    CHECK_EQ(xCoRoutineCreate(sends, 0, 0), pdPASS);
}

static void co_routines_take_turns(void)
{
    TickType_t begin = fresh_tick();
    while ((TickType_t)(xTaskGetTickCount() - begin) < 30) {
        vCoRoutineSchedule();
    }
    CHECK(rounds > 5);
}

static void pass_items(void)
{
    BaseType_t woken = pdFALSE;
    (void)crQUEUE_SEND_FROM_ISR(queue, &item, woken);
    (void)crQUEUE_RECEIVE_FROM_ISR(queue, &item, &woken);
}

static void handlers_pass_items_to_co_routines(void)
{
    irq_call(pass_items);
}

CONFORMANCE_MAIN("trace", TEST(co_routines_take_turns), TEST(handlers_pass_items_to_co_routines))
