/* SPDX-License-Identifier: MIT */
/* What could be read in two ways, or not at all: refused, in pieces of every size. */
#include "http_wire.h"
#include "test.h"

#define OK      "HTTP/1.1 200 OK\r\n"
#define CHUNKED OK "Transfer-Encoding: chunked\r\n\r\n"
#define EXTRA   HTTPSecurityAlertExtraneousResponseData
#define CHUNK   HTTPSecurityAlertInvalidChunkHeader
#define VERSION HTTPSecurityAlertInvalidProtocolVersion
#define CODE    HTTPSecurityAlertInvalidStatusCode
#define BYTE    HTTPSecurityAlertInvalidCharacter
#define LENGTH  HTTPSecurityAlertInvalidContentLength
#define CASE(want, text)                                                                           \
    {                                                                                              \
        want, text, sizeof(text) - 1u                                                              \
    }

static const struct {
    HTTPStatus_t want;
    const char *text;
    size_t length;
} cases[] = {
    /* two lengths, or one that is none */
    CASE(LENGTH, OK "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!"),
    CASE(LENGTH, OK "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello"),
    CASE(LENGTH, OK "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    CASE(LENGTH, OK "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
    CASE(LENGTH, OK "Content-Length: 5, 5\r\n\r\nhello"),
    CASE(LENGTH, OK "Content-Length: +5\r\n\r\nhello"),
    CASE(LENGTH, OK "Content-Length: -5\r\n\r\nhello"),
    CASE(LENGTH, OK "Content-Length: 0x5\r\n\r\nhello"),
    CASE(LENGTH, OK "Content-Length: 5 5\r\n\r\nhello"),
    CASE(LENGTH, OK "Content-Length:\r\n\r\nhello"),
    CASE(LENGTH, OK "Content-Length: 18446744073709551616\r\n\r\nx"),
    CASE(LENGTH, OK "Content-Length: 99999999999999999999999999\r\n\r\nx"),
    /* codings */
    CASE(HTTPInvalidResponse, OK "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n"),
    CASE(HTTPInvalidResponse, OK "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    CASE(HTTPInvalidResponse, OK "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    CASE(HTTPInvalidResponse, OK "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 "0\r\n\r\n"),
    CASE(HTTPInvalidResponse, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    /* chunks */
    CASE(CHUNK, CHUNKED "\r\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "x\r\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "-5\r\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED " 5\r\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "5 5\r\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "0x5\r\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "5\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "5;a\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "5;\0\r\nhello\r\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "5\r\nhello0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "5\r\nhello\n0\r\n\r\n"),
    CASE(CHUNK, CHUNKED "10000000000000000\r\nhello"),
    CASE(CHUNK, CHUNKED "5;a\rb\r\nhello\r\n0\r\n\r\n"),
    CASE(BYTE, CHUNKED "0\r\n folded: x\r\n\r\n"),
    CASE(EXTRA, CHUNKED "0\r\n\r\nHTTP"),
    /* lines */
    CASE(BYTE, OK "A: b\r\n c\r\n\r\n"),
    CASE(BYTE, OK "A: b\r\n\tc\r\n\r\n"),
    CASE(BYTE, OK " A: b\r\n\r\n"),
    CASE(BYTE, OK "A : b\r\n\r\n"),
    CASE(BYTE, OK "A b\r\n\r\n"),
    CASE(BYTE, OK ": b\r\n\r\n"),
    CASE(BYTE, OK "A\xC3\xA4: b\r\n\r\n"),
    CASE(BYTE, OK "A: b\0c\r\n\r\n"),
    CASE(BYTE, OK "A: b\x7f\r\n\r\n"),
    CASE(BYTE, OK "A: b\x01\r\n\r\n"),
    CASE(BYTE, OK "A: b\nC: d\r\n\r\n"),
    CASE(BYTE, OK "A: b\rC: d\r\n\r\n"),
    CASE(BYTE, OK "A: b\r\r\n\r\n"),
    CASE(BYTE, OK "\rA: b\r\n\r\n"),
    CASE(BYTE, "HTTP/1.1 200 O\0K\r\n\r\n"),
    CASE(BYTE, "HTTP/1.1 200 OK\n\n"),
    /* what is no HTTP/1 */
    CASE(VERSION, "HTTP/2.0 200 OK\r\n\r\n"),
    CASE(VERSION, "HTTP/1.2 200 OK\r\n\r\n"),
    CASE(VERSION, "HTTP/11 200 OK\r\n\r\n"),
    CASE(VERSION, "http/1.1 200 OK\r\n\r\n"),
    CASE(VERSION, "ICY 200 OK\r\n\r\n"),
    CASE(VERSION, "\r\nHTTP/1.1 200 OK\r\n\r\n"),
    CASE(VERSION, "\n"),
    CASE(CODE, "HTTP/1.1 20 OK\r\n\r\n"),
    CASE(CODE, "HTTP/1.1 2000 OK\r\n\r\n"),
    CASE(CODE, "HTTP/1.1 099 OK\r\n\r\n"),
    CASE(CODE, "HTTP/1.1 2x0 OK\r\n\r\n"),
    CASE(CODE, "HTTP/1.1  200 OK\r\n\r\n"),
    CASE(CODE, "HTTP/1.1 \r\n\r\n"),
    CASE(CODE, "HTTP/1.1\t200 OK\r\n\r\n"),
    /* bytes nobody asked for */
    CASE(EXTRA, OK "Content-Length: 5\r\n\r\nhello!"),
    CASE(EXTRA, OK "Content-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
    CASE(EXTRA, "HTTP/1.1 204 OK\r\nContent-Length: 1\r\n\r\nx"),
};

static void a_malformed_response_is_refused_in_pieces_of_any_size(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_case = cases[i].text;
        for (size_t step = 1; step <= cases[i].length; step++) {
            http_wire_begin(cases[i].text, cases[i].length);
            http_wire.in_step = step;
            const HTTPStatus_t status = http_receive("GET", 512);
            /* Where the pieces end with the response, nothing extraneous has been seen. */
            if (cases[i].want != EXTRA || status != HTTPSuccess) {
                CHECK_EQ(status, cases[i].want);
            }
        }
        http_wire_begin(cases[i].text, cases[i].length);
        CHECK_EQ(http_receive("GET", 512), cases[i].want);
    }
}

static void a_body_behind_the_answer_to_head_is_extraneous(void)
{
    static const char text[] = OK "Content-Length: 1\r\n\r\nx";

    http_wire_begin(text, sizeof text - 1);
    CHECK_EQ(http_receive("HEAD", 128), EXTRA);
}

static void every_byte_in_every_place_is_taken_or_refused(void)
{
    char text[] =
        "HTTP/1.1 200 OK\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n";

    for (size_t place = 0; place < sizeof text - 1; place++) {
        const char right = text[place];
        for (int byte = 0; byte < 256; byte++) {
            text[place] = (char)byte;
            http_wire_begin(text, sizeof text - 1);
            const HTTPStatus_t status = http_receive("GET", sizeof text);
            CHECK_EQ(status <= HTTPSecurityAlertResponseHeadersSizeLimitExceeded, 1);
            CHECK_EQ(status != HTTPSuccess || http_response.bodyLen <= 1 ||
                         http_response.respFlags == HTTP_RESPONSE_CONNECTION_CLOSE_FLAG,
                     1);
        }
        text[place] = right;
    }
}

static void endless_headers_end_at_the_limit(void)
{
    static const char *const lines[] = {"A: b\r\n", "HTTP/1.1 100 \r\n\r\n", "A: no end of line"};
    char text[2 * HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES];

    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        test_case = lines[i];
        size_t length = (size_t)sprintf(text, "%s", i == 1 ? "" : OK);
        while (length + strlen(lines[i]) < sizeof text) {
            memcpy(text + length, lines[i], strlen(lines[i]));
            length += strlen(lines[i]);
        }
        for (size_t step = 1; step < 2000; step += 77) {
            http_wire_begin(text, length);
            http_wire.in_step = step;
            CHECK_EQ(http_receive("GET", sizeof text),
                     HTTPSecurityAlertResponseHeadersSizeLimitExceeded);
        }
    }
}

static void headers_at_the_limit_are_taken(void)
{
    char text[HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES + 8];
    const size_t limit = HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES;

    for (size_t over = 0; over < 2; over++) {
        size_t length = (size_t)sprintf(text, OK "Content-Length: 0\r\nA: ");
        memset(text + length, 'x', sizeof text - length);
        memcpy(text + limit + over - 4, "\r\n\r\n", 4);
        http_wire_begin(text, limit + over);
        CHECK_EQ(http_receive("GET", sizeof text),
                 over ? HTTPSecurityAlertResponseHeadersSizeLimitExceeded : HTTPSuccess);
    }
}

int main(void)
{
    RUN(a_malformed_response_is_refused_in_pieces_of_any_size);
    RUN(a_body_behind_the_answer_to_head_is_extraneous);
    RUN(every_byte_in_every_place_is_taken_or_refused);
    RUN(endless_headers_end_at_the_limit);
    RUN(headers_at_the_limit_are_taken);
    free(http_response.pBuffer);
    return 0;
}
