/* SPDX-License-Identifier: MIT */
/* RSA keys in stock: one takes a tenth of a second to make, and the cloud is locked meanwhile. A
 * thread fills the stock up again after the first was taken. */
#ifndef CLOUDD_KEY_POOL_H
#define CLOUDD_KEY_POOL_H

#include <openssl/evp.h>

struct key_pool;

/* NULL: no memory. */
struct key_pool *key_pool_new(void);
void key_pool_free(struct key_pool *pool);

/* A key of 2,048 bits, freed by the caller; made here when none is in stock. NULL: it cannot be. */
EVP_PKEY *key_pool_take(struct key_pool *pool);

#endif
