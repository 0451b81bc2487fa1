/* SPDX-License-Identifier: MIT */
/* The request, DER from the outside in; numbers are bytes for a name of n bytes:
 *
 *      SEQUENCE {
 *        SEQUENCE {                                what is signed
 *          INTEGER 0
 *          SEQUENCE { SET { SEQUENCE { commonName, UTF8String name } } }
 *          SEQUENCE { SEQUENCE { ecPublicKey, prime256v1 }, BIT STRING 04 x y }
 *          [0] {}                                  no attributes
 *        }
 *        SEQUENCE { ecdsa-with-SHA256 }
 *        BIT STRING { SEQUENCE { INTEGER r, INTEGER s } }
 *      }
 */
#include "pkcs11_request.h"

#include <mbedtls/base64.h>
#include <string.h>

#include "core_pkcs11.h"
#include "core_pki_utils.h"
#include "der.h"

#define POINT_BYTES     65u
#define INFO_MAX        (PKCS11_REQUEST_NAME_MAX + 128u)
#define SIGNATURE_MAX   72u
#define DER_MAX         (INFO_MAX + SIGNATURE_MAX + 24u)
#define LINE_CHARACTERS 64u
#define LINE_BYTES      48u

#define DER_BIT_STRING  0x03u
#define DER_UTF8_STRING 0x0Cu
#define DER_SET         0x31u
#define DER_ATTRIBUTES  0xA0u

static const uint8_t common_name_id[] = {0x06, 0x03, 0x55, 0x04, 0x03};
static const uint8_t key_type[] = {0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
                                   0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07};
static const uint8_t signature_type[] = {0x30, 0x0A, 0x06, 0x08, 0x2A, 0x86,
                                         0x48, 0xCE, 0x3D, 0x04, 0x03, 0x02};

#define VALUE(value) &(value), sizeof(value)
#define TEXT(text)   (void *)(text), strlen(text)

/* ---- DER ---- */

static uint8_t *put(uint8_t *to, const void *bytes, size_t count)
{
    memcpy(to, bytes, count);
    return to + count;
}

/* Puts tag and length in front of what lies from `from` to `to`, which moves. */
static uint8_t *wrap(uint8_t *from, const uint8_t *to, uint8_t tag)
{
    uint8_t prefix[DER_PREFIX_MAX];
    const size_t inside = (size_t)(to - from);
    const size_t bytes = (size_t)(der_put_prefix(prefix, tag, inside) - prefix);

    memmove(from + bytes, from, inside);
    memcpy(from, prefix, bytes);
    return from + bytes + inside;
}

static size_t put_info(uint8_t *info, const char *name, const uint8_t *point)
{
    static const uint8_t version[] = {DER_INTEGER, 1, 0};
    uint8_t *to = put(info, version, sizeof version), *begin = to;

    to = put(to, common_name_id, sizeof common_name_id);
    to = wrap(to, put(to, name, strlen(name)), DER_UTF8_STRING);
    to = wrap(begin, to, DER_SEQUENCE);
    to = wrap(begin, to, DER_SET);
    to = wrap(begin, to, DER_SEQUENCE);
    begin = to;
    to = put(to, key_type, sizeof key_type);
    uint8_t *bits = to;
    *to++ = 0; /* unused bits */
    to = wrap(bits, put(to, point, POINT_BYTES), DER_BIT_STRING);
    to = wrap(begin, to, DER_SEQUENCE);
    to = der_put_prefix(to, DER_ATTRIBUTES, 0);
    return (size_t)(wrap(info, to, DER_SEQUENCE) - info);
}

/* ---- The token ---- */

static CK_RV make_key(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *key)
{
    CK_BYTE curve[] = pkcs11DER_ENCODED_OID_P256;
    CK_KEY_TYPE type = CKK_EC;
    CK_BBOOL yes = CK_TRUE;
    CK_MECHANISM generate = {CKM_EC_KEY_PAIR_GEN, NULL, 0};
    CK_OBJECT_HANDLE public_key;
    CK_ATTRIBUTE of_public[] = {{CKA_KEY_TYPE, VALUE(type)},
                                {CKA_VERIFY, VALUE(yes)},
                                {CKA_EC_PARAMS, VALUE(curve)},
                                {CKA_LABEL, TEXT(pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS)}};
    CK_ATTRIBUTE of_private[] = {{CKA_KEY_TYPE, VALUE(type)},
                                 {CKA_TOKEN, VALUE(yes)},
                                 {CKA_PRIVATE, VALUE(yes)},
                                 {CKA_SIGN, VALUE(yes)},
                                 {CKA_LABEL, TEXT(pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS)}};

    return C_GenerateKeyPair(session, &generate, of_public, sizeof of_public / sizeof of_public[0],
                             of_private, sizeof of_private / sizeof of_private[0], &public_key,
                             key);
}

