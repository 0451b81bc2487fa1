/* SPDX-License-Identifier: MIT */
/* A head is one byte, or the byte and 1, 2, 4 or 8 bytes of value:
 *
 *      type 3 bits, 5 bits: 0..23 the value itself | 24, 25, 26, 27: it follows in 1, 2, 4, 8 bytes
 */
#include "cbor_writer.h"

#include "lib_text.h"

#include "cbor_reader.h"

static void put(struct cbor_out *out, const void *bytes, size_t length)
{
    struct lib_text_out text = {(char *)out->buffer, out->size, out->needed};

    lib_text_put(&text, bytes, length);
    out->needed = text.needed;
}

static void put_head(struct cbor_out *out, enum cbor_type type, uint64_t value)
{
    uint8_t head[9];
    uint32_t width = 0, code = (uint32_t)value;

    if (value >= 24u) {
        code = value <= UINT8_MAX    ? 24u
               : value <= UINT16_MAX ? 25u
               : value <= UINT32_MAX ? 26u
                                     : 27u;
        width = 1u << (code - 24u);
    }
    head[0] = (uint8_t)((uint32_t)type << 5 | code);
    for (uint32_t i = width; i > 0; i--) {
        head[i] = (uint8_t)value;
        value >>= 8;
    }
    put(out, head, 1u + width);
}

void cbor_put_uint(struct cbor_out *out, uint64_t value)
{
    put_head(out, CBOR_UINT, value);
}

void cbor_put_int(struct cbor_out *out, int64_t value)
{
    put_head(out, value < 0 ? CBOR_NEGATIVE : CBOR_UINT,
             value < 0 ? ~(uint64_t)value : (uint64_t)value);
}

void cbor_put_text(struct cbor_out *out, const char *text, size_t length)
{
    put_head(out, CBOR_TEXT, length);
    put(out, text, length);
}

void cbor_put_bytes(struct cbor_out *out, const uint8_t *bytes, size_t length)
{
    put_head(out, CBOR_BYTES, length);
    put(out, bytes, length);
}

void cbor_put_array(struct cbor_out *out, size_t count)
{
    put_head(out, CBOR_ARRAY, count);
}

void cbor_put_map(struct cbor_out *out, size_t count)
{
    put_head(out, CBOR_MAP, count);
}
