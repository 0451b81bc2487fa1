/* SPDX-License-Identifier: MIT */
/* What the demos of cloud services have in common: a device that is connected over mutual TLS, and
 * a task for the demo. */
#ifndef CLOUD_DEVICE_H
#define CLOUD_DEVICE_H

#include "mqtt_link.h"
#include "secure_link.h"

struct cloud_device {
    /* Make the clients of services, before the connection runs. False: the demo ends as failed. */
    bool (*prepare)(struct mqtt_link *link, const char *thing);
    /* The demo, in a task of its own, once the device is connected. The demo fails when it is
     * false. */
    bool (*run)(const struct secure_link *device);
    const MQTTPublishInfo_t *will; /* NULL: none */
    bool stays;                    /* Goes on being connected when the demo is done. */
};

/* The device's connection, for its counts. */
struct mqtt_connection *cloud_device_connection(void);

/* Wait until everything that was published is acknowledged. False: it takes too long. */
bool cloud_device_has_sent_all(void);

/* Start the board and its scheduler; for main(). */
int cloud_device_start(const struct cloud_device *device);

#endif
