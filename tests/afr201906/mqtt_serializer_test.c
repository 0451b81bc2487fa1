/* SPDX-License-Identifier: MIT */
/* A connection whose packets have a form of the test's: a type, a length of two bytes, and what
 * MQTT has there with all bits turned. A gateway on the way to the broker turns them back.
 *
 *      IotMqtt ── turned ──► gateway ── MQTT ──► broker
 */
#include <string.h>

#include "core_mqtt_serializer.h"
#include "iot_mqtt.h"
#include "mqtt_peer.h"

#define WAIT_MS  100u
#define SETTLE   vTaskDelay(pdMS_TO_TICKS(10))
#define HEAD     3u
#define FIRST_ID 0x4001u

static IotMqttConnection_t connection;
static IotMqttSerializer_t serializer;
static uint8_t packet[1200];  /* that is made */
static uint8_t arrived[1200]; /* from the broker, turned */
static size_t arrived_length, arrived_read;
static uint16_t last_id;
static unsigned made, freed, dups, turned, heard;
static char payload[64];

static void turn(uint8_t *to, const uint8_t *from, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        to[i] = (uint8_t)~from[i];
    }
}

/* --- the gateway --- */

static size_t gateway_send(void *stream, const uint8_t *bytes, size_t length)
{
    static uint8_t mqtt[1200];
    const size_t rest = length - HEAD;
    size_t at = 1;

    mqtt[0] = bytes[0];
    CHECK_EQ((size_t)bytes[1] << 8 | bytes[2], rest);
    turned++;
    if (rest > 127) {
        mqtt[at++] = (uint8_t)(0x80u | rest);
    }
    mqtt[at++] = (uint8_t)(rest > 127 ? rest >> 7 : rest);
    turn(&mqtt[at], bytes + HEAD, rest);
    return mqtt_peer_network.send(stream, mqtt, at + rest) == at + rest ? length : 0;
}

static bool fetch(void *stream)
{
    uint8_t head[2], more = 0;

    if (mqtt_peer_network.receive(stream, head, 2) != 2 ||
        ((head[1] & 0x80u) != 0 && mqtt_peer_network.receive(stream, &more, 1) != 1)) {
        return false;
    }
    const size_t rest = (head[1] & 0x7Fu) | (size_t)more << 7;
    arrived[0] = head[0];
    arrived[1] = (uint8_t)(rest >> 8);
    arrived[2] = (uint8_t)rest;
    arrived_read = 0;
    arrived_length = HEAD + rest;
    if (rest > 0 && mqtt_peer_network.receive(stream, arrived + HEAD, rest) != rest) {
        return false;
    }
    turn(arrived + HEAD, arrived + HEAD, rest);
    return true;
}

static size_t gateway_receive(void *stream, uint8_t *bytes, size_t length)
{
    if (arrived_read == arrived_length && !fetch(stream)) {
        return 0;
    }
    CHECK(length <= arrived_length - arrived_read); /* no more than the packet has */
    memcpy(bytes, arrived + arrived_read, length);
    arrived_read += length;
    return length;
}

/* --- the serializer --- */

static uint8_t get_type(void *stream, const IotNetworkInterface_t *network)
{
    uint8_t type = 0;

    (void)network->receive(stream, &type, 1);
    return type;
}

static size_t get_length(void *stream, const IotNetworkInterface_t *network)
{
    uint8_t length[2];

    return network->receive(stream, length, 2) == 2 ? (size_t)length[0] << 8 | length[1] : SIZE_MAX;
}

static void free_packet(uint8_t *given)
{
    CHECK(given == packet);
    freed++;
}

/* MQTT's packet of `size` bytes, as we have it. */
static IotMqttError_t give(uint8_t *mqtt, size_t size, uint8_t **made_packet, size_t *made_size)
{
    const size_t head = (mqtt[1] & 0x80u) != 0 ? 3 : 2;
    const size_t rest = size - head;

    packet[0] = mqtt[0];
    packet[1] = (uint8_t)(rest >> 8);
    packet[2] = (uint8_t)rest;
    turn(packet + HEAD, mqtt + head, rest);
    *made_packet = packet;
    *made_size = HEAD + rest;
    made++;
    return IOT_MQTT_SUCCESS;
}

static uint8_t plain[1200];
static const MQTTFixedBuffer_t room = {plain, sizeof plain};

