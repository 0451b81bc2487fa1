/* SPDX-License-Identifier: MIT */
/* A network of 201906 whose other end is a broker in memory: a task of its own calls the receive
 * callback. */
#ifndef MQTT_PEER_H
#define MQTT_PEER_H

#include "conformance.h"
#include "fake_broker.h"
#include "platform/iot_network.h"

#define MQTT_PEER_HEAD_BYTES 512u

struct mqtt_peer {
    struct fake_broker broker;
    unsigned created, closed, destroyed;
    unsigned calls;                     /* of the receive callback */
    uint8_t head[MQTT_PEER_HEAD_BYTES]; /* what was sent first on this stream */
    size_t head_length;
    char topic[64], payload[256]; /* of the last message that the broker got */
    unsigned messages;
    /* private */
    IotNetworkReceiveCallback_t callback;
    void *context;
    SemaphoreHandle_t lock, wake;
    StaticSemaphore_t lock_memory, wake_memory;
};

extern struct mqtt_peer mqtt_peer;
extern const IotNetworkInterface_t mqtt_peer_network;

/* A broker that is there, and the network's task. */
void mqtt_peer_start(void);

/* A message for the client. False: it has not subscribed. */
bool mqtt_peer_say(const char *topic, const char *payload, uint8_t qos);

/* A message of QoS 0 whose packet has so many bytes, 131 to 16386. */
void mqtt_peer_say_large(const char *topic, size_t bytes);

/* The stream breaks. */
void mqtt_peer_break(void);

#endif
