/* SPDX-License-Identifier: MIT */
/* TLS here: the key goes into the token and signs from there. */
#include <string.h>

#include "aws_dev_mode_key_provisioning.h"
#include "board.h"
#include "credentials.h"
#include "device_token.h"
#include "pkcs11_identity.h"
#include "qualification_network.h"
#include "sockets.h"

#define CERTIFICATE_BYTES 1024u

static struct pkcs11_identity token;
static uint8_t certificate[CERTIFICATE_BYTES];

static void destroy(CK_SESSION_HANDLE session, const char *label, CK_OBJECT_CLASS class)
{
    CK_OBJECT_HANDLE object = CK_INVALID_HANDLE;

    if (xFindObjectWithLabelAndClass(session, (char *)label, strlen(label), class, &object) ==
            CKR_OK &&
        object != CK_INVALID_HANDLE) {
        (void)C_DestroyObject(session, object);
    }
}

static bool forget(void)
{
    const struct sockets_credentials none = {0};
    CK_SESSION_HANDLE session;

    sockets_set_credentials(&none);
    if (xInitializePkcs11Session(&session) != CKR_OK) {
        return false;
    }
    destroy(session, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS, CKO_PRIVATE_KEY);
    destroy(session, pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS, CKO_PUBLIC_KEY);
    destroy(session, pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, CKO_CERTIFICATE);
    return C_CloseSession(session) == CKR_OK;
}

bool qualification_identify(const struct qualification_identity *identity)
{
    if (device_token_start(board_flash(), CREDENTIALS_REGION_BYTES) != CKR_OK || !forget()) {
        return false;
    }
    if (identity == NULL) {
        return true;
    }
    ProvisioningParams_t params = {
        .pucClientPrivateKey = (uint8_t *)(uintptr_t)identity->key,
        .ulClientPrivateKeyLength = (uint32_t)strlen(identity->key) + 1u,
        .pucClientCertificate = (uint8_t *)(uintptr_t)identity->certificate,
        .ulClientCertificateLength = (uint32_t)strlen(identity->certificate) + 1u,
    };
    if (vAlternateKeyProvisioning(&params) != CKR_OK ||
        pkcs11_identity_open(&token, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                             pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, certificate,
                             sizeof certificate) != CKR_OK) {
        return false;
    }
    const struct sockets_credentials known = {.identity = &token.tls};
    sockets_set_credentials(&known);
    return true;
}
