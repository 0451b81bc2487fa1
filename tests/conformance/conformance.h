/* SPDX-License-Identifier: MIT */
/* The on-target half of the conformance suite: one program per rule of docs/semantics.md.
 *
 *   main ─► control task (P_CONTROL) ─► each test in turn ─► "N Tests M Failures" ─► board_exit
 *              │ spawn()  tasks above and below it
 *              │ event()  what happened, one letter each, in the order it happened
 *              └ CHECK_EVENTS("abc")
 *
 * Programs use the FreeRTOS API only. After each test the tasks it spawned are deleted; heap,
 * priority and scheduler must be as they were before.
 */
#ifndef CONFORMANCE_H
#define CONFORMANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"
#include "event_groups.h"
#include "message_buffer.h"
#include "queue.h"
#include "semphr.h"
#include "stream_buffer.h"
#include "task.h"
#include "timers.h"

/* Priorities. Two tasks of one level are spawned where equals matter. */
#define P_LOWER   2U
#define P_LOW     3U
#define P_CONTROL 5U
#define P_HIGH    8U
#define P_HIGHER  9U
#define P_HIGHEST 10U

struct conformance_test {
    const char *name; /* a sentence */
    void (*run)(void);
};

#define TEST(function)                                                                             \
    {                                                                                              \
#function, function                                                                        \
    }

/* The main() of a program. */
#define CONFORMANCE_MAIN(rule, ...)                                                                \
    int main(void)                                                                                 \
    {                                                                                              \
        static const struct conformance_test tests[] = {__VA_ARGS__};                              \
        return conformance_main(rule, tests, sizeof tests / sizeof tests[0]);                      \
    }

int conformance_main(const char *rule, const struct conformance_test *tests, size_t count);

/* Runs before the scheduler; empty unless a program defines it. Its checks belong to the first
 * test. */
void conformance_before_scheduler(void);

/* Runs after the last test; empty unless a program defines it. @return Failures that it found. */
unsigned conformance_after_tests(void);

/* Starts the control task, and the scheduler; a suite of another API defines its own way. */
void conformance_start(TaskFunction_t control, size_t stack_words);

/* Set it in a loop over cases; a failure prints it. */
extern const char *conformance_case;

/* Runs in each tick interrupt while set. */
extern void (*volatile conformance_on_tick)(void);

/* Called by the trace macros of config/FreeRTOSConfig.h while set. */
extern void (*volatile conformance_on_trace)(const char *macro, const void *handle);

/* A task of this test. Runs at once if it is more urgent than the caller. It must not return. */
TaskHandle_t spawn(TaskFunction_t code, UBaseType_t priority, void *arg);

/* Delete a spawned task now. */
void reap_one(TaskHandle_t task);

/* The end of a spawned task. */
void park(void);

/* Let every task of lower priority get as far as it can. */
void settle(void);

/* Start of a fresh tick; returns it. */
TickType_t fresh_tick(void);

/* Burn time until `ticks` more ticks were counted, without blocking. */
void burn_ticks(TickType_t ticks);

/* Any context. */
void event(char what);
void events_clear(void);

void conformance_check(bool good, const char *file, int line, const char *text);
void conformance_check_eq(long long actual, long long expected, const char *file, int line,
                          const char *text);
void conformance_check_events(const char *expected, const char *file, int line);

#define CHECK(condition) conformance_check((condition), __FILE__, __LINE__, #condition)
#define CHECK_EQ(actual, expected)                                                                 \
    conformance_check_eq((long long)(actual), (long long)(expected), __FILE__, __LINE__, #actual)

/* The events since the last check were exactly these; forgets them. */
#define CHECK_EVENTS(expected) conformance_check_events((expected), __FILE__, __LINE__)

#endif
