/* SPDX-License-Identifier: MIT */
/* The forms of a private key (RFC 5915, RFC 8017, RFC 5958):
 *
 *      EC PRIVATE KEY   SEQUENCE { 1, OCTET STRING secret, ... }
 *      RSA PRIVATE KEY  SEQUENCE { 0, modulus, exponents, primes ... }    nine INTEGERs
 *      PRIVATE KEY      SEQUENCE { 0, SEQUENCE algorithm, OCTET STRING { one of the two } }
 */
#include "pkcs11_provision.h"

#include <stdbool.h>
#include <string.h>

#include "core_pkcs11.h"
#include "der.h"
#include "pem.h"

#define OCTET_STRING  0x04u
#define RSA_NUMBERS   8u
#define RSA_BYTES_MAX 257u
#define POINT_BYTES   67u

static CK_BBOOL yes = CK_TRUE;

#define VALUE(value) &(value), sizeof(value)
#define TEXT(text)   (void *)(text), strlen(text)

static bool begins_with(const struct der_item *item, uint8_t tag)
{
    return item->length > 0 && item->bytes[0] == tag;
}

static CK_RV store_ec(CK_SESSION_HANDLE session, struct der_item secret, const char *private_label,
                      const char *public_label)
{
    CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
    CK_KEY_TYPE type = CKK_EC;
    CK_BYTE curve[] = pkcs11DER_ENCODED_OID_P256, point[POINT_BYTES];
    CK_OBJECT_HANDLE object;
    CK_ATTRIBUTE template[] = {
        {CKA_CLASS, VALUE(class)},     {CKA_KEY_TYPE, VALUE(type)},
        {CKA_TOKEN, VALUE(yes)},       {CKA_LABEL, TEXT(private_label)},
        {CKA_EC_PARAMS, VALUE(curve)}, {CKA_VALUE, (void *)secret.bytes, secret.length},
    };

    CK_RV result = C_CreateObject(session, template, 6, &object);
    if (result != CKR_OK) {
        return result;
    }
    CK_ATTRIBUTE public_point = {CKA_EC_POINT, VALUE(point)};
    result = C_GetAttributeValue(session, object, &public_point, 1);
    if (result != CKR_OK) {
        return result;
    }
    class = CKO_PUBLIC_KEY;
    template[3] = (CK_ATTRIBUTE){CKA_LABEL, TEXT(public_label)};
    template[5] = public_point;
    return C_CreateObject(session, template, 6, &object);
}

/* `numbers` is the SEQUENCE. */
static CK_RV store_rsa(CK_SESSION_HANDLE session, struct der_item numbers,
                       const char *private_label, const char *public_label)
{
    CK_OBJECT_CLASS class = CKO_PRIVATE_KEY;
    CK_KEY_TYPE type = CKK_RSA;
    CK_OBJECT_HANDLE object;
    CK_ATTRIBUTE template[4 + RSA_NUMBERS] = {
        {CKA_CLASS, VALUE(class)},
        {CKA_KEY_TYPE, VALUE(type)},
        {CKA_TOKEN, VALUE(yes)},
        {CKA_LABEL, TEXT(private_label)},
    };

    for (unsigned i = 0; i < RSA_NUMBERS; i++) {
        struct der_item number = der_integer(numbers.bytes, numbers.length, i + 1u);
        if (number.bytes == NULL || number.length > RSA_BYTES_MAX) {
            return CKR_DATA_INVALID;
        }
        CK_ATTRIBUTE_TYPE which = i == 0 ? CKA_MODULUS : CKA_PUBLIC_EXPONENT + i - 1u;
        template[4 + i] = (CK_ATTRIBUTE){which, (void *)number.bytes, number.length};
    }
    CK_RV result = C_CreateObject(session, template, 4 + RSA_NUMBERS, &object);
    if (result == CKR_OK) {
        class = CKO_PUBLIC_KEY;
        template[3] = (CK_ATTRIBUTE){CKA_LABEL, TEXT(public_label)};
        result = C_CreateObject(session, template, 6, &object);
    }
    return result;
}

