/* SPDX-License-Identifier: MIT */
/* Networks of the test's: which is told of, which is preferred, and an MQTT connection that falls
 * back from BLE to Wi-Fi. Networks are handed in for good, so the first test comes first. */
#include <string.h>

#include "afr201906_network.h"
#include "iot_mqtt.h"
#include "mqtt_peer.h"

#define BLE  AWSIOT_NETWORK_TYPE_BLE
#define WIFI AWSIOT_NETWORK_TYPE_WIFI
#define ETH  AWSIOT_NETWORK_TYPE_ETH
#define ALL  AWSIOT_NETWORK_TYPE_ALL

static bool stubborn; /* neither enabled nor disabled */
static IotNetworkInterface_t interfaces[2];
static const void *opened_with;

static bool enable(void *context)
{
    event(*(const char *)context);
    return !stubborn;
}

static bool disable(void *context)
{
    event((char)(*(const char *)context - 'a' + 'A'));
    return !stubborn;
}

static struct afr201906_network ble = {.type = BLE,
                                       .enable = enable,
                                       .disable = disable,
                                       .context = "b",
                                       .interface = &interfaces[0],
                                       .connection_params = "phone",
                                       .credentials = NULL};
static struct afr201906_network wifi = {.type = WIFI,
                                        .enable = enable,
                                        .disable = disable,
                                        .context = "w",
                                        .interface = &interfaces[1],
                                        .connection_params = "endpoint",
                                        .credentials = "certificate"};

/* 'c' and the like: connected; 'C': no longer. */
static void on_change(uint32_t type, AwsIotNetworkState_t state, void *context)
{
    const bool is = state == eNetworkStateEnabled;

    CHECK(is || state == eNetworkStateDisabled);
    CHECK_EQ((AwsIotNetworkManager_GetConnectedNetworks() & type) != 0, is);
    event((char)(*(const char *)context - (is ? 0 : 'a' - 'A')));
}

static IotNetworkError_t create(void *server, void *credentials, void **const connection)
{
    opened_with = server;
    return mqtt_peer_network.create(server, credentials, connection);
}

static void given_networks(void)
{
    (void)afr201906_network_add(&ble);
    (void)afr201906_network_add(&wifi);
    stubborn = false;
    CHECK_EQ(AwsIotNetworkManager_DisableNetwork(ALL), ALL);
    CHECK_EQ(AwsIotNetworkManager_GetConnectedNetworks(), 0);
    events_clear();
}

static void one_network_of_each_configured_type_is_handed_in(void)
{
    struct afr201906_network other = ble;

    CHECK_EQ(AwsIotNetworkManager_Init(), pdTRUE);
    CHECK_EQ(AwsIotNetworkManager_GetConfiguredNetworks(), 0);
    CHECK_EQ(AwsIotNetworkManager_EnableNetwork(ALL), 0);
    CHECK(AwsIotNetworkManager_GetNetworkInterface(BLE) == NULL);
    other.type = ETH; /* not of configENABLED_NETWORKS here */
    CHECK_EQ(afr201906_network_add(&other), false);
    other.type = BLE | WIFI;
    CHECK_EQ(afr201906_network_add(&other), false);
    other.type = BLE;
    other.enable = NULL;
    CHECK_EQ(afr201906_network_add(&other), false);
    CHECK_EQ(afr201906_network_add(NULL), false);
    CHECK(afr201906_network_add(&ble));
    CHECK_EQ(afr201906_network_add(&ble), false);
    CHECK(afr201906_network_add(&wifi));
    CHECK_EQ(AwsIotNetworkManager_GetConfiguredNetworks(), BLE | WIFI);
    CHECK_EQ(AwsIotNetworkManager_GetEnabledNetworks(), 0);
}

