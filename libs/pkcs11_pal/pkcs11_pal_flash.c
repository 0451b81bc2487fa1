/* SPDX-License-Identifier: MIT */
/* An object's key in the store is its label and its class, so that the public and the private half
 * of a key may have one label. The class is in the first byte of what the token stores (times 4,
 * below 32); anything else stored under a label counts as one more class, 0.
 */
#include "pkcs11_pal_flash.h"

#include <mbedtls/platform.h>
#include <string.h>

#include "core_pkcs11_config_defaults.h"
#include "core_pkcs11_pal.h"
#include "lib_wipe.h"

#define TOKENS_OWN 0x20u /* the first byte of what the token stores is below this */

static struct object_store_area area;
static struct object_store store;

void pkcs11_pal_set_area(const struct object_store_area *given)
{
    area = *given;
}

CK_RV PKCS11_PAL_Initialize(void)
{
    if (area.device == NULL) {
        return CKR_TOKEN_NOT_PRESENT;
    }
    return object_store_mount(&store, &area) == OBJECT_STORE_OK ? CKR_OK : CKR_DEVICE_ERROR;
}

static uint8_t class_of(CK_BYTE first)
{
    return first < TOKENS_OWN ? first >> 2 : 0;
}

static CK_ULONG without_terminator(const CK_BYTE *label, CK_ULONG bytes)
{
    return bytes > 0 && label[bytes - 1u] == '\0' ? bytes - 1u : bytes;
}

CK_OBJECT_HANDLE PKCS11_PAL_SaveObject(CK_ATTRIBUTE_PTR pxLabel, CK_BYTE_PTR pucData,
                                       CK_ULONG ulDataSize)
{
    uint8_t key[pkcs11configMAX_LABEL_LENGTH + 1u];
    uint32_t number = 0;

    if (pxLabel == NULL || pxLabel->pValue == NULL || pucData == NULL || ulDataSize == 0 ||
        ulDataSize > OBJECT_STORE_DATA_MAX) {
        return CK_INVALID_HANDLE;
    }
    CK_ULONG bytes = without_terminator(pxLabel->pValue, pxLabel->ulValueLen);
    if (bytes == 0 || bytes > pkcs11configMAX_LABEL_LENGTH) {
        return CK_INVALID_HANDLE;
    }
    memcpy(key, pxLabel->pValue, bytes);
    key[bytes] = class_of(pucData[0]);
    object_store_status_t status =
        object_store_put(&store, key, (uint32_t)bytes + 1u, pucData, (uint32_t)ulDataSize, &number);
    return status == OBJECT_STORE_OK ? number : CK_INVALID_HANDLE;
}

static bool exists(CK_OBJECT_HANDLE handle)
{
    return handle != 0 && handle <= OBJECT_STORE_OBJECTS &&
           object_store_next(&store, (uint32_t)handle - 1u) == handle;
}

CK_RV PKCS11_PAL_DestroyObject(CK_OBJECT_HANDLE xHandle)
{
    if (!exists(xHandle)) {
        return CKR_OBJECT_HANDLE_INVALID;
    }
    return object_store_remove(&store, (uint32_t)xHandle) == OBJECT_STORE_OK ? CKR_OK
                                                                             : CKR_DEVICE_ERROR;
}

static CK_OBJECT_HANDLE find(const CK_BYTE *label, CK_ULONG bytes)
{
    uint8_t key[pkcs11configMAX_LABEL_LENGTH + 1u];
    uint32_t number = 0;

    if (bytes == 0 || bytes > pkcs11configMAX_LABEL_LENGTH) {
        return CK_INVALID_HANDLE;
    }
    memcpy(key, label, bytes);
    for (uint8_t class = 0; class <= class_of(TOKENS_OWN - 1u) && number == 0; class ++) {
        key[bytes] = class;
        number = object_store_find(&store, key, (uint32_t)bytes + 1u);
    }
    return number;
}

CK_OBJECT_HANDLE PKCS11_PAL_FindObject(CK_BYTE_PTR pxLabel, CK_ULONG usLength)
{
    return pxLabel != NULL ? find(pxLabel, without_terminator(pxLabel, usLength))
                           : CK_INVALID_HANDLE;
}

CK_OBJECT_HANDLE PKCS11_PAL_NextObject(CK_OBJECT_HANDLE xHandle)
{
    return xHandle <= OBJECT_STORE_OBJECTS ? object_store_next(&store, (uint32_t)xHandle) : 0;
}

/* What others than the token store under the label of a secret is one. */
static bool has_secret_label(CK_OBJECT_HANDLE handle)
{
    static const char *const labels[] = {
        pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
        pkcs11configLABEL_CLAIM_PRIVATE_KEY,
        pkcs11configLABEL_HMAC_KEY,
        pkcs11configLABEL_CMAC_KEY,
    };

    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        if (find((const CK_BYTE *)labels[i], strlen(labels[i])) == handle) {
            return true;
        }
    }
    return false;
}

CK_RV PKCS11_PAL_GetObjectValue(CK_OBJECT_HANDLE xHandle, CK_BYTE_PTR *ppucData,
                                CK_ULONG_PTR pulDataSize, CK_BBOOL *pIsPrivate)
{
    uint32_t bytes = 0;

    if (!exists(xHandle)) {
        return CKR_KEY_HANDLE_INVALID;
    }
    if (!object_store_size(&store, (uint32_t)xHandle, &bytes)) {
        return CKR_DEVICE_ERROR;
    }
    CK_BYTE *data = mbedtls_calloc(1, bytes);
    if (data == NULL) {
        return CKR_HOST_MEMORY;
    }
    if (!object_store_read(&store, (uint32_t)xHandle, data, bytes)) {
        PKCS11_PAL_GetObjectValueCleanup(data, bytes);
        return CKR_DEVICE_ERROR;
    }
    *ppucData = data;
    *pulDataSize = bytes;
    *pIsPrivate =
        data[0] < TOKENS_OWN ? class_of(data[0]) >= CKO_PRIVATE_KEY : has_secret_label(xHandle);
    return CKR_OK;
}

void PKCS11_PAL_GetObjectValueCleanup(CK_BYTE_PTR pucData, CK_ULONG ulDataSize)
{
    if (pucData != NULL) {
        lib_wipe(pucData, ulDataSize);
        mbedtls_free(pucData);
    }
}
