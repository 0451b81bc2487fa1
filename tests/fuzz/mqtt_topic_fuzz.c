/* SPDX-License-Identifier: MIT */
/* Any topic against any filter, beside the simplest matcher there is: level by level, by recursion.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core_mqtt.h"

static size_t level(const uint8_t *text, size_t length)
{
    size_t i = 0;
    while (i < length && text[i] != '/') {
        i++;
    }
    return i;
}

/* MQTT 3.1.1 section 4.7; both are valid and the topic does not begin with '$'. */
static bool matches(const uint8_t *topic, size_t topics, const uint8_t *filter, size_t filters)
{
    size_t f = level(filter, filters), t = level(topic, topics);

    if (f == 1 && filter[0] == '#') {
        return true;
    }
    if (!(f == 1 && filter[0] == '+') && (f != t || memcmp(filter, topic, f) != 0)) {
        return false;
    }
    bool more_filter = f < filters, more_topic = t < topics;
    if (!more_filter || !more_topic) {
        bool parent = more_filter && !more_topic && filters - f == 2 && filter[f + 1] == '#';
        return parent || more_filter == more_topic;
    }
    return matches(topic + t + 1, topics - t - 1, filter + f + 1, filters - f - 1);
}

static bool filter_is_valid(const uint8_t *filter, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        bool wild = filter[i] == '+' || filter[i] == '#';
        bool alone = (i == 0 || filter[i - 1] == '/') && (i + 1 == length || filter[i + 1] == '/');
        if (wild && (!alone || (filter[i] == '#' && i + 1 != length))) {
            return false;
        }
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 3 || size > 512) {
        return 0;
    }
    size_t topics = bytes[0] % (size - 2) + 1, filters = size - 1 - topics;
    if (filters == 0) {
        return 0;
    }
    char *topic = malloc(topics), *filter = malloc(filters); /* exact sizes, for the sanitizer */
    memcpy(topic, bytes + 1, topics);
    memcpy(filter, bytes + 1 + topics, filters);
    bool match = false;
    MQTTStatus_t status =
        MQTT_MatchTopic(topic, (uint16_t)topics, filter, (uint16_t)filters, &match);
    bool plain = memchr(topic, '+', topics) == NULL && memchr(topic, '#', topics) == NULL &&
                 memchr(topic, 0, topics) == NULL && memchr(filter, 0, filters) == NULL;
    if (status == MQTTSuccess && plain && topic[0] != '$' &&
        filter_is_valid((const uint8_t *)filter, filters) &&
        match != matches((const uint8_t *)topic, topics, (const uint8_t *)filter, filters)) {
        abort();
    }
    free(topic);
    free(filter);
    return 0;
}
