/* SPDX-License-Identifier: MIT */
/* Everything a client sends to a small server. The first two bytes are the step of reading and the
 * room. Oracles: every text lies in the memory, a step of one byte says the same, what is found in
 * a form fits, and what is escaped holds nothing that means something in HTML. */
#include <stdlib.h>
#include <string.h>

#include "http_server.h"

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static unsigned give(struct http_server_request *request, char *memory, size_t room,
                     const uint8_t *bytes, size_t length, size_t step)
{
    unsigned status = HTTP_SERVER_MORE;

    http_server_begin(request, memory, room);
    while (length > 0 && status == HTTP_SERVER_MORE) {
        char *at;
        size_t part = http_server_room(request, &at);
        require(part > 0 && at >= memory && at + part == memory + room);
        part = part < step ? part : step;
        part = part < length ? part : length;
        memcpy(at, bytes, part);
        status = http_server_feed(request, part);
        bytes += part;
        length -= part;
    }
    return status;
}

static void is_inside(struct lib_text text, const char *memory, size_t room)
{
    require(text.length == 0 ||
            (text.at >= memory && text.length <= room && text.at + text.length <= memory + room));
}

static void look_at(const struct http_server_request *request, const char *memory, size_t room)
{
    char value[16], page[16 * 6];
    size_t length;

    is_inside(request->method, memory, room);
    is_inside(request->path, memory, room);
    is_inside(request->query, memory, room);
    is_inside(request->host, memory, room);
    is_inside(request->content_type, memory, room);
    is_inside(request->body, memory, room);
    require(request->method.length > 0 && request->path.length > 0 && request->path.at[0] == '/');
    const struct lib_text forms[] = {request->query, request->body};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        const enum http_form_result result =
            http_form_find(forms[i], "a", value, sizeof value, &length);
        require(length <= sizeof value && (result == HTTP_FORM_FOUND || length == 0));
        struct lib_text_out out = {page, sizeof page, 0};
        http_put_escaped(&out, value, length);
        require(lib_text_fits(&out));
        for (size_t at = 0; at < out.needed; at++) {
            require(strchr("<>\"'\n\r", page[at]) == NULL || page[at] == '\0');
            require(page[at] != '\0');
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct http_server_request whole, parts;

    if (size < 2) {
        return 0;
    }
    const size_t step = 1u + bytes[0], room = 16u + 4u * bytes[1];
    char *const memory = malloc(room), *const other = malloc(room);
    const unsigned status = give(&whole, memory, room, bytes + 2, size - 2, step);
    require(give(&parts, other, room, bytes + 2, size - 2, 1) == status);
    if (status == HTTP_SERVER_COMPLETE) {
        look_at(&whole, memory, room);
        require(whole.body.length == parts.body.length);
    } else {
        require(status == HTTP_SERVER_MORE || http_server_reason(status)[0] != '\0');
    }
    free(memory);
    free(other);
    return 0;
}
