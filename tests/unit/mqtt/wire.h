/* SPDX-License-Identifier: MIT */
/* One MQTT client of libs/mqtt, of either version, on a wire made of two arrays: what the server
 * says is fed in, what the client says is kept, and each call of the transport can be cut short or
 * fail. */
#ifndef WIRE_H
#define WIRE_H

#include <string.h>

#include "core_mqtt.h"
#include "core_mqtt_state.h"

#define WIRE_BYTES   4096u
#define WIRE_EVENTS  64u
#define WIRE_RECORDS 4u
#define WIRE_BUFFER  256u
#define WIRE_FOREVER UINT32_MAX

struct NetworkContext {
    uint8_t in[WIRE_BYTES]; /* fed, not yet received from in_at on */
    size_t in_length;
    size_t in_at;
    size_t in_step; /* most bytes of one recv */

    uint8_t out[WIRE_BYTES]; /* everything sent */
    size_t out_length;
    size_t out_step;     /* most bytes of one write */
    size_t out_room;     /* bytes until writes answer 0 */
    unsigned writes;     /* calls of send and writev */
    unsigned reads;      /* calls of recv */
    unsigned calls;      /* all of them */
    unsigned fail_call;  /* this call and all later ones fail; 0: none */
    int32_t fail_result; /* with this */
};

struct wire_event {
    uint8_t type;
    uint16_t id;
    MQTTStatus_t result;
    MQTTPublishInfo_t info; /* of a PUBLISH; the texts are copied below */
    char topic[32];
    char payload[64];
};

extern struct NetworkContext wire;
extern struct wire_event wire_events[WIRE_EVENTS];
extern size_t wire_event_count;
extern void (*wire_on_event)(MQTTContext_t *context, const struct wire_event *event);

/* The clock: reads give wire_now, which grows by wire_tick with each. */
extern uint32_t wire_now;
extern uint32_t wire_tick;
uint32_t wire_clock(void);

/* The client under test; made by wire_client. */
extern MQTTContext_t wire_context;
extern MQTTPubAckInfo_t wire_outgoing[WIRE_RECORDS];
extern MQTTPubAckInfo_t wire_incoming[WIRE_RECORDS];

/* Clears all of the above and prepares the client, not connected. */
void wire_client(bool with_writev);

/* The same, connected with keep-alive `seconds`; nothing is left on the wire. */
void wire_connected_client(bool with_writev, uint16_t seconds);

/* A connection anew: the wire is clean, the records stay. */
MQTTStatus_t wire_reconnect(bool session_present);

void wire_feed(const void *bytes, size_t length);

/* Forgets what was sent and what happened. */
void wire_forget(void);

/* A QoS 0..2 message "a/b" with a text of up to 60 characters. */
MQTTPublishInfo_t wire_message(MQTTQoS_t qos, const char *payload);

/* What the versions do in their own way (wire_3.c, mqtt5/wire_5.c): prepare wire_context, with
 * records; connect it, which leaves nothing on the wire. */
MQTTStatus_t wire_init(const TransportInterface_t *transport, const MQTTFixedBuffer_t *buffer);
MQTTStatus_t wire_connect(bool session_present, uint16_t seconds);

/* For them: an event; a wire without bytes and faults. */
void wire_remember(MQTTContext_t *context, const MQTTPacketInfo_t *packet,
                   const MQTTDeserializedInfo_t *info);
void wire_clean(void);

#define WIRE_FEED(...)                                                                             \
    do {                                                                                           \
        static const uint8_t fed_[] = {__VA_ARGS__};                                               \
        wire_feed(fed_, sizeof fed_);                                                              \
    } while (0)

/* What was sent since the last look is exactly these bytes. */
#define CHECK_SENT(...)                                                                            \
    do {                                                                                           \
        static const uint8_t want_[] = {__VA_ARGS__};                                              \
        CHECK_EQ(wire.out_length, sizeof want_);                                                   \
        CHECK_EQ(memcmp(wire.out, want_, sizeof want_), 0);                                        \
        wire.out_length = 0;                                                                       \
    } while (0)

#define CHECK_NOTHING_SENT() CHECK_EQ(wire.out_length, 0)

#endif
