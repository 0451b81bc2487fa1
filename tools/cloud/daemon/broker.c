/* SPDX-License-Identifier: MIT */
#include "broker.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <mosquitto.h>
#include <mqtt_protocol.h>

#define BATCH_MESSAGES  128
#define KEEP_ALIVE_S    60
#define RETRY_MIN_MS    100
#define RETRY_MAX_MS    2000
#define IN_FLIGHT_MAX   1000
#define SETTLE_S        1
#define SUBSCRIPTION_ID 1

static char *const filters[] = {
    "$aws/things/#",
    "$aws/certificates/#",
    "$aws/provisioning-templates/#",
};

struct incoming {
    struct mosquitto_message message;
    char *client, *principal; /* NULL: unknown */
};

struct broker {
    struct broker_config config;
    struct cloud_bus bus;
    struct mosquitto *mosquitto;
    struct engine *engine;
    pthread_mutex_t lock;
    pthread_cond_t acknowledged;
    uint64_t said, settled; /* messages given to the library, acknowledged by the broker */
    struct incoming *batch; /* what was read and is not served yet */
    size_t count, room;
    bool has_complained;
    int retry_ms;
    int64_t retry_at_ms;
};

static void publish(void *self, const char *client, const char *topic, const void *payload,
                    size_t bytes, bool is_retained)
{
    struct broker *broker = self;
    char text[1024];

    if (client != NULL) {
        (void)snprintf(text, sizeof(text), "$cloud/to/%s/%s", client, topic);
    }
    const int status = mosquitto_publish_v5(broker->mosquitto, NULL, client != NULL ? text : topic,
                                            (int)bytes, payload, 1, is_retained, NULL);
    /* Without a connection it is queued all the same. */
    if (status == MOSQ_ERR_SUCCESS || status == MOSQ_ERR_NO_CONN || status == MOSQ_ERR_CONN_LOST) {
        (void)pthread_mutex_lock(&broker->lock);
        broker->said++;
        (void)pthread_mutex_unlock(&broker->lock);
    } else {
        say("cannot publish on %s: %s", client != NULL ? text : topic, mosquitto_strerror(status));
    }
}

static void on_publish(struct mosquitto *mosquitto, void *self, int mid, int reason,
                       const mosquitto_property *properties)
{
    struct broker *broker = self;

    (void)mosquitto;
    (void)mid;
    (void)reason;
    (void)properties;
    (void)pthread_mutex_lock(&broker->lock);
    broker->settled++;
    (void)pthread_cond_broadcast(&broker->acknowledged);
    (void)pthread_mutex_unlock(&broker->lock);
}

/* Acknowledgements come in order, so that a count tells of all before. */
static void settle(void *self)
{
    struct broker *broker = self;
    struct timespec until;
    int status = 0;

    (void)clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += SETTLE_S;
    (void)pthread_mutex_lock(&broker->lock);
    const uint64_t wanted = broker->said;
    while (broker->settled < wanted && status == 0) {
        status = pthread_cond_timedwait(&broker->acknowledged, &broker->lock, &until);
    }
    (void)pthread_mutex_unlock(&broker->lock);
}

static void said(void *self, const char *client, const char *topic, const void *payload,
                 size_t bytes)
{
    publish(self, client, topic, payload, bytes, false);
}

static void retain(void *self, const char *topic, const void *payload, size_t bytes)
{
    publish(self, NULL, topic, payload, bytes, true);
}

static void on_connect(struct mosquitto *mosquitto, void *self, int reason, int flags,
                       const mosquitto_property *properties)
{
    struct broker *broker = self;

    (void)flags;
    (void)properties;
    if (reason != 0) {
        say("the broker refuses the connection: %s", mosquitto_reason_string(reason));
        return;
    }
    broker->retry_ms = RETRY_MIN_MS;
    broker->has_complained = false;
    const int status =
        mosquitto_subscribe_multiple(mosquitto, NULL, (int)(sizeof(filters) / sizeof(filters[0])),
                                     filters, 1, MQTT_SUB_OPT_NO_LOCAL, NULL);
    if (status != MOSQ_ERR_SUCCESS) {
        say("cannot subscribe: %s", mosquitto_strerror(status));
    }
}

static void on_subscribe(struct mosquitto *mosquitto, void *self, int mid, int count,
                         const int *granted, const mosquitto_property *properties)
{
    const struct broker *broker = self;
    bool is_granted = true;

    (void)mosquitto;
    (void)mid;
    (void)properties;
    for (int i = 0; i < count; i++) {
        is_granted = is_granted && granted[i] < 128;
    }
    if (!is_granted) {
        say("the broker refuses the subscriptions");
    } else if (broker->config.ready != NULL) {
        broker->config.ready();
    }
}

