/* SPDX-License-Identifier: MIT */
/* PEM (RFC 7468) as far as certificates and unencrypted keys have it. */
#ifndef PEM_H
#define PEM_H

#include <stddef.h>
#include <stdint.h>

/* What is inside the first block, in memory of its own; pem_free wipes it. NULL in `bytes`: it is
 * no PEM, or there is no memory. */
struct pem {
    uint8_t *bytes;
    size_t length;
    size_t room;
};

struct pem pem_decode(const char *text, size_t length);
void pem_free(struct pem *pem);

#endif