/* The private key, which tells its public point. */
static CK_RV device_key(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *key)
{
    char label[] = pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS;
    const CK_RV result =
        xFindObjectWithLabelAndClass(session, label, sizeof label - 1, CKO_PRIVATE_KEY, key);

    return result == CKR_OK && *key == CK_INVALID_HANDLE ? make_key(session, key) : result;
}

/* CKA_EC_POINT is the point as an OCTET STRING: two bytes in front. */
static CK_RV public_point(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key,
                          uint8_t point[POINT_BYTES])
{
    uint8_t coded[POINT_BYTES + 2u];
    CK_ATTRIBUTE ask = {CKA_EC_POINT, coded, sizeof coded};
    const CK_RV result = C_GetAttributeValue(session, key, &ask, 1);

    if (result == CKR_OK) {
        memcpy(point, coded + 2, POINT_BYTES);
    }
    return result;
}

static CK_RV sign(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, const uint8_t *info,
                  size_t info_bytes, uint8_t *signature, size_t *signature_bytes)
{
    CK_MECHANISM hash = {CKM_SHA256, NULL, 0}, ecdsa = {CKM_ECDSA, NULL, 0};
    CK_BYTE digest[pkcs11SHA256_DIGEST_LENGTH];
    CK_ULONG digest_bytes = sizeof digest, made = pkcs11ECDSA_P256_SIGNATURE_LENGTH;

    CK_RV result = C_DigestInit(session, &hash);
    if (result == CKR_OK) {
        result = C_DigestUpdate(session, (CK_BYTE *)info, info_bytes);
    }
    if (result == CKR_OK) {
        result = C_DigestFinal(session, digest, &digest_bytes);
    }
    if (result == CKR_OK) {
        result = C_SignInit(session, &ecdsa, key);
    }
    if (result == CKR_OK) {
        result = C_Sign(session, digest, digest_bytes, signature, &made);
    }
    *signature_bytes = made;
    if (result == CKR_OK &&
        PKI_pkcs11SignatureTombedTLSSignature(signature, SIGNATURE_MAX, signature_bytes) != 0) {
        result = CKR_FUNCTION_FAILED;
    }
    return result;
}

static CK_RV put_request(CK_SESSION_HANDLE session, const char *name, uint8_t *der, size_t *bytes)
{
    uint8_t point[POINT_BYTES], signature[SIGNATURE_MAX];
    size_t signature_bytes;
    CK_OBJECT_HANDLE key;

    CK_RV result = device_key(session, &key);
    if (result == CKR_OK) {
        result = public_point(session, key, point);
    }
    if (result != CKR_OK) {
        return result;
    }
    const size_t info = put_info(der, name, point);
    result = sign(session, key, der, info, signature, &signature_bytes);
    if (result != CKR_OK) {
        return result;
    }
    uint8_t *to = put(der + info, signature_type, sizeof signature_type), *bits = to;
    *to++ = 0;
    to = wrap(bits, put(to, signature, signature_bytes), DER_BIT_STRING);
    *bytes = (size_t)(wrap(der, to, DER_SEQUENCE) - der);
    return CKR_OK;
}

/* ---- PEM ---- */

/* What fits is written; `used` goes on counting. */
struct text {
    char *to;
    size_t size, used;
};

static void say(struct text *text, const char *words)
{
    for (; *words != '\0'; words++) {
        if (text->used < text->size) {
            text->to[text->used] = *words;
        }
        text->used++;
    }
}

static void put_pem(struct text *text, const uint8_t *der, size_t bytes)
{
    unsigned char line[LINE_CHARACTERS + 1u];
    size_t written;

    say(text, "-----BEGIN CERTIFICATE REQUEST-----\n");
    for (size_t at = 0; at < bytes; at += LINE_BYTES) {
        const size_t left = bytes - at;
        (void)mbedtls_base64_encode(line, sizeof line, &written, der + at,
                                    left < LINE_BYTES ? left : LINE_BYTES);
        line[written] = '\0';
        say(text, (const char *)line);
        say(text, "\n");
    }
    say(text, "-----END CERTIFICATE REQUEST-----\n");
}

CK_RV pkcs11_request_write(const char *common_name, char *pem, size_t size, size_t *length)
{
    const size_t name_bytes = strlen(common_name);
    uint8_t der[DER_MAX];
    struct text text = {pem, size, 0};
    CK_SESSION_HANDLE session;
    size_t bytes = 0;

    if (name_bytes == 0 || name_bytes > PKCS11_REQUEST_NAME_MAX) {
        return CKR_ARGUMENTS_BAD;
    }
    CK_RV result = xInitializePkcs11Session(&session);
    if (result != CKR_OK) {
        return result;
    }
    result = put_request(session, common_name, der, &bytes);
    (void)C_CloseSession(session);
    if (result != CKR_OK) {
        return result;
    }
    put_pem(&text, der, bytes);
    if (text.used >= size) {
        return CKR_BUFFER_TOO_SMALL;
    }
    pem[text.used] = '\0';
    *length = text.used;
    return CKR_OK;
}