static IotMqttError_t make_connect(const IotMqttConnectInfo_t *info, uint8_t **to, size_t *size)
{
    const MQTTConnectInfo_t hello = {.cleanSession = info->cleanSession,
                                     .keepAliveSeconds = info->keepAliveSeconds,
                                     .pClientIdentifier = info->pClientIdentifier,
                                     .clientIdentifierLength = info->clientIdentifierLength};
    size_t rest, bytes;

    CHECK_EQ(MQTT_GetConnectPacketSize(&hello, NULL, &rest, &bytes), MQTTSuccess);
    CHECK_EQ(MQTT_SerializeConnect(&hello, NULL, rest, &room), MQTTSuccess);
    return give(plain, bytes, to, size);
}

static IotMqttError_t make_publish(const IotMqttPublishInfo_t *info, uint8_t **to, size_t *size,
                                   uint16_t *id, uint8_t **id_high)
{
    const MQTTPublishInfo_t message = {.qos = info->qos == IOT_MQTT_QOS_0 ? MQTTQoS0 : MQTTQoS1,
                                       .retain = info->retain,
                                       .pTopicName = info->pTopicName,
                                       .topicNameLength = info->topicNameLength,
                                       .pPayload = info->pPayload,
                                       .payloadLength = info->payloadLength};
    size_t rest, bytes;

    *id = ++last_id;
    CHECK_EQ(MQTT_GetPublishPacketSize(&message, &rest, &bytes), MQTTSuccess);
    CHECK_EQ(MQTT_SerializePublish(&message, *id, rest, &room), MQTTSuccess);
    *id_high = packet + HEAD + 2 + info->topicNameLength;
    return give(plain, bytes, to, size);
}

static void set_dup(uint8_t *of, uint8_t *id_high, uint16_t *new_id)
{
    CHECK(new_id == NULL);
    CHECK_EQ((uint8_t)~id_high[0], last_id >> 8);
    of[0] |= 0x08u;
    dups++;
}

static IotMqttError_t make_puback(uint16_t id, uint8_t **to, size_t *size)
{
    CHECK_EQ(MQTT_SerializeAck(&room, MQTT_PACKET_TYPE_PUBACK, id), MQTTSuccess);
    return give(plain, 4, to, size);
}

static IotMqttError_t make_filters(bool wanted, const IotMqttSubscription_t *list, size_t count,
                                   uint8_t **to, size_t *size, uint16_t *id)
{
    MQTTSubscribeInfo_t filters[4];
    size_t rest, bytes;

    CHECK(count <= 4);
    for (size_t i = 0; i < count; i++) {
        filters[i] = (MQTTSubscribeInfo_t){list[i].qos == IOT_MQTT_QOS_0 ? MQTTQoS0 : MQTTQoS1,
                                           list[i].pTopicFilter, list[i].topicFilterLength};
    }
    *id = ++last_id;
    if (wanted) {
        CHECK_EQ(MQTT_GetSubscribePacketSize(filters, count, &rest, &bytes), MQTTSuccess);
        CHECK_EQ(MQTT_SerializeSubscribe(filters, count, *id, rest, &room), MQTTSuccess);
    } else {
        CHECK_EQ(MQTT_GetUnsubscribePacketSize(filters, count, &rest, &bytes), MQTTSuccess);
        CHECK_EQ(MQTT_SerializeUnsubscribe(filters, count, *id, rest, &room), MQTTSuccess);
    }
    return give(plain, bytes, to, size);
}

static IotMqttError_t make_subscribe(const IotMqttSubscription_t *list, size_t count, uint8_t **to,
                                     size_t *size, uint16_t *id)
{
    return make_filters(true, list, count, to, size, id);
}

static IotMqttError_t make_unsubscribe(const IotMqttSubscription_t *list, size_t count,
                                       uint8_t **to, size_t *size, uint16_t *id)
{
    return make_filters(false, list, count, to, size, id);
}

static IotMqttError_t make_pingreq(uint8_t **to, size_t *size)
{
    plain[0] = 0xC0;
    plain[1] = 0;
    return give(plain, 2, to, size);
}

static IotMqttError_t make_disconnect(uint8_t **to, size_t *size)
{
    plain[0] = 0xE0;
    plain[1] = 0;
    return give(plain, 2, to, size);
}

static IotMqttError_t read_ack(struct iot_mqtt_packet *p)
{
    turn(p->pRemainingData, p->pRemainingData, p->remainingLength);
    p->packetIdentifier = (uint16_t)(p->pRemainingData[0] << 8 | p->pRemainingData[1]);
    return p->remainingLength > 2 && (p->pRemainingData[2] & 0x80u) != 0 ? IOT_MQTT_SERVER_REFUSED
                                                                         : IOT_MQTT_SUCCESS;
}

static IotMqttError_t read_connack(struct iot_mqtt_packet *p)
{
    return p->pRemainingData[1] == 0xFF ? IOT_MQTT_SUCCESS : IOT_MQTT_SERVER_REFUSED;
}

