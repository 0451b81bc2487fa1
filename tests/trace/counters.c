/* SPDX-License-Identifier: MIT */
/* Counts what fires, and checks the order: what was entered last returns first, in each task and in
 * the handlers; an event comes between ENTER and RETURN of a call that it belongs to.
 *
 *   handlers   one stack of calls: they nest
 *   tasks      one stack each, found by handle; a deleted task's is forgotten
 *   main       one stack, before the scheduler runs
 */
#include "counters.h"

#include <stdbool.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"

unsigned conformance_after_tests(void);

#define FUNCTIONS_MAX 256U
#define EVENTS_MAX    128U
#define TASKS_MAX     24U
#define DEPTH_MAX     8U
#define COMPLAINTS    20U

struct calls {
    const void *task;
    unsigned depth;
    unsigned function[DEPTH_MAX];
};

volatile unsigned long trace_run_time = 1000;

static struct calls in_handlers, in_main, in_tasks[TASKS_MAX];
static uint8_t entered[FUNCTIONS_MAX], returned[FUNCTIONS_MAX], happened[EVENTS_MAX];
static bool busy;    /* what the counters themselves call is not counted */
static bool started; /* the scheduler */
static unsigned complaints;

static void put(const char *text)
{
    board_console_write(text, strlen(text));
}

static void complain(const char *name, const char *problem, const struct calls *calls)
{
    if (complaints++ < COMPLAINTS) {
        put("FAIL ");
        put(name);
        put(": ");
        put(problem);
        put(calls->depth != 0 ? ", in " : ", in no call");
        put(calls->depth != 0 ? trace_function_names[calls->function[calls->depth - 1U]] : "");
        put("\n");
    }
}

static struct calls *of_task(const void *task)
{
    struct calls *free = NULL;
    for (unsigned i = 0; i < TASKS_MAX; i++) {
        if (in_tasks[i].task == task) {
            return &in_tasks[i];
        }
        if (in_tasks[i].task == NULL && free == NULL) {
            free = &in_tasks[i];
        }
    }
    if (free == NULL) {
        put("FAIL too many tasks for the counters\n");
        board_exit(1);
    }
    free->task = task;
    free->depth = 0;
    return free;
}

static struct calls *here(void)
{
    if (xPortIsInsideInterrupt()) {
        return &in_handlers;
    }
    return started ? of_task(xTaskGetCurrentTaskHandle()) : &in_main;
}

/* Whether this one counts; if so, everything is masked by `*mask`. */
static bool begin(UBaseType_t *mask)
{
    *mask = portSET_INTERRUPT_MASK_FROM_ISR();
    if (busy) {
        portCLEAR_INTERRUPT_MASK_FROM_ISR(*mask);
        return false;
    }
    busy = true;
    return true;
}

static void end(UBaseType_t mask)
{
    busy = false;
    portCLEAR_INTERRUPT_MASK_FROM_ISR(mask);
}

void trace_enter(unsigned function)
{
    UBaseType_t mask;
    if (!begin(&mask)) {
        return;
    }
    struct calls *calls = here();
    entered[function] = 1;
    if (calls->depth == DEPTH_MAX) {
        complain(trace_function_names[function], "calls are nested too deep", calls);
    } else {
        calls->function[calls->depth++] = function;
    }
    end(mask);
}

void trace_return(unsigned function)
{
    UBaseType_t mask;
    if (!begin(&mask)) {
        return;
    }
    if (function == trace_start_scheduler) {
        started = false; /* it has ended */
    }
    struct calls *calls = here();
    returned[function] = 1;
    if (calls->depth == 0 || calls->function[calls->depth - 1U] != function) {
        complain(trace_function_names[function], "RETURN without ENTER", calls);
    } else {
        calls->depth--;
    }
    end(mask);
}

static bool belongs(const struct trace_event_rule *rule, const struct calls *calls)
{
    int innermost = calls->depth != 0 ? (int)calls->function[calls->depth - 1U] : -1;
    if (rule->within[0] == -2) {
        return true;
    }
    for (unsigned i = 0; rule->within[i] != -2; i++) {
        if (rule->within[i] == innermost) {
            return true;
        }
    }
    return false;
}

void trace_event(unsigned event, const void *object)
{
    const struct trace_event_rule *rule = &trace_event_rules[event];
    UBaseType_t mask;
    if (!begin(&mask)) {
        return;
    }
    struct calls *calls = here();
    happened[event] = 1;
    if (!belongs(rule, calls)) {
        complain(rule->name, "fired where it does not belong", calls);
    }
    if (rule->masked && mask == (UBaseType_t)ARCH_MASK_NONE) {
        complain(rule->name, "fired with interrupts enabled", calls);
    }
    if (rule->kind == TRACE_SCHEDULER_STARTS) {
        started = true;
    } else if (rule->kind != TRACE_OTHER) {
        of_task(object)->task = NULL;
    }
    end(mask);
}

static void put_bits(const char *what, const uint8_t *seen, unsigned count)
{
    put("trace ");
    put(what);
    put(" ");
    for (unsigned i = 0; i < count; i++) {
        put(seen[i] ? "1" : "0");
    }
    put("\n");
}

unsigned trace_report(void)
{
    put_bits("enter", entered, trace_function_count);
    put_bits("return", returned, trace_function_count);
    put_bits("event", happened, trace_event_count);
    return complaints;
}

/* The framework's, after the last test. */
unsigned conformance_after_tests(void)
{
    return trace_report();
}
