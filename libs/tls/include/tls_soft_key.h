/* SPDX-License-Identifier: MIT */
/** A P-256 private key in software, for struct tls_identity: for development and tests, and for
 * devices without a secure element. The key lives in the cryptography library's key store from open
 * to close.
 */
#ifndef TLS_SOFT_KEY_H
#define TLS_SOFT_KEY_H

#include "tls.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TLS_SOFT_KEY_BYTES 32u

struct tls_soft_key {
    uint32_t id; /* 0: none */
};

/**
 * Take a key in.
 *
 * @param[out] key  The key; id 0 when the call fails.
 * @param secret    TLS_SOFT_KEY_BYTES bytes, big-endian, 1 .. order - 1. Copied.
 * @retval TLS_OK         To be given to tls_soft_key_close in the end.
 * @retval TLS_NO_MEMORY  No room for it.
 * @retval TLS_BAD_CONFIG Not a private key of P-256.
 *
 * Context: task, after tls_init. Blocks: never.
 */
tls_status_t tls_soft_key_open(struct tls_soft_key *key, const uint8_t *secret);

/**
 * Sign, as struct tls_identity asks; `context` is a struct tls_soft_key.
 *
 * @param context  An open key.
 * @param request  For TLS_KEY_EC_P256.
 * @return 64, or 0 when it could not be signed.
 *
 * Context: task. Blocks: never; about 7 million instructions on a Cortex-M3.
 */
size_t tls_soft_key_sign(void *context, const struct tls_sign_request *request);

/**
 * Wipe the key.
 *
 * @param key  Open or with id 0.
 *
 * Context: task, no session uses the key. Blocks: never.
 */
void tls_soft_key_close(struct tls_soft_key *key);

#ifdef __cplusplus
}
#endif

#endif
