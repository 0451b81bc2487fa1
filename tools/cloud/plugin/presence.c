/* SPDX-License-Identifier: MIT */
#include "presence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/rand.h>

#include "uuid.h"

void presence_make_uuid(char text[37])
{
    unsigned char bytes[16] = {0};

    (void)RAND_bytes(bytes, sizeof(bytes));
    uuid_write(bytes, text);
}

/* Consumes `event`. AWS sends none for ids that are wildcards. */
static void say(const char *group, const char *type, const char *id, json_t *event)
{
    char topic[64 + CLIENT_BYTES_MAX];
    struct timespec now;

    (void)clock_gettime(CLOCK_REALTIME, &now);
    json_object_set_new(event, "clientId", json_string(id));
    json_object_set_new(event, "eventType", json_string(type));
    json_object_set_new(event, "timestamp",
                        json_integer((json_int_t)now.tv_sec * 1000 + now.tv_nsec / 1000000));
    char *text = json_dumps(event, JSON_COMPACT);
    if (text != NULL && strpbrk(id, "+#") == NULL) {
        (void)snprintf(topic, sizeof(topic), "$aws/events/%s/%s/%s", group, type, id);
        (void)mosquitto_broker_publish_copy(NULL, topic, (int)strlen(text), text, 1, false, NULL);
    }
    free(text);
    json_decref(event);
}

void presence_connected(const struct session *session)
{
    say("presence", "connected", session->id,
        json_pack("{s:s,s:s,s:s,s:i}", "sessionIdentifier", session->uuid, "principalIdentifier",
                  session->certificate, "ipAddress", session->address, "versionNumber",
                  session->version));
}

void presence_disconnected(const struct session *session, const char *reason, bool by_client)
{
    say("presence", "disconnected", session->id,
        json_pack("{s:s,s:s,s:i,s:b,s:s}", "sessionIdentifier", session->uuid,
                  "principalIdentifier", session->certificate, "versionNumber", session->version,
                  "clientInitiatedDisconnect", by_client, "disconnectReason", reason));
}

void presence_connect_failed(const char *id, const char *certificate, const char *address)
{
    char uuid[37];

    presence_make_uuid(uuid);
    say("presence", "connect_failed", id,
        json_pack("{s:s,s:s,s:s,s:s}", "sessionIdentifier", uuid, "principalIdentifier",
                  certificate, "ipAddress", address, "connectFailureReason",
                  "AUTHORIZATION_FAILED"));
}

void presence_flush_topics(struct session *session)
{
    json_t *topics = session->topics;

    session->topics = NULL;
    session->packet_at = NULL;
    if (topics != NULL && json_array_size(topics) > 0) {
        say("subscriptions", session->is_subscribing ? "subscribed" : "unsubscribed", session->id,
            json_pack("{s:s,s:s,s:o}", "sessionIdentifier", session->uuid, "principalIdentifier",
                      session->certificate, "topics", topics));
    } else {
        json_decref(topics);
    }
}
