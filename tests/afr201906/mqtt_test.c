/* SPDX-License-Identifier: MIT */
/* IotMqtt_*: operations and their ends, retries, limits, the life of a connection. */
#include <string.h>

#include "iot_mqtt.h"
#include "mqtt_peer.h"

#define WAIT_MS  100u
#define RETRY_MS 20u
#define RETRIES  3u
#define SETTLE   vTaskDelay(pdMS_TO_TICKS(10))

static IotMqttConnection_t connection;
static IotMqttNetworkInfo_t network;
static IotMqttConnectInfo_t hello;
static unsigned ended, lost, received;
static IotMqttError_t result;
static IotMqttOperationType_t type;
static IotMqttDisconnectReason_t reason;
static char heard[64];
static char long_text[300];

static void on_end(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    CHECK(told->mqttConnection == connection);
    result = told->u.operation.result;
    type = told->u.operation.type;
    ended++;
}

static void on_lost(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    reason = told->u.disconnectReason;
    lost++;
}

static void on_message(void *context, IotMqttCallbackParam_t *told)
{
    (void)context;
    memcpy(heard, told->u.message.info.pPayload, told->u.message.info.payloadLength);
    heard[told->u.message.info.payloadLength] = '\0';
    received++;
}

static const IotMqttCallbackInfo_t tell = {NULL, on_end};

static IotMqttSubscription_t filter_of(const char *filter)
{
    IotMqttSubscription_t subscription = IOT_MQTT_SUBSCRIPTION_INITIALIZER;

    subscription.qos = IOT_MQTT_QOS_1;
    subscription.pTopicFilter = filter;
    subscription.topicFilterLength = (uint16_t)strlen(filter);
    subscription.callback.function = on_message;
    return subscription;
}

static IotMqttPublishInfo_t message_of(const char *topic, const char *payload, IotMqttQos_t qos)
{
    IotMqttPublishInfo_t message = IOT_MQTT_PUBLISH_INFO_INITIALIZER;

    message.qos = qos;
    message.pTopicName = topic;
    message.topicNameLength = (uint16_t)strlen(topic);
    message.pPayload = payload;
    message.payloadLength = strlen(payload);
    return message;
}

static void given_a_library(void)
{
    memset(long_text, 'x', sizeof long_text);
    mqtt_peer_start();
    network = (IotMqttNetworkInfo_t)IOT_MQTT_NETWORK_INFO_INITIALIZER;
    network.pNetworkInterface = &mqtt_peer_network;
    network.disconnectCallback.function = on_lost;
    hello = (IotMqttConnectInfo_t)IOT_MQTT_CONNECT_INFO_INITIALIZER;
    hello.pClientIdentifier = "thing";
    hello.clientIdentifierLength = 5;
    ended = lost = received = 0;
    CHECK_EQ(IotMqtt_Init(), IOT_MQTT_SUCCESS);
}

static IotMqttError_t connect_to_peer(void)
{
    return IotMqtt_Connect(&network, &hello, WAIT_MS, &connection);
}

static void given_a_connection(void)
{
    given_a_library();
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
}

static void end_of_connection(void)
{
    IotMqtt_Disconnect(connection, 0);
    IotMqtt_Cleanup();
    CHECK_EQ(mqtt_peer.broker.protocol_errors, 0);
}

