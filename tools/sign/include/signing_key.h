/* SPDX-License-Identifier: MIT */
/* What keys and certificates must be to sign images and updates, and signing with them. */
#ifndef SIGNING_KEY_H
#define SIGNING_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/evp.h>
#include <openssl/x509.h>

#define SIGNATURE_DER_MAX 72u /* ECDSA on P-256 */

/**
 * Is this a key on P-256?
 *
 * @param key May be NULL: no.
 * @return Whether it is.
 *
 * Context: any.
 */
bool signing_key_is_p256(const EVP_PKEY *key);

/**
 * What keeps a certificate from signing code: it needs key usage digitalSignature and extended key
 * usage codeSigning.
 *
 * @param certificate Not NULL.
 * @return NULL: nothing; else what it lacks, a static text: "no key usage digitalSignature".
 *
 * Context: any.
 */
const char *signing_usage_missing(X509 *certificate);

/**
 * Sign: ECDSA over SHA-256.
 *
 * @param key A private key on P-256.
 * @param bytes What is signed; NULL when `count` is 0.
 * @param[out] der The signature.
 * @return Bytes of it, 8 to SIGNATURE_DER_MAX; 0: it failed.
 *
 * Context: any.
 */
size_t signature_make(EVP_PKEY *key, const void *bytes, size_t count,
                      unsigned char der[SIGNATURE_DER_MAX]);

/**
 * Is this the signature of these bytes with this key, in DER without anything behind it?
 *
 * @param key A public key on P-256.
 * @return Whether it is.
 *
 * Context: any.
 */
bool signature_is_good(EVP_PKEY *key, const void *bytes, size_t count, const unsigned char *der,
                       size_t der_bytes);

#endif
