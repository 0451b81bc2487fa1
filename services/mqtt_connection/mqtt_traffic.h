/* SPDX-License-Identifier: MIT */
/* What goes over an open connection: subscriptions and messages out, answers and messages in.
 * Called by the connection's task only, without the lock.
 *
 *   message       QUEUED ─► SENT ─► (QoS 2: RELEASED) ─► DONE
 *                   ▲         │            │
 *     no session    └─────────┴────────────┘     as new: the server knows nothing of it
 *     session       RESEND ◄──┘                  with DUP and the same packet id
 *
 *   subscription  WANTED ─► ASKED ─► GRANTED or REFUSED;  no session: all WANTED again
 */
#ifndef MQTT_TRAFFIC_H
#define MQTT_TRAFFIC_H

#include "mqtt_connection.h"

/* After CONNACK: decides what is to be sent again. */
void mqtt_traffic_begin(struct mqtt_connection *connection, bool session_present);

/* After the connection ended: what may be lost (QoS 0) is. */
void mqtt_traffic_end(struct mqtt_connection *connection);

/* Sends what there is, as far as records are free. MQTTSuccess, or why the connection is over. */
MQTTStatus_t mqtt_traffic_send(struct mqtt_connection *connection);

/* Handles a packet: the engine's event callback. */
void mqtt_traffic_receive(MQTTContext_t *context, MQTTPacketInfo_t *packet,
                          MQTTDeserializedInfo_t *info);

/* Time until an answer is overdue, ms; 0: it is. */
uint32_t mqtt_traffic_patience_ms(struct mqtt_connection *connection);

/* Gives answered messages' memory back and lets waiting publishers go on. */
void mqtt_traffic_free(struct mqtt_connection *connection);

#endif
