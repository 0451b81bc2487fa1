/* SPDX-License-Identifier: MIT */
/* The calls: what they return, what they send, what they leave behind. */
#include "cases.h"
#include "mqtt_kit.h"

#define RETRY_MS 20u
#define RETRIES  3u
#define X_64     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

void api_string_coverage(void)
{
    for (int status = 0; status <= IOT_MQTT_RETRY_NO_RESPONSE; status++) {
        const char *const name = IotMqtt_strerror((IotMqttError_t)status);
        EXPECT(name != NULL && name[0] != '\0');
        EXPECT(status == 0 || strcmp(name, IotMqtt_strerror((IotMqttError_t)(status - 1))) != 0);
    }
    for (int type = 0; type <= IOT_MQTT_DISCONNECT; type++) {
        const char *const name = IotMqtt_OperationType((IotMqttOperationType_t)type);
        EXPECT(name != NULL && name[0] != '\0');
    }
    EXPECT(IotMqtt_strerror((IotMqttError_t)99) != NULL);
    EXPECT(IotMqtt_OperationType((IotMqttOperationType_t)99) != NULL);
}

void api_operation_is_waited_for_once(void)
{
    const IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;

    REQUIRE(kit_connect());
    REQUIRE_EQUAL(IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
                  IOT_MQTT_STATUS_PENDING);
    EXPECT_EQUAL(IotMqtt_Wait(operation, ANSWER_MS), IOT_MQTT_SUCCESS);
    EXPECT_EQUAL(IotMqtt_Wait(operation, 0), IOT_MQTT_BAD_PARAMETER);
}

void api_operation_wait_timeout(void)
{
    const IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);

    REQUIRE(kit_connect());
    scripted_server.withhold[PACKET_PUBLISH >> 4] = true;
    const TickType_t begun = xTaskGetTickCount();
    EXPECT_EQUAL(IotMqtt_TimedPublish(connection, &message, 0, 100), IOT_MQTT_TIMEOUT);
    EXPECT_WITHIN(xTaskGetTickCount() - begun, pdMS_TO_TICKS(100), pdMS_TO_TICKS(150) + 2, "ticks");
}

void api_connect_network_failure(void)
{
    scripted_server.absent = true;
    EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_NETWORK_ERROR);
    EXPECT_EQUAL(scripted_server.created, 0);
    kit_forget_connection();
    scripted_server.absent = false;
    EXPECT(kit_connect()); /* nothing was left in use */
}

void api_connect_timeout(void)
{
    scripted_server.withhold[PACKET_CONNECT >> 4] = true;
    const TickType_t begun = xTaskGetTickCount();
    EXPECT_EQUAL(IotMqtt_Connect(&network, &hello, 100, &connection), IOT_MQTT_TIMEOUT);
    EXPECT_WITHIN(xTaskGetTickCount() - begun, pdMS_TO_TICKS(100), pdMS_TO_TICKS(200) + 2, "ticks");
    EXPECT_EQUAL(scripted_server.closed, 1);
    EXPECT_EQUAL(scripted_server.destroyed, 1);
    kit_forget_connection();
}

void api_connect_restore_session(void)
{
    const IotMqttSubscription_t filter = kit_filter("down");

    hello.cleanSession = false;
    hello.pPreviousSubscriptions = &filter;
    hello.previousSubscriptionCount = 1;
    scripted_server.session = true;
    REQUIRE(kit_connect());
    EXPECT(scripted_server_publish("down", "while away", 1, 7));
    EXPECT(kit_wait(&told.messages, 1));
    EXPECT_EQUAL(strcmp(told.payload, "while away"), 0);
}

void api_disconnect_says_goodbye(void)
{
    REQUIRE(kit_connect());
    IotMqtt_Disconnect(connection, 0);
    EXPECT_EQUAL(scripted_server.count[PACKET_DISCONNECT >> 4], 1);
    EXPECT_EQUAL(told.lost, 1);
    EXPECT_EQUAL(told.reason, IOT_MQTT_DISCONNECT_CALLED);
    kit_forget_connection();
    REQUIRE(kit_connect());
    IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    EXPECT_EQUAL(scripted_server.count[PACKET_DISCONNECT >> 4], 1);
    kit_forget_connection();
    EXPECT_EQUAL(scripted_server.closed, 2);
    EXPECT_EQUAL(scripted_server.destroyed, 2);
}

void api_publish_at_most_once(void)
{
    static const uint8_t packet[] = {PACKET_PUBLISH, 5, 0, 2, 'u', 'p', '0'};
    const IotMqttPublishInfo_t message = kit_message("up", "0", IOT_MQTT_QOS_0);

    REQUIRE(kit_connect());
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, NULL, NULL), IOT_MQTT_SUCCESS);
    EXPECT_EQUAL(scripted_server.last[PACKET_PUBLISH >> 4].length, sizeof packet);
    EXPECT_BYTES(scripted_server.last[PACKET_PUBLISH >> 4].bytes, packet, sizeof packet);
}

