/* SPDX-License-Identifier: MIT */
#include "core_http_client.h"

#include <string.h>

#include "http_parse.h"

/* The stream has ended or failed. */
static HTTPStatus_t closed(const struct http_parser *parser)
{
    return parser->state == HTTP_BODY_CLOSE ? HTTPSuccess : HTTPNetworkError;
}

/* Nothing more has arrived in time. */
static HTTPStatus_t silent(const struct http_parser *parser)
{
    if (parser->filled == 0) {
        return HTTPNoResponse;
    }
    if (parser->interim != 0 && parser->at == parser->filled && parser->state == HTTP_STATUS_LINE) {
        parser->response->statusCode = parser->interim;
        return HTTPSuccess;
    }
    return HTTPPartialResponse;
}

static HTTPStatus_t receive_all(const TransportInterface_t *transport, struct http_parser *parser)
{
    HTTPResponse_t *const response = parser->response;
    const HTTPClient_GetCurrentTimeFunc_t get_time = response->getTime;
    uint32_t since = get_time != NULL ? get_time() : 0;

    for (;;) {
        if (parser->filled == response->bufferLen && !http_parse_make_room(parser)) {
            return HTTPInsufficientMemory;
        }
        const size_t room = response->bufferLen - parser->filled;
        const int32_t got =
            transport->recv(transport->pNetworkContext, response->pBuffer + parser->filled, room);
        if (got < 0) {
            return closed(parser);
        }
        if ((size_t)got > room) {
            return HTTPNetworkError;
        }
        if (got == 0) {
            if (get_time == NULL || get_time() - since >= HTTP_RECV_RETRY_TIMEOUT_MS) {
                return silent(parser);
            }
            continue;
        }
        parser->filled += (size_t)got;
        const HTTPStatus_t status = http_parse(parser);
        if (status != HTTPPartialResponse) {
            return status;
        }
        since = get_time != NULL ? get_time() : 0;
    }
}

HTTPStatus_t HTTPClient_ReceiveAndParseHttpResponse(const TransportInterface_t *transport,
                                                    HTTPResponse_t *response,
                                                    const HTTPRequestHeaders_t *headers)
{
    static const char head[] = HTTP_METHOD_HEAD " ";
    struct http_parser parser;

    if (transport == NULL || transport->recv == NULL || response == NULL ||
        response->pBuffer == NULL || response->bufferLen == 0 || headers == NULL ||
        headers->pBuffer == NULL) {
        return HTTPInvalidParameter;
    }
    /* Looked at before the buffer, which may be the same, is written to. */
    const bool is_head = headers->headersLen >= sizeof head - 1u &&
                         memcmp(headers->pBuffer, head, sizeof head - 1u) == 0;
    http_parse_begin(&parser, response, is_head);
    return receive_all(transport, &parser);
}
