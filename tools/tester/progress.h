/* SPDX-License-Identifier: MIT */
/* What a run tells while it happens: on the terminal, and with the time of day in
 * logs/test_manager.log. Threads may tell at once; a line is a line. */
#ifndef TESTER_PROGRESS_H
#define TESTER_PROGRESS_H

#include <stdbool.h>
#include <stdio.h>

#include "results.h"

struct progress; /* opaque */

/** @param log  Path of test_manager.log, or NULL. */
struct progress *progress_new(FILE *terminal, const char *log);
void progress_free(struct progress *progress);

/** A line. `who` is a device's id, or NULL. */
void progress_say(struct progress *progress, const char *who, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** A line for the log alone. */
void progress_note(struct progress *progress, const char *who, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** A case has its verdict: its line, and when it is bad the message, the clause and the advice. */
void progress_case(struct progress *progress, const char *who, const struct case_result *result);

/** A group has its outcome. */
void progress_group(struct progress *progress, const char *who, const struct group_result *group);

/** The block at the end. */
void progress_summary(struct progress *progress, const struct results *results);

/** @return Whether a write to the log failed for want of room. */
bool progress_lost(const struct progress *progress);

#endif
