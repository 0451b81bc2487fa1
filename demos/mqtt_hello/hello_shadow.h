/* SPDX-License-Identifier: MIT */
/* The device's shadow, before the Hello World set: something is desired, the device does it and
 * reports. */
#ifndef HELLO_SHADOW_H
#define HELLO_SHADOW_H

#include "mqtt_link.h"
#include "shadow_client.h"

/* Before the connection runs. */
bool hello_shadow_prepare(struct mqtt_link *link, const char *thing);

/* In the demo's task, when the connection is up. */
bool hello_shadow_round_trip(void);

/* For others who report in the same shadow. */
struct shadow_client *hello_shadow_client(void);

#endif
