/* SPDX-License-Identifier: MIT */
/* Topic names against topic filters, level by level (MQTT 3.1.1 section 4.7).
 *
 *   filter   a / + / #        a level is the text between two slashes, and may be empty
 *   name     a / b / c / d    + is any one level, # all that are left, the parent included
 */
#include "mqtt_engine.h"

/* A wildcard counts only where it is the whole level. */
static inline bool begins_level(const char *at, const char *first)
{
    return at == first || at[-1] == '/';
}

static inline bool ends_level(const char *at, const char *end)
{
    return at + 1 == end || at[1] == '/';
}

/* Both move on together as long as they are equal; names hold no wildcards, so a misplaced one in
 * the filter is never equal. */
static bool matches(const char *filter, const char *filter_end, const char *name,
                    const char *name_end)
{
    const char *const first = filter;

    for (;;) {
        const ptrdiff_t left = filter_end - filter;
        const char *const stop = left < name_end - name ? name + left : name_end;
        while (name != stop && *filter == *name) {
            filter++;
            name++;
        }
        if (filter == filter_end) {
            return name == name_end;
        }
        if (*filter != '+') {
            /* "and everything below" includes the parent: its slash is not in the name. */
            if (name == name_end && *filter == '/') {
                filter++;
            }
            return filter + 1 == filter_end && *filter == '#' && begins_level(filter, first);
        }
        if (!begins_level(filter, first) || !ends_level(filter, filter_end)) {
            return false;
        }
        filter++;
        while (name < name_end && *name != '/') {
            name++;
        }
    }
}

MQTTStatus_t MQTT_MatchTopic(const char *topic, const mqtt_topic_length_t topic_length,
                             const char *filter, const mqtt_topic_length_t filter_length,
                             bool *is_match)
{
    if (topic == NULL || topic_length == 0 || filter == NULL || filter_length == 0 ||
        is_match == NULL) {
        return MQTTBadParameter;
    }
    /* A wildcard in the first level does not match "$": only a "$" does. */
    *is_match = (topic[0] != '$' || filter[0] == '$') &&
                matches(filter, filter + filter_length, topic, topic + topic_length);
    return MQTTSuccess;
}
