/* SPDX-License-Identifier: MIT */
#include "policy_command.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "passwords.h"
#include "permission.h"
#include "store.h"

static int fail(const char *what, const char *why)
{
    (void)fprintf(stderr, "console: %s: %s\n", what, why);
    return 1;
}

static int set(struct store *store, const char *user)
{
    char error[256] = "it is an object, or null";
    json_error_t where;
    json_t *policy = json_loadf(stdin, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &where);

    if (policy == NULL) {
        (void)snprintf(error, sizeof(error), "line %d: %.200s", where.line, where.text);
        return fail("this is no JSON", error);
    }
    char *text = json_is_object(policy) ? json_dumps(policy, JSON_COMPACT) : NULL;
    int status = 0;

    if (!json_is_null(policy) && (text == NULL || permission_refuses(text, error, sizeof(error)))) {
        status = fail("this is no policy", error);
    } else if (store_set_policy(store, user, text) != STORE_OK) {
        status = fail("the database cannot be written", "is the disk full?");
    }
    free(text);
    json_decref(policy);
    return status;
}

static int print(struct store *store, const char *user)
{
    char *text = store_policy(store, user);
    json_t *policy = text != NULL ? json_loads(text, 0, NULL) : json_null();

    free(text);
    if (policy == NULL) {
        return fail(user, "the policy that is kept cannot be read");
    }
    (void)json_dumpf(policy, stdout, JSON_INDENT(1) | JSON_ENCODE_ANY);
    (void)putchar('\n');
    json_decref(policy);
    return 0;
}

int policy_command(const char *folder, const char *user, bool is_set)
{
    char error[256] = "", path[1024];

    if (!passwords_is_name(user)) {
        return fail(user, "a name is 1 to 64 of letters, digits and . _ @ -");
    }
    (void)snprintf(path, sizeof(path), "%s/console.db", folder);
    struct store *store = store_open(path, error, sizeof(error));
    if (store == NULL) {
        return fail(path, error);
    }
    int status = is_set ? set(store, user) : 0;
    if (status == 0) {
        status = print(store, user);
    }
    store_close(store);
    return status;
}
