/* SPDX-License-Identifier: MIT */
/** The log: lines from any task, written by a task of its own.
 *
 *      task ── log_write ──┐  format     lock      ┌───────────────┐
 *      task ── log_write ──┼──────────────────────►│ ring of bytes │──► log task ──► write()
 *      task ── LogError ───┘  "n tick [task] msg"  └───────────────┘
 *
 *      17 4711 [sensor 2] reading 5 acknowledged
 *
 * n counts all lines from 1, dropped ones too: a gap says how many are missing, and where. The ring
 * is the bound; `when_full` says what happens to a line that does not fit.
 */
#ifndef LOG_H
#define LOG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#include "logging_levels.h"
#include "task.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Longest line with its head and end, on the stack of the task that writes. Longer ones end in
 * "...". Range 64 .. 1024. */
#ifndef LOG_LINE_BYTES
#define LOG_LINE_BYTES 128
#endif

/** What happens to a line for which the ring has no room. */
enum log_when_full {
    LOG_DROP_NEWEST = 0, /**< It is dropped. */
    LOG_DROP_OLDEST,     /**< The oldest lines make room. */
    LOG_WAIT,            /**< Its task waits up to `wait_ticks`; then it is dropped. Lines of others
                              may overtake it meanwhile. */
};

/** How to log. The memory is the caller's and lives as long as the log. */
struct log_config {
    uint8_t *ring;      /**< Lines not yet written. */
    size_t ring_bytes;  /**< At least 2 * LOG_LINE_BYTES. */
    StackType_t *stack; /**< Of the log's task. */
    uint32_t stack_words;
    UBaseType_t priority; /**< Of the log's task: below the tasks that log. */
    int level;            /**< LOG_NONE .. LOG_DEBUG: lines above it are not taken. */
    enum log_when_full when_full;
    TickType_t wait_ticks;
    /** Where lines go, "\r\n" at their end. In the log's task; may block. */
    void (*write)(void *context, const char *text, size_t length);
    void *context;
};

/** Counts since log_start. */
struct log_counts {
    uint32_t lines;   /**< Taken or dropped: the n of the last one. */
    uint32_t written; /**< Handed to `write`. */
    uint32_t dropped;
};

/**
 * Start the log, once.
 *
 * @param config  Copied.
 * @return False: a member is missing or out of range, or it runs already.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  never.
 */
bool log_start(const struct log_config *config);

/**
 * Log a line. Before log_start it goes nowhere.
 *
 * @param level   LOG_ERROR .. LOG_DEBUG.
 * @param format  As of printf, without an end of line.
 *
 * Context: task with LOG_LINE_BYTES and what vsnprintf takes of stack; the scheduler not suspended.
 * Blocks:  for the lock; with LOG_WAIT up to `wait_ticks`.
 */
void log_write(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));

/**
 * Log a line of a library: "n tick [task] [library] msg".
 *
 * @param level    LOG_ERROR .. LOG_DEBUG.
 * @param library  Its name, or NULL.
 * @param format   As of printf, without an end of line.
 *
 * Context: as log_write.
 * Blocks:  as log_write.
 */
void log_write_of(int level, const char *library, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/**
 * Change the limit.
 *
 * @param level  LOG_NONE .. LOG_DEBUG.
 *
 * Context: any.
 * Blocks:  never.
 */
void log_set_level(int level);

/**
 * Wait until all lines taken so far are written: before a reset.
 *
 * @param timeout_ticks  Longest wait.
 * @return Whether they are.
 *
 * Context: task, not the log's.
 * Blocks:  up to `timeout_ticks`.
 */
bool log_flush(TickType_t timeout_ticks);

/**
 * Copy the counts.
 *
 * @param[out] counts  Of one moment. Not NULL.
 *
 * Context: task.
 * Blocks:  for the lock.
 */
void log_statistics(struct log_counts *counts);

#ifdef __cplusplus
}
#endif

#endif
