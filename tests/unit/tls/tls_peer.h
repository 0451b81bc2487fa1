/* SPDX-License-Identifier: MIT */
/* The other side of a TLS test: a real `openssl s_server` on a free loopback port, with
 * certificates that tools/mkcreds made for this run, and a transport to it that can be made
 * difficult. */
#ifndef TLS_PEER_H
#define TLS_PEER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "tls.h"

#define PEER_NAME "broker.dunlin.test" /* whom its certificate is for */

struct peer {
    pid_t process;
    int output; /* what it prints */
    uint16_t port;
    char said[8192]; /* what it has printed so far */
    size_t said_bytes;
};

struct wire {
    int socket;
    size_t part;       /* at most so many bytes go through at once; 0: any number */
    bool stutter;      /* every other call would block */
    bool turn;         /* of stutter */
    size_t corrupt_at; /* the byte of this number that arrives is changed; 0: none */
    size_t arrived;    /* bytes so far */
    bool blocked;      /* nothing can be sent */
    bool broken;       /* sending fails */
};

/* Folder with the certificates of this run, made by the first call. */
const char *peer_folder(void);

/* A file of that folder, whole. Ends the test when it cannot be read. */
size_t peer_file(const char *name, uint8_t *content, size_t capacity);

/* Start a server with the certificate <certificate>.crt and more arguments of s_server, ended by
 * NULL. */
void peer_start(struct peer *peer, const char *certificate, const char *const *more);
void peer_stop(struct peer *peer);

/* Has it printed this? Waits a little for it. */
bool peer_says(struct peer *peer, const char *text);

void wire_connect(struct wire *wire, const struct peer *peer);
void wire_close(struct wire *wire);
struct tls_transport wire_transport(struct wire *wire);

/* Wait until there is something to read (or room, for TLS_WANT_WRITE); false after five seconds. */
bool wire_wait(const struct wire *wire, tls_status_t wanted);

#endif
