/* SPDX-License-Identifier: MIT */
/* PKCS11_PAL_NextObject of a port that has none: the labels that are known. */
#include <stddef.h>

#include "core_pkcs11_config_defaults.h"
#include "core_pkcs11_pal.h"

#define LABEL(text)                                                                                \
    {                                                                                              \
        (text), sizeof(text) - 1u                                                                  \
    }

static const struct {
    const char *text;
    size_t bytes;
} labels[] = {
    LABEL(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS),
    LABEL(pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS),
    LABEL(pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS),
    LABEL(pkcs11configLABEL_JITP_CERTIFICATE),
    LABEL(pkcs11configLABEL_CODE_VERIFICATION_KEY),
    LABEL(pkcs11configLABEL_ROOT_CERTIFICATE),
    LABEL(pkcs11configLABEL_HMAC_KEY),
    LABEL(pkcs11configLABEL_CMAC_KEY),
    LABEL(pkcs11configLABEL_CLAIM_CERTIFICATE),
    LABEL(pkcs11configLABEL_CLAIM_PRIVATE_KEY),
};

__attribute__((weak)) CK_OBJECT_HANDLE PKCS11_PAL_NextObject(CK_OBJECT_HANDLE xHandle)
{
    CK_OBJECT_HANDLE next = 0;

    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++) {
        CK_OBJECT_HANDLE found =
            PKCS11_PAL_FindObject((CK_BYTE_PTR)labels[i].text, (CK_ULONG)labels[i].bytes);
        if (found > xHandle && (next == 0 || found < next)) {
            next = found;
        }
    }
    return next;
}
