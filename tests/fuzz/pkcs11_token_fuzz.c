/* SPDX-License-Identifier: MIT */
/* Any bytes as a template, as something that storage holds, as a key in text and as a signature, on
 * a token whose storage is one object in memory. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "core_pkcs11.h"
#include "core_pkcs11_pal.h"
#include "core_pki_utils.h"
#include "pkcs11_provision.h"
#include "tls.h"

#define OBJECTS        4u
#define ATTRIBUTES_MAX 24u

static struct {
    CK_BYTE *bytes;
    CK_ULONG length;
} stored[OBJECTS + 1u];
static CK_SESSION_HANDLE session;

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

/* Storage: the first free place. */

CK_RV PKCS11_PAL_Initialize(void)
{
    return CKR_OK;
}

CK_OBJECT_HANDLE PKCS11_PAL_SaveObject(CK_ATTRIBUTE_PTR pxLabel, CK_BYTE_PTR pucData,
                                       CK_ULONG ulDataSize)
{
    (void)pxLabel;
    for (CK_OBJECT_HANDLE i = 1; i <= OBJECTS; i++) {
        if (stored[i].bytes == NULL && ulDataSize > 0) {
            stored[i].bytes = malloc(ulDataSize);
            stored[i].length = ulDataSize;
            memcpy(stored[i].bytes, pucData, ulDataSize);
            return i;
        }
    }
    return CK_INVALID_HANDLE;
}

CK_RV PKCS11_PAL_DestroyObject(CK_OBJECT_HANDLE xHandle)
{
    if (xHandle == 0 || xHandle > OBJECTS || stored[xHandle].bytes == NULL) {
        return CKR_OBJECT_HANDLE_INVALID;
    }
    free(stored[xHandle].bytes);
    stored[xHandle].bytes = NULL;
    return CKR_OK;
}

CK_OBJECT_HANDLE PKCS11_PAL_FindObject(CK_BYTE_PTR pxLabel, CK_ULONG usLength)
{
    (void)pxLabel;
    (void)usLength;
    return CK_INVALID_HANDLE;
}

CK_OBJECT_HANDLE PKCS11_PAL_NextObject(CK_OBJECT_HANDLE xHandle)
{
    do {
        xHandle++;
    } while (xHandle <= OBJECTS && stored[xHandle].bytes == NULL);
    return xHandle <= OBJECTS ? xHandle : CK_INVALID_HANDLE;
}

CK_RV PKCS11_PAL_GetObjectValue(CK_OBJECT_HANDLE xHandle, CK_BYTE_PTR *ppucData,
                                CK_ULONG_PTR pulDataSize, CK_BBOOL *pIsPrivate)
{
    if (xHandle == 0 || xHandle > OBJECTS || stored[xHandle].bytes == NULL) {
        return CKR_KEY_HANDLE_INVALID;
    }
    *pulDataSize = stored[xHandle].length;
    *ppucData = malloc(*pulDataSize); /* exactly: reading behind it is found */
    memcpy(*ppucData, stored[xHandle].bytes, *pulDataSize);
    *pIsPrivate = CK_TRUE;
    return CKR_OK;
}

void PKCS11_PAL_GetObjectValueCleanup(CK_BYTE_PTR pucData, CK_ULONG ulDataSize)
{
    (void)ulDataSize;
    free(pucData);
}

/* Surroundings. */

static void *no_mutex(void)
{
    static char mutex;
    return &mutex;
}

static void leave_mutex(void *mutex)
{
    (void)mutex;
}

static bool take_mutex(void *mutex)
{
    return mutex != NULL;
}

static bool entropy(void *buffer, size_t length)
{
    return getrandom(buffer, length, 0) == (ssize_t)length;
}

static int64_t no_time(void)
{
    return 0;
}

static void start(void)
{
    const struct tls_port port = {
        .allocate = calloc,
        .release = free,
        .mutex_create = no_mutex,
        .mutex_delete = leave_mutex,
        .mutex_lock = take_mutex,
        .mutex_unlock = take_mutex,
        .entropy = entropy,
        .uptime_ms = no_time,
        .time = no_time,
    };
    if (session == 0) {
        require(tls_init(&port) == TLS_OK);
        require(xInitializePkcs11Session(&session) == CKR_OK);
    }
}

