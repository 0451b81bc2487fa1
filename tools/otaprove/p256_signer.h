/* SPDX-License-Identifier: MIT */
/* Signs on P-256 with a key of its own, made anew and the same in each run: for tests only. */
#ifndef P256_SIGNER_H
#define P256_SIGNER_H

#include "boot_crypto.h"

/* The public key. */
const uint8_t *p256_signer_key(void);

/* A DER signature; its length. */
uint32_t p256_signer_sign(const uint8_t digest[OTA_DIGEST_BYTES], uint8_t der[OTA_SIGNATURE_MAX]);

#endif
