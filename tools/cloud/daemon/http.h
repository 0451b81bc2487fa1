/* SPDX-License-Identifier: MIT */
/* The cloud's two HTTP servers: the data plane and discovery over TLS with a client certificate,
 * and the control plane for this machine's loopback. */
#ifndef CLOUDD_HTTP_H
#define CLOUDD_HTTP_H

#include "engine.h"

struct http;

struct http_tls {
    const char *certificate_pem, *key_pem, *trust_pem; /* must outlive the server */
};

/* Listen and serve in threads of its own. `tls` NULL: the control plane. `address` NULL: every
 * address of the machine. `port` 0: a free one. NULL: `error` says why. */
struct http *http_start(struct engine *engine, const char *address, int port,
                        const struct http_tls *tls, char *error, size_t error_bytes);
/* Requests that are being served are answered first. */
void http_stop(struct http *http);
int http_port(const struct http *http);

#endif
