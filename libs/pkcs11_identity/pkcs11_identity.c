/* SPDX-License-Identifier: MIT */
#include "pkcs11_identity.h"

#include <string.h>

#include "core_pkcs11.h"

#define DIGEST_MAX  64u
#define INFO_PREFIX 19u

static CK_RV find(CK_SESSION_HANDLE session, const char *label, CK_OBJECT_CLASS class,
                  CK_OBJECT_HANDLE_PTR object)
{
    CK_RV result =
        xFindObjectWithLabelAndClass(session, (char *)label, strlen(label), class, object);
    return result == CKR_OK && *object == CK_INVALID_HANDLE ? CKR_OBJECT_HANDLE_INVALID : result;
}

CK_RV pkcs11_identity_open(struct pkcs11_identity *identity, const char *key_label,
                           const char *certificate_label, uint8_t *certificate, size_t capacity)
{
    CK_ATTRIBUTE value = {CKA_VALUE, certificate, capacity};
    CK_SESSION_HANDLE session;
    CK_OBJECT_HANDLE key, object;

    CK_RV result = xInitializePkcs11Session(&session);
    if (result != CKR_OK) {
        return result;
    }
    result = find(session, key_label, CKO_PRIVATE_KEY, &key);
    if (result == CKR_OK) {
        result = find(session, certificate_label, CKO_CERTIFICATE, &object);
    }
    if (result == CKR_OK) {
        result = C_GetAttributeValue(session, object, &value, 1);
    }
    (void)C_CloseSession(session);
    if (result == CKR_OK) {
        *identity = (struct pkcs11_identity){
            .tls = {.certificate = certificate,
                    .certificate_bytes = value.ulValueLen,
                    .sign = pkcs11_identity_sign,
                    .context = identity},
            .key = key,
        };
    }
    return result;
}

/* What CKM_RSA_PKCS pads: the digest with the name of its hash (RFC 8017, section 9.2). */
static size_t digest_info(const struct tls_sign_request *request, CK_BYTE *info)
{
    static const CK_BYTE prefix[INFO_PREFIX] = pkcs11STUFF_APPENDED_TO_RSA_SIG;

    memcpy(info, prefix, sizeof prefix);
    info[1] = (CK_BYTE)(INFO_PREFIX - 2u + request->digest_bytes);
    info[14] = (CK_BYTE)(1 + (int)request->hash); /* SHA-256, SHA-384 and SHA-512 are 1, 2 and 3 */
    info[18] = (CK_BYTE)request->digest_bytes;
    memcpy(info + sizeof prefix, request->digest, request->digest_bytes);
    return sizeof prefix + request->digest_bytes;
}

size_t pkcs11_identity_sign(void *context, const struct tls_sign_request *request)
{
    const struct pkcs11_identity *identity = context;
    CK_BYTE info[INFO_PREFIX + DIGEST_MAX];
    CK_BYTE *in = (CK_BYTE *)request->digest;
    CK_ULONG in_bytes = request->digest_bytes, made = request->signature_capacity;
    CK_MECHANISM mechanism = {CKM_ECDSA, NULL, 0};
    CK_SESSION_HANDLE session;

    if (request->digest_bytes > DIGEST_MAX) {
        return 0;
    }
    if (request->key == TLS_KEY_RSA) {
        mechanism.mechanism = CKM_RSA_PKCS;
        in = info;
        in_bytes = digest_info(request, info);
    }
    if (xInitializePkcs11Session(&session) != CKR_OK) {
        return 0;
    }
    CK_RV result = C_SignInit(session, &mechanism, identity->key);
    if (result == CKR_OK) {
        result = C_Sign(session, in, in_bytes, request->signature, &made);
    }
    (void)C_CloseSession(session);
    return result == CKR_OK ? made : 0;
}
