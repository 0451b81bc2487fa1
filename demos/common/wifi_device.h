/* SPDX-License-Identifier: MIT */
/* What the demos of Wi-Fi share: the service on this board's radio with its networks in flash, the
 * networks around with the kept ones found among them, and names from the air on a console. */
#ifndef WIFI_DEVICE_H
#define WIFI_DEVICE_H

#include <stdbool.h>

#include "iot_wifi.h"
#include "wifi_service.h"

#define WIFI_DEVICE_FOUND 20u     /* of a scan: the strongest */
#define WIFI_DEVICE_NONE  0xFFFFu /* no profile */

/* Switches the radio on. False: it was said why not. */
bool wifi_device_start(void);

/* The networks around, the strongest first; how many. A scan that fails is said. */
unsigned wifi_device_scan(WIFIScanResult_t found[WIFI_DEVICE_FOUND]);

/* The profile of this network; WIFI_DEVICE_NONE: there is none. */
uint16_t wifi_device_profile(const WIFIScanResult_t *network);

/* Join the kept network. False: it was said why not. */
bool wifi_device_join(uint16_t profile);

/* "WPA2". */
const char *wifi_device_security(WIFISecurity_t security);

/* A name as it can be shown on a console: what is not printable ASCII as \xNN. A constant text
 * until the next call. */
const char *wifi_device_name(const char *ssid, size_t bytes);

#endif
