/* SPDX-License-Identifier: MIT */
/* Ethernet: address by DHCP, names from the tester's server where there is one. */
#include "net.h"
#include "network_parts.h"
#include "qualification_network.h"

bool network_prepare(void)
{
    struct net_config config = {.hostname = "qualification"};

    if (qualification_parameters.port[PORT_NAMES] != 0) {
        config.name_server = qualification_host();
        config.name_server_port = qualification_parameters.port[PORT_NAMES];
    }
    return net_start(&config, 0) == NET_TIMED_OUT;
}

bool network_join(void)
{
    return true; /* by itself */
}
