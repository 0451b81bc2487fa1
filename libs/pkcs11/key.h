/* SPDX-License-Identifier: MIT */
/* Mechanisms, and objects as keys of Mbed TLS. */
#ifndef KEY_H
#define KEY_H

#include <psa/crypto.h>

#include "object.h"

struct mechanism {
    uint16_t type;
    uint16_t key_min, key_max; /* as CK_MECHANISM_INFO has them */
    uint16_t signature_bytes;
    uint32_t sign_kinds, verify_kinds; /* KIND_BIT of the keys */
    CK_FLAGS flags;
};

#define MECHANISMS 6u

extern const struct mechanism mechanisms[MECHANISMS];

/* Its number in the table from 1, or 0. */
uint8_t mechanism_number(CK_MECHANISM_TYPE type);

CK_RV key_result(psa_status_t status);

/* Hand the key to Mbed TLS. The key is to be destroyed in the end. */
psa_status_t key_import(const struct object *object, psa_key_usage_t usage, psa_key_id_t *key);

#endif
