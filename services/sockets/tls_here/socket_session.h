/* SPDX-License-Identifier: MIT */
/* TLS in this image, by libs/tls. */
#ifndef SOCKET_SESSION_H
#define SOCKET_SESSION_H

#include <stddef.h>
#include <stdint.h>

#include "tls.h"

struct socket_session {
    struct tls *tls; /* NULL: none */
    uint8_t *trusted;
    size_t trusted_bytes;
    struct tls_error error;
};

/* What may be asked of TLS: characters of a name; protocols, and the bytes of their names with 3
 * more for each. */
#define SOCKET_NAME_MAX       TLS_NAME_MAX
#define SOCKET_ALPN_MAX       8u
#define SOCKET_ALPN_BYTES_MAX (SOCKET_ALPN_MAX * (255u + 3u))

#define SOCKET_TLS(socket) ((socket)->session.tls)

#endif
