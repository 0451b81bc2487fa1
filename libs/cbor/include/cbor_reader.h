/* SPDX-License-Identifier: MIT */
/** CBOR (RFC 8949) where it lies: item by item, skipping, and finding a key in a map.
 *
 *      struct cbor_in in = {bytes, length}, value;
 *      struct cbor_item item;
 *      if (cbor_find(in, "p", 1, &value) && cbor_read(&value, &item) && item.type == CBOR_BYTES)
 * ...
 *
 * Strict about form: what ends too early, a reserved length, a break where none may be, a chunk of
 * another kind are refused, and nothing is read beyond the end. Nested CBOR_DEPTH_MAX deep. No
 * memory but the stack.
 */
#ifndef CBOR_READER_H
#define CBOR_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Arrays, maps and tags that may lie inside each other, in what is skipped. */
#define CBOR_DEPTH_MAX 16u

/** Major types; the values are those on the wire. */
enum cbor_type {
    CBOR_UINT = 0,     /**< `value`. */
    CBOR_NEGATIVE = 1, /**< -1 - `value`. */
    CBOR_BYTES = 2,    /**< `value` bytes at `bytes`. */
    CBOR_TEXT = 3,     /**< `value` bytes at `bytes`; UTF-8, not checked. */
    CBOR_ARRAY = 4,    /**< `value` items follow. */
    CBOR_MAP = 5,      /**< `value` pairs follow. */
    CBOR_TAG = 6,      /**< `value`; the item that it marks follows. */
    CBOR_OTHER = 7,    /**< Simple value or float, as `value`; break, if `is_open`. */
};

/** What is left to read. */
struct cbor_in {
    const uint8_t *at;
    size_t length;
};

/** The head of an item, and the content of a string. */
struct cbor_item {
    enum cbor_type type;
    bool is_open; /**< No length: chunks or items follow, up to a break. */
    uint64_t value;
    const uint8_t *bytes; /**< Of a string that is not open; else NULL. */
};

/**
 * Read the head of the next item, and its bytes if it is a string of known length.
 *
 * @param in         What is left; advanced on success.
 * @param[out] item  What was read. Not NULL.
 * @return False when nothing is left, or what is left is not CBOR.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3.
 */
bool cbor_read(struct cbor_in *in, struct cbor_item *item);

/**
 * Skip the next item with all that is in it.
 *
 * @param in  What is left; advanced on success.
 * @return False when it is not complete, not CBOR or too deep.
 *
 * Context: any.  Blocks: no.  Source: RFC 8949, 3 and appendix C.
 */
bool cbor_skip(struct cbor_in *in);

/**
 * Find the value of a key in a map.
 *
 * @param in          What begins with a map.
 * @param key         A text key of known length. Not NULL.
 * @param length      Bytes of it.
 * @param[out] value  What begins with the value of the first such key. Not NULL.
 * @return False when it is no map, is not valid before the key, or has no such key.
 *
 * Context: any.  Blocks: no.
 */
bool cbor_find(struct cbor_in in, const char *key, size_t length, struct cbor_in *value);

#ifdef __cplusplus
}
#endif

#endif
