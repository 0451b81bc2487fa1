/* SPDX-License-Identifier: MIT */
/* The product's sources that the proof is linked from, and what they are. Made when it is built. */
#ifndef PROVE_LINKED_H
#define PROVE_LINKED_H

struct linked {
    const char *path;
    const char *hash; /* SHA-256, hexadecimal */
};

extern const struct linked linked[];
extern const unsigned linked_count;

#endif
