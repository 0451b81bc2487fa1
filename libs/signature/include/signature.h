/* SPDX-License-Identifier: MIT */
/** Verify a signature of bytes that come in pieces.
 *
 *      signature_begin(&check, SIGNATURE_ECDSA, SIGNATURE_SHA256)
 *      signature_add(check, block, length)     for each piece, in order
 *      signature_end(check, certificate, ..., signature, ...)
 *
 * tls_init() or SOCKETS_Init() goes before: they give Mbed TLS its memory and locks.
 */
#ifndef SIGNATURE_H
#define SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What kind of key has signed. */
enum signature_key {
    SIGNATURE_RSA = 1, /**< PKCS #1 v1.5. */
    SIGNATURE_ECDSA,   /**< The signature is DER. */
};

enum signature_hash {
    SIGNATURE_SHA1 = 1, /**< Only for what was signed long ago. */
    SIGNATURE_SHA256,
};

struct signature_check;

/**
 * Begin.
 *
 * @param[out] check  For signature_end(), in any case. Set on success only. Not NULL.
 * @param key         Which key is accepted.
 * @param hash        Which hash.
 * @return False when there is no memory, or an argument is out of range.
 *
 * Context: task.  Blocks: as the allocator of Mbed TLS.
 */
bool signature_begin(struct signature_check **check, enum signature_key key,
                     enum signature_hash hash);

/**
 * Add bytes.
 *
 * @param check   Begun.
 * @param bytes   Not NULL unless `length` is 0.
 * @param length  How many.
 *
 * Context: task.  Blocks: no.
 */
void signature_add(struct signature_check *check, const void *bytes, size_t length);

/**
 * Verify, and free the check.
 *
 * @param check              Begun; not used afterwards.
 * @param certificate        PEM, with its NUL or without, or DER. Dates, names and issuer are not
 *                           looked at. NULL: just free the check.
 * @param certificate_bytes  Bytes of it.
 * @param signature          Not NULL unless `certificate` is.
 * @param signature_bytes    Bytes of it.
 * @return True when the bytes were signed by the certificate's key; false in any other case.
 *
 * Context: task; some 3 KB of stack.  Blocks: as the locks of Mbed TLS.
 * Source:  RFC 8017, 8.2; FIPS 186-4, 6.
 */
bool signature_end(struct signature_check *check, const void *certificate, size_t certificate_bytes,
                   const uint8_t *signature, size_t signature_bytes);

#define SIGNATURE_DIGEST_BYTES 32u

/**
 * End without a signature: the SHA-256 of the bytes. Frees the check.
 *
 * @param check        Begun with SIGNATURE_SHA256; not used afterwards.
 * @param[out] digest  Not NULL.
 * @return False: it was begun with another hash.
 *
 * Context: task.  Blocks: no.
 */
bool signature_digest(struct signature_check *check, uint8_t digest[SIGNATURE_DIGEST_BYTES]);

/**
 * Verify an ECDSA signature of a SHA-256.
 *
 * @param certificate        As signature_end(); or a public key (SubjectPublicKeyInfo) in DER, or
 * in PEM with its NUL. Not NULL.
 * @param certificate_bytes  Bytes of it.
 * @param digest             Not NULL.
 * @param signature          DER. Not NULL.
 * @param signature_bytes    Bytes of it.
 * @return True when it was signed by that key; false in any other case.
 *
 * Context: task; some 3 KB of stack.  Blocks: as the locks of Mbed TLS.
 * Source:  FIPS 186-4, 6.
 */
bool signature_verify(const void *certificate, size_t certificate_bytes,
                      const uint8_t digest[SIGNATURE_DIGEST_BYTES], const uint8_t *signature,
                      size_t signature_bytes);

#ifdef __cplusplus
}
#endif

#endif
