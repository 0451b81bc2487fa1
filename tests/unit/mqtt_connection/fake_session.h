/* SPDX-License-Identifier: MIT */
/* What the fake broker keeps of a client between streams: filters, and messages for it. */
#ifndef FAKE_SESSION_H
#define FAKE_SESSION_H

#include "fake_broker.h"

/* Of an outgoing message. */
enum fake_session_phase {
    FAKE_SESSION_WAITS,     /* not sent in this stream, or only to be sent again */
    FAKE_SESSION_UNDER_WAY, /* PUBACK or PUBREC is awaited */
    FAKE_SESSION_RELEASED,  /* PUBREL was sent, PUBCOMP is awaited */
};

/* A filter, anew or again with another QoS. */
void fake_session_subscribe(struct fake_broker_session *session, const uint8_t *filter,
                            size_t length, uint8_t qos);

/* Nothing happens when it is not there. */
void fake_session_unsubscribe(struct fake_broker_session *session, const uint8_t *filter,
                              size_t length);

/* A message that waits. False: no filter matches, or there is no room. */
bool fake_session_queue(struct fake_broker_session *session, const char *topic, const void *payload,
                        size_t length, uint8_t qos);

/* Outgoing message number `index` is done. */
void fake_session_remove(struct fake_broker_session *session, size_t index);

/* Nothing is under way in either direction. */
bool fake_session_idle(const struct fake_broker_session *session);

#endif
