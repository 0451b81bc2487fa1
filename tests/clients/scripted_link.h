/* SPDX-License-Identifier: MIT */
/* A link whose other end is the test: what is published is kept, what is received is said by hand.
 */
#ifndef SCRIPTED_LINK_H
#define SCRIPTED_LINK_H

#include "mqtt_link.h"

#define SCRIPTED_TEXT_BYTES 512u

struct scripted_link {
    struct mqtt_link link;
    unsigned published, subscribed;
    MQTTStatus_t refuse; /* what publish answers; MQTTSuccess: as it should */
    char topic[SCRIPTED_TEXT_BYTES], payload[SCRIPTED_TEXT_BYTES];
    const char *filters[16];
};

void scripted_link_init(struct scripted_link *script);

/* A message from the server. */
bool scripted_link_say(struct scripted_link *script, const char *topic, const char *payload);

/* The server grants all subscriptions, in order. */
void scripted_link_grant(struct scripted_link *script);

/* The token of what was published last: 8 characters and NUL; empty: it had none. */
const char *scripted_link_token(const struct scripted_link *script);

#endif
