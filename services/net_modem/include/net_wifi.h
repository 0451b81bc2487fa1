/* SPDX-License-Identifier: MIT */
/** Wi-Fi by a modem that has its own TCP/IP, for the network manager. It joins the networks that
 * are kept in flash, the last one that was good first; WIFI_* may be used beside it. Takes
 * wifi_watch() when it is started. */
#ifndef NET_WIFI_H
#define NET_WIFI_H

#include "network.h"

extern const struct network_interface net_wifi;

#endif
