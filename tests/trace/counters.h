/* SPDX-License-Identifier: MIT */
/* The other end of the trace macros in the counter build; make_counters.py writes their tables. */
#ifndef TRACE_COUNTERS_H
#define TRACE_COUNTERS_H

#include <stdint.h>

#define TRACE_WITHIN_MAX 8

/* Events that tell the counters something. */
enum trace_kind { TRACE_OTHER = 0, TRACE_SCHEDULER_STARTS, TRACE_TASK_IS_NEW, TRACE_TASK_IS_GONE };

struct trace_event_rule {
    const char *name;
    uint8_t masked;                   /* it fires with interrupts masked */
    uint8_t kind;                     /* enum trace_kind */
    int16_t within[TRACE_WITHIN_MAX]; /* functions it belongs to; -1: none; -2: the end */
};

extern const unsigned trace_function_count;
extern const unsigned trace_event_count;
extern const unsigned trace_start_scheduler; /* number of vTaskStartScheduler */
extern const char *const trace_function_names[];
extern const struct trace_event_rule trace_event_rules[];

/* Prints what fired, for count.py. @return How often the order was wrong. */
unsigned trace_report(void);

#endif
