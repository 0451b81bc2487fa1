/* SPDX-License-Identifier: MIT */
/* Status line and fields. */
#include "http_parse.h"

#include <string.h>

#include "http_field.h"

#define VERSION_BYTES 8u /* HTTP/1.x */

/* HTTP/1.1 200 OK: the reason may be missing, and the blank before it. */
HTTPStatus_t http_parse_status_line(struct http_parser *parser)
{
    if (!http_has_line(parser)) {
        return http_wait_for_line(parser);
    }
    const char *const line = http_text_at(parser, parser->at);
    const char *const end = http_text_at(parser, parser->filled);
    const char *const code = line + VERSION_BYTES + 1;
    const size_t length = (size_t)(end - line);

    if (length < VERSION_BYTES || memcmp(line, "HTTP/1.", VERSION_BYTES - 1u) != 0 ||
        (line[VERSION_BYTES - 1u] & ~1) != '0') {
        return HTTPSecurityAlertInvalidProtocolVersion;
    }
    if (length < VERSION_BYTES + 6u || line[VERSION_BYTES] != ' ' || !http_is_digit(code[0]) ||
        code[0] == '0' || !http_is_digit(code[1]) || !http_is_digit(code[2]) ||
        (code[3] != ' ' && code[3] != '\r')) {
        return HTTPSecurityAlertInvalidStatusCode;
    }
    const char *const stop = http_skip_text(code + 3, end);
    if (end - stop < 2 || stop[0] != '\r' || stop[1] != '\n') {
        return HTTPSecurityAlertInvalidCharacter;
    }
    parser->is_old = line[VERSION_BYTES - 1u] == '0';
    parser->response->statusCode =
        (uint16_t)((code[0] - '0') * 100 + (code[1] - '0') * 10 + (code[2] - '0'));
    parser->state = HTTP_FIELDS;
    return http_step(parser, stop + 2) ? HTTPSuccess
                                       : HTTPSecurityAlertResponseHeadersSizeLimitExceeded;
}

static bool is_interim(const struct http_parser *parser)
{
    return parser->response->statusCode < 200 && parser->response->statusCode != 101;
}

/* Digits only: no sign, no list, no number that does not fit. */
static HTTPStatus_t take_length(struct http_parser *parser, const struct http_field *field)
{
    size_t sum = 0;

    for (size_t i = 0; i < field->value_length; i++) {
        const size_t digit = (size_t)(uint8_t)field->value[i] - '0';
        if (digit > 9 || sum > (SIZE_MAX - digit) / 10u) {
            return HTTPSecurityAlertInvalidContentLength;
        }
        sum = sum * 10u + digit;
    }
    if (field->value_length == 0 || parser->has_length || parser->has_chunks) {
        return HTTPSecurityAlertInvalidContentLength;
    }
    parser->has_length = true;
    parser->response->contentLength = sum;
    return HTTPSuccess;
}

static HTTPStatus_t take_coding(struct http_parser *parser, const struct http_field *field)
{
    if (parser->has_length) {
        return HTTPSecurityAlertInvalidContentLength;
    }
    if (parser->has_chunks || parser->is_old ||
        !HTTP_IS_WORD(field->value, field->value_length, "chunked")) {
        return HTTPInvalidResponse;
    }
    parser->has_chunks = true;
    return HTTPSuccess;
}

/* A list of words; those that are known count. */
static HTTPStatus_t take_connection(struct http_parser *parser, const struct http_field *field)
{
    const char *at = field->value;
    const char *const end = at + field->value_length;

    while (at < end) {
        const char *const word = at;
        while (at < end && http_is_token[(uint8_t)*at]) {
            at++;
        }
        const size_t length = (size_t)(at - word);
        if (HTTP_IS_WORD(word, length, "close")) {
            parser->response->respFlags |= HTTP_RESPONSE_CONNECTION_CLOSE_FLAG;
        } else if (HTTP_IS_WORD(word, length, "keep-alive")) {
            parser->response->respFlags |= HTTP_RESPONSE_CONNECTION_KEEP_ALIVE_FLAG;
        }
        at += at < end; /* the blank or comma */
    }
    return HTTPSuccess;
}

/* The fields that say how long the body is and what becomes of the connection. */
static HTTPStatus_t take_field(struct http_parser *parser, const struct http_field *field)
{
    if (HTTP_IS_WORD(field->name, field->name_length, "content-length")) {
        return take_length(parser, field);
    }
    if (HTTP_IS_WORD(field->name, field->name_length, "transfer-encoding")) {
        return take_coding(parser, field);
    }
    if (HTTP_IS_WORD(field->name, field->name_length, "connection")) {
        return take_connection(parser, field);
    }
    return HTTPSuccess;
}

