/* SPDX-License-Identifier: MIT */
/** CBOR (RFC 8949) into a buffer, from left to right, lengths known before.
 *
 *      cbor_put_map(&out, 2);
 *      cbor_put_text(&out, "f", 1); cbor_put_uint(&out, 0);
 *      cbor_put_text(&out, "p", 1); cbor_put_bytes(&out, block, 256);
 *      if (cbor_fits(&out)) publish(buffer, out.needed);
 *
 * Numbers and lengths are as short as they can be. What does not fit is cut off and counted: one
 * check at the end is enough, and says how much room there should have been. That the announced
 * number of items follows is the caller's matter.
 */
#ifndef CBOR_WRITER_H
#define CBOR_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Where to write; `needed` starts at 0. */
struct cbor_out {
    uint8_t *buffer;
    size_t size;
    size_t needed; /**< Bytes that were to be written so far. */
};

/**
 * Tell whether all that was written did fit.
 *
 * @param out  What was written.
 * @return True if so; then `needed` is the length.
 *
 * Context: any.  Blocks: no.
 */
static inline bool cbor_fits(const struct cbor_out *out)
{
    return out->needed <= out->size;
}

/**
 * Write a number that is not negative.
 *
 * @param out    Where.
 * @param value  The number.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3.1.
 */
void cbor_put_uint(struct cbor_out *out, uint64_t value);

/**
 * Write a number.
 *
 * @param out    Where.
 * @param value  The number.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3.1.
 */
void cbor_put_int(struct cbor_out *out, int64_t value);

/**
 * Write text.
 *
 * @param out     Where.
 * @param text    UTF-8, not checked. Not NULL unless `length` is 0.
 * @param length  Bytes of it.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3.1.
 */
void cbor_put_text(struct cbor_out *out, const char *text, size_t length);

/**
 * Write a string of bytes.
 *
 * @param out     Where.
 * @param bytes   Not NULL unless `length` is 0.
 * @param length  How many.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3.1.
 */
void cbor_put_bytes(struct cbor_out *out, const uint8_t *bytes, size_t length);

/**
 * Begin an array.
 *
 * @param out    Where.
 * @param count  Items that follow.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3.1.
 */
void cbor_put_array(struct cbor_out *out, size_t count);

/**
 * Begin a map.
 *
 * @param out    Where.
 * @param count  Pairs that follow, each a key and a value.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3.1.
 */
void cbor_put_map(struct cbor_out *out, size_t count);

#ifdef __cplusplus
}
#endif

#endif
