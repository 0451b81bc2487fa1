/* SPDX-License-Identifier: MIT */
/* Who may ask at all: checked before anything else, for pages as for the API. */
#ifndef CONSOLE_GUARD_H
#define CONSOLE_GUARD_H

#include <stdbool.h>

#include "answer.h"
#include "console.h"
#include "request.h"

/* The request comes from whom it says, to this server, and from a page of ours if from any. False:
 * the answer says why not. */
bool guard_admits(const struct console *console, struct request *request, struct answer *answer);
/* It may change something: it has the token of its session. */
bool guard_lets_change(const struct console *console, const struct request *request,
                       struct answer *answer);

#endif
