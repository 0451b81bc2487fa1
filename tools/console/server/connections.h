/* SPDX-License-Identifier: MIT */
/* Connections on which a request is awaited: one that takes too long to arrive, however steadily,
 * is shut. What is answered already may take its time. */
#ifndef CONSOLE_CONNECTIONS_H
#define CONSOLE_CONNECTIONS_H

struct connections;
struct connection;

struct connections *connections_new(int patience_s);
/* No connection may be open any more. */
void connections_free(struct connections *connections);
/* NULL: out of memory. */
struct connection *connections_open(struct connections *connections, int fd);
/* The address of the request that arrives, as it came: kept here, because a request that breaks off
 * early is not told of. NULL: there is none, or no memory. */
void connection_set_uri(struct connection *connection, const char *uri);
const char *connection_uri(const struct connection *connection);
void connections_close(struct connections *connections, struct connection *connection);
/* A request has arrived; the next one is awaited. */
void connections_arrived(struct connections *connections, struct connection *connection);
void connections_await(struct connections *connections, struct connection *connection);

#endif
