/* SPDX-License-Identifier: MIT */
/* What a user may, by the policy that the store has of them. A user without a policy may nothing,
 * the owner of the server everything. Names of actions are AWS's where it has them. */
#ifndef CONSOLE_PERMISSION_H
#define CONSOLE_PERMISSION_H

#include <jansson.h>
#include <stdbool.h>

#include "answer.h"
#include "console.h"
#include "request.h"

/* Of what an action is: a configuration with its tags, and those that the request gives. */
struct permission_subject {
    const char *name;           /* of the configuration; NULL: none */
    const json_t *tags;         /* that it has: [{"key", "value"}]; NULL: none */
    const json_t *request_tags; /* NULL: the request gives none */
};

/* False: the answer says what is not allowed. */
bool permission_given(const struct console *console, const struct request *request,
                      const char *action, const struct permission_subject *subject,
                      struct answer *answer);
/* The same without an answer. */
bool permission_has(const struct console *console, const struct request *request,
                    const char *action, const struct permission_subject *subject);
/* What is wrong with a policy; false: nothing is. */
bool permission_refuses(const char *policy, char *error, size_t error_bytes);

/* The actions, up to NULL. */
extern const char *const permission_actions[];

#endif
