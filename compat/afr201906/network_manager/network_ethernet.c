/* SPDX-License-Identifier: MIT */
#include "net.h"
#include "afr201906_network.h"
#include "platform/iot_network_afr.h"

static void on_change(void *context, bool up, uint32_t address)
{
    (void)context;
    (void)address;
    afr201906_network_changed(AWSIOT_NETWORK_TYPE_ETH, up);
}

static bool enable(void *context)
{
    const struct net_config config = {0};

    (void)context;
    net_on_change(on_change, NULL);
    if (net_wait_up(0) == NET_DOWN) {
        const net_status_t started = net_start(&config, 0);
        if (started != NET_OK && started != NET_TIMED_OUT) {
            return false;
        }
    }
    afr201906_network_changed(AWSIOT_NETWORK_TYPE_ETH, net_is_up());
    return true;
}

/* The stack goes on; nobody is told. */
static bool disable(void *context)
{
    (void)context;
    net_on_change(NULL, NULL);
    return true;
}

bool afr201906_network_add_ethernet(const IotNetworkServerInfo_t *server,
                                    const IotNetworkCredentials_t *credentials)
{
    static struct afr201906_network ethernet = {.type = AWSIOT_NETWORK_TYPE_ETH,
                                                .enable = enable,
                                                .disable = disable,
                                                .interface = &IotNetworkAfr};

    if (server == NULL || ethernet.connection_params != NULL) {
        return false;
    }
    ethernet.connection_params = (void *)(uintptr_t)server;
    ethernet.credentials = (void *)(uintptr_t)credentials;
    return afr201906_network_add(&ethernet);
}
