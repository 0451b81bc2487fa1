/* SPDX-License-Identifier: MIT */
/* The peer of the agent's tests, for programs with the names of 2019: no type of core_mqtt.h. */
#ifndef PEER_STREAM_H
#define PEER_STREAM_H

#include <stdbool.h>
#include <stdint.h>

void peer_stream_begin(void);

/* A message from the server. */
bool peer_stream_say(const char *topic, uint8_t number, uint8_t qos);

/* How often a message with this number arrived at the server. */
unsigned peer_stream_got(uint8_t number);

/* What the server saw of the client. */
unsigned peer_stream_disconnects(void);
unsigned peer_stream_errors(void);

void peer_stream_break(void);
void peer_stream_set_away(bool away);
void peer_stream_drop(bool connacks, bool pubacks);
void peer_stream_refuse_filters(bool refuse);

#endif
