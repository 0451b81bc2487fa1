/* SPDX-License-Identifier: MIT */
/* What libs/mqtt makes of a packet, in two ways; judge_3.c and mqtt5/judge_5.c have the versions.
 */
#ifndef JUDGE_H
#define JUDGE_H

#include "core_mqtt.h"

/* As in strict.h. */
extern const int judge_version;

/* Taken apart alone: whether one of the deserializers finds it proper. The body lies in memory of
 * exactly its size. */
bool judge_takes(uint8_t first, uint8_t *body, size_t length);

/* Prepares a client over a transport, with records for QoS 1 and 2, for judge_feed. */
MQTTStatus_t judge_init(MQTTContext_t *context, const TransportInterface_t *transport,
                        const MQTTFixedBuffer_t *buffer);

/* Events that clients have had. */
extern unsigned judge_events;

uint32_t judge_clock(void);

#endif
