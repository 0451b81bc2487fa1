/* SPDX-License-Identifier: MIT */
/* What users may. */
#include <stdlib.h>

#include "choice_in.h"
#include "passwords.h"
#include "permission.h"
#include "router.h"
#include "store.h"

static bool is_user(const struct request *request, struct answer *answer)
{
    if (passwords_is_name(request->level[1])) {
        return true;
    }
    answer_error(answer, 404, "unknown-user",
                 "A name is 1 to 64 of letters, digits and the characters . _ @ -",
                 "There is no such user");
    return false;
}

/* Those of the password file, the owner first, and whether each has a policy. */
static json_t *user_rows(const struct console *console)
{
    json_t *rows = json_array();
    const char *name;

    for (size_t i = 0;
         console->passwords != NULL && (name = passwords_name(console->passwords, i)) != NULL;
         i++) {
        char *policy = store_policy(console->store, name);

        json_array_append_new(rows, json_pack("{s:s, s:b, s:b}", "name", name, "owner", i == 0,
                                              "policy", policy != NULL));
        free(policy);
    }
    return rows;
}

static void get_users(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *actions = json_array();

    (void)request;
    for (const char *const *action = permission_actions; *action != NULL; action++) {
        json_array_append_new(actions, json_string(*action));
    }
    answer_json(answer, 200,
                json_pack("{s:o, s:o}", "users", user_rows(console), "actions", actions));
}

/* {"policy": null} for a user who has none. */
static void get_policy(const struct console *console, struct request *request,
                       struct answer *answer)
{
    if (!is_user(request, answer)) {
        return;
    }
    char *text = store_policy(console->store, request->level[1]);
    json_t *policy = text != NULL ? json_loads(text, 0, NULL) : NULL;

    free(text);
    answer_json(answer, 200,
                json_pack("{s:s, s:o}", "user", request->level[1], "policy",
                          policy != NULL ? policy : json_null()));
}

static void put_policy(const struct console *console, struct request *request,
                       struct answer *answer)
{
    json_t *body = is_user(request, answer) ? body_in(request, answer) : NULL;
    const json_t *policy = json_object_get(body, "policy");
    char error[256] = "\"policy\" is a policy, or null";

    if (body == NULL) {
        return;
    }
    char *text = json_is_object(policy) ? json_dumps(policy, JSON_COMPACT) : NULL;
    if (!json_is_null(policy) && (text == NULL || permission_refuses(text, error, sizeof(error)))) {
        answer_error(answer, 400, "policy",
                     "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\", \"Action\", "
                     "\"Resource\", \"Condition\"?}]}",
                     "This is no policy: %s", error);
    } else if (store_set_policy(console->store, request->level[1], text) != STORE_OK) {
        answer_error(answer, 500, "store", "Is the disk full?", "The database cannot be written");
    } else {
        get_policy(console, request, answer);
    }
    free(text);
    json_decref(body);
}

const struct route user_routes[] = {
    {"GET", "users", "dunlin:GetUserPolicy", get_users},
    {"GET", "users/+/policy", "dunlin:GetUserPolicy", get_policy},
    {"PUT", "users/+/policy", "dunlin:PutUserPolicy", put_policy},
    {NULL, NULL, NULL, NULL},
};
