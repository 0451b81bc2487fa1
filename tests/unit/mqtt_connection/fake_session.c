/* SPDX-License-Identifier: MIT */
#include "fake_session.h"

#include <string.h>

/* ---- Filters ---- */

/* Where a filter stands, or subscription_count. */
static size_t place_of(const struct fake_broker_session *session, const uint8_t *filter,
                       size_t length)
{
    size_t i = 0;

    while (i < session->subscription_count &&
           (strlen(session->subscriptions[i].filter) != length ||
            memcmp(session->subscriptions[i].filter, filter, length) != 0)) {
        i++;
    }
    return i;
}

void fake_session_subscribe(struct fake_broker_session *session, const uint8_t *filter,
                            size_t length, uint8_t qos)
{
    const size_t i = place_of(session, filter, length);

    if (i < FAKE_BROKER_SUBSCRIPTIONS && length < FAKE_BROKER_TOPIC_BYTES) {
        memset(session->subscriptions[i].filter, 0, FAKE_BROKER_TOPIC_BYTES);
        memcpy(session->subscriptions[i].filter, filter, length);
        session->subscriptions[i].qos = qos;
        session->subscription_count += i == session->subscription_count;
    }
}

void fake_session_unsubscribe(struct fake_broker_session *session, const uint8_t *filter,
                              size_t length)
{
    const size_t i = place_of(session, filter, length);

    if (i < session->subscription_count) {
        session->subscriptions[i] = session->subscriptions[--session->subscription_count];
    }
}

static bool matches(const char *filter, const char *topic)
{
    const size_t length = strlen(filter);

    if (length > 0 && filter[length - 1] == '#') {
        return strncmp(filter, topic, length - 1) == 0;
    }
    if (length > 0 && filter[length - 1] == '+') { /* as the last level only */
        return strncmp(filter, topic, length - 1) == 0 && strchr(topic + length - 1, '/') == NULL;
    }
    return strcmp(filter, topic) == 0;
}

/* ---- Messages ---- */

bool fake_session_queue(struct fake_broker_session *session, const char *topic, const void *payload,
                        size_t length, uint8_t qos)
{
    for (size_t i = 0; i < session->subscription_count; i++) {
        if (!matches(session->subscriptions[i].filter, topic)) {
            continue;
        }
        if (session->outgoing_count == FAKE_BROKER_MESSAGES ||
            strlen(topic) >= FAKE_BROKER_TOPIC_BYTES || length > FAKE_BROKER_PAYLOAD_BYTES) {
            return false;
        }
        struct fake_broker_message *const message = &session->outgoing[session->outgoing_count++];
        *message = (struct fake_broker_message){.length = length, .phase = FAKE_SESSION_WAITS};
        message->qos = qos < session->subscriptions[i].qos ? qos : session->subscriptions[i].qos;
        strcpy(message->topic, topic);
        memcpy(message->payload, payload, length);
        return true;
    }
    return false;
}

void fake_session_remove(struct fake_broker_session *session, size_t index)
{
    session->outgoing_count--;
    memmove(&session->outgoing[index], &session->outgoing[index + 1],
            (session->outgoing_count - index) * sizeof session->outgoing[0]);
}

bool fake_session_idle(const struct fake_broker_session *session)
{
    for (size_t i = 0; i < FAKE_BROKER_MESSAGES; i++) {
        if (session->incoming[i].packet_id != 0) {
            return false;
        }
    }
    return session->outgoing_count == 0;
}
