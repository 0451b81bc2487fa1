/* SPDX-License-Identifier: MIT */
/* The certificate is kept first, the name last: a device with a name has all of it. */
#include "device_identity.h"

#include <string.h>

#include "core_pkcs11.h"
#include "device_token.h"
#include "pkcs11_provision.h"

#define NAME_BANK_SECTORS 1u

static const char name_key[] = "thing";

/* ---- Storage ---- */

static bool open_storage(struct device_identity *identity, struct flash_device *flash,
                         uint32_t reserved)
{
    const uint32_t sector = flash->geometry.erase_bytes;
    const uint32_t bytes = 2u * NAME_BANK_SECTORS * sector;

    if (flash->geometry.size_bytes < reserved + bytes) {
        return false;
    }
    const uint32_t begin = (flash->geometry.size_bytes - reserved - bytes) / sector * sector;
    const struct object_store_area names = {flash, begin, NAME_BANK_SECTORS * sector};
    return object_store_mount(&identity->names, &names) == OBJECT_STORE_OK &&
           device_token_start(flash, flash->geometry.size_bytes - begin) == CKR_OK;
}

static bool read_name(struct device_identity *identity)
{
    const uint32_t number = object_store_find(&identity->names, name_key, sizeof name_key - 1);
    uint32_t bytes = 0;

    memset(identity->thing, 0, sizeof identity->thing);
    return number != 0 && object_store_size(&identity->names, number, &bytes) && bytes > 0 &&
           bytes < sizeof identity->thing &&
           object_store_read(&identity->names, number, identity->thing, bytes);
}

static CK_RV read_token(struct device_identity *identity)
{
    return pkcs11_identity_open(&identity->token, pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS, identity->certificate,
                                sizeof identity->certificate);
}

device_identity_status_t device_identity_open(struct device_identity *identity,
                                              struct flash_device *flash, uint32_t reserved)
{
    if (!open_storage(identity, flash, reserved)) {
        return DEVICE_IDENTITY_FAILED;
    }
    switch (read_token(identity)) {
    case CKR_OK:
        return read_name(identity) ? DEVICE_IDENTITY_OK : DEVICE_IDENTITY_NONE;
    case CKR_OBJECT_HANDLE_INVALID:
        return DEVICE_IDENTITY_NONE;
    default:
        return DEVICE_IDENTITY_FAILED;
    }
}

bool device_identity_make_csr(void *context, char *pem, size_t size, size_t *length)
{
    const struct device_identity *identity = context;

    return identity->common_name != NULL &&
           pkcs11_request_write(identity->common_name, pem, size, length) == CKR_OK;
}

static bool keep_certificate(struct provisioning_text certificate)
{
    CK_SESSION_HANDLE session;

    if (xInitializePkcs11Session(&session) != CKR_OK) {
        return false;
    }
    const CK_RV result = pkcs11_provision_certificate(session, certificate.text, certificate.length,
                                                      pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS);
    (void)C_CloseSession(session);
    return result == CKR_OK;
}

bool device_identity_keep(void *context, struct provisioning_text certificate,
                          struct provisioning_text thing)
{
    struct device_identity *identity = context;
    uint32_t number;

    return thing.length > 0 && thing.length < sizeof identity->thing &&
           keep_certificate(certificate) &&
           object_store_put(&identity->names, name_key, sizeof name_key - 1, thing.text,
                            (uint32_t)thing.length, &number) == OBJECT_STORE_OK &&
           read_token(identity) == CKR_OK && read_name(identity);
}
