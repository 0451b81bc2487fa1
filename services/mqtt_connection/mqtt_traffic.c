/* SPDX-License-Identifier: MIT */
#include "mqtt_traffic.h"

#include <string.h>

#include "core_mqtt_state.h"
#include "lib_assert.h"
#include "mqtt_connection_lock.h"
#include "mqtt_store.h"
#include "mqtt_version.h"

enum subscription_phase {
    WANTED = 0,
    ASKED,
    GRANTED,
    REFUSED,
};

static uint32_t now_ms(const struct mqtt_connection *connection)
{
    return connection->config.system.now_ms();
}

/* --- after CONNACK, and after the end --- */

static void renew_message(struct mqtt_connection *connection, struct mqtt_store_entry *entry,
                          bool session_present)
{
    if ((entry->phase & (MQTT_STORE_DONE | MQTT_STORE_QUEUED)) != 0) {
        return;
    }
    if (connection->config.drop_unacknowledged) {
        (void)MQTT_CancelCallback(&connection->mqtt, entry->packet_id);
        entry->phase = MQTT_STORE_DONE;
        connection->counts.dropped++;
    } else if (!session_present) {
        entry->phase = MQTT_STORE_QUEUED;
        entry->packet_id = 0;
    } else if (entry->phase == MQTT_STORE_SENT) {
        entry->phase = MQTT_STORE_RESEND;
    } else if (entry->phase == MQTT_STORE_RELEASED) {
        entry->sent_ms = now_ms(connection); /* the engine has sent PUBREL again */
    }
}

/* A session that is present may still be a new one: when the server made it for a CONNECT whose
 * answer was lost. Then it has no subscriptions. */
static void renew_subscriptions(struct mqtt_connection *connection, bool session_known)
{
    const struct mqtt_connection_config *const config = &connection->config;

    for (size_t i = 0; i < config->subscription_count; i++) {
        struct mqtt_connection_subscription *const each = &config->subscriptions[i];
        if (each->phase == ASKED || !session_known) {
            each->phase = WANTED;
        }
    }
}

void mqtt_traffic_begin(struct mqtt_connection *connection, bool session_present)
{
    struct mqtt_store_entry *entry = NULL;

    mqtt_connection_lock(connection);
    connection->connected = true;
    connection->counts.connects++;
    connection->counts.resumed += session_present;
    while ((entry = mqtt_store_next(&connection->store, entry)) != NULL) {
        renew_message(connection, entry, session_present);
    }
    renew_subscriptions(connection, session_present && !connection->attempt.unsure);
    mqtt_connection_unlock(connection);
}

void mqtt_traffic_end(struct mqtt_connection *connection)
{
    struct mqtt_store_entry *entry = NULL;

    mqtt_connection_lock(connection);
    connection->connected = false;
    while ((entry = mqtt_store_next(&connection->store, entry)) != NULL) {
        if (entry->qos == MQTTQoS0) {
            entry->phase = MQTT_STORE_DONE;
        }
    }
    mqtt_connection_unlock(connection);
}

/* --- out --- */

/* The counter may come round to an id that is still under way. */
static uint16_t fresh_packet_id(struct mqtt_connection *connection)
{
    const MQTTContext_t *const mqtt = &connection->mqtt;
    uint16_t id;
    size_t i;

    do {
        id = MQTT_GetPacketId(&connection->mqtt);
        for (i = 0; i < mqtt->outgoingPublishRecordMaxCount; i++) {
            if (mqtt->outgoingPublishRecords[i].packetId == id) {
                break;
            }
        }
    } while (i < mqtt->outgoingPublishRecordMaxCount);
    return id;
}

