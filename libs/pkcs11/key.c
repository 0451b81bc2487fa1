/* SPDX-License-Identifier: MIT */
#include "key.h"

#define MAC_KINDS (KIND_BIT(KIND_HMAC) | KIND_BIT(KIND_GENERIC))
#define CURVE     (CKF_EC_F_P | CKF_EC_NAMEDCURVE | CKF_EC_UNCOMPRESS)

const struct mechanism mechanisms[MECHANISMS] = {
    {CKM_RSA_PKCS, 2048, 2048, 256, KIND_BIT(KIND_RSA_PRIVATE), KIND_BIT(KIND_RSA_PUBLIC),
     CKF_SIGN | CKF_VERIFY},
    {CKM_EC_KEY_PAIR_GEN, 256, 256, 0, 0, 0, CKF_GENERATE_KEY_PAIR | CURVE},
    {CKM_ECDSA, 256, 256, 64, KIND_BIT(KIND_EC_PRIVATE), KIND_BIT(KIND_EC_PUBLIC),
     CKF_SIGN | CKF_VERIFY | CURVE},
    {CKM_SHA256, 0, 0, 0, 0, 0, CKF_DIGEST},
    {CKM_SHA256_HMAC, 1, 512, 32, MAC_KINDS, MAC_KINDS, CKF_SIGN | CKF_VERIFY},
    {CKM_AES_CMAC, 16, 32, 16, KIND_BIT(KIND_AES), KIND_BIT(KIND_AES), CKF_SIGN | CKF_VERIFY},
};

uint8_t mechanism_number(CK_MECHANISM_TYPE type)
{
    uint8_t number = MECHANISMS;

    while (number > 0 && mechanisms[number - 1u].type != type) {
        number--;
    }
    return number;
}

CK_RV key_result(psa_status_t status)
{
    switch (status) {
    case PSA_SUCCESS:
        return CKR_OK;
    case PSA_ERROR_INSUFFICIENT_MEMORY:
        return CKR_HOST_MEMORY;
    case PSA_ERROR_INVALID_SIGNATURE:
        return CKR_SIGNATURE_INVALID;
    default:
        return CKR_FUNCTION_FAILED;
    }
}

psa_status_t key_import(const struct object *object, psa_key_usage_t usage, psa_key_id_t *key)
{
    psa_key_attributes_t wanted = PSA_KEY_ATTRIBUTES_INIT;
    const CK_BYTE *bytes = object->body;
    size_t length = object->body_bytes;

    if ((KIND_BIT(object->kind) & KINDS_EC) != 0) {
        bool secret = object->kind == KIND_EC_PRIVATE;
        bytes += secret ? EC_POINT_BYTES : EC_PREFIX_BYTES;
        length = secret ? EC_SECRET_BYTES : EC_POINT_BYTES - EC_PREFIX_BYTES;
        psa_set_key_type(&wanted, secret ? PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
                                         : PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1));
        psa_set_key_algorithm(&wanted, PSA_ALG_ECDSA_ANY);
    } else {
        psa_set_key_type(&wanted, object->kind == KIND_RSA_PRIVATE ? PSA_KEY_TYPE_RSA_KEY_PAIR
                                                                   : PSA_KEY_TYPE_RSA_PUBLIC_KEY);
        psa_set_key_algorithm(&wanted, PSA_ALG_RSA_PKCS1V15_SIGN_RAW);
    }
    psa_set_key_usage_flags(&wanted, usage);
    return psa_import_key(&wanted, bytes, length, key);
}
