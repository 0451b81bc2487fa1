/* SPDX-License-Identifier: MIT */
#include "http_wire.h"

#include <stdlib.h>

struct NetworkContext http_wire;
uint32_t http_now;
HTTPResponse_t http_response;

uint32_t http_clock(void)
{
    return http_now++;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static int32_t receive(NetworkContext_t *wire, void *bytes, size_t length)
{
    const size_t count = least(least(length, wire->in_step), wire->in_length - wire->in_at);

    if (wire->waited < wire->empty) {
        wire->waited++;
        return 0;
    }
    wire->waited = 0;
    if (wire->in_at == wire->in_length) {
        return wire->end;
    }
    memcpy(bytes, wire->in + wire->in_at, count);
    wire->in_at += count;
    return (int32_t)count;
}

static int32_t send_some(NetworkContext_t *wire, const void *bytes, size_t length)
{
    const size_t count = least(least(length, wire->out_step), wire->out_room);

    if (count == 0) {
        return wire->out_end;
    }
    if (wire->out_length + count > sizeof wire->out) {
        abort();
    }
    memcpy(wire->out + wire->out_length, bytes, count);
    wire->out_length += count;
    wire->out_room -= count;
    return (int32_t)count;
}

TransportInterface_t http_transport = {
    .recv = receive, .send = send_some, .pNetworkContext = &http_wire};

void http_wire_begin(const void *in, size_t length)
{
    http_wire = (struct NetworkContext){.in = in,
                                        .in_length = length,
                                        .in_step = SIZE_MAX,
                                        .out_step = SIZE_MAX,
                                        .out_room = SIZE_MAX};
}

HTTPStatus_t http_receive(const char *method, size_t room)
{
    uint8_t request[64];
    HTTPRequestHeaders_t headers = {.pBuffer = request, .bufferLen = sizeof request};
    const HTTPRequestInfo_t info = {.pMethod = method,
                                    .methodLen = strlen(method),
                                    .pHost = "h",
                                    .hostLen = 1,
                                    .reqFlags = HTTP_REQUEST_NO_USER_AGENT_FLAG};

    if (HTTPClient_InitializeRequestHeaders(&headers, &info) != HTTPSuccess) {
        abort();
    }
    http_response.pBuffer = realloc(http_response.pBuffer, room);
    http_response.bufferLen = room;
    if (http_response.pBuffer == NULL) {
        abort();
    }
    memset(http_response.pBuffer, 0xA5, room);
    return HTTPClient_ReceiveAndParseHttpResponse(&http_transport, &http_response, &headers);
}
