/* SPDX-License-Identifier: MIT */
#include "http_wire.h"
#include "test.h"

static const char text[] = "HTTP/1.1 200 OK\r\nA: first\r\nAb: \t x y \r\nEmpty:\r\nA: second\r\n"
                           "Content-Length: 12\r\nLast: z\r\n\r\nHidden: no\r\n";

static const char *value;
static size_t length;

static HTTPStatus_t find(const HTTPResponse_t *response, const char *field)
{
    return HTTPClient_ReadHeader(response, field, strlen(field), &value, &length);
}

static void check_value(const char *want)
{
    CHECK_EQ(length, strlen(want));
    CHECK_EQ(memcmp(value, want, length), 0);
}

static void check_fields(const HTTPResponse_t *response)
{
    CHECK_EQ(find(response, "a"), HTTPSuccess);
    check_value("first");
    CHECK_EQ(find(response, "AB"), HTTPSuccess);
    check_value("x y");
    CHECK_EQ(find(response, "Empty"), HTTPSuccess);
    check_value("");
    CHECK_EQ(find(response, "last"), HTTPSuccess);
    check_value("z");
    CHECK_EQ(find(response, "Hidden"), HTTPHeaderNotFound);
    CHECK_EQ(value == NULL && length == 0, 1);
    CHECK_EQ(find(response, "Las"), HTTPHeaderNotFound);
    CHECK_EQ(find(response, "Last: z"), HTTPHeaderNotFound);
    CHECK_EQ(find(response, "HTTP/1.1 200 OK"), HTTPHeaderNotFound);
}

static void a_field_of_a_received_response_is_found_by_name(void)
{
    http_wire_begin(text, sizeof text - 1);
    CHECK_EQ(http_receive("GET", sizeof text), HTTPSuccess);
    check_fields(&http_response);
}

static void a_response_in_memory_is_searched_as_well(void)
{
    const HTTPResponse_t response = {.pBuffer = (uint8_t *)text, .bufferLen = sizeof text - 1};

    check_fields(&response);
}

static void nothing_is_read_behind_the_buffer(void)
{
    for (size_t size = 1; size < sizeof text; size++) {
        uint8_t *const copy = malloc(size);
        memcpy(copy, text, size);
        const HTTPResponse_t response = {.pBuffer = copy, .bufferLen = size};
        const HTTPStatus_t status = find(&response, "Last");
        CHECK_EQ(status == HTTPSuccess || status == HTTPHeaderNotFound ||
                     status == HTTPInvalidResponse,
                 1);
        free(copy);
    }
}

static void what_is_no_response_is_refused(void)
{
    static const char *const bad[] = {"hello", "\n", "GET / HTTP/1.1\r\nA: b\r\n\r\n", "HTTP/1\n"};

    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const HTTPResponse_t response = {.pBuffer = (uint8_t *)bad[i], .bufferLen = strlen(bad[i])};
        CHECK_EQ(find(&response, "A"), HTTPInvalidResponse);
    }
    const char broken[] = "HTTP/1.1 200 OK\r\nA: b\x01\r\n\r\n";
    const HTTPResponse_t response = {.pBuffer = (uint8_t *)broken, .bufferLen = sizeof broken - 1};
    CHECK_EQ(find(&response, "A"), HTTPInvalidResponse);
}

static void a_missing_argument_is_refused(void)
{
    HTTPResponse_t response = {.pBuffer = (uint8_t *)text, .bufferLen = sizeof text - 1};

    CHECK_EQ(find(NULL, "A"), HTTPInvalidParameter);
    CHECK_EQ(find(&response, ""), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_ReadHeader(&response, NULL, 1, &value, &length), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_ReadHeader(&response, "A", 1, NULL, &length), HTTPInvalidParameter);
    CHECK_EQ(HTTPClient_ReadHeader(&response, "A", 1, &value, NULL), HTTPInvalidParameter);
    response.bufferLen = 0;
    CHECK_EQ(find(&response, "A"), HTTPInvalidParameter);
    response.pBuffer = NULL;
    CHECK_EQ(find(&response, "A"), HTTPInvalidParameter);
}

int main(void)
{
    RUN(a_field_of_a_received_response_is_found_by_name);
    RUN(a_response_in_memory_is_searched_as_well);
    RUN(nothing_is_read_behind_the_buffer);
    RUN(what_is_no_response_is_refused);
    RUN(a_missing_argument_is_refused);
    free(http_response.pBuffer);
    return 0;
}
