/* SPDX-License-Identifier: MIT */
#include "ota_token.h"

#include <string.h>

#define POINT_BYTES 65u
#define CODED_BYTES (POINT_BYTES + 2u) /* as OCTET STRING */

/* SubjectPublicKeyInfo of a P-256 key, up to its point. */
static const uint8_t prefix[] = {0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48,
                                 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a, 0x86, 0x48,
                                 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00};

static CK_OBJECT_HANDLE find(CK_SESSION_HANDLE session, const char *label, CK_OBJECT_CLASS class)
{
    CK_OBJECT_HANDLE found = CK_INVALID_HANDLE;

    return xFindObjectWithLabelAndClass(session, (char *)label, strlen(label), class, &found) ==
                   CKR_OK
               ? found
               : CK_INVALID_HANDLE;
}

static bool get(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type,
                void *bytes, size_t size, size_t *length)
{
    CK_ATTRIBUTE ask = {type, bytes, size};

    if (C_GetAttributeValue(session, object, &ask, 1) != CKR_OK) {
        return false;
    }
    *length = ask.ulValueLen;
    return true;
}

static bool read_key(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, uint8_t *bytes, size_t size,
                     size_t *length)
{
    static const uint8_t p256[] = pkcs11DER_ENCODED_OID_P256;
    uint8_t curve[sizeof p256], coded[CODED_BYTES];
    size_t curve_bytes, coded_bytes;

    if (size < sizeof prefix + POINT_BYTES ||
        !get(session, key, CKA_EC_PARAMS, curve, sizeof curve, &curve_bytes) ||
        curve_bytes != sizeof p256 || memcmp(curve, p256, sizeof p256) != 0 ||
        !get(session, key, CKA_EC_POINT, coded, sizeof coded, &coded_bytes) ||
        coded_bytes != CODED_BYTES) {
        return false;
    }
    memcpy(bytes, prefix, sizeof prefix);
    memcpy(bytes + sizeof prefix, coded + 2, POINT_BYTES);
    *length = sizeof prefix + POINT_BYTES;
    return true;
}

bool ota_token_read(CK_SESSION_HANDLE session, const char *label, uint8_t *bytes, size_t size,
                    size_t *length)
{
    CK_OBJECT_HANDLE object = find(session, label, CKO_PUBLIC_KEY);

    if (object != CK_INVALID_HANDLE) {
        return read_key(session, object, bytes, size, length);
    }
    object = find(session, label, CKO_CERTIFICATE);
    return object != CK_INVALID_HANDLE && get(session, object, CKA_VALUE, bytes, size, length);
}

static bool find_certificate(void *context, const char *name, struct ota_certificate *found)
{
    struct ota_token *token = context;
    const char *label = name;

    for (size_t i = 0; i < token->count; i++) {
        if (strcmp(token->labels[i].certfile, name) == 0) {
            label = token->labels[i].label;
        }
    }
    found->name = name;
    found->bytes = token->bytes;
    return ota_token_read(token->session, label, token->bytes, sizeof token->bytes, &found->length);
}

void ota_token_init(struct ota_token *token, CK_SESSION_HANDLE session,
                    const struct ota_token_label *labels, size_t count,
                    struct ota_certificates *certificates)
{
    token->session = session;
    token->labels = labels;
    token->count = count;
    certificates->find = find_certificate;
    certificates->find_context = token;
}
