/* SPDX-License-Identifier: MIT */
/* A server in the same program: the fake broker of the unit tests behind a lock, as the stream of
 * an agent. What it has for the client is there at once, and wakes the client. */
#ifndef AGENT_PEER_H
#define AGENT_PEER_H

#include "fake_broker.h"
#include "mqtt_agent.h"

#define AGENT_PEER_NUMBERS 256

struct agent_peer {
    struct fake_broker broker;
    struct mqtt_connection_freertos wakes;
    StaticSemaphore_t lock_memory;
    SemaphoreHandle_t lock;
    volatile unsigned looks;              /* reads of the stream */
    uint8_t up[AGENT_PEER_NUMBERS];       /* how often each number came */
    uint8_t up_order[AGENT_PEER_NUMBERS]; /* in the order in which they came first */
    volatile unsigned up_count;           /* different numbers */
};

extern struct agent_peer agent_peer;

/* A broker that works, and the transport and system of a configuration. A message's payload is its
 * number, one byte. */
void agent_peer_init(struct mqtt_connection_config *config);

/* A message to the client's subscription. */
bool agent_peer_publish(const char *topic, uint8_t number, uint8_t qos);

/* The stream breaks; the session is lost too if wanted. */
void agent_peer_break(bool forget);

/* While away, no stream can be opened. */
void agent_peer_set_away(bool away);

#endif
