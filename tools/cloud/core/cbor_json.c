/* SPDX-License-Identifier: MIT */
/* libcbor cuts the bytes into tokens; the tree is built here, so that a length in the input is
 * never memory before its bytes are there. */
#include "cbor_json.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cbor.h>

#define LEVELS_MAX 16

enum kind {
    KIND_END, /* of the bytes, or no CBOR */
    KIND_NUMBER,
    KIND_NEGATIVE, /* -1 - number */
    KIND_REAL,
    KIND_TEXT,
    KIND_TEXT_PARTS,
    KIND_BYTES,
    KIND_BYTES_PARTS,
    KIND_ARRAY, /* of `number` items */
    KIND_ARRAY_OPEN,
    KIND_MAP,
    KIND_MAP_OPEN,
    KIND_TAG,
    KIND_NULL,
    KIND_BOOLEAN,
    KIND_BREAK,
};

struct reader {
    const unsigned char *next;
    size_t left;
    bool is_hex; /* what becomes of byte strings */
    /* The latest token. */
    enum kind kind;
    uint64_t number;
    double real;
    const unsigned char *bytes;
    size_t count;
};

/* One function for each of libcbor's kinds of token. */
#define TOKEN(name, type, kind_, member)                                                           \
    static void name(void *context, type value)                                                    \
    {                                                                                              \
        struct reader *reader = context;                                                           \
        reader->kind = (kind_);                                                                    \
        reader->member = value;                                                                    \
    }
#define SIGN(name, kind_)                                                                          \
    static void name(void *context)                                                                \
    {                                                                                              \
        ((struct reader *)context)->kind = (kind_);                                                \
    }
#define STRING(name, kind_)                                                                        \
    static void name(void *context, cbor_data bytes, size_t count)                                 \
    {                                                                                              \
        struct reader *reader = context;                                                           \
        reader->kind = (kind_);                                                                    \
        reader->bytes = bytes;                                                                     \
        reader->count = count;                                                                     \
    }

TOKEN(on_uint8, uint8_t, KIND_NUMBER, number)
TOKEN(on_uint16, uint16_t, KIND_NUMBER, number)
TOKEN(on_uint32, uint32_t, KIND_NUMBER, number)
TOKEN(on_uint64, uint64_t, KIND_NUMBER, number)
TOKEN(on_negint8, uint8_t, KIND_NEGATIVE, number)
TOKEN(on_negint16, uint16_t, KIND_NEGATIVE, number)
TOKEN(on_negint32, uint32_t, KIND_NEGATIVE, number)
TOKEN(on_negint64, uint64_t, KIND_NEGATIVE, number)
TOKEN(on_float, float, KIND_REAL, real)
TOKEN(on_double, double, KIND_REAL, real)
TOKEN(on_boolean, bool, KIND_BOOLEAN, number)
TOKEN(on_array, size_t, KIND_ARRAY, number)
TOKEN(on_map, size_t, KIND_MAP, number)
TOKEN(on_tag, uint64_t, KIND_TAG, number)
SIGN(on_array_open, KIND_ARRAY_OPEN)
SIGN(on_map_open, KIND_MAP_OPEN)
SIGN(on_text_parts, KIND_TEXT_PARTS)
SIGN(on_bytes_parts, KIND_BYTES_PARTS)
SIGN(on_null, KIND_NULL)
SIGN(on_break, KIND_BREAK)
STRING(on_text, KIND_TEXT)
STRING(on_bytes, KIND_BYTES)

static const struct cbor_callbacks callbacks = {
    .uint8 = on_uint8,
    .uint16 = on_uint16,
    .uint32 = on_uint32,
    .uint64 = on_uint64,
    .negint8 = on_negint8,
    .negint16 = on_negint16,
    .negint32 = on_negint32,
    .negint64 = on_negint64,
    .byte_string_start = on_bytes_parts,
    .byte_string = on_bytes,
    .string = on_text,
    .string_start = on_text_parts,
    .indef_array_start = on_array_open,
    .array_start = on_array,
    .indef_map_start = on_map_open,
    .map_start = on_map,
    .tag = on_tag,
    .float2 = on_float,
    .float4 = on_float,
    .float8 = on_double,
    .undefined = on_null,
    .null = on_null,
    .boolean = on_boolean,
    .indef_break = on_break,
};

