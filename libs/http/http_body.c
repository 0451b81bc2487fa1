/* SPDX-License-Identifier: MIT */
/* The body: by length, to the end of the stream, or in chunks that are moved together. */
#include "http_parse.h"

#include <limits.h>
#include <string.h>

#include "http_field.h"

/* Takes up to `left` bytes of body and moves them to the others. */
static void take_body(struct http_parser *parser)
{
    HTTPResponse_t *const response = parser->response;
    const size_t arrived = parser->filled - parser->at;
    const size_t count = arrived < parser->left ? arrived : parser->left;

    if (count == 0) {
        return;
    }
    if (response->pBody == NULL) {
        response->pBody = response->pBuffer + parser->body_end;
    }
    if (parser->body_end != parser->at) {
        memmove(response->pBuffer + parser->body_end, response->pBuffer + parser->at, count);
    }
    parser->body_end += count;
    parser->at += count;
    parser->left -= count;
    response->bodyLen += count;
}

static unsigned hex_value(char byte)
{
    const unsigned letter = ((uint8_t)byte | 0x20u) - 'a';

    return http_is_digit(byte) ? (unsigned)(byte - '0') : letter < 6u ? letter + 10u : UINT_MAX;
}

/* Hexadecimal digits and perhaps ";extension", which nobody needs. The line is there. */
static HTTPStatus_t parse_chunk_size(struct http_parser *parser)
{
    if (!http_has_line(parser)) {
        return http_wait_for_line(parser);
    }
    const char *const line = http_text_at(parser, parser->at);
    const char *const end = http_text_at(parser, parser->filled);
    const char *at = line;
    size_t size = 0;

    for (unsigned digit; (digit = hex_value(*at)) < 16u; at++) {
        if (size > SIZE_MAX >> 4) {
            return HTTPSecurityAlertInvalidChunkHeader;
        }
        size = size << 4 | digit;
    }
    const bool has_digits = at != line;
    if (*at == ';' || *at == ' ' || *at == '\t') {
        at = http_skip_blanks(at, end);
        if (*at != ';') {
            return HTTPSecurityAlertInvalidChunkHeader;
        }
        at = http_skip_text(at, end);
    }
    if (!has_digits || end - at < 2 || at[0] != '\r' || at[1] != '\n') {
        return HTTPSecurityAlertInvalidChunkHeader;
    }
    parser->at += (size_t)(at + 2 - line);
    parser->left = size;
    parser->state = size > 0 ? HTTP_CHUNK_DATA : HTTP_TRAILER;
    return HTTPSuccess;
}

static HTTPStatus_t parse_chunk_end(struct http_parser *parser)
{
    static const char line_end[] = "\r\n";
    const size_t arrived = parser->filled - parser->at;
    const size_t count = arrived < 2u ? arrived : 2u;

    if (memcmp(http_text_at(parser, parser->at), line_end, count) != 0) {
        return HTTPSecurityAlertInvalidChunkHeader;
    }
    if (count < 2u) {
        return HTTPPartialResponse;
    }
    parser->at += count;
    parser->state = HTTP_CHUNK_SIZE;
    return HTTPSuccess;
}

HTTPStatus_t http_parse_body(struct http_parser *parser)
{
    if (parser->state == HTTP_CHUNK_SIZE) {
        return parse_chunk_size(parser);
    }
    if (parser->state == HTTP_CHUNK_END) {
        return parse_chunk_end(parser);
    }
    take_body(parser);
    if (parser->left > 0) {
        return HTTPPartialResponse;
    }
    parser->state = parser->state == HTTP_CHUNK_DATA ? HTTP_CHUNK_END : HTTP_DONE;
    return HTTPSuccess;
}
