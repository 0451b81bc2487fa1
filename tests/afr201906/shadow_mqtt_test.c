/* SPDX-License-Identifier: MIT */
/* AwsIotShadow_* over a connection of IotMqtt_Connect(): what is subscribed to, and for how long.
 */
#include <string.h>

#include "aws_iot_shadow.h"
#include "iot_mqtt.h"
#include "mqtt_peer.h"

#define ROOT    "$aws/things/lamp/shadow"
#define WAIT_MS 50u
#define SETTLE  vTaskDelay(pdMS_TO_TICKS(5))
#define KEEP    AWS_IOT_SHADOW_FLAG_KEEP_SUBSCRIPTIONS

static IotMqttConnection_t connection;
static AwsIotShadowError_t result;
static AwsIotShadowCallbackParam_t told;
static unsigned tellings;

static void connect_to_peer(void)
{
    IotMqttNetworkInfo_t network = IOT_MQTT_NETWORK_INFO_INITIALIZER;
    IotMqttConnectInfo_t hello = IOT_MQTT_CONNECT_INFO_INITIALIZER;

    network.pNetworkInterface = &mqtt_peer_network;
    hello.pClientIdentifier = "lamp";
    hello.clientIdentifierLength = 4;
    CHECK_EQ(IotMqtt_Connect(&network, &hello, WAIT_MS, &connection), IOT_MQTT_SUCCESS);
}

static void given_a_connection(void)
{
    mqtt_peer_start();
    tellings = 0;
    CHECK_EQ(IotMqtt_Init(), IOT_MQTT_SUCCESS);
    CHECK_EQ(AwsIotShadow_Init(WAIT_MS), AWS_IOT_SHADOW_SUCCESS);
    connect_to_peer();
}

static void end_of_connection(void)
{
    IotMqtt_Disconnect(connection, 0);
    AwsIotShadow_Cleanup();
    IotMqtt_Cleanup();
    CHECK_EQ(mqtt_peer.broker.protocol_errors, 0);
}

static AwsIotShadowDocumentInfo_t lamp(void)
{
    AwsIotShadowDocumentInfo_t info = AWS_IOT_SHADOW_DOCUMENT_INFO_INITIALIZER;

    info.pThingName = "lamp";
    info.thingNameLength = 4;
    info.qos = IOT_MQTT_QOS_1;
    info.u.update.pUpdateDocument = "{\"clientToken\":\"t\"}";
    info.u.update.updateDocumentLength = 19;
    return info;
}

static void update(void *flags)
{
    const AwsIotShadowDocumentInfo_t info = lamp();

    result = AwsIotShadow_TimedUpdate(connection, &info, *(uint32_t *)flags, WAIT_MS);
    event('u');
    park();
}

static bool say(const char *suffix)
{
    char topic[64] = ROOT "/";

    return mqtt_peer_say(strcat(topic, suffix), "{\"clientToken\":\"t\"}", 1);
}

/* An update, asked for and answered. */
static void update_once(uint32_t flags)
{
    (void)spawn(update, P_HIGH, &flags);
    SETTLE;
    CHECK_EQ(strcmp(mqtt_peer.topic, ROOT "/update"), 0);
    CHECK(say("update/accepted"));
    SETTLE;
    CHECK_EVENTS("u");
    CHECK_EQ(result, AWS_IOT_SHADOW_SUCCESS);
}

static void on_told(void *context, AwsIotShadowCallbackParam_t *param)
{
    (void)context;
    told = *param;
    tellings++;
}

static const AwsIotShadowCallbackInfo_t tell = {NULL, on_told};

static void an_operation_leaves_no_subscription_behind(void)
{
    given_a_connection();
    update_once(0);
    CHECK_EQ(mqtt_peer.broker.subscribes, 2);
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 2);
    CHECK_EQ(say("update/accepted"), false);
    update_once(0);
    CHECK_EQ(mqtt_peer.broker.subscribes, 4);
    end_of_connection();
}

