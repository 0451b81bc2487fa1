/* SPDX-License-Identifier: MIT */
#include "object.h"

#include <string.h>

#include "core_pkcs11_config_defaults.h"
#include "core_pkcs11_pal.h"
#include "der.h"

/* Besides the flags of an object, what else a truth may depend on. */
#define ALWAYS    0x80u
#define SECRET    0x40u
#define NEVER     0x00u
#define ALL_KINDS KINDS_FROM(KIND_CERTIFICATE)
#define KEY_KINDS KINDS_FROM(KIND_EC_PUBLIC)
#define SECRETS   KINDS_FROM(KIND_EC_PRIVATE)
#define NO_TYPE   0xFFu

const CK_BYTE object_p256[EC_OID_BYTES] = {0x06, 0x08, 0x2a, 0x86, 0x48,
                                           0xce, 0x3d, 0x03, 0x01, 0x07};

static const uint8_t key_types[] = {
    [KIND_EC_PUBLIC - KIND_EC_PUBLIC] = CKK_EC,
    [KIND_RSA_PUBLIC - KIND_EC_PUBLIC] = CKK_RSA,
    NO_TYPE,
    NO_TYPE,
    [KIND_EC_PRIVATE - KIND_EC_PUBLIC] = CKK_EC,
    [KIND_RSA_PRIVATE - KIND_EC_PUBLIC] = CKK_RSA,
    NO_TYPE,
    NO_TYPE,
    [KIND_HMAC - KIND_EC_PUBLIC] = CKK_SHA256_HMAC,
    [KIND_GENERIC - KIND_EC_PUBLIC] = CKK_GENERIC_SECRET,
    [KIND_AES - KIND_EC_PUBLIC] = CKK_AES,
};

CK_KEY_TYPE object_key_type(unsigned kind)
{
    return kind - KIND_EC_PUBLIC < sizeof key_types ? key_types[kind - KIND_EC_PUBLIC] : NO_TYPE;
}

/* Attributes that are true or false. */
static const struct {
    uint32_t kinds;
    uint16_t type;
    uint8_t when; /* true when the object has one of these flags */
} truths[] = {
    {ALL_KINDS, CKA_TOKEN, ALWAYS},
    {ALL_KINDS, CKA_PRIVATE, SECRET},
    {ALL_KINDS, CKA_MODIFIABLE, NEVER},
    {ALL_KINDS, CKA_COPYABLE, NEVER},
    {ALL_KINDS, CKA_DESTROYABLE, ALWAYS},
    {KEY_KINDS, CKA_LOCAL, OBJECT_LOCAL},
    {SECRETS, CKA_SIGN, OBJECT_SIGN},
    {KEY_KINDS & ~KINDS_PRIVATE, CKA_VERIFY, OBJECT_VERIFY},
    {KEY_KINDS, CKA_ENCRYPT, NEVER},
    {KEY_KINDS, CKA_DECRYPT, NEVER},
    {KEY_KINDS, CKA_WRAP, NEVER},
    {KEY_KINDS, CKA_UNWRAP, NEVER},
    {KEY_KINDS, CKA_DERIVE, NEVER},
    {SECRETS, CKA_ALWAYS_AUTHENTICATE, NEVER},
    {SECRETS, CKA_SENSITIVE, ALWAYS},
    {SECRETS, CKA_EXTRACTABLE, NEVER},
    {SECRETS, CKA_ALWAYS_SENSITIVE, OBJECT_LOCAL},
    {SECRETS, CKA_NEVER_EXTRACTABLE, OBJECT_LOCAL},
};

bool object_parse(struct object *object, CK_BYTE *data, CK_ULONG bytes)
{
    if (bytes < OBJECT_HEADER_BYTES ||
        (data[0] != KIND_CERTIFICATE && object_key_type(data[0]) == NO_TYPE) ||
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
        return result == CKR_HOST_MEMORY || result == CKR_DEVICE_ERROR ? result : missing;
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

static CK_RV bytes_are(struct attribute_value *value, const void *bytes, size_t length)
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
        if (truths[i].type == type && (truths[i].kinds & KIND_BIT(object->kind)) != 0) {
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

CK_RV object_attribute(const struct object *object, CK_ATTRIBUTE_TYPE type,
                       struct attribute_value *value)
{
    unsigned kind = KIND_BIT(object->kind);

    switch (type) {
    case CKA_CLASS:
        return number_is(value, object_class(object->kind));
    case CKA_LABEL:
        return bytes_are(value, object->label, object->label_bytes);
    case CKA_ID:
        return bytes_are(value, object->id, object->id_bytes);
    case CKA_VALUE:
        if (kind == KIND_BIT(KIND_CERTIFICATE)) {
            return bytes_are(value, object->body, object->body_bytes);
        }
        return (kind & SECRETS) != 0 ? CKR_ATTRIBUTE_SENSITIVE : CKR_ATTRIBUTE_TYPE_INVALID;
    case CKA_PRIVATE_EXPONENT:
    case CKA_PRIME_1:
    case CKA_PRIME_2:
    case CKA_EXPONENT_1:
    case CKA_EXPONENT_2:
    case CKA_COEFFICIENT:
        return (kind & SECRETS) != 0 ? CKR_ATTRIBUTE_SENSITIVE : CKR_ATTRIBUTE_TYPE_INVALID;
    case CKA_CERTIFICATE_TYPE:
        return kind == KIND_BIT(KIND_CERTIFICATE) ? number_is(value, CKC_X_509)
                                                  : CKR_ATTRIBUTE_TYPE_INVALID;
    case CKA_KEY_TYPE:
        return (kind & KEY_KINDS) != 0 ? number_is(value, object_key_type(object->kind))
                                       : CKR_ATTRIBUTE_TYPE_INVALID;
    default:
        break;
    }
    if ((kind & (KIND_BIT(KIND_EC_PRIVATE) | KIND_BIT(KIND_EC_PUBLIC))) != 0) {
        if (type == CKA_EC_PARAMS) {
            return bytes_are(value, object_p256, sizeof object_p256);
        }
        if (type == CKA_EC_POINT) {
            return bytes_are(value, object->body, EC_POINT_BYTES);
        }
    }
    if ((kind & (KIND_BIT(KIND_RSA_PRIVATE) | KIND_BIT(KIND_RSA_PUBLIC))) != 0 &&
        type - CKA_MODULUS <= CKA_PUBLIC_EXPONENT - CKA_MODULUS) {
        return rsa_attribute(object, type, value);
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
