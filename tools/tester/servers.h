/* SPDX-License-Identifier: MIT */
/* TCP servers in threads: one waits on all ports, one more for each connection. */
#ifndef TESTER_SERVERS_H
#define TESTER_SERVERS_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/ssl.h>

#include "peers.h"

/* One connection, in a thread of its own. */
struct server_line {
    int socket;
    SSL *tls; /* NULL: plain */
};

/* Talks until the other side or servers_stop() ends it: then reading and writing fail. */
typedef void (*server_talk)(struct server_line *line);

struct server_role {
    enum peer_port port;
    server_talk talk; /* NULL: the port is held, and nobody listens */
    SSL_CTX *context; /* NULL: plain; else the handshake comes first */
};

struct servers;

/**
 * Start servers.
 *
 * @param roles       Copied. Their contexts are the servers', also when it fails.
 * @param[out] offer  The ports are set.
 * @param[out] why    When NULL is returned: what is wrong, owned by the caller.
 * @return For servers_stop().
 *
 * Context: any thread; SIGPIPE is ignored from now on.
 */
struct servers *servers_start(const struct peers_request *request, const struct server_role *roles,
                              size_t count, struct peers_offer *offer, char **why);

/** End all connections, wait for all threads, give everything back. */
void servers_stop(struct servers *servers);

/** Bytes read, 0 or less at the end. */
int server_read(struct server_line *line, void *bytes, size_t room);

/** @return False: the connection has ended. */
bool server_write(struct server_line *line, const void *bytes, size_t length);

/** Sends back what comes. */
void server_echo(struct server_line *line);

#endif