static bool next_subscription(struct mqtt_connection *connection, MQTTSubscribeInfo_t *info,
                              uint16_t packet_id)
{
    const struct mqtt_connection_config *const config = &connection->config;
    bool found = false;

    mqtt_connection_lock(connection);
    for (size_t i = 0; i < config->subscription_count && !found; i++) {
        struct mqtt_connection_subscription *const each = &config->subscriptions[i];
        if (each->filter != NULL && each->phase == WANTED) {
            each->phase = ASKED;
            each->packet_id = packet_id;
            each->sent_ms = now_ms(connection);
            *info = (MQTTSubscribeInfo_t){.qos = each->qos,
                                          .pTopicFilter = each->filter,
                                          .topicFilterLength = (uint16_t)strlen(each->filter)};
            found = true;
        }
    }
    mqtt_connection_unlock(connection);
    return found;
}

static MQTTStatus_t send_subscriptions(struct mqtt_connection *connection)
{
    MQTTStatus_t status = MQTTSuccess;
    MQTTSubscribeInfo_t info;
    uint16_t id = fresh_packet_id(connection);

    while (status == MQTTSuccess && next_subscription(connection, &info, id)) {
        status = mqtt_version_subscribe(&connection->mqtt, &info, id);
        id = fresh_packet_id(connection);
    }
    return status;
}

/* Notes what has become of an entry after MQTT_Publish took it: with MQTTSendFailed too, the engine
 * has its record. */
static void note_sent(struct mqtt_connection *connection, struct mqtt_store_entry *entry,
                      uint16_t packet_id)
{
    mqtt_connection_lock(connection);
    if (entry->qos == MQTTQoS0) {
        entry->phase = MQTT_STORE_DONE;
        connection->counts.sent_qos0++;
    } else {
        entry->phase = MQTT_STORE_SENT;
        entry->packet_id = packet_id;
        entry->sent_ms = now_ms(connection);
        connection->counts.resent += entry->sent_before;
        entry->sent_before = true;
    }
    mqtt_connection_unlock(connection);
}

static MQTTStatus_t send_entry(struct mqtt_connection *connection, struct mqtt_store_entry *entry)
{
    MQTTPublishInfo_t message = mqtt_store_message(entry);
    uint16_t id = entry->packet_id;

    message.dup = entry->phase == MQTT_STORE_RESEND;
    if (!message.dup && message.qos != MQTTQoS0) {
        id = fresh_packet_id(connection);
    }
    const MQTTStatus_t status = mqtt_version_publish(&connection->mqtt, &message, id);
    if (status == MQTTSuccess || status == MQTTSendFailed) {
        note_sent(connection, entry, id);
    }
    return status;
}

MQTTStatus_t mqtt_traffic_send(struct mqtt_connection *connection)
{
    MQTTStatus_t status = send_subscriptions(connection);

    while (status == MQTTSuccess) {
        mqtt_connection_lock(connection);
        struct mqtt_store_entry *const entry =
            mqtt_store_first(&connection->store, MQTT_STORE_QUEUED | MQTT_STORE_RESEND);
        mqtt_connection_unlock(connection);
        if (entry == NULL) {
            break;
        }
        status = send_entry(connection, entry);
    }
    mqtt_traffic_free(connection);
    return status == MQTTNoMemory ? MQTTSuccess : status; /* no record free: after an answer */
}

/* --- in --- */

static void on_message(struct mqtt_connection *connection, const MQTTPublishInfo_t *info)
{
    const struct mqtt_connection_config *const config = &connection->config;
    const struct mqtt_connection_message message = {
        .topic = info->pTopicName,
        .topic_length = info->topicNameLength,
        .payload = info->pPayload,
        .length = info->payloadLength,
        .qos = info->qos,
        .retained = info->retain,
        .duplicate = info->dup,
    };

    mqtt_connection_lock(connection);
    connection->counts.received++;
    connection->counts.duplicates += info->dup;
    mqtt_connection_unlock(connection);
    if (config->message != NULL) {
        config->message(config->context, &message);
    }
}

