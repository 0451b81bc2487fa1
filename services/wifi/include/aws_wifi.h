/* SPDX-License-Identifier: MIT */
/** The older name of iot_wifi.h. */
#ifndef AWS_WIFI_H
#define AWS_WIFI_H

#include "iot_wifi.h"

#endif
