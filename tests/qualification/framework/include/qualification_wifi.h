/* SPDX-License-Identifier: MIT */
/* Networks of userdata.json, for calls of the Wi-Fi API. */
#ifndef QUALIFICATION_WIFI_H
#define QUALIFICATION_WIFI_H

#include "iot_wifi.h"
#include "qualification_parameters.h"

/** What WIFI_ConnectAP wants. @return Points into `network`. Context: any. */
WIFINetworkParams_t qualification_wifi_params(const struct qualification_wifi *network);

#endif
