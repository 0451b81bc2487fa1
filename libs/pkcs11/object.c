/* SPDX-License-Identifier: MIT */
#include "object.h"

#include <string.h>

#include "core_pkcs11_config_defaults.h"
#include "core_pkcs11_pal.h"
#include "der.h"

/* Besides the flags of an object, what else a truth may depend on. */
#define ALWAYS  0x80u
#define SECRET  0x40u
#define NEVER   0x00u
#define NO_TYPE 0xFFu

const CK_BYTE object_p256[EC_OID_BYTES] = {0x06, 0x08, 0x2a, 0x86, 0x48,
                                           0xce, 0x3d, 0x03, 0x01, 0x07};

/* From KIND_CERTIFICATE on; of a certificate, its own type. */
static const uint8_t types[] = {
    CKC_X_509, NO_TYPE, NO_TYPE, NO_TYPE, CKK_EC,  CKK_RSA,         NO_TYPE,
    NO_TYPE,   CKK_EC,  CKK_RSA, NO_TYPE, NO_TYPE, CKK_SHA256_HMAC, CKK_GENERIC_SECRET,
    CKK_AES,
};
_Static_assert(sizeof types == KIND_COUNT - KIND_CERTIFICATE, "a type for each kind");

CK_KEY_TYPE object_type(unsigned kind)
{
    return kind - KIND_CERTIFICATE < sizeof types ? types[kind - KIND_CERTIFICATE] : NO_TYPE;
}

/* Attributes that are true or false. */
static const struct {
    uint16_t type;
    uint8_t from; /* this kind of object and those behind it have the attribute */
    uint8_t when; /* true when the object has one of these flags */
} truths[] = {
    {CKA_TOKEN, KIND_CERTIFICATE, ALWAYS},
    {CKA_PRIVATE, KIND_CERTIFICATE, SECRET},
    {CKA_MODIFIABLE, KIND_CERTIFICATE, NEVER},
    {CKA_COPYABLE, KIND_CERTIFICATE, NEVER},
    {CKA_DESTROYABLE, KIND_CERTIFICATE, ALWAYS},
    {CKA_LOCAL, KIND_EC_PUBLIC, OBJECT_LOCAL},
    {CKA_VERIFY, KIND_EC_PUBLIC, OBJECT_VERIFY},
    {CKA_ENCRYPT, KIND_EC_PUBLIC, NEVER},
    {CKA_DECRYPT, KIND_EC_PUBLIC, NEVER},
    {CKA_WRAP, KIND_EC_PUBLIC, NEVER},
    {CKA_UNWRAP, KIND_EC_PUBLIC, NEVER},
    {CKA_DERIVE, KIND_EC_PUBLIC, NEVER},
    {CKA_SIGN, KIND_EC_PRIVATE, OBJECT_SIGN},
    {CKA_ALWAYS_AUTHENTICATE, KIND_EC_PRIVATE, NEVER},
    {CKA_SENSITIVE, KIND_EC_PRIVATE, ALWAYS},
    {CKA_EXTRACTABLE, KIND_EC_PRIVATE, NEVER},
    {CKA_ALWAYS_SENSITIVE, KIND_EC_PRIVATE, OBJECT_LOCAL},
    {CKA_NEVER_EXTRACTABLE, KIND_EC_PRIVATE, OBJECT_LOCAL},
};

bool object_parse(struct object *object, CK_BYTE *data, CK_ULONG bytes)
{
    if (bytes < OBJECT_HEADER_BYTES || object_type(data[0]) == NO_TYPE ||
        bytes - OBJECT_HEADER_BYTES < (CK_ULONG)data[2] + data[3]) {
        return false;
    }
    *object = (struct object){
        .data = data,
        .bytes = bytes,
        .kind = data[0],
        .flags = data[1],
        .label_bytes = data[2],
        .id_bytes = data[3],
        .label = data + OBJECT_HEADER_BYTES,
    };
    object->id = object->label + object->label_bytes;
    object->body = object->id + object->id_bytes;
    object->body_bytes = (size_t)(data + bytes - object->body);
    if (object->kind == KIND_EC_PUBLIC || object->kind == KIND_EC_PRIVATE) {
        size_t secret = object->kind == KIND_EC_PRIVATE ? EC_SECRET_BYTES : 0;
        return object->body_bytes == EC_POINT_BYTES + secret;
    }
    return true;
}

CK_RV object_load(struct object *object, CK_OBJECT_HANDLE handle, CK_RV missing)
{
    CK_BYTE *data = NULL;
    CK_ULONG bytes = 0;
    CK_BBOOL is_private = CK_TRUE;
    CK_RV result = PKCS11_PAL_GetObjectValue(handle, &data, &bytes, &is_private);

    if (result != CKR_OK) {
        return result == CKR_KEY_HANDLE_INVALID ? missing : result;
    }
    if (!object_parse(object, data, bytes)) {
        PKCS11_PAL_GetObjectValueCleanup(data, bytes);
        return missing;
    }
    return CKR_OK;
}

void object_unload(struct object *object)
{
    PKCS11_PAL_GetObjectValueCleanup(object->data, object->bytes);
}

static CK_RV number_is(struct attribute_value *value, CK_ULONG number)
{
    value->number = number;
    value->bytes = &value->number;
    value->length = sizeof value->number;
    return CKR_OK;
}