static void a_subscriber_gets_messages_until_it_unsubscribes(void)
{
    const IotMqttSubscription_t filter = filter_of("down/#");
    IotMqttSubscription_t found;

    given_a_connection();
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK(IotMqtt_IsSubscribed(connection, "down/#", 6, &found));
    CHECK_EQ(found.qos, IOT_MQTT_QOS_1);
    mqtt_peer.calls = 0;
    CHECK(mqtt_peer_say("down/1", "hello", 1));
    CHECK(mqtt_peer_say("down/2", "again", 0));
    CHECK_EQ(mqtt_peer.calls, 2); /* a packet each */
    CHECK_EQ(received, 2);
    CHECK_EQ(strcmp(heard, "again"), 0);
    CHECK(fake_broker_idle(&mqtt_peer.broker));
    CHECK_EQ(IotMqtt_TimedUnsubscribe(connection, &filter, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK(!IotMqtt_IsSubscribed(connection, "down/#", 6, NULL));
    CHECK(!mqtt_peer_say("down/1", "late", 1));
    end_of_connection();
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 1);
}

static void a_publish_begins_at_once_and_tells_its_end(void)
{
    const IotMqttPublishInfo_t once = message_of("up", "0", IOT_MQTT_QOS_0);
    const IotMqttPublishInfo_t surely = message_of("up", "1", IOT_MQTT_QOS_1);
    IotMqttOperation_t operation = IOT_MQTT_OPERATION_INITIALIZER;

    given_a_connection();
    CHECK_EQ(IotMqtt_Publish(connection, &once, 0, NULL, NULL), IOT_MQTT_SUCCESS);
    CHECK_EQ(strcmp(mqtt_peer.payload, "0"), 0);
    CHECK_EQ(IotMqtt_Publish(connection, &surely, 0, &tell, NULL), IOT_MQTT_STATUS_PENDING);
    CHECK_EQ(strcmp(mqtt_peer.payload, "1"), 0);
    CHECK_EQ(ended, 1);
    CHECK_EQ(type, IOT_MQTT_PUBLISH_TO_SERVER);
    CHECK_EQ(result, IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_Publish(connection, &surely, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
             IOT_MQTT_STATUS_PENDING);
    CHECK_EQ(IotMqtt_Wait(operation, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_Wait(operation, WAIT_MS), IOT_MQTT_BAD_PARAMETER); /* once only */
    CHECK_EQ(IotMqtt_TimedPublish(connection, &surely, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(mqtt_peer.messages, 4);
    CHECK_EQ(mqtt_peer.broker.duplicates, 0);
    end_of_connection();
}

/* Bounds of the time between the first sending and the end of patience. */
static void expect_patience(TickType_t passed)
{
    uint32_t wait = RETRY_MS;
    uint32_t shortest = RETRY_MS;

    for (unsigned i = 0; i < RETRIES; i++) {
        wait = wait * 2 < IOT_MQTT_RETRY_MS_CEILING ? wait * 2 : IOT_MQTT_RETRY_MS_CEILING;
        shortest += wait;
    }
    CHECK(passed >= pdMS_TO_TICKS(shortest) - 1);
    CHECK(passed <= pdMS_TO_TICKS(shortest + shortest / 8) + 2 * (RETRIES + 1));
}

static void without_puback_it_is_sent_again_and_then_given_up(void)
{
    IotMqttPublishInfo_t message = message_of("up", "1", IOT_MQTT_QOS_1);
    char topic[] = "up";

    message.pTopicName = topic;
    message.retryMs = RETRY_MS;
    message.retryLimit = RETRIES;
    given_a_connection();
    const size_t heap = xPortGetFreeHeapSize();
    mqtt_peer.broker.drop = FAKE_BROKER_PUBACK;
    const TickType_t begun = fresh_tick();
    CHECK_EQ(IotMqtt_Publish(connection, &message, 0, &tell, NULL), IOT_MQTT_STATUS_PENDING);
    CHECK_EQ(xPortGetFreeHeapSize() == heap, IOT_STATIC_MEMORY_ONLY);
    topic[0] = 'X'; /* it was copied */
    while (ended == 0 && xTaskGetTickCount() - begun < pdMS_TO_TICKS(1000)) {
        vTaskDelay(1);
    }
    expect_patience(xTaskGetTickCount() - begun);
    CHECK_EQ(result, IOT_MQTT_RETRY_NO_RESPONSE);
    CHECK_EQ(mqtt_peer.broker.duplicates, RETRIES);
    CHECK_EQ(strcmp(mqtt_peer.topic, "up"), 0);
    CHECK_EQ(xPortGetFreeHeapSize(), heap);
    mqtt_peer.broker.drop = 0;
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    end_of_connection();
}

static void a_puback_after_a_retry_ends_it_well(void)
{
    IotMqttPublishInfo_t message = message_of("up", "1", IOT_MQTT_QOS_1);

    message.retryMs = RETRY_MS;
    message.retryLimit = RETRIES;
    given_a_connection();
    mqtt_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(IotMqtt_Publish(connection, &message, 0, &tell, NULL), IOT_MQTT_STATUS_PENDING);
    mqtt_peer.broker.drop = 0;
    CHECK_EQ(ended, 0);
    vTaskDelay(pdMS_TO_TICKS(2 * RETRY_MS));
    CHECK_EQ(ended, 1);
    CHECK_EQ(result, IOT_MQTT_SUCCESS);
    CHECK_EQ(mqtt_peer.broker.duplicates, 1);
    end_of_connection();
}

static void a_wait_that_is_over_frees_its_operation(void)
{
    const IotMqttPublishInfo_t message = message_of("up", "1", IOT_MQTT_QOS_1);
    IotMqttOperation_t operation;

    given_a_connection();
    mqtt_peer.broker.drop = FAKE_BROKER_PUBACK;
    for (unsigned i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, 2), IOT_MQTT_TIMEOUT);
    }
    for (unsigned i = 0; i < IOT_MQTT_MAX_IN_PROGRESS_OPERATIONS; i++) {
        CHECK_EQ(IotMqtt_Publish(connection, &message, 0, NULL, NULL), IOT_MQTT_STATUS_PENDING);
    }
    CHECK_EQ(IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
             IOT_MQTT_NO_MEMORY);
    end_of_connection();
}

static void a_filter_that_is_refused_has_no_callback(void)
{
    const IotMqttSubscription_t filter = filter_of("secret");

    given_a_connection();
    mqtt_peer.broker.suback_code = 0x80;
    CHECK_EQ(IotMqtt_Subscribe(connection, &filter, 1, 0, &tell, NULL), IOT_MQTT_STATUS_PENDING);
    CHECK_EQ(ended, 1);
    CHECK_EQ(type, IOT_MQTT_SUBSCRIBE);
    CHECK_EQ(result, IOT_MQTT_SERVER_REFUSED);
    CHECK(!IotMqtt_IsSubscribed(connection, "secret", 6, NULL));
    end_of_connection();
}

static void a_filter_with_a_wildcard_amid_a_level_is_refused(void)
{
    static const char *const malformed[] = {"a/#/b", "a+", "#a", "a/b#", "+a/b", "a/#/"};

    given_a_connection();
    for (size_t i = 0; i < sizeof malformed / sizeof malformed[0]; i++) {
        const IotMqttSubscription_t filter = filter_of(malformed[i]);
        CHECK_EQ(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, WAIT_MS),
                 IOT_MQTT_BAD_PARAMETER);
    }
    end_of_connection();
    CHECK_EQ(mqtt_peer.broker.subscribes, 0);
}

static void filters_that_do_not_fit_change_nothing(void)
{
    char names[IOT_MQTT_SUBSCRIPTIONS][2];
    IotMqttSubscription_t filters[IOT_MQTT_SUBSCRIPTIONS];
    const IotMqttSubscription_t more = filter_of("more");

    given_a_connection();
    for (unsigned i = 0; i < IOT_MQTT_SUBSCRIPTIONS; i++) {
        names[i][0] = (char)('a' + i);
        names[i][1] = '\0';
        filters[i] = filter_of(names[i]);
    }
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, IOT_MQTT_SUBSCRIPTIONS, 0, WAIT_MS),
             IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, &more, 1, 0, WAIT_MS), IOT_MQTT_NO_MEMORY);
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK_EQ(mqtt_peer.broker.subscribes, 2);
    end_of_connection();
}

