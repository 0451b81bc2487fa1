/* SPDX-License-Identifier: MIT */
/* A program of 201906 finds what core_pkcs11.h has, under the names of then. */
#include <stdbool.h>
#include <string.h>

#include "aws_pkcs11.h"
#include "aws_pkcs11_config.h"
#include "iot_pkcs11_config.h"
#include "iot_pkcs11_pal.h"
#include "pkcs11_kit.h"
#include "pkcs11_suite.h"
#include "test.h"

static void an_object_is_found_by_its_label(void)
{
    CK_OBJECT_HANDLE key, found = 77;

    kit_begin();
    key =
        suite_ec_private(kit_functions, kit_session, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS);
    CHECK_EQ(xFindObjectWithLabelAndClass(kit_session, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                          CKO_PRIVATE_KEY, &found),
             CKR_OK);
    CHECK_EQ(found, key);
    CHECK_EQ(xFindObjectWithLabelAndClass(kit_session, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                          CKO_CERTIFICATE, &found),
             CKR_OK);
    CHECK_EQ(found, pkcs11INVALID_OBJECT_HANDLE);
}

static void kinds_of_certificates_have_numbers(void)
{
    CHECK_EQ(pkcs11CERTIFICATE_TYPE_USER, 1);
    CHECK_EQ(pkcs11CERTIFICATE_TYPE_ROOT, 2);
    CHECK_EQ(sizeof *(PKCS11_CertificateTemplatePtr_t)NULL, 6 * sizeof(CK_ATTRIBUTE));
}

int main(void)
{
    RUN(an_object_is_found_by_its_label);
    RUN(kinds_of_certificates_have_numbers);
    (void)C_Finalize(NULL);
    return 0;
}