/* Not inline: it is called often, and the token is to be small. */
__attribute__((noinline)) static CK_RV bytes_are(struct attribute_value *value, const void *bytes,
                                                 size_t length)
{
    value->bytes = bytes;
    value->length = length;
    return bytes != NULL ? CKR_OK : CKR_ATTRIBUTE_TYPE_INVALID;
}

static CK_RV truth_attribute(const struct object *object, CK_ATTRIBUTE_TYPE type,
                             struct attribute_value *value)
{
    unsigned flags = object->flags | ALWAYS | (object_is_secret(object) ? SECRET : 0u);

    for (size_t i = 0; i < sizeof truths / sizeof truths[0]; i++) {
        if (truths[i].type == type && truths[i].from <= object->kind) {
            value->truth = (flags & truths[i].when) != 0;
            return bytes_are(value, &value->truth, sizeof value->truth);
        }
    }
    return CKR_ATTRIBUTE_TYPE_INVALID;
}

static CK_RV rsa_attribute(const struct object *object, CK_ATTRIBUTE_TYPE type,
                           struct attribute_value *value)
{
    /* A private key's SEQUENCE begins with a version. */
    unsigned number =
        (object->kind == KIND_RSA_PRIVATE ? 1u : 0u) + (type == CKA_PUBLIC_EXPONENT ? 1u : 0u);
    struct der_item item = der_integer(object->body, object->body_bytes, number);

    if (type == CKA_MODULUS_BITS) {
        return number_is(value, item.length * 8u);
    }
    return bytes_are(value, item.bytes, item.length);
}

/* The value of a certificate, or a secret. */
static CK_RV body_attribute(const struct object *object, CK_ATTRIBUTE_TYPE type,
                            struct attribute_value *value)
{
    if (object_is_secret(object)) {
        return CKR_ATTRIBUTE_SENSITIVE;
    }
    bool shown = object->kind == KIND_CERTIFICATE && type == CKA_VALUE;
    return bytes_are(value, shown ? object->body : NULL, object->body_bytes);
}

CK_RV object_attribute(const struct object *object, CK_ATTRIBUTE_TYPE type,
                       struct attribute_value *value)
{
    bool curve = (KIND_BIT(object->kind) & KINDS_EC) != 0;

    if (type == CKA_VALUE ||
        type - CKA_PRIVATE_EXPONENT <= CKA_COEFFICIENT - CKA_PRIVATE_EXPONENT) {
        return body_attribute(object, type, value);
    }
    if (type == CKA_CLASS) {
        return number_is(value, object_class(object->kind));
    }
    if (type == CKA_LABEL) {
        return bytes_are(value, object->label, object->label_bytes);
    }
    if (type == CKA_ID) {
        return bytes_are(value, object->id, object->id_bytes);
    }
    if (type == (object->kind == KIND_CERTIFICATE ? CKA_CERTIFICATE_TYPE : CKA_KEY_TYPE)) {
        return number_is(value, object_type(object->kind));
    }
    if (type == CKA_EC_PARAMS && curve) {
        return bytes_are(value, object_p256, sizeof object_p256);
    }
    if (type == CKA_EC_POINT && curve) {
        return bytes_are(value, object->body, EC_POINT_BYTES);
    }
    if (type - CKA_MODULUS <= CKA_PUBLIC_EXPONENT - CKA_MODULUS &&
        (KIND_BIT(object->kind) & KINDS_RSA) != 0) {
        return rsa_attribute(object, type, value);
    }
    if (type == CKA_VALUE_LEN && object->kind >= KIND_HMAC) {
        return number_is(value, object->body_bytes);
    }
    return truth_attribute(object, type, value);
}

bool object_matches(const struct object *object, const CK_ATTRIBUTE *wanted)
{
    struct attribute_value value;

    return object_attribute(object, wanted->type, &value) == CKR_OK &&
           wanted->ulValueLen == value.length &&
           (value.length == 0 ||
            (wanted->pValue != NULL && memcmp(wanted->pValue, value.bytes, value.length) == 0));
}

static CK_RV read_attribute(const struct object *object, CK_ATTRIBUTE *attribute)
{
    struct attribute_value value;
    CK_RV result = object_attribute(object, attribute->type, &value);

    if (result == CKR_OK && attribute->pValue != NULL) {
        if (attribute->ulValueLen < value.length) {
            result = CKR_BUFFER_TOO_SMALL;
        } else {
            memcpy(attribute->pValue, value.bytes, value.length);
        }
    }
    attribute->ulValueLen = result == CKR_OK ? value.length : CK_UNAVAILABLE_INFORMATION;
    return result;
}

CK_RV object_read(CK_OBJECT_HANDLE handle, CK_ATTRIBUTE_PTR attributes, CK_ULONG count)
{
    struct object object;

    if (attributes == NULL || count == 0) {
        return CKR_ARGUMENTS_BAD;
    }
    CK_RV result = object_load(&object, handle, CKR_OBJECT_HANDLE_INVALID);
    if (result != CKR_OK) {
        return result;
    }
    for (CK_ULONG i = 0; i < count; i++) {
        CK_RV one = read_attribute(&object, &attributes[i]);
        result = one != CKR_OK ? one : result;
    }
    object_unload(&object);
    return result;
}
