/* SPDX-License-Identifier: MIT */
/* Compiled with the application, whose header has the keys. */
#include <aws_clientcredential_keys.h> /* the application's */
#include <stdio.h>
#include <string.h>

#include "aws_dev_mode_key_provisioning.h"

#ifndef keyJITR_DEVICE_CERTIFICATE_AUTHORITY_PEM
#define keyJITR_DEVICE_CERTIFICATE_AUTHORITY_PEM ""
#endif

static uint32_t length_of(const char *text)
{
    return text != NULL ? (uint32_t)strlen(text) : 0;
}

CK_RV vDevModeKeyProvisioning(void)
{
    static const char *const key = keyCLIENT_PRIVATE_KEY_PEM;
    static const char *const certificate = keyCLIENT_CERTIFICATE_PEM;
    static const char *const jitp = keyJITR_DEVICE_CERTIFICATE_AUTHORITY_PEM;
    ProvisioningParams_t params = {
        .pucClientPrivateKey = (uint8_t *)key,
        .ulClientPrivateKeyLength = length_of(key),
        .pucClientCertificate = (uint8_t *)certificate,
        .ulClientCertificateLength = length_of(certificate),
        .pucJITPCertificate = (uint8_t *)jitp,
        .ulJITPCertifiateLength = length_of(jitp),
    };
    CK_RV result = vAlternateKeyProvisioning(&params);

    if (result == CKR_OK) {
        printf("Key provisioning done\n");
    } else {
        printf("Key provisioning failed: 0x%lx\n", result);
    }
    return result;
}
