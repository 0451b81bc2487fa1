/* SPDX-License-Identifier: MIT */
/* What the plugin knows of each client id: the connection if there is one, and what outlives it. */
#ifndef CLOUD_PLUGIN_SESSIONS_H
#define CLOUD_PLUGIN_SESSIONS_H

#include <openssl/x509.h>

#include "authority.h"
#include "broker.h"

#define CLIENT_BYTES_MAX   128
#define FILTERS_MAX        50 /* of a connection */
#define PACKET_FILTERS_MAX 8  /* of a SUBSCRIBE */
#define SESSION_KEPT_S     3600

struct session {
    struct session *next_by_id, *next_by_client;
    struct mosquitto *client; /* NULL: not connected */
    char id[CLIENT_BYTES_MAX + 1];
    char certificate[65];
    char address[64];
    X509 *x509;
    struct subject subject;
    struct authority_policies policies;

    char *filters[FILTERS_MAX];
    size_t filter_count;
    char uuid[37]; /* of the connection: sessionIdentifier */
    int version;   /* counts the connections: versionNumber */
    int64_t left_s, connected_ms;
    bool is_persistent;
    const char *reason; /* why we end the connection, as life-cycle events say; NULL: we do not */

    /* The SUBSCRIBE or UNSUBSCRIBE in hand. */
    const uint8_t *packet_at; /* next filter of it; NULL: none */
    unsigned int packet_id, packet_filters;
    json_t *topics; /* of it, for the event; NULL: none */
    bool is_subscribing, last_has_wildcard, has_identifier;

    /* The second in hand. */
    int64_t second;
    unsigned int publishes;
    size_t bytes;
};

/* Of a clock that only goes on. */
int64_t now_ms(void);

struct session *session_of_client(const struct mosquitto *client);
struct session *session_of_id(const char *id);
/* Make one, or the one that is there. NULL: no memory. */
struct session *session_make(const char *id);
void session_connected(struct session *session, struct mosquitto *client);
void session_disconnected(struct session *session);

bool session_has_filter(const struct session *session, const char *filter);
void session_add_filter(struct session *session, const char *filter);
void session_remove_filter(struct session *session, const char *filter);
void session_clear_filters(struct session *session);

/* Every session; the visit may disconnect it. */
void sessions_each(void (*visit)(struct session *session));
/* Forget those that left long ago. */
void sessions_sweep(int64_t now_s);
void sessions_free(void);

#endif
