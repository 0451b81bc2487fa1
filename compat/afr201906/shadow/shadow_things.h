/* SPDX-License-Identifier: MIT */
/* Things whose shadows are used, and what is subscribed to for each. A thing that has a place keeps
 * it, and its subscriptions. */
#ifndef AFR201906_SHADOW_THINGS_H
#define AFR201906_SHADOW_THINGS_H

#include <stdbool.h>

#include "afr201906_shadow.h"
#include "shadow.h"

/* "$aws/things/", a name, "/shadow/update/documents" and NUL. */
#define SHADOW_THING_TOPIC_BYTES (12u + SHADOW_THINGNAME_MAX_LENGTH + 24u + 1u)

/* What may be subscribed to; bits of a set. `GET` and `DELETE` take in both answers. */
enum {
    SHADOW_FILTER_ACCEPTED,
    SHADOW_FILTER_REJECTED,
    SHADOW_FILTER_GET,
    SHADOW_FILTER_DELETE,
    SHADOW_FILTER_DELTA,
    SHADOW_FILTER_DOCUMENTS,
    SHADOW_FILTERS,
};

struct shadow_thing {
    char name[SHADOW_THINGNAME_MAX_LENGTH];
    volatile uint8_t length; /* 0: the place is free */
    volatile uint8_t state[SHADOW_FILTERS];
    char filters[SHADOW_FILTERS][SHADOW_THING_TOPIC_BYTES];
    AwsIotShadowCallbackInfo_t delta, updated;
};

void shadow_things_init(struct mqtt_link *link);

/* The thing of a name, or NULL. Any task. */
struct shadow_thing *shadow_thing_find(const char *name, size_t length);

/* The n-th place, or NULL: there are no more. */
struct shadow_thing *shadow_thing_at(unsigned n);

/* A place for the name, and a set of filters granted. Blocks: up to `timeout_ms`. */
AwsIotShadowError_t shadow_thing_subscribe(const char *name, size_t length, unsigned filters,
                                           uint32_t timeout_ms, struct shadow_thing **thing);

/* The server's answer to a SUBSCRIBE. The connection's task. */
void shadow_things_granted(const char *filter, bool granted);

/* `topic` of a thing, 0-terminated, SHADOW_THING_TOPIC_BYTES. */
bool shadow_thing_topic(const struct shadow_thing *thing, ShadowTopicStringType_t type,
                        char *topic);

#endif
