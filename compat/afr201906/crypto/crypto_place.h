/* SPDX-License-Identifier: MIT */
/* Between aws_crypto.c and the place where TLS is. */
#ifndef CRYPTO_PLACE_H
#define CRYPTO_PLACE_H

/* Give cryptography its memory, locks and entropy. */
void crypto_place_prepare(void);

#endif
