/* SPDX-License-Identifier: MIT */
/* An object as it is stored, and its attributes.
 *
 *      0      1       2             3          4
 *      kind | flags | label bytes | ID bytes | label | ID | body
 *
 *      kind              body
 *      certificate       DER
 *      EC public         CKA_EC_POINT: OCTET STRING, 0x04, x, y        67 bytes
 *      EC private        CKA_EC_POINT, and the secret number           67 + 32
 *      RSA public        RSAPublicKey, DER
 *      RSA private       RSAPrivateKey, DER
 *      secrets           the key
 *
 * Whatever is stored is checked when it is read: storage may have been written by others.
 */
#ifndef OBJECT_H
#define OBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "pkcs11.h"

/* The class (CKO_) times 4, and the type of key: storage that keeps one object of each label and
 * class need not know more. */
enum object_kind {
    KIND_CERTIFICATE = 4,
    KIND_EC_PUBLIC = 8,
    KIND_RSA_PUBLIC = 9,
    KIND_EC_PRIVATE = 12, /* from here on: secrets */
    KIND_RSA_PRIVATE = 13,
    KIND_HMAC = 16,
    KIND_GENERIC = 17,
    KIND_AES = 18,
    KIND_COUNT
};

#define KIND_BIT(kind) (UINT32_C(1) << (kind))
#define KINDS_EC       (KIND_BIT(KIND_EC_PUBLIC) | KIND_BIT(KIND_EC_PRIVATE))
#define KINDS_RSA      (KIND_BIT(KIND_RSA_PUBLIC) | KIND_BIT(KIND_RSA_PRIVATE))
#define KINDS_PRIVATE  (KIND_BIT(KIND_EC_PRIVATE) | KIND_BIT(KIND_RSA_PRIVATE))

#define OBJECT_LOCAL  1u /* made in the token */
#define OBJECT_SIGN   2u
#define OBJECT_VERIFY 4u

#define OBJECT_HEADER_BYTES 4u
#define OBJECT_ID_MAX       32u

#define EC_SECRET_BYTES 32u
#define EC_POINT_BYTES  67u
#define EC_PREFIX_BYTES 2u /* of the OCTET STRING, before the point itself */
#define EC_OID_BYTES    10u

extern const CK_BYTE object_p256[EC_OID_BYTES]; /* CKA_EC_PARAMS */

struct object {
    CK_BYTE *data; /* as stored; the others point into it */
    CK_ULONG bytes;
    enum object_kind kind;
    uint8_t flags;
    uint8_t label_bytes;
    uint8_t id_bytes;
    const CK_BYTE *label;
    const CK_BYTE *id;
    const CK_BYTE *body;
    size_t body_bytes;
};

static inline bool object_is_secret(const struct object *object)
{
    return object->kind >= KIND_EC_PRIVATE;
}

static inline CK_OBJECT_CLASS object_class(enum object_kind kind)
{
    return (CK_OBJECT_CLASS)kind >> 2;
}

/* CKA_KEY_TYPE or CKA_CERTIFICATE_TYPE of a kind; 0xFF when there is no such kind. */
CK_KEY_TYPE object_type(unsigned kind);

/* Read what is stored. False: this is no object. */
bool object_parse(struct object *object, CK_BYTE *data, CK_ULONG bytes);

/* Between token_enter and token_leave: a copy of an object. `missing` when there is none. */
CK_RV object_load(struct object *object, CK_OBJECT_HANDLE handle, CK_RV missing);

/* Wipe and release the copy. */
void object_unload(struct object *object);

/* One attribute's value: pointer into the object or into `number`. */
struct attribute_value {
    const void *bytes;
    size_t length;
    CK_ULONG number;
    CK_BBOOL truth;
};

/* CKR_OK, CKR_ATTRIBUTE_SENSITIVE or CKR_ATTRIBUTE_TYPE_INVALID. */
CK_RV object_attribute(const struct object *object, CK_ATTRIBUTE_TYPE type,
                       struct attribute_value *value);

/* C_GetAttributeValue of a handle, between token_enter and token_leave. */
CK_RV object_read(CK_OBJECT_HANDLE handle, CK_ATTRIBUTE_PTR attributes, CK_ULONG count);

/* Has the object this attribute, with this value? */
bool object_matches(const struct object *object, const CK_ATTRIBUTE *wanted);

#endif
