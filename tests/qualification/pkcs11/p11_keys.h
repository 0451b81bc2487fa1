/* SPDX-License-Identifier: MIT */
/* Keys, signatures and a certificate that OpenSSL has made, for this group alone: they protect
 * nothing. What is signed is "Dunlin qualification". */
#ifndef P11_KEYS_H
#define P11_KEYS_H

#include <stdint.h>

extern const uint8_t p11_ec_secret[32];
extern const uint8_t p11_ec_point[67];     /* OCTET STRING */
extern const uint8_t p11_digest[32];       /* SHA-256 of what is signed */
extern const uint8_t p11_ec_signature[64]; /* r and s */
extern const uint8_t p11_rsa_modulus[256];
extern const uint8_t p11_rsa_private_exponent[256];
extern const uint8_t p11_rsa_prime_1[128];
extern const uint8_t p11_rsa_prime_2[128];
extern const uint8_t p11_rsa_exponent_1[128];
extern const uint8_t p11_rsa_exponent_2[128];
extern const uint8_t p11_rsa_coefficient[128];
extern const uint8_t p11_rsa_public_exponent[3];
extern const uint8_t p11_rsa_signature[256]; /* PKCS#1 v1.5 with SHA-256 */
extern const uint8_t p11_certificate[396];   /* X.509, DER */

#endif