static void a_filter_is_as_long_as_there_is_room(void)
{
    IotMqttSubscription_t filter = filter_of(long_text);

    given_a_connection();
    filter.topicFilterLength = IOT_MQTT_FILTER_BYTES + 1;
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, WAIT_MS), IOT_MQTT_NO_MEMORY);
    CHECK_EQ(mqtt_peer.broker.subscribes, 0);
    filter.topicFilterLength = IOT_MQTT_FILTER_BYTES;
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    CHECK(IotMqtt_IsSubscribed(connection, long_text, IOT_MQTT_FILTER_BYTES, NULL));
    end_of_connection();
}

static void aws_mode_has_the_limits_of_aws(void)
{
    IotMqttPublishInfo_t message = message_of("up", "1", IOT_MQTT_QOS_1);
    IotMqttSubscription_t filters[9];

    given_a_library();
    hello.awsIotMqttMode = true;
    hello.pClientIdentifier = long_text;
    hello.clientIdentifierLength = 129;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_BAD_PARAMETER);
    hello.clientIdentifierLength = 128;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    for (unsigned i = 0; i < 9; i++) {
        filters[i] = filter_of("f");
    }
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 9, 0, WAIT_MS), IOT_MQTT_BAD_PARAMETER);
    filters[0].pTopicFilter = message.pTopicName = long_text;
    filters[0].topicFilterLength = message.topicNameLength = 257;
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 1, 0, WAIT_MS), IOT_MQTT_BAD_PARAMETER);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_BAD_PARAMETER);
    message.topicNameLength = 2;
    message.qos = IOT_MQTT_QOS_2;
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_BAD_PARAMETER);
    filters[0].topicFilterLength = 2;
    filters[0].qos = IOT_MQTT_QOS_2;
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, filters, 1, 0, WAIT_MS), IOT_MQTT_BAD_PARAMETER);
    end_of_connection();
    CHECK_EQ(mqtt_peer.messages, 0);
    CHECK_EQ(mqtt_peer.broker.subscribes, 0);
}

