/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core_http_client.h"
#include "test.h"

static uint8_t memory[256];
static HTTPRequestHeaders_t headers;

static HTTPRequestInfo_t get(const char *path)
{
    return (HTTPRequestInfo_t){.pMethod = HTTP_METHOD_GET,
                               .methodLen = 3,
                               .pPath = path,
                               .pathLen = path != NULL ? strlen(path) : 0,
                               .pHost = "example.com",
                               .hostLen = 11};
}

static HTTPStatus_t begin(const HTTPRequestInfo_t *info, size_t room)
{
    memset(memory, 0xA5, sizeof memory);
    headers = (HTTPRequestHeaders_t){memory, room, 77};
    return HTTPClient_InitializeRequestHeaders(&headers, info);
}

static void check_text(const char *want)
{
    CHECK_EQ(headers.headersLen, strlen(want));
    CHECK_EQ(memcmp(memory, want, strlen(want)), 0);
    CHECK_EQ(memory[headers.bufferLen], 0xA5);
}

static HTTPStatus_t add(const char *field, const char *value)
{
    return HTTPClient_AddHeader(&headers, field, strlen(field), value, strlen(value));
}

static void a_request_begins_with_its_line_user_agent_and_host(void)
{
    HTTPRequestInfo_t info = get("/a?b=c");

    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    check_text("GET /a?b=c HTTP/1.1\r\nUser-Agent: " HTTP_USER_AGENT_VALUE
               "\r\nHost: example.com\r\n\r\n");
    info.reqFlags = HTTP_REQUEST_KEEP_ALIVE_FLAG | HTTP_REQUEST_NO_USER_AGENT_FLAG;
    info.pPath = NULL;
    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    check_text("GET / HTTP/1.1\r\nHost: example.com\r\nConnection: keep-alive\r\n\r\n");
}

static void a_request_fits_into_its_own_length_and_not_into_less(void)
{
    const HTTPRequestInfo_t info = get("/a");

    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    const size_t length = headers.headersLen;
    CHECK_EQ(begin(&info, length), HTTPSuccess);
    CHECK_EQ(memory[length], 0xA5);
    for (size_t room = 1; room < length; room++) {
        CHECK_EQ(begin(&info, room), HTTPInsufficientMemory);
        CHECK_EQ(headers.headersLen, 0);
        CHECK_EQ(memory[room], 0xA5);
    }
}

static void a_text_that_would_split_the_request_is_refused(void)
{
    static const char *const bad[] = {"/a b", "/a\r\nX: y", "/a\n", "/a\t", "/\x7f"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        HTTPRequestInfo_t info = get(bad[i]);
        CHECK_EQ(begin(&info, 128), HTTPInvalidParameter);
        info = get("/");
        info.pHost = bad[i];
        info.hostLen = strlen(bad[i]);
        CHECK_EQ(begin(&info, 128), HTTPInvalidParameter);
        info = get("/");
        info.pMethod = bad[i];
        info.methodLen = strlen(bad[i]);
        CHECK_EQ(begin(&info, 128), HTTPInvalidParameter);
    }
}

static void a_missing_argument_is_refused(void)
{
    HTTPRequestInfo_t info = get("/");

    CHECK_EQ(HTTPClient_InitializeRequestHeaders(NULL, &info), HTTPInvalidParameter);
    CHECK_EQ(begin(NULL, 128), HTTPInvalidParameter);
    info.methodLen = 0;
    CHECK_EQ(begin(&info, 128), HTTPInvalidParameter);
    info = get("/");
    info.pHost = NULL;
    CHECK_EQ(begin(&info, 128), HTTPInvalidParameter);
    headers.pBuffer = NULL;
    info = get("/");
    CHECK_EQ(HTTPClient_InitializeRequestHeaders(&headers, &info), HTTPInvalidParameter);
    CHECK_EQ(add("A", "b"), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_AddHeader(NULL, "A", 1, "b", 1), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_AddRangeHeader(NULL, 0, 1), HTTPInvalidParameter);
    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    CHECK_EQ(HTTPClient_AddHeader(&headers, NULL, 1, "b", 1), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_AddHeader(&headers, "A", 1, NULL, 1), HTTPInvalidParameter);
    CHECK_EQ(add("", "b"), HTTPInvalidParameter);
    CHECK_EQ(add("A", ""), HTTPInvalidParameter);
}

static void a_field_is_added_before_the_empty_line(void)
{
    const HTTPRequestInfo_t info = {.pMethod = "PUT",
                                    .methodLen = 3,
                                    .pHost = "h",
                                    .hostLen = 1,
                                    .reqFlags = HTTP_REQUEST_NO_USER_AGENT_FLAG};

    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    CHECK_EQ(add("Accept", "*/*"), HTTPSuccess);
    CHECK_EQ(add("X-1", "a b\tc"), HTTPSuccess);
    check_text("PUT / HTTP/1.1\r\nHost: h\r\nAccept: */*\r\nX-1: a b\tc\r\n\r\n");
}

