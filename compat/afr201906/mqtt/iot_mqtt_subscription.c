/* SPDX-License-Identifier: MIT */
/* Which callback gets a message. */
#include "iot_mqtt_parts.h"

#include <string.h>

struct iot_mqtt_subscription *iot_mqtt_subscription_find(struct iot_mqtt_connection *connection,
                                                         const char *filter, uint16_t length)
{
    for (size_t i = 0; i < IOT_MQTT_SUBSCRIPTIONS; i++) {
        struct iot_mqtt_subscription *const subscription = &connection->subscriptions[i];
        if (subscription->length == length && memcmp(subscription->filter, filter, length) == 0) {
            return subscription;
        }
    }
    return NULL;
}

static struct iot_mqtt_subscription *free_place(struct iot_mqtt_connection *connection)
{
    struct iot_mqtt_subscription *place = connection->subscriptions;

    while (place->length != 0) {
        place++;
    }
    return place;
}

static bool fit(struct iot_mqtt_connection *connection, const IotMqttSubscription_t *list,
                size_t count)
{
    size_t room = 0;
    size_t needed = 0;

    for (size_t i = 0; i < IOT_MQTT_SUBSCRIPTIONS; i++) {
        room += connection->subscriptions[i].length == 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (list[i].topicFilterLength > IOT_MQTT_FILTER_BYTES) {
            return false;
        }
        needed += iot_mqtt_subscription_find(connection, list[i].pTopicFilter,
                                             list[i].topicFilterLength) == NULL;
    }
    return needed <= room && count <= IOT_MQTT_SUBSCRIPTIONS;
}

bool iot_mqtt_subscription_add(struct iot_mqtt_connection *connection,
                               const IotMqttSubscription_t *list, size_t count, uint16_t packet_id)
{
    if (!fit(connection, list, count)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct iot_mqtt_subscription *place =
            iot_mqtt_subscription_find(connection, list[i].pTopicFilter, list[i].topicFilterLength);
        if (place == NULL) {
            place = free_place(connection);
            place->length = list[i].topicFilterLength;
            memcpy(place->filter, list[i].pTopicFilter, place->length);
        }
        place->packet_id = packet_id;
        place->place = (uint8_t)i;
        place->qos = list[i].qos;
        place->callback = list[i].callback;
    }
    return true;
}

bool iot_mqtt_subscription_refuse(struct iot_mqtt_connection *connection, uint16_t packet_id,
                                  const uint8_t *codes, size_t count)
{
    bool refused = false;

    for (size_t i = 0; i < IOT_MQTT_SUBSCRIPTIONS; i++) {
        struct iot_mqtt_subscription *const subscription = &connection->subscriptions[i];
        if (subscription->length != 0 && subscription->packet_id == packet_id &&
            (codes == NULL ||
             (subscription->place < count && codes[subscription->place] == MQTTSubAckFailure))) {
            subscription->length = 0;
            refused = true;
        }
    }
    return refused;
}

void iot_mqtt_subscription_deliver(struct iot_mqtt_connection *connection,
                                   const MQTTPublishInfo_t *message)
{
    for (size_t i = 0; i < IOT_MQTT_SUBSCRIPTIONS; i++) {
        const struct iot_mqtt_subscription *const subscription = &connection->subscriptions[i];
        const IotMqttCallbackInfo_t callback = subscription->callback;
        IotMqttCallbackParam_t told = {.mqttConnection = connection};
        bool matches = false;

        if (subscription->length == 0 ||
            MQTT_MatchTopic(message->pTopicName, message->topicNameLength, subscription->filter,
                            subscription->length, &matches) != MQTTSuccess ||
            !matches) {
            continue;
        }
        told.u.message.pTopicFilter = subscription->filter;
        told.u.message.topicFilterLength = subscription->length;
        told.u.message.info = (IotMqttPublishInfo_t){
            .qos = message->qos == MQTTQoS0 ? IOT_MQTT_QOS_0 : IOT_MQTT_QOS_1,
            .retain = message->retain,
            .pTopicName = message->pTopicName,
            .topicNameLength = message->topicNameLength,
            .pPayload = message->pPayload,
            .payloadLength = message->payloadLength,
        };
        iot_mqtt_give(connection->lock);
        callback.function(callback.pCallbackContext, &told);
        iot_mqtt_take(connection->lock);
    }
}

bool IotMqtt_IsSubscribed(IotMqttConnection_t mqttConnection, const char *pTopicFilter,
                          uint16_t topicFilterLength, IotMqttSubscription_t *pCurrentSubscription)
{
    if (mqttConnection == NULL || pTopicFilter == NULL || topicFilterLength == 0) {
        return false;
    }
    iot_mqtt_take(mqttConnection->lock);
    const struct iot_mqtt_subscription *const found =
        iot_mqtt_subscription_find(mqttConnection, pTopicFilter, topicFilterLength);
    if (found != NULL && pCurrentSubscription != NULL) {
        *pCurrentSubscription = (IotMqttSubscription_t){.qos = found->qos,
                                                        .pTopicFilter = pTopicFilter,
                                                        .topicFilterLength = topicFilterLength,
                                                        .callback = found->callback};
    }
    iot_mqtt_give(mqttConnection->lock);
    return found != NULL;
}
