/* SPDX-License-Identifier: MIT */
/* What reports share beside the results themselves. */
#ifndef TESTER_REPORT_MARKUP_H
#define TESTER_REPORT_MARKUP_H

#include "results.h"

#include <stdio.h>

/** What is to be said about a case that did not pass; never NULL. */
const char *case_message(const struct case_result *one);

/** Write the element <testsuites> of JUnit. */
void junit_suites(FILE *out, const struct results *results);

/** A moment as 2026-11-22T08:30:00Z. */
void write_time(char text[32], time_t when);

#endif
