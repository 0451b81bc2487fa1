/* SPDX-License-Identifier: MIT */
/* Where text goes: into the hash, or into a buffer. The first error stays; after it nothing is
 * written any more, so that only the end has to look. */
#ifndef SIGV4_OUT_H
#define SIGV4_OUT_H

#include "sigv4.h"

struct sigv4_out {
    const SigV4CryptoInterface_t *crypto; /* NULL: into `bytes` */
    char *bytes;
    size_t length;
    size_t size;
    SigV4Status_t status;
};

/* A text with a length. */
struct sigv4_text {
    const char *at;
    size_t length;
};

void sigv4_put(struct sigv4_out *out, const char *text, size_t length);

#define SIGV4_PUT(out, literal) sigv4_put(out, literal, sizeof(literal) - 1u)

/* Small hexadecimal digits. */
void sigv4_put_hex(struct sigv4_out *out, const uint8_t *bytes, size_t count);

/* What percent-encoding makes of a byte: 1, 3 or 5 characters. */
struct sigv4_code {
    char text[5];
    uint8_t length;
};

enum sigv4_encoding {
    SIGV4_KEEP_SLASH = 1,
    SIGV4_EQUALS_TWICE = 2,
};

struct sigv4_code sigv4_encode(char byte, unsigned encoding);

void sigv4_put_encoded(struct sigv4_out *out, struct sigv4_text text, unsigned encoding);

/* A parameter or a header field. */
struct sigv4_item {
    struct sigv4_text name;
    struct sigv4_text value;
    size_t place; /* in its list */
};

/* The item that comes next behind `last` (NULL: the first). `next` takes one from the front of a
 * list, `is_before` is a total order. There is no table: the list is searched for each place. */
struct sigv4_item
sigv4_next_in_order(struct sigv4_text list,
                    bool (*next)(struct sigv4_text *rest, struct sigv4_item *item),
                    bool (*is_before)(const struct sigv4_item *a, const struct sigv4_item *b),
                    const struct sigv4_item *last);

/* The query with its parameters encoded and sorted. */
void sigv4_put_query(struct sigv4_out *out, const SigV4HttpParameters_t *http);

/* The header fields, sorted: "name:value\n" each. And their names: "a;b". */
void sigv4_put_headers(struct sigv4_out *out, const SigV4HttpParameters_t *http);
void sigv4_put_signed_headers(struct sigv4_out *out, const SigV4HttpParameters_t *http);

/* Hashing through `out`. A digest has hashDigestLen bytes. */
void sigv4_hash_begin(struct sigv4_out *out, const SigV4CryptoInterface_t *crypto);
void sigv4_hash_end(struct sigv4_out *out, uint8_t *digest);

/* HMAC: begin, put the message, end. `block` is SIGV4_HASH_MAX_BLOCK_LENGTH bytes for in between;
 * the key may lie in `digest`. */
void sigv4_hmac_begin(struct sigv4_out *out, const SigV4CryptoInterface_t *crypto,
                      struct sigv4_text prefix, struct sigv4_text key, uint8_t *block);
void sigv4_hmac_end(struct sigv4_out *out, uint8_t *block, uint8_t *digest);

/* Clears memory in a way that the compiler keeps. */
void sigv4_forget(void *memory, size_t size);

#endif