static void tell(const struct http_parser *parser, const struct http_field *field)
{
    HTTPResponse_t *const response = parser->response;
    const HTTPClient_ResponseHeaderParsingCallback_t *const callback =
        response->pHeaderParsingCallback;

    if (response->pHeaders == NULL) {
        response->pHeaders = (const uint8_t *)field->name;
    }
    response->headersLen =
        (size_t)(field->value + field->value_length - (const char *)response->pHeaders);
    response->headerCount++;
    if (callback != NULL && callback->onHeaderCallback != NULL) {
        callback->onHeaderCallback(callback->pContext, field->name, field->name_length,
                                   field->value, field->value_length, response->statusCode);
    }
}

/* Another response follows an interim one; nothing of it remains. */
static void pass_over(struct http_parser *parser)
{
    parser->interim = parser->response->statusCode;
    parser->response->statusCode = 0;
    parser->response->contentLength = 0;
    parser->response->respFlags = 0;
    parser->has_length = false;
    parser->has_chunks = false;
    parser->state = HTTP_STATUS_LINE;
}

/* Where the body ends: RFC 9112 section 6.3. */
static enum http_state body_state(struct http_parser *parser)
{
    HTTPResponse_t *const response = parser->response;

    if (parser->is_head || response->statusCode < 200 || response->statusCode == 204 ||
        response->statusCode == 304) {
        return HTTP_DONE;
    }
    if (parser->has_chunks) {
        return HTTP_CHUNK_SIZE;
    }
    if (!parser->has_length) {
        response->respFlags |= HTTP_RESPONSE_CONNECTION_CLOSE_FLAG;
        parser->left = SIZE_MAX;
        return HTTP_BODY_CLOSE;
    }
    parser->left = response->contentLength;
    return parser->left > 0 ? HTTP_BODY_LENGTH : HTTP_DONE;
}

static void end_fields(struct http_parser *parser)
{
    HTTPResponse_t *const response = parser->response;

    if (is_interim(parser)) {
        pass_over(parser);
        return;
    }
    response->areHeadersComplete = true;
    parser->body_end = parser->at;
    parser->state = body_state(parser);
    if ((response->respOptionFlags & HTTP_RESPONSE_DO_NOT_PARSE_BODY_FLAG) != 0 &&
        parser->state != HTTP_DONE) {
        response->bodyLen = parser->filled - parser->at;
        response->pBody = response->bodyLen > 0 ? response->pBuffer + parser->at : NULL;
        parser->at = parser->filled;
        parser->state = HTTP_DONE;
    }
}

static HTTPStatus_t end_lines(struct http_parser *parser)
{
    if (parser->state == HTTP_TRAILER) {
        parser->state = HTTP_DONE;
    } else {
        end_fields(parser);
    }
    return HTTPSuccess;
}

/* The fields of an interim response and of a trailer tell nobody. */
static HTTPStatus_t take_line(struct http_parser *parser, const struct http_field *field)
{
    if (parser->state == HTTP_TRAILER) {
        return HTTPSuccess;
    }
    if (!is_interim(parser)) {
        tell(parser, field);
    }
    return take_field(parser, field);
}

HTTPStatus_t http_parse_fields(struct http_parser *parser)
{
    const char *const end = http_text_at(parser, parser->filled);
    HTTPStatus_t status = HTTPSuccess;
    struct http_field field;
    const char *next = NULL;

    /* Not searched yet: parsed at once, which finds the end of most lines on the way. */
    if (parser->searched > parser->at && !http_has_line(parser)) {
        return http_wait_for_line(parser);
    }
    while (status == HTTPSuccess) {
        const enum http_line line =
            http_read_line(http_text_at(parser, parser->at), end, &field, &next);
        if (line == HTTP_LINE_SHORT) {
            parser->searched = parser->filled;
            return http_wait_for_line(parser);
        }
        if (line == HTTP_LINE_BAD) {
            return HTTPSecurityAlertInvalidCharacter;
        }
        if (!http_step(parser, next)) {
            return HTTPSecurityAlertResponseHeadersSizeLimitExceeded;
        }
        if (line == HTTP_LINE_EMPTY) {
            return end_lines(parser);
        }
        status = take_line(parser, &field);
    }
    return status;
}
