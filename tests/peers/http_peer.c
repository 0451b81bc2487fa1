/* SPDX-License-Identifier: MIT */
/* libs/http against Python's http.server: `http_peer PORT`. run_http_peer.py has the other half. */
#include <string.h>

#include "core_http_client.h"
#include "socket_stream.h"
#include "test.h"

#define FILE_BYTES 3000u

static int port;
static struct NetworkContext network;
static TransportInterface_t transport;
static uint8_t request[512];
static uint8_t memory[8192];
static HTTPRequestHeaders_t headers;
static HTTPResponse_t response;

/* The file of the server: byte n is n * n + 7, as letters. */
static void check_file(const uint8_t *bytes, size_t from, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        CHECK_EQ(bytes[i], 'a' + ((from + i) * (from + i) + 7) % 26);
    }
}

static void begin(const char *method, const char *path)
{
    const HTTPRequestInfo_t info = {.pMethod = method,
                                    .methodLen = strlen(method),
                                    .pPath = path,
                                    .pathLen = strlen(path),
                                    .pHost = "127.0.0.1",
                                    .hostLen = 9,
                                    .reqFlags = HTTP_REQUEST_KEEP_ALIVE_FLAG};

    headers = (HTTPRequestHeaders_t){.pBuffer = request, .bufferLen = sizeof request};
    response = (HTTPResponse_t){
        .pBuffer = memory, .bufferLen = sizeof memory, .getTime = socket_stream_now};
    CHECK_EQ(HTTPClient_InitializeRequestHeaders(&headers, &info), HTTPSuccess);
}

static HTTPStatus_t exchange(const char *body)
{
    return HTTPClient_Send(&transport, &headers, (const uint8_t *)body,
                           body != NULL ? strlen(body) : 0, &response, 0);
}

static void a_file_arrives_by_its_length(void)
{
    begin("GET", "/file");
    CHECK_EQ(exchange(NULL), HTTPSuccess);
    CHECK_EQ(response.statusCode, 200);
    CHECK_EQ(response.contentLength, FILE_BYTES);
    CHECK_EQ(response.bodyLen, FILE_BYTES);
    check_file(response.pBody, 0, FILE_BYTES);
}

static void a_file_arrives_in_chunks(void)
{
    begin("GET", "/chunked");
    CHECK_EQ(exchange(NULL), HTTPSuccess);
    CHECK_EQ(response.bodyLen, FILE_BYTES);
    check_file(response.pBody, 0, FILE_BYTES);
}

static void a_file_arrives_in_ranges_over_one_connection(void)
{
    for (size_t from = 0; from < FILE_BYTES; from += 700) {
        const char *range;
        size_t length;
        begin("GET", "/file");
        CHECK_EQ(HTTPClient_AddRangeHeader(&headers, (int32_t)from, (int32_t)from + 699),
                 HTTPSuccess);
        CHECK_EQ(exchange(NULL), HTTPSuccess);
        CHECK_EQ(response.statusCode, 206);
        const size_t want = FILE_BYTES - from < 700 ? FILE_BYTES - from : 700;
        CHECK_EQ(response.bodyLen, want);
        check_file(response.pBody, from, want);
        CHECK_EQ(HTTPClient_ReadHeader(&response, "content-range", 13, &range, &length),
                 HTTPSuccess);
        CHECK_EQ(memcmp(range, "bytes ", 6), 0);
    }
}

static void head_brings_no_body(void)
{
    begin("HEAD", "/file");
    CHECK_EQ(exchange(NULL), HTTPSuccess);
    CHECK_EQ(response.contentLength, FILE_BYTES);
    CHECK_EQ(response.bodyLen, 0);
}

static void a_body_goes_there_and_back(void)
{
    begin("PUT", "/echo");
    CHECK_EQ(exchange("hello, server"), HTTPSuccess);
    CHECK_EQ(response.bodyLen, 13);
    CHECK_EQ(memcmp(response.pBody, "hello, server", 13), 0);
}

static void a_body_waits_for_the_server_to_ask(void)
{
    static const uint8_t body[] = "later";

    begin("POST", "/echo");
    CHECK_EQ(HTTPClient_AddHeader(&headers, "Expect", 6, "100-continue", 12), HTTPSuccess);
    CHECK_EQ(HTTPClient_SendHttpHeaders(&transport, socket_stream_now, &headers, 5, 0),
             HTTPSuccess);
    HTTPStatus_t status;
    do { /* the server may take its time */
        status = HTTPClient_ReceiveAndParseHttpResponse(&transport, &response, &headers);
    } while (status == HTTPNoResponse);
    CHECK_EQ(status, HTTPSuccess);
    CHECK_EQ(response.statusCode, 100);
    CHECK_EQ(HTTPClient_SendHttpData(&transport, socket_stream_now, body, 5), HTTPSuccess);
    do {
        status = HTTPClient_ReceiveAndParseHttpResponse(&transport, &response, &headers);
    } while (status == HTTPNoResponse);
    CHECK_EQ(status, HTTPSuccess);
    CHECK_EQ(response.statusCode, 200);
    CHECK_EQ(memcmp(response.pBody, "later", 5), 0);
}

static void what_is_not_there_is_404(void)
{
    begin("GET", "/nowhere");
    CHECK_EQ(exchange(NULL), HTTPSuccess);
    CHECK_EQ(response.statusCode, 404);
    CHECK_EQ(response.bodyLen, response.contentLength);
    CHECK_EQ(response.respFlags, HTTP_RESPONSE_CONNECTION_CLOSE_FLAG);
    socket_stream_close(&network);
    transport = socket_stream_open(&network, port);
}

static void a_file_may_end_with_the_connection(void)
{
    begin("GET", "/close");
    CHECK_EQ(exchange(NULL), HTTPSuccess);
    CHECK_EQ(response.bodyLen, FILE_BYTES);
    check_file(response.pBody, 0, FILE_BYTES);
    CHECK_EQ(response.respFlags & HTTP_RESPONSE_CONNECTION_CLOSE_FLAG, 1);
}

int main(int count, char **words)
{
    port = count > 1 ? atoi(words[1]) : 0;
    transport = socket_stream_open(&network, port);
    RUN(a_file_arrives_by_its_length);
    RUN(a_file_arrives_in_chunks);
    RUN(a_file_arrives_in_ranges_over_one_connection);
    RUN(head_brings_no_body);
    RUN(a_body_goes_there_and_back);
    RUN(a_body_waits_for_the_server_to_ask);
    RUN(what_is_not_there_is_404);
    RUN(a_file_may_end_with_the_connection);
    socket_stream_close(&network);
    return 0;
}
