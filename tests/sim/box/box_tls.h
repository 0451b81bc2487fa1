/* SPDX-License-Identifier: MIT */
/* TLS of the box: a server of TLS 1.3 and 1.2 that wants the client's certificate, between a stream
 * and a connection of the broker. Nothing waits: bytes are handed in, and taken without a bound. */
#ifndef BOX_TLS_H
#define BOX_TLS_H

#include "box.h"

struct box_tls;

struct box_tls_user {
    uint32_t (*random)(void);
    void (*send)(void *owner, const void *bytes, size_t count); /* to the stream */
    void (*up)(void *owner);                                    /* the handshake is done */
    void (*came)(void *owner, const void *bytes, size_t count); /* for the broker */
};

/* Once in a process. */
void box_tls_start(const struct box_tls_user *user);

/* Who the box says it is from the next session on. */
void box_tls_show(enum box_certificate which);

struct box_tls *box_tls_open(void *owner, uint64_t now_ms);
/* False: the session is over, and the peer has been told why. */
bool box_tls_input(struct box_tls *session, const void *bytes, size_t count);
/* While it is up; else nothing happens. */
void box_tls_output(struct box_tls *session, const void *bytes, size_t count);
/* The handshake has taken too long. */
bool box_tls_is_late(const struct box_tls *session, uint64_t now_ms);
/* `politely`: the peer is told that nothing more will come. NULL is allowed. */
void box_tls_close(struct box_tls *session, bool politely);

const struct box_tls_counts *box_tls_counts(void);

#endif
