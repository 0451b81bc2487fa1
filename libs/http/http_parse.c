/* SPDX-License-Identifier: MIT */
#include "http_parse.h"

#include <string.h>

#include "lib_assert.h"

void http_parse_begin(struct http_parser *parser, HTTPResponse_t *response, bool is_head)
{
    *parser = (struct http_parser){.response = response, .is_head = is_head};
    response->pHeaders = NULL;
    response->headersLen = 0;
    response->pBody = NULL;
    response->bodyLen = 0;
    response->statusCode = 0;
    response->contentLength = 0;
    response->headerCount = 0;
    response->respFlags = 0;
    response->areHeadersComplete = false;
}

/* Whether the line at `at` may be parsed: its end is there, or it holds what ends no line. */
bool http_has_line(struct http_parser *parser)
{
    const size_t from = parser->searched > parser->at ? parser->searched : parser->at;

    if (memchr(http_text_at(parser, from), '\n', parser->filled - from) != NULL) {
        return true;
    }
    parser->searched = parser->filled;
    return false;
}

/* A line that is not there yet. */
HTTPStatus_t http_wait_for_line(const struct http_parser *parser)
{
    const size_t pending = parser->filled - parser->at;

    return parser->head_bytes + pending > HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES
               ? HTTPSecurityAlertResponseHeadersSizeLimitExceeded
               : HTTPPartialResponse;
}

static HTTPStatus_t parse_next(struct http_parser *parser)
{
    switch (parser->state) {
    case HTTP_STATUS_LINE:
        return http_parse_status_line(parser);
    case HTTP_FIELDS:
    case HTTP_TRAILER:
        return http_parse_fields(parser);
    case HTTP_BODY_LENGTH:
    case HTTP_BODY_CLOSE:
    case HTTP_CHUNK_SIZE:
    case HTTP_CHUNK_DATA:
    case HTTP_CHUNK_END:
        return http_parse_body(parser);
    case HTTP_DONE:
        break;
    }
    return HTTPPartialResponse;
}

HTTPStatus_t http_parse(struct http_parser *parser)
{
    HTTPStatus_t status = HTTPSuccess;

    LIB_ASSERT(parser->at <= parser->filled && parser->filled <= parser->response->bufferLen);
    while (status == HTTPSuccess && parser->state != HTTP_DONE) {
        status = parse_next(parser);
    }
    if (status == HTTPSuccess && parser->at < parser->filled) {
        return HTTPSecurityAlertExtraneousResponseData;
    }
    return status;
}

bool http_parse_make_room(struct http_parser *parser)
{
    const size_t gap = parser->state < HTTP_BODY_LENGTH ? 0 : parser->at - parser->body_end;
    uint8_t *const to = parser->response->pBuffer + parser->body_end;

    if (gap == 0) {
        return false;
    }
    memmove(to, to + gap, parser->filled - parser->at);
    parser->at -= gap;
    parser->filled -= gap;
    parser->searched = parser->searched > gap ? parser->searched - gap : 0;
    return true;
}
