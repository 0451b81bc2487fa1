/* SPDX-License-Identifier: MIT */
#include "core_http_client.h"

#include "http_request.h"

static uint32_t no_time(void)
{
    return 0;
}

/* Sends all bytes, as long as there is progress within HTTP_SEND_RETRY_TIMEOUT_MS. */
static HTTPStatus_t send_all(const TransportInterface_t *transport,
                             HTTPClient_GetCurrentTimeFunc_t get_time, const uint8_t *bytes,
                             size_t length)
{
    uint32_t since = get_time();

    while (length > 0) {
        const int32_t taken = transport->send(transport->pNetworkContext, bytes, length);
        if (taken < 0 || (size_t)taken > length) {
            return HTTPNetworkError;
        }
        if (taken > 0) {
            bytes += taken;
            length -= (size_t)taken;
            since = get_time();
        } else if (get_time == no_time || get_time() - since >= HTTP_SEND_RETRY_TIMEOUT_MS) {
            return HTTPNetworkError;
        }
    }
    return HTTPSuccess;
}

static bool can_send(const TransportInterface_t *transport)
{
    return transport != NULL && transport->send != NULL;
}

HTTPStatus_t HTTPClient_SendHttpHeaders(const TransportInterface_t *transport,
                                        HTTPClient_GetCurrentTimeFunc_t get_time,
                                        HTTPRequestHeaders_t *headers, size_t body_length,
                                        uint32_t flags)
{
    if (!can_send(transport) || get_time == NULL || !http_is_request(headers) ||
        body_length > INT32_MAX) {
        return HTTPInvalidParameter;
    }
    if (body_length > 0 && (flags & HTTP_SEND_DISABLE_CONTENT_LENGTH_FLAG) == 0) {
        const HTTPStatus_t status = http_add_content_length(headers, body_length);
        if (status != HTTPSuccess) {
            return status;
        }
    }
    return send_all(transport, get_time, headers->pBuffer, headers->headersLen);
}

HTTPStatus_t HTTPClient_SendHttpData(const TransportInterface_t *transport,
                                     HTTPClient_GetCurrentTimeFunc_t get_time, const uint8_t *data,
                                     size_t length)
{
    if (!can_send(transport) || get_time == NULL || data == NULL || length == 0 ||
        length > INT32_MAX) {
        return HTTPInvalidParameter;
    }
    return send_all(transport, get_time, data, length);
}

HTTPStatus_t HTTPClient_Send(const TransportInterface_t *transport, HTTPRequestHeaders_t *headers,
                             const uint8_t *body, size_t body_length, HTTPResponse_t *response,
                             uint32_t flags)
{
    if (transport == NULL || transport->recv == NULL || response == NULL ||
        response->pBuffer == NULL || response->bufferLen == 0 ||
        (body == NULL && body_length > 0)) {
        return HTTPInvalidParameter;
    }
    const HTTPClient_GetCurrentTimeFunc_t get_time =
        response->getTime != NULL ? response->getTime : no_time;
    HTTPStatus_t status =
        HTTPClient_SendHttpHeaders(transport, get_time, headers, body_length, flags);
    if (status == HTTPSuccess && body_length > 0) {
        status = HTTPClient_SendHttpData(transport, get_time, body, body_length);
    }
    if (status == HTTPSuccess) {
        status = HTTPClient_ReceiveAndParseHttpResponse(transport, response, headers);
    }
    return status;
}
