/* SPDX-License-Identifier: MIT */
/* The form of a head is drawn in cbor_writer.c. Without recursion: for each open array, map or tag
 * a count of the items that are still to come. A count is never larger than the bytes that are
 * left, since each item has one at least; OPEN stands for "up to the break".
 */
#include "cbor_reader.h"

#include <string.h>

#define OPEN SIZE_MAX

#define WIDTH_FIRST 24u /* 24 to 27: the value follows in 1, 2, 4, 8 bytes */
#define WIDTH_LAST  27u
#define INDEFINITE  31u

static bool may_be_open(enum cbor_type type)
{
    return type == CBOR_BYTES || type == CBOR_TEXT || type == CBOR_ARRAY || type == CBOR_MAP ||
           type == CBOR_OTHER;
}

static bool is_string(const struct cbor_item *item)
{
    return item->type == CBOR_BYTES || item->type == CBOR_TEXT;
}

static bool is_break(const struct cbor_item *item)
{
    return item->type == CBOR_OTHER && item->is_open;
}

bool cbor_read(struct cbor_in *in, struct cbor_item *item)
{
    if (in->length == 0) {
        return false;
    }
    const uint8_t *at = in->at;
    size_t left = in->length - 1u;
    const uint32_t code = *at & 0x1Fu;
    struct cbor_item read = {.type = (enum cbor_type)(*at >> 5), .value = code};

    at++;
    if (code >= WIDTH_FIRST && code <= WIDTH_LAST) {
        const size_t width = (size_t)1 << (code - WIDTH_FIRST);
        if (left < width) {
            return false;
        }
        read.value = 0;
        for (size_t i = 0; i < width; i++) {
            read.value = read.value << 8 | *at++;
        }
        left -= width;
        if (read.type == CBOR_OTHER && width == 1 && read.value < 32u) {
            return false; /* a simple value that has a shorter form has no other */
        }
    } else if (code > WIDTH_LAST) {
        if (code != INDEFINITE || !may_be_open(read.type)) {
            return false;
        }
        read.is_open = true;
        read.value = 0;
    }
    if (is_string(&read) && !read.is_open) {
        if (read.value > left) {
            return false;
        }
        read.bytes = at;
        at += read.value;
        left -= (size_t)read.value;
    }
    in->at = at;
    in->length = left;
    *item = read;
    return true;
}

/* The chunks of an open string, and the break. */
static bool skip_chunks(struct cbor_in *in, enum cbor_type type)
{
    struct cbor_item chunk;

    while (cbor_read(in, &chunk)) {
        if (is_break(&chunk)) {
            return true;
        }
        if (chunk.type != type || chunk.is_open) {
            return false;
        }
    }
    return false;
}

/* Items that an item opens, OPEN if up to a break; false if there cannot be as many. */
static bool count_of(const struct cbor_item *item, size_t left, size_t *count)
{
    if (item->type == CBOR_TAG) {
        *count = 1;
    } else if (item->is_open) {
        *count = OPEN;
    } else {
        const size_t each = item->type == CBOR_MAP ? 2u : 1u;
        if (item->value > left / each) {
            return false;
        }
        *count = (size_t)item->value * each;
    }
    return true;
}

struct nest {
    uint32_t depth;
    size_t left[CBOR_DEPTH_MAX]; /* items still to come */
    bool is_odd[CBOR_DEPTH_MAX]; /* of an open map: a key has no value yet */
    bool is_map[CBOR_DEPTH_MAX];
};

static bool enter(struct nest *nest, const struct cbor_item *item, size_t bytes_left)
{
    size_t count;

    if (nest->depth == CBOR_DEPTH_MAX || !count_of(item, bytes_left, &count)) {
        return false;
    }
    nest->left[nest->depth] = count;
    nest->is_odd[nest->depth] = false;
    nest->is_map[nest->depth] = item->type == CBOR_MAP;
    nest->depth++;
    return true;
}

/* An item is complete: so may be what it ends. */
static void complete(struct nest *nest)
{
    while (nest->depth > 0) {
        const uint32_t top = nest->depth - 1u;
        if (nest->left[top] == OPEN) {
            nest->is_odd[top] = !nest->is_odd[top];
            return;
        }
        if (--nest->left[top] > 0) {
            return;
        }
        nest->depth--;
    }
}

static bool close_open(struct nest *nest)
{
    const uint32_t top = nest->depth - 1u;

    if (nest->depth == 0 || nest->left[top] != OPEN || (nest->is_map[top] && nest->is_odd[top])) {
        return false;
    }
    nest->depth--;
    complete(nest);
    return true;
}

/* Takes one head into account. */
static bool step(struct nest *nest, struct cbor_in *in, const struct cbor_item *item)
{
    if (is_break(item)) {
        return close_open(nest);
    }
    if (is_string(item)) {
        if (item->is_open && !skip_chunks(in, item->type)) {
            return false;
        }
    } else if (item->type == CBOR_TAG || ((item->type == CBOR_ARRAY || item->type == CBOR_MAP) &&
                                          (item->is_open || item->value > 0))) {
        return enter(nest, item, in->length);
    }
    complete(nest);
    return true;
}

bool cbor_skip(struct cbor_in *in)
{
    struct cbor_in rest = *in;
    struct cbor_item item;
    struct nest nest;

    nest.depth = 0;
    do {
        if (!cbor_read(&rest, &item) || !step(&nest, &rest, &item)) {
            return false;
        }
    } while (nest.depth > 0);
    *in = rest;
    return true;
}

bool cbor_find(struct cbor_in in, const char *key, size_t length, struct cbor_in *value)
{
    struct cbor_item map, item;

    if (!cbor_read(&in, &map) || map.type != CBOR_MAP) {
        return false;
    }
    for (uint64_t i = 0; map.is_open || i < map.value; i++) {
        struct cbor_in at = in;
        if (!cbor_read(&at, &item) || is_break(&item) || !cbor_skip(&in)) {
            return false;
        }
        if (item.type == CBOR_TEXT && !item.is_open && item.value == length &&
            memcmp(item.bytes, key, length) == 0) {
            *value = in;
            return true;
        }
        if (!cbor_skip(&in)) {
            return false;
        }
    }
    return false;
}