static void networks_are_enabled_and_disabled(void)
{
    given_networks();
    CHECK_EQ(AwsIotNetworkManager_EnableNetwork(WIFI), WIFI);
    CHECK_EVENTS("w");
    CHECK_EQ(AwsIotNetworkManager_EnableNetwork(ALL), BLE | WIFI);
    CHECK_EVENTS("b"); /* the other one is */
    CHECK_EQ(AwsIotNetworkManager_GetEnabledNetworks(), BLE | WIFI);
    CHECK_EQ(AwsIotNetworkManager_DisableNetwork(BLE), BLE);
    CHECK_EVENTS("B");
    stubborn = true;
    CHECK_EQ(AwsIotNetworkManager_EnableNetwork(BLE), 0);
    CHECK_EQ(AwsIotNetworkManager_DisableNetwork(WIFI), 0);
    CHECK_EVENTS("bW");
    CHECK_EQ(AwsIotNetworkManager_GetEnabledNetworks(), WIFI);
}

static void changes_are_told_to_who_asked_for_that_type(void)
{
    IotNetworkManagerSubscription_t both = IOT_NETWORK_MANAGER_SUBSCRIPTION_INITIALIZER;
    IotNetworkManagerSubscription_t one = IOT_NETWORK_MANAGER_SUBSCRIPTION_INITIALIZER;

    given_networks();
    CHECK(AwsIotNetworkManager_SubscribeForStateChange(ALL, on_change, "x", &both));
    CHECK(AwsIotNetworkManager_SubscribeForStateChange(WIFI, on_change, "y", &one));
    afr201906_network_changed(WIFI, true);
    CHECK_EVENTS(""); /* it is not enabled */
    (void)AwsIotNetworkManager_EnableNetwork(ALL);
    events_clear();
    afr201906_network_changed(BLE, true);
    CHECK_EVENTS("x");
    afr201906_network_changed(BLE, true);
    CHECK_EVENTS("");
    afr201906_network_changed(WIFI, true);
    CHECK_EVENTS("xy");
    CHECK_EQ(AwsIotNetworkManager_DisableNetwork(WIFI), WIFI);
    CHECK_EVENTS("WXY");
    CHECK(AwsIotNetworkManager_RemoveSubscription(both));
    CHECK_EQ(AwsIotNetworkManager_RemoveSubscription(both), pdFALSE);
    afr201906_network_changed(BLE, false);
    CHECK_EVENTS("");
    CHECK(AwsIotNetworkManager_RemoveSubscription(one));
}

static void subscriptions_are_bounded(void)
{
    IotNetworkManagerSubscription_t all[AFR201906_NETWORK_SUBSCRIPTIONS], more;

    CHECK_EQ(AwsIotNetworkManager_SubscribeForStateChange(0, on_change, "x", &more), pdFALSE);
    CHECK_EQ(AwsIotNetworkManager_SubscribeForStateChange(ALL, NULL, "x", &more), pdFALSE);
    CHECK_EQ(AwsIotNetworkManager_SubscribeForStateChange(ALL, on_change, "x", NULL), pdFALSE);
    for (unsigned i = 0; i < AFR201906_NETWORK_SUBSCRIPTIONS; i++) {
        CHECK(AwsIotNetworkManager_SubscribeForStateChange(ALL, on_change, "x", &all[i]));
    }
    CHECK_EQ(AwsIotNetworkManager_SubscribeForStateChange(ALL, on_change, "x", &more), pdFALSE);
    for (unsigned i = 0; i < AFR201906_NETWORK_SUBSCRIPTIONS; i++) {
        CHECK(AwsIotNetworkManager_RemoveSubscription(all[i]));
    }
}

static void the_preferred_network_is_one_that_is_connected(void)
{
    given_networks();
    (void)AwsIotNetworkManager_EnableNetwork(ALL);
    CHECK(AwsIotNetworkManager_GetNetworkInterface(ALL) == NULL);
    CHECK(AwsIotNetworkManager_GetNetworkInterface(BLE) == &interfaces[0]); /* by its name */
    afr201906_network_changed(WIFI, true);
    CHECK(AwsIotNetworkManager_GetNetworkInterface(ALL) == &interfaces[1]);
    CHECK(AwsIotNetworkManager_GetCredentials(ALL) == wifi.credentials);
    afr201906_network_changed(BLE, true);
    CHECK(AwsIotNetworkManager_GetNetworkInterface(ALL) == &interfaces[0]);
    CHECK(AwsIotNetworkManager_GetConnectionParams(ALL) == ble.connection_params);
    CHECK(AwsIotNetworkManager_GetConnectionParams(WIFI | ETH) == wifi.connection_params);
    afr201906_network_changed(BLE, false);
    CHECK(AwsIotNetworkManager_GetConnectionParams(ALL) == wifi.connection_params);
}

