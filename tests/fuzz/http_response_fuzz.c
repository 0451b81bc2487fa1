/* SPDX-License-Identifier: MIT */
/* Everything a server sends, in reads cut by the input, into memory of exactly the size that the
 * input says. The first 4 bytes are method, step of reading, room and what the stream ends with. */
#include <stdlib.h>
#include <string.h>

#include "core_http_client.h"

#define CHOICES 4u

struct NetworkContext {
    const uint8_t *bytes;
    size_t left;
    size_t step;
    int32_t end;
};

static size_t told;

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static int32_t receive(NetworkContext_t *network, void *bytes, size_t length)
{
    size_t count = network->left < network->step ? network->left : network->step;

    count = count < length ? count : length;
    if (count == 0) {
        return network->end;
    }
    memcpy(bytes, network->bytes, count);
    network->bytes += count;
    network->left -= count;
    return (int32_t)count;
}

static int is_inside(const HTTPResponse_t *response, const void *part, size_t length)
{
    const uint8_t *const at = part;

    return at >= response->pBuffer && length <= response->bufferLen &&
           at <= response->pBuffer + response->bufferLen - length;
}

static void on_field(void *context, const char *field, size_t field_length, const char *value,
                     size_t value_length, uint16_t status)
{
    require(is_inside(context, field, field_length) && field_length > 0);
    require(is_inside(context, value, value_length));
    require(memchr(field, ':', field_length) == NULL && memchr(value, '\n', value_length) == NULL);
    require(status >= 100 && status <= 999);
    told++;
}

static void check(const HTTPResponse_t *response, HTTPStatus_t status, size_t size)
{
    const char *value;
    size_t length;

    require(response->headerCount == told);
    require(response->bodyLen + response->headersLen <= size);
    require(response->bodyLen == 0 || is_inside(response, response->pBody, response->bodyLen));
    require(response->headersLen == 0 ||
            is_inside(response, response->pHeaders, response->headersLen));
    if (status == HTTPSuccess && response->areHeadersComplete) {
        const HTTPStatus_t found = HTTPClient_ReadHeader(response, "a", 1, &value, &length);
        require(found == HTTPSuccess || found == HTTPHeaderNotFound);
        require(found != HTTPSuccess || is_inside(response, value, length));
    }
    require(status != HTTPInvalidParameter && status < HTTPParserPaused + 5);
}

static HTTPStatus_t run(const uint8_t *bytes, size_t size, size_t step, HTTPResponse_t *response)
{
    struct NetworkContext network = {bytes + CHOICES, size - CHOICES, step,
                                     -(int32_t)(bytes[3] & 1u)};
    const TransportInterface_t transport = {.recv = receive, .pNetworkContext = &network};
    HTTPClient_ResponseHeaderParsingCallback_t callback = {on_field, response};
    uint8_t method[5] = "HEAD ";
    const HTTPRequestHeaders_t headers = {method, sizeof method, (bytes[0] & 1u) * sizeof method};

    *response = (HTTPResponse_t){.bufferLen = 1u + bytes[2] * 8u,
                                 .pHeaderParsingCallback = &callback,
                                 .respOptionFlags = bytes[0] >> 7};
    response->pBuffer = malloc(response->bufferLen);
    require(response->pBuffer != NULL);
    told = 0;
    const HTTPStatus_t status =
        HTTPClient_ReceiveAndParseHttpResponse(&transport, response, &headers);
    check(response, status, size);
    response->pHeaderParsingCallback = NULL;
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    HTTPResponse_t one, other;

    if (size < CHOICES) {
        return 0;
    }
    /* How the stream is cut changes nothing, but for what is behind the end. */
    const HTTPStatus_t in_steps = run(bytes, size, 1u + bytes[1], &one);
    const HTTPStatus_t by_bytes = run(bytes, size, 1u, &other);
    if (in_steps == HTTPSuccess && (bytes[0] >> 7) == 0 && one.areHeadersComplete) {
        require(by_bytes == HTTPSuccess && one.statusCode == other.statusCode);
        require(one.bodyLen == other.bodyLen &&
                (one.bodyLen == 0 || memcmp(one.pBody, other.pBody, one.bodyLen) == 0));
    }
    free(one.pBuffer);
    free(other.pBuffer);
    return 0;
}
