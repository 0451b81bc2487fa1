/* SPDX-License-Identifier: MIT */
/** What Secure Sockets needs and tells beyond its API: who the device is, what time it is, and why
 * a call failed.
 */
#ifndef SOCKETS_H
#define SOCKETS_H

#include <stdint.h>

#include "iot_secure_sockets.h"
#include "tls.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Used by every connection with TLS. What it points to stays valid for good. */
struct sockets_credentials {
    const struct tls_identity *identity; /* certificate and signing function; NULL: none */
    const uint8_t *trusted;              /* PEM or DER, for sockets that have no certificate of */
    size_t trusted_bytes;                /* their own set; NULL: they do not connect */
};

/** Why the last call on a socket failed. */
struct sockets_error {
    int32_t code;         /* SOCKETS_ value that the call returned */
    const char *text;     /* the reason in words, a constant; never NULL */
    struct tls_error tls; /* details where TLS is the reason, else all zero */
};

/** What sockets and TLS use of socketsconfigARENA_BYTES; all 0 when there is no arena. */
struct sockets_memory {
    size_t bytes; /* of the arena */
    size_t used;  /* in blocks, each with its word */
    size_t peak;  /* largest `used` since the last call */
};

/**
 * Say who the device is. Holds for connections made from now on.
 *
 * @param credentials  Copied; what it points to is not.
 *
 * Context: task. Blocks: never.
 */
void sockets_set_credentials(const struct sockets_credentials *credentials);

/**
 * Tell what sockets_set_credentials() was given last; all NULL before.
 *
 * @param[out] credentials  Not NULL.
 *
 * Context: task. Blocks: never.
 */
void sockets_get_credentials(struct sockets_credentials *credentials);

/**
 * Say where the time comes from, in place of services/net's time service. While it is not known,
 * certificates are judged by that service's floor, the day of the source of the image.
 *
 * @param utc_seconds  Returns seconds since 1970 or TLS_NO_TIME; called from tasks that connect.
 *                     NULL: the time service again.
 *
 * Context: task. Blocks: never.
 */
void sockets_set_time_source(int64_t (*utc_seconds)(void));

/**
 * Tell what the arena holds, and measure its peak anew.
 *
 * @param[out] figures  Not NULL.
 *
 * Context: task. Blocks: while another task takes or gives back.
 */
void sockets_memory(struct sockets_memory *figures);

/**
 * Tell why the last call on a socket failed.
 *
 * @param socket      An open socket.
 * @param[out] error  Filled in; code SOCKETS_ERROR_NONE when none has failed, SOCKETS_EINVAL when
 * this is no open socket.
 *
 * Context: task. Blocks: never.
 */
void sockets_error(Socket_t socket, struct sockets_error *error);

/**
 * The TLS session of a socket, to ask for its version or protocol.
 *
 * @param socket  Connected, and not closed while the result is used.
 * @return NULL when the socket is none or has no TLS.
 *
 * Context: task. Blocks: never.
 */
const struct tls *sockets_tls(Socket_t socket);

#ifdef __cplusplus
}
#endif

#endif
