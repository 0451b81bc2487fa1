/* SPDX-License-Identifier: MIT */
/* What the console keeps: saved configurations with their tags, and the policies of users, in one
 * file of SQLite. A call is a transaction that is on the disk when it returns. Any thread may
 * call. */
#ifndef CONSOLE_STORE_H
#define CONSOLE_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum store_result { STORE_OK, STORE_ABSENT, STORE_TAKEN, STORE_FULL, STORE_FAILED };

struct store;

/* NULL: `error` says why. */
struct store *store_open(const char *path, char *error, size_t error_bytes);
void store_close(struct store *store);

/* A configuration: {"id", "name", "description", "tags": [{"key", "value"}], "choice", "owner",
 * "created", "changed"}. Names are unique. What is given back is the caller's to json_decref.
 * `document` gives name, description, tags and choice. */
enum store_result store_add(struct store *store, const char *owner, const json_t *document,
                            int64_t *id);
enum store_result store_change(struct store *store, int64_t id, const json_t *document);
enum store_result store_remove(struct store *store, int64_t id);
/* NULL: there is none. */
json_t *store_get(struct store *store, int64_t id);
/* By name. NULL: it cannot be read. */
json_t *store_list(struct store *store);

/* A user's policy, malloc'd. NULL: the user has none. */
char *store_policy(struct store *store, const char *user);
/* NULL: the user has none any more. */
enum store_result store_set_policy(struct store *store, const char *user, const char *policy);

#endif
