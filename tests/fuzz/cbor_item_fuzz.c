/* SPDX-License-Identifier: MIT */
/* Any bytes as CBOR, beside a reader that calls itself: they agree on where an item ends. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cbor_reader.h"

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

#define BROKEN ((size_t)-1)

/* As the pseudocode of RFC 8949, appendix C: where the item at `at` ends. A break counts as an item
 * where `may_break`. */
static size_t item_end(const uint8_t *bytes, size_t size, size_t at, unsigned depth, bool may_break,
                       bool *is_break)
{
    *is_break = false;
    if (at >= size) {
        return BROKEN;
    }
    const unsigned type = bytes[at] >> 5, code = bytes[at] & 31u;
    uint64_t value = code;
    at++;
    if (code >= 24 && code <= 27) {
        const size_t width = (size_t)1 << (code - 24);
        if (size - at < width) {
            return BROKEN;
        }
        value = 0;
        for (size_t i = 0; i < width; i++) {
            value = value << 8 | bytes[at++];
        }
        if (type == 7 && width == 1 && value < 32) {
            return BROKEN;
        }
    } else if (code == 31 && type == 7) {
        *is_break = true;
        return may_break ? at : BROKEN;
    } else if (code > 27 && (code != 31 || type < 2 || type == 6)) {
        return BROKEN;
    }
    const bool is_open = code == 31;
    if (type == 2 || type == 3) {
        if (!is_open) {
            return value <= size - at ? at + (size_t)value : BROKEN;
        }
        while (at < size && bytes[at] != 0xFF) {
            bool ends;
            if (bytes[at] >> 5 != type || (bytes[at] & 31u) == 31) {
                return BROKEN;
            }
            at = item_end(bytes, size, at, depth, false, &ends);
            if (at == BROKEN) {
                return BROKEN;
            }
        }
        return at < size ? at + 1 : BROKEN;
    }
    if (type < 4 || type == 7 || (!is_open && value == 0 && type != 6)) {
        return at;
    }
    if (depth == CBOR_DEPTH_MAX) {
        return BROKEN;
    }
    const uint64_t each = type == 5 ? 2 : 1, count = type == 6 ? 1 : value;
    for (uint64_t i = 0; is_open || i / each < count; i++) {
        bool ends;
        at = item_end(bytes, size, at, depth + 1, is_open && i % each == 0, &ends);
        if (at == BROKEN || ends) {
            return at;
        }
    }
    return at;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > 4096) {
        return 0;
    }
    uint8_t *copy = malloc(size == 0 ? 1 : size); /* exactly its size, for the sanitizer */
    memcpy(copy, bytes, size);
    struct cbor_in in = {copy, size}, value;
    const bool skipped = cbor_skip(&in);
    bool ends;
    const size_t end = item_end(copy, size, 0, 0, false, &ends);

    require(skipped == (end != BROKEN));
    require(in.length == (skipped ? size - end : size) && in.at == copy + (size - in.length));
    in = (struct cbor_in){copy, size};
    if (cbor_find(in, "a", 1, &value)) {
        require(value.at >= copy && value.length <= size && value.at + value.length == copy + size);
    }
    struct cbor_item item;
    while (cbor_read(&in, &item)) {
        require(item.bytes == NULL || item.bytes + item.value == in.at);
    }
    free(copy);
    return 0;
}
