/* SPDX-License-Identifier: MIT */
/* SHA-256 of a session, and random numbers. */
#include <mbedtls/platform.h>
#include <mbedtls/sha256.h>
#include <psa/crypto.h>

#include "key.h"
#include "token.h"

#define SHA256_BYTES 32u

void digest_end(struct session *session)
{
    mbedtls_sha256_free(session->digest);
    mbedtls_free(session->digest);
    session->digest = NULL;
}

static CK_RV digest_begin(struct session *session, CK_MECHANISM_PTR mechanism)
{
    if (mechanism == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    if (session->digest != NULL) {
        return CKR_OPERATION_ACTIVE;
    }
    if (mechanism->mechanism != CKM_SHA256) {
        return CKR_MECHANISM_INVALID;
    }
    session->digest = mbedtls_calloc(1, sizeof(mbedtls_sha256_context));
    if (session->digest == NULL) {
        return CKR_HOST_MEMORY;
    }
    mbedtls_sha256_init(session->digest);
    return mbedtls_sha256_starts(session->digest, 0) == 0 ? CKR_OK : CKR_FUNCTION_FAILED;
}

CK_RV C_DigestInit(CK_SESSION_HANDLE handle, CK_MECHANISM_PTR mechanism)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(digest_begin(session, mechanism));
}

static CK_RV digest_add(struct session *session, CK_BYTE_PTR in, CK_ULONG in_bytes)
{
    if (session->digest == NULL) {
        return CKR_OPERATION_NOT_INITIALIZED;
    }
    if (in == NULL && in_bytes != 0) {
        digest_end(session);
        return CKR_ARGUMENTS_BAD;
    }
    return mbedtls_sha256_update(session->digest, in, in_bytes) == 0 ? CKR_OK : CKR_FUNCTION_FAILED;
}

CK_RV C_DigestUpdate(CK_SESSION_HANDLE handle, CK_BYTE_PTR in, CK_ULONG in_bytes)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(digest_add(session, in, in_bytes));
}

static CK_RV digest_finish(struct session *session, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
{
    if (session->digest == NULL) {
        return CKR_OPERATION_NOT_INITIALIZED;
    }
    if (out_bytes == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    CK_ULONG room = *out_bytes;
    *out_bytes = SHA256_BYTES;
    if (out == NULL) {
        return CKR_OK;
    }
    if (room < SHA256_BYTES) {
        return CKR_BUFFER_TOO_SMALL;
    }
    int failed = mbedtls_sha256_finish(session->digest, out);
    digest_end(session);
    return failed == 0 ? CKR_OK : CKR_FUNCTION_FAILED;
}

CK_RV C_DigestFinal(CK_SESSION_HANDLE handle, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(digest_finish(session, out, out_bytes));
}

CK_RV C_GenerateRandom(CK_SESSION_HANDLE handle, CK_BYTE_PTR out, CK_ULONG out_bytes)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);

    if (result != CKR_OK) {
        return result;
    }
    (void)token_leave(CKR_OK); /* the generator has a lock of its own */
    if (out == NULL && out_bytes != 0) {
        return CKR_ARGUMENTS_BAD;
    }
    while (result == CKR_OK && out_bytes > 0) {
        size_t part = out_bytes < 512u ? out_bytes : 512u;
        result = key_result(psa_generate_random(out, part));
        out += part;
        out_bytes -= part;
    }
    return result;
}
