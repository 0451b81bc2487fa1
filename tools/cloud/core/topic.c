/* SPDX-License-Identifier: MIT */
#include "topic.h"

#include <stddef.h>
#include <string.h>

/* Where devices may publish among the reserved topics: "+" stands for one level, "#" for the rest.
 */
static const char *const published[] = {
    "$aws/things/+/shadow/get",
    "$aws/things/+/shadow/update",
    "$aws/things/+/shadow/delete",
    "$aws/things/+/shadow/name/+/get",
    "$aws/things/+/shadow/name/+/update",
    "$aws/things/+/shadow/name/+/delete",
    "$aws/things/+/jobs/+", /* what is no operation of these two is answered: InvalidTopic */
    "$aws/things/+/jobs/+/+",
    "$aws/things/+/streams/+/+/+",
    "$aws/things/+/defender/metrics/+",
    "$aws/certificates/create/+",
    "$aws/certificates/create-from-csr/+",
    "$aws/provisioning-templates/+/provision/+",
    "$aws/commands/things/+/executions/+/response/+",
    "$aws/commands/clients/+/executions/+/response/+",
    "$aws/device_location/+/get_position_estimate",
    "$aws/rules/+",
    "$aws/rules/+/#",
};

/* What the cloud says there is not for devices to say. */
static const char *const answered[] = {
    "$aws/things/+/jobs/notify",          "$aws/things/+/jobs/notify-next",
    "$aws/things/+/jobs/+/accepted",      "$aws/things/+/jobs/+/rejected",
    "$aws/things/+/streams/+/data/+",     "$aws/things/+/streams/+/description/+",
    "$aws/things/+/streams/+/rejected/+",
};

/* Filters of devices begin with one of these. */
static const char *const subscribed[] = {
    "$aws/things/",          "$aws/events/",   "$aws/certificates/",
    "$aws/sitewise/",        "$aws/commands/", "$aws/provisioning-templates/",
    "$aws/device_location/",
};

static bool begins_with(const char *text, const char *begin)
{
    return strncmp(text, begin, strlen(begin)) == 0;
}

/* Behind the level that follows `begin`; the text itself when it does not begin so. */
static const char *behind(const char *text, const char *begin)
{
    const char *slash = begins_with(text, begin) ? strchr(text + strlen(begin), '/') : NULL;

    return slash != NULL ? slash + 1 : text;
}

const char *topic_without_share(const char *filter)
{
    return behind(filter, "$share/");
}

bool topic_is_short_enough(const char *topic)
{
    const char *counted = behind(topic_without_share(topic), "$aws/rules/");
    size_t slashes = 0;

    for (const char *p = counted; *p != '\0'; p++) {
        slashes += *p == '/';
    }
    return strlen(counted) <= TOPIC_BYTES_MAX && slashes <= TOPIC_SLASHES_MAX;
}

bool topic_is_reserved(const char *topic)
{
    return topic[0] == '$';
}

bool topic_has_wildcard(const char *filter)
{
    return strpbrk(filter, "+#") != NULL;
}

/* One level against one, both ending at a slash or at the end. */
static bool level_fits(const char **filter, const char **topic)
{
    const size_t filter_bytes = strcspn(*filter, "/"), topic_bytes = strcspn(*topic, "/");
    const bool is_any = filter_bytes == 1 && (*filter)[0] == '+';
    const bool fits =
        is_any || (filter_bytes == topic_bytes && memcmp(*filter, *topic, topic_bytes) == 0);

    *filter += filter_bytes;
    *topic += topic_bytes;
    return fits;
}

bool topic_fits(const char *filter, const char *topic)
{
    if (topic_is_reserved(topic) && topic_has_wildcard(filter) && !topic_is_reserved(filter)) {
        return false;
    }
    while (strcmp(filter, "#") != 0) {
        if (!level_fits(&filter, &topic)) {
            return false;
        }
        if (*filter == '\0' || *topic == '\0') {
            return *filter == *topic;
        }
        filter++;
        topic++;
    }
    return true;
}

static bool is_among(const char *topic, const char *const filters[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (topic_fits(filters[i], topic)) {
            return true;
        }
    }
    return false;
}

bool topic_may_be_published(const char *topic)
{
    return !topic_is_reserved(topic) ||
           (is_among(topic, published, sizeof(published) / sizeof(published[0])) &&
            !is_among(topic, answered, sizeof(answered) / sizeof(answered[0])));
}

bool topic_may_be_subscribed(const char *filter)
{
    const char *inner = topic_without_share(filter);

    if (begins_with(filter, "$share/") && (inner == filter || inner[0] == '\0')) {
        return false;
    }
    if (!topic_is_reserved(inner)) {
        return true;
    }
    for (size_t i = 0; i < sizeof(subscribed) / sizeof(subscribed[0]); i++) {
        if (begins_with(inner, subscribed[i])) {
            return true;
        }
    }
    return false;
}
