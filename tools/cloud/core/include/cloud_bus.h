/* SPDX-License-Identifier: MIT */
/* The way from the cloud to its devices. What goes in the other direction arrives through
 * cloud_message. */
#ifndef CLOUD_BUS_H
#define CLOUD_BUS_H

#include <stddef.h>

struct cloud_bus {
    void *self;
    /* `client` NULL: for every subscriber of the topic; else for this client alone, subscribed or
     * not. */
    void (*publish)(void *self, const char *client, const char *topic, const void *payload,
                    size_t bytes);
    /* The same for every subscriber, and kept for those to come; an empty payload ends that. NULL:
     * as publish. */
    void (*retain)(void *self, const char *topic, const void *payload, size_t bytes);
};

#endif
