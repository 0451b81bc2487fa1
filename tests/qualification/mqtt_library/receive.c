/* SPDX-License-Identifier: MIT */
/* What a server may say, and what it may not. */
#include "cases.h"
#include "mqtt_kit.h"

#define PUBLISH_ID_AT 6u /* in a PUBLISH with a topic of two bytes */

/* CONNACKs that are none. */
void receive_connack_invalid(void)
{
    static const uint8_t answers[][4] = {
        {PACKET_CONNACK, 2, 2, 0}, /* a reserved flag */
        {PACKET_CONNACK, 2, 0, 6}, /* a code that does not exist */
        {PACKET_CONNACK, 2, 1, 1}, /* refused, with a session */
        {PACKET_SUBACK, 2, 0, 1},  /* another packet */
        {PACKET_CONNACK | 1, 2, 0, 0},
    };

    scripted_server.withhold[PACKET_CONNECT >> 4] = true;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        /* Said as soon as the stream is there: a server that does not wait. */
        scripted_server_say_first(answers[i], sizeof answers[i]);
        const IotMqttError_t status = kit_try_to_connect();
        if (!EXPECT(status == IOT_MQTT_BAD_RESPONSE || status == IOT_MQTT_SERVER_REFUSED)) {
            qualification_measure("connack.case", (long long)i, "number");
        }
        if (status == IOT_MQTT_SUCCESS) {
            IotMqtt_Disconnect(connection, 0);
        }
        kit_forget_connection();
    }
    EXPECT_EQUAL(scripted_server.closed, scripted_server.created);
}

void receive_connack_refused(void)
{
    for (uint8_t code = 1; code <= 5; code++) {
        scripted_server.connack_code = code;
        EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_SERVER_REFUSED);
        kit_forget_connection();
    }
    EXPECT_EQUAL(scripted_server.closed, 5);
    EXPECT_EQUAL(scripted_server.destroyed, 5);
}

void receive_publish_valid(void)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("down/+"));
    EXPECT(scripted_server_publish("down/1", "hello", 0, 0));
    REQUIRE(kit_wait(&told.messages, 1));
    EXPECT_EQUAL(strcmp(told.topic, "down/1"), 0);
    EXPECT_EQUAL(strcmp(told.filter, "down/+"), 0);
    EXPECT_EQUAL(strcmp(told.payload, "hello"), 0);
    EXPECT_EQUAL(told.qos, IOT_MQTT_QOS_0);
    EXPECT(scripted_server_publish("down/2", "", 0, 0)); /* empty is a message, too */
    EXPECT(kit_wait(&told.messages, 2));
    EXPECT_EQUAL(scripted_server.count[PACKET_PUBACK >> 4], 0);
}

void receive_publish_acknowledged(void)
{
    static const uint8_t puback[] = {PACKET_PUBACK, 2, 0x12, 0x34};

    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("down"));
    EXPECT(scripted_server_publish("down", "1", 1, 0x1234));
    REQUIRE(kit_wait(&told.messages, 1));
    EXPECT_EQUAL(told.qos, IOT_MQTT_QOS_1);
    REQUIRE(kit_wait(&scripted_server.count[PACKET_PUBACK >> 4], 1));
    EXPECT_EQUAL(scripted_server.last[PACKET_PUBACK >> 4].length, sizeof puback);
    EXPECT_BYTES(scripted_server.last[PACKET_PUBACK >> 4].bytes, puback, sizeof puback);
}

/* After this the connection must be over, for the reason that a protocol was broken. */
static void expect_bad_packet(const uint8_t *bytes, size_t length)
{
    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("down"));
    EXPECT(scripted_server_say(bytes, length));
    EXPECT(kit_wait(&told.lost, 1));
    EXPECT_EQUAL(told.reason, IOT_MQTT_BAD_PACKET_RECEIVED);
    EXPECT_EQUAL(told.messages, 0);
}

void receive_publish_invalid(void)
{
    static const uint8_t qos_3[] = {PACKET_PUBLISH | 6, 8, 0, 4, 'd', 'o', 'w', 'n', 0, 1};

    expect_bad_packet(qos_3, sizeof qos_3);
}

