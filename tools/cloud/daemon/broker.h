/* SPDX-License-Identifier: MIT */
/* The connection with the broker: an MQTT 5 session that outlives both ends, at QoS 1.
 *
 *     read what has come, up to a batch ── one transaction ── commit ── write acknowledgements
 *                                                                      and answers
 *
 * A request over HTTP is answered when the broker has acknowledged what the request made the cloud
 * say, or after a second without an acknowledgement.
 *
 * A request is acknowledged to the broker after what it did is in the store. When this process is
 * killed in between, the broker sends it again.
 */
#ifndef CLOUDD_BROKER_H
#define CLOUDD_BROKER_H

#include "cloud_bus.h"
#include "engine.h"

struct broker;

struct broker_config {
    const char *host; /* a path: that of a Unix socket, and the port is 0 */
    int port;
    const char *client;          /* client id: that of the session */
    const char *user, *password; /* NULL: none */
    void (*ready)(void);         /* connected and subscribed; may be NULL */
};

/* Make the connection's object, which queues from now on. NULL: no memory. */
struct broker *broker_new(const struct broker_config *config);
void broker_free(struct broker *broker);

/* Where the cloud publishes. */
const struct cloud_bus *broker_bus(struct broker *broker);

/* Whose messages are served; before requests over HTTP are. */
void broker_serve(struct broker *broker, struct engine *engine);

/* Until the engine is ended: connect, again when it breaks, read, tick. */
void broker_run(struct broker *broker);

#endif
