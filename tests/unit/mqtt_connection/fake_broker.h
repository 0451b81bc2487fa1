/* SPDX-License-Identifier: MIT */
/* An MQTT server, 3.1.1 and 5, for one client, in memory, with a session and QoS 0 to 2, that fails
 * on order.
 *
 *   client's send ──► fake_broker_send ──► packets ──► delivered()          a PUBLISH from the
 * client client's recv ◄── fake_broker_recv ◄── packets ◄── fake_broker_publish  a PUBLISH to the
 * client
 *
 * It delivers a QoS 2 message when PUBREL comes, as mosquitto does. It has no task, lock or clock
 * and does everything within the calls; whoever uses it from several tasks locks around them. What
 * the client does against the protocol is counted in `protocol_errors`, the last one named.
 */
#ifndef FAKE_BROKER_H
#define FAKE_BROKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FAKE_BROKER_TOPIC_BYTES   64
#define FAKE_BROKER_PAYLOAD_BYTES 256
#define FAKE_BROKER_MESSAGES      64
#define FAKE_BROKER_SUBSCRIPTIONS 8
#define FAKE_BROKER_STREAM_BYTES  16384

/* Of fake_broker.drop: answers that are swallowed. */
#define FAKE_BROKER_PUBACK   0x01u
#define FAKE_BROKER_PUBREC   0x02u
#define FAKE_BROKER_PUBCOMP  0x04u
#define FAKE_BROKER_SUBACK   0x08u
#define FAKE_BROKER_CONNACK  0x10u
#define FAKE_BROKER_PINGRESP 0x20u

struct fake_broker_message {
    char topic[FAKE_BROKER_TOPIC_BYTES];
    uint8_t payload[FAKE_BROKER_PAYLOAD_BYTES];
    size_t length;
    uint16_t packet_id; /* 0: the place is free, or the message was not sent yet */
    uint8_t qos;
    uint8_t phase;
};

struct fake_broker {
    /* --- orders, any time --- */
    bool away;            /* a stream cannot be opened */
    bool half_open;       /* takes all, answers nothing, and the client is not told */
    long bytes_to_live;   /* bytes of dialogue, both ways, until the stream dies; -1: it does not */
    bool dies_silently;   /* what is sent at death seems to leave; the next read fails */
    bool forgets;         /* the session is lost when the stream dies */
    uint8_t drop;         /* FAKE_BROKER_* answers that are swallowed */
    uint8_t connack_code; /* 0: accepts; to MQTT 5 it says 0x80 more */
    uint8_t suback_code;  /* 0x80: refuses filters; 0: grants what is asked for */
    size_t bytes_at_once; /* most bytes that send and recv take in one call; 0: all */
    uint32_t (*now_ms)(void); /* may be NULL: then there are no times in what it saw */
    void (*delivered)(void *context, const struct fake_broker_message *message, bool duplicate);
    void *context;

    /* --- what it saw --- */
    unsigned connects, subscribes, unsubscribes, publishes, duplicates, pings, disconnects,
        protocol_errors;
    const char *error;
    long bytes; /* of dialogue, both ways */
    uint16_t keep_alive_s;
    uint32_t last_ping_ms, shortest_ping_ms; /* the time between two pings of one stream */
    bool will_sent;
    struct fake_broker_message will;

    /* --- the stream; private --- */
    bool open, connected, ping_seen;
    bool speaks_5;     /* what CONNECT said */
    bool session_ends; /* with the stream: MQTT 5, no expiry */
    uint8_t in[FAKE_BROKER_STREAM_BYTES], out[FAKE_BROKER_STREAM_BYTES];
    size_t in_length, out_length;
    struct fake_broker_message arriving; /* here, for a small task's stack is no place for it */

    /* --- the session; private --- */
    struct fake_broker_session {
        bool present;
        struct {
            char filter[FAKE_BROKER_TOPIC_BYTES];
            uint8_t qos;
        } subscriptions[FAKE_BROKER_SUBSCRIPTIONS];
        size_t subscription_count;
        struct fake_broker_message incoming[FAKE_BROKER_MESSAGES]; /* QoS 2 before PUBREL */
        struct fake_broker_message outgoing[FAKE_BROKER_MESSAGES]; /* in order */
        size_t outgoing_count;
        uint16_t next_id;
    } session;
};

/* A broker that is there, does not fail and knows no session. */
void fake_broker_init(struct fake_broker *broker);

/* The client's stream. 0, or -1 when the broker is away. */
int32_t fake_broker_open(struct fake_broker *broker);

/* Ends the stream without DISCONNECT, from either side; the will is sent. */
void fake_broker_close(struct fake_broker *broker);

/* As TransportInterface_t. */
int32_t fake_broker_send(struct fake_broker *broker, const void *bytes, size_t length);
int32_t fake_broker_recv(struct fake_broker *broker, void *bytes, size_t length);

/* > 0: recv has something to say, be it that the stream is dead; 0: nothing. */
int32_t fake_broker_readable(const struct fake_broker *broker);

/* A message for the client. False: it has not subscribed, or the queue is full. */
bool fake_broker_publish(struct fake_broker *broker, const char *topic, const void *payload,
                         size_t length, uint8_t qos);

/* As after a restart without its disk. */
void fake_broker_forget_session(struct fake_broker *broker);

/* Whether nothing is under way in either direction. */
bool fake_broker_idle(const struct fake_broker *broker);

#endif
