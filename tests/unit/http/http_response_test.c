/* SPDX-License-Identifier: MIT */
/* Proper responses: each is received in pieces of every size, and in exactly its own room. */
#include "http_wire.h"
#include "test.h"

#define OK         "HTTP/1.1 200 OK\r\n"
#define CLOSES     HTTP_RESPONSE_CONNECTION_CLOSE_FLAG
#define KEEPS      HTTP_RESPONSE_CONNECTION_KEEP_ALIVE_FLAG
#define STREAM_END (-1)

struct proper {
    const char *text;
    const char *body; /* NULL: none */
    uint16_t status;
    size_t fields;
    size_t length;
    uint32_t flags;
    const char *method; /* NULL: GET */
    size_t interim;     /* bytes of interim responses in front */
};

static const struct proper propers[] = {
    {OK "Content-Length: 5\r\n\r\nhello", "hello", 200, 1, 5, 0, NULL, 0},
    {OK "Content-Length: 0\r\n\r\n", NULL, 200, 1, 0, 0, NULL, 0},
    {OK "content-LENGTH:\t 005 \t\r\n\r\nhello", "hello", 200, 1, 5, 0, NULL, 0},
    {"HTTP/1.1 404\r\nContent-Length: 1\r\n\r\nx", "x", 404, 1, 1, 0, NULL, 0},
    {"HTTP/1.1 503 \r\nContent-Length: 1\r\n\r\nx", "x", 503, 1, 1, 0, NULL, 0},
    {"HTTP/1.0 200 \xC3\xA4\r\nA:\r\nContent-Length: 1\r\n\r\nx", "x", 200, 2, 1, 0, NULL, 0},
    {OK "Connection: close\r\nContent-Length: 1\r\n\r\nx", "x", 200, 2, 1, CLOSES, NULL, 0},
    {OK "Connection: Keep-Alive , x\r\nContent-Length: 1\r\n\r\nx", "x", 200, 2, 1, KEEPS, NULL, 0},
    {"HTTP/1.1 204 None\r\nContent-Length: 7\r\n\r\n", NULL, 204, 1, 7, 0, NULL, 0},
    {"HTTP/1.1 304 Same\r\nContent-Length: 7\r\n\r\n", NULL, 304, 1, 7, 0, NULL, 0},
    {"HTTP/1.1 101 Switching\r\nA: b\r\n\r\n", NULL, 101, 1, 0, 0, NULL, 0},
    {OK "Content-Length: 999\r\n\r\n", NULL, 200, 1, 999, 0, "HEAD", 0},
    {OK "Transfer-Encoding: chunked\r\n\r\n", NULL, 200, 1, 0, 0, "HEAD", 0},
    {OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", "hello", 200, 1, 0, 0, NULL,
     0},
    {OK "Transfer-Encoding: Chunked\r\n\r\n2;a=\"b\"\r\nhe\r\n003 ;c\r\nllo\r\n00\r\nX: y\r\n\r\n",
     "hello", 200, 1, 0, 0, NULL, 0},
    {OK "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", NULL, 200, 1, 0, 0, NULL, 0},
    {OK "Transfer-Encoding: "
        "chunked\r\n\r\n1A\r\nabcdefghijklmnopqrstuvwxyz\r\na\r\n0123456789\r\n0\r\n"
        "Content-Length: 1\r\nTransfer-Encoding: x\r\n\r\n",
     "abcdefghijklmnopqrstuvwxyz0123456789", 200, 1, 0, 0, NULL, 0},
    {"HTTP/1.1 100 Continue\r\n\r\n" OK "Content-Length: 1\r\n\r\nx", "x", 200, 1, 1, 0, NULL, 25},
    {"HTTP/1.1 103 Hints\r\nLink: a\r\nContent-Length: 4\r\n\r\nHTTP/1.1 100 \r\n\r\n" OK
     "Content-Length: 1\r\n\r\nx",
     "x", 200, 1, 1, 0, NULL, 67},
    {"HTTP/1.1 206 Part\r\nContent-Range: bytes 0-1/9\r\nContent-Length: 2\r\n\r\nab", "ab", 206, 2,
     2, 0, NULL, 0},
    {"HTTP/1.1 200 OK\r\n\r\nall of it", "all of it", 200, 0, 0, CLOSES, NULL, 0},
    {"HTTP/1.0 200 OK\r\nA: b\r\n\r\n", NULL, 200, 1, 0, CLOSES, NULL, 0},
};

#define EACH(p)                                                                                    \
    for (const struct proper *p = propers;                                                         \
         p < propers + sizeof propers / sizeof *propers && (test_case = p->text) != NULL; p++)

