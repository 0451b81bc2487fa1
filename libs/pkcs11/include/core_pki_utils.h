/* SPDX-License-Identifier: MIT */
/** ECDSA signatures of P-256 in their two forms: r and s of 32 bytes each, as PKCS #11 has them,
 * and a DER SEQUENCE of two INTEGERs, as certificates and TLS have them. */
#ifndef CORE_PKI_UTILS_H
#define CORE_PKI_UTILS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * From DER to r and s.
 *
 * @param[out] pxSignaturePKCS   Room for 64 bytes; all are set.
 * @param xSignaturePKCSLen      64 or more.
 * @param pxMbedSignature        DER.
 * @param xMbedSignatureLen      Its length.
 * @return 0, or -1: a pointer is NULL, there is no room, or it is no such signature.
 *
 * Context: any.  Blocks: never.
 */
int8_t PKI_mbedTLSSignatureToPkcs11Signature(uint8_t *pxSignaturePKCS, size_t xSignaturePKCSLen,
                                             const uint8_t *pxMbedSignature,
                                             size_t xMbedSignatureLen);

/**
 * From r and s to DER, in place.
 *
 * @param[in,out] pucSig  r and s, then DER.
 * @param xSigBufLen      Its room: 72 is always enough.
 * @param[out] pxSigLen   Length of the DER, 8 .. 72.
 * @return 0, or -1: a pointer is NULL, or there is no room; nothing has changed.
 *
 * Context: any.  Blocks: never.
 */
int8_t PKI_pkcs11SignatureTombedTLSSignature(uint8_t *pucSig, size_t xSigBufLen, size_t *pxSigLen);

#ifdef __cplusplus
}
#endif

#endif
