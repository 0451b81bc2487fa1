/* SPDX-License-Identifier: MIT */
/* libmicrohttpd before the router: a thread for each connection, with limits of how many there are
 * and how long a request may take to arrive. */
#ifndef CONSOLE_HTTP_H
#define CONSOLE_HTTP_H

#include <stddef.h>

#include "console.h"

struct http;

/* A socket that listens; `port` 0: a free one. -1: `error` says why. */
int http_listen(const char *address, int port, char *error, size_t error_bytes);
int http_port(int socket);
/* NULL: it cannot start. The socket is taken. */
struct http *http_start(const struct console *console, int socket);
/* Streams must have been told to end. */
void http_stop(struct http *http);

#endif
