/* SPDX-License-Identifier: MIT */
/* A small HTTP server on the sockets of a modem: one request a connection.
 *
 *      free ──accept──► reading ──complete, wrong, 10 s: answer──► draining
 *        ▲                 │ 3 s without a byte                       │ the client closes, 1 s
 *        └─────────────────┴──────────────────────────────────────────┘
 *
 * The client closes first: a modem whose link was closed from both sides at once may have given it
 * to another already, and what still comes must be read or the answer may be lost.
 *
 * Answers are written into one memory and sent at once: a client that does not read holds the
 * others up, for PORTAL_SEND_MS at most, and is left then. As many connections as the modem has
 * links; what a client sends is bounded by PORTAL_REQUEST_BYTES.
 */
#ifndef PORTAL_H
#define PORTAL_H

#include "http_server.h"
#include "offload.h"

#define PORTAL_LINKS_MAX     5u
#define PORTAL_REQUEST_BYTES 2048u /* head and form */
#define PORTAL_HEAD_BYTES    512u
#define PORTAL_ANSWER_BYTES  16384u /* a page with 20 networks whose names are all quotes */
#define PORTAL_FIRST_MS      3000u  /* until the first byte: browsers connect in advance */
#define PORTAL_REQUEST_MS    10000u /* until the last */
#define PORTAL_SEND_MS       5000u
#define PORTAL_DRAIN_MS      1000u

struct portal_answer {
    unsigned status;
    const char *location;     /* of a redirect; NULL: none */
    struct lib_text_out body; /* HTML */
};

struct portal_client {
    enum { PORTAL_FREE, PORTAL_READING, PORTAL_DRAINING } state;
    uint32_t since_ms;
    struct http_server_request request;
    char memory[PORTAL_REQUEST_BYTES];
};

struct portal {
    struct offload_device *device;
    uint32_t (*now_ms)(void); /* may wrap */
    /* Answer a request. It is one where answer->status is HTTP_SERVER_COMPLETE; else that is what
     * is wrong with it, and only a body is missing. */
    void (*answer)(void *context, const struct http_server_request *request,
                   struct portal_answer *answer);
    void *context;
    struct portal_client clients[PORTAL_LINKS_MAX];
    char head[PORTAL_HEAD_BYTES];
    char body[PORTAL_ANSWER_BYTES];
};

/* Listen at a port. False: the modem does not. The three pointers and `context` are set. */
bool portal_open(struct portal *portal, uint16_t port);

/* Look at every connection once, without waiting for bytes. True: something has moved. */
bool portal_poll(struct portal *portal);

/* No longer listen, and close what is open. */
void portal_close(struct portal *portal);

#endif
