/* SPDX-License-Identifier: MIT */
/** One HTTP/1.1 request as it arrives, in the caller's memory: the server's side.
 *
 *      http_server_begin(&request, memory, sizeof memory);
 *      do {
 *          room = http_server_room(&request, &at);
 *          status = http_server_feed(&request, read(at, room));
 *      } while (status == HTTP_SERVER_MORE);
 *
 *      memory  | POST /join?a=b HTTP/1.1 | field: value ... | body | free |
 *                method path  query                           ^ Content-Length bytes of it
 *
 * Strict: what could be read in two ways is refused (a second length or host, a length beside a
 * transfer coding, a folded line, a bare line feed, control characters). Each refusal is the HTTP
 * status to answer with; the connection is to be closed after it. Bytes behind the end of a request
 * are not looked at: one request a connection. No I/O, clock or heap.
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib_text.h"

#ifdef __cplusplus
extern "C" {
#endif

#define HTTP_SERVER_MORE     0u /* the request is not complete */
#define HTTP_SERVER_COMPLETE 1u

#define HTTP_BAD_REQUEST        400u
#define HTTP_LENGTH_REQUIRED    411u
#define HTTP_CONTENT_TOO_LARGE  413u /* the body does not fit into the memory */
#define HTTP_URI_TOO_LONG       414u /* nor does the first line */
#define HTTP_FIELDS_TOO_LARGE   431u /* nor do the fields */
#define HTTP_NOT_IMPLEMENTED    501u /* a transfer coding */
#define HTTP_VERSION_NOT_SPOKEN 505u

/** A request. The texts are set once it is complete, method, path and query from the first line on;
 * they lie in the memory. The rest is private. */
struct http_server_request {
    struct lib_text method;
    struct lib_text path;         /**< From the slash on, as it was sent. */
    struct lib_text query;        /**< Behind the question mark; may be empty. */
    struct lib_text host;         /**< With its port if there is one; empty: HTTP/1.0 without. */
    struct lib_text content_type; /**< Empty: none. */
    struct lib_text body;

    char *memory;
    size_t size, filled;
    size_t at;       /* of the line that is next */
    size_t searched; /* no line feed in [at, searched) */
    uint32_t length; /* of the body */
    bool has_line, has_length, has_coding, is_old;
    uint8_t hosts;
    unsigned status;
};

/**
 * Begin.
 *
 * @param[out] request  Not NULL.
 * @param memory        Room for the whole request; kept until it is done with.
 * @param size          1 or more.
 *
 * Context: any.  Blocks: never.
 */
void http_server_begin(struct http_server_request *request, void *memory, size_t size);

/**
 * Where the next bytes go.
 *
 * @param request  Not complete.
 * @param[out] at  Not NULL.
 * @return How many fit, 1 or more.
 *
 * Context: any.  Blocks: never.
 */
size_t http_server_room(const struct http_server_request *request, char **at);

/**
 * Take the bytes that were put there.
 *
 * @param request  Not complete.
 * @param bytes    0 .. what http_server_room said.
 * @return HTTP_SERVER_MORE, HTTP_SERVER_COMPLETE, or the status that says what is wrong; the same
 *         again from then on.
 *
 * Context: any.  Blocks: never.
 */
unsigned http_server_feed(struct http_server_request *request, size_t bytes);

/**
 * The words of a status line: "Bad Request".
 *
 * @param status  Any.
 * @return A constant text; "" for one that a small server has no use for.
 *
 * Context: any.  Blocks: never.
 */
const char *http_server_reason(unsigned status);

/** What became of looking for a field of a form. */
enum http_form_result {
    HTTP_FORM_FOUND = 0,
    HTTP_FORM_MISSING,
    HTTP_FORM_TWICE,
    HTTP_FORM_TOO_LONG, /* its value does not fit */
    HTTP_FORM_BROKEN,   /* a % without two hexadecimal digits, somewhere in the form */
};

/**
 * Find a field of a form, application/x-www-form-urlencoded, and decode its value.
 *
 * @param form         The whole of it.
 * @param name         Decoded, ends in a NUL.
 * @param[out] value   Room for `size` bytes; any bytes, no NUL behind them.
 * @param size         0 or more.
 * @param[out] length  Of the value, on HTTP_FORM_FOUND; else 0.
 * @return See enum http_form_result.
 *
 * Context: any.  Blocks: never.
 */
enum http_form_result http_form_find(struct lib_text form, const char *name, char *value,
                                     size_t size, size_t *length);

/**
 * Write text from outside so that it is text in HTML, in an attribute in quotes too. What is not
 * UTF-8, and what could hide or turn around what is shown (controls, directions), becomes U+FFFD.
 *
 * @param out     What is written.
 * @param text    Any bytes.
 * @param length  Of them.
 *
 * Context: any.  Blocks: never.
 */
void http_put_escaped(struct lib_text_out *out, const char *text, size_t length);

#ifdef __cplusplus
}
#endif

#endif