static void check(const struct proper *proper, HTTPStatus_t status)
{
    const size_t length = proper->body != NULL ? strlen(proper->body) : 0;

    CHECK_EQ(status, HTTPSuccess);
    CHECK_EQ(http_response.statusCode, proper->status);
    CHECK_EQ(http_response.headerCount, proper->fields);
    CHECK_EQ(http_response.contentLength, proper->length);
    CHECK_EQ(http_response.respFlags, proper->flags);
    CHECK_EQ(http_response.areHeadersComplete, true);
    CHECK_EQ(http_response.bodyLen, length);
    CHECK_EQ(http_response.pBody == NULL, length == 0);
    CHECK_EQ(length > 0 && memcmp(http_response.pBody, proper->body, length) != 0, 0);
    CHECK_EQ(http_response.pHeaders == NULL, proper->fields == 0);
    if (proper->fields > 0) {
        const char *const line = strchr(proper->text + proper->interim, '\n') + 1;
        const char *const end = strstr(line, "\r\n\r\n");
        CHECK_EQ(http_response.pHeaders - http_response.pBuffer, line - proper->text);
        CHECK_EQ(http_response.headersLen <= (size_t)(end - line), 1);
        CHECK_EQ(memcmp(http_response.pHeaders, line, http_response.headersLen), 0);
    }
}

static HTTPStatus_t receive(const struct proper *proper, size_t step, size_t room)
{
    http_wire_begin(proper->text, strlen(proper->text));
    http_wire.in_step = step;
    http_wire.end = STREAM_END;
    return http_receive(proper->method != NULL ? proper->method : "GET", room);
}

static void a_response_is_the_same_in_pieces_of_any_size(void)
{
    EACH(proper)
    {
        const size_t size = strlen(proper->text);
        for (size_t step = 1; step <= size; step++) {
            check(proper, receive(proper, step, 512));
            /* One byte of room to see the end of the stream, where only that ends the body. */
            check(proper, receive(proper, step, size + 1));
        }
    }
}

static void waiting_for_bytes_costs_nothing_but_time(void)
{
    EACH(proper)
    {
        http_wire_begin(proper->text, strlen(proper->text));
        http_wire.in_step = 3;
        http_wire.end = STREAM_END;
        http_wire.empty = HTTP_RECV_RETRY_TIMEOUT_MS - 2u;
        http_now = UINT32_MAX - 5u;
        http_response.getTime = http_clock;
        check(proper, http_receive(proper->method != NULL ? proper->method : "GET", 512));
        http_response.getTime = NULL;
    }
}

static void a_response_cut_anywhere_is_partial(void)
{
    EACH(proper)
    {
        for (size_t cut = 0; cut < strlen(proper->text); cut++) {
            http_wire_begin(proper->text, cut);
            const HTTPStatus_t status =
                http_receive(proper->method != NULL ? proper->method : "GET", 512);
            if (status != HTTPSuccess) {
                CHECK_EQ(status, cut == 0 ? HTTPNoResponse : HTTPPartialResponse);
            } else {
                CHECK_EQ(http_response.statusCode < 200, 1); /* an interim one, and only that */
            }
        }
    }
}

static void a_stream_that_ends_early_is_an_error(void)
{
    EACH(proper)
    {
        const char *const body = strstr(proper->text + proper->interim, "\r\n\r\n") + 4;
        const bool by_close = (proper->flags & CLOSES) != 0 && proper->length == 0;
        const size_t end = by_close ? (size_t)(body - proper->text) : strlen(proper->text);
        for (size_t cut = 0; cut < end; cut++) {
            http_wire_begin(proper->text, cut);
            http_wire.end = STREAM_END;
            CHECK_EQ(http_receive(proper->method != NULL ? proper->method : "GET", 512),
                     HTTPNetworkError);
        }
    }
}

static void a_response_longer_than_its_room_says_so(void)
{
    for (size_t room = 1; room < strlen(propers[0].text); room++) {
        CHECK_EQ(receive(&propers[0], SIZE_MAX, room), HTTPInsufficientMemory);
    }
    CHECK_EQ(receive(&propers[0], SIZE_MAX, strlen(propers[0].text) - 1), HTTPInsufficientMemory);
    CHECK_EQ(http_response.statusCode, 200);
    CHECK_EQ(http_response.bodyLen, 4);
}

static void the_frames_of_chunks_need_no_room_of_their_own(void)
{
    static const char text[] =
        OK "Transfer-Encoding: chunked\r\n\r\n"
           "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n1\r\nd\r\n1\r\ne\r\n1\r\nf\r\n1\r\n"
           "g\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n";
    const size_t head = (size_t)(strstr(text, "\r\n\r\n") + 4 - text);

    http_wire_begin(text, sizeof text - 1);
    CHECK_EQ(http_receive("GET", head + 9 + 5), HTTPSuccess);
    CHECK_EQ(http_response.bodyLen, 9);
    CHECK_EQ(memcmp(http_response.pBody, "abcdefghi", 9), 0);
    http_wire_begin(text, sizeof text - 1);
    CHECK_EQ(http_receive("GET", head + 9), HTTPInsufficientMemory);
}

