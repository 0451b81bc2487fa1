/* SPDX-License-Identifier: MIT */
/* Objects made: from templates, and key pairs by the token itself. */
#include <mbedtls/platform.h>
#include <string.h>

#include "core_pkcs11_config_defaults.h"
#include "core_pkcs11_pal.h"
#include "der.h"
#include "key.h"
#include "lib_wipe.h"
#include "token.h"

#define RSA_BITS 2048u
#define RSA_NUMBER_MAX                                                                             \
    257u /* bytes of a number in a template: 2048 bits and a zero before them                      \
          */
#define SECRET_MAX   512u
#define TEMPLATE_MAX 16384u /* bytes of all values together */
#define BODY_SPARE   128u   /* a body is at most so much larger than its values */
#define EC_POINT_TAG 0x04u  /* OCTET STRING */

struct template
{
    const CK_ATTRIBUTE *attributes;
    CK_ULONG count;
};

/* An object in the making: the memory is `room` bytes large, `bytes` of the body are used. */
struct draft {
    CK_BYTE *data;
    size_t room;
    CK_BYTE *body;
    size_t bytes;
};

/* NULL also when it has no value. */
static const CK_ATTRIBUTE *attribute(const struct template *template, CK_ATTRIBUTE_TYPE type)
{
    for (CK_ULONG i = 0; i < template->count; i++) {
        const CK_ATTRIBUTE *one = &template->attributes[i];
        if (one->type == type && one->pValue != NULL && one->ulValueLen != 0) {
            return one;
        }
    }
    return NULL;
}

/* A number of the template, or `otherwise`. */
static CK_ULONG number_of(const struct template *template, CK_ATTRIBUTE_TYPE type,
                          CK_ULONG otherwise)
{
    const CK_ATTRIBUTE *one = attribute(template, type);
    CK_ULONG number = otherwise;

    if (one != NULL && one->ulValueLen == sizeof number) {
        memcpy(&number, one->pValue, sizeof number);
    }
    return number;
}

/* Does the template say that `type` is `truth`? */
static bool says(const struct template *template, CK_ATTRIBUTE_TYPE type, CK_BBOOL truth)
{
    const CK_ATTRIBUTE *one = attribute(template, type);
    return one != NULL && one->ulValueLen == sizeof(CK_BBOOL) &&
           (*(const CK_BBOOL *)one->pValue != CK_FALSE) == truth;
}

/* Which kind of object the template describes; `otherwise` is the class and type when it is silent.
 */
static CK_RV kind_of(const struct template *template, enum object_kind *kind)
{
    const CK_ULONG none = CK_UNAVAILABLE_INFORMATION;
    CK_ULONG class = number_of(template, CKA_CLASS, none);
    CK_ULONG type = class == CKO_CERTIFICATE ? number_of(template, CKA_CERTIFICATE_TYPE, CKC_X_509)
                                             : number_of(template, CKA_KEY_TYPE, none);

    if (class == none || type == none) {
        return CKR_TEMPLATE_INCOMPLETE;
    }
    for (unsigned i = KIND_CERTIFICATE; i < KIND_COUNT; i++) {
        if (object_class(i) == class && object_type(i) == type) {
            *kind = i;
            return CKR_OK;
        }
    }
    return CKR_ATTRIBUTE_VALUE_INVALID;
}

/* Wishes that no object of the token fulfils, and texts that are too long. */
static CK_RV check_wishes(const struct template *template, enum object_kind kind)
{
    const CK_ATTRIBUTE *label = attribute(template, CKA_LABEL);
    const CK_ATTRIBUTE *id = attribute(template, CKA_ID);

    if (label == NULL) {
        return CKR_TEMPLATE_INCOMPLETE;
    }
    if (label->ulValueLen > pkcs11configMAX_LABEL_LENGTH ||
        (id != NULL && id->ulValueLen > OBJECT_ID_MAX)) {
        return CKR_DATA_LEN_RANGE;
    }
    bool secret = kind >= KIND_EC_PRIVATE;
    if (says(template, CKA_TOKEN, CK_FALSE) ||
        (secret && says(template, CKA_SENSITIVE, CK_FALSE)) ||
        (secret && says(template, CKA_EXTRACTABLE, CK_TRUE))) {
        return CKR_ATTRIBUTE_VALUE_INVALID;
    }
    return CKR_OK;
}

static void discard(struct draft *draft)
{
    if (draft->data != NULL) {
        lib_wipe(draft->data, draft->room);
        mbedtls_free(draft->data);
    }
}

