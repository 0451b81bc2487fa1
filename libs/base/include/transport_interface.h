/* SPDX-License-Identifier: MIT */
/** The byte stream under a protocol library: TCP, TLS or a test's arrays.
 *
 * The library calls these functions and knows nothing else about the network. `NetworkContext_t` is
 * the application's: it defines `struct NetworkContext` and hands a pointer through.
 *
 *   result      recv                              send, writev
 *   n > 0       n bytes are in the buffer         the first n bytes are taken
 *   0           nothing now, try later            no room now, try later
 *   n < 0       the stream is broken or closed    the stream is broken or closed
 *
 * A function may wait a little before it answers 0, and need not. It never answers more than it was
 * asked for; the libraries check.
 */
#ifndef TRANSPORT_INTERFACE_H
#define TRANSPORT_INTERFACE_H

#include <stddef.h>
#include <stdint.h>

#include "network_context.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Reads up to `bytesToRecv` bytes. See the table above for the result. */
typedef int32_t (*TransportRecv_t)(NetworkContext_t *pNetworkContext, void *pBuffer,
                                   size_t bytesToRecv);

/** Writes up to `bytesToSend` bytes. See the table above for the result. */
typedef int32_t (*TransportSend_t)(NetworkContext_t *pNetworkContext, const void *pBuffer,
                                   size_t bytesToSend);

/** One piece of a gathered write. */
typedef struct TransportOutVector {
    const void *iov_base; /**< First byte. */
    size_t iov_len;       /**< Number of bytes, may be 0. */
} TransportOutVector_t;

/** Writes the pieces in order as if they were one buffer. May be absent (NULL). */
typedef int32_t (*TransportWritev_t)(NetworkContext_t *pNetworkContext,
                                     TransportOutVector_t *pIoVec, size_t ioVecCount);

/** A stream: the functions and what to call them with. */
typedef struct TransportInterface {
    TransportRecv_t recv;              /**< Required. */
    TransportSend_t send;              /**< Required. */
    TransportWritev_t writev;          /**< Optional; makes a PUBLISH one call and no copy. */
    NetworkContext_t *pNetworkContext; /**< Passed to each. */
} TransportInterface_t;

#ifdef __cplusplus
}
#endif

#endif
