/* SPDX-License-Identifier: MIT */
/* Who keeps the keys that sign updates, and makes codes that prove an address. */
#ifndef CLOUD_SIGNER_H
#define CLOUD_SIGNER_H

#include <stdbool.h>
#include <stddef.h>

#define CLOUD_SIGNATURE_MAX 512u

struct cloud_signer {
    void *self;
    /* Keep a key and its certificate, both PEM, under an id of [a-z0-9-]. NULL: kept; else what is
     * wrong with them, valid until the next call. */
    const char *(*import)(void *self, const char *id, const char *certificate_pem,
                          const char *key_pem);
    /* The signature (ECDSA over SHA-256, DER) with the key of this id; its bytes. 0: no such key.
     */
    size_t (*sign)(void *self, const char *id, const void *bytes, size_t count,
                   unsigned char signature[CLOUD_SIGNATURE_MAX]);
    /* HMAC-SHA-256. */
    void (*mac)(void *self, const void *key, size_t key_bytes, const char *text,
                unsigned char code[32]);
};

#endif
