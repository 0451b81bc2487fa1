/* SPDX-License-Identifier: MIT */
/* The states of mqtt_connection.h, and what other tasks hand over. */
#include "mqtt_connection.h"

#include <string.h>

#include "lib_assert.h"
#include "mqtt_connection_lock.h"
#include "mqtt_store.h"
#include "mqtt_traffic.h"
#include "mqtt_version.h"

#define ACK_TIMEOUT_MS   20000u
#define BUFFER_BYTES_MIN 64u

static uint32_t now_ms(const struct mqtt_connection *connection)
{
    return connection->config.system.now_ms();
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t left_ms(uint32_t limit, uint32_t passed)
{
    return passed < limit ? limit - passed : 0;
}

static void count(struct mqtt_connection *connection, uint32_t *counter)
{
    mqtt_connection_lock(connection);
    (*counter)++;
    mqtt_connection_unlock(connection);
}

static void set_state(struct mqtt_connection *connection, enum mqtt_connection_state state,
                      MQTTStatus_t reason)
{
    connection->state = state;
    if (connection->config.state != NULL) {
        connection->config.state(connection->config.context, state, reason);
    }
}

/* --- set-up --- */

static bool is_complete(const struct mqtt_connection_config *config)
{
    const struct mqtt_connection_system *const system = &config->system;

    return mqtt_attempt_may_use(config) && system->lock != NULL && system->unlock != NULL &&
           system->wake != NULL && (system->wait_room == NULL) == (system->signal_room == NULL) &&
           config->receive_buffer != NULL && config->receive_size >= BUFFER_BYTES_MIN &&
           config->store_buffer != NULL && (uintptr_t)config->store_buffer % 4u == 0 &&
           config->store_size >= BUFFER_BYTES_MIN && config->store_size <= UINT32_MAX / 2u &&
           config->outgoing != NULL && config->outgoing_count > 0 &&
           (config->subscriptions == NULL) == (config->subscription_count == 0);
}

MQTT_VERSION_EVENTS(on_event, mqtt_traffic_receive);

MQTTStatus_t mqtt_connection_init(struct mqtt_connection *connection,
                                  const struct mqtt_connection_config *config)
{
    if (connection == NULL || config == NULL || !is_complete(config)) {
        return MQTTBadParameter;
    }
    const MQTTFixedBuffer_t buffer = {config->receive_buffer, config->receive_size};

    *connection = (struct mqtt_connection){.config = *config};
    if (config->ack_timeout_ms == 0) {
        connection->config.ack_timeout_ms = ACK_TIMEOUT_MS;
    }
    mqtt_attempt_init(&connection->attempt, &connection->config);
    const TransportInterface_t stream = mqtt_attempt_stream(&connection->attempt);
    MQTTStatus_t status =
        MQTT_Init(&connection->mqtt, &stream, config->system.now_ms, on_event, &buffer);
    if (status == MQTTSuccess) {
        status = mqtt_version_records(&connection->mqtt, config->outgoing, config->outgoing_count,
                                      config->incoming, config->incoming_count);
    }
    if (status != MQTTSuccess) {
        return status;
    }
    /* After a reset of the device the server may still hold QoS 2 ids of before; a message under
     * such an id would pass for a repetition. */
    connection->mqtt.nextPacketId = (uint16_t)(config->system.random() | 1u);
    mqtt_store_init(&connection->store, config->store_buffer, config->store_size);
    for (size_t i = 0; i < config->subscription_count; i++) {
        config->subscriptions[i] = (struct mqtt_connection_subscription){0};
    }
    return MQTTSuccess;
}

/* --- states --- */

static void lose(struct mqtt_connection *connection, MQTTStatus_t reason)
{
    mqtt_attempt_lost(&connection->attempt);
    mqtt_traffic_end(connection);
    mqtt_traffic_free(connection);
    count(connection, &connection->counts.losses);
    set_state(connection, MQTT_CONNECTION_WAITING, reason);
}

static void attempt(struct mqtt_connection *connection)
{
    bool session_present = false;

    set_state(connection, MQTT_CONNECTION_CONNECTING, MQTTSuccess);
    const MQTTStatus_t status =
        mqtt_attempt_connect(&connection->attempt, &connection->mqtt, &session_present);
    if (status == MQTTSuccess) {
        mqtt_traffic_begin(connection, session_present);
        connection->attempt.unsure = false;
        set_state(connection, MQTT_CONNECTION_CONNECTED, MQTTSuccess);
        return;
    }
    if (!connection->attempt.stop) {
        count(connection, &connection->counts.failures);
    }
    set_state(connection, MQTT_CONNECTION_WAITING, status);
}

static void run_waiting(struct mqtt_connection *connection, uint32_t timeout_ms)
{
    const struct mqtt_connection_system *const system = &connection->config.system;
    uint32_t left = mqtt_attempt_left_ms(&connection->attempt);

    if (left > 0 && timeout_ms > 0) {
        system->sleep(system->context, smaller(left, timeout_ms));
        left = mqtt_attempt_left_ms(&connection->attempt);
    }
    if (left == 0 && !connection->attempt.stop) {
        attempt(connection);
    }
}

/* Reads once, and lets the engine handle it. A QoS 2 message that found no record ends the
 * connection, because only then the server sends it again; one too long would come for ever. */
static MQTTStatus_t receive(struct mqtt_connection *connection)
{
    const MQTTContext_t *const mqtt = &connection->mqtt;
    const bool ping_before = mqtt->waitingForPingResp;
    const MQTTStatus_t status = MQTT_ProcessLoop(&connection->mqtt);
    const bool oversized = status == MQTTNoMemory && mqtt->discardBytes > 0;

    if (!ping_before && mqtt->waitingForPingResp) {
        count(connection, &connection->counts.pings);
    }
    if (oversized) {
        count(connection, &connection->counts.oversized);
    }
    if (oversized || status == MQTTNeedMoreBytes ||
        (status == MQTTNoMemory && connection->config.incoming_count == 0)) {
        return MQTTSuccess;
    }
    return status;
}

static MQTTStatus_t wait_when_connected(struct mqtt_connection *connection, uint32_t timeout_ms)
{
    const uint32_t due =
        smaller(mqtt_keep_alive_wait_ms(&connection->mqtt), mqtt_traffic_patience_ms(connection));

    if (connection->attempt.bytes_came || connection->attempt.stop) {
        return MQTTSuccess;
    }
    return mqtt_attempt_wait(&connection->attempt, smaller(timeout_ms, due)) < 0 ? MQTTRecvFailed
                                                                                 : MQTTSuccess;
}

static void run_connected(struct mqtt_connection *connection, uint32_t timeout_ms)
{
    MQTTStatus_t status = mqtt_traffic_send(connection);

    if (status == MQTTSuccess) {
        status = wait_when_connected(connection, timeout_ms);
    }
    if (status == MQTTSuccess) {
        status = receive(connection);
    }
    if (status == MQTTSuccess && mqtt_traffic_patience_ms(connection) == 0) {
        status = MQTTNoDataAvailable;
    }
    mqtt_traffic_free(connection);
    if (status != MQTTSuccess) {
        lose(connection, status);
    }
}

static void stop_now(struct mqtt_connection *connection)
{
    if (connection->state == MQTT_CONNECTION_CONNECTED) {
        (void)mqtt_version_disconnect(&connection->mqtt);
        mqtt_attempt_close(&connection->attempt);
        mqtt_traffic_end(connection);
        mqtt_traffic_free(connection);
    }
    set_state(connection, MQTT_CONNECTION_STOPPED, MQTTSuccess);
}

static void run_stopped(struct mqtt_connection *connection, uint32_t timeout_ms)
{
    const struct mqtt_connection_system *const system = &connection->config.system;

    if (connection->attempt.stop && timeout_ms > 0) {
        system->sleep(system->context, timeout_ms);
    }
    if (!connection->attempt.stop) {
        mqtt_attempt_start_anew(&connection->attempt);
        set_state(connection, MQTT_CONNECTION_WAITING, MQTTSuccess);
    }
}

enum mqtt_connection_state mqtt_connection_run(struct mqtt_connection *connection,
                                               uint32_t timeout_ms)
{
    LIB_ASSERT(connection != NULL && connection->state != MQTT_CONNECTION_CONNECTING);

    switch (connection->state) {
    case MQTT_CONNECTION_WAITING:
        if (!connection->attempt.stop) {
            run_waiting(connection, timeout_ms);
        }
        break;
    case MQTT_CONNECTION_CONNECTED:
        if (!connection->attempt.stop) {
            run_connected(connection, timeout_ms);
        }
        break;
    case MQTT_CONNECTION_STOPPED:
        run_stopped(connection, timeout_ms);
        break;
    case MQTT_CONNECTION_CONNECTING:
        break;
    }
    if (connection->attempt.stop && connection->state != MQTT_CONNECTION_STOPPED) {
        stop_now(connection);
    }
    return connection->state;
}

/* --- from other tasks --- */

MQTTStatus_t mqtt_connection_subscribe(struct mqtt_connection *connection, const char *filter,
                                       MQTTQoS_t qos)
{
    struct mqtt_connection_subscription *place = NULL;

    if (connection == NULL || filter == NULL || filter[0] == '\0' || strlen(filter) > UINT16_MAX ||
        qos > MQTTQoS2) {
        return MQTTBadParameter;
    }
    mqtt_connection_lock(connection);
    for (size_t i = 0; i < connection->config.subscription_count; i++) {
        struct mqtt_connection_subscription *const each = &connection->config.subscriptions[i];
        if (each->filter == NULL || strcmp(each->filter, filter) == 0) {
            place = each;
            break;
        }
    }
    if (place != NULL) {
        *place = (struct mqtt_connection_subscription){.filter = filter, .qos = qos};
    }
    mqtt_connection_unlock(connection);
    mqtt_connection_wake(connection);
    return place != NULL ? MQTTSuccess : MQTTNoMemory;
}

/* One try, under the lock. */
static MQTTStatus_t accept(struct mqtt_connection *connection, const MQTTPublishInfo_t *message)
{
    if (message->qos == MQTTQoS0 && !connection->connected) {
        return MQTTStatusNotConnected;
    }
    if (!mqtt_store_append(&connection->store, message)) {
        return MQTTNoMemory;
    }
    connection->counts.accepted += message->qos != MQTTQoS0;
    return MQTTSuccess;
}

/* Waits for room. What signal_room wakes is one publisher; the one that got room wakes the next. */
static MQTTStatus_t accept_in_time(struct mqtt_connection *connection,
                                   const MQTTPublishInfo_t *message, uint32_t timeout_ms)
{
    const struct mqtt_connection_system *const system = &connection->config.system;
    const uint32_t start = now_ms(connection);
    MQTTStatus_t status = MQTTNoMemory;

    mqtt_connection_lock(connection);
    connection->publishers++;
    for (;;) {
        status = accept(connection, message);
        const uint32_t left = left_ms(timeout_ms, now_ms(connection) - start);
        if (status != MQTTNoMemory || left == 0) {
            break;
        }
        mqtt_connection_unlock(connection);
        system->wait_room(system->context, left);
        mqtt_connection_lock(connection);
    }
    connection->publishers--;
    const bool others = connection->publishers > 0;
    mqtt_connection_unlock(connection);
    if (others) {
        system->signal_room(system->context);
    }
    return status;
}

MQTTStatus_t mqtt_connection_publish(struct mqtt_connection *connection, const char *topic,
                                     const void *payload, size_t length, MQTTQoS_t qos,
                                     uint32_t timeout_ms)
{
    if (connection == NULL || topic == NULL || strlen(topic) > UINT16_MAX ||
        strchr(topic, '+') != NULL || strchr(topic, '#') != NULL) {
        return MQTTBadParameter;
    }
    const MQTTPublishInfo_t message = {
        .qos = qos,
        .pTopicName = topic,
        .topicNameLength = (uint16_t)strlen(topic),
        .pPayload = payload,
        .payloadLength = length,
    };
    if (!mqtt_version_may_publish(&message) ||
        !mqtt_store_may_hold(&connection->store, message.topicNameLength, length)) {
        return MQTTBadParameter;
    }
    mqtt_connection_lock(connection);
    MQTTStatus_t status = accept(connection, &message);
    mqtt_connection_unlock(connection);
    if (status == MQTTNoMemory && timeout_ms > 0 && connection->config.system.wait_room != NULL) {
        status = accept_in_time(connection, &message, timeout_ms);
    }
    if (status == MQTTSuccess) {
        mqtt_connection_wake(connection);
    }
    return status;
}

void mqtt_connection_disconnect(struct mqtt_connection *connection)
{
    LIB_ASSERT(connection != NULL);

    connection->attempt.stop = true;
    mqtt_connection_wake(connection);
}

void mqtt_connection_resume(struct mqtt_connection *connection)
{
    LIB_ASSERT(connection != NULL);

    connection->attempt.stop = false;
    mqtt_connection_wake(connection);
}

void mqtt_connection_wake(struct mqtt_connection *connection)
{
    connection->config.system.wake(connection->config.system.context);
}

void mqtt_connection_statistics(struct mqtt_connection *connection,
                                struct mqtt_connection_counts *statistics)
{
    LIB_ASSERT(connection != NULL && statistics != NULL);

    mqtt_connection_lock(connection);
    *statistics = connection->counts;
    mqtt_connection_unlock(connection);
    statistics->waiting = statistics->accepted - statistics->acknowledged - statistics->dropped;
}
