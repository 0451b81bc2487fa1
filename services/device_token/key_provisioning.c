/* SPDX-License-Identifier: MIT */
#include "aws_dev_mode_key_provisioning.h"
#include "pkcs11_provision.h"

static size_t without_terminator(const uint8_t *text, uint32_t bytes)
{
    return bytes > 0 && text[bytes - 1u] == '\0' ? bytes - 1u : bytes;
}

CK_RV vAlternateKeyProvisioning(ProvisioningParams_t *pxParams)
{
    const struct {
        const uint8_t *bytes;
        uint32_t length;
        const char *label;
    } certificates[] = {
        {pxParams->pucClientCertificate, pxParams->ulClientCertificateLength,
         pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS},
        {pxParams->pucJITPCertificate, pxParams->ulJITPCertifiateLength,
         pkcs11configLABEL_JITP_CERTIFICATE},
    };
    CK_SESSION_HANDLE session;
    CK_RV result = xInitializePkcs11Session(&session);

    if (result != CKR_OK) {
        return result;
    }
    size_t bytes =
        without_terminator(pxParams->pucClientPrivateKey, pxParams->ulClientPrivateKeyLength);
    if (bytes > 0) {
        result = pkcs11_provision_key(session, pxParams->pucClientPrivateKey, bytes,
                                      pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                      pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS);
    }
    for (size_t i = 0; i < sizeof certificates / sizeof certificates[0] && result == CKR_OK; i++) {
        bytes = without_terminator(certificates[i].bytes, certificates[i].length);
        if (bytes > 0) {
            result = pkcs11_provision_certificate(session, certificates[i].bytes, bytes,
                                                  certificates[i].label);
        }
    }
    (void)C_CloseSession(session);
    return result;
}