static CK_RV store_key(CK_SESSION_HANDLE session, struct der_item der, const char *private_label,
                       const char *public_label)
{
    for (int wrapped = 0; wrapped < 2; wrapped++) {
        struct der_item rest = der, whole = der;
        struct der_item inside = der_take(&rest, DER_SEQUENCE);
        whole.length -= rest.length;
        if (inside.bytes == NULL || der_take(&inside, DER_INTEGER).bytes == NULL) {
            break;
        }
        if (begins_with(&inside, OCTET_STRING)) {
            return store_ec(session, der_take(&inside, OCTET_STRING), private_label, public_label);
        }
        if (begins_with(&inside, DER_INTEGER)) {
            return store_rsa(session, whole, private_label, public_label);
        }
        if (der_take(&inside, DER_SEQUENCE).bytes == NULL) {
            break;
        }
        der = der_take(&inside, OCTET_STRING);
    }
    return CKR_DATA_INVALID;
}

/* DER as it is, or what is in a PEM. */
static struct der_item decode(const void *text, size_t bytes, struct pem *pem)
{
    *pem = (struct pem){NULL, 0, 0};
    if (bytes > 0 && *(const uint8_t *)text == DER_SEQUENCE) {
        return (struct der_item){text, bytes};
    }
    *pem = pem_decode(text, bytes);
    return (struct der_item){pem->bytes, pem->length};
}

CK_RV pkcs11_provision_key(CK_SESSION_HANDLE session, const void *key, size_t bytes,
                           const char *private_label, const char *public_label)
{
    struct pem pem;
    struct der_item der = decode(key, bytes, &pem);

    CK_RV result = store_key(session, der, private_label, public_label);
    /* Numbers that make no key are no key, whoever found out. */
    result = result == CKR_ATTRIBUTE_VALUE_INVALID ? CKR_DATA_INVALID : result;
    pem_free(&pem);
    return result;
}

CK_RV pkcs11_provision_certificate(CK_SESSION_HANDLE session, const void *certificate, size_t bytes,
                                   const char *label)
{
    CK_OBJECT_CLASS class = CKO_CERTIFICATE;
    CK_CERTIFICATE_TYPE type = CKC_X_509;
    CK_OBJECT_HANDLE object;
    struct pem pem;
    struct der_item der = decode(certificate, bytes, &pem), rest = der;

    CK_RV result = CKR_DATA_INVALID;
    if (der_take(&rest, DER_SEQUENCE).bytes != NULL) {
        CK_ATTRIBUTE template[] = {
            {CKA_CLASS, VALUE(class)},
            {CKA_CERTIFICATE_TYPE, VALUE(type)},
            {CKA_TOKEN, VALUE(yes)},
            {CKA_LABEL, TEXT(label)},
            {CKA_VALUE, (void *)der.bytes, der.length - rest.length},
        };
        result = C_CreateObject(session, template, 5, &object);
    }
    pem_free(&pem);
    return result;
}

static bool is_given(const char *text)
{
    return text != NULL && text[0] != '\0';
}

CK_RV pkcs11_provision(CK_SESSION_HANDLE session, const struct pkcs11_provision *given)
{
    const struct {
        const char *text, *label;
    } certificates[] = {
        {given->certificate, pkcs11configLABEL_DEVICE_CERTIFICATE_FOR_TLS},
        {given->jitp_certificate, pkcs11configLABEL_JITP_CERTIFICATE},
        {given->root_certificate, pkcs11configLABEL_ROOT_CERTIFICATE},
    };
    CK_RV result = CKR_OK;

    if (is_given(given->private_key)) {
        result = pkcs11_provision_key(session, given->private_key, strlen(given->private_key),
                                      pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS,
                                      pkcs11configLABEL_DEVICE_PUBLIC_KEY_FOR_TLS);
    }
    for (size_t i = 0; i < sizeof certificates / sizeof certificates[0] && result == CKR_OK; i++) {
        if (is_given(certificates[i].text)) {
            result = pkcs11_provision_certificate(
                session, certificates[i].text, strlen(certificates[i].text), certificates[i].label);
        }
    }
    return result;
}
