/* SPDX-License-Identifier: MIT */
/* The plugin's entry points, and what each of the broker's events means. The broker has one thread;
 * so has all of this. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guard.h"
#include "peek.h"
#include "presence.h"
#include "topic.h"

#define REFRESH_MS 50
#define SWEEP_MS   60000
#define EXPORTED   __attribute__((visibility("default")))

EXPORTED int mosquitto_plugin_version(int count, const int *versions);
EXPORTED int mosquitto_plugin_init(mosquitto_plugin_id_t *identifier, void **userdata,
                                   struct mosquitto_opt *options, int option_count);
EXPORTED int mosquitto_plugin_cleanup(void *userdata, struct mosquitto_opt *options,
                                      int option_count);

static const char to_client[] = "$cloud/to/";

static mosquitto_plugin_id_t *plugin;
static struct guard_config guard = {.user = "dunlin-cloudd", .limits_publishes = true};
static struct session *subscriber; /* whose SUBSCRIBE is in hand */
static int64_t refresh_at_ms, sweep_at_ms;

static bool is_daemon(const struct mosquitto *client)
{
    const char *user = mosquitto_client_username(client);

    return user != NULL && guard.user != NULL && strcmp(user, guard.user) == 0;
}

/* The session of a client that is connected, or that the broker keeps messages for. */
static struct session *session_for(const struct mosquitto *client)
{
    struct session *session = session_of_client(client);
    const char *id = mosquitto_client_id(client), *user = mosquitto_client_username(client);

    if (session != NULL || id == NULL) {
        return session;
    }
    session = session_of_id(id);
    if (session == NULL && user != NULL) {
        /* Kept by the broker since before it began: its user name is the certificate. */
        session = session_make(id);
        if (session != NULL) {
            (void)snprintf(session->certificate, sizeof(session->certificate), "%s", user);
            session->subject =
                (struct subject){.certificate = session->certificate, .client = session->id};
            session->is_persistent = true;
            session->left_s = now_ms() / 1000;
        }
    }
    return session;
}

static void stop_subscribing(void)
{
    if (subscriber != NULL) {
        presence_flush_topics(subscriber);
        subscriber = NULL;
    }
}

static int on_connect(int event, void *data, void *context)
{
    (void)event;
    (void)context;
    stop_subscribing();
    return guard_connect(&guard, data);
}

static int on_disconnect(int event, void *data, void *context)
{
    const struct mosquitto_evt_disconnect *gone = data;
    struct session *session = session_of_client(gone->client);

    (void)event;
    (void)context;
    stop_subscribing();
    if (session == NULL) {
        return MOSQ_ERR_SUCCESS;
    }
    static const char *const reasons[] = {[PEEK_UNKNOWN] = "CONNECTION_LOST",
                                          [PEEK_CLIENT_SAID_SO] = "CLIENT_INITIATED_DISCONNECT",
                                          [PEEK_LOST] = "CONNECTION_LOST",
                                          [PEEK_SILENT] = "MQTT_KEEP_ALIVE_TIMEOUT",
                                          [PEEK_BAD_PACKET] = "CLIENT_ERROR"};
    const enum peek_end end = peek_end(gone->client);
    const bool by_client = session->reason == NULL && end == PEEK_CLIENT_SAID_SO;
    presence_disconnected(session, session->reason != NULL ? session->reason : reasons[end],
                          by_client);
    session->left_s = now_ms() / 1000;
    session_disconnected(session);
    return MOSQ_ERR_SUCCESS;
}

static int on_access(int event, void *data, void *context)
{
    const struct mosquitto_evt_acl_check *check = data;

    (void)event;
    (void)context;
    if (is_daemon(check->client)) {
        return MOSQ_ERR_SUCCESS;
    }
    struct session *session = session_for(check->client);
    if (session == NULL) {
        return MOSQ_ERR_ACL_DENIED;
    }
    if (check->access == MOSQ_ACL_READ) {
        return guard_receive(session, check->topic, check->retain && subscriber == session);
    }
    if (subscriber != session || check->access == MOSQ_ACL_WRITE) {
        stop_subscribing();
    }
    switch (check->access) {
    case MOSQ_ACL_WRITE:
        return guard_publish(&guard, session, check);
    case MOSQ_ACL_SUBSCRIBE:
        subscriber = session;
        session->last_has_wildcard = topic_has_wildcard(check->topic);
        return guard_subscribe(session, check);
    case MOSQ_ACL_UNSUBSCRIBE:
        subscriber = session;
        return guard_unsubscribe(session, check);
    default:
        return MOSQ_ERR_ACL_DENIED;
    }
}

/* "$cloud/to/<client>/$aws/...": a client id may have slashes, a reserved topic begins behind it.
 */
static void hand_over(const struct mosquitto_evt_message *message)
{
    const char *id = message->topic + strlen(to_client);
    const char *slash = strstr(id, "/$aws/");
    char client[CLIENT_BYTES_MAX + 1];

    if (slash == NULL || (size_t)(slash - id) >= sizeof(client)) {
        return;
    }
    memcpy(client, id, (size_t)(slash - id));
    client[slash - id] = '\0';
    struct session *session = session_of_id(client);
    if (session != NULL && session->client != NULL &&
        authority_ask(&session->subject, &session->policies, "iot:Receive", "topic", slash + 1) ==
            POLICY_ALLOWS) {
        (void)mosquitto_broker_publish_copy(client, slash + 1, (int)message->payloadlen,
                                            message->payload, message->qos, false, NULL);
    }
}