static IotMqttError_t read_nothing(struct iot_mqtt_packet *p)
{
    return p->remainingLength == 0 ? IOT_MQTT_SUCCESS : IOT_MQTT_BAD_RESPONSE;
}

static IotMqttError_t read_publish(struct iot_mqtt_packet *p)
{
    MQTTPublishInfo_t message;
    MQTTPacketInfo_t whole = {.type = p->type,
                              .pRemainingData = p->pRemainingData,
                              .remainingLength = p->remainingLength};

    turn(p->pRemainingData, p->pRemainingData, p->remainingLength);
    if (MQTT_DeserializePublish(&whole, &p->packetIdentifier, &message) != MQTTSuccess) {
        return IOT_MQTT_BAD_RESPONSE;
    }
    p->publish.qos = message.qos == MQTTQoS0 ? IOT_MQTT_QOS_0 : IOT_MQTT_QOS_1;
    p->publish.retain = message.retain;
    p->publish.pTopicName = message.pTopicName;
    p->publish.topicNameLength = (uint16_t)message.topicNameLength;
    p->publish.pPayload = message.pPayload;
    p->publish.payloadLength = message.payloadLength;
    return IOT_MQTT_SUCCESS;
}

/* --- the tests --- */

static void on_message(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    memcpy(payload, told->u.message.info.pPayload, told->u.message.info.payloadLength);
    payload[told->u.message.info.payloadLength] = '\0';
    heard++;
}

static IotMqttError_t connect_turned(uint16_t keep_alive_s)
{
    static IotNetworkInterface_t gateway;
    IotMqttNetworkInfo_t network = IOT_MQTT_NETWORK_INFO_INITIALIZER;
    IotMqttConnectInfo_t hello = IOT_MQTT_CONNECT_INFO_INITIALIZER;

    gateway = mqtt_peer_network;
    gateway.send = gateway_send;
    gateway.receive = gateway_receive;
    arrived_length = arrived_read = 0;
    network.pNetworkInterface = &gateway;
    network.pMqttSerializer = &serializer;
    hello.pClientIdentifier = "thing";
    hello.clientIdentifierLength = 5;
    hello.keepAliveSeconds = keep_alive_s;
    return IotMqtt_Connect(&network, &hello, WAIT_MS, &connection);
}

static void given_a_library(void)
{
    serializer = (IotMqttSerializer_t){
        .getPacketType = get_type,
        .getRemainingLength = get_length,
        .freePacket = free_packet,
        .serialize = {make_connect, make_publish, set_dup, make_puback, make_subscribe,
                      make_unsubscribe, make_pingreq, make_disconnect},
        .deserialize = {read_connack, read_publish, read_ack, read_ack, read_ack, read_nothing},
    };
    mqtt_peer_start();
    last_id = FIRST_ID - 1;
    made = freed = dups = turned = heard = 0;
    CHECK_EQ(IotMqtt_Init(), IOT_MQTT_SUCCESS);
}

static void given_a_connection(void)
{
    given_a_library();
    CHECK_EQ(connect_turned(0), IOT_MQTT_SUCCESS);
}

static void end_of_connection(void)
{
    IotMqtt_Disconnect(connection, 0);
    IotMqtt_Cleanup();
    CHECK_EQ(mqtt_peer.broker.protocol_errors, 0);
    CHECK_EQ(made, freed);
    CHECK_EQ(made, turned);
}

static const IotMqttSubscription_t filters[2] = {
    {IOT_MQTT_QOS_1, "down", 4, {NULL, on_message}},
    {IOT_MQTT_QOS_0, "down/two", 8, {NULL, on_message}}};

static IotMqttPublishInfo_t message_of(IotMqttQos_t qos)
{
    return (IotMqttPublishInfo_t){.qos = qos,
                                  .pTopicName = "up",
                                  .topicNameLength = 2,
                                  .pPayload = "words",
                                  .payloadLength = 5};
}

