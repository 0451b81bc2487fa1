/* SPDX-License-Identifier: MIT */
/** Keys that are compiled into the image, for development: from the application's
 * aws_clientcredential_keys.h into the token. What is in the token already is not written again.
 *
 * aws_clientcredential_keys.h defines keyCLIENT_CERTIFICATE_PEM and keyCLIENT_PRIVATE_KEY_PEM, and
 * may define keyJITR_DEVICE_CERTIFICATE_AUTHORITY_PEM; NULL or "" is none.
 */
#ifndef AWS_DEV_MODE_KEY_PROVISIONING_H
#define AWS_DEV_MODE_KEY_PROVISIONING_H

#include <stdint.h>

#include "core_pkcs11.h"

#ifdef __cplusplus
extern "C" {
#endif

/** PEM or DER; lengths in bytes, a terminator may be counted in; 0: none. */
typedef struct ProvisioningParams {
    uint8_t *pucClientPrivateKey;
    uint32_t ulClientPrivateKeyLength;
    uint8_t *pucClientCertificate;
    uint32_t ulClientCertificateLength;
    uint8_t *pucJITPCertificate;
    uint32_t ulJITPCertifiateLength; /* spelt as applications spell it */
} ProvisioningParams_t;

/**
 * Store these.
 *
 * @param pxParams  Not NULL.
 * @return CKR_OK, or as pkcs11_provision.
 *
 * Context: task, after device_token_start; about 2 KB of stack.  Blocks: as the flash does.
 */
CK_RV vAlternateKeyProvisioning(ProvisioningParams_t *pxParams);

/**
 * Store what aws_clientcredential_keys.h has, and print "Key provisioning done".
 *
 * @return CKR_OK, or as pkcs11_provision.
 *
 * Context: task, after device_token_start; about 2 KB of stack.  Blocks: as the flash does.
 */
CK_RV vDevModeKeyProvisioning(void);

#ifdef __cplusplus
}
#endif

#endif
