/* SPDX-License-Identifier: MIT */
/* Joining a network, and leaving it. */
#include <string.h>

#include "wifi_kit.h"

#define CHANNELS     14
#define LOOPS        5
#define TASK_LOOPS   3
#define TASK_WAIT_MS 60000u

void connect_ap(void)
{
    const WIFINetworkParams_t client = kit_client();
    const TickType_t start = xTaskGetTickCount();

    EXPECT(kit_join(&client));
    qualification_measure("wifi.join", (long long)pdTICKS_TO_MS(xTaskGetTickCount() - start), "ms");
}

void connect_ap_twice(void)
{
    const WIFINetworkParams_t client = kit_client();

    EXPECT(kit_join(&client));
    EXPECT(kit_join(&client));
}

/* From one to the other and back, without leaving in between. */
void connect_two_aps(void)
{
    const WIFINetworkParams_t client = kit_client(), test = kit_test();
    uint8_t first[4] = {0}, second[4] = {0};

    if (test.ucSSIDLength == 0) {
        qualification_ignore("userdata.json has no testWifiConfig");
        return;
    }
    EXPECT(kit_join(&client));
    EXPECT_EQUAL(WIFI_GetIP(first), eWiFiSuccess);
    EXPECT(kit_join(&test));
    EXPECT_EQUAL(WIFI_GetIP(second), eWiFiSuccess);
    EXPECT(memcmp(first, second, sizeof first) != 0); /* another network's address */
    EXPECT(kit_join(&client));
}

/* A channel that is not the access point's, and one that is none, are not believed. */
void connect_all_channels(void)
{
    WIFINetworkParams_t client = kit_client();

    for (int channel = 1; channel <= CHANNELS; channel += 4) {
        client.cChannel = (int8_t)channel;
        EXPECT(kit_join(&client));
        EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
    }
    client.cChannel = 127;
    EXPECT(kit_join(&client));
}

void connect_null_parameters(void)
{
    WIFINetworkParams_t client = kit_client();

    EXPECT_EQUAL(WIFI_ConnectAP(NULL), eWiFiFailure);
    client.pcSSID = NULL;
    kit_is_not_joined(&client);
    client = kit_client();
    client.pcPassword = NULL;
    if (client.xSecurity != eWiFiSecurityOpen) {
        kit_is_not_joined(&client);
    }
}

void connect_invalid_ssid(void)
{
    static const char nobody[] = "nobody-has-this-name";
    WIFINetworkParams_t client = kit_client();

    client.pcSSID = nobody;
    client.ucSSIDLength = sizeof nobody - 1u;
    kit_is_not_joined(&client);
}

void connect_invalid_password(void)
{
    static const char wrong[] = "not the passphrase";
    WIFINetworkParams_t client = kit_client();

    if (client.xSecurity == eWiFiSecurityOpen) {
        qualification_ignore("the network is open");
        return;
    }
    client.pcPassword = wrong;
    client.ucPasswordLength = sizeof wrong - 1u;
    kit_is_not_joined(&client);
}

void connect_invalid_security(void)
{
    WIFINetworkParams_t client = kit_client();

    client.xSecurity = eWiFiSecurityNotSupported;
    kit_is_not_joined(&client);
    client.xSecurity = eWiFiSecurityWEP;
    kit_is_not_joined(&client);
}

void connect_zero_length_ssid(void)
{
    WIFINetworkParams_t client = kit_client();

    client.ucSSIDLength = 0;
    kit_is_not_joined(&client);
}

static bool is_open(const WIFINetworkParams_t *network)
{
    if (network->xSecurity == eWiFiSecurityOpen) {
        qualification_ignore("the network is open");
    }
    return network->xSecurity == eWiFiSecurityOpen;
}

void connect_zero_length_password(void)
{
    WIFINetworkParams_t client = kit_client();

    if (!is_open(&client)) {
        client.ucPasswordLength = 0;
        kit_is_not_joined(&client);
    }
}

