/* SPDX-License-Identifier: MIT */
/** What the clients of cloud services (shadow, jobs, defender, provisioning) need of an MQTT
 * connection: publish, subscribe, be told of messages and of a connection that is up. Several
 * clients share one link; who owns the connection passes on what arrives.
 *
 *      shadow_client   jobs_client   ...        receivers
 *             │             │
 *             └── mqtt_link ┘  publish, subscribe ──► mqtt_connection, or anything else
 *                     ▲
 *                     └── mqtt_link_deliver, mqtt_link_granted, mqtt_link_up: the connection's
 * callbacks
 */
#ifndef MQTT_LINK_H
#define MQTT_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core_mqtt_types.h"
#include "mqtt_connection.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A message; valid during the call. The topic has no terminator. */
struct mqtt_link_message {
    const char *topic;
    size_t topic_length;
    const char *payload;
    size_t length;
};

/** Who listens. The functions are called by the connection's task and must not block; each may be
 * NULL. */
struct mqtt_link_receiver {
    struct mqtt_link_receiver *next; /**< Private. */
    /** Returns whether the message was this receiver's; then the others do not see it. */
    bool (*message)(void *context, const struct mqtt_link_message *message);
    /** The server granted or refused a subscription. */
    void (*granted)(void *context, const char *filter, bool granted);
    /** The connection is up, for the first time or again. */
    void (*up)(void *context);
    void *context; /**< Passed to the three. */
};

/** The way to the server. `context` is passed to the functions. */
struct mqtt_link {
    /** As mqtt_connection_publish: the message is copied; QoS 1 is kept until it is acknowledged.
     */
    MQTTStatus_t (*publish)(void *context, const char *topic, const void *payload, size_t length,
                            MQTTQoS_t qos, uint32_t timeout_ms);
    /** As mqtt_connection_subscribe: now and after each loss of the session; `filter` stays valid.
     */
    MQTTStatus_t (*subscribe)(void *context, const char *filter, MQTTQoS_t qos);
    void *context;
    struct mqtt_link_receiver *receivers; /**< Private: the list. */
    /** Ends a subscription; the same text. Does not wait for the server. NULL: this link cannot. */
    MQTTStatus_t (*unsubscribe)(void *context, const char *filter);
};

/**
 * Make a link of a connection.
 *
 * @param[out] link    Not NULL; lives as long as its receivers.
 * @param connection   Initialised. Its `message`, `subscribed` and `state` callbacks have to call
 *                     mqtt_link_deliver(), mqtt_link_granted() and, on CONNECTED, mqtt_link_up().
 *
 * Context: task.
 * Blocks:  never.
 */
void mqtt_link_of_connection(struct mqtt_link *link, struct mqtt_connection *connection);

/**
 * Add a receiver. The last one added is asked first.
 *
 * @param link      Initialised.
 * @param receiver  Filled in but for `next`; lives as long as the link.
 *
 * Context: task, before the connection runs.
 * Blocks:  never.
 */
void mqtt_link_add(struct mqtt_link *link, struct mqtt_link_receiver *receiver);

/**
 * Pass a message on to the receiver it is for.
 *
 * @param link     Initialised.
 * @param message  Not NULL.
 * @return Whether it was anybody's.
 *
 * Context: the connection's task.
 * Blocks:  never.
 */
bool mqtt_link_deliver(const struct mqtt_link *link, const struct mqtt_link_message *message);

/**
 * Tell the receivers of the server's answer to a SUBSCRIBE.
 *
 * @param link     Initialised.
 * @param filter   Not NULL.
 * @param granted  The answer.
 *
 * Context: the connection's task.
 * Blocks:  never.
 */
void mqtt_link_granted(const struct mqtt_link *link, const char *filter, bool granted);

/**
 * Tell the receivers that the connection is up.
 *
 * @param link  Initialised.
 *
 * Context: the connection's task.
 * Blocks:  never.
 */
void mqtt_link_up(const struct mqtt_link *link);

#ifdef __cplusplus
}
#endif

#endif
