/* SPDX-License-Identifier: MIT */
/* The board's interfaces as networks of 201906, over interfaces of the test's: a cable and a radio.
 */
#include "afr201906_network.h"
#include "conformance.h"
#include "fake_interfaces.h"
#include "network_clock.h"
#include "platform/iot_network_afr.h"

#define WIFI AWSIOT_NETWORK_TYPE_WIFI
#define ETH  AWSIOT_NETWORK_TYPE_ETH
#define ALL  AWSIOT_NETWORK_TYPE_ALL

static const struct network_interface *const interfaces[] = {&fake_cable, &fake_radio};
const struct network_table network_table = {interfaces, 2, &network_clock};

const IotNetworkInterface_t IotNetworkAfr; /* nothing is sent here */

static IotNetworkServerInfo_t server;

/* 'e', 'w': connected; 'E', 'W': no longer. */
static void on_change(uint32_t type, AwsIotNetworkState_t state, void *context)
{
    (void)context;
    const char letter = type == ETH ? 'e' : 'w';
    event((char)(state == eNetworkStateEnabled ? letter : letter - ('a' - 'A')));
}

static void those_of_the_board_are_added_once(void)
{
    IotNetworkManagerSubscription_t subscription;

    CHECK_EQ(AwsIotNetworkManager_GetConfiguredNetworks(), ETH | WIFI);
    CHECK_EQ(afr201906_network_add_interfaces(ALL, &server, NULL), 0);
    CHECK_EQ(afr201906_network_add_interfaces(ALL, NULL, NULL), 0);
    CHECK_EQ(AwsIotNetworkManager_SubscribeForStateChange(ALL, on_change, NULL, &subscription),
             pdTRUE);
    CHECK_EQ(AwsIotNetworkManager_GetEnabledNetworks(), ETH | WIFI);
    CHECK_EQ(AwsIotNetworkManager_GetConnectedNetworks(), 0);
    CHECK(AwsIotNetworkManager_GetNetworkInterface(ALL) == NULL);
}

static void the_one_that_is_used_is_connected(void)
{
    fake_set(&fake_radio, true);
    CHECK_EVENTS("w");
    CHECK_EQ(AwsIotNetworkManager_GetConnectedNetworks(), WIFI);
    CHECK(AwsIotNetworkManager_GetNetworkInterface(ALL) == &IotNetworkAfr);
    CHECK(AwsIotNetworkManager_GetConnectionParams(ALL) == &server);
    fake_set(&fake_cable, true);
    vTaskDelay(pdMS_TO_TICKS(2100));
    CHECK_EVENTS("We");
    CHECK_EQ(AwsIotNetworkManager_GetConnectedNetworks(), ETH);
}

static void when_it_is_lost_the_other_one_is(void)
{
    fake_set(&fake_cable, false);
    CHECK_EVENTS("Ew");
    fake_set(&fake_radio, false);
    CHECK_EVENTS("W");
    CHECK(AwsIotNetworkManager_GetConnectionParams(ALL) == NULL);
    fake_set(&fake_cable, true);
    CHECK_EVENTS("e");
}

static void who_is_disabled_is_not_connected_until_enabled(void)
{
    CHECK_EQ(AwsIotNetworkManager_DisableNetwork(ETH), ETH);
    CHECK_EVENTS("E");
    fake_set(&fake_cable, false);
    fake_set(&fake_cable, true);
    CHECK_EVENTS("");
    CHECK_EQ(AwsIotNetworkManager_EnableNetwork(ETH), ETH);
    CHECK_EVENTS("e");
}

/* The manager's task stays. */
void conformance_before_scheduler(void)
{
    CHECK_EQ(afr201906_network_add_interfaces(ALL, &server, NULL), ETH | WIFI);
    CHECK_EQ(AwsIotNetworkManager_EnableNetwork(ALL), ETH | WIFI);
}

CONFORMANCE_MAIN("network_interfaces", TEST(those_of_the_board_are_added_once),
                 TEST(the_one_that_is_used_is_connected), TEST(when_it_is_lost_the_other_one_is),
                 TEST(who_is_disabled_is_not_connected_until_enabled))