/* The passphrase is as long as it is said to be, whatever stands behind it. */
void connect_password_length_less(void)
{
    WIFINetworkParams_t client = kit_client();

    if (!is_open(&client)) {
        client.ucPasswordLength--;
        kit_is_not_joined(&client);
    }
}

void connect_max_ssid_exceeded(void)
{
    WIFINetworkParams_t client = kit_client();

    client.pcSSID = kit_long_text;
    client.ucSSIDLength = wificonfigMAX_SSID_LEN + 2u;
    kit_is_not_joined(&client);
}

void connect_max_password_exceeded(void)
{
    WIFINetworkParams_t client = kit_client();

    if (!is_open(&client)) {
        client.pcPassword = kit_long_text;
        client.ucPasswordLength = wificonfigMAX_PASSPHRASE_LEN + 2u;
        kit_is_not_joined(&client);
    }
}

void connect_when_off(void)
{
    const WIFINetworkParams_t client = kit_client();

    EXPECT_EQUAL(WIFI_Off(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_ConnectAP(&client), eWiFiFailure);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
}

void connection_loop(void)
{
    const WIFINetworkParams_t client = kit_client();

    for (int i = 0; i < LOOPS && kit_join(&client); i++) {
        EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
        EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
    }
}

void disconnect(void)
{
    const WIFINetworkParams_t client = kit_client();
    uint8_t address[4];

    EXPECT(kit_join(&client));
    EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
    EXPECT(WIFI_GetIP(address) != eWiFiSuccess);
}

void disconnect_twice(void)
{
    EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
}

void is_connected(void)
{
    const WIFINetworkParams_t client = kit_client();

    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
    EXPECT(kit_join(&client));
    EXPECT_EQUAL(WIFI_Off(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
}

static TaskHandle_t waiter;

static void disconnect_often(void *unused)
{
    (void)unused;
    for (int i = 0; i < TASK_LOOPS; i++) {
        EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
        vTaskDelay(pdMS_TO_TICKS(30));
    }
    (void)xTaskNotifyGive(waiter);
    vTaskDelete(NULL);
}

/* Each call is whole: it succeeds, and the next one finds a state that is one. */
void separate_tasks(void)
{
    const WIFINetworkParams_t client = kit_client();

    waiter = xTaskGetCurrentTaskHandle();
    REQUIRE_EQUAL(xTaskCreate(disconnect_often, "leaver", qualificationLINK_STACK_WORDS, NULL,
                              tskIDLE_PRIORITY + 2u, NULL),
                  pdPASS);
    for (int i = 0; i < TASK_LOOPS; i++) {
        EXPECT_EQUAL(WIFI_ConnectAP(&client), eWiFiSuccess);
        vTaskDelay(pdMS_TO_TICKS(20));
    }
    EXPECT(ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(TASK_WAIT_MS)) != 0);
    vTaskDelay(pdMS_TO_TICKS(20));
    EXPECT(kit_join(&client));
}

static volatile unsigned joined, lost;

static void on_change(uint32_t type, AwsIotNetworkState_t state)
{
    if (type == AWSIOT_NETWORK_TYPE_WIFI && state == eNetworkStateEnabled) {
        joined = joined + 1u;
    } else if (type == AWSIOT_NETWORK_TYPE_WIFI && state == eNetworkStateDisabled) {
        lost = lost + 1u;
    }
}

void state_change_callback(void)
{
    const WIFINetworkParams_t client = kit_client();

    joined = lost = 0;
    EXPECT_EQUAL(WIFI_RegisterNetworkStateChangeEventCallback(on_change), eWiFiSuccess);
    EXPECT(kit_join(&client));
    vTaskDelay(pdMS_TO_TICKS(200));
    EXPECT_EQUAL(joined, 1);
    EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
    vTaskDelay(pdMS_TO_TICKS(200));
    EXPECT_EQUAL(lost, 1);
    EXPECT_EQUAL(WIFI_RegisterNetworkStateChangeEventCallback(NULL), eWiFiSuccess);
    EXPECT(kit_join(&client));
    EXPECT_EQUAL(joined, 1);
}
