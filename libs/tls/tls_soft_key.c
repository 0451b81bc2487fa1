/* SPDX-License-Identifier: MIT */
#include "tls_soft_key.h"

#include <psa/crypto.h>

#include "lib_assert.h"

tls_status_t tls_soft_key_open(struct tls_soft_key *key, const uint8_t *secret)
{
    psa_key_attributes_t wanted = PSA_KEY_ATTRIBUTES_INIT;

    LIB_ASSERT(key != NULL && secret != NULL);
    key->id = 0;
    psa_set_key_type(&wanted, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&wanted, 256);
    psa_set_key_usage_flags(&wanted, PSA_KEY_USAGE_SIGN_HASH);
    psa_set_key_algorithm(&wanted, PSA_ALG_ECDSA(PSA_ALG_ANY_HASH));
    psa_status_t status = psa_import_key(&wanted, secret, TLS_SOFT_KEY_BYTES, &key->id);
    if (status == PSA_SUCCESS) {
        return TLS_OK;
    }
    key->id = 0;
    return status == PSA_ERROR_INSUFFICIENT_MEMORY ? TLS_NO_MEMORY : TLS_BAD_CONFIG;
}

size_t tls_soft_key_sign(void *context, const struct tls_sign_request *request)
{
    const struct tls_soft_key *key = context;
    static const psa_algorithm_t hashes[] = {
        [TLS_HASH_SHA256] = PSA_ALG_SHA_256,
        [TLS_HASH_SHA384] = PSA_ALG_SHA_384,
        [TLS_HASH_SHA512] = PSA_ALG_SHA_512,
    };
    size_t made = 0;

    if (request->key != TLS_KEY_EC_P256) {
        return 0;
    }
    psa_status_t status = psa_sign_hash(key->id, PSA_ALG_ECDSA(hashes[request->hash]),
                                        request->digest, request->digest_bytes, request->signature,
                                        request->signature_capacity, &made);
    return status == PSA_SUCCESS ? made : 0;
}

void tls_soft_key_close(struct tls_soft_key *key)
{
    if (key->id != 0) {
        (void)psa_destroy_key(key->id);
        key->id = 0;
    }
}
