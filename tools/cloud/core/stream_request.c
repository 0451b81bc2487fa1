/* SPDX-License-Identifier: MIT */
#include "stream_request.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cbor_json.h"
#include "stream.h"

bool stream_refuse(struct stream_refusal *refusal, const char *code, const char *format, ...)
{
    va_list arguments;

    refusal->code = code;
    va_start(arguments, format);
    (void)vsnprintf(refusal->text, sizeof(refusal->text), format, arguments);
    va_end(arguments);
    return false;
}

bool stream_request_describe(struct stream_request *request, bool is_cbor, const void *payload,
                             size_t bytes, struct stream_refusal *refusal)
{
    *request = (struct stream_request){.version = -1};
    request->root = is_cbor ? cbor_to_json_hex(payload, bytes)
                            : json_loadb(payload != NULL ? payload : "", bytes, 0, NULL);
    if (request->root == NULL) {
        return stream_refuse(refusal, is_cbor ? "InvalidCbor" : "InvalidJson",
                             "The request is no %s", is_cbor ? "CBOR" : "JSON");
    }
    if (!json_is_object(request->root)) {
        return stream_refuse(refusal, "InvalidRequest", "The request must be an object");
    }
    const json_t *token = json_object_get(request->root, "c");
    if (token != NULL && (!json_is_string(token) || json_string_length(token) > STREAM_TOKEN_MAX)) {
        return stream_refuse(refusal, "InvalidRequest", "c must be a text of at most %u bytes",
                             STREAM_TOKEN_MAX);
    }
    request->token = token;
    return true;
}

/* A member that is a whole number; `missing` when it is not there. */
static bool read_number(const struct stream_request *request, const char *name, json_int_t missing,
                        json_int_t *number, struct stream_refusal *refusal)
{
    const json_t *member = json_object_get(request->root, name);

    if (member != NULL && !json_is_integer(member)) {
        return stream_refuse(refusal, "InvalidRequest", "%s must be a whole number", name);
    }
    *number = member != NULL ? json_integer_value(member) : missing;
    return true;
}

static int digit_of(char letter)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    const char *found = letter != '\0' ? strchr(digits, letter) : NULL;
    const int digit = found != NULL ? (int)(found - digits) : -1;

    return digit > 15 ? digit - 6 : digit;
}

static bool read_bitmap(struct stream_request *request, struct stream_refusal *refusal)
{
    const json_t *member = json_object_get(request->root, "b");
    const char *digits = json_string_value(member);
    size_t count = json_string_length(member);

    if (member == NULL) {
        return true;
    }
    request->has_bitmap = true;
    if (digits != NULL && count >= 2 && digits[0] == '0' && (digits[1] | 0x20) == 'x') {
        digits += 2;
        count -= 2;
    }
    if (digits == NULL || count % 2u != 0) {
        return stream_refuse(refusal, "InvalidRequest", "b must be bytes in hexadecimal digits");
    }
    if (count / 2u >= STREAM_BITMAP_MAX) {
        return stream_refuse(refusal, "BlockBitmapLimitExceeded",
                             "The bitmap must have fewer than %d bytes", STREAM_BITMAP_MAX);
    }
    for (size_t i = 0; i < count; i += 2u) {
        const int high = digit_of(digits[i]), low = digit_of(digits[i + 1u]);
        if (high < 0 || low < 0) {
            return stream_refuse(refusal, "InvalidRequest",
                                 "b must be bytes in hexadecimal digits");
        }
        const char byte = (char)(high << 4 | low);
        text_add(&request->bitmap, &byte, 1);
    }
    return true;
}

static bool check_ranges(struct stream_request *request, struct stream_refusal *refusal)
{
    if (request->file < 0 || request->file > STREAM_FILE_ID_MAX) {
        return stream_refuse(refusal, "InvalidRequest", "f must be a file id, 0 to %d",
                             STREAM_FILE_ID_MAX);
    }
    if (request->block_bytes < STREAM_BLOCK_MIN || request->block_bytes > STREAM_BLOCK_MAX) {
        return stream_refuse(refusal, "BlockSizeOutOfBounds", "The block size must be %d to %d",
                             STREAM_BLOCK_MIN, STREAM_BLOCK_MAX);
    }
    if (request->offset < 0 || request->offset > STREAM_BLOCKS_MAX) {
        return stream_refuse(refusal, "OffsetOutOfBounds", "The offset must be 0 to %d",
                             STREAM_BLOCKS_MAX);
    }
    if (request->count < 0 || request->count > STREAM_BLOCKS_MAX) {
        return stream_refuse(refusal, "BlockCountLimitExceeded",
                             "The number of blocks must be 0 to %d", STREAM_BLOCKS_MAX);
    }
    return true;
}

bool stream_request_get(struct stream_request *request, bool is_cbor, const void *payload,
                        size_t bytes, struct stream_refusal *refusal)
{
    if (!stream_request_describe(request, is_cbor, payload, bytes, refusal) ||
        !read_number(request, "s", -1, &request->version, refusal) ||
        !read_number(request, "f", -1, &request->file, refusal) ||
        !read_number(request, "l", 0, &request->block_bytes, refusal) ||
        !read_number(request, "o", 0, &request->offset, refusal) ||
        !read_number(request, "n", 0, &request->count, refusal)) {
        return false;
    }
    if (json_object_get(request->root, "l") == NULL) {
        return stream_refuse(refusal, "InvalidRequest", "l, the block size, is missing");
    }
    if (!check_ranges(request, refusal) || !read_bitmap(request, refusal)) {
        return false;
    }
    if (json_object_get(request->root, "n") == NULL) {
        request->count =
            request->has_bitmap ? STREAM_BLOCKS_MAX : STREAM_ANSWER_MAX / request->block_bytes;
    }
    return true;
}

void stream_request_free(struct stream_request *request)
{
    json_decref(request->root);
    free(request->bitmap.bytes);
    *request = (struct stream_request){.version = -1};
}

bool stream_request_asks(const struct stream_request *request, json_int_t index)
{
    if (!request->has_bitmap) {
        return index < request->count;
    }
    return ((unsigned char)request->bitmap.bytes[index / 8] >> (index % 8) & 1) != 0;
}

json_int_t stream_request_end(const struct stream_request *request)
{
    return request->has_bitmap ? (json_int_t)request->bitmap.count * 8 : request->count;
}