static void aws_mode_moves_keep_alive_into_its_range(void)
{
    static const uint16_t wanted[] = {0, 5, 30, 60, 1200, 1201};
    static const uint16_t said[] = {1200, 30, 30, 60, 1200, 1200};

    given_a_library();
    hello.awsIotMqttMode = true;
    for (unsigned i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        hello.keepAliveSeconds = wanted[i];
        CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
        CHECK_EQ(mqtt_peer.broker.keep_alive_s, said[i]);
        IotMqtt_Disconnect(connection, 0);
    }
    IotMqtt_Cleanup();
}

static bool head_ends_with(const char *text)
{
    const size_t length = strlen(text);

    return mqtt_peer.head_length > length &&
           memcmp(&mqtt_peer.head[mqtt_peer.head_length - length], text, length) == 0;
}

static void metrics_are_the_user_name_of_aws_mode(void)
{
    given_a_library();
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    CHECK(head_ends_with("thing"));
    IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    hello.awsIotMqttMode = true;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    CHECK(head_ends_with(AWS_IOT_METRICS_USERNAME));
    CHECK_EQ(strncmp(AWS_IOT_METRICS_USERNAME, "?SDK=Dunlin&Version=", 20), 0);
    IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    hello.pUserName = "me";
    hello.userNameLength = 2;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    CHECK(head_ends_with("me"));
    end_of_connection();
}

static void the_will_is_for_connections_that_do_not_say_goodbye(void)
{
    const IotMqttPublishInfo_t will = message_of("gone", "thing", IOT_MQTT_QOS_1);

    given_a_library();
    hello.pWillInfo = &will;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    IotMqtt_Disconnect(connection, 0);
    CHECK_EQ(mqtt_peer.broker.disconnects, 1);
    CHECK(!mqtt_peer.broker.will_sent);
    CHECK_EQ(lost, 1);
    CHECK_EQ(reason, IOT_MQTT_DISCONNECT_CALLED);
    CHECK_EQ(mqtt_peer.closed, 1);
    CHECK_EQ(mqtt_peer.destroyed, 1);
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    CHECK_EQ(mqtt_peer.broker.disconnects, 1);
    CHECK(mqtt_peer.broker.will_sent);
    CHECK_EQ(strcmp(mqtt_peer.topic, "gone"), 0);
    IotMqtt_Cleanup();
}

