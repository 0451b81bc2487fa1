/* SPDX-License-Identifier: MIT */
/* An MQTT server in the image, behind an IotNetworkInterface_t: the cases see every packet and
 * decide what is answered, on any board, without a network.
 *
 *   library ── send ──► packets, one by one ──► seen, answered or withheld
 *   library ◄── receive callback, in a task of the server's ◄── answers, and what a case says
 */
#ifndef QUALIFICATION_SCRIPTED_SERVER_H
#define QUALIFICATION_SCRIPTED_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "iot_mqtt.h"
#include "platform/iot_network.h"

/* First bytes of packets, as MQTT 3.1.1 has them. */
#define PACKET_CONNECT     0x10u
#define PACKET_CONNACK     0x20u
#define PACKET_PUBLISH     0x30u
#define PACKET_PUBACK      0x40u
#define PACKET_SUBSCRIBE   0x82u
#define PACKET_SUBACK      0x90u
#define PACKET_UNSUBSCRIBE 0xA2u
#define PACKET_UNSUBACK    0xB0u
#define PACKET_PINGREQ     0xC0u
#define PACKET_PINGRESP    0xD0u
#define PACKET_DISCONNECT  0xE0u

#define SCRIPTED_HEAD_BYTES   16u
#define SCRIPTED_PACKET_BYTES 320u
#define SCRIPTED_FILTERS      IOT_MQTT_SUBSCRIPTIONS
#define SCRIPTED_FILTER_BYTES 64u

/* A packet that has come whole: how it began. */
struct scripted_packet {
    size_t length;
    uint8_t bytes[SCRIPTED_HEAD_BYTES];
};

struct scripted_server {
    /* What is answered; set by a case. */
    bool absent;          /* nobody is there to connect to */
    bool withhold[16];    /* by the upper four bits of the packet that would be answered */
    uint8_t connack_code; /* 0: accepted */
    bool session;         /* CONNACK says that there is one */
    /* A message of the library's, whole and 0-terminated; may answer by scripted_server_answer().
     * NULL: nobody listens. */
    void (*hear)(const char *topic, const char *payload);
    uint8_t suback_code; /* 0x80: refused; else granted */
    /* What came; read by a case. */
    unsigned count[16];  /* packets by the upper four bits of their first byte */
    unsigned duplicates; /* PUBLISH with DUP */
    struct scripted_packet last[16];
    unsigned created, closed, destroyed;
};

extern struct scripted_server scripted_server;
extern const IotNetworkInterface_t scripted_network;

/* A fresh server, and its task. Between two cases. */
void scripted_server_start(void);

/* The server's task ends. */
void scripted_server_stop(void);

/* The server says these bytes. @return Whether there was room. */
bool scripted_server_say(const uint8_t *bytes, size_t length);

/* The next stream begins with these bytes, up to 8: a server that answers before it is asked. */
void scripted_server_say_first(const uint8_t *bytes, size_t length);

/* The server publishes; `id` is used with QoS 1. */
bool scripted_server_publish(const char *topic, const char *payload, uint8_t qos, uint16_t id);

/* The same, from within `hear`. */
bool scripted_server_answer(const char *topic, const char *payload, uint8_t qos, uint16_t id);

/* Has the library asked for this filter, and not given it up? */
bool scripted_server_has_filter(const char *filter);

/* The stream breaks. */
void scripted_server_break(void);

#endif