/* Requests on reserved topics say whom they are from, the last of such properties. */
static int on_message(int event, void *data, void *context)
{
    struct mosquitto_evt_message *message = data;

    (void)event;
    (void)context;
    if (is_daemon(message->client)) {
        if (strncmp(message->topic, to_client, strlen(to_client)) == 0) {
            hand_over(message);
        }
        return MOSQ_ERR_SUCCESS;
    }
    const struct session *session = session_of_client(message->client);
    if (session != NULL && topic_is_reserved(message->topic)) {
        (void)mosquitto_property_add_string_pair(&message->properties, MQTT_PROP_USER_PROPERTY,
                                                 "client", session->id);
        (void)mosquitto_property_add_string_pair(&message->properties, MQTT_PROP_USER_PROPERTY,
                                                 "principal", session->certificate);
    }
    return MOSQ_ERR_SUCCESS;
}

/* A certificate that is no longer active ends its connections. */
static void check_active(struct session *session)
{
    if (session->client != NULL && authority_has_ended(session->certificate)) {
        session->reason = "AUTH_ERROR";
        (void)mosquitto_kick_client_by_clientid(session->id, true);
    }
}

static int on_tick(int event, void *data, void *context)
{
    const int64_t now = now_ms();

    (void)event;
    (void)data;
    (void)context;
    stop_subscribing();
    if (now >= refresh_at_ms) {
        refresh_at_ms = now + REFRESH_MS;
        authority_refresh();
        if (authority_have_some_ended()) {
            sessions_each(check_active);
        }
    }
    if (now >= sweep_at_ms) {
        sweep_at_ms = now + SWEEP_MS;
        sessions_sweep(now / 1000);
    }
    return MOSQ_ERR_SUCCESS;
}

static const struct {
    int event;
    MOSQ_FUNC_generic_callback callback;
} callbacks[] = {
    {MOSQ_EVT_BASIC_AUTH, on_connect}, {MOSQ_EVT_DISCONNECT, on_disconnect},
    {MOSQ_EVT_ACL_CHECK, on_access},   {MOSQ_EVT_MESSAGE, on_message},
    {MOSQ_EVT_TICK, on_tick},
};

int mosquitto_plugin_version(int count, const int *versions)
{
    for (int i = 0; i < count; i++) {
        if (versions[i] == MOSQ_PLUGIN_VERSION) {
            return MOSQ_PLUGIN_VERSION;
        }
    }
    return -1;
}

/* The first line of the file. */
static const char *read_password(const char *path)
{
    static char line[256];
    FILE *file = fopen(path, "r");
    const bool has_line = file != NULL && fgets(line, sizeof(line), file) != NULL;

    if (file != NULL) {
        (void)fclose(file);
    }
    if (!has_line) {
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

static bool read_option(const char *key, const char *value, struct authority_config *authority)
{
    if (strcmp(key, "database") == 0) {
        authority->database = value;
    } else if (strcmp(key, "region") == 0) {
        authority->region = value;
    } else if (strcmp(key, "account") == 0) {
        authority->account = value;
    } else if (strcmp(key, "user") == 0) {
        guard.user = value;
    } else if (strcmp(key, "limit_connects") == 0) {
        guard.limits_connects = strcmp(value, "true") == 0;
    } else if (strcmp(key, "limit_publishes") == 0) {
        guard.limits_publishes = strcmp(value, "true") == 0;
    } else if (strcmp(key, "password_file") == 0) {
        guard.password = read_password(value);
        return guard.password != NULL;
    } else {
        return false;
    }
    return true;
}

int mosquitto_plugin_init(mosquitto_plugin_id_t *identifier, void **userdata,
                          struct mosquitto_opt *options, int option_count)
{
    struct authority_config authority = {NULL, "us-east-1", "000000000000"};

    (void)userdata;
    plugin = identifier;
    for (int i = 0; i < option_count; i++) {
        if (!read_option(options[i].key, options[i].value, &authority)) {
            mosquitto_log_printf(MOSQ_LOG_ERR, "cloud: plugin_opt_%s %s: no such option or file",
                                 options[i].key, options[i].value);
            return MOSQ_ERR_INVAL;
        }
    }
    if (authority.database == NULL) {
        mosquitto_log_printf(MOSQ_LOG_ERR, "cloud: plugin_opt_database is missing");
        return MOSQ_ERR_INVAL;
    }
    authority_open(&authority);
    for (size_t i = 0; i < sizeof(callbacks) / sizeof(callbacks[0]); i++) {
        const int status = mosquitto_callback_register(identifier, callbacks[i].event,
                                                       callbacks[i].callback, NULL, NULL);
        if (status != MOSQ_ERR_SUCCESS) {
            return status;
        }
    }
    return MOSQ_ERR_SUCCESS;
}

int mosquitto_plugin_cleanup(void *userdata, struct mosquitto_opt *options, int option_count)
{
    (void)userdata;
    (void)options;
    (void)option_count;
    for (size_t i = 0; i < sizeof(callbacks) / sizeof(callbacks[0]); i++) {
        (void)mosquitto_callback_unregister(plugin, callbacks[i].event, callbacks[i].callback,
                                            NULL);
    }
    sessions_free();
    authority_close();
    return MOSQ_ERR_SUCCESS;
}