static void previous_subscriptions_go_on(void)
{
    const IotMqttSubscription_t filter = filter_of("down");

    given_a_library();
    hello.cleanSession = false;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    IotMqtt_Disconnect(connection, 0);
    CHECK(mqtt_peer_say("down", "while away", 1));
    hello.pPreviousSubscriptions = &filter;
    hello.previousSubscriptionCount = 1;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    SETTLE;
    CHECK_EQ(received, 1);
    CHECK_EQ(strcmp(heard, "while away"), 0);
    CHECK_EQ(mqtt_peer.broker.subscribes, 1);
    IotMqtt_Disconnect(connection, 0);
    fake_broker_forget_session(&mqtt_peer.broker);
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    CHECK_EQ(mqtt_peer.broker.subscribes, 2);
    CHECK(mqtt_peer_say("down", "once more", 1));
    CHECK_EQ(received, 2);
    end_of_connection();
}

static void a_silent_connection_is_kept_alive_until_the_server_is_silent(void)
{
    const IotMqttPublishInfo_t message = message_of("up", "1", IOT_MQTT_QOS_1);
    IotMqttOperation_t operation;

    given_a_library();
    hello.keepAliveSeconds = 1;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    vTaskDelay(pdMS_TO_TICKS(2500));
    CHECK_EQ(mqtt_peer.broker.pings, 2);
    CHECK_EQ(lost, 0);
    mqtt_peer.broker.half_open = true;
    CHECK_EQ(IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
             IOT_MQTT_STATUS_PENDING);
    vTaskDelay(pdMS_TO_TICKS(500 + IOT_MQTT_RESPONSE_WAIT_MS - 50));
    CHECK_EQ(lost, 0);
    vTaskDelay(pdMS_TO_TICKS(100));
    CHECK_EQ(lost, 1);
    CHECK_EQ(reason, IOT_MQTT_KEEP_ALIVE_TIMEOUT);
    CHECK_EQ(IotMqtt_Wait(operation, 0), IOT_MQTT_NETWORK_ERROR);
    end_of_connection();
    CHECK_EQ(lost, 1); /* once */
}

static void a_broken_stream_ends_what_is_under_way(void)
{
    const IotMqttPublishInfo_t message = message_of("up", "1", IOT_MQTT_QOS_1);
    IotMqttOperation_t operation;

    given_a_connection();
    mqtt_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(IotMqtt_Publish(connection, &message, 0, &tell, NULL), IOT_MQTT_STATUS_PENDING);
    CHECK_EQ(IotMqtt_Publish(connection, &message, IOT_MQTT_FLAG_WAITABLE, NULL, &operation),
             IOT_MQTT_STATUS_PENDING);
    mqtt_peer_break();
    SETTLE;
    CHECK_EQ(ended, 1);
    CHECK_EQ(result, IOT_MQTT_NETWORK_ERROR);
    CHECK_EQ(lost, 1);
    CHECK_EQ(reason, IOT_MQTT_BAD_PACKET_RECEIVED);
    CHECK_EQ(mqtt_peer.closed, 1);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, WAIT_MS), IOT_MQTT_NETWORK_ERROR);
    IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    CHECK_EQ(connect_to_peer(), IOT_MQTT_NO_MEMORY); /* `operation` is still there */
    CHECK_EQ(IotMqtt_Wait(operation, WAIT_MS), IOT_MQTT_NETWORK_ERROR);
    CHECK_EQ(mqtt_peer.closed, 1);
    CHECK_EQ(mqtt_peer.destroyed, 1);
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    end_of_connection();
}