/* Tags are passed over. */
static void next(struct reader *reader)
{
    do {
        const struct cbor_decoder_result result =
            cbor_stream_decode(reader->next, reader->left, &callbacks, reader);
        if (result.status != CBOR_DECODER_FINISHED) {
            reader->kind = KIND_END;
            return;
        }
        reader->next += result.read;
        reader->left -= result.read;
    } while (reader->kind == KIND_TAG);
}

/* A text, NUL and all; NULL: no UTF-8. */
static json_t *text_of(const void *bytes, size_t count)
{
    return json_stringn(count > 0 ? bytes : "", count);
}

static json_t *byte_string(const struct reader *reader, const void *start, size_t count)
{
    const unsigned char *bytes = start;
    static const char digits[] = "0123456789abcdef";
    struct text text = {NULL, 0, 0};

    if (!reader->is_hex) {
        return text_of(bytes, count);
    }
    text_string(&text, "0x");
    for (size_t i = 0; i < count; i++) {
        const char pair[2] = {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
        text_add(&text, pair, 2);
    }
    json_t *string = json_stringn_nocheck(text.bytes, text.count);
    free(text.bytes);
    return string;
}

/* A string in parts, each of them whole, up to a break. */
static json_t *join_parts(struct reader *reader, enum kind part)
{
    struct text text = {NULL, 0, 0};
    json_t *string = NULL;

    text_add(&text, "", 0);
    for (next(reader); reader->kind == part; next(reader)) {
        text_add(&text, reader->bytes, reader->count);
    }
    if (reader->kind == KIND_BREAK) {
        string = part == KIND_TEXT ? text_of(text.bytes, text.count)
                                   : byte_string(reader, text.bytes, text.count);
    }
    free(text.bytes);
    return string;
}

static json_t *value_of(struct reader *reader, int level);

/* `left` items, or all up to a break. */
static json_t *read_array(struct reader *reader, bool is_open, uint64_t left, int level)
{
    json_t *array = json_array();

    for (; is_open || left > 0; left--) {
        next(reader);
        if (is_open && reader->kind == KIND_BREAK) {
            return array;
        }
        if (json_array_append_new(array, value_of(reader, level)) != 0) {
            json_decref(array);
            return NULL;
        }
    }
    return array;
}

static json_t *read_map(struct reader *reader, bool is_open, uint64_t left, int level)
{
    json_t *map = json_object();

    for (; is_open || left > 0; left--) {
        next(reader);
        if (is_open && reader->kind == KIND_BREAK) {
            return map;
        }
        json_t *name = reader->kind == KIND_TEXT ? text_of(reader->bytes, reader->count) : NULL;
        next(reader);
        json_t *value = name != NULL && strlen(json_string_value(name)) == json_string_length(name)
                            ? value_of(reader, level)
                            : NULL;
        const bool is_set =
            value != NULL && json_object_set_new(map, json_string_value(name), value) == 0;
        json_decref(name);
        if (!is_set) {
            json_decref(map);
            return NULL;
        }
    }
    return map;
}

/* The value that begins with the latest token. */
static json_t *value_of(struct reader *reader, int level)
{
    if (level > LEVELS_MAX) {
        return NULL;
    }
    switch (reader->kind) {
    case KIND_NUMBER:
        return reader->number <= INT64_MAX ? json_integer((json_int_t)reader->number) : NULL;
    case KIND_NEGATIVE:
        return reader->number <= INT64_MAX ? json_integer(-1 - (json_int_t)reader->number) : NULL;
    case KIND_REAL:
        return json_real(reader->real); /* NULL for what is no number */
    case KIND_TEXT:
        return text_of(reader->bytes, reader->count);
    case KIND_BYTES:
        return byte_string(reader, reader->bytes, reader->count);
    case KIND_TEXT_PARTS:
        return join_parts(reader, KIND_TEXT);
    case KIND_BYTES_PARTS:
        return join_parts(reader, KIND_BYTES);
    case KIND_ARRAY:
    case KIND_ARRAY_OPEN:
        return read_array(reader, reader->kind == KIND_ARRAY_OPEN, reader->number, level + 1);
    case KIND_MAP:
    case KIND_MAP_OPEN:
        return read_map(reader, reader->kind == KIND_MAP_OPEN, reader->number, level + 1);
    case KIND_NULL:
        return json_null();
    case KIND_BOOLEAN:
        return json_boolean(reader->number != 0);
    case KIND_TAG:
    case KIND_BREAK:
    case KIND_END:
        break;
    }
    return NULL;
}

static json_t *read_all(const void *bytes, size_t count, bool is_hex)
{
    struct reader reader = {.next = bytes, .left = count, .is_hex = is_hex};

    next(&reader);
    json_t *value = value_of(&reader, 0);
    if (reader.left > 0) {
        json_decref(value);
        return NULL;
    }
    return value;
}

json_t *cbor_to_json(const void *bytes, size_t count)
{
    return read_all(bytes, count, false);
}

json_t *cbor_to_json_hex(const void *bytes, size_t count)
{
    return read_all(bytes, count, true);
}

static void add_head(struct text *text, size_t (*encode)(size_t, unsigned char *, size_t),
                     size_t count)
{
    unsigned char head[9];

    text_add(text, head, encode(count, head, sizeof(head)));
}

void cbor_write_map(struct text *text, size_t count)
{
    add_head(text, cbor_encode_map_start, count);
}

void cbor_write_bytes(struct text *text, const void *bytes, size_t count)
{
    add_head(text, cbor_encode_bytestring_start, count);
    text_add(text, bytes, count);
}

static void write_text(struct text *text, const char *bytes, size_t count)
{
    add_head(text, cbor_encode_string_start, count);
    text_add(text, bytes, count);
}

static void write_integer(struct text *text, json_int_t number)
{
    unsigned char head[9];
    const size_t bytes = number >= 0
                             ? cbor_encode_uint((uint64_t)number, head, sizeof(head))
                             : cbor_encode_negint((uint64_t)(-1 - number), head, sizeof(head));

    text_add(text, head, bytes);
}

void cbor_write_members(struct text *text, const json_t *object)
{
    const char *name;
    json_t *inner;

    json_object_foreach((json_t *)object, name, inner)
    {
        write_text(text, name, strlen(name));
        cbor_write(text, inner);
    }
}

void cbor_write(struct text *text, const json_t *value)
{
    unsigned char head[9];
    json_t *inner;
    size_t index;

    switch (json_typeof(value)) {
    case JSON_OBJECT:
        cbor_write_map(text, json_object_size(value));
        cbor_write_members(text, value);
        break;
    case JSON_ARRAY:
        add_head(text, cbor_encode_array_start, json_array_size(value));
        json_array_foreach(value, index, inner)
        {
            cbor_write(text, inner);
        }
        break;
    case JSON_STRING:
        write_text(text, json_string_value(value), json_string_length(value));
        break;
    case JSON_INTEGER:
        write_integer(text, json_integer_value(value));
        break;
    case JSON_REAL:
        text_add(text, head, cbor_encode_double(json_real_value(value), head, sizeof(head)));
        break;
    case JSON_TRUE:
    case JSON_FALSE:
        text_add(text, head, cbor_encode_bool(json_is_true(value), head, sizeof(head)));
        break;
    case JSON_NULL:
        text_add(text, head, cbor_encode_null(head, sizeof(head)));
        break;
    }
}

void *cbor_from_json(const json_t *value, size_t *count)
{
    struct text text = {NULL, 0, 0};

    cbor_write(&text, value);
    *count = text.count;
    return text.bytes;
}