/* Every attribute of every object that there is, secrets stay; and every use, which takes long. */
static void use_objects(bool sign)
{
    static const CK_ATTRIBUTE_TYPE types[] = {CKA_CLASS,
                                              CKA_LABEL,
                                              CKA_ID,
                                              CKA_VALUE,
                                              CKA_KEY_TYPE,
                                              CKA_EC_POINT,
                                              CKA_MODULUS,
                                              CKA_PUBLIC_EXPONENT,
                                              CKA_PRIME_1,
                                              CKA_TOKEN,
                                              CKA_SIGN,
                                              CKA_EC_PARAMS,
                                              CKA_MODULUS_BITS,
                                              CKA_CERTIFICATE_TYPE,
                                              CKA_PRIVATE_EXPONENT};
    static const CK_MECHANISM_TYPE mechanisms[] = {CKM_ECDSA, CKM_RSA_PKCS, CKM_SHA256_HMAC,
                                                   CKM_AES_CMAC};
    CK_BYTE value[64], digest[32] = {0}, signature[256];
    CK_OBJECT_HANDLE objects[OBJECTS];
    CK_ULONG found = 0;

    require(C_FindObjectsInit(session, NULL, 0) == CKR_OK);
    require(C_FindObjects(session, objects, OBJECTS, &found) == CKR_OK && found <= OBJECTS);
    require(C_FindObjectsFinal(session) == CKR_OK);
    for (CK_ULONG i = 0; i < found; i++) {
        for (size_t t = 0; t < sizeof types / sizeof types[0]; t++) {
            CK_ATTRIBUTE ask = {types[t], value, sizeof value};
            CK_RV result = C_GetAttributeValue(session, objects[i], &ask, 1);
            require(result != CKR_OK || ask.ulValueLen <= sizeof value);
            require(result != CKR_OK ||
                    (types[t] != CKA_PRIME_1 && types[t] != CKA_PRIVATE_EXPONENT));
        }
        for (size_t m = 0; sign && m < sizeof mechanisms / sizeof mechanisms[0]; m++) {
            CK_MECHANISM mechanism = {mechanisms[m], NULL, 0};
            CK_ULONG bytes = sizeof signature;
            if (C_SignInit(session, &mechanism, objects[i]) == CKR_OK) {
                (void)C_Sign(session, digest, sizeof digest, signature, &bytes);
                require(bytes <= sizeof signature);
            }
        }
    }
}

/* A template from the input: type (2), length (2) and bytes of each attribute. */
static void create(const uint8_t *bytes, size_t size)
{
    CK_ATTRIBUTE template[ATTRIBUTES_MAX];
    CK_BYTE *values[ATTRIBUTES_MAX];
    CK_ULONG numbers[ATTRIBUTES_MAX];
    CK_OBJECT_HANDLE object;
    CK_ULONG count = 0;

    while (size >= 4 && count < ATTRIBUTES_MAX) {
        size_t length = ((size_t)bytes[2] << 8 | bytes[3]) & 0x1FFu;
        CK_ATTRIBUTE_TYPE type = (CK_ATTRIBUTE_TYPE)bytes[0] << 8 | bytes[1];
        bytes += 4;
        size -= 4;
        length = length < size ? length : size;
        values[count] = malloc(length + 1u);
        memcpy(values[count], bytes, length);
        template[count] = (CK_ATTRIBUTE){type, values[count], length};
        if (length == 1 && (type == CKA_CLASS || type == CKA_KEY_TYPE)) { /* numbers are CK_ULONG */
            numbers[count] = bytes[0];
            template[count] = (CK_ATTRIBUTE){type, &numbers[count], sizeof numbers[count]};
        }
        bytes += length;
        size -= length;
        count++;
    }
    if (count > 0) {
        (void)C_CreateObject(session, template, count, &object);
    }
    while (count > 0) {
        free(values[--count]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    CK_ATTRIBUTE label = {CKA_LABEL, (void *)"x", 1};
    uint8_t pair[64];

    if (size < 2 || size > 4096) {
        return 0;
    }
    start();
    uint8_t *exact = malloc(size - 1u);
    memcpy(exact, bytes + 1, size - 1u);
    switch (bytes[0] & 3u) {
    case 0:
        create(exact, size - 1u);
        break;
    case 1:
        (void)PKCS11_PAL_SaveObject(&label, exact, size - 1u);
        break;
    case 2:
        (void)pkcs11_provision_key(session, exact, size - 1u, "private", "public");
        (void)pkcs11_provision_certificate(session, exact, size - 1u, "certificate");
        break;
    default:
        (void)PKI_mbedTLSSignatureToPkcs11Signature(pair, sizeof pair, exact, size - 1u);
        break;
    }
    use_objects((bytes[0] & 4u) != 0);
    for (CK_OBJECT_HANDLE i = 1; i <= OBJECTS; i++) {
        (void)PKCS11_PAL_DestroyObject(i);
    }
    free(exact);
    return 0;
}