/* The last one: the plugin adds its own behind those of the device. NULL: there is none; else freed
 * by the caller. */
static char *user_property(const mosquitto_property *properties, const char *wanted)
{
    char *name = NULL, *value = NULL, *found = NULL;
    const mosquitto_property *at = mosquitto_property_read_string_pair(
        properties, MQTT_PROP_USER_PROPERTY, &name, &value, false);

    while (at != NULL) {
        if (strcmp(name, wanted) == 0) {
            free(found);
            found = value;
        } else {
            free(value);
        }
        free(name);
        at = mosquitto_property_read_string_pair(at, MQTT_PROP_USER_PROPERTY, &name, &value, true);
    }
    return found;
}

/* Kept until the batch is read: the cloud's lock is not taken within the library, which has locks
 * of its own. */
static void on_message(struct mosquitto *mosquitto, void *self,
                       const struct mosquitto_message *message,
                       const mosquitto_property *properties)
{
    struct broker *broker = self;

    (void)mosquitto;
    if (broker->count == broker->room) {
        broker->room = broker->room == 0 ? BATCH_MESSAGES : 2 * broker->room;
        broker->batch = realloc(broker->batch, broker->room * sizeof(*broker->batch));
    }
    if (broker->batch == NULL) {
        abort(); /* out of memory: the broker sends again what was not acknowledged */
    }
    struct incoming *incoming = &broker->batch[broker->count];
    *incoming = (struct incoming){.client = user_property(properties, "client"),
                                  .principal = user_property(properties, "principal")};
    if (mosquitto_message_copy(&incoming->message, message) != MOSQ_ERR_SUCCESS) {
        abort();
    }
    broker->count++;
}

static void forget(struct incoming *incoming)
{
    free(incoming->client);
    free(incoming->principal);
    mosquitto_message_free_contents(&incoming->message);
}

static void forget_batch(struct broker *broker)
{
    while (broker->count > 0) {
        forget(&broker->batch[--broker->count]);
    }
}

/* All that was read, in one transaction. False: it was not kept. */
static bool serve_batch(struct broker *broker)
{
    const bool is_begun = engine_begin(broker->engine);

    for (size_t i = 0; i < broker->count; i++) {
        const struct incoming *incoming = &broker->batch[i];
        const struct cloud_message request = {
            .client = incoming->client != NULL ? incoming->client : "",
            .principal = incoming->principal,
            .topic = incoming->message.topic,
            .payload = incoming->message.payload,
            .bytes = (size_t)incoming->message.payloadlen,
        };
        if (is_begun) {
            (void)cloud_message(broker->engine->cloud, &request);
        }
    }
    forget_batch(broker);
    return is_begun && engine_commit(broker->engine);
}

struct broker *broker_new(const struct broker_config *config)
{
    struct broker *broker = calloc(1, sizeof(*broker));

    if (broker == NULL) {
        return NULL;
    }
    broker->config = *config;
    (void)pthread_mutex_init(&broker->lock, NULL);
    (void)pthread_cond_init(&broker->acknowledged, NULL);
    broker->bus = (struct cloud_bus){broker, said, retain};
    broker->retry_ms = RETRY_MIN_MS;
    broker->mosquitto = mosquitto_new(config->client, false, broker);
    if (broker->mosquitto == NULL ||
        mosquitto_int_option(broker->mosquitto, MOSQ_OPT_PROTOCOL_VERSION, MQTT_PROTOCOL_V5) !=
            MOSQ_ERR_SUCCESS ||
        mosquitto_username_pw_set(broker->mosquitto, config->user, config->password) !=
            MOSQ_ERR_SUCCESS) {
        broker_free(broker);
        return NULL;
    }
    /* Other threads publish; the library then leaves writing to us, which is what puts a request's
     * acknowledgement behind its transaction. */
    mosquitto_threaded_set(broker->mosquitto, true);
    (void)mosquitto_int_option(broker->mosquitto, MOSQ_OPT_RECEIVE_MAXIMUM, IN_FLIGHT_MAX);
    (void)mosquitto_int_option(broker->mosquitto, MOSQ_OPT_SEND_MAXIMUM, IN_FLIGHT_MAX);
    (void)mosquitto_int_option(broker->mosquitto, MOSQ_OPT_TCP_NODELAY, 1);
    mosquitto_connect_v5_callback_set(broker->mosquitto, on_connect);
    mosquitto_subscribe_v5_callback_set(broker->mosquitto, on_subscribe);
    mosquitto_publish_v5_callback_set(broker->mosquitto, on_publish);
    mosquitto_message_v5_callback_set(broker->mosquitto, on_message);
    return broker;
}

