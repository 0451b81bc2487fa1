/* SPDX-License-Identifier: MIT */
/** Ethernet with lwIP, for the network manager. Takes net_on_change() when it is started. */
#ifndef NET_ETHERNET_H
#define NET_ETHERNET_H

#include "network.h"

extern const struct network_interface net_ethernet;

#endif
