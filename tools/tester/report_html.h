/* SPDX-License-Identifier: MIT */
/* The parts of report.html. */
#ifndef TESTER_REPORT_HTML_H
#define TESTER_REPORT_HTML_H

#include "results.h"

#include <stdio.h>

/** The verdict as a word with a sign, so that it is not said by colour alone. */
void html_mark(FILE *out, enum outcome outcome);

/** <name class="class">text</name>; `class` may be NULL. */
void html_element(FILE *out, const char *name, const char *class, const char *text);

/** A name that may be broken behind each _. */
void html_name(FILE *out, const char *name);

/** 12 ms, 3.4 s, 5 min 21 s */
void html_seconds(FILE *out, double seconds);

/** 91,234 */
void html_number(FILE *out, long long value);

/** Begin and end a picture of so many units of width; its words are beside it. */
void html_picture(FILE *out, const char *class, double width);
void html_bar(FILE *out, const char *class, double x, double width);
void html_picture_end(FILE *out);

/** Times, sizes of images and measures. */
void html_plots(FILE *out, const struct results *results);

/** All cases by group, with what to do about those that are not good. */
void html_cases(FILE *out, const struct results *results);

#endif
