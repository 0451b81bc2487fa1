/* SPDX-License-Identifier: MIT */
/* Keys that are compiled into the image. */
#include <string.h>

#include "aws_dev_mode_key_provisioning.h"
#include "pkcs11_keys.h"
#include "pkcs11_kit.h"
#include "test.h"

static void keys_of_the_image_are_in_the_token_and_written_once(void)
{
    CK_BYTE signature[64], value[512];
    CK_ATTRIBUTE ask = {CKA_VALUE, value, sizeof value};

    kit_begin();
    CHECK_EQ(vDevModeKeyProvisioning(), CKR_OK);
    uint64_t before = kit_flash_operations();
    kit_token_restart();
    CHECK_EQ(vDevModeKeyProvisioning(), CKR_OK);
    CHECK_EQ(kit_flash_operations(), before);
    CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
    CK_OBJECT_HANDLE key = kit_find(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS, CKO_PRIVATE_KEY);
    CHECK_EQ(kit_sign(kit_session, key, signature), CKR_OK);
    key = kit_find(pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS, CKO_PUBLIC_KEY);
    CHECK_EQ(kit_verify(kit_session, key, signature), CKR_OK);
    CHECK_EQ(kit_verify(kit_session, key, (CK_BYTE *)ec_signature), CKR_OK);
    key = kit_find(pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, CKO_CERTIFICATE);
    CHECK_EQ(C_GetAttributeValue(kit_session, key, &ask, 1), CKR_OK);
    CHECK_EQ(ask.ulValueLen == sizeof certificate &&
                 memcmp(value, certificate, ask.ulValueLen) == 0,
             true);
}

static void der_with_a_length_is_taken_too(void)
{
    ProvisioningParams_t given = {.pucJITPCertificate = (uint8_t *)certificate,
                                  .ulJITPCertifiateLength = sizeof certificate};

    kit_begin();
    CHECK_EQ(vAlternateKeyProvisioning(&given), CKR_OK);
    CHECK_EQ(kit_find(pkcs11configLABEL_JITP_CERTIFICATE, CKO_CERTIFICATE) != 0, true);
    given = (ProvisioningParams_t){.pucClientPrivateKey = (uint8_t *)certificate,
                                   .ulClientPrivateKeyLength = sizeof certificate};
    CHECK_EQ(vAlternateKeyProvisioning(&given), CKR_DATA_INVALID);
    CHECK_EQ(kit_find(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS, CKO_PRIVATE_KEY), 0);
}

int main(void)
{
    RUN(keys_of_the_image_are_in_the_token_and_written_once);
    RUN(der_with_a_length_is_taken_too);
    (void)C_Finalize(NULL);
    return 0;
}
