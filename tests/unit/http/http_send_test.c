/* SPDX-License-Identifier: MIT */
#include "http_wire.h"
#include "test.h"

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"

static uint8_t memory[256];
static HTTPRequestHeaders_t headers;
static HTTPResponse_t response;
static uint8_t answer[256];

static void begin(size_t room)
{
    const HTTPRequestInfo_t info = {.pMethod = "PUT",
                                    .methodLen = 3,
                                    .pHost = "h",
                                    .hostLen = 1,
                                    .reqFlags = HTTP_REQUEST_NO_USER_AGENT_FLAG};

    headers = (HTTPRequestHeaders_t){.pBuffer = memory, .bufferLen = sizeof memory};
    CHECK_EQ(HTTPClient_InitializeRequestHeaders(&headers, &info), HTTPSuccess);
    headers.bufferLen = headers.headersLen + room;
    response = (HTTPResponse_t){.pBuffer = answer, .bufferLen = sizeof answer};
    http_wire_begin(ANSWER, sizeof ANSWER - 1u);
    http_now = UINT32_MAX - 3; /* the clock wraps on the way */
}

static HTTPStatus_t send_body(const char *body, uint32_t flags)
{
    return HTTPClient_Send(&http_transport, &headers, (const uint8_t *)body,
                           body != NULL ? strlen(body) : 0, &response, flags);
}

static void check_sent(const char *want)
{
    CHECK_EQ(http_wire.out_length, strlen(want));
    CHECK_EQ(memcmp(http_wire.out, want, strlen(want)), 0);
}

static void a_body_goes_behind_headers_with_its_length(void)
{
    begin(64);
    CHECK_EQ(send_body("hello", 0), HTTPSuccess);
    check_sent("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
    CHECK_EQ(response.statusCode, 200);
    CHECK_EQ(response.bodyLen, 2);
    begin(64);
    CHECK_EQ(send_body(NULL, 0), HTTPSuccess);
    check_sent("PUT / HTTP/1.1\r\nHost: h\r\n\r\n");
    begin(64);
    CHECK_EQ(send_body("hello", HTTP_SEND_DISABLE_CONTENT_LENGTH_FLAG), HTTPSuccess);
    check_sent("PUT / HTTP/1.1\r\nHost: h\r\n\r\nhello");
}

static void no_room_for_the_length_sends_nothing(void)
{
    begin(strlen("Content-Length: 5\r\n") - 1);
    CHECK_EQ(send_body("hello", 0), HTTPInsufficientMemory);
    CHECK_EQ(http_wire.out_length, 0);
}

static void the_request_may_lie_in_the_buffer_of_the_response(void)
{
    begin(64);
    response.pBuffer = memory;
    response.bufferLen = sizeof memory;
    CHECK_EQ(send_body("hello", 0), HTTPSuccess);
    CHECK_EQ(memcmp(response.pBody, "hi", 2), 0);
}

static void a_slow_transport_gets_every_byte(void)
{
    begin(64);
    http_wire.out_step = 1;
    response.getTime = http_clock;
    CHECK_EQ(send_body("hello", 0), HTTPSuccess);
    check_sent("PUT / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
}

static void a_transport_that_takes_no_more_ends_the_request(void)
{
    for (size_t room = 0; room < 48; room++) {
        for (int32_t end = -1; end <= 0; end++) {
            for (int timed = 0; timed < 2; timed++) {
                begin(64);
                response.getTime = timed ? http_clock : NULL;
                http_wire.out_room = room;
                http_wire.out_end = end;
                CHECK_EQ(send_body("hello", 0), HTTPNetworkError);
                CHECK_EQ(http_wire.out_length, room);
                CHECK_EQ(http_now - (UINT32_MAX - 3) < HTTP_SEND_RETRY_TIMEOUT_MS + 100u, 1);
            }
        }
    }
}

static int32_t boast(NetworkContext_t *wire, const void *bytes, size_t length)
{
    (void)wire;
    (void)bytes;
    return (int32_t)length + 1;
}

static void a_transport_that_says_more_than_it_was_given_is_broken(void)
{
    TransportInterface_t liar = http_transport;

    begin(64);
    liar.send = boast;
    CHECK_EQ(HTTPClient_Send(&liar, &headers, NULL, 0, &response, 0), HTTPNetworkError);
}

static void a_missing_argument_sends_nothing(void)
{
    TransportInterface_t half = http_transport;

    begin(64);
    CHECK_EQ(HTTPClient_Send(NULL, &headers, NULL, 0, &response, 0), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_Send(&http_transport, NULL, NULL, 0, &response, 0), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_Send(&http_transport, &headers, NULL, 0, NULL, 0), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_Send(&http_transport, &headers, NULL, 5, &response, 0),
             HTTPInvalidParameter);
    half.recv = NULL;
    CHECK_EQ(HTTPClient_Send(&half, &headers, NULL, 0, &response, 0), HTTPInvalidParameter);
    half = http_transport;
    half.send = NULL;
    CHECK_EQ(HTTPClient_Send(&half, &headers, NULL, 0, &response, 0), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_SendHttpData(&half, http_clock, memory, 1), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_SendHttpData(&http_transport, NULL, memory, 1), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_SendHttpData(&http_transport, http_clock, NULL, 1), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_SendHttpData(&http_transport, http_clock, memory, 0), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_SendHttpHeaders(&http_transport, NULL, &headers, 0, 0),
             HTTPInvalidParameter);
    response.bufferLen = 0;
    CHECK_EQ(HTTPClient_Send(&http_transport, &headers, NULL, 0, &response, 0),
             HTTPInvalidParameter);
    headers.headersLen = headers.bufferLen + 1;
    CHECK_EQ(HTTPClient_SendHttpHeaders(&http_transport, http_clock, &headers, 0, 0),
             HTTPInvalidParameter);
    headers.headersLen = 3;
    CHECK_EQ(HTTPClient_SendHttpHeaders(&http_transport, http_clock, &headers, 0, 0),
             HTTPInvalidParameter);
    CHECK_EQ(http_wire.out_length, 0);
}

int main(void)
{
    RUN(a_body_goes_behind_headers_with_its_length);
    RUN(no_room_for_the_length_sends_nothing);
    RUN(the_request_may_lie_in_the_buffer_of_the_response);
    RUN(a_slow_transport_gets_every_byte);
    RUN(a_transport_that_takes_no_more_ends_the_request);
    RUN(a_transport_that_says_more_than_it_was_given_is_broken);
    RUN(a_missing_argument_sends_nothing);
    return 0;
}
