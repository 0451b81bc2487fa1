/* SPDX-License-Identifier: MIT */
/** Verify the signature of an image, with the names of 201906.00; libs/signature does it. */
#ifndef AWS_CRYPTO_H
#define AWS_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

#define cryptoSHA1_DIGEST_BYTES   20
#define cryptoSHA256_DIGEST_BYTES 32

#define cryptoHASH_ALGORITHM_SHA1        1
#define cryptoHASH_ALGORITHM_SHA256      2
#define cryptoASYMMETRIC_ALGORITHM_RSA   1 /**< PKCS #1 v1.5. */
#define cryptoASYMMETRIC_ALGORITHM_ECDSA 2 /**< Signatures in DER. */

/**
 * Give cryptography its memory and locks: SOCKETS_Init(), or, where TLS is in a module,
 * device_token_prepare(). Before the functions below.
 *
 * Context: task, or before the scheduler starts.
 * Blocks:  as the entropy source does.
 * Source:  Crypto API, 201906.00.
 */
void CRYPTO_ConfigureHeap(void);

/**
 * Begin.
 *
 * @param[out] ppvContext       For CRYPTO_SignatureVerificationFinal(). Set on success only.
 * @param xAsymmetricAlgorithm  cryptoASYMMETRIC_ALGORITHM_*.
 * @param xHashAlgorithm        cryptoHASH_ALGORITHM_*.
 * @return pdTRUE; pdFALSE when there is no memory, or an argument is NULL or out of range.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Crypto API, 201906.00.
 */
BaseType_t CRYPTO_SignatureVerificationStart(void **ppvContext, BaseType_t xAsymmetricAlgorithm,
                                             BaseType_t xHashAlgorithm);

/**
 * Add bytes of what was signed.
 *
 * @param pvContext    Begun. NULL: nothing happens.
 * @param pucData      Not NULL unless `xDataLength` is 0.
 * @param xDataLength  How many.
 *
 * Context: task.
 * Blocks:  never.
 * Source:  Crypto API, 201906.00.
 */
void CRYPTO_SignatureVerificationUpdate(void *pvContext, const uint8_t *pucData,
                                        size_t xDataLength);

/**
 * Verify, and free the context.
 *
 * @param pvContext                 Begun; not used afterwards. NULL: pdFALSE.
 * @param pcSignerCertificate       PEM or DER; only its key is used. NULL: just free the context.
 * @param xSignerCertificateLength  Bytes of it.
 * @param pucSignature              NULL: just free the context.
 * @param xSignatureLength          Bytes of it.
 * @return pdTRUE when the certificate's key has signed these bytes; else pdFALSE.
 *
 * Context: task; some 3 KB of stack.
 * Blocks:  while another task uses cryptography.
 * Source:  Crypto API, 201906.00.
 */
BaseType_t CRYPTO_SignatureVerificationFinal(void *pvContext, char *pcSignerCertificate,
                                             size_t xSignerCertificateLength, uint8_t *pucSignature,
                                             size_t xSignatureLength);

#ifdef __cplusplus
}
#endif

#endif
