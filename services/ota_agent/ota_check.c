/* SPDX-License-Identifier: MIT */
#include "ota_check.h"

OTA_Err_t ota_check_file(const struct ota_signers *signers, const OTA_FileContext_t *file,
                         ota_check_read read, void *context, uint8_t *scratch,
                         uint32_t scratch_bytes)
{
    const struct ota_crypto *crypto = signers->job;
    uint8_t digest[OTA_DIGEST_BYTES];

    if (!signers->choose(signers->context, (const char *)file->pucCertFilepath)) {
        return kOTA_Err_BadSignerCert;
    }
    if (!crypto->hash_start(crypto->context)) {
        return kOTA_Err_SignatureCheckFailed | OTA_REFUSED_CRYPTO;
    }
    for (uint32_t at = 0, part; at < file->ulFileSize; at += part) {
        part = file->ulFileSize - at < scratch_bytes ? file->ulFileSize - at : scratch_bytes;
        if (!read(context, at, scratch, part)) {
            return kOTA_Err_SignatureCheckFailed | OTA_REFUSED_FLASH;
        }
        if (!crypto->hash_update(crypto->context, scratch, part)) {
            return kOTA_Err_SignatureCheckFailed | OTA_REFUSED_CRYPTO;
        }
    }
    if (!crypto->hash_finish(crypto->context, digest)) {
        return kOTA_Err_SignatureCheckFailed | OTA_REFUSED_CRYPTO;
    }
    return crypto->verify(crypto->context, digest, file->pxSignature->ucData,
                          file->pxSignature->usSize) == OTA_VERIFIED
               ? kOTA_Err_None
               : kOTA_Err_SignatureCheckFailed;
}
