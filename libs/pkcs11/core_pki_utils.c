/* SPDX-License-Identifier: MIT */
#include "core_pki_utils.h"

#include <string.h>

#include "der.h"

#define NUMBER_BYTES 32u
#define PAIR_BYTES   (2u * NUMBER_BYTES)
#define DER_BYTES    72u /* 2 + 2 * (2 + 1 + 32) */

int8_t PKI_mbedTLSSignatureToPkcs11Signature(uint8_t *pxSignaturePKCS, size_t xSignaturePKCSLen,
                                             const uint8_t *pxMbedSignature,
                                             size_t xMbedSignatureLen)
{
    struct der_item number[2];

    if (pxSignaturePKCS == NULL || pxMbedSignature == NULL || xSignaturePKCSLen < PAIR_BYTES) {
        return -1;
    }
    for (unsigned i = 0; i < 2u; i++) {
        number[i] = der_integer(pxMbedSignature, xMbedSignatureLen, i);
        if (number[i].bytes == NULL || number[i].length > NUMBER_BYTES) {
            return -1;
        }
    }
    memset(pxSignaturePKCS, 0, PAIR_BYTES);
    for (unsigned i = 0; i < 2u; i++) {
        memcpy(pxSignaturePKCS + (i + 1u) * NUMBER_BYTES - number[i].length, number[i].bytes,
               number[i].length);
    }
    return 0;
}

int8_t PKI_pkcs11SignatureTombedTLSSignature(uint8_t *pucSig, size_t xSigBufLen, size_t *pxSigLen)
{
    uint8_t der[DER_BYTES];

    if (pucSig == NULL || pxSigLen == NULL) {
        return -1;
    }
    /* The numbers first, to know their length; it is below 128. */
    uint8_t *end = der_put_integer(der + 2, pucSig, NUMBER_BYTES);
    end = der_put_integer(end, pucSig + NUMBER_BYTES, NUMBER_BYTES);
    size_t length = (size_t)(end - der);
    (void)der_put_prefix(der, DER_SEQUENCE, length - 2u);
    if (length > xSigBufLen) {
        return -1;
    }
    memcpy(pucSig, der, length);
    *pxSigLen = length;
    return 0;
}
