/* SPDX-License-Identifier: MIT */
/* Text that is read or written from left to right within bounds: topics, and small documents.
 *
 * Reading: each function takes what it knows from the front, or nothing. Writing: what does not fit
 * is cut off; `needed` goes on counting, so that one check at the end is enough, and says how much
 * room there should have been. Nothing ends in a NUL.
 */
#ifndef LIB_TEXT_H
#define LIB_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What is left to read. */
struct lib_text {
    const char *at;
    size_t length;
};

/* What is written. */
struct lib_text_out {
    char *buffer;
    size_t size;
    size_t needed; /* bytes that were to be written so far */
};

/* A literal and its length, for the functions below. */
#define LIB_TEXT(literal) (literal), (sizeof(literal) - 1u)

/**
 * Compare bytes, four at a time where there are four.
 *
 * @param a       Not NULL.
 * @param b       Not NULL.
 * @param length  Bytes in both.
 * @return Whether they are equal.
 *
 * Context: any.  Blocks: no.
 */
static inline bool lib_text_equal(const char *a, const char *b, size_t length)
{
    uint32_t left, right;

    if (length < sizeof left) {
        while (length > 0 && a[length - 1] == b[length - 1]) {
            length--;
        }
        return length == 0;
    }
    /* The last four first: they may overlap the ones before. */
    const char *const last = a + length - sizeof left;
    memcpy(&left, last, sizeof left);
    memcpy(&right, b + length - sizeof right, sizeof right);
    while (left == right && a < last) {
        memcpy(&left, a, sizeof left);
        memcpy(&right, b, sizeof right);
        a += sizeof left;
        b += sizeof right;
    }
    return left == right;
}

/**
 * Take a known beginning.
 *
 * @param text    What is left to read; advanced if it begins so.
 * @param known   Not NULL.
 * @param length  Bytes of it.
 * @return Whether it was there.
 *
 * Context: any.  Blocks: no.
 */
bool lib_text_take(struct lib_text *text, const char *known, size_t length);

/**
 * Take all up to the next slash, or to the end.
 *
 * @param text        What is left to read; advanced to the slash.
 * @param[out] level  Where it begins. Not NULL.
 * @return Its bytes, 0 or more.
 *
 * Context: any.  Blocks: no.
 */
size_t lib_text_take_level(struct lib_text *text, const char **level);

/**
 * Write bytes.
 *
 * @param out     What is written.
 * @param text    Not NULL, unless `length` is 0.
 * @param length  Bytes of it.
 *
 * Context: any.  Blocks: no.
 */
void lib_text_put(struct lib_text_out *out, const char *text, size_t length);

/**
 * Write a number in decimal digits.
 *
 * @param out    What is written.
 * @param value  The number.
 *
 * Context: any.  Blocks: no.
 */
void lib_text_put_number(struct lib_text_out *out, uint32_t value);

/**
 * Read a whole number in decimal digits, and nothing else.
 *
 * @param text         Not NULL unless `length` is 0.
 * @param length       Bytes of it.
 * @param max          The largest that is accepted.
 * @param[out] number  The number; as it was on failure. Not NULL.
 * @return False when there is no digit, a byte that is none, or more than `max`.
 *
 * Context: any.  Blocks: no.
 */
bool lib_text_to_number(const char *text, size_t length, uint32_t max, uint32_t *number);

/**
 * Tell whether all that was written did fit.
 *
 * @param out  What is written.
 * @return True if so; then `needed` is the length.
 *
 * Context: any.  Blocks: no.
 */
static inline bool lib_text_fits(const struct lib_text_out *out)
{
    return out->needed <= out->size;
}

#endif
