/* SPDX-License-Identifier: MIT */
/* PUBLISH, SUBSCRIBE, UNSUBSCRIBE and each delivery. A code other than MOSQ_ERR_ACL_DENIED makes
 * the broker close the connection. */
#include "guard.h"

#include <string.h>
#include <time.h>

#include "packet.h"
#include "peek.h"
#include "presence.h"
#include "topic.h"

#define PAYLOAD_BYTES_MAX    131072u
#define PUBLISHES_PER_SECOND 100u
#define BYTES_PER_SECOND     (512u * 1024u)

/* What a developer wants to know: who was refused what, and why. */
static void say(const struct session *session, const char *what, const char *topic, const char *why)
{
    mosquitto_log_printf(MOSQ_LOG_WARNING, "cloud: %s: %s %s refused: %s", session->id, what, topic,
                         why);
}

/* End the connection, with DISCONNECT's reason if it is MQTT 5. A connection that has ended (its
 * will is being sent) is only told no. */
static int end(struct session *session, const struct mosquitto_evt_acl_check *event,
               const char *reason, uint8_t reason_5, int status, const char *why)
{
    say(session, event->access == MOSQ_ACL_SUBSCRIBE ? "SUBSCRIBE" : "PUBLISH", event->topic, why);
    if (session->client == NULL || session->client != event->client) {
        return MOSQ_ERR_ACL_DENIED;
    }
    if (session->reason == NULL) {
        session->reason = reason;
    }
    if (mosquitto_client_protocol_version(session->client) == 5 && send__disconnect != NULL) {
        (void)send__disconnect(session->client, reason_5, NULL);
    }
    return status;
}

static bool may(struct session *session, const char *action, const char *kind, const char *name)
{
    return authority_ask(&session->subject, &session->policies, action, kind, name) ==
           POLICY_ALLOWS;
}

static bool is_too_fast(struct session *session, size_t bytes)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    if (session->second != (int64_t)now.tv_sec) {
        session->second = (int64_t)now.tv_sec;
        session->publishes = 0;
        session->bytes = 0;
    }
    session->publishes++;
    session->bytes += bytes;
    return session->publishes > PUBLISHES_PER_SECOND || session->bytes > BYTES_PER_SECOND;
}

int guard_publish(const struct guard_config *config, struct session *session,
                  const struct mosquitto_evt_acl_check *event)
{
    const char *topic = event->topic;

    if (event->payloadlen > PAYLOAD_BYTES_MAX) {
        return end(session, event, "CLIENT_ERROR", MQTT_RC_PACKET_TOO_LARGE, MOSQ_ERR_PAYLOAD_SIZE,
                   "its payload is above 128 KB");
    }
    if (event->qos > 1) {
        return end(session, event, "CLIENT_ERROR", MQTT_RC_QOS_NOT_SUPPORTED, MOSQ_ERR_AUTH,
                   "there is no QoS 2");
    }
    if (!topic_is_short_enough(topic)) {
        return end(session, event, "CLIENT_ERROR", MQTT_RC_TOPIC_NAME_INVALID, MOSQ_ERR_AUTH,
                   "a topic has 256 bytes and 7 slashes at most");
    }
    if (!topic_may_be_published(topic) || (event->retain && topic_is_reserved(topic))) {
        return end(session, event, "FORBIDDEN_ACCESS", MQTT_RC_NOT_AUTHORIZED, MOSQ_ERR_AUTH,
                   "it is reserved: not for devices to publish, or not to be retained");
    }
    if (!may(session, "iot:Publish", "topic", topic) ||
        (event->retain && !may(session, "iot:RetainPublish", "topic", topic))) {
        return end(session, event, "AUTH_ERROR", MQTT_RC_NOT_AUTHORIZED, MOSQ_ERR_AUTH,
                   event->retain ? "no policy allows iot:Publish and iot:RetainPublish on it"
                                 : "no policy allows iot:Publish on it");
    }
    if (config->limits_publishes && is_too_fast(session, event->payloadlen)) {
        return event->qos == 0 ? MOSQ_ERR_ACL_DENIED /* without an acknowledgement: it is gone */
                               : end(session, event, "THROTTLED", MQTT_RC_QUOTA_EXCEEDED,
                                     MOSQ_ERR_AUTH, "more than 100 messages or 512 KB in a second");
    }
    return MOSQ_ERR_SUCCESS;
}

/* The options that the client sent with this filter; the broker tells of them only what it grants.
 * -1: not known. */
