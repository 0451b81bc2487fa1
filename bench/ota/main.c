/* SPDX-License-Identifier: MIT */
/* A download over TLS and nothing else: one request, and what comes is thrown away. A turn is as
 * much as the agent takes with one mark of its progress.
 */
#include <stdio.h>
#include <string.h>

#include "https_demo.h"
#include "mark.h"

#define TURN_BYTES   8192u
#define BUFFER_BYTES 2048u

static const char request[] = "GET /download HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
static char buffer[BUFFER_BYTES];

static void __attribute__((noinline)) turn(void)
{
    TURN(plain_tls);
}

static void download(const TransportInterface_t *stream, const char *host)
{
    uint32_t received = 0, turns = 0;
    int32_t count;

    (void)host;
    if (stream->send(stream->pNetworkContext, request, sizeof request - 1u) !=
        (int32_t)sizeof request - 1) {
        https_demo_fail("the request", "it is not sent");
    }
    while ((count = stream->recv(stream->pNetworkContext, buffer, sizeof buffer)) >= 0) {
        received += (uint32_t)count;
        if (received / TURN_BYTES > turns) {
            turns = received / TURN_BYTES;
            turn();
        }
    }
    printf("bench: %lu bytes\n", (unsigned long)received);
}

int main(void)
{
    return https_demo_start(download);
}
