/* SPDX-License-Identifier: MIT */
/* Signing and verifying. The key is copied out of storage under the token's mutex and used outside,
 * so that a signature of seconds keeps nobody out; the copy is wiped. */
#include <mbedtls/constant_time.h>
#include <mbedtls/md.h>
#include <string.h>

#include "cmac.h"
#include "key.h"
#include "token.h"

#define MAC_BYTES_MAX   32u
#define RSA_PADDING_MIN 11u
#define DIGESTS         0x111A0u /* bit n: digests of 4 * n bytes: 20, 28, 32, 48, 64 */

/* Where data comes from and the signature goes to, or comes from. */
struct signing {
    const struct mechanism *how;
    const CK_BYTE *in;
    size_t in_bytes;
    CK_BYTE *signature;
    bool verify;
};

static CK_RV begin_use(struct key_use *use, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key,
                       bool verify)
{
    struct object object;

    if (mechanism == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    if (use->mechanism != 0) {
        return CKR_OPERATION_ACTIVE;
    }
    uint8_t number = mechanism_number(mechanism->mechanism);
    if (number == 0 || mechanisms[number - 1u].signature_bytes == 0) {
        return CKR_MECHANISM_INVALID;
    }
    CK_RV result = object_load(&object, key, CKR_KEY_HANDLE_INVALID);
    if (result != CKR_OK) {
        return result;
    }
    const struct mechanism *how = &mechanisms[number - 1u];
    if (((verify ? how->verify_kinds : how->sign_kinds) & KIND_BIT(object.kind)) == 0) {
        result = CKR_KEY_TYPE_INCONSISTENT;
    } else if ((object.flags & (verify ? OBJECT_VERIFY : OBJECT_SIGN)) == 0) {
        result = CKR_KEY_FUNCTION_NOT_PERMITTED;
    } else {
        *use = (struct key_use){key, number};
    }
    object_unload(&object);
    return result;
}

CK_RV C_SignInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result
                            : token_leave(begin_use(&session->sign, mechanism, key, false));
}

CK_RV C_VerifyInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result
                            : token_leave(begin_use(&session->verify, mechanism, key, true));
}

/* Can so many bytes be signed? */
static bool fits(const struct mechanism *how, size_t in_bytes)
{
    if (how->type == CKM_ECDSA) {
        return in_bytes % 4u == 0 && in_bytes <= 64u && (DIGESTS >> in_bytes / 4u & 1u) != 0;
    }
    return how->type != CKM_RSA_PKCS || in_bytes <= how->signature_bytes - RSA_PADDING_MIN;
}

static CK_RV compute_mac(const struct object *key, const struct signing *work, CK_BYTE *mac)
{
    bool good;

    if (work->how->type == CKM_SHA256_HMAC) {
        good = mbedtls_md_hmac(mbedtls_md_info_from_type(MBEDTLS_MD_SHA256), key->body,
                               key->body_bytes, work->in, work->in_bytes, mac) == 0;
    } else {
        good = cmac(key->body, key->body_bytes, work->in, work->in_bytes, mac);
    }
    return good ? CKR_OK : CKR_FUNCTION_FAILED;
}

static CK_RV check_mac(const struct object *key, const struct signing *work)
{
    CK_BYTE mac[MAC_BYTES_MAX];

    CK_RV result = compute_mac(key, work, work->verify ? mac : work->signature);
    if (result == CKR_OK && work->verify &&
        mbedtls_ct_memcmp(mac, work->signature, work->how->signature_bytes) != 0) {
        result = CKR_SIGNATURE_INVALID;
    }
    return result;
}

static CK_RV compute(const struct object *object, const struct signing *work)
{
    psa_algorithm_t algorithm = (KIND_BIT(object->kind) & KINDS_EC) != 0
                                    ? PSA_ALG_ECDSA_ANY
                                    : PSA_ALG_RSA_PKCS1V15_SIGN_RAW;
    psa_key_id_t key = 0;
    size_t made = 0;

    if (object->kind >= KIND_HMAC) {
        return check_mac(object, work);
    }
    psa_status_t status = key_import(
        object, work->verify ? PSA_KEY_USAGE_VERIFY_HASH : PSA_KEY_USAGE_SIGN_HASH, &key);
    if (status == PSA_SUCCESS && work->verify) {
        status = psa_verify_hash(key, algorithm, work->in, work->in_bytes, work->signature,
                                 work->how->signature_bytes);
    } else if (status == PSA_SUCCESS) {
        status = psa_sign_hash(key, algorithm, work->in, work->in_bytes, work->signature,
                               work->how->signature_bytes, &made);
    }
    (void)psa_destroy_key(key);
    return key_result(status);
}

/* The part under the mutex: end the use and load its key. `object->data` is set when there is
 * something to compute. */
static CK_RV take_key(struct key_use *use, struct signing *work, CK_ULONG_PTR bytes,
                      struct object *object)
{
    if (use->mechanism == 0) {
        return CKR_OPERATION_NOT_INITIALIZED;
    }
    if (bytes == NULL || (work->in == NULL && work->in_bytes != 0) ||
        (work->signature == NULL && work->verify)) {
        return CKR_ARGUMENTS_BAD;
    }
    work->how = &mechanisms[use->mechanism - 1u];
    CK_ULONG room = *bytes;
    *bytes = work->how->signature_bytes;
    if (work->signature == NULL) {
        return CKR_OK;
    }
    if (room < *bytes && !work->verify) {
        return CKR_BUFFER_TOO_SMALL;
    }
    use->mechanism = 0;
    if (room != *bytes && work->verify) {
        return CKR_SIGNATURE_LEN_RANGE;
    }
    return fits(work->how, work->in_bytes) ? object_load(object, use->key, CKR_KEY_HANDLE_INVALID)
                                           : CKR_DATA_LEN_RANGE;
}

static CK_RV finish_use(CK_SESSION_HANDLE handle, struct signing *work, CK_ULONG_PTR bytes)
{
    struct object object = {.data = NULL};
    struct session *session;

    CK_RV result = token_enter(handle, &session);
    if (result == CKR_OK) {
        struct key_use *use = work->verify ? &session->verify : &session->sign;
        result = token_leave(take_key(use, work, bytes, &object));
    }
    if (object.data != NULL) {
        result = compute(&object, work);
        object_unload(&object);
    }
    return result;
}

CK_RV C_Sign(CK_SESSION_HANDLE handle, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR out,
             CK_ULONG_PTR out_bytes)
{
    struct signing work = {.in = in, .in_bytes = in_bytes, .signature = out};
    return finish_use(handle, &work, out_bytes);
}

CK_RV C_Verify(CK_SESSION_HANDLE handle, CK_BYTE_PTR in, CK_ULONG in_bytes, CK_BYTE_PTR signature,
               CK_ULONG signature_bytes)
{
    struct signing work = {.in = in, .in_bytes = in_bytes, .signature = signature, .verify = true};
    return finish_use(handle, &work, &signature_bytes);
}
