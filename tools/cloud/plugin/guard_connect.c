/* SPDX-License-Identifier: MIT */
/* CONNECT: a certificate that is active, a client id that may be, policies that allow it, and a
 * will that may be published. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "identity.h"
#include "peek.h"
#include "presence.h"
#include "topic.h"

#define KEEP_ALIVE_MIN_S    30
#define KEEP_ALIVE_MAX_S    1200
#define PAYLOAD_BYTES_MAX   131072u
#define REASON_3_IDENTIFIER 2 /* of CONNACK in MQTT 3.1.1 */

static bool is_version_5(const struct mosquitto *client)
{
    return mosquitto_client_protocol_version(client) == 5;
}

/* Say why in CONNACK, where the broker lets us; it closes the connection then. */
static int refuse(struct mosquitto *client, uint8_t reason_3, uint8_t reason_5)
{
    if (send__connack == NULL) {
        return MOSQ_ERR_AUTH;
    }
    (void)send__connack(client, 0, is_version_5(client) ? reason_5 : reason_3, NULL);
    return MOSQ_ERR_UNKNOWN;
}

/* What a developer wants to know. */
static void say(const char *id, const char *why)
{
    mosquitto_log_printf(MOSQ_LOG_WARNING, "cloud: %s: CONNECT refused: %s",
                         id != NULL ? id : "(no client id)", why);
}

static bool is_loopback(const char *address)
{
    return address == NULL || address[0] == '\0' || strncmp(address, "127.", 4) == 0 ||
           strcmp(address, "::1") == 0;
}

/* The daemon has no certificate, but a password, and it is on this machine. */
static int connect_daemon(const struct guard_config *config,
                          const struct mosquitto_evt_basic_auth *event)
{
    const bool is_daemon = config->user != NULL && config->password != NULL &&
                           event->username != NULL && event->password != NULL &&
                           strcmp(event->username, config->user) == 0 &&
                           strcmp(event->password, config->password) == 0 &&
                           is_loopback(mosquitto_client_address(event->client));

    return is_daemon ? MOSQ_ERR_SUCCESS : MOSQ_ERR_AUTH;
}

static bool may_will(struct session *session, const struct peek_connect *connect)
{
    const char *topic = connect->will_topic;

    return topic != NULL && topic_is_short_enough(topic) && topic_may_be_published(topic) &&
           !(connect->packet.will_is_retained && topic_is_reserved(topic)) &&
           connect->packet.will_payload_bytes <= PAYLOAD_BYTES_MAX &&
           authority_ask(&session->subject, &session->policies, "iot:Publish", "topic", topic) ==
               POLICY_ALLOWS &&
           (!connect->packet.will_is_retained ||
            authority_ask(&session->subject, &session->policies, "iot:RetainPublish", "topic",
                          topic) == POLICY_ALLOWS);
}

/* Between 30 and 1200 s. MQTT 5 tells the client of the upper bound: that is left to the broker's
 * max_keepalive. */
static void bound_keep_alive(struct mosquitto *client)
{
    const int wanted = mosquitto_client_keepalive(client);
    const bool is_told = is_version_5(client);

    if (wanted > 0 && wanted < KEEP_ALIVE_MIN_S) {
        (void)peek_set_keep_alive(client, KEEP_ALIVE_MIN_S);
    } else if (!is_told && (wanted == 0 || wanted > KEEP_ALIVE_MAX_S)) {
        (void)peek_set_keep_alive(client, KEEP_ALIVE_MAX_S);
    }
}

/* The connection that has the id now is closed by the broker. */
static void take_over(struct session *session)
{
    if (session->client != NULL) {
        if (is_version_5(session->client) && send__disconnect != NULL) {
            (void)send__disconnect(session->client, MQTT_RC_SESSION_TAKEN_OVER, NULL);
        }
        presence_flush_topics(session);
        presence_disconnected(session, "DUPLICATE_CLIENTID", false);
        session_disconnected(session);
    }
}

