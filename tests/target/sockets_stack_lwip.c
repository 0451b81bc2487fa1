/* SPDX-License-Identifier: MIT */
/* Sockets over lwIP: Ethernet. */
#include "net.h"
#include "network.h"
#include "sockets_test.h"

const struct traits traits = {
    .refused = "the connection was refused or reset by the other side",
    .name_length = securesocketsMAX_DNS_NAME_LENGTH,
    .half_close = true,
    .send_waits = true,
    .many = 1,
};

bool start_network(uint16_t name_server_port)
{
    const struct network_config network = {0};
    struct net_config config = {.hostname = "dunlin-test",
                                .name_server = SOCKETS_inet_addr_quick(10, 0, 2, 2),
                                .name_server_port = name_server_port};

    return net_start(&config, 0) == NET_TIMED_OUT && network_start(&network, 15000) == NET_OK;
}
