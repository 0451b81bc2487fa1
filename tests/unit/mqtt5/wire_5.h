/* SPDX-License-Identifier: MIT */
/* What the wire has beside wire.h when its client speaks MQTT 5. */
#ifndef WIRE_5_H
#define WIRE_5_H

#include "wire.h"

#define WIRE_ACK_BYTES 64u

/* What the callback learnt last, copied. */
struct wire_learnt {
    uint8_t codes[8]; /* reason codes of the packet */
    size_t code_count;
    uint8_t properties[64];
    size_t property_count;
    bool has_reason; /* pReasonCode was there */
};
extern struct wire_learnt wire_learnt;

/* What the callback answers: a reason code, properties by a function, false. */
extern struct wire_reply {
    MQTTSuccessFailReasonCode_t code;
    void (*add)(MQTTPropBuilder_t *list);
    bool refuses;
} wire_reply;

/* Bytes of the properties that the next CONNACKs of wire_connect have, and of CONNECT. */
extern uint8_t wire_connack[64];
extern size_t wire_connack_count;
extern const MQTTPropBuilder_t *wire_connect_properties;

#define WIRE_CONNACK(...)                                                                          \
    do {                                                                                           \
        static const uint8_t said_[] = {__VA_ARGS__};                                              \
        memcpy(wire_connack, said_, sizeof said_);                                                 \
        wire_connack_count = sizeof said_;                                                         \
    } while (0)

#endif
