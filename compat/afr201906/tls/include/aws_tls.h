/* SPDX-License-Identifier: MIT */
/** TLS over a connection of the caller's, with the names of 201906.00; libs/tls does it.
 *
 * Who the device is, and whom it trusts where TLSParams_t does not say, is what
 * sockets_set_credentials() was given. The server's certificate is always checked.
 */
#ifndef AWS_TLS_H
#define AWS_TLS_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Receive up to `xReceiveLength` bytes: how many came; 0 or SOCKETS_EWOULDBLOCK, none in the time
 * that the caller waits; another negative value, the connection is lost. */
typedef BaseType_t (*NetworkRecv_t)(void *pvCallerContext, unsigned char *pucReceiveBuffer,
                                    size_t xReceiveLength);

/** Send up to `xDataLength` bytes; returns as NetworkRecv_t. */
typedef BaseType_t (*NetworkSend_t)(void *pvCallerContext, const unsigned char *pucData,
                                    size_t xDataLength);

/** A connection's wishes. Strings and certificates stay valid until TLS_Cleanup(). */
typedef struct xTLS_PARAMS {
    uint32_t ulSize;                    /**< sizeof(TLSParams_t). */
    const char *pcDestination;          /**< The server's name, sent and checked; not NULL. */
    const char *pcServerCertificate;    /**< PEM or DER to trust; NULL: as of sockets. */
    uint32_t ulServerCertificateLength; /**< In bytes; of PEM with its terminator. */
    const char **ppcAlpnProtocols;      /**< NULL: none. */
    uint32_t ulAlpnProtocolsCount;      /**< 0 .. TLS_ALPN_MAX. */
    NetworkRecv_t pxNetworkRecv;        /**< Not NULL. */
    NetworkSend_t pxNetworkSend;        /**< Not NULL. */
    void *pvCallerContext;              /**< For both. */
} TLSParams_t;

#define TLS_ALPN_MAX 4 /**< Protocols that can be offered. */

/**
 * Make a context. Nothing is sent yet.
 *
 * @param[out] ppvContext  For the other calls; NULL when the call fails. Not NULL.
 * @param pxParams         Copied; see its fields. Not NULL.
 * @return 0, or a negated tls_status_t (libs/tls/include/tls.h): -TLS_BAD_CONFIG when a field is
 *         missing, -TLS_NO_MEMORY, -TLS_BAD_CERTIFICATE.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Porting guide, TLS, 201906.00.
 */
BaseType_t TLS_Init(void **ppvContext, TLSParams_t *pxParams);

/**
 * Shake hands.
 *
 * @param pvContext  From TLS_Init().
 * @return 0: connected, and the server is who its name says; or a negated tls_status_t, which
 *         tls_status_text() says in words: -TLS_UNTRUSTED, -TLS_WRONG_NAME, -TLS_WANT_READ when
 *         nothing came in the time that pxNetworkRecv waits ...
 *
 * Context: task; about 4 KB of stack.
 * Blocks:  as pxNetworkRecv and pxNetworkSend do.
 * Source:  Porting guide, TLS, 201906.00.
 */
BaseType_t TLS_Connect(void *pvContext);

/**
 * Receive what comes first, at most `xReadLength` bytes.
 *
 * @param pvContext           Connected.
 * @param[out] pucReadBuffer  Room for `xReadLength` bytes.
 * @param xReadLength         1 or more.
 * @return Bytes received; 0, nothing in the time that pxNetworkRecv waits; or a negated
 *         tls_status_t: -TLS_CLOSED when the server has said goodbye.
 *
 * Context: task.
 * Blocks:  as pxNetworkRecv does.
 * Source:  Porting guide, TLS, 201906.00.
 */
BaseType_t TLS_Recv(void *pvContext, unsigned char *pucReadBuffer, size_t xReadLength);

/**
 * Send all of `pucMsg`.
 *
 * @param pvContext   Connected.
 * @param pucMsg      `xMsgLength` bytes.
 * @param xMsgLength  0 or more.
 * @return Bytes sent: fewer than asked when pxNetworkSend took no more in the time it waits; or a
 *         negated tls_status_t.
 *
 * Context: task.
 * Blocks:  as pxNetworkSend does.
 * Source:  Porting guide, TLS, 201906.00.
 */
BaseType_t TLS_Send(void *pvContext, const unsigned char *pucMsg, size_t xMsgLength);

/**
 * Say goodbye where that is possible, and give everything back. The connection is the caller's.
 *
 * @param pvContext  From TLS_Init(), or NULL. Not usable afterwards.
 *
 * Context: task.
 * Blocks:  as pxNetworkSend does.
 * Source:  Porting guide, TLS, 201906.00.
 */
void TLS_Cleanup(void *pvContext);

#ifdef __cplusplus
}
#endif

#endif
