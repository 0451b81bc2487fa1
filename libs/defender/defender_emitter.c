/* SPDX-License-Identifier: MIT */
#include "defender_emitter.h"

#include "cbor_writer.h"
#include "lib_text.h"

static void put(struct emitter *out, const char *text, size_t length)
{
    struct lib_text_out json = {(char *)out->buffer, out->size, out->needed};

    lib_text_put(&json, text, length);
    out->needed = json.needed;
}

static void put_comma(struct emitter *out)
{
    if (out->is_next) {
        put(out, ",", 1);
    }
}

/* Opens in JSON; the caller does it in CBOR. */
static void put_open(struct emitter *out, const char *bracket)
{
    put_comma(out);
    put(out, bracket, 1);
    out->is_next = false;
}

static void put_close(struct emitter *out, const char *bracket)
{
    if (out->format == DEFENDER_JSON) {
        put(out, bracket, 1);
        out->is_next = true;
    }
}

#define WITH_CBOR(out, call)                                                                       \
    do {                                                                                           \
        struct cbor_out cbor = {(out)->buffer, (out)->size, (out)->needed};                        \
        call;                                                                                      \
        (out)->needed = cbor.needed;                                                               \
    } while (0)

void emit_map(struct emitter *out, size_t count)
{
    if (out->format == DEFENDER_JSON) {
        put_open(out, "{");
    } else {
        WITH_CBOR(out, cbor_put_map(&cbor, count));
    }
}

void emit_map_end(struct emitter *out)
{
    put_close(out, "}");
}

void emit_array(struct emitter *out, size_t count)
{
    if (out->format == DEFENDER_JSON) {
        put_open(out, "[");
    } else {
        WITH_CBOR(out, cbor_put_array(&cbor, count));
    }
}

void emit_array_end(struct emitter *out)
{
    put_close(out, "]");
}

void emit_text(struct emitter *out, const char *text)
{
    const size_t length = strlen(text);

    if (out->format == DEFENDER_JSON) {
        put_comma(out);
        put(out, "\"", 1);
        put(out, text, length);
        put(out, "\"", 1);
        out->is_next = true;
    } else {
        WITH_CBOR(out, cbor_put_text(&cbor, text, length));
    }
}

void emit_key(struct emitter *out, const char *key)
{
    emit_text(out, key);
    if (out->format == DEFENDER_JSON) {
        put(out, ":", 1);
        out->is_next = false;
    }
}

/* Divides by ten 16 bits at a time: no division of 64 bits. */
static uint32_t take_digit(uint64_t *value)
{
    uint64_t quotient = 0;
    uint32_t rest = 0;

    for (unsigned shift = 64; shift > 0;) {
        shift -= 16;
        rest = rest << 16 | (uint32_t)(*value >> shift & 0xFFFFu);
        quotient |= (uint64_t)(rest / 10u) << shift;
        rest %= 10u;
    }
    *value = quotient;
    return rest;
}

void emit_uint(struct emitter *out, uint64_t value)
{
    char digits[20];
    size_t first = sizeof digits;

    if (out->format == DEFENDER_CBOR) {
        WITH_CBOR(out, cbor_put_uint(&cbor, value));
        return;
    }
    put_comma(out);
    do {
        digits[--first] = (char)('0' + take_digit(&value));
    } while (value > 0);
    put(out, digits + first, sizeof digits - first);
    out->is_next = true;
}

void emit_int(struct emitter *out, int64_t value)
{
    if (out->format == DEFENDER_CBOR) {
        WITH_CBOR(out, cbor_put_int(&cbor, value));
        return;
    }
    if (value < 0) {
        put_comma(out);
        put(out, "-", 1);
        out->is_next = false;
    }
    emit_uint(out, value < 0 ? ~(uint64_t)value + 1u : (uint64_t)value);
}
