/* SPDX-License-Identifier: MIT */
/* What the files of the broker share. */
#ifndef BOX_BROKER_PARTS_H
#define BOX_BROKER_PARTS_H

#include "broker.h"

#define INFLIGHT_MAX 20u
#define FILTERS_MAX  32u

enum packet_type {
    CONNECT = 1,
    CONNACK,
    PUBLISH,
    PUBACK,
    PUBREC,
    PUBREL,
    PUBCOMP,
    SUBSCRIBE,
    SUBACK,
    UNSUBSCRIBE,
    UNSUBACK,
    PINGREQ,
    PINGRESP,
    DISCONNECT,
};

/* One message on its way to one session. */
struct outgoing {
    struct outgoing *next;
    char *topic;
    void *payload;
    size_t bytes;
    unsigned qos;
    bool retain;
    uint16_t id;      /* 0: not sent yet */
    bool is_released; /* QoS 2: PUBREC came, PUBREL is out */
};

struct filter {
    char *text; /* NULL: free */
    unsigned qos;
};

/* What is kept of a client when it goes. */
struct session {
    struct session *next;
    struct broker *broker;
    char *client;
    bool is_clean;
    struct broker_connection *connection; /* NULL: away */
    struct filter filters[FILTERS_MAX];
    struct outgoing *first, **last;
    uint16_t last_id;
    uint8_t received[8192]; /* QoS 2: ids that wait for PUBREL, one bit each */
};

struct retained {
    struct retained *next;
    char *topic;
    void *payload;
    size_t bytes;
    unsigned qos;
};

struct will {
    char *topic;
    void *payload;
    size_t bytes;
    unsigned qos;
    bool retain;
};

struct broker_connection {
    struct broker_connection *next;
    struct broker *broker;
    void *owner;
    struct session *session; /* NULL: no CONNECT yet */
    struct will will;
    uint32_t silence_ms; /* 0: any */
    uint64_t heard_ms;
    uint8_t *buffer;
    size_t used, room;
    bool is_over;
};

struct broker {
    struct broker_config config;
    struct broker_counts counts;
    struct session *sessions;
    struct broker_connection *connections;
    struct retained *retained;
};

/* broker_packet.c: one packet of a connection. False: the connection is to be ended. */
bool packet_handle(struct broker_connection *connection, uint8_t first, const uint8_t *body,
                   size_t bytes);
void packet_send(struct broker_connection *connection, uint8_t first, const void *body,
                 size_t bytes);
bool packet_violation(struct broker_connection *connection, const char *what);

/* broker_session.c */
struct session *session_find(struct broker *broker, const char *client);
struct session *session_get(struct broker *broker, const char *client, bool is_clean,
                            bool *is_present);
void session_free(struct session *session);
void session_queue(struct session *session, const char *topic, const void *payload, size_t bytes,
                   unsigned qos, bool retain);
void session_pump(struct session *session);   /* send what may be sent */
void session_resume(struct session *session); /* send again what was not acknowledged */
bool session_acknowledged(struct session *session, enum packet_type type, uint16_t id);
/* The highest QoS among the filters that match; -1: none does. */
int session_wants(const struct session *session, const char *topic);

/* broker.c */
void connection_end(struct broker_connection *connection);
void retain(struct broker *broker, const char *topic, const void *payload, size_t bytes,
            unsigned qos);

#endif
