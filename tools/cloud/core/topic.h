/* SPDX-License-Identifier: MIT */
/* Topics as AWS IoT has them: their limits, the reserved ones, and which filter fits which topic.
 */
#ifndef CLOUD_TOPIC_H
#define CLOUD_TOPIC_H

#include <stdbool.h>

#define TOPIC_BYTES_MAX   256
#define TOPIC_SLASHES_MAX 7

/* At most 256 bytes and 7 slashes; "$aws/rules/<rule>/" and "$share/<name>/" do not count. */
bool topic_is_short_enough(const char *topic);
/* It begins with "$": AWS's own. */
bool topic_is_reserved(const char *topic);
/* A device may publish on it: it is not reserved, or one of those listed. */
bool topic_may_be_published(const char *topic);
/* A device may subscribe with this filter. */
bool topic_may_be_subscribed(const char *filter);
/* The filter without "$share/<name>/". */
const char *topic_without_share(const char *filter);
bool topic_has_wildcard(const char *filter);
/* The filter fits the topic. "sensor/#" does not fit "sensor", unlike in MQTT, and wildcards do not
 * stand for a first level that is reserved. */
bool topic_fits(const char *filter, const char *topic);

#endif
