/* SPDX-License-Identifier: MIT */
/* How a broker's bytes travel: by sockets, which MQTT_AGENT_Init chooses, or as a test likes. */
#ifndef BROKER_STREAM_H
#define BROKER_STREAM_H

#include "broker.h"
#include "mqtt_connection.h"
#include "mqtt_connection_freertos.h"

/* Fills in `transport` and `system`. `index` tells brokers apart; `target` stays. */
typedef void (*broker_stream_t)(unsigned index, const struct broker_target *target,
                                struct mqtt_connection_freertos *wakes,
                                struct mqtt_connection_config *config);

/* Before the first broker_connect. */
void broker_use_stream(broker_stream_t stream);

#endif