static void an_interim_response_alone_is_the_result(void)
{
    static const char text[] = "HTTP/1.1 100 Continue\r\n\r\n";

    http_wire_begin(text, sizeof text - 1);
    CHECK_EQ(http_receive("PUT", 128), HTTPSuccess);
    CHECK_EQ(http_response.statusCode, 100);
    CHECK_EQ(http_response.areHeadersComplete, false);
}

static size_t told_fields;
static char told[128];

static void on_field(void *context, const char *field, size_t field_length, const char *value,
                     size_t value_length, uint16_t status)
{
    CHECK_EQ(context == &told_fields, 1);
    CHECK_EQ(status, 200);
    told_fields++;
    strncat(told, field, field_length);
    strcat(told, "=");
    strncat(told, value, value_length);
    strcat(told, "|");
}

static void the_callback_sees_each_field_once(void)
{
    static const char text[] = "HTTP/1.1 103 Hints\r\nNo: no\r\n\r\n" OK
                               "A: 1\r\nBb:  two words \r\nC:\r\nTransfer-Encoding: chunked\r\n\r\n"
                               "0\r\nTrailer: no\r\n\r\n";
    HTTPClient_ResponseHeaderParsingCallback_t callback = {on_field, &told_fields};

    http_response.pHeaderParsingCallback = &callback;
    for (size_t step = 1; step < sizeof text; step++) {
        http_wire_begin(text, sizeof text - 1);
        http_wire.in_step = step;
        told_fields = 0;
        told[0] = '\0';
        CHECK_EQ(http_receive("GET", 256), HTTPSuccess);
        CHECK_EQ(told_fields, 4);
        CHECK_EQ(http_response.headerCount, 4);
        CHECK_EQ(strcmp(told, "A=1|Bb=two words|C=|Transfer-Encoding=chunked|"), 0);
    }
    http_response.pHeaderParsingCallback = NULL;
}

static void the_body_can_be_left_to_the_application(void)
{
    static const char text[] = OK "Transfer-Encoding: chunked\r\n\r\n5\r\nhel";

    http_response.respOptionFlags = HTTP_RESPONSE_DO_NOT_PARSE_BODY_FLAG;
    http_wire_begin(text, sizeof text - 1);
    CHECK_EQ(http_receive("GET", 256), HTTPSuccess);
    CHECK_EQ(http_response.bodyLen, 6);
    CHECK_EQ(memcmp(http_response.pBody, "5\r\nhel", 6), 0);
    http_wire_begin(text, sizeof text - 1 - 6);
    CHECK_EQ(http_receive("GET", 256), HTTPSuccess);
    CHECK_EQ(http_response.pBody == NULL && http_response.bodyLen == 0, 1);
    http_response.respOptionFlags = 0;
}

static int32_t boast(NetworkContext_t *wire, void *bytes, size_t length)
{
    (void)wire;
    (void)bytes;
    return (int32_t)length + 1;
}

static void a_transport_that_says_more_than_it_was_asked_for_is_broken(void)
{
    TransportInterface_t liar = http_transport;
    uint8_t memory[64];
    const HTTPRequestHeaders_t headers = {memory, sizeof memory, 0};
    HTTPResponse_t response = {.pBuffer = memory, .bufferLen = sizeof memory};

    liar.recv = boast;
    CHECK_EQ(HTTPClient_ReceiveAndParseHttpResponse(&liar, &response, &headers), HTTPNetworkError);
}

static void a_missing_argument_is_refused(void)
{
    uint8_t memory[8];
    const HTTPRequestHeaders_t headers = {memory, sizeof memory, 0};
    HTTPResponse_t response = {.pBuffer = memory, .bufferLen = sizeof memory};
    TransportInterface_t half = http_transport;

    CHECK_EQ(HTTPClient_ReceiveAndParseHttpResponse(NULL, &response, &headers),
             HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_ReceiveAndParseHttpResponse(&http_transport, NULL, &headers),
             HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_ReceiveAndParseHttpResponse(&http_transport, &response, NULL),
             HTTPInvalidParameter);
    half.recv = NULL;
    CHECK_EQ(HTTPClient_ReceiveAndParseHttpResponse(&half, &response, &headers),
             HTTPInvalidParameter);
    response.bufferLen = 0;
    CHECK_EQ(HTTPClient_ReceiveAndParseHttpResponse(&http_transport, &response, &headers),
             HTTPInvalidParameter);
}

int main(void)
{
    RUN(a_response_is_the_same_in_pieces_of_any_size);
    RUN(waiting_for_bytes_costs_nothing_but_time);
    RUN(a_response_cut_anywhere_is_partial);
    RUN(a_stream_that_ends_early_is_an_error);
    RUN(a_response_longer_than_its_room_says_so);
    RUN(the_frames_of_chunks_need_no_room_of_their_own);
    RUN(an_interim_response_alone_is_the_result);
    RUN(the_callback_sees_each_field_once);
    RUN(the_body_can_be_left_to_the_application);
    RUN(a_transport_that_says_more_than_it_was_asked_for_is_broken);
    RUN(a_missing_argument_is_refused);
    free(http_response.pBuffer);
    return 0;
}
