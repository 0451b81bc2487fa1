/* SPDX-License-Identifier: MIT */
/* Everything that is wrong with what the user gave, collected and then said at once. */
#ifndef TESTER_COMPLAINTS_H
#define TESTER_COMPLAINTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct complaints; /* opaque */

struct complaints *complaints_new(void);
void complaints_free(struct complaints *complaints);

/* line and column from 1; 0 where the file as a whole is meant. `text` says what is wrong, and what
 * is expected: "features[0].value is \"Maybe\"; expected \"Yes\" or \"No\"". */
void complain(struct complaints *complaints, const char *file, unsigned line, unsigned column,
              const char *text, ...) __attribute__((format(printf, 5, 6)));

/* The same of what is read all the same: it is printed, and not counted. */
void complain_mildly(struct complaints *complaints, const char *file, unsigned line,
                     unsigned column, const char *text, ...) __attribute__((format(printf, 5, 6)));

size_t complaints_count(const struct complaints *complaints);

/* FILE:LINE:COLUMN: text, one a line, the line of the file and a caret below it. Files in the order
 * of their first complaint, each from its beginning to its end; twice the same is said once. */
void complaints_print(const struct complaints *complaints, FILE *out);

#endif