static void all_packets_pass_in_another_form(void)
{
    const IotMqttPublishInfo_t once = message_of(IOT_MQTT_QOS_0),
                               surely = message_of(IOT_MQTT_QOS_1);
    const size_t heap = xPortGetFreeHeapSize();

    given_a_connection();
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 2, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &once, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &surely, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(mqtt_peer.messages, 2);
    CHECK_EQ(strcmp(mqtt_peer.payload, "words"), 0);
    CHECK(mqtt_peer_say("down", "hello", 1));
    SETTLE;
    CHECK_EQ(heard, 1);
    CHECK_EQ(strcmp(payload, "hello"), 0);
    CHECK(fake_broker_idle(&mqtt_peer.broker)); /* it was acknowledged */
    CHECK(mqtt_peer_say("down/two", "again", 0));
    SETTLE;
    CHECK_EQ(strcmp(payload, "again"), 0);
    CHECK_EQ(IotMqtt_TimedUnsubscribe(connection, filters, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(mqtt_peer_say("down", "gone", 1), false);
    end_of_connection();
    CHECK_EQ(mqtt_peer.broker.disconnects, 1);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
}

static void what_is_sent_again_is_marked(void)
{
    IotMqttPublishInfo_t message = message_of(IOT_MQTT_QOS_1);

    message.retryMs = 10;
    message.retryLimit = 3;
    given_a_connection();
    mqtt_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(IotMqtt_Publish(connection, &message, 0, NULL, NULL), IOT_MQTT_STATUS_PENDING);
    vTaskDelay(pdMS_TO_TICKS(15));
    CHECK_EQ(dups, 1);
    CHECK_EQ(mqtt_peer.broker.duplicates, 1);
    mqtt_peer.broker.drop = 0;
    vTaskDelay(pdMS_TO_TICKS(60)); /* the next one is answered, and was the last */
    CHECK_EQ(dups, 2);
    end_of_connection();
}

static void a_refusal_is_understood(void)
{
    given_a_library();
    mqtt_peer.broker.connack_code = 5;
    CHECK_EQ(connect_turned(0), IOT_MQTT_SERVER_REFUSED);
    mqtt_peer.broker.connack_code = 0;
    CHECK_EQ(connect_turned(0), IOT_MQTT_SUCCESS);
    mqtt_peer.broker.suback_code = 0x80;
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 2, 0, WAIT_MS), IOT_MQTT_SERVER_REFUSED);
    CHECK_EQ(IotMqtt_IsSubscribed(connection, "down", 4, NULL), false);
    end_of_connection();
}

static void pings_pass_in_another_form(void)
{
    given_a_library();
    CHECK_EQ(connect_turned(1), IOT_MQTT_SUCCESS);
    vTaskDelay(pdMS_TO_TICKS(2500));
    CHECK_EQ(mqtt_peer.broker.pings, 2);
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    end_of_connection();
}

static void a_packet_that_cannot_be_read_ends_the_connection(void)
{
    const IotMqttPublishInfo_t message = message_of(IOT_MQTT_QOS_1);

    given_a_connection();
    serializer.deserialize.puback = read_nothing;
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_NETWORK_ERROR);
    end_of_connection();
}

static void what_is_larger_than_the_buffer_is_refused(void)
{
    static uint8_t large[IOT_MESSAGE_BUFFER_SIZE];
    IotMqttPublishInfo_t message = message_of(IOT_MQTT_QOS_1);

    message.pPayload = large;
    message.payloadLength = IOT_MESSAGE_BUFFER_SIZE - 10u;
    given_a_connection();
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_NO_MEMORY);
    message = message_of(IOT_MQTT_QOS_1);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    mqtt_peer_say_large("down", IOT_MESSAGE_BUFFER_SIZE + 8);
    SETTLE;
    CHECK_EQ(heard, 0);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    end_of_connection();
}

/* The gateway is left out: nothing of the serializer is there. */
static void a_member_that_is_null_is_mqtts(void)
{
    const IotMqttPublishInfo_t message = message_of(IOT_MQTT_QOS_1);
    IotMqttNetworkInfo_t network = IOT_MQTT_NETWORK_INFO_INITIALIZER;
    IotMqttConnectInfo_t hello = IOT_MQTT_CONNECT_INFO_INITIALIZER;

    given_a_library();
    serializer = (IotMqttSerializer_t)IOT_MQTT_SERIALIZER_INITIALIZER;
    network.pNetworkInterface = &mqtt_peer_network;
    network.pMqttSerializer = &serializer;
    hello.pClientIdentifier = "thing";
    hello.clientIdentifierLength = 5;
    CHECK_EQ(IotMqtt_Connect(&network, &hello, WAIT_MS, &connection), IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 2, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK(mqtt_peer_say("down", "plain", 1));
    SETTLE;
    CHECK_EQ(strcmp(payload, "plain"), 0);
    end_of_connection();
}

CONFORMANCE_MAIN("serializers of MQTT of 201906", TEST(all_packets_pass_in_another_form),
                 TEST(what_is_sent_again_is_marked), TEST(a_refusal_is_understood),
                 TEST(pings_pass_in_another_form),
                 TEST(a_packet_that_cannot_be_read_ends_the_connection),
                 TEST(what_is_larger_than_the_buffer_is_refused),
                 TEST(a_member_that_is_null_is_mqtts))