void api_publish_at_least_once(void)
{
    const IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);

    REQUIRE(kit_connect());
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, &tell_end, NULL),
                 IOT_MQTT_STATUS_PENDING);
    REQUIRE(kit_wait(&told.ended, 1));
    EXPECT_EQUAL(told.type, IOT_MQTT_PUBLISH_TO_SERVER);
    EXPECT_EQUAL(told.result, IOT_MQTT_SUCCESS);
    EXPECT_EQUAL(scripted_server.last[PACKET_PUBLISH >> 4].bytes[0], PACKET_PUBLISH | 2u);
    EXPECT_EQUAL(scripted_server.duplicates, 0);
}

void api_publish_duplicates(void)
{
    IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);

    message.retryMs = RETRY_MS;
    message.retryLimit = RETRIES;
    REQUIRE(kit_connect());
    scripted_server.withhold[PACKET_PUBLISH >> 4] = true;
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, &tell_end, NULL),
                 IOT_MQTT_STATUS_PENDING);
    REQUIRE(kit_wait(&told.ended, 1));
    EXPECT_EQUAL(told.result, IOT_MQTT_RETRY_NO_RESPONSE);
    EXPECT_EQUAL(scripted_server.count[PACKET_PUBLISH >> 4], 1u + RETRIES);
    EXPECT_EQUAL(scripted_server.duplicates, RETRIES);
}

void api_publish_answered_after_retry(void)
{
    IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);

    message.retryMs = RETRY_MS;
    message.retryLimit = RETRIES;
    REQUIRE(kit_connect());
    scripted_server.withhold[PACKET_PUBLISH >> 4] = true;
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, &tell_end, NULL),
                 IOT_MQTT_STATUS_PENDING);
    scripted_server.withhold[PACKET_PUBLISH >> 4] = false;
    REQUIRE(kit_wait(&told.ended, 1));
    EXPECT_EQUAL(told.result, IOT_MQTT_SUCCESS);
    EXPECT_EQUAL(scripted_server.duplicates, 1);
}

void api_operations_limit(void)
{
    const IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);

    REQUIRE(kit_connect());
    scripted_server.withhold[PACKET_PUBLISH >> 4] = true;
    for (unsigned i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, NULL, NULL), IOT_MQTT_STATUS_PENDING);
    }
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, NULL, NULL), IOT_MQTT_NO_MEMORY);
    EXPECT_EQUAL(scripted_server.count[PACKET_PUBLISH >> 4], IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS);
}

void api_lost_connection_ends_operations(void)
{
    const IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;

    REQUIRE(kit_connect());
    scripted_server.withhold[PACKET_PUBLISH >> 4] = true;
    REQUIRE_EQUAL(IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
                  IOT_MQTT_STATUS_PENDING);
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, &tell_end, NULL),
                 IOT_MQTT_STATUS_PENDING);
    scripted_server_break();
    EXPECT_EQUAL(IotMqtt_Wait(operation, ANSWER_MS), IOT_MQTT_NETWORK_ERROR);
    EXPECT(kit_wait(&told.ended, 1));
    EXPECT_EQUAL(told.result, IOT_MQTT_NETWORK_ERROR);
    EXPECT(kit_wait(&told.lost, 1));
    EXPECT_EQUAL(IotMqtt_Publish(connection, &message, 0, NULL, NULL), IOT_MQTT_NETWORK_ERROR);
}

void api_keep_alive_timeout(void)
{
    hello.keepAliveSeconds = 1;
    REQUIRE(kit_connect());
    scripted_server.withhold[PACKET_PINGREQ >> 4] = true;
    vTaskDelay(pdMS_TO_TICKS(900));
    EXPECT_EQUAL(told.lost, 0);
    vTaskDelay(pdMS_TO_TICKS(IOT_MQTT_RESPONSE_WAIT_MS + 600));
    EXPECT_EQUAL(told.lost, 1);
    EXPECT_EQUAL(told.reason, IOT_MQTT_KEEP_ALIVE_TIMEOUT);
}

void api_aws_limits(void)
{
    static const char text[] = X_64 X_64 X_64 X_64 "x";
    IotMqttPublishInfo_t message = kit_message("up", "1", IOT_MQTT_QOS_1);

    hello.awsIotMqttMode = true;
    hello.pClientIdentifier = text;
    hello.clientIdentifierLength = 129;
    EXPECT_EQUAL(kit_try_to_connect(), IOT_MQTT_BAD_PARAMETER);
    hello.clientIdentifierLength = 12;
    hello.keepAliveSeconds = 5;
    REQUIRE(kit_connect());
    const uint8_t *const keep_alive = &scripted_server.last[PACKET_CONNECT >> 4].bytes[10];
    EXPECT_EQUAL(keep_alive[0] * 256 + keep_alive[1], 30);
    message.pTopicName = text;
    message.topicNameLength = sizeof text - 1; /* 257 */
    EXPECT_EQUAL(IotMqtt_TimedPublish(connection, &message, 0, ANSWER_MS), IOT_MQTT_BAD_PARAMETER);
}