static void what_is_kept_stays_until_it_is_removed(void)
{
    given_a_connection();
    update_once(KEEP);
    update_once(0);
    CHECK_EQ(mqtt_peer.broker.subscribes, 2);
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 0);
    CHECK_EQ(AwsIotShadow_RemovePersistentSubscriptions(connection, "lamp", 4, 0),
             AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(AwsIotShadow_RemovePersistentSubscriptions(connection, "lamp", 4, 8),
             AWS_IOT_SHADOW_BAD_PARAMETER);
    CHECK_EQ(AwsIotShadow_RemovePersistentSubscriptions(
                 connection, "lamp", 4,
                 AWS_IOT_SHADOW_FLAG_REMOVE_DELETE_SUBSCRIPTIONS |
                     AWS_IOT_SHADOW_FLAG_REMOVE_GET_SUBSCRIPTIONS),
             AWS_IOT_SHADOW_SUCCESS);
    CHECK(say("update/accepted"));
    CHECK_EQ(AwsIotShadow_RemovePersistentSubscriptions(
                 connection, "lamp", 4, AWS_IOT_SHADOW_FLAG_REMOVE_UPDATE_SUBSCRIPTIONS),
             AWS_IOT_SHADOW_SUCCESS);
    CHECK_EQ(say("update/accepted"), false);
    CHECK_EQ(AwsIotShadow_RemovePersistentSubscriptions(
                 connection, "door", 4, AWS_IOT_SHADOW_FLAG_REMOVE_UPDATE_SUBSCRIPTIONS),
             AWS_IOT_SHADOW_SUCCESS); /* there were none */
    end_of_connection();
}

static void two_operations_share_a_subscription_until_the_last_has_ended(void)
{
    AwsIotShadowDocumentInfo_t info = lamp();

    given_a_connection();
    CHECK_EQ(AwsIotShadow_Update(connection, &info, 0, &tell, NULL), AWS_IOT_SHADOW_STATUS_PENDING);
    info.u.update.pUpdateDocument = "{\"clientToken\":\"x\"}";
    CHECK_EQ(AwsIotShadow_Update(connection, &info, 0, &tell, NULL), AWS_IOT_SHADOW_STATUS_PENDING);
    CHECK(say("update/accepted"));
    SETTLE;
    CHECK_EQ(tellings, 1);
    CHECK(told.mqttConnection == connection);
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 0);
    CHECK(mqtt_peer_say(ROOT "/update/rejected", "{\"code\":409,\"clientToken\":\"x\"}", 1));
    SETTLE;
    CHECK_EQ(tellings, 2);
    CHECK_EQ(told.u.operation.result, AWS_IOT_SHADOW_CONFLICT);
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 2);
    end_of_connection();
}

static void a_new_connection_has_none_of_the_old_ones_subscriptions(void)
{
    given_a_connection();
    update_once(KEEP);
    IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    connect_to_peer();
    update_once(0);
    CHECK_EQ(mqtt_peer.broker.subscribes, 4);
    end_of_connection();
}

static void a_delta_is_told_while_its_callback_is_set(void)
{
    given_a_connection();
    CHECK_EQ(AwsIotShadow_SetDeltaCallback(connection, "lamp", 4, 0, &tell),
             AWS_IOT_SHADOW_SUCCESS);
    update_once(0);
    CHECK(say("update/delta"));
    SETTLE;
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.callbackType, AWS_IOT_SHADOW_DELTA_CALLBACK);
    CHECK_EQ(AwsIotShadow_SetDeltaCallback(connection, "lamp", 4, 0, NULL), AWS_IOT_SHADOW_SUCCESS);
    CHECK_EQ(say("update/delta"), false);
    end_of_connection();
}

static void a_request_is_sent_again_as_it_says(void)
{
    AwsIotShadowDocumentInfo_t info = lamp();

    info.retryMs = 10;
    info.retryLimit = 2;
    given_a_connection();
    mqtt_peer.broker.drop = FAKE_BROKER_PUBACK;
    CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, 30), AWS_IOT_SHADOW_TIMEOUT);
    CHECK(mqtt_peer.broker.duplicates > 0);
    CHECK_EQ(say("update/accepted"), false); /* the end of a wait ends them, too */
    mqtt_peer.broker.drop = 0;
    end_of_connection();
}

