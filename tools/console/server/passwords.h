/* SPDX-License-Identifier: MIT */
/* Who may come in, from a file: a line a user, `name:pbkdf2-sha256$ROUNDS$SALT$DIGEST` in
 * hexadecimal, as `console password NAME` prints it. The first one owns the server. */
#ifndef CONSOLE_PASSWORDS_H
#define CONSOLE_PASSWORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "request.h"

#define PASSWORDS_NAME_MAX 64

struct passwords;

/* NULL: `error` says why. The file must be for its owner alone. */
struct passwords *passwords_read(const char *path, char *error, size_t error_bytes);
void passwords_free(struct passwords *passwords);
/* The header "Authorization" names a user and has the password: request->user is set. */
bool passwords_admit(struct passwords *passwords, struct request *request);
/* 1 to 64 of letters, digits and "._@-". */
bool passwords_is_name(const char *name);
/* The name of user `index`, the owner's first; NULL: there are no more. */
const char *passwords_name(const struct passwords *passwords, size_t index);
/* The line of a user, malloc'd. */
char *passwords_line(const char *name, const char *password);

#endif
