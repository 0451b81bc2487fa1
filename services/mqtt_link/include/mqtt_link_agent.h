/* SPDX-License-Identifier: MIT */
/** A link over an MQTT agent: clients of cloud services share the connection with tasks that use
 * MQTTAgent_* themselves.
 *
 * The agent copies nothing, a link's publish does: the copies are here, and their number is the
 * bound. A message of QoS 1 or 2 keeps its copy until the server has taken it over.
 */
#ifndef MQTT_LINK_AGENT_H
#define MQTT_LINK_AGENT_H

#include "mqtt_agent.h"
#include "mqtt_link.h"
#include "semphr.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Messages of a link on their way at a time. Range 1 .. MQTT_COMMAND_CONTEXTS_POOL_SIZE. */
#ifndef MQTT_LINK_AGENT_MESSAGES
#define MQTT_LINK_AGENT_MESSAGES 4u
#endif

/** Bytes of a message, topic and payload together. */
#ifndef MQTT_LINK_AGENT_BYTES
#define MQTT_LINK_AGENT_BYTES 512u
#endif

struct mqtt_link_agent;

/** One copy. Private. */
struct mqtt_link_copy {
    struct mqtt_link_agent *owner;
    MQTTPublishInfo_t message;
    bool in_use;
    uint8_t bytes[MQTT_LINK_AGENT_BYTES];
};

/** Private; the memory is the caller's. */
struct mqtt_link_agent {
    struct mqtt_agent *agent;
    struct mqtt_link_copy copies[MQTT_LINK_AGENT_MESSAGES];
    StaticSemaphore_t unused_memory;
    SemaphoreHandle_t unused; /* counts copies */
};

/**
 * Make a link of an agent.
 *
 * @param[out] link    Not NULL; lives as long as its receivers.
 * @param[out] copies  Not NULL; lives as long as the link.
 * @param agent        Initialised. Its `message`, `subscribed` and `state` callbacks have to call
 *                     mqtt_link_deliver(), mqtt_link_granted() and, on CONNECTED, mqtt_link_up().
 *
 * Context: task.
 * Blocks:  never.
 */
void mqtt_link_of_agent(struct mqtt_link *link, struct mqtt_link_agent *copies,
                        struct mqtt_agent *agent);

#ifdef __cplusplus
}
#endif

#endif
