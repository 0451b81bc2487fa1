/* SPDX-License-Identifier: MIT */
/* The Hello World set: ten bursts of ten messages on four topics, each message that arrives is
 * acknowledged on a fifth, and one message from the host ends it.
 *
 *   this device ── "Hello world %d!" ─► iotdemo/topic/1 .. 4 ─► this device, and whoever listens
 *   this device ── "Got %d" ──────────► iotdemo/acknowledgements
 *   host ─────── "Hello device" ──────► iotdemo/topic/1 ──────► this device
 */
#ifndef HELLO_SET_H
#define HELLO_SET_H

#include "mqtt_connection.h"

#define HELLO_WILL_TOPIC "iotdemo/will"
#define HELLO_WILL_TEXT  "The device has gone."

/* Makes the task that runs the set over `connection`, and subscribes. */
void hello_set_start(struct mqtt_connection *connection);

/* What the connection tells; to be called from its callbacks. */
void hello_set_message(const struct mqtt_connection_message *message);
void hello_set_subscribed(const char *filter, bool granted);

#endif
