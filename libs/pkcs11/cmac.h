/* SPDX-License-Identifier: MIT */
/* AES-CMAC (RFC 4493, SP 800-38B) over the block cipher of Mbed TLS, whose own CMAC would bring its
 * cipher layer into every image. */
#ifndef CMAC_H
#define CMAC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CMAC_BYTES 16u

/* False: the key is no AES key, of 16, 24 or 32 bytes. */
bool cmac(const uint8_t *key, size_t key_bytes, const uint8_t *in, size_t in_bytes,
          uint8_t mac[CMAC_BYTES]);

#endif
