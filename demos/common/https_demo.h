/* SPDX-License-Identifier: MIT */
/* What the demos of HTTPS have in common: a stream to the HTTPS port of the credentials, in a task.
 */
#ifndef HTTPS_DEMO_H
#define HTTPS_DEMO_H

#include <stdint.h>

#include "core_http_client.h"

/* For HTTPResponse_t.getTime. */
uint32_t https_demo_now_ms(void);

/* A request for a path of that server, over a connection that stays. */
HTTPRequestInfo_t https_demo_request(const char *method, const char *path, const char *host);

/* Say why the demo failed, and end it. */
void https_demo_fail(const char *what, const char *why);

/* Start the board, connect, and call `run` with the stream and the server's name; for main(). */
int https_demo_start(void (*run)(const TransportInterface_t *stream, const char *host));

#endif
