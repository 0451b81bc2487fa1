/* SPDX-License-Identifier: MIT */
/* What aws_mqtt_agent.c needs of services/mqtt_agent, in types that are neither's: both have an
 * MQTTQoS_t. One of these is a task and, between broker_connect and its end, a connection. */
#ifndef BROKER_H
#define BROKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

enum broker_result { BROKER_OK, BROKER_FAILED, BROKER_TIMED_OUT };

/* Where to connect. `trusted` is the caller's, and stays until the attempt has ended. */
struct broker_target {
    char host[129], client_id[129]; /* 0-terminated */
    uint16_t port;
    bool tls, alpn_443;
    const uint8_t *trusted; /* NULL: what sockets trust by default */
    size_t trusted_bytes;
};

struct broker_message {
    const char *topic;
    const uint8_t *payload;
    size_t topic_length, length;
    uint8_t qos;
};

/* In the broker's task. */
struct broker_events {
    void (*message)(void *context, const struct broker_message *message);
    void (*lost)(void *context); /* without broker_disconnect */
    void *context;
};

struct broker;

/* A broker that is not in use, its task started; NULL: there is none, or no memory for the task. */
struct broker *broker_take(const struct broker_events *events);

/* False: it is connected. */
bool broker_give_back(struct broker *broker);

/* Or about to be. */
bool broker_is_connected(const struct broker *broker);

bool broker_is_this_task(const struct broker *broker);

enum broker_result broker_connect(struct broker *broker, const struct broker_target *target,
                                  TickType_t timeout_ticks);
enum broker_result broker_disconnect(struct broker *broker, TickType_t timeout_ticks);
enum broker_result broker_publish(struct broker *broker, const struct broker_message *message,
                                  TickType_t timeout_ticks);
enum broker_result broker_subscribe(struct broker *broker, const uint8_t *filter, size_t length,
                                    uint8_t qos, TickType_t timeout_ticks);
enum broker_result broker_unsubscribe(struct broker *broker, const uint8_t *filter, size_t length,
                                      TickType_t timeout_ticks);

bool broker_matches(const struct broker_message *message, const char *filter, size_t length);

#endif
