/* SPDX-License-Identifier: MIT */
/** ECDSA over P-256, the half that verifies, as a number instead of a decision: whoever asks
 * compares it, as often and in as many places as he likes.
 *
 *      x of  (e / s) G + (r / s) Q   against  r
 *
 * The arithmetic is p256-m's, of Mbed TLS. Beside its own p256_ecdsa_verify() both products are
 * one, and neither that nor the inversions hide how long they take: all of it is public.
 */
#ifndef P256_EQUATION_H
#define P256_EQUATION_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define P256_NUMBER_BYTES 32u

/**
 * Evaluate the equation of a signature.
 *
 * @param signature  r, then s, big-endian.
 * @param key        x, then y of the public key Q, big-endian.
 * @param digest     SHA-256 of what is signed.
 * @param[out] x     The signature is good if and only if this equals r, that is its first
 *                   P256_NUMBER_BYTES bytes. Written on true only.
 * @return False: r or s is not in 1 .. n - 1, or Q not on the curve.
 *
 * Context: any.  Blocks: never.
 */
bool p256_equation(const uint8_t signature[2 * P256_NUMBER_BYTES],
                   const uint8_t key[2 * P256_NUMBER_BYTES],
                   const uint8_t digest[P256_NUMBER_BYTES], uint8_t x[P256_NUMBER_BYTES]);

#ifdef __cplusplus
}
#endif

#endif
