/* SPDX-License-Identifier: MIT */
/* What the plugin knows of the broker: mosquitto's public headers, in the order they need, and two
 * functions that are not in them. */
#ifndef CLOUD_PLUGIN_BROKER_H
#define CLOUD_PLUGIN_BROKER_H

#include <stdbool.h>
#include <stdint.h>

#include <mosquitto_broker.h>
#include <mosquitto_plugin.h>

#include <mosquitto.h>
#include <mqtt_protocol.h>

/* Mosquitto exports these of its inner functions in Debian's builds; where it does not, they are
 * NULL, and a client is told less exactly why it is refused or disconnected. */
int send__connack(struct mosquitto *client, uint8_t ack, uint8_t reason,
                  const mosquitto_property *properties) __attribute__((weak));
int send__disconnect(struct mosquitto *client, uint8_t reason, const mosquitto_property *properties)
    __attribute__((weak));

#endif
