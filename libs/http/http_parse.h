/* SPDX-License-Identifier: MIT */
/* A response taken apart where it lies, as far as it has arrived.
 *
 *   buffer   | interim | status line | fields | body so far | gap | not parsed yet | free |
 *                                               body_at  body_end  at               filled
 *
 *   STATUS > FIELDS > { LENGTH | CLOSE | CHUNK_SIZE > CHUNK_DATA > CHUNK_END ... TRAILER } > DONE
 *     ^ interim '
 *
 * A line is parsed when its end has arrived; until then only new bytes are searched for it, so that
 * a response that comes byte by byte costs no more than two looks at each. Invariant: body_at <=
 * body_end <= at <= filled <= bufferLen. The gap is what the chunks' headers took.
 */
#ifndef HTTP_PARSE_H
#define HTTP_PARSE_H

#include "core_http_client.h"

enum http_state {
    HTTP_STATUS_LINE,
    HTTP_FIELDS,
    HTTP_BODY_LENGTH, /* `left` bytes to come */
    HTTP_BODY_CLOSE,  /* until the stream ends */
    HTTP_CHUNK_SIZE,
    HTTP_CHUNK_DATA, /* `left` bytes to come */
    HTTP_CHUNK_END,
    HTTP_TRAILER,
    HTTP_DONE,
};

struct http_parser {
    HTTPResponse_t *response;
    size_t filled;
    size_t at;
    size_t searched; /* up to here no line end behind `at` */
    size_t body_end;
    size_t left;
    size_t head_bytes; /* of lines parsed, for the limit */
    enum http_state state;
    bool is_head;     /* answers a HEAD */
    bool is_old;      /* HTTP/1.0 */
    bool has_length;  /* Content-Length was there */
    bool has_chunks;  /* Transfer-Encoding was there: chunked */
    uint16_t interim; /* status of the interim response passed over last, or 0 */
};

/* Begins a response; sets all of its outputs. */
void http_parse_begin(struct http_parser *parser, HTTPResponse_t *response, bool is_head);

/* Parses what has arrived. HTTPSuccess: the response is complete; HTTPPartialResponse: not yet;
 * otherwise what is wrong with it. */
HTTPStatus_t http_parse(struct http_parser *parser);

/* Closes the gap, to make room. False: there is none. */
bool http_parse_make_room(struct http_parser *parser);

/* The parts of http_parse: each takes one step. HTTPSuccess: it did; the state says what is next.
 */
HTTPStatus_t http_parse_status_line(struct http_parser *parser);
HTTPStatus_t http_parse_fields(struct http_parser *parser);
HTTPStatus_t http_parse_body(struct http_parser *parser);

static inline const char *http_text_at(const struct http_parser *parser, size_t offset)
{
    return (const char *)parser->response->pBuffer + offset;
}

/* Whether a line feed has arrived behind `at`. */
bool http_has_line(struct http_parser *parser);

/* A line that is not there yet: HTTPPartialResponse, unless it is too long already. */
HTTPStatus_t http_wait_for_line(const struct http_parser *parser);

/* Steps over a line up to `next`; false: there are more of them than anybody needs. */
static inline bool http_step(struct http_parser *parser, const char *next)
{
    const size_t bytes = (size_t)(next - http_text_at(parser, parser->at));

    parser->at += bytes;
    parser->head_bytes += bytes;
    return parser->head_bytes <= HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES;
}

#endif
