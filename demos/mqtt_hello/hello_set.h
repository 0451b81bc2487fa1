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

#include "mqtt_link.h"

#define HELLO_MESSAGES 100u

/* What the server says when the device is gone. */
extern const MQTTPublishInfo_t hello_set_will;

/* Subscribe, before the connection runs. */
bool hello_set_prepare(struct mqtt_link *link);

/* The set, in the demo's task. False: what was wrong has been printed. */
bool hello_set_run(void);

#endif
