/* SPDX-License-Identifier: MIT */
/* Choices in requests. */
#ifndef CONSOLE_CHOICE_IN_H
#define CONSOLE_CHOICE_IN_H

#include <jansson.h>

#include "answer.h"
#include "console.h"
#include "request.h"

/* The body as an object, the caller's; NULL: the answer says what is wrong. */
json_t *body_in(const struct request *request, struct answer *answer);
/* The canonical form of a choice; NULL: the answer says what is wrong. */
json_t *choice_in(const json_t *document, struct answer *answer);
/* The same, when resolve has nothing against it; else the answer is 422 with `problems`. */
json_t *valid_choice_in(const struct console *console, const json_t *document,
                        struct answer *answer);

#endif
