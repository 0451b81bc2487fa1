/* SPDX-License-Identifier: MIT */
/* The firmware's way to the broker; one of stream_plain.c and stream_tls.c. */
#ifndef WEEK_STREAM_H
#define WEEK_STREAM_H

#include "mqtt_connection.h"
#include "mqtt_connection_freertos.h"
#include "netif.h"

/* Of tasks that open streams. */
#define STREAM_TASK_WORDS 4096u

/* The device's end of the cable; set before stream_prepare. */
extern struct netif_device *stream_device;

/* Network up, and what else there is to do once; then the transport is filled in. */
void stream_prepare(struct mqtt_connection_transport *transport,
                    struct mqtt_connection_freertos *wakes);

/* What is open now: 0 nothing or TCP, 1 TLS 1.2, 2 TLS 1.3. From the task that opens it. */
unsigned stream_kind(void);

#endif
