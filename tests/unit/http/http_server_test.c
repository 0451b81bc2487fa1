/* SPDX-License-Identifier: MIT */
#include "http_server.h"

#include <string.h>

#include "exact.h"
#include "test.h"

#define SIZE  512u
#define HOST  "Host: 192.168.4.1\r\n"
#define FIRST "GET / HTTP/1.1\r\n"

static char *memory;
static struct http_server_request request;

/* All of it, `step` bytes at a time; the last result. */
static unsigned give(const char *text, size_t length, size_t size, size_t step)
{
    unsigned status = HTTP_SERVER_MORE;

    free(memory);
    memory = malloc(size);
    http_server_begin(&request, memory, size);
    while (length > 0 && status == HTTP_SERVER_MORE) {
        char *at;
        size_t part = http_server_room(&request, &at);
        part = part < step ? part : step;
        part = part < length ? part : length;
        memcpy(at, text, part);
        status = http_server_feed(&request, part);
        text += part;
        length -= part;
    }
    return status;
}

static unsigned given(const char *text)
{
    const unsigned status = give(text, strlen(text), SIZE, SIZE);

    CHECK_EQ(give(text, strlen(text), SIZE, 1), status);
    return status;
}

static bool is(struct lib_text text, const char *wanted)
{
    return text.length == strlen(wanted) && memcmp(text.at, wanted, text.length) == 0;
}

static void a_request_is_taken_apart_however_it_is_cut(void)
{
    static const char text[] = "POST /join?a=1&b HTTP/1.1\r\nhost: 192.168.4.1:80\r\n"
                               "Content-Type:\t application/x-www-form-urlencoded \r\n"
                               "X-Other: \xC3\xA4 \"b\"\r\nCONTENT-LENGTH: 5\r\n\r\na=b&c";

    for (size_t step = 1; step < sizeof text; step++) {
        CHECK_EQ(give(text, sizeof text - 1, SIZE, step), HTTP_SERVER_COMPLETE);
        CHECK_EQ(is(request.method, "POST"), 1);
        CHECK_EQ(is(request.path, "/join"), 1);
        CHECK_EQ(is(request.query, "a=1&b"), 1);
        CHECK_EQ(is(request.host, "192.168.4.1:80"), 1);
        CHECK_EQ(is(request.content_type, "application/x-www-form-urlencoded"), 1);
        CHECK_EQ(is(request.body, "a=b&c"), 1);
    }
    CHECK_EQ(give(text, sizeof text - 2, SIZE, 7), HTTP_SERVER_MORE);
}

static void what_needs_no_body_is_complete_without_one(void)
{
    CHECK_EQ(given("GET / HTTP/1.0\r\n\r\n"), HTTP_SERVER_COMPLETE);
    CHECK_EQ(is(request.path, "/") && request.host.length == 0 && request.body.length == 0, 1);
    CHECK_EQ(given("\r\nHEAD /x HTTP/1.1\r\n" HOST "\r\n"), HTTP_SERVER_COMPLETE);
    CHECK_EQ(is(request.method, "HEAD"), 1);
    CHECK_EQ(given("GET /? HTTP/1.9\r\n" HOST "\r\nbehind the end"), HTTP_SERVER_COMPLETE);
    CHECK_EQ(is(request.query, ""), 1);
    CHECK_EQ(given("POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n"), HTTP_SERVER_COMPLETE);
}

static void the_host_of_the_first_line_counts(void)
{
    CHECK_EQ(given("GET HTTP://a.example:8080/b?c HTTP/1.1\r\n" HOST "\r\n"), HTTP_SERVER_COMPLETE);
    CHECK_EQ(is(request.host, "a.example:8080") && is(request.path, "/b"), 1);
}

static void each_bad_request_has_its_status(void)
{
    static const struct {
        const char *text;
        unsigned status;
    } cases[] = {
        {"\x16\x03\x01", 400}, /* TLS */
        {"\r\n\r\n", 400},
        {"GET\r\n", 400},
        {"GET /\r\n", 400},
        {"GET / HTTP/1.1\n", 400},
        {"GET  / HTTP/1.1\r\n", 400},
        {"GET /a b HTTP/1.1\r\n", 400},
        {"GET / HTTP/1.1 \r\n", 400},
        {"GET / http/1.1\r\n", 400},
        {"GET / HTTP/11\r\n", 400},
        {"GET / HTTP/1.1x\r\n", 400},
        {"GET / HTTP/2.0\r\n", 505},
        {"GET * HTTP/1.1\r\n", 400},
        {"GET a HTTP/1.1\r\n", 400},
        {"GET http://a HTTP/1.1\r\n", 400},
        {"GET /#a HTTP/1.1\r\n", 400},
        {"GET /\x80 HTTP/1.1\r\n", 400},
        {"G@T / HTTP/1.1\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400}, /* no host */
        {FIRST HOST HOST, 400},
        {FIRST "Host : a\r\n", 400},
        {FIRST HOST " folded: a\r\n", 400},
        {FIRST HOST "no colon\r\n", 400},
        {FIRST HOST "a: b\n", 400},
        {FIRST HOST "a: \x01\r\n", 400},
        {FIRST HOST "a: b\rc\r\n", 400},
        {FIRST HOST "Content-Length: 1\r\nContent-Length: 1\r\n", 400},
        {FIRST HOST "Content-Length: -1\r\n", 400},
        {FIRST HOST "Content-Length: 1, 1\r\n", 400},
        {FIRST HOST "Content-Length: 4294967296\r\n", 400},
        {FIRST HOST "Content-Length:\r\n", 400},
        {FIRST HOST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {FIRST HOST "Transfer-Encoding: chunked\r\n\r\n", 501},
        {"POST / HTTP/1.1\r\n" HOST "\r\n", 411},
        {FIRST HOST "Content-Length: 4294967295\r\n\r\n", 413},
        {FIRST HOST "Content-Length: 513\r\n\r\n", 413},
    };

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        test_case = cases[i].text;
        CHECK_EQ(given(cases[i].text), cases[i].status);
        CHECK_EQ(http_server_reason(cases[i].status)[0] != '\0', 1);
        CHECK_EQ(http_server_feed(&request, 0), cases[i].status);
    }
}

static void what_is_too_long_is_named(void)
{
    char text[SIZE + 64];

    memset(text, 'a', sizeof text);
    CHECK_EQ(give(text, sizeof text, SIZE, 100), 414);
    memcpy(text, FIRST, sizeof FIRST - 1);
    CHECK_EQ(give(text, sizeof text, SIZE, 100), 431);
    static const char fits[] = "PUT / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc";
    CHECK_EQ(give(fits, sizeof fits - 1, sizeof fits - 1, 4), HTTP_SERVER_COMPLETE);
    CHECK_EQ(give(fits, sizeof fits - 1, sizeof fits - 2, 4), 413);
}

int main(void)
{
    RUN(a_request_is_taken_apart_however_it_is_cut);
    RUN(what_needs_no_body_is_complete_without_one);
    RUN(the_host_of_the_first_line_counts);
    RUN(each_bad_request_has_its_status);
    RUN(what_is_too_long_is_named);
    free(memory);
    return 0;
}
