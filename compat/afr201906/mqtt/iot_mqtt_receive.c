/* SPDX-License-Identifier: MIT */
/* From the network to the engine, one packet at a time.
 *
 *      network ── receive exactly n ──► head ──► rest ──► engine ──► event
 *
 * `receive` of the network waits for what it is asked for, so nothing is asked for that is not part
 * of the packet which has begun. While CONNACK is awaited the connecting task reads it, and the
 * network's task waits in the callback until that is over.
 */
#include "iot_mqtt_parts.h"
#include "ms_to_ticks.h"
#include "task.h"

#define HEAD_BYTES 5u /* type, and the length at its longest */

static struct iot_mqtt_connection *of(NetworkContext_t *network)
{
    return (struct iot_mqtt_connection *)(void *)network;
}

static bool receive(const struct iot_mqtt_connection *connection, uint8_t *bytes, size_t length)
{
    return connection->network->receive(connection->stream, bytes, length) == length;
}

/* Type and length of a packet. -1: broken. */
static int32_t receive_head(struct iot_mqtt_connection *connection, uint8_t *bytes)
{
    size_t length = 0;

    if (!receive(connection, bytes, 1)) {
        return -1;
    }
    for (uint32_t i = 1; i < HEAD_BYTES; i++) {
        if (!receive(connection, &bytes[i], 1)) {
            return -1;
        }
        length |= (size_t)(bytes[i] & 0x7fu) << (7u * (i - 1u));
        if ((bytes[i] & 0x80u) == 0) {
            connection->left = length;
            return (int32_t)i + 1;
        }
    }
    return -1;
}

static int32_t stream_recv(NetworkContext_t *network, void *buffer, size_t length)
{
    struct iot_mqtt_connection *const connection = of(network);

    if (iot_mqtt_translates(connection) && connection->left > 0) {
        return iot_mqtt_translate_receive(connection, buffer, length);
    }
    if (connection->left > 0) {
        const size_t part = connection->left < length ? connection->left : length;
        if (!receive(connection, buffer, part)) {
            return -1;
        }
        connection->left -= part;
        return (int32_t)part;
    }
    if (!connection->may_read || length < HEAD_BYTES) {
        return 0;
    }
    if (connection->state == IOT_MQTT_CONNECTING &&
        xSemaphoreTake(connection->readable, ms_to_wait_or_ever(connection->connack_ms)) ==
            pdFALSE) {
        return 0;
    }
    connection->may_read = false;
    return iot_mqtt_translates(connection) ? iot_mqtt_translate_receive(connection, buffer, length)
                                           : receive_head(connection, buffer);
}

static int32_t stream_send(NetworkContext_t *network, const void *bytes, size_t length)
{
    struct iot_mqtt_connection *const connection = of(network);

    if (iot_mqtt_translates(connection)) {
        return iot_mqtt_translate_send(connection, bytes, length);
    }
    return connection->network->send(connection->stream, bytes, length) == length ? (int32_t)length
                                                                                  : -1;
}

TransportInterface_t iot_mqtt_stream(struct iot_mqtt_connection *connection)
{
    return (TransportInterface_t){.recv = stream_recv,
                                  .send = stream_send,
                                  .pNetworkContext = (NetworkContext_t *)(void *)connection};
}

static IotMqttError_t suback(struct iot_mqtt_connection *connection, const MQTTPacketInfo_t *packet,
                             uint16_t packet_id)
{
    uint8_t *codes;
    size_t count;

    if (MQTT_GetSubAckStatusCodes(packet, &codes, &count) != MQTTSuccess) {
        return IOT_MQTT_BAD_RESPONSE;
    }
    return iot_mqtt_subscription_refuse(connection, packet_id, codes, count)
               ? IOT_MQTT_SERVER_REFUSED
               : IOT_MQTT_SUCCESS;
}

static void answered(struct iot_mqtt_connection *connection, IotMqttOperationType_t type,
                     uint16_t packet_id, IotMqttError_t status)
{
    struct iot_mqtt_operation *const operation =
        iot_mqtt_operation_find(connection, type, packet_id);

    if (operation != NULL) {
        iot_mqtt_operation_end(operation, status);
    }
}

void iot_mqtt_event(MQTTContext_t *context, MQTTPacketInfo_t *packet, MQTTDeserializedInfo_t *info)
{
    struct iot_mqtt_connection *const connection = (struct iot_mqtt_connection *)(void *)context;
    const uint16_t packet_id = info->packetIdentifier;

    if (info->pPublishInfo != NULL) {
        iot_mqtt_subscription_deliver(connection, info->pPublishInfo);
        return;
    }
    switch (packet->type) {
    case MQTT_PACKET_TYPE_PUBACK:
        answered(connection, IOT_MQTT_PUBLISH_TO_SERVER, packet_id, IOT_MQTT_SUCCESS);
        break;
    case MQTT_PACKET_TYPE_SUBACK:
        answered(connection, IOT_MQTT_SUBSCRIBE, packet_id, suback(connection, packet, packet_id));
        break;
    case MQTT_PACKET_TYPE_UNSUBACK:
        answered(connection, IOT_MQTT_UNSUBSCRIBE, packet_id, IOT_MQTT_SUCCESS);
        break;
    case MQTT_PACKET_TYPE_PINGRESP:
        connection->ping_waits = false;
        iot_mqtt.system.wake(iot_mqtt.system.context);
        break;
    default:
        break;
    }
}

static void receive_packet(struct iot_mqtt_connection *connection)
{
    connection->may_read = true;
    do {
        (void)MQTT_ReceiveLoop(&connection->mqtt);
    } while (connection->left > 0 && connection->mqtt.connectStatus == MQTTConnected);
    connection->may_read = false;
    if (connection->mqtt.connectStatus != MQTTConnected) {
        iot_mqtt_lost(connection, IOT_MQTT_BAD_PACKET_RECEIVED);
    }
}

void IotMqtt_ReceiveCallback(void *pNetworkConnection, void *pReceiveContext)
{
    struct iot_mqtt_connection *const connection = pReceiveContext;

    (void)pNetworkConnection;
    iot_mqtt_take(connection->reading);
    if (connection->state == IOT_MQTT_CONNECTING) {
        (void)xSemaphoreGive(connection->readable);
        iot_mqtt_take(connection->released);
    } else {
        iot_mqtt_take(connection->lock);
        const bool is_over = connection->state != IOT_MQTT_OPEN;
        if (!is_over) {
            receive_packet(connection);
        }
        iot_mqtt_give(connection->lock);
        /* The network calls again while bytes are left; whoever ends the connection gets his turn.
         */
        vTaskDelay(is_over);
    }
    iot_mqtt_give(connection->reading);
}
