/* SPDX-License-Identifier: MIT */
/** A socket as the byte stream under a protocol library (transport_interface.h). */
#ifndef TRANSPORT_SECURE_SOCKETS_H
#define TRANSPORT_SECURE_SOCKETS_H

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

#ifdef __cplusplus
}
#endif

#endif
