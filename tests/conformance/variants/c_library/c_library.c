/* SPDX-License-Identifier: MIT */
/* The C library keeps a state for each task: errno, where strtok stands, what printf allocates. Run
 * with newlib and with picolibc; tasks of one priority are pre-empted by the tick throughout.
 * Fails on a kernel that does not switch the state, or that loses it with the task. */
#include "../../conformance.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define TASKS     6U
#define RUN_TICKS 60U

struct worker {
    unsigned number;
    unsigned rounds;
    unsigned wrong;
};

static struct worker workers[TASKS];
static volatile unsigned last_to_run;
static volatile unsigned changes; /* of the task that runs */

static void note_turn(unsigned number)
{
    if (last_to_run != number) {
        last_to_run = number;
        changes = changes + 1U;
    }
}

/* Long enough that a tick often falls into it. */
static void dawdle(void)
{
    for (volatile unsigned i = 0; i < 100; i++) {
    }
}

static void keeps_errno(void *arg)
{
    struct worker *self = arg;
    self->wrong += errno != 0; /* a new task's */
    for (;;) {
        errno = 100 + (int)self->number;
        dawdle();
        self->wrong += errno != 100 + (int)self->number;
        self->rounds++;
        note_turn(self->number);
    }
}

static void tokenises(void *arg)
{
    struct worker *self = arg;
    char name[2] = {(char)('a' + (int)self->number), '\0'};
    for (;;) {
        char text[] = "? ? ?";
        text[0] = text[2] = text[4] = name[0];
        unsigned tokens = 0;
        for (char *token = strtok(text, " "); token != NULL; token = strtok(NULL, " ")) {
            tokens++;
            self->wrong += strcmp(token, name) != 0;
            dawdle();
        }
        self->wrong += tokens != 3;
        self->rounds++;
        note_turn(self->number);
    }
}

static void run_all(TaskFunction_t code)
{
    changes = 0;
    last_to_run = TASKS;
    for (unsigned i = 0; i < TASKS; i++) {
        workers[i] = (struct worker){.number = i};
        spawn(code, P_LOW, &workers[i]);
    }
    errno = 99;
    vTaskDelay(RUN_TICKS);
    CHECK_EQ(errno, 99);
    CHECK(changes >= RUN_TICKS / 2U);
    for (unsigned i = 0; i < TASKS; i++) {
        CHECK(workers[i].rounds > 0);
        CHECK_EQ(workers[i].wrong, 0);
    }
}

static void errno_is_the_tasks_own(void)
{
    run_all(keeps_errno);
}

static void strtok_goes_on_in_the_tasks_own_text(void)
{
    run_all(tokenises);
}

/* Blocking calls and hand-over switch without an interrupt. */
static QueueHandle_t queue;

static void sets_errno_and_answers(void *arg)
{
    uint32_t item;
    (void)arg;
    for (;;) {
        CHECK_EQ(xQueueReceive(queue, &item, portMAX_DELAY), pdPASS);
        CHECK_EQ(errno, item == 0 ? 0 : 7);
        errno = 7;
    }
}

static void switch_in_a_call_keeps_errno_too(void)
{
    queue = xQueueCreate(1, sizeof(uint32_t));
    TaskHandle_t task = spawn(sets_errno_and_answers, P_HIGH, NULL);
    for (uint32_t i = 0; i < 4; i++) {
        errno = (int)i;
        CHECK_EQ(xQueueSend(queue, &i, 0), pdPASS);
        CHECK_EQ(errno, i);
    }
    reap_one(task);
    vQueueDelete(queue);
}

static volatile size_t taken;

static void formats(void *arg)
{
    static char text[32];
    size_t before = xPortGetFreeHeapSize();
    (void)arg;
    CHECK(snprintf(text, sizeof text, "%.10f", 1.0 / 3.0) == 12);
    CHECK(strcmp(text, "0.3333333333") == 0);
    taken = before - xPortGetFreeHeapSize();
    park();
}

/* conformance.c compares the heap after each test. */
static void memory_of_the_library_goes_with_the_task(void)
{
    spawn(formats, P_HIGH, NULL);
#if (configUSE_NEWLIB_REENTRANT == 1)
    CHECK(taken > 0);
#else
    CHECK_EQ(taken, 0);
#endif
}

CONFORMANCE_MAIN("C library", TEST(errno_is_the_tasks_own),
                 TEST(strtok_goes_on_in_the_tasks_own_text), TEST(switch_in_a_call_keeps_errno_too),
                 TEST(memory_of_the_library_goes_with_the_task))
