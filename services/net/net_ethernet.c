/* SPDX-License-Identifier: MIT */
/* Ethernet as the network manager sees it. */
#include "net_ethernet.h"

#include "net.h"

#include "time_exchange.h"

static network_report_t report;

static void on_change(void *context, bool up, uint32_t address)
{
    (void)context;
    (void)address;
    report(&net_ethernet, up);
}

/* A stack that runs already has a configuration of its own. */
static net_status_t start(const char *hostname, network_report_t to)
{
    const struct net_config config = {.hostname = hostname};
    net_status_t status = net_wait_up(0);

    report = to;
    net_on_change(on_change, NULL);
    if (status == NET_DOWN) {
        status = net_start(&config, 0);
    }
    if (status != NET_OK && status != NET_TIMED_OUT) {
        return status;
    }
    report(&net_ethernet, net_is_up());
    return NET_OK;
}

const struct network_interface net_ethernet = {
    .name = "ethernet",
    .type = AWSIOT_NETWORK_TYPE_ETH,
    .start = start,
    .is_up = net_is_up,
    .address = net_address,
    .resolve = net_resolve,
    .ping = net_ping,
    .time = time_exchange,
};