/* Header, label and ID, and room for any body of the template. */
static CK_RV begin_draft(struct draft *draft, const struct template *template,
                         enum object_kind kind, uint8_t flags)
{
    const CK_ATTRIBUTE *texts[] = {attribute(template, CKA_LABEL), attribute(template, CKA_ID)};

    draft->room = BODY_SPARE;
    for (CK_ULONG i = 0; i < template->count; i++) {
        CK_ULONG bytes = template->attributes[i].ulValueLen;
        if (bytes > TEMPLATE_MAX - draft->room) {
            return CKR_ATTRIBUTE_VALUE_INVALID;
        }
        draft->room += bytes;
    }
    draft->data = mbedtls_calloc(1, draft->room);
    if (draft->data == NULL) {
        return CKR_HOST_MEMORY;
    }
    if (!says(template, CKA_SIGN, CK_FALSE)) {
        flags |= OBJECT_SIGN;
    }
    if ((KIND_BIT(kind) & KINDS_PRIVATE) == 0 && !says(template, CKA_VERIFY, CK_FALSE)) {
        flags |= OBJECT_VERIFY;
    }
    draft->data[0] = (CK_BYTE)kind;
    draft->data[1] = flags;
    draft->body = draft->data + OBJECT_HEADER_BYTES;
    for (size_t i = 0; i < 2; i++) {
        if (texts[i] != NULL) {
            draft->data[2 + i] = (CK_BYTE)texts[i]->ulValueLen;
            memcpy(draft->body, texts[i]->pValue, texts[i]->ulValueLen);
            draft->body += texts[i]->ulValueLen;
        }
    }
    return CKR_OK;
}

static CK_RV store(const struct draft *draft, CK_OBJECT_HANDLE_PTR handle)
{
    CK_ATTRIBUTE label = {CKA_LABEL, draft->data + OBJECT_HEADER_BYTES, draft->data[2]};

    *handle = PKCS11_PAL_SaveObject(&label, draft->data,
                                    (CK_ULONG)(draft->body + draft->bytes - draft->data));
    return *handle != 0 ? CKR_OK : CKR_DEVICE_MEMORY;
}

/* A value as it is: certificates and secrets. */
static CK_RV write_value(const struct template *template, struct draft *draft)
{
    const CK_ATTRIBUTE *value = attribute(template, CKA_VALUE);
    enum object_kind kind = draft->data[0];

    if (value == NULL) {
        return CKR_TEMPLATE_INCOMPLETE;
    }
    draft->bytes = value->ulValueLen;
    if ((kind == KIND_AES && (draft->bytes % 8u != 0 || draft->bytes < 16u)) ||
        (kind >= KIND_AES && draft->bytes > 32u) ||
        (kind >= KIND_HMAC && draft->bytes > SECRET_MAX)) {
        return CKR_ATTRIBUTE_VALUE_INVALID;
    }
    memcpy(draft->body, value->pValue, draft->bytes);
    return CKR_OK;
}

static CK_RV check_curve(const struct template *template)
{
    const CK_ATTRIBUTE *curve = attribute(template, CKA_EC_PARAMS);

    if (curve == NULL) {
        return CKR_TEMPLATE_INCOMPLETE;
    }
    bool right =
        curve->ulValueLen == EC_OID_BYTES && memcmp(curve->pValue, object_p256, EC_OID_BYTES) == 0;
    return right ? CKR_OK : CKR_CURVE_NOT_SUPPORTED;
}

/* The point of a public key, or the number of a private one at the end. */
static CK_RV write_ec(const struct template *template, struct draft *draft)
{
    bool secret = draft->data[0] == KIND_EC_PRIVATE;
    const CK_ATTRIBUTE *value = attribute(template, secret ? CKA_VALUE : CKA_EC_POINT);
    CK_RV result = check_curve(template);

    if (result != CKR_OK) {
        return result;
    }
    if (value == NULL) {
        return CKR_TEMPLATE_INCOMPLETE;
    }
    const CK_BYTE *number = value->pValue;
    size_t length = value->ulValueLen;
    size_t room = secret ? EC_SECRET_BYTES : EC_POINT_BYTES;
    while (length > room && number[0] == 0) {
        number++;
        length--;
    }
    if (length > room || (!secret && (length != room || number[0] != EC_POINT_TAG ||
                                      number[1] != EC_POINT_BYTES - EC_PREFIX_BYTES))) {
        return CKR_ATTRIBUTE_VALUE_INVALID;
    }
    draft->bytes = EC_POINT_BYTES + (secret ? EC_SECRET_BYTES : 0);
    memcpy(draft->body + draft->bytes - length, number, length);
    return CKR_OK;
}