/* PUBACK, PUBREC, PUBCOMP. A refusal, which MQTT 5 has, is the last word on a message. */
static void on_answer(struct mqtt_connection *connection, uint8_t type, uint16_t packet_id,
                      bool refused)
{
    mqtt_connection_lock(connection);
    struct mqtt_store_entry *const entry = mqtt_store_find(&connection->store, packet_id);
    if (entry != NULL && type == MQTT_PACKET_TYPE_PUBREC && !refused) {
        entry->phase = MQTT_STORE_RELEASED;
        entry->sent_ms = now_ms(connection);
    } else if (entry != NULL) {
        entry->phase = MQTT_STORE_DONE;
        connection->counts.acknowledged++;
    }
    mqtt_connection_unlock(connection);
}

static void on_suback(struct mqtt_connection *connection, uint16_t packet_id, bool granted)
{
    const struct mqtt_connection_config *const config = &connection->config;
    const char *filter = NULL;

    mqtt_connection_lock(connection);
    for (size_t i = 0; i < config->subscription_count; i++) {
        struct mqtt_connection_subscription *const each = &config->subscriptions[i];
        if (each->phase == ASKED && each->packet_id == packet_id) {
            each->phase = granted ? GRANTED : REFUSED;
            filter = each->filter;
        }
    }
    mqtt_connection_unlock(connection);
    if (filter != NULL && config->subscribed != NULL) {
        config->subscribed(config->context, filter, granted);
    }
}

void mqtt_traffic_receive(MQTTContext_t *context, MQTTPacketInfo_t *packet,
                          MQTTDeserializedInfo_t *info)
{
    struct mqtt_connection *const connection = (struct mqtt_connection *)context;

    LIB_ASSERT(context == &connection->mqtt);
    if (info->pPublishInfo != NULL) {
        on_message(connection, info->pPublishInfo);
    } else if (packet->type == MQTT_PACKET_TYPE_PUBACK || packet->type == MQTT_PACKET_TYPE_PUBREC ||
               packet->type == MQTT_PACKET_TYPE_PUBCOMP) {
        on_answer(connection, packet->type, info->packetIdentifier,
                  info->deserializationResult != MQTTSuccess);
    } else if (packet->type == MQTT_PACKET_TYPE_SUBACK) {
        on_suback(connection, info->packetIdentifier, info->deserializationResult == MQTTSuccess);
    }
}

/* --- answers that do not come --- */

static uint32_t left_ms(const struct mqtt_connection *connection, uint32_t sent_ms)
{
    const uint32_t passed = now_ms(connection) - sent_ms;
    const uint32_t limit = connection->config.ack_timeout_ms;

    return passed < limit ? limit - passed : 0;
}

/* Of the messages, the oldest under way counts for all: when it is answered the next one does. */
uint32_t mqtt_traffic_patience_ms(struct mqtt_connection *connection)
{
    const struct mqtt_connection_config *const config = &connection->config;
    uint32_t patience = UINT32_MAX;

    mqtt_connection_lock(connection);
    const struct mqtt_store_entry *const entry =
        mqtt_store_first(&connection->store, MQTT_STORE_SENT | MQTT_STORE_RELEASED);
    if (entry != NULL) {
        patience = left_ms(connection, entry->sent_ms);
    }
    for (size_t i = 0; i < config->subscription_count; i++) {
        const struct mqtt_connection_subscription *const each = &config->subscriptions[i];
        if (each->phase == ASKED && left_ms(connection, each->sent_ms) < patience) {
            patience = left_ms(connection, each->sent_ms);
        }
    }
    mqtt_connection_unlock(connection);
    return patience;
}

void mqtt_traffic_free(struct mqtt_connection *connection)
{
    mqtt_connection_lock(connection);
    const bool freed = mqtt_store_free_done(&connection->store);
    const bool wanted = connection->publishers > 0;
    mqtt_connection_unlock(connection);
    if (freed && wanted) {
        connection->config.system.signal_room(connection->config.system.context);
    }
}