void broker_free(struct broker *broker)
{
    if (broker != NULL) {
        mosquitto_destroy(broker->mosquitto);
        forget_batch(broker);
        free(broker->batch);
        free(broker);
    }
}

void broker_serve(struct broker *broker, struct engine *engine)
{
    broker->engine = engine;
    engine->settle = settle;
    engine->settle_context = broker;
}

const struct cloud_bus *broker_bus(struct broker *broker)
{
    return &broker->bus;
}

static void connect_when_due(struct broker *broker)
{
    mosquitto_property *properties = NULL;
    const int64_t now = engine_now_ms(NULL);

    if (now < broker->retry_at_ms && broker->retry_at_ms - now <= RETRY_MAX_MS) {
        return;
    }
    (void)mosquitto_property_add_int32(&properties, MQTT_PROP_SESSION_EXPIRY_INTERVAL, UINT32_MAX);
    const int status =
        mosquitto_connect_bind_v5(broker->mosquitto, broker->config.host, broker->config.port,
                                  KEEP_ALIVE_S, NULL, properties);
    mosquitto_property_free_all(&properties);
    broker->retry_at_ms = now + broker->retry_ms;
    if (status != MOSQ_ERR_SUCCESS && broker->retry_ms >= RETRY_MAX_MS && !broker->has_complained) {
        broker->has_complained = true; /* once for each time that it is away */
        say("the broker cannot be reached: %s", mosquitto_strerror(status));
    }
    broker->retry_ms = broker->retry_ms < RETRY_MAX_MS ? broker->retry_ms * 2 : RETRY_MAX_MS;
}

static bool has_more(int fd)
{
    struct pollfd more = {fd, POLLIN, 0};

    return poll(&more, 1, 0) == 1 && (more.revents & POLLIN) != 0;
}

/* False: what was read was not kept. */
static bool read_batch(struct broker *broker, int fd)
{
    do {
        if (mosquitto_loop_read(broker->mosquitto, 1) != MOSQ_ERR_SUCCESS) {
            break;
        }
    } while (broker->count < BATCH_MESSAGES && has_more(fd));
    return broker->count == 0 || serve_batch(broker);
}

/* Acknowledgements that wait to be written are forgotten with the connection. */
static void leave(struct broker *broker)
{
    const int fd = mosquitto_socket(broker->mosquitto);

    say("closing the connection with the broker, which will send again what was not kept");
    (void)shutdown(fd, SHUT_RDWR);
    while (mosquitto_loop_read(broker->mosquitto, 1) == MOSQ_ERR_SUCCESS) {
    }
    forget_batch(broker);
    broker->retry_at_ms = engine_now_ms(NULL) + RETRY_MAX_MS;
}

static void drain(int fd)
{
    char bytes[64];

    while (read(fd, bytes, sizeof(bytes)) > 0) {
    }
}

void broker_run(struct broker *broker)
{
    struct engine *engine = broker->engine;

    while (!atomic_load(&engine->is_ended)) {
        const int sleep_ms = engine_tick(engine);
        if (mosquitto_socket(broker->mosquitto) < 0) {
            connect_when_due(broker);
        }
        const int fd = mosquitto_socket(broker->mosquitto);
        const bool is_full = fd >= 0 && mosquitto_want_write(broker->mosquitto);
        struct pollfd fds[2] = {{engine->wake[0], POLLIN, 0},
                                {fd, (short)(POLLIN | (is_full ? POLLOUT : 0)), 0}};
        const int pause_ms = fd < 0 && sleep_ms > broker->retry_ms ? broker->retry_ms : sleep_ms;
        (void)poll(fds, 2, pause_ms);
        if (fds[0].revents != 0) {
            drain(engine->wake[0]);
        }
        const bool is_readable = fd >= 0 && (fds[1].revents & (POLLIN | POLLHUP | POLLERR)) != 0;
        if (is_readable && !read_batch(broker, fd)) {
            leave(broker);
        } else if (mosquitto_want_write(broker->mosquitto)) {
            (void)mosquitto_loop_write(broker->mosquitto, 1);
        }
        (void)mosquitto_loop_misc(broker->mosquitto);
    }
    (void)mosquitto_disconnect(broker->mosquitto);
    (void)mosquitto_loop_write(broker->mosquitto, 1);
}
