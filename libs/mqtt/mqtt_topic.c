/* SPDX-License-Identifier: MIT */
/* Topic names against topic filters, level by level (MQTT 3.1.1 section 4.7).
 *
 *   filter   a / + / #        a level is the text between two slashes, and may be empty
 *   name     a / b / c / d    + is any one level, # all that are left, the parent included
 */
#include "core_mqtt.h"

struct text {
    const char *at;
    const char *end; /* one past the last character */
};

/* A wildcard counts only where it is the whole level. */
static bool is_wildcard(const struct text *filter, char wildcard)
{
    return filter->at < filter->end && *filter->at == wildcard &&
           (filter->at + 1 == filter->end || filter->at[1] == '/');
}

/* Compares one level of each and stops behind it. */
static bool level_matches(struct text *filter, struct text *name)
{
    if (is_wildcard(filter, '+')) {
        filter->at++;
        while (name->at < name->end && *name->at != '/') {
            name->at++;
        }
        return true;
    }
    while (filter->at < filter->end && *filter->at != '/') {
        /* Names hold no wildcards, so a misplaced one in the filter is never equal. */
        if (name->at == name->end || *name->at != *filter->at) {
            return false;
        }
        filter->at++;
        name->at++;
    }
    return name->at == name->end || *name->at == '/';
}

static bool matches(struct text filter, struct text name)
{
    for (;;) {
        if (is_wildcard(&filter, '#')) {
            return filter.at + 1 == filter.end;
        }
        if (!level_matches(&filter, &name)) {
            return false;
        }
        if (name.at == name.end) {
            break;
        }
        if (filter.at == filter.end) {
            return false;
        }
        filter.at++;
        name.at++;
    }
    /* The name is at its end: the filter must be, or say "and everything below". */
    return filter.at == filter.end ||
           (filter.end - filter.at == 2 && filter.at[0] == '/' && filter.at[1] == '#');
}

MQTTStatus_t MQTT_MatchTopic(const char *topic, const uint16_t topic_length, const char *filter,
                             const uint16_t filter_length, bool *is_match)
{
    if (topic == NULL || topic_length == 0 || filter == NULL || filter_length == 0 ||
        is_match == NULL) {
        return MQTTBadParameter;
    }
    const bool hidden = topic[0] == '$' && (filter[0] == '+' || filter[0] == '#');
    *is_match = !hidden && matches((struct text){filter, filter + filter_length},
                                   (struct text){topic, topic + topic_length});
    return MQTTSuccess;
}
