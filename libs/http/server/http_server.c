/* SPDX-License-Identifier: MIT */
#include "http_server.h"

#include "http_field.h"
#include "lib_assert.h"

#define PROTOCOL       "HTTP/"
#define PROTOCOL_BYTES (sizeof PROTOCOL - 1u)
#define VERSION_BYTES  3u /* "1.1" */

static unsigned refuse(struct http_server_request *request, unsigned status)
{
    request->status = status;
    return status;
}

void http_server_begin(struct http_server_request *request, void *memory, size_t size)
{
    LIB_ASSERT(memory != NULL && size > 0);
    *request = (struct http_server_request){.memory = memory, .size = size};
}

size_t http_server_room(const struct http_server_request *request, char **at)
{
    LIB_ASSERT(request->filled < request->size);
    *at = request->memory + request->filled;
    return request->size - request->filled;
}

/* ---- The first line ---- */

/* Graphic ASCII from `at` on; where it ends. */
static const char *skip_graphic(const char *at, const char *end)
{
    while (at<end && * at> ' ' && *at < 0x7F) {
        at++;
    }
    return at;
}

/* "http://host/path", which a server has to understand: the host is that of the request. */
static const char *skip_authority(struct http_server_request *request, const char *at,
                                  const char *end)
{
    static const char scheme[] = "http://";
    const size_t bytes = sizeof scheme - 1u;

    if ((size_t)(end - at) <= bytes || !http_is_same(at, scheme, bytes)) {
        return at;
    }
    const char *const slash = memchr(at + bytes, '/', (size_t)(end - at) - bytes);
    if (slash == NULL) {
        return at;
    }
    request->host = (struct lib_text){at + bytes, (size_t)(slash - at) - bytes};
    return slash;
}

static bool set_target(struct http_server_request *request, const char *at, const char *end)
{
    at = skip_authority(request, at, end);
    if (at == end || *at != '/' || memchr(at, '#', (size_t)(end - at)) != NULL) {
        return false;
    }
    const char *const mark = memchr(at, '?', (size_t)(end - at));
    const char *const path_end = mark != NULL ? mark : end;
    request->path = (struct lib_text){at, (size_t)(path_end - at)};
    request->query = (struct lib_text){path_end, 0};
    if (mark != NULL) {
        request->query = (struct lib_text){mark + 1, (size_t)(end - mark) - 1u};
    }
    return true;
}

/* `end`: at its CR LF. */
static unsigned read_first(struct http_server_request *request, const char *at, const char *end)
{
    const char *const method = at;

    while (at < end && http_is_token[(uint8_t)*at]) {
        at++;
    }
    request->method = (struct lib_text){method, (size_t)(at - method)};
    if (at == method || at == end || *at != ' ') {
        return HTTP_BAD_REQUEST;
    }
    const char *const target = ++at;
    at = skip_graphic(at, end);
    if (at == end || *at != ' ' || !set_target(request, target, at)) {
        return HTTP_BAD_REQUEST;
    }
    at++;
    if ((size_t)(end - at) != PROTOCOL_BYTES + VERSION_BYTES ||
        memcmp(at, PROTOCOL, PROTOCOL_BYTES) != 0) {
        return HTTP_BAD_REQUEST;
    }
    at += PROTOCOL_BYTES;
    if (!http_is_digit(at[0]) || at[1] != '.' || !http_is_digit(at[2])) {
        return HTTP_BAD_REQUEST;
    }
    request->is_old = at[2] == '0';
    return at[0] == '1' ? HTTP_SERVER_MORE : HTTP_VERSION_NOT_SPOKEN;
}

/* ---- Fields ---- */

static unsigned read_field(struct http_server_request *request, const struct http_field *field)
{
    const struct lib_text value = {field->value, field->value_length};

    if (HTTP_IS_WORD(field->name, field->name_length, "Host")) {
        /* The one of the first line counts: RFC 9112, 3.2.2. */
        request->host = request->host.length > 0 ? request->host : value;
        return request->hosts++ == 0 ? HTTP_SERVER_MORE : HTTP_BAD_REQUEST;
    }
    if (HTTP_IS_WORD(field->name, field->name_length, "Content-Length")) {
        const bool again = request->has_length;
        request->has_length = true;
        return !again && lib_text_to_number(value.at, value.length, UINT32_MAX, &request->length)
                   ? HTTP_SERVER_MORE
                   : HTTP_BAD_REQUEST;
    }
    if (HTTP_IS_WORD(field->name, field->name_length, "Transfer-Encoding")) {
        request->has_coding = true;
    }
    if (HTTP_IS_WORD(field->name, field->name_length, "Content-Type")) {
        request->content_type = value;
    }
    return HTTP_SERVER_MORE;
}

