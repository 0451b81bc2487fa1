/* SPDX-License-Identifier: MIT */
#include "aws_crypto.h"

#include "crypto_place.h"
#include "signature.h"

_Static_assert((int)cryptoASYMMETRIC_ALGORITHM_RSA == (int)SIGNATURE_RSA &&
                   (int)cryptoASYMMETRIC_ALGORITHM_ECDSA == (int)SIGNATURE_ECDSA &&
                   (int)cryptoHASH_ALGORITHM_SHA1 == (int)SIGNATURE_SHA1 &&
                   (int)cryptoHASH_ALGORITHM_SHA256 == (int)SIGNATURE_SHA256,
               "the values are the same");

void CRYPTO_ConfigureHeap(void)
{
    crypto_place_prepare();
}

BaseType_t CRYPTO_SignatureVerificationStart(void **ppvContext, BaseType_t xAsymmetricAlgorithm,
                                             BaseType_t xHashAlgorithm)
{
    struct signature_check *check;

    if (ppvContext == NULL || !signature_begin(&check, (enum signature_key)xAsymmetricAlgorithm,
                                               (enum signature_hash)xHashAlgorithm)) {
        return pdFALSE;
    }
    *ppvContext = check;
    return pdTRUE;
}

void CRYPTO_SignatureVerificationUpdate(void *pvContext, const uint8_t *pucData, size_t xDataLength)
{
    if (pvContext != NULL) {
        signature_add(pvContext, pucData, xDataLength);
    }
}

BaseType_t CRYPTO_SignatureVerificationFinal(void *pvContext, char *pcSignerCertificate,
                                             size_t xSignerCertificateLength, uint8_t *pucSignature,
                                             size_t xSignatureLength)
{
    if (pvContext == NULL) {
        return pdFALSE;
    }
    /* Without a signature there is nothing to verify: the context is freed. */
    char *const certificate = pucSignature != NULL ? pcSignerCertificate : NULL;
    return signature_end(pvContext, certificate, xSignerCertificateLength, pucSignature,
                         xSignatureLength)
               ? pdTRUE
               : pdFALSE;
}
