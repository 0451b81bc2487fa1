/* SPDX-License-Identifier: MIT */
#include "plan.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "room.h"

/* What a need takes: features that every board has, on the chip or beside it. */
static const struct {
    const char *need, *feature;
} takes[] = {
    {"network", "TCP/IP"}, {"echo", "TCP/IP"}, {"time", "TCP/IP"},
    {"cloud", "TCP/IP"},   {"ota", "TCP/IP"},  {"tls", "TCP/IP"},
    {"tls", "TLS"},        {"cloud", "TLS"},   {"ota", "TLS"},
};

bool plan_needs(const struct suite_group *group, const char *need)
{
    for (char **at = group->needs; at != NULL && *at != NULL; at++) {
        if (strcmp(*at, need) == 0) {
            return true;
        }
    }
    return false;
}

static bool one_of(char *const *values, const char *value)
{
    for (; values != NULL && *values != NULL; values++) {
        if (strcasecmp(*values, value) == 0) {
            return true;
        }
    }
    return false;
}

char *plan_skip(const struct suite_group *group, const struct pool *pool)
{
    const char *value;

    if (group->kind == GROUP_DECLARED) {
        return room_text("%s", group->reason);
    }
    if (group->feature == NULL) {
        return NULL;
    }
    value = pool_feature(pool, group->feature);
    if (value == NULL) {
        return room_text("the board does not declare the feature %s", group->feature);
    }
    return one_of(group->values, value)
               ? NULL
               : room_text("the board declares %s: %s", group->feature, value);
}

char *plan_refuse(const struct suite_group *group, const struct pool *pool)
{
    for (size_t i = 0; i < sizeof takes / sizeof takes[0]; i++) {
        const char *value = pool_feature(pool, takes[i].feature);

        if (plan_needs(group, takes[i].need) && (value == NULL || strcasecmp(value, "No") == 0)) {
            return room_text(
                "pool %s %s %s: every board has it, On-chip or Offloaded, and %s needs it",
                pool->id, value == NULL ? "does not declare" : "says No to", takes[i].feature,
                group->id);
        }
    }
    return NULL;
}