/* The head is complete, `at` is behind it. */
static unsigned judge_head(const struct http_server_request *request)
{
    static const char *const with_body[] = {"POST", "PUT"};

    if ((request->has_coding && request->has_length) || (request->hosts == 0 && !request->is_old)) {
        return HTTP_BAD_REQUEST;
    }
    if (request->has_coding) {
        return HTTP_NOT_IMPLEMENTED;
    }
    for (size_t i = 0; i < sizeof with_body / sizeof with_body[0] && !request->has_length; i++) {
        const size_t length = strlen(with_body[i]);
        if (request->method.length == length &&
            memcmp(request->method.at, with_body[i], length) == 0) {
            return HTTP_LENGTH_REQUIRED;
        }
    }
    return request->length <= request->size - request->at ? HTTP_SERVER_MORE
                                                          : HTTP_CONTENT_TOO_LARGE;
}

/* ---- Lines ---- */

/* One line, its LF at `feed`. */
static unsigned read_line(struct http_server_request *request, const char *feed)
{
    const char *const at = request->memory + request->at;
    struct http_field field;
    const char *next;

    request->at = (size_t)(feed - request->memory) + 1u;
    request->searched = request->at;
    if (!request->has_line) {
        if (feed == at || feed[-1] != '\r') {
            return HTTP_BAD_REQUEST;
        }
        if (feed - at == 1) {
            /* Robust clients end a body with an empty line that belongs to nothing. */
            return request->at == 2 ? HTTP_SERVER_MORE : HTTP_BAD_REQUEST;
        }
        request->has_line = true;
        return read_first(request, at, feed - 1);
    }
    switch (http_read_line(at, feed + 1, &field, &next)) {
    case HTTP_LINE_FIELD:
        return next == feed + 1 ? read_field(request, &field) : HTTP_BAD_REQUEST;
    case HTTP_LINE_EMPTY:
        request->body.at = feed + 1;
        return judge_head(request);
    case HTTP_LINE_SHORT:
    case HTTP_LINE_BAD:
        break;
    }
    return HTTP_BAD_REQUEST;
}

/* What cannot become a first line is not waited for. */
static bool may_be_first(const struct http_server_request *request)
{
    const char *const end = request->memory + request->filled;

    for (const char *at = request->memory + request->searched; at < end; at++) {
        if (((uint8_t)*at < ' ' && *at != '\r') || (uint8_t)*at >= 0x7F) {
            return false;
        }
    }
    return true;
}

static unsigned read_lines(struct http_server_request *request)
{
    unsigned status = HTTP_SERVER_MORE;

    while (status == HTTP_SERVER_MORE && request->body.at == NULL) {
        const char *const feed =
            memchr(request->memory + request->searched, '\n', request->filled - request->searched);
        if (feed == NULL) {
            break;
        }
        status = read_line(request, feed);
    }
    if (status != HTTP_SERVER_MORE || request->body.at != NULL) {
        return status;
    }
    if (!request->has_line && !may_be_first(request)) {
        return HTTP_BAD_REQUEST;
    }
    request->searched = request->filled;
    if (request->filled < request->size) {
        return HTTP_SERVER_MORE;
    }
    return request->has_line ? HTTP_FIELDS_TOO_LARGE : HTTP_URI_TOO_LONG;
}

unsigned http_server_feed(struct http_server_request *request, size_t bytes)
{
    LIB_ASSERT(bytes <= request->size - request->filled);
    if (request->status != HTTP_SERVER_MORE) {
        return request->status;
    }
    request->filled += bytes;
    if (request->body.at == NULL) {
        const unsigned status = read_lines(request);
        if (status != HTTP_SERVER_MORE) {
            return refuse(request, status);
        }
    }
    if (request->body.at == NULL || request->filled - request->at < request->length) {
        return HTTP_SERVER_MORE;
    }
    request->body.length = request->length;
    return refuse(request, HTTP_SERVER_COMPLETE);
}

const char *http_server_reason(unsigned status)
{
    static const struct {
        unsigned status;
        const char *reason;
    } all[] = {{200, "OK"},
               {303, "See Other"},
               {HTTP_BAD_REQUEST, "Bad Request"},
               {403, "Forbidden"},
               {404, "Not Found"},
               {405, "Method Not Allowed"},
               {408, "Request Timeout"},
               {HTTP_LENGTH_REQUIRED, "Length Required"},
               {HTTP_CONTENT_TOO_LARGE, "Content Too Large"},
               {HTTP_URI_TOO_LONG, "URI Too Long"},
               {415, "Unsupported Media Type"},
               {421, "Misdirected Request"},
               {422, "Unprocessable Content"},
               {HTTP_FIELDS_TOO_LARGE, "Request Header Fields Too Large"},
               {500, "Internal Server Error"},
               {HTTP_NOT_IMPLEMENTED, "Not Implemented"},
               {HTTP_VERSION_NOT_SPOKEN, "HTTP Version Not Supported"}};

    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].status == status) {
            return all[i].reason;
        }
    }
    return "";
}