void receive_publish_topic_too_long(void)
{
    static const uint8_t beyond[] = {PACKET_PUBLISH, 6, 0, 9, 'd', 'o', 'w', 'n'};

    expect_bad_packet(beyond, sizeof beyond);
}

static bool begin_publish(IotMqttOperation_t *operation)
{
    const IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);

    return EXPECT_EQUAL(
        IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, operation),
        IOT_MQTT_STATUS_PENDING);
}

void receive_puback_valid(void)
{
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;

    REQUIRE(kit_connect());
    REQUIRE(begin_publish(&operation));
    EXPECT_EQUAL(IotMqtt_Wait(operation, ANSWER_MS), IOT_MQTT_SUCCESS);
    EXPECT_EQUAL(scripted_server.count[PACKET_PUBLISH >> 4], 1);
}

void receive_puback_of_another(void)
{
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;

    REQUIRE(kit_connect());
    scripted_server.withhold[PACKET_PUBLISH >> 4] = true;
    REQUIRE(begin_publish(&operation));
    REQUIRE(kit_wait(&scripted_server.count[PACKET_PUBLISH >> 4], 1));
    const uint8_t *const id = &scripted_server.last[PACKET_PUBLISH >> 4].bytes[PUBLISH_ID_AT];
    const uint8_t stranger[] = {PACKET_PUBACK, 2, id[0], (uint8_t)(id[1] ^ 0x55u)};
    EXPECT(scripted_server_say(stranger, sizeof stranger));
    /* Not its own: whatever else is made of that answer, the message is not delivered. */
    EXPECT(IotMqtt_Wait(operation, SHORT_MS) != IOT_MQTT_SUCCESS);
}

void receive_suback_valid(void)
{
    const IotMqttSubscription_t filters[] = {kit_filter("a"), kit_filter("b")};

    REQUIRE(kit_connect());
    EXPECT_EQUAL(IotMqtt_Subscribe(connection, filters, 2, 0, &tell_end, NULL),
                 IOT_MQTT_STATUS_PENDING);
    REQUIRE(kit_wait(&told.ended, 1));
    EXPECT_EQUAL(told.type, IOT_MQTT_SUBSCRIBE);
    EXPECT_EQUAL(told.result, IOT_MQTT_SUCCESS);
    EXPECT_EQUAL(scripted_server.count[PACKET_SUBSCRIBE >> 4], 1);
}

void receive_suback_invalid(void)
{
    const IotMqttSubscription_t filter = kit_filter("a");

    REQUIRE(kit_connect());
    scripted_server.suback_code = 0x03; /* neither a QoS nor a refusal */
    EXPECT(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, ANSWER_MS) != IOT_MQTT_SUCCESS);
}

void receive_unsuback_valid(void)
{
    const IotMqttSubscription_t filter = kit_filter("a");

    REQUIRE(kit_connect());
    REQUIRE(kit_subscribe("a"));
    EXPECT_EQUAL(IotMqtt_Unsubscribe(connection, &filter, 1, 0, &tell_end, NULL),
                 IOT_MQTT_STATUS_PENDING);
    REQUIRE(kit_wait(&told.ended, 1));
    EXPECT_EQUAL(told.type, IOT_MQTT_UNSUBSCRIBE);
    EXPECT_EQUAL(told.result, IOT_MQTT_SUCCESS);
}

void receive_pingresp(void)
{
    hello.keepAliveSeconds = 1;
    REQUIRE(kit_connect());
    vTaskDelay(pdMS_TO_TICKS(2400));
    EXPECT_WITHIN(scripted_server.count[PACKET_PINGREQ >> 4], 2, 4, "packets");
    EXPECT_EQUAL(told.lost, 0);
}

void receive_invalid_packet_type(void)
{
    static const uint8_t connect[] = {PACKET_CONNECT, 2, 0, 1};

    expect_bad_packet(connect, sizeof connect);
}