/* The numbers of a key as a SEQUENCE. */
static CK_RV write_rsa(const struct template *template, struct draft *draft)
{
    static const uint8_t version = 0;
    CK_BYTE *numbers = draft->body + DER_PREFIX_MAX;
    CK_BYTE *at = numbers;
    CK_ATTRIBUTE_TYPE last = CKA_PUBLIC_EXPONENT;

    if (draft->data[0] == KIND_RSA_PRIVATE) {
        last = CKA_COEFFICIENT;
        at = der_put_integer(at, &version, 1);
    }
    for (CK_ATTRIBUTE_TYPE type = CKA_MODULUS; type <= last; type++) {
        const CK_ATTRIBUTE *one = attribute(template, type);
        if (type == CKA_MODULUS_BITS) {
            continue;
        }
        if (one == NULL) {
            return CKR_TEMPLATE_INCOMPLETE;
        }
        if (one->ulValueLen > RSA_NUMBER_MAX) {
            return CKR_KEY_SIZE_RANGE;
        }
        at = der_put_integer(at, one->pValue, one->ulValueLen);
    }
    size_t length = (size_t)(at - numbers);
    CK_BYTE *begin = der_put_prefix(draft->body, DER_SEQUENCE, length);
    memmove(begin, numbers, length);
    draft->bytes = (size_t)(begin + length - draft->body);
    return CKR_OK;
}

static CK_RV write_body(const struct template *template, struct draft *draft)
{
    unsigned kind = KIND_BIT(draft->data[0]);

    return (kind & KINDS_EC) != 0    ? write_ec(template, draft)
           : (kind & KINDS_RSA) != 0 ? write_rsa(template, draft)
                                     : write_value(template, draft);
}

static psa_status_t export_point(psa_key_id_t key, CK_BYTE *to, size_t *made)
{
    to[0] = EC_POINT_TAG;
    to[1] = EC_POINT_BYTES - EC_PREFIX_BYTES;
    return psa_export_public_key(key, to + EC_PREFIX_BYTES, EC_POINT_BYTES - EC_PREFIX_BYTES, made);
}

/* Is it a key? Of a private one of the curve, compute the public point. */
static CK_RV check_key(const struct draft *draft)
{
    struct object object = {
        .kind = draft->data[0], .body = draft->body, .body_bytes = draft->bytes};
    struct attribute_value modulus;
    psa_key_id_t key = 0;
    size_t made;

    if (object.kind == KIND_CERTIFICATE || object.kind >= KIND_HMAC) {
        return CKR_OK;
    }
    psa_status_t status = key_import(&object, PSA_KEY_USAGE_VERIFY_HASH, &key);
    if (status == PSA_SUCCESS && object.kind == KIND_EC_PRIVATE) {
        status = export_point(key, draft->body, &made);
    }
    (void)psa_destroy_key(key);
    if (status != PSA_SUCCESS) {
        return status == PSA_ERROR_INSUFFICIENT_MEMORY ? CKR_HOST_MEMORY
                                                       : CKR_ATTRIBUTE_VALUE_INVALID;
    }
    bool wrong = object_attribute(&object, CKA_MODULUS_BITS, &modulus) == CKR_OK &&
                 modulus.number != RSA_BITS;
    return wrong ? CKR_KEY_SIZE_RANGE : CKR_OK;
}

static CK_RV create(const struct template *template, CK_OBJECT_HANDLE_PTR handle)
{
    struct draft draft = {.data = NULL};
    enum object_kind kind = KIND_CERTIFICATE;

    CK_RV result = kind_of(template, &kind);
    if (result == CKR_OK && !pkcs11configIMPORT_PRIVATE_KEYS_SUPPORTED &&
        object_class(kind) == CKO_PRIVATE_KEY) {
        result = CKR_ATTRIBUTE_VALUE_INVALID;
    }
    if (result == CKR_OK) {
        result = check_wishes(template, kind);
    }
    if (result == CKR_OK) {
        result = begin_draft(&draft, template, kind, 0);
    }
    if (result == CKR_OK) {
        result = write_body(template, &draft);
    }
    if (result == CKR_OK) {
        result = check_key(&draft);
    }
    if (result == CKR_OK) {
        result = store(&draft, handle);
    }
    discard(&draft);
    return result;
}

