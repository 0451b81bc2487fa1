/* SPDX-License-Identifier: MIT */
/* What to do about a choice that does not work. Texts are the caller's to free. */
#ifndef CONSOLE_ADVICE_H
#define CONSOLE_ADVICE_H

#include "closure.h"

/* Which of what was chosen brings two modules that exclude each other. */
char *advice_leave_out(const struct catalogue *catalogue, const struct closure *closure,
                       const char *one, const char *other);
/* Boards on which the choice has room, and the module without which it is smallest here.
 * `kind`: flash or ram. */
char *advice_room(const struct catalogue *catalogue, const json_t *choice, const char *kind);

#endif
