/* SPDX-License-Identifier: MIT */
/** A socket as the byte stream under a protocol library (transport_interface.h). */
#ifndef TRANSPORT_SECURE_SOCKETS_H
#define TRANSPORT_SECURE_SOCKETS_H

#include <stddef.h>
#include <stdint.h>

#include "iot_secure_sockets.h"
#include "transport_interface.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the libraries hand through. */
struct NetworkContext {
    Socket_t socket;
};

/**
 * Fill in a transport that uses a socket.
 *
 * recv and send wait as the socket's time-outs say and answer 0 when nothing could be done; a
 * broken or ended connection is a negative SOCKETS_ code. writev puts small pieces together, so
 * that a message with its headers is one TLS record and one segment where it fits.
 *
 * @param[out] transport  Filled in.
 * @param context         Stays valid while the transport is used; its socket is set.
 * @param socket          Connected before the transport is used.
 *
 * Context: task. Blocks: never.
 */
void transport_secure_sockets_init(TransportInterface_t *transport, NetworkContext_t *context,
                                   Socket_t socket);

/** Where a stream leads. */
struct transport_target {
    const char *host;        /**< A name or an address in text. Not NULL. */
    uint16_t port;           /**< 1 or more. */
    const char *server_name; /**< What its certificate must say; NULL: TCP without TLS. */
    const uint8_t *trusted;  /**< PEM with its NUL, or DER; NULL: what sockets trust by default. */
    size_t trusted_bytes;    /**< Of it. */
    uint32_t receive_ms;     /**< Longest wait of a recv, 1 or more. */
    const char *const *protocols; /**< Offered to the server by ALPN. */
    size_t protocol_count;        /**< 0: none. */
};

/**
 * Open a stream: name, TCP and, unless there is no name to check, TLS.
 *
 * @param[out] context  Its socket is set on success, SOCKETS_INVALID_SOCKET otherwise. Not NULL.
 * @param target        Not NULL.
 * @return SOCKETS_ERROR_NONE, or the SOCKETS_ value of the call that failed; SOCKETS_SOCKET_ERROR
 * when the host has no address.
 *
 * Context: task. Blocks: up to socketsconfigCONNECT_TIMEOUT and as long as a name takes.
 */
int32_t transport_secure_sockets_open(NetworkContext_t *context,
                                      const struct transport_target *target);

/**
 * Close a stream.
 *
 * @param context  With an open socket, or SOCKETS_INVALID_SOCKET: then nothing is done.
 *
 * Context: task. Blocks: as SOCKETS_Close.
 */
void transport_secure_sockets_close(NetworkContext_t *context);

#ifdef __cplusplus
}
#endif

#endif