/* As an application connects: over what is preferred now. */
static IotMqttConnection_t connect_over_preferred(void)
{
    IotMqttNetworkInfo_t network = IOT_MQTT_NETWORK_INFO_INITIALIZER;
    IotMqttConnectInfo_t hello = IOT_MQTT_CONNECT_INFO_INITIALIZER;
    IotMqttConnection_t connection = IOT_MQTT_CONNECTION_INITIALIZER;

    network.pNetworkInterface = AwsIotNetworkManager_GetNetworkInterface(ALL);
    network.u.setup.pNetworkServerInfo = AwsIotNetworkManager_GetConnectionParams(ALL);
    network.u.setup.pNetworkCredentialInfo = AwsIotNetworkManager_GetCredentials(ALL);
    hello.pClientIdentifier = "lamp";
    hello.clientIdentifierLength = 4;
    CHECK_EQ(IotMqtt_Connect(&network, &hello, 50, &connection), IOT_MQTT_SUCCESS);
    return connection;
}

static void link_lost(uint32_t type, AwsIotNetworkState_t state, void *context)
{
    if (type == BLE && state == eNetworkStateDisabled) {
        (void)xSemaphoreGive((SemaphoreHandle_t)context);
    }
}

static void an_mqtt_connection_falls_back_when_ble_is_lost(void)
{
    IotNetworkManagerSubscription_t subscription;
    StaticSemaphore_t memory;
    const SemaphoreHandle_t lost = xSemaphoreCreateBinaryStatic(&memory);
    const IotMqttPublishInfo_t message = {IOT_MQTT_QOS_1, false, "up", 2, "1", 1, 0, 0};

    given_networks();
    mqtt_peer_start();
    interfaces[0] = interfaces[1] = mqtt_peer_network;
    interfaces[0].create = interfaces[1].create = create;
    CHECK_EQ(IotMqtt_Init(), IOT_MQTT_SUCCESS);
    CHECK(AwsIotNetworkManager_SubscribeForStateChange(ALL, link_lost, lost, &subscription));
    (void)AwsIotNetworkManager_EnableNetwork(ALL);
    afr201906_network_changed(WIFI, true);
    afr201906_network_changed(BLE, true);
    IotMqttConnection_t connection = connect_over_preferred();
    CHECK(opened_with == ble.connection_params);
    mqtt_peer_break();
    afr201906_network_changed(BLE, false);
    CHECK(xSemaphoreTake(lost, 10));
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, 10), IOT_MQTT_NETWORK_ERROR);
    IotMqtt_Disconnect(connection, IOT_MQTT_FLAG_CLEANUP_ONLY);
    connection = connect_over_preferred();
    CHECK(opened_with == wifi.connection_params);
    CHECK_EQ(IotMqtt_TimedPublish(connection, &message, 0, 50), IOT_MQTT_SUCCESS);
    IotMqtt_Disconnect(connection, 0);
    IotMqtt_Cleanup();
    CHECK(AwsIotNetworkManager_RemoveSubscription(subscription));
}

CONFORMANCE_MAIN("network manager of 201906",
                 TEST(one_network_of_each_configured_type_is_handed_in),
                 TEST(networks_are_enabled_and_disabled),
                 TEST(changes_are_told_to_who_asked_for_that_type), TEST(subscriptions_are_bounded),
                 TEST(the_preferred_network_is_one_that_is_connected),
                 TEST(an_mqtt_connection_falls_back_when_ble_is_lost))
