/* SPDX-License-Identifier: MIT */
/** A network connection as libraries of 201906.00 want it: six functions, handed in as a table.
 *
 *      library ── create, send, receive, close, destroy ──► IotNetworkInterface_t ──► TCP, TLS ...
 *      library ◄──────────── IotNetworkReceiveCallback_t ── the connection's task, bytes are there
 */
#ifndef IOT_NETWORK_H_
#define IOT_NETWORK_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How a function of the network ended. */
typedef enum IotNetworkError {
    IOT_NETWORK_SUCCESS = 0,
    IOT_NETWORK_FAILURE,       /**< The network: no route, refused, the handshake failed. */
    IOT_NETWORK_BAD_PARAMETER, /**< An argument is missing or out of range. */
    IOT_NETWORK_NO_MEMORY,
    IOT_NETWORK_SYSTEM_ERROR, /**< A service of the system failed. */
} IotNetworkError_t;

/** Called when bytes may be read, or the peer has closed: in a task of the connection, one call at
 * a time, and again while bytes are left. It reads with `receive`. */
typedef void (*IotNetworkReceiveCallback_t)(void *pConnection, void *pContext);

/** A network. Functions may be called by several tasks; of one connection, `receive` by one. */
typedef struct IotNetworkInterface {
    /** Connects. Blocks as long as the network does. What the first two point at is the network's
     * own: IotNetworkServerInfo_t and IotNetworkCredentials_t, if it does not say otherwise. */
    IotNetworkError_t (*create)(void *pConnectionInfo, void *pCredentialInfo,
                                void **const pConnection);
    /** Whom to call when bytes are there. */
    IotNetworkError_t (*setReceiveCallback)(void *pConnection,
                                            IotNetworkReceiveCallback_t receiveCallback,
                                            void *pContext);
    /** Sends all bytes. Returns how many left; fewer than asked: the connection is broken. */
    size_t (*send)(void *pConnection, const uint8_t *pMessage, size_t messageLength);
    /** Reads exactly so many bytes, and waits for them. Fewer: closed, broken or out of time. */
    size_t (*receive)(void *pConnection, uint8_t *pBuffer, size_t bytesRequested);
    /** Ends the stream: no callback begins after it, and a `receive` that waits returns. */
    IotNetworkError_t (*close)(void *pConnection);
    /** Frees the connection, closed before. */
    IotNetworkError_t (*destroy)(void *pConnection);
} IotNetworkInterface_t;

/** Where to connect to. */
typedef struct IotNetworkServerInfo {
    const char *pHostName; /**< Name or address, 0-terminated. */
    uint16_t port;
} IotNetworkServerInfo_t;

/** With what to connect over TLS. Sizes are bytes, with the terminator where the text is PEM. */
typedef struct IotNetworkCredentials {
    const char *pAlpnProtos;  /**< NULL: none. */
    size_t maxFragmentLength; /**< 0: the TLS library's. */
    bool disableSni;          /**< The name is not told. */
    const char *pRootCa;      /**< Whom to trust. */
    size_t rootCaSize;
    const char *pClientCert; /**< NULL: none. */
    size_t clientCertSize;
    const char *pPrivateKey; /**< NULL: none. */
    size_t privateKeySize;
} IotNetworkCredentials_t;

#ifdef __cplusplus
}
#endif

#endif
