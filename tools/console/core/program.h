/* SPDX-License-Identifier: MIT */
/* A program of this machine, run to its end. */
#ifndef CONSOLE_PROGRAM_H
#define CONSOLE_PROGRAM_H

#include <stdbool.h>

struct text;

/* `words` ends with NULL. What it prints goes into `output`, its errors, too, if `errors` is set,
 * else nowhere. True: it ended with 0. */
bool program_run(const char *const *words, struct text *output, bool errors);

#endif
