/* SPDX-License-Identifier: MIT */
#include "request.h"

#include <stdio.h>
#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_utf8(const char *text)
{
    json_t *string = json_string(text);

    json_decref(string);
    return string != NULL;
}

bool request_is_text(const char *text, size_t bytes_max)
{
    if (text == NULL || text[0] == '\0' || strlen(text) > bytes_max || !is_utf8(text)) {
        return false;
    }
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        /* C1 controls are C2 80 to C2 9F. */
        if (*c < 0x20 || *c == 0x7f || (*c == 0xc2 && c[1] < 0xa0)) {
            return false;
        }
    }
    return true;
}

/* One level without its escapes, into `*to`, with a NUL. */
static bool unescape(const char *text, size_t bytes, char **to)
{
    const char *level = *to;

    for (size_t i = 0; i < bytes; i++) {
        char c = text[i];
        if (c == '%') {
            const bool is_whole = bytes - i > 2;
            const int high = is_whole ? hex_digit(text[i + 1]) : -1;
            const int low = is_whole ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            c = (char)(high << 4 | low);
            i += 2;
        }
        *(*to)++ = c;
        if (c == '\0') {
            return false;
        }
    }
    *(*to)++ = '\0';
    return level[0] == '\0' || request_is_text(level, REQUEST_PATH_BYTES);
}

const char *request_read(struct request *request)
{
    static const char base[] = "/api/v1/";
    const size_t path_bytes = strcspn(request->uri, "?");
    const char *at = request->uri, *const end = request->uri + path_bytes;
    char *to = request->path;

    request->query = *end == '?' ? end + 1 : end;
    request->levels = 0;
    request->is_api = false;
    if (path_bytes >= sizeof(request->path) || strlen(request->query) > REQUEST_QUERY_BYTES) {
        return "The address is too long";
    }
    if (*at != '/') {
        return "The address does not begin with a slash";
    }
    if (strncmp(at, base, strlen(base)) == 0) {
        request->is_api = true;
        at += strlen(base) - 1;
    }
    while (at < end) {
        const char *level = at + 1;
        const size_t bytes = strcspn(level, "/?");
        if (request->levels == REQUEST_LEVELS_MAX) {
            return "The address has too many levels";
        }
        request->level[request->levels++] = to;
        if (!unescape(level, bytes, &to)) {
            return "The address has a level that is no text";
        }
        at = level + bytes;
    }
    return NULL;
}

json_t *request_json(const struct request *request, char *error, size_t error_bytes)
{
    json_error_t where;

    if (request->bytes == 0) {
        return json_object();
    }
    json_t *document = json_loadb(request->body, request->bytes, JSON_REJECT_DUPLICATES, &where);
    if (document == NULL) {
        (void)snprintf(error, error_bytes, "The body is no JSON: line %d, column %d: %s",
                       where.line, where.column, where.text);
    } else if (!json_is_object(document)) {
        (void)snprintf(error, error_bytes, "The body is no JSON object");
        json_decref(document);
        document = NULL;
    }
    return document;
}
