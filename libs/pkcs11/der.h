/* SPDX-License-Identifier: MIT */
/* As much DER as keys need: a SEQUENCE of INTEGERs, read and written. */
#ifndef DER_H
#define DER_H

#include <stddef.h>
#include <stdint.h>

#define DER_INTEGER    0x02u
#define DER_SEQUENCE   0x30u
#define DER_PREFIX_MAX 5u /* tag, length of up to 65535, the zero before an INTEGER's high bit */
#define DER_LENGTH_MAX 65535u

/* What stands behind tag and length, and where it ends. */
struct der_item {
    const uint8_t *bytes;
    size_t length;
};

/* Take an item with this tag from the front of `from`. NULL in `bytes`: there is none that fits. */
struct der_item der_take(struct der_item *from, uint8_t tag);

/* The INTEGER of this number, from 0, in a SEQUENCE, without leading zeros; NULL in `bytes`: there
 * is none. */
struct der_item der_integer(const uint8_t *sequence, size_t bytes, unsigned number);

/* Write tag and length; returns the address behind them. */
uint8_t *der_put_prefix(uint8_t *to, uint8_t tag, size_t length);

/* Write an INTEGER of a big-endian number with or without leading zeros. */
uint8_t *der_put_integer(uint8_t *to, const uint8_t *number, size_t bytes);

#endif