static int options_of(struct session *session, const char *filter)
{
    const bool is_5 = mosquitto_client_protocol_version(session->client) == 5;
    uint8_t command;
    size_t bytes;
    const uint8_t *body = peek_packet(session->client, &command, &bytes);

    if (body == NULL || bytes < 2) {
        return -1;
    }
    const unsigned int id = (unsigned int)body[0] << 8 | body[1];
    const uint8_t *at = session->packet_at, *stop = body + bytes;
    int options = at == NULL || id != session->packet_id || at < body || at > stop
                      ? -1
                      : packet_filter_options(at, stop, filter, &session->packet_at);
    if (options < 0) {
        presence_flush_topics(session);
        at = packet_first_filter(body, bytes, is_5, &session->has_identifier);
        session->packet_id = id;
        session->packet_filters = 0;
        options = at == NULL ? -1 : packet_filter_options(at, stop, filter, &session->packet_at);
    }
    session->packet_filters++;
    return options;
}

/* The topics of one packet make one event. */
static void note_topic(struct session *session, const char *filter, bool is_subscribing)
{
    if (session->topics == NULL || session->is_subscribing != is_subscribing) {
        const uint8_t *at = session->packet_at;
        presence_flush_topics(session);
        session->packet_at = at;
        session->topics = json_array();
        session->is_subscribing = is_subscribing;
    }
    json_array_append_new(session->topics, json_string(filter));
}

/* A shared filter is asked about as it is and without its share. */
static bool may_subscribe(struct session *session, const char *filter)
{
    const char *inner = topic_without_share(filter);
    enum policy_answer answer = authority_ask(&session->subject, &session->policies,
                                              "iot:Subscribe", "topicfilter", filter);

    if (inner != filter && answer == POLICY_SILENT) {
        answer = authority_ask(&session->subject, &session->policies, "iot:Subscribe",
                               "topicfilter", inner);
    }
    return answer == POLICY_ALLOWS;
}

int guard_subscribe(struct session *session, const struct mosquitto_evt_acl_check *event)
{
    const char *filter = event->topic;
    const int options = options_of(session, filter);

    if (event->qos > 1 || (options >= 0 && (options & 3) > 1)) {
        return end(session, event, "CLIENT_ERROR", MQTT_RC_QOS_NOT_SUPPORTED, MOSQ_ERR_AUTH,
                   "there is no QoS 2");
    }
    if (options >= 0 && session->has_identifier) {
        return end(session, event, "CLIENT_ERROR", MQTT_RC_SUBSCRIPTION_IDS_NOT_SUPPORTED,
                   MOSQ_ERR_AUTH, "there are no subscription identifiers");
    }
    if (session->packet_filters > PACKET_FILTERS_MAX) {
        return end(session, event, "CLIENT_ERROR", MQTT_RC_QUOTA_EXCEEDED, MOSQ_ERR_AUTH,
                   "a SUBSCRIBE has 8 filters at most");
    }
    const char *why = NULL;
    if (!topic_is_short_enough(filter)) {
        why = "a filter has 256 bytes and 7 slashes at most";
    } else if (!topic_may_be_subscribed(filter)) {
        why = "it is reserved: not for devices to subscribe to";
    } else if (!may_subscribe(session, filter)) {
        why = "no policy allows iot:Subscribe on it";
    } else if (session->filter_count == FILTERS_MAX && !session_has_filter(session, filter)) {
        why = "a connection has 50 filters at most";
    }
    if (why != NULL) {
        say(session, "SUBSCRIBE", filter, why);
        return MOSQ_ERR_ACL_DENIED;
    }
    session_add_filter(session, filter);
    note_topic(session, filter, true);
    return MOSQ_ERR_SUCCESS;
}

int guard_unsubscribe(struct session *session, const struct mosquitto_evt_acl_check *event)
{
    session_remove_filter(session, event->topic);
    note_topic(session, event->topic, false);
    return MOSQ_ERR_SUCCESS;
}

/* MQTT lets "sensor/#" fit "sensor". A session that the broker has kept for longer than we know it
 * has no filters here. */
static bool is_of_a_filter(const struct session *session, const char *topic)
{
    bool has_parents = false;

    for (size_t i = 0; i < session->filter_count; i++) {
        const char *filter = session->filters[i];
        const size_t bytes = strlen(filter);
        has_parents = has_parents || (bytes >= 2 && strcmp(filter + bytes - 2, "/#") == 0);
    }
    for (size_t i = 0; has_parents && i < session->filter_count; i++) {
        if (topic_fits(topic_without_share(session->filters[i]), topic)) {
            return true;
        }
    }
    return !has_parents;
}

int guard_receive(struct session *session, const char *topic, bool is_retained_one)
{
    if (is_retained_one && session->filter_count > 0 && session->last_has_wildcard) {
        return MOSQ_ERR_ACL_DENIED;
    }
    return is_of_a_filter(session, topic) && may(session, "iot:Receive", "topic", topic)
               ? MOSQ_ERR_SUCCESS
               : MOSQ_ERR_ACL_DENIED;
}