/* Is the handle good, is it open for changes, and are the arguments there? */
static CK_RV enter_to_change(CK_SESSION_HANDLE handle, bool arguments)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);

    if (result == CKR_OK && !arguments) {
        result = token_leave(CKR_ARGUMENTS_BAD);
    } else if (result == CKR_OK && !session->writable) {
        result = token_leave(CKR_SESSION_READ_ONLY);
    }
    return result;
}

CK_RV C_CreateObject(CK_SESSION_HANDLE handle, CK_ATTRIBUTE_PTR attributes, CK_ULONG count,
                     CK_OBJECT_HANDLE_PTR object)
{
    const struct template template = {attributes, count};
    CK_RV result = enter_to_change(handle, attributes != NULL && count != 0 && object != NULL);
    return result != CKR_OK ? result : token_leave(create(&template, object));
}

CK_RV C_DestroyObject(CK_SESSION_HANDLE handle, CK_OBJECT_HANDLE object)
{
    CK_RV result = enter_to_change(handle, true);

    if (result != CKR_OK) {
        return result;
    }
    result = PKCS11_PAL_DestroyObject(object);
    if (result == CKR_OK) {
        token_forget_key(object);
    } else if (result != CKR_DEVICE_ERROR) {
        result = CKR_OBJECT_HANDLE_INVALID;
    }
    return token_leave(result);
}

/* Key pairs. */

/* Begin a half. Its template may say its class and type, but nothing else than what is made. */
static CK_RV begin_half(struct draft *draft, const struct template *template, enum object_kind kind)
{
    CK_OBJECT_CLASS class = object_class(kind);

    if (number_of(template, CKA_CLASS, class) != class ||
        number_of(template, CKA_KEY_TYPE, CKK_EC) != CKK_EC) {
        return CKR_TEMPLATE_INCONSISTENT;
    }
    CK_RV result = check_wishes(template, kind);
    return result == CKR_OK ? begin_draft(draft, template, kind, OBJECT_LOCAL) : result;
}

/* Fill both drafts with a fresh key. */
static psa_status_t make_key(const struct draft *private, const struct draft *public)
{
    psa_key_attributes_t wanted = PSA_KEY_ATTRIBUTES_INIT;
    psa_key_id_t key = 0;
    size_t made;

    psa_set_key_type(&wanted, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&wanted, EC_SECRET_BYTES * 8u);
    psa_set_key_usage_flags(&wanted, PSA_KEY_USAGE_EXPORT);
    psa_status_t status = psa_generate_key(&wanted, &key);
    if (status == PSA_SUCCESS) {
        status = psa_export_key(key, private->body + EC_POINT_BYTES, EC_SECRET_BYTES, &made);
    }
    if (status == PSA_SUCCESS) {
        status = export_point(key, public->body, &made);
        memcpy(private->body, public->body, EC_POINT_BYTES);
    }
    (void)psa_destroy_key(key);
    return status;
}

static CK_RV generate(const struct template *of_public, const struct template *of_private,
                      CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key)
{
    struct draft private = {.bytes = EC_POINT_BYTES + EC_SECRET_BYTES};
    struct draft public = {.bytes = EC_POINT_BYTES};

    CK_RV result = check_curve(of_public);
    if (result == CKR_OK) {
        result = begin_half(&public, of_public, KIND_EC_PUBLIC);
    }
    if (result == CKR_OK) {
        result = begin_half(&private, of_private, KIND_EC_PRIVATE);
    }
    if (result == CKR_OK) {
        result = key_result(make_key(&private, &public));
    }
    if (result == CKR_OK) {
        result = store(&private, private_key);
    }
    if (result == CKR_OK) {
        result = store(&public, public_key);
        if (result != CKR_OK) {
            (void)PKCS11_PAL_DestroyObject(*private_key);
        }
    }
    discard(&private);
    discard(&public);
    return result;
}

CK_RV C_GenerateKeyPair(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism,
                        CK_ATTRIBUTE_PTR of_public, CK_ULONG public_count,
                        CK_ATTRIBUTE_PTR of_private, CK_ULONG private_count,
                        CK_OBJECT_HANDLE_PTR public_key, CK_OBJECT_HANDLE_PTR private_key)
{
    const struct template public = {of_public, public_count};
    const struct template private = {of_private, private_count};
    CK_RV result =
        enter_to_change(handle, mechanism != NULL && of_public != NULL && of_private != NULL &&
                                    public_key != NULL && private_key != NULL);

    if (result != CKR_OK) {
        return result;
    }
    if (mechanism->mechanism != CKM_EC_KEY_PAIR_GEN) {
        return token_leave(CKR_MECHANISM_INVALID);
    }
    return token_leave(generate(&public, &private, public_key, private_key));
}
