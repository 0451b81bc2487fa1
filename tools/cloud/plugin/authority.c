/* SPDX-License-Identifier: MIT */
#include "authority.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "broker.h"
#include "cloud_store_sqlite.h"

struct kept {
    struct kept *next;
    struct policy *policy; /* NULL: there is none of this name */
    char name[];
};

static struct authority_config config;
static struct cloud_store *store;
static struct kept *kept_policies;
static int64_t version; /* of the registry, from 1 */
static int64_t registry_seen = -1, endings_seen;
static char last_error[256];

void authority_open(const struct authority_config *from)
{
    config = *from;
    authority_refresh();
}

static void forget(void)
{
    while (kept_policies != NULL) {
        struct kept *kept = kept_policies;
        kept_policies = kept->next;
        policy_free(kept->policy);
        free(kept);
    }
}

void authority_close(void)
{
    forget();
    cloud_store_sqlite_close(store);
    store = NULL;
}

/* The daemon makes the database, perhaps after the broker has begun. */
static void open_store(void)
{
    char error[256];

    store = cloud_store_sqlite_open(config.database, true, error, sizeof(error));
    if (store == NULL && strcmp(error, last_error) != 0) {
        (void)snprintf(last_error, sizeof(last_error), "%s", error);
        mosquitto_log_printf(MOSQ_LOG_WARNING, "cloud: %s: %s; nobody is let in", config.database,
                             error);
    }
}

/* A read failed, as it may while the daemon is being started again after a crash: the database is
 * opened anew, and until then what was read before stands. */
static bool has_failed(void)
{
    if (cloud_store_sqlite_error(store)[0] == '\0') {
        return false;
    }
    mosquitto_log_printf(MOSQ_LOG_WARNING, "cloud: %s: %s", config.database,
                         cloud_store_sqlite_error(store));
    cloud_store_sqlite_close(store);
    store = NULL;
    return true;
}

void authority_refresh(void)
{
    if (store == NULL) {
        open_store();
    }
    const int64_t now = store != NULL ? registry_version(store) : 0;
    if (store == NULL || has_failed() || now == registry_seen) {
        return;
    }
    registry_seen = now;
    version++;
    forget();
}

bool authority_have_some_ended(void)
{
    const int64_t now = store != NULL ? registry_endings(store) : 0;

    if (store == NULL || has_failed() || now == endings_seen) {
        return false;
    }
    endings_seen = now;
    return true;
}

bool authority_is_active(const char *certificate)
{
    return store != NULL && registry_is_active(store, certificate);
}

bool authority_has_ended(const char *certificate)
{
    return store != NULL && !registry_is_active(store, certificate) && !has_failed();
}

static struct policy *read_policy(const char *name)
{
    char error[256];
    json_t *row = registry_policy(store, name);
    const char *text = member_string(row, "policyDocument");
    struct policy *policy =
        text != NULL ? policy_read(text, strlen(text), error, sizeof(error)) : NULL;

    json_decref(row);
    return policy;
}

static const struct policy *policy_named(const char *name)
{
    struct kept *kept = kept_policies;

    while (kept != NULL && strcmp(kept->name, name) != 0) {
        kept = kept->next;
    }
    if (kept == NULL) {
        kept = calloc(1, sizeof(*kept) + strlen(name) + 1u);
        if (kept == NULL) {
            return NULL;
        }
        strcpy(kept->name, name);
        kept->policy = read_policy(name);
        kept->next = kept_policies;
        kept_policies = kept;
    }
    return kept->policy;
}

static bool take(void *context, const char *name)
{
    struct authority_policies *policies = context;
    const struct policy *policy = policy_named(name);

    if (policy != NULL && policies->count < POLICIES_MAX) {
        policies->policies[policies->count++] = policy;
    }
    return true;
}

static void look_up(struct subject *subject, struct authority_policies *policies)
{
    policies->version = version;
    policies->count = 0;
    subject_forget(subject);
    subject_look_up(subject, store);
    (void)subject_each_policy(subject, store, take, policies);
}

enum policy_answer authority_ask(struct subject *subject, struct authority_policies *policies,
                                 const char *action, const char *kind, const char *name)
{
    char resource[RESOURCE_BYTES_MAX];
    const struct policy_question question = {action, resource, subject_variable, subject};
    enum policy_answer answer = POLICY_SILENT;

    if (policies->version != version || version == 0) {
        if (store == NULL) {
            return POLICY_SILENT;
        }
        look_up(subject, policies);
    }
    subject->now_ms = (int64_t)time(NULL) * 1000;
    if (snprintf(resource, sizeof(resource), "arn:aws:iot:%s:%s:%s/%s", config.region,
                 config.account, kind, name) >= (int)sizeof(resource)) {
        return POLICY_DENIES;
    }
    for (size_t i = 0; i < policies->count && answer != POLICY_DENIES; i++) {
        const enum policy_answer one = policy_ask(policies->policies[i], &question);
        answer = one > answer ? one : answer;
    }
    return answer;
}
