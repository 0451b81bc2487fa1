/* SPDX-License-Identifier: MIT */
/* TLS inside the modem: here are only the numbers of certificates that it holds. */
#ifndef SOCKET_SESSION_H
#define SOCKET_SESSION_H

#include <stddef.h>
#include <stdint.h>

#include "offload.h"
#include "tls.h"

struct socket_session {
    uint16_t authority; /* of this socket alone: its number and SOCKET_AUTHORITY_KNOWN, or these */
};

#define SOCKET_AUTHORITY_OF_ALL  0u
#define SOCKET_AUTHORITY_UNKNOWN 1u /* given, and none of those in the modem */
#define SOCKET_AUTHORITY_KNOWN   2u

/* What may be asked of TLS: characters of a name; protocols, and the bytes of their names with 3
 * more for each: a command of 256 bytes in which 20 are taken. */
#define SOCKET_NAME_MAX       OFFLOAD_HOST_BYTES_MAX
#define SOCKET_ALPN_MAX       OFFLOAD_ALPN_MAX
#define SOCKET_ALPN_BYTES_MAX 236u

#define SOCKET_TLS(socket) ((struct tls *)NULL) /* bytes of the link are bytes of the stream */

#endif
