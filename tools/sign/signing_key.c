/* SPDX-License-Identifier: MIT */
#include "signing_key.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

bool signing_key_is_p256(const EVP_PKEY *key)
{
    char curve[32] = "";

    return key != NULL && EVP_PKEY_get_group_name(key, curve, sizeof(curve), NULL) == 1 &&
           strcmp(curve, SN_X9_62_prime256v1) == 0;
}

const char *signing_usage_missing(X509 *certificate)
{
    const uint32_t flags = X509_get_extension_flags(certificate);

    if ((flags & EXFLAG_KUSAGE) == 0 ||
        (X509_get_key_usage(certificate) & KU_DIGITAL_SIGNATURE) == 0) {
        return "no key usage digitalSignature";
    }
    if ((flags & EXFLAG_XKUSAGE) == 0 ||
        (X509_get_extended_key_usage(certificate) & XKU_CODE_SIGN) == 0) {
        return "no extended key usage codeSigning";
    }
    return NULL;
}

size_t signature_make(EVP_PKEY *key, const void *bytes, size_t count,
                      unsigned char der[SIGNATURE_DER_MAX])
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t der_bytes = SIGNATURE_DER_MAX;
    const bool is_made = context != NULL &&
                         EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                         EVP_DigestSign(context, der, &der_bytes, bytes, count) == 1;

    EVP_MD_CTX_free(context);
    return is_made ? der_bytes : 0;
}

bool signature_is_good(EVP_PKEY *key, const void *bytes, size_t count, const unsigned char *der,
                       size_t der_bytes)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    const bool is_good = context != NULL &&
                         EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, key) == 1 &&
                         EVP_DigestVerify(context, der, der_bytes, bytes, count) == 1;

    EVP_MD_CTX_free(context);
    ERR_clear_error();
    return is_good;
}
