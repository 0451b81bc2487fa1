/* SPDX-License-Identifier: MIT */
#include "aws_tls.h"

#include <string.h>

#include "sockets.h"
#include "tls.h"

struct context {
    struct tls *session;
    NetworkRecv_t receive;
    NetworkSend_t send;
    void *caller;
    const char *alpn[TLS_ALPN_MAX + 1];
};

static BaseType_t failed(tls_status_t status)
{
    return -(BaseType_t)status;
}

static int32_t outcome(BaseType_t count)
{
    if (count > 0) {
        return (int32_t)count;
    }
    return count == 0 || count == SOCKETS_EWOULDBLOCK ? TLS_TRANSPORT_WOULD_BLOCK
                                                      : TLS_TRANSPORT_FAILED;
}

static int32_t network_send(void *given, const void *data, size_t length)
{
    const struct context *context = given;
    return outcome(context->send(context->caller, data, length));
}

static int32_t network_receive(void *given, void *data, size_t length)
{
    const struct context *context = given;
    return outcome(context->receive(context->caller, data, length));
}

static bool is_complete(const TLSParams_t *params)
{
    return params != NULL && params->ulSize == sizeof(*params) && params->pxNetworkRecv != NULL &&
           params->pxNetworkSend != NULL && params->ulAlpnProtocolsCount <= TLS_ALPN_MAX &&
           (params->ppcAlpnProtocols != NULL || params->ulAlpnProtocolsCount == 0);
}

static tls_status_t open_session(struct context *context, const TLSParams_t *params)
{
    struct sockets_credentials credentials;
    const struct tls_transport transport = {context, network_send, network_receive};

    sockets_get_credentials(&credentials);
    const bool own = params->pcServerCertificate != NULL;
    const struct tls_config config = {
        .server_name = params->pcDestination,
        .trusted = own ? (const uint8_t *)params->pcServerCertificate : credentials.trusted,
        .trusted_bytes = own ? params->ulServerCertificateLength : credentials.trusted_bytes,
        .identity = credentials.identity,
        .alpn = context->alpn[0] != NULL ? context->alpn : NULL,
    };
    return tls_open(&context->session, &config, &transport);
}

BaseType_t TLS_Init(void **ppvContext, TLSParams_t *pxParams)
{
    configASSERT(ppvContext != NULL);
    *ppvContext = NULL;
    if (!is_complete(pxParams)) {
        return failed(TLS_BAD_CONFIG);
    }
    if (SOCKETS_Init() != pdPASS) {
        return failed(TLS_NO_ENTROPY);
    }
    struct context *context = pvPortCalloc(1, sizeof(*context));
    if (context == NULL) {
        return failed(TLS_NO_MEMORY);
    }
    context->receive = pxParams->pxNetworkRecv;
    context->send = pxParams->pxNetworkSend;
    context->caller = pxParams->pvCallerContext;
    if (pxParams->ulAlpnProtocolsCount > 0) {
        memcpy(context->alpn, pxParams->ppcAlpnProtocols,
               pxParams->ulAlpnProtocolsCount * sizeof(context->alpn[0]));
    }
    const tls_status_t status = open_session(context, pxParams);
    if (status != TLS_OK) {
        vPortFree(context);
        return failed(status);
    }
    *ppvContext = context;
    return 0;
}

BaseType_t TLS_Connect(void *pvContext)
{
    const struct context *context = pvContext;
    return context == NULL ? failed(TLS_BAD_CONFIG) : failed(tls_handshake(context->session));
}

BaseType_t TLS_Recv(void *pvContext, unsigned char *pucReadBuffer, size_t xReadLength)
{
    const struct context *context = pvContext;
    size_t received = 0;

    if (context == NULL || pucReadBuffer == NULL || xReadLength == 0) {
        return failed(TLS_BAD_CONFIG);
    }
    const tls_status_t status = tls_recv(context->session, pucReadBuffer, xReadLength, &received);
    return status == TLS_OK || status == TLS_WANT_READ ? (BaseType_t)received : failed(status);
}

/* What the session still holds has to leave too, or the peer would wait for it. */
static bool has_left(struct tls *session)
{
    return tls_flush(session) == TLS_OK;
}

BaseType_t TLS_Send(void *pvContext, const unsigned char *pucMsg, size_t xMsgLength)
{
    const struct context *context = pvContext;
    size_t total = 0;

    if (context == NULL || (pucMsg == NULL && xMsgLength > 0)) {
        return failed(TLS_BAD_CONFIG);
    }
    while (total < xMsgLength) {
        size_t sent = 0;
        const tls_status_t status =
            tls_send(context->session, pucMsg + total, xMsgLength - total, &sent);
        if (status != TLS_OK && status != TLS_WANT_WRITE) {
            return failed(status);
        }
        total += sent;
        if (!has_left(context->session)) {
            break;
        }
    }
    return (BaseType_t)total;
}

void TLS_Cleanup(void *pvContext)
{
    struct context *context = pvContext;

    if (context != NULL) {
        tls_close(context->session);
        vPortFree(context);
    }
}