static void a_buffer_of_nothing_is_too_small(void)
{
    const HTTPRequestInfo_t info = get("/");

    CHECK_EQ(begin(&info, 0), HTTPInsufficientMemory);
    CHECK_EQ(headers.headersLen, 0);
}

static void a_field_that_does_not_fit_changes_nothing(void)
{
    const HTTPRequestInfo_t info = get("/");

    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    uint8_t before[128];
    const size_t length = headers.headersLen;
    memcpy(before, memory, sizeof before);
    for (size_t room = length; room < length + 6; room++) {
        headers.bufferLen = room;
        CHECK_EQ(add("A", "bc"), HTTPInsufficientMemory);
        CHECK_EQ(headers.headersLen, length);
        CHECK_EQ(memcmp(memory, before, length), 0);
        CHECK_EQ(memory[room], 0xA5);
    }
    headers.bufferLen = length + 7;
    CHECK_EQ(add("A", "bc"), HTTPSuccess);
    CHECK_EQ(headers.headersLen, length + 7);
}

static void a_field_may_not_hold_what_ends_it(void)
{
    const HTTPRequestInfo_t info = get("/");

    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    const size_t length = headers.headersLen;
    CHECK_EQ(add("A:", "b"), HTTPInvalidParameter);
    CHECK_EQ(add("A b", "b"), HTTPInvalidParameter);
    CHECK_EQ(add("A", "b\r\nHost: evil"), HTTPInvalidParameter);
    CHECK_EQ(add("A", "b\n"), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_AddHeader(&headers, "A", 1, "b\0c", 3), HTTPInvalidParameter);
    CHECK_EQ(headers.headersLen, length);
}

static void a_range_has_three_forms(void)
{
    static const struct {
        int32_t start;
        int32_t end;
        const char *want;
    } cases[] = {
        {0, 0, "0-0"},
        {1024, 2047, "1024-2047"},
        {5, HTTP_RANGE_REQUEST_END_OF_FILE, "5-"},
        {-100, HTTP_RANGE_REQUEST_END_OF_FILE, "-100"},
        {INT32_MAX, INT32_MAX, "2147483647-2147483647"},
        {-INT32_MAX, HTTP_RANGE_REQUEST_END_OF_FILE, "-2147483647"},
    };
    const HTTPRequestInfo_t info = {.pMethod = "GET",
                                    .methodLen = 3,
                                    .pHost = "h",
                                    .hostLen = 1,
                                    .reqFlags = HTTP_REQUEST_NO_USER_AGENT_FLAG};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char want[128];
        test_case = cases[i].want;
        snprintf(want, sizeof want, "GET / HTTP/1.1\r\nHost: h\r\nRange: bytes=%s\r\n\r\n",
                 cases[i].want);
        CHECK_EQ(begin(&info, 128), HTTPSuccess);
        CHECK_EQ(HTTPClient_AddRangeHeader(&headers, cases[i].start, cases[i].end), HTTPSuccess);
        check_text(want);
    }
}

static void a_range_that_is_none_is_refused(void)
{
    const HTTPRequestInfo_t info = get("/");

    CHECK_EQ(begin(&info, 128), HTTPSuccess);
    CHECK_EQ(HTTPClient_AddRangeHeader(&headers, 5, 4), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_AddRangeHeader(&headers, -5, 4), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_AddRangeHeader(&headers, 5, -2), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_AddRangeHeader(&headers, INT32_MIN, -1), HTTPInvalidParameter);
    headers.bufferLen = headers.headersLen + 10;
    CHECK_EQ(HTTPClient_AddRangeHeader(&headers, 5, 7), HTTPInsufficientMemory);
}

static void every_status_has_its_name(void)
{
    CHECK_EQ(strcmp(HTTPClient_strerror(HTTPSuccess), "HTTPSuccess"), 0);
    CHECK_EQ(strcmp(HTTPClient_strerror(HTTPInvalidResponse), "HTTPInvalidResponse"), 0);
    for (int i = 0; i <= HTTPSecurityAlertResponseHeadersSizeLimitExceeded; i++) {
        CHECK_EQ(strncmp(HTTPClient_strerror((HTTPStatus_t)i), "HTTP", 4), 0);
    }
    CHECK_EQ(strncmp(HTTPClient_strerror((HTTPStatus_t)100), "Invalid", 7), 0);
}

int main(void)
{
    RUN(a_request_begins_with_its_line_user_agent_and_host);
    RUN(a_request_fits_into_its_own_length_and_not_into_less);
    RUN(a_text_that_would_split_the_request_is_refused);
    RUN(a_missing_argument_is_refused);
    RUN(a_field_is_added_before_the_empty_line);
    RUN(a_buffer_of_nothing_is_too_small);
    RUN(a_field_that_does_not_fit_changes_nothing);
    RUN(a_field_may_not_hold_what_ends_it);
    RUN(a_range_has_three_forms);
    RUN(a_range_that_is_none_is_refused);
    RUN(every_status_has_its_name);
    return 0;
}