static void a_connect_that_fails_leaves_nothing_behind(void)
{
    CHECK_EQ(connect_to_peer(), IOT_MQTT_BAD_PARAMETER);
    given_a_library();
    CHECK_EQ(IotMqtt_Init(), IOT_MQTT_INIT_FAILED);
    mqtt_peer.broker.away = true;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_NETWORK_ERROR);
    mqtt_peer.broker.away = false;
    mqtt_peer.broker.connack_code = 5;
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SERVER_REFUSED);
    mqtt_peer.broker.connack_code = 0;
    mqtt_peer.broker.drop = FAKE_BROKER_CONNACK;
    const TickType_t begun = fresh_tick();
    CHECK_EQ(connect_to_peer(), IOT_MQTT_TIMEOUT);
    CHECK(xTaskGetTickCount() - begun >= pdMS_TO_TICKS(WAIT_MS));
    mqtt_peer.broker.drop = 0;
    CHECK_EQ(mqtt_peer.created, 2);
    CHECK_EQ(mqtt_peer.destroyed, 2);
    CHECK_EQ(lost, 0);
    CHECK_EQ(connect_to_peer(), IOT_MQTT_SUCCESS);
    IotMqttConnection_t second;
    if (IOT_MQTT_CONNECTIONS == 1) {
        CHECK_EQ(IotMqtt_Connect(&network, &hello, WAIT_MS, &second), IOT_MQTT_NO_MEMORY);
    }
    end_of_connection();
    CHECK_EQ(connect_to_peer(), IOT_MQTT_INIT_FAILED);
}

static void a_packet_that_is_too_large_is_passed_over(void)
{
    static IotMqttSubscription_t filter;

    filter = filter_of("down");
    given_a_connection();
    CHECK_EQ(IotMqtt_TimedSubscribe(connection, &filter, 1, 0, WAIT_MS), IOT_MQTT_SUCCESS);
    mqtt_peer_say_large("down", IOT_MESSAGE_BUFFER_SIZE + 8);
    CHECK_EQ(received, 0);
    CHECK(mqtt_peer_say("down", "small", 1));
    CHECK_EQ(received, 1);
    CHECK_EQ(strcmp(heard, "small"), 0);
    end_of_connection();
}

static void each_value_has_its_name(void)
{
    CHECK_EQ(strcmp(IotMqtt_strerror(IOT_MQTT_SUCCESS), "SUCCESS"), 0);
    CHECK_EQ(strcmp(IotMqtt_strerror(IOT_MQTT_RETRY_NO_RESPONSE), "RETRY_NO_RESPONSE"), 0);
    CHECK_EQ(strcmp(IotMqtt_strerror((IotMqttError_t)11), "INVALID STATUS"), 0);
    CHECK_EQ(strcmp(IotMqtt_OperationType(IOT_MQTT_DISCONNECT), "DISCONNECT"), 0);
    CHECK_EQ(strcmp(IotMqtt_OperationType((IotMqttOperationType_t)7), "INVALID OPERATION"), 0);
}

CONFORMANCE_MAIN("MQTT of 201906", TEST(a_connect_that_fails_leaves_nothing_behind),
                 TEST(a_subscriber_gets_messages_until_it_unsubscribes),
                 TEST(a_publish_begins_at_once_and_tells_its_end),
                 TEST(without_puback_it_is_sent_again_and_then_given_up),
                 TEST(a_puback_after_a_retry_ends_it_well),
                 TEST(a_wait_that_is_over_frees_its_operation),
                 TEST(a_filter_that_is_refused_has_no_callback),
                 TEST(a_filter_with_a_wildcard_amid_a_level_is_refused),
                 TEST(filters_that_do_not_fit_change_nothing),
                 TEST(a_filter_is_as_long_as_there_is_room), TEST(aws_mode_has_the_limits_of_aws),
                 TEST(aws_mode_moves_keep_alive_into_its_range),
                 TEST(metrics_are_the_user_name_of_aws_mode),
                 TEST(the_will_is_for_connections_that_do_not_say_goodbye),
                 TEST(previous_subscriptions_go_on),
                 TEST(a_silent_connection_is_kept_alive_until_the_server_is_silent),
                 TEST(a_broken_stream_ends_what_is_under_way),
                 TEST(a_packet_that_is_too_large_is_passed_over), TEST(each_value_has_its_name))
