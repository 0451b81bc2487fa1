/* SPDX-License-Identifier: MIT */
/* One device's connection, without threads or waiting: TLS with its own certificate, and of
 * MQTT 3.1.1 what a device needs: CONNECT, SUBSCRIBE once, PUBLISH and PUBACK at QoS 1.
 *
 *     link_open ── TLS ── CONNACK ── SUBACK ── LINK_UP ── message ...
 *
 * A client of libmosquitto has a certificate store of its own and reads byte by byte: with
 * thousands of them the measurement would be one of the client.
 */
#ifndef CLOUD_LOAD_LINK_H
#define CLOUD_LOAD_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <netdb.h>
#include <openssl/ssl.h>

enum link_state { LINK_CLOSED, LINK_TLS, LINK_CONNACK, LINK_SUBACK, LINK_UP };

struct bytes {
    uint8_t *data;
    size_t count, room;
};

struct link {
    enum link_state state;
    int fd;
    SSL *ssl;
    struct bytes in, out;
    uint16_t next_id;
    bool wants_write;    /* there are bytes that the socket did not take */
    char why[96];        /* it was closed */
    const char *client;  /* id */
    const char *filters; /* NUL-terminated ones, an empty one behind the last */
    /* A publication; its acknowledgement is sent behind what this call sends. */
    void (*message)(struct link *link, const char *topic, const char *payload, size_t bytes);
};

/* Begin; the socket is to be watched. False: link->why. */
bool link_open(struct link *link, SSL_CTX *context, const struct addrinfo *address,
               X509 *certificate, EVP_PKEY *key);
/* The socket has something to read, or room. */
void link_serve(struct link *link);
/* Publish at QoS 1; sent by link_flush, and by link_serve behind each message. */
void link_publish(struct link *link, const char *topic, const char *payload);
void link_flush(struct link *link);
void link_close(struct link *link, const char *why);

#endif
