/* SPDX-License-Identifier: MIT */
/* Things whose shadows are used, and what is subscribed to for each. A subscription has users, the
 * operations under way, or is kept; without either it ends:
 *
 *      shadow_thing_subscribe  users + 1 ── answered, timed out: shadow_thing_release  users - 1
 *
 * Only who has the turn subscribes and unsubscribes. The connection's task does not wait for the
 * turn; who has it then does what is left to do. */
#ifndef AFR201906_SHADOW_THINGS_H
#define AFR201906_SHADOW_THINGS_H

#include <stdbool.h>

#include "shadow.h"
#include "shadow_session.h"

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
    const struct shadow_session *session;
    char name[SHADOW_THINGNAME_MAX_LENGTH];
    volatile uint8_t length; /* 0: the place is free */
    volatile uint8_t state[SHADOW_FILTERS], users[SHADOW_FILTERS];
    volatile bool kept[SHADOW_FILTERS];
    char filters[SHADOW_FILTERS][SHADOW_THING_TOPIC_BYTES];
    AwsIotShadowCallbackInfo_t delta, updated;
};

void shadow_things_init(void);

/* The thing of a name, or NULL. Any task. */
struct shadow_thing *shadow_thing_find(const struct shadow_session *session, const char *name,
                                       size_t length);

/* The n-th place, or NULL: there are no more. */
struct shadow_thing *shadow_thing_at(unsigned n);

/* A place for the name, and a set of filters granted, with one user more; `keep`: beyond its users.
 * Blocks: up to `timeout_ms`. */
AwsIotShadowError_t shadow_thing_subscribe(const struct shadow_session *session, const char *name,
                                           size_t length, unsigned filters, bool keep,
                                           uint32_t timeout_ms, struct shadow_thing **thing);

/* One user less of each. Any task; blocks never. */
void shadow_thing_release(struct shadow_thing *thing, unsigned filters);

/* Keep them no longer. Blocks: up to `timeout_ms`. */
AwsIotShadowError_t shadow_thing_forget(struct shadow_thing *thing, unsigned filters,
                                        uint32_t timeout_ms);

/* Nobody uses anything any more; nothing is sent. */
void shadow_things_forget(void);

/* The server's answer to a SUBSCRIBE. The connection's task. */
void shadow_things_granted(const struct shadow_session *session, const char *filter, bool granted);

/* `topic` of a thing, 0-terminated, SHADOW_THING_TOPIC_BYTES. */
bool shadow_thing_topic(const struct shadow_thing *thing, ShadowTopicStringType_t type,
                        char *topic);

#endif
