/* SPDX-License-Identifier: MIT */
/* Keys, a certificate and a signature that openssl made. */
#ifndef PKCS11_KEYS_H
#define PKCS11_KEYS_H

#include <stdint.h>

extern const uint8_t rsa_modulus[256];
extern const uint8_t rsa_private_exponent[256];
extern const uint8_t rsa_prime_1[128];
extern const uint8_t rsa_prime_2[128];
extern const uint8_t rsa_exponent_1[128];
extern const uint8_t rsa_exponent_2[128];
extern const uint8_t rsa_coefficient[128];
extern const uint8_t rsa_public_exponent[3];
extern const uint8_t rsa_signature[256]; /* PKCS#1 v1.5, SHA-256 of "message" */
extern const uint8_t ec_secret[32];
extern const uint8_t ec_point[67];       /* OCTET STRING */
extern const uint8_t message_digest[32]; /* SHA-256 of "message" */
extern const uint8_t ec_signature[64];   /* of message_digest: r and s */
extern const uint8_t certificate[388];   /* DER */

#endif
