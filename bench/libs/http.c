/* SPDX-License-Identifier: MIT */
/* A GET, and a response with 22 fields in 1 KB of headers and 16 bytes of body. */
#include <stdlib.h>
#include <string.h>

#include "core_http_client.h"

#include "bench.h"

#define HEAD_BYTES 1024u

static const char answer[] =
    "HTTP/1.1 206 Partial Content\r\n"
    "Date: Sat, 21 Nov 2026 09:12:44 GMT\r\n"
    "Server: storage/2.4\r\n"
    "x-request-id: 7F3A9C52D41B8E60\r\n"
    "x-id-2: q8Zr1vK0hT3mYwXbN5sLcE7uJ2pA9dGfRi4oVkQxWzHt6yMn=\r\n"
    "Last-Modified: Fri, 20 Nov 2026 17:31:05 GMT\r\n"
    "ETag: \"d41d8cd98f00b204e9800998ecf8427e\"\r\n"
    "x-server-side-encryption: AES256\r\n"
    "x-version-id: 3HL4kqtJvjVBH40Nrjfkd\r\n"
    "Accept-Ranges: bytes\r\n"
    "Content-Range: bytes 4096-4111/262144\r\n"
    "Content-Type: application/octet-stream\r\n"
    "Content-Length: 16\r\n"
    "Cache-Control: max-age=3600, must-revalidate\r\n"
    "Expires: Sat, 21 Nov 2026 10:12:44 GMT\r\n"
    "Vary: Accept-Encoding, Origin\r\n"
    "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Via: 1.1 edge-17.example.net (cache)\r\n"
    "Age: 27\r\n"
    "x-padding: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789a"
    "bcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcd"
    "ef0123456789abcdef01234567\r\n"
    "Connection: keep-alive\r\n\r\n"
    "0123456789abcdef";

_Static_assert(sizeof answer - 1u == HEAD_BYTES + 16u, "what the peers were measured with");

struct NetworkContext {
    size_t at;
};

static uint8_t request[512];
static uint8_t memory[1536];
static uint8_t sink[512];

static int32_t receive(NetworkContext_t *network, void *bytes, size_t length)
{
    const size_t left = sizeof answer - 1u - network->at;
    const size_t count = length < left ? length : left;

    memcpy(bytes, answer + network->at, count);
    network->at += count;
    return (int32_t)count;
}

static int32_t send_all(NetworkContext_t *network, const void *bytes, size_t length)
{
    (void)network;
    memcpy(sink, bytes, length);
    return (int32_t)length;
}

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

void bench_run(void)
{
    static const char host[] = "bucket.storage.example.com";
    static const char path[] = "/firmware/image-2.14.7.bin?signature=0123456789abcdef";
    static const HTTPRequestInfo_t info = {.pMethod = HTTP_METHOD_GET,
                                           .methodLen = 3,
                                           .pPath = path,
                                           .pathLen = sizeof path - 1u,
                                           .pHost = host,
                                           .hostLen = sizeof host - 1u,
                                           .reqFlags = HTTP_REQUEST_KEEP_ALIVE_FLAG};
    struct NetworkContext network = {0};
    const TransportInterface_t transport = {
        .recv = receive, .send = send_all, .pNetworkContext = &network};
    HTTPRequestHeaders_t headers = {.pBuffer = request, .bufferLen = sizeof request};
    HTTPResponse_t response = {.pBuffer = memory, .bufferLen = sizeof memory};
    const char *value;
    size_t length;

    START(build_get_range);
    HTTPStatus_t status = HTTPClient_InitializeRequestHeaders(&headers, &info);
    status |= HTTPClient_AddRangeHeader(&headers, 4096, 4111);
    END(build_get_range);
    must(status == HTTPSuccess);

    START(exchange_1k);
    status = HTTPClient_Send(&transport, &headers, NULL, 0, &response, 0);
    END(exchange_1k);
    must(status == HTTPSuccess && response.bodyLen == 16 && response.headerCount == 22);

    START(read_header);
    status = HTTPClient_ReadHeader(&response, "x-server-side-encryption", 24, &value, &length);
    END(read_header);
    must(status == HTTPSuccess && length == 6);
}
