/* SPDX-License-Identifier: MIT */
/* Keys and certificates from text into the token, and power that fails meanwhile. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "core_pkcs11.h"
#include "pkcs11_keys.h"
#include "pkcs11_kit.h"
#include "pkcs11_provision.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT(value)  ((void *)(value)), strlen(value)

static char key_pem[512], certificate_pem[1024];

static void to_pem(char *out, const char *kind, const uint8_t *bytes, size_t length)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out += sprintf(out, "-----BEGIN %s-----\n", kind);
    for (size_t i = 0; i < length; i += 3) {
        uint32_t group = (uint32_t)bytes[i] << 16;
        group |= i + 1 < length ? (uint32_t)bytes[i + 1] << 8 : 0;
        group |= i + 2 < length ? bytes[i + 2] : 0;
        *out++ = digits[group >> 18];
        *out++ = digits[group >> 12 & 63u];
        *out++ = i + 1 < length ? digits[group >> 6 & 63u] : '=';
        *out++ = i + 2 < length ? digits[group & 63u] : '=';
        if (i % 48 == 45) {
            *out++ = '\n';
        }
    }
    sprintf(out, "\n-----END %s-----\n", kind);
}

static struct pkcs11_provision given(void)
{
    uint8_t der[7 + sizeof ec_secret] = {0x30, 5 + sizeof ec_secret, 0x02, 1, 1,
                                         0x04, sizeof ec_secret};
    memcpy(der + 7, ec_secret, sizeof ec_secret);
    to_pem(key_pem, "EC PRIVATE KEY", der, sizeof der);
    to_pem(certificate_pem, "CERTIFICATE", certificate, sizeof certificate);
    return (struct pkcs11_provision){.private_key = key_pem, .certificate = certificate_pem};
}

static void the_second_boot_writes_nothing(void)
{
    struct pkcs11_provision told = given();
    CK_BYTE signature[64];

    kit_begin();
    CHECK_EQ(pkcs11_provision(kit_session, &told), CKR_OK);
    uint64_t before = kit_flash_operations();
    for (int boot = 0; boot < 2; boot++) {
        kit_token_restart();
        CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
        CHECK_EQ(pkcs11_provision(kit_session, &told), CKR_OK);
    }
    CHECK_EQ(kit_flash_operations(), before);
    CK_OBJECT_HANDLE key = kit_find(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS, CKO_PRIVATE_KEY);
    CHECK_EQ(kit_sign(kit_session, key, signature), CKR_OK);
    key = kit_find(pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS, CKO_PUBLIC_KEY);
    CHECK_EQ(kit_verify(kit_session, key, signature), CKR_OK);
    CHECK_EQ(kit_verify(kit_session, key, (CK_BYTE *)ec_signature), CKR_OK);
}

static void what_is_no_key_is_not_provisioned(void)
{
    static const char *const texts[] = {
        "rubbish",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\n!!!!\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----",
        "\x30\x82",
    };

    kit_begin();
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct pkcs11_provision told = {.private_key = texts[i]};
        CHECK_EQ(pkcs11_provision(kit_session, &told), CKR_DATA_INVALID);
        told = (struct pkcs11_provision){.root_certificate = texts[i]};
        CHECK_EQ(pkcs11_provision(kit_session, &told) != CKR_OK,
                 i != 1); /* the second is an empty SEQUENCE */
    }
}

/* Every object that is there is whole and works; `old` was there before. */
static void check_after_cut(void)
{
    CK_BYTE signature[64];
    CK_OBJECT_HANDLE key = kit_find("old", CKO_PRIVATE_KEY);

    CHECK_EQ(kit_sign(kit_session, key, signature), CKR_OK);
    CHECK_EQ(kit_verify(kit_session, kit_find("old", CKO_PUBLIC_KEY), signature), CKR_OK);
    key = kit_find(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS, CKO_PRIVATE_KEY);
    CHECK_EQ(key == CK_INVALID_HANDLE || kit_sign(kit_session, key, signature) == CKR_OK, true);
}

static void power_cut_while_provisioning_leaves_every_object_whole(void)
{
    struct pkcs11_provision told = given();
    CK_RV result = CKR_DEVICE_MEMORY;
    uint64_t at = 1;

    /* libs/object_store's test cuts at every single operation. */
    for (; result != CKR_OK; at += 17) {
        CK_OBJECT_HANDLE public, private;
        kit_begin();
        CHECK_EQ(kit_generate("old", "old", &public, &private), CKR_OK);
        kit_die_after(at);
        result = pkcs11_provision(kit_session, &told);
        if (result == CKR_OK) {
            result =
                C_DestroyObject(kit_session, kit_find(pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS,
                                                      CKO_CERTIFICATE));
        }
        kit_revive();
        kit_token_restart();
        CHECK_EQ(xInitializePkcs11Session(&kit_session), CKR_OK);
        check_after_cut();
        CHECK_EQ(pkcs11_provision(kit_session, &told), CKR_OK);
        CHECK_EQ(kit_find(pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, CKO_CERTIFICATE) != 0,
                 true);
    }
    CHECK_EQ(at > 100, true);
}

int main(void)
{
    RUN(the_second_boot_writes_nothing);
    RUN(what_is_no_key_is_not_provisioned);
    RUN(power_cut_while_provisioning_leaves_every_object_whole);
    (void)C_Finalize(NULL);
    return 0;
}
