/* SPDX-License-Identifier: MIT */
#include "http_request.h"

#include <string.h>

#include "http_field.h"

#define LINE_END      "\r\n"
#define REQUEST_BYTES (sizeof "X / HTTP/1.1\r\n\r\n" - 1u)
#define DECIMAL_BYTES 20u /* a number of 64 bits */

/* Appends to a buffer; once something did not fit, `fits` is false and nothing more is written. */
struct text {
    char *bytes;
    size_t length;
    size_t size;
    size_t begun; /* `length` at first */
    bool fits;
};

static void put(struct text *text, const char *bytes, size_t length)
{
    text->fits = text->fits && length <= text->size - text->length;
    if (text->fits) {
        memcpy(&text->bytes[text->length], bytes, length);
        text->length += length;
    }
}

#define PUT(text, literal) put(text, literal, sizeof(literal) - 1u)

static void put_number(struct text *text, size_t number)
{
    char digits[DECIMAL_BYTES];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number > 0);
    put(text, &digits[at], sizeof digits - at);
}

/* Behind the last field: the empty line is taken away, and put back by `finish`. */
static struct text begin(const HTTPRequestHeaders_t *headers)
{
    const size_t length = headers->headersLen;
    const bool ends = length >= 4u && memcmp(headers->pBuffer + length - 4u, "\r\n\r\n", 4) == 0;

    const size_t from = ends ? length - 2u : length;

    return (struct text){(char *)headers->pBuffer, from, headers->bufferLen, from, true};
}

/* What did not fit leaves the request as it was. */
static HTTPStatus_t finish(struct text *text, HTTPRequestHeaders_t *headers)
{
    PUT(text, LINE_END LINE_END);
    if (!text->fits) {
        if (text->begun < headers->headersLen) {
            memcpy(&text->bytes[text->begun], LINE_END, 2);
        }
        return HTTPInsufficientMemory;
    }
    headers->headersLen = text->length;
    return HTTPSuccess;
}

/* No control character and no space: neither may end the line or split it in another way. */
static bool is_plain(const char *text, size_t length)
{
    if (text == NULL) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if ((uint8_t)text[i] <= ' ' || text[i] == 0x7F) {
            return false;
        }
    }
    return length > 0;
}

static bool is_name(const char *text, size_t length)
{
    if (text == NULL) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (!http_is_token[(uint8_t)text[i]]) {
            return false;
        }
    }
    return length > 0;
}

static bool is_value(const char *text, size_t length)
{
    return text != NULL && length > 0 && http_skip_text(text, text + length) == text + length;
}

static bool is_buffer(const HTTPRequestHeaders_t *headers)
{
    return headers != NULL && headers->pBuffer != NULL && headers->headersLen <= headers->bufferLen;
}

bool http_is_request(const HTTPRequestHeaders_t *headers)
{
    return is_buffer(headers) && headers->headersLen >= REQUEST_BYTES;
}

HTTPStatus_t HTTPClient_InitializeRequestHeaders(HTTPRequestHeaders_t *headers,
                                                 const HTTPRequestInfo_t *info)
{
    if (headers == NULL || headers->pBuffer == NULL || info == NULL ||
        !is_name(info->pMethod, info->methodLen) || !is_plain(info->pHost, info->hostLen)) {
        return HTTPInvalidParameter;
    }
    const bool has_path = info->pPath != NULL && info->pathLen > 0;
    if (has_path && !is_plain(info->pPath, info->pathLen)) {
        return HTTPInvalidParameter;
    }
    headers->headersLen = 0;
    struct text text = begin(headers);
    put(&text, info->pMethod, info->methodLen);
    PUT(&text, " ");
    put(&text, has_path ? info->pPath : "/", has_path ? info->pathLen : 1u);
    PUT(&text, " HTTP/1.1" LINE_END);
    if ((info->reqFlags & HTTP_REQUEST_NO_USER_AGENT_FLAG) == 0) {
        PUT(&text, "User-Agent: " HTTP_USER_AGENT_VALUE LINE_END);
    }
    PUT(&text, "Host: ");
    put(&text, info->pHost, info->hostLen);
    if ((info->reqFlags & HTTP_REQUEST_KEEP_ALIVE_FLAG) != 0) {
        PUT(&text, LINE_END "Connection: keep-alive");
    }
    return finish(&text, headers);
}

HTTPStatus_t HTTPClient_AddHeader(HTTPRequestHeaders_t *headers, const char *field,
                                  size_t field_length, const char *value, size_t value_length)
{
    if (!is_buffer(headers) || !is_name(field, field_length) || !is_value(value, value_length)) {
        return HTTPInvalidParameter;
    }
    struct text text = begin(headers);
    put(&text, field, field_length);
    PUT(&text, ": ");
    put(&text, value, value_length);
    return finish(&text, headers);
}

HTTPStatus_t http_add_content_length(HTTPRequestHeaders_t *headers, size_t length)
{
    struct text text = begin(headers);

    PUT(&text, "Content-Length: ");
    put_number(&text, length);
    return finish(&text, headers);
}

HTTPStatus_t HTTPClient_AddRangeHeader(HTTPRequestHeaders_t *headers, int32_t start, int32_t end)
{
    const bool is_open = end == HTTP_RANGE_REQUEST_END_OF_FILE;

    if (!is_buffer(headers) || start == INT32_MIN || end < HTTP_RANGE_REQUEST_END_OF_FILE ||
        (!is_open && (start < 0 || start > end))) {
        return HTTPInvalidParameter;
    }
    struct text text = begin(headers);
    PUT(&text, "Range: bytes=");
    if (start < 0) {
        PUT(&text, "-");
        put_number(&text, (size_t)-start);
        return finish(&text, headers);
    }
    put_number(&text, (size_t)start);
    PUT(&text, "-");
    if (!is_open) {
        put_number(&text, (size_t)end);
    }
    return finish(&text, headers);
}