static void what_the_server_or_the_network_refuses_is_told(void)
{
    const AwsIotShadowDocumentInfo_t info = lamp();

    given_a_connection();
    mqtt_peer.broker.suback_code = 0x80;
    CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, WAIT_MS), AWS_IOT_SHADOW_MQTT_ERROR);
    mqtt_peer.broker.suback_code = 0;
    update_once(KEEP);
    mqtt_peer_break();
    SETTLE;
    CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, WAIT_MS), AWS_IOT_SHADOW_MQTT_ERROR);
    CHECK_EQ(AwsIotShadow_RemovePersistentSubscriptions(
                 connection, "lamp", 4, AWS_IOT_SHADOW_FLAG_REMOVE_UPDATE_SUBSCRIPTIONS),
             AWS_IOT_SHADOW_MQTT_ERROR);
    end_of_connection();
}

/* Says that the request with a token of the library's own was accepted. */
static void accept_own(const char *topic)
{
    char answer[96];

    SETTLE;
    strcpy(answer, mqtt_peer.payload);
    CHECK(mqtt_peer_say(topic, answer, 1));
    SETTLE;
}

static void a_get_and_a_deletion_share_nothing(void)
{
    const AwsIotShadowDocumentInfo_t info = {.pThingName = "lamp", .thingNameLength = 4};

    given_a_connection();
    CHECK_EQ(AwsIotShadow_Get(connection, &info, 0, &tell, NULL), AWS_IOT_SHADOW_STATUS_PENDING);
    CHECK_EQ(strcmp(mqtt_peer.topic, ROOT "/get"), 0);
    accept_own(ROOT "/get/accepted");
    CHECK_EQ(tellings, 1);
    CHECK_EQ(told.callbackType, AWS_IOT_SHADOW_GET_COMPLETE);
    CHECK_EQ(told.u.operation.result, AWS_IOT_SHADOW_SUCCESS);
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 1);
    CHECK_EQ(AwsIotShadow_Delete(connection, "lamp", 4, KEEP, &tell, NULL),
             AWS_IOT_SHADOW_STATUS_PENDING);
    accept_own(ROOT "/delete/accepted");
    CHECK_EQ(told.callbackType, AWS_IOT_SHADOW_DELETE_COMPLETE);
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 1);
    CHECK_EQ(AwsIotShadow_RemovePersistentSubscriptions(
                 connection, "lamp", 4, AWS_IOT_SHADOW_FLAG_REMOVE_DELETE_SUBSCRIPTIONS),
             AWS_IOT_SHADOW_SUCCESS);
    SETTLE;
    CHECK_EQ(mqtt_peer.broker.unsubscribes, 2);
    end_of_connection();
}

static void places_of_things_come_back(void)
{
    AwsIotShadowDocumentInfo_t info = lamp();

    given_a_connection();
    for (unsigned i = 0; i < 5; i++) {
        static const char *const names[] = {"a", "b", "c", "d", "e"};
        info.pThingName = names[i];
        info.thingNameLength = 1;
        CHECK_EQ(AwsIotShadow_TimedUpdate(connection, &info, 0, 2), AWS_IOT_SHADOW_TIMEOUT);
    }
    end_of_connection();
}

CONFORMANCE_MAIN("shadow of 201906 over its MQTT", TEST(an_operation_leaves_no_subscription_behind),
                 TEST(what_is_kept_stays_until_it_is_removed),
                 TEST(two_operations_share_a_subscription_until_the_last_has_ended),
                 TEST(a_new_connection_has_none_of_the_old_ones_subscriptions),
                 TEST(a_delta_is_told_while_its_callback_is_set),
                 TEST(a_request_is_sent_again_as_it_says),
                 TEST(what_the_server_or_the_network_refuses_is_told),
                 TEST(a_get_and_a_deletion_share_nothing), TEST(places_of_things_come_back))
