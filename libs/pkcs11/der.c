/* SPDX-License-Identifier: MIT */
#include "der.h"

#include <string.h>

struct der_item der_take(struct der_item *from, uint8_t tag)
{
    struct der_item item = {NULL, 0};
    const uint8_t *at = from->bytes;
    size_t head = 2;

    if (from->length < head || at[0] != tag) {
        return item;
    }
    size_t length = at[1];
    if (length >= 0x80u) { /* the length's own length, of one byte or two */
        size_t more = length - 0x80u;
        head += more;
        if (more - 1u > 1u || from->length < head) {
            return item;
        }
        length = at[2];
        if (more == 2u) {
            length = length << 8 | at[3];
        }
    }
    if (length > from->length - head) {
        return item;
    }
    item = (struct der_item){at + head, length};
    *from = (struct der_item){at + head + length, from->length - head - length};
    return item;
}

struct der_item der_integer(const uint8_t *sequence, size_t bytes, unsigned number)
{
    struct der_item all = {sequence, bytes};
    struct der_item list = der_take(&all, DER_SEQUENCE);
    struct der_item item;

    do {
        item = list.bytes != NULL ? der_take(&list, DER_INTEGER) : list;
    } while (item.bytes != NULL && number-- > 0);
    while (item.bytes != NULL && item.length > 1 && item.bytes[0] == 0) {
        item.bytes++;
        item.length--;
    }
    return item;
}

uint8_t *der_put_prefix(uint8_t *to, uint8_t tag, size_t length)
{
    *to++ = tag;
    if (length >= 0x100u) {
        *to++ = 0x82;
        *to++ = (uint8_t)(length >> 8);
    } else if (length >= 0x80u) {
        *to++ = 0x81;
    }
    *to++ = (uint8_t)length;
    return to;
}

uint8_t *der_put_integer(uint8_t *to, const uint8_t *number, size_t bytes)
{
    while (bytes > 1 && number[0] == 0) {
        number++;
        bytes--;
    }
    size_t zero = bytes == 0 || number[0] >= 0x80u;
    to = der_put_prefix(to, DER_INTEGER, bytes + zero);
    if (zero != 0) {
        *to++ = 0;
    }
    if (bytes != 0) {
        memcpy(to, number, bytes);
    }
    return to + bytes;
}