/* Whom the policies are asked about. Consumes the certificate. */
static void identify(struct session *session, struct mosquitto *client, X509 *x509, const char *id,
                     const struct peek_connect *connect)
{
    const char *address = mosquitto_client_address(client);

    X509_free(session->x509);
    session->x509 = x509;
    (void)snprintf(session->certificate, sizeof(session->certificate), "%s", id);
    (void)snprintf(session->address, sizeof(session->address), "%s",
                   address != NULL ? address : "");
    subject_forget(&session->subject);
    session->subject = (struct subject){.certificate = session->certificate,
                                        .client = session->id,
                                        .address = session->address,
                                        .is_persistent = connect->packet.is_persistent,
                                        .has_will = connect->packet.has_will,
                                        .certificate_variable = identity_variable,
                                        .context = x509};
    session->policies.version = 0;
}

static bool is_allowed(struct session *session, const struct peek_connect *connect)
{
    return authority_ask(&session->subject, &session->policies, "iot:Connect", "client",
                         session->id) == POLICY_ALLOWS &&
           (!connect->packet.has_will || may_will(session, connect));
}

/* One that is not kept unless the client is let in: who is refused must not end the session that
 * has the id. Consumes the certificate. */
static int let_in(struct mosquitto *client, X509 *x509, const char *certificate,
                  const struct peek_connect *connect)
{
    struct session probe = {.client = NULL};

    (void)snprintf(probe.id, sizeof(probe.id), "%s", mosquitto_client_id(client));
    X509_up_ref(x509);
    identify(&probe, client, x509, certificate, connect);
    const bool may_enter = is_allowed(&probe, connect);
    subject_forget(&probe.subject);
    X509_free(probe.x509);
    struct session *session = may_enter ? session_make(probe.id) : NULL;
    if (session == NULL) {
        say(probe.id, "no policy allows iot:Connect with this client id, or its will");
        presence_connect_failed(probe.id, certificate, probe.address);
        X509_free(x509);
        return MOSQ_ERR_AUTH;
    }
    take_over(session);
    identify(session, client, x509, certificate, connect);
    if (mosquitto_client_clean_session(client)) {
        session_clear_filters(session);
    }
    session->is_persistent = connect->packet.is_persistent;
    session->reason = NULL;
    session->version++;
    session->connected_ms = now_ms();
    presence_make_uuid(session->uuid);
    session_connected(session, client);
    bound_keep_alive(client);
    presence_connected(session);
    return mosquitto_set_username(client, certificate);
}

static bool is_too_soon(const struct guard_config *config, const char *id)
{
    const struct session *session = session_of_id(id);

    return config->limits_connects && session != NULL && session->connected_ms != 0 &&
           now_ms() - session->connected_ms < 1000;
}

int guard_connect(const struct guard_config *config, struct mosquitto_evt_basic_auth *event)
{
    struct mosquitto *client = event->client;
    const char *id = mosquitto_client_id(client);
    X509 *x509 = mosquitto_client_certificate(client);
    struct peek_connect connect = {.will_topic = NULL};
    char certificate[65];

    if (x509 == NULL) {
        return connect_daemon(config, event);
    }
    authority_refresh();
    if (id == NULL || !identity_id(x509, certificate) || !authority_is_active(certificate)) {
        say(id, "its certificate is not registered, or not ACTIVE");
        X509_free(x509);
        return MOSQ_ERR_AUTH;
    }
    if (!peek_connect(client, &connect)) {
        connect.packet.is_persistent = !mosquitto_client_clean_session(client);
    }
    int answer;
    if (strlen(id) > CLIENT_BYTES_MAX || id[0] == '$') {
        say(id, "a client id has 128 bytes at most, and no $ in front");
        answer = refuse(client, REASON_3_IDENTIFIER, MQTT_RC_CLIENTID_NOT_VALID);
        X509_free(x509);
    } else if (is_too_soon(config, id)) {
        say(id, "one CONNECT a second for a client id");
        answer = refuse(client, 3, MQTT_RC_QUOTA_EXCEEDED);
        X509_free(x509);
    } else {
        answer = let_in(client, x509, certificate, &connect);
    }
    free(connect.will_topic);
    return answer;
}
