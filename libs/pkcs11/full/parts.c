/* SPDX-License-Identifier: MIT */
/* Signing and verifying in parts: the parts are gathered and handed to C_Sign or C_Verify in the
 * end. A host has the memory. Sessions give their parts back when they end the operation, or begin
 * the next one. */
#include <mbedtls/platform.h>
#include <string.h>

#include "full.h"
#include "lib_wipe.h"
#include "token.h"

#define MESSAGE_MAX 65536u

static struct message {
    CK_SESSION_HANDLE session; /* 0: free */
    CK_BYTE *bytes;
    CK_ULONG length;
} messages[2u * pkcs11configMAX_SESSIONS]; /* to be signed, and to be verified */

/* Under the token's mutex: the message that belongs to the handle, a new one when `make`. */
static struct message *message_of(CK_SESSION_HANDLE session, bool verify, bool make)
{
    struct message *half = messages + (verify ? pkcs11configMAX_SESSIONS : 0);
    struct message *unused = NULL;

    for (size_t i = 0; i < pkcs11configMAX_SESSIONS; i++) {
        if (half[i].session == session) {
            return &half[i];
        }
        if (half[i].session == 0) {
            unused = &half[i];
        }
    }
    if (make && unused != NULL) {
        unused->session = session;
    }
    return make ? unused : NULL;
}

static CK_RV append(struct message *message, CK_BYTE_PTR in, CK_ULONG in_bytes)
{
    if (message == NULL || in_bytes > MESSAGE_MAX - message->length) {
        return CKR_HOST_MEMORY;
    }
    CK_BYTE *longer = mbedtls_calloc(1, message->length + in_bytes + 1u);
    if (longer == NULL) {
        return CKR_HOST_MEMORY;
    }
    if (message->length != 0) {
        memcpy(longer, message->bytes, message->length);
    }
    if (in_bytes != 0) {
        memcpy(longer + message->length, in, in_bytes);
    }
    mbedtls_free(message->bytes);
    message->bytes = longer;
    message->length += in_bytes;
    return CKR_OK;
}

static CK_RV update(CK_SESSION_HANDLE handle, bool verify, CK_BYTE_PTR in, CK_ULONG in_bytes)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);

    if (result != CKR_OK) {
        return result;
    }
    if ((verify ? session->verify : session->sign).mechanism == 0) {
        return token_leave(CKR_OPERATION_NOT_INITIALIZED);
    }
    if (in == NULL && in_bytes != 0) {
        return token_leave(CKR_ARGUMENTS_BAD);
    }
    return token_leave(append(message_of(handle, verify, true), in, in_bytes));
}

/* Take the message out of the table. */
static CK_RV take(CK_SESSION_HANDLE handle, bool verify, struct message *taken)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);

    if (result != CKR_OK) {
        return result;
    }
    struct message *message = message_of(handle, verify, false);
    *taken = (struct message){0};
    if (message != NULL) {
        *taken = *message;
        *message = (struct message){0};
    }
    return token_leave(CKR_OK);
}

static void discard(struct message *message)
{
    lib_wipe(message->bytes, message->length);
    mbedtls_free(message->bytes);
}

/* An operation begins: what an earlier one left behind goes. */
static CK_RV begin(CK_SESSION_HANDLE session, bool verify, CK_RV begun)
{
    struct message left;

    if (begun == CKR_OK && take(session, verify, &left) == CKR_OK) {
        discard(&left);
    }
    return begun;
}

CK_RV full_SignInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key)
{
    return begin(session, false, C_SignInit(session, mechanism, key));
}

CK_RV full_VerifyInit(CK_SESSION_HANDLE session, CK_MECHANISM_PTR mechanism, CK_OBJECT_HANDLE key)
{
    return begin(session, true, C_VerifyInit(session, mechanism, key));
}

CK_RV full_SignUpdate(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes)
{
    return update(session, false, in, in_bytes);
}

CK_RV full_VerifyUpdate(CK_SESSION_HANDLE session, CK_BYTE_PTR in, CK_ULONG in_bytes)
{
    return update(session, true, in, in_bytes);
}

CK_RV full_SignFinal(CK_SESSION_HANDLE session, CK_BYTE_PTR out, CK_ULONG_PTR out_bytes)
{
    struct message message;

    if (out == NULL) {
        return C_Sign(session, NULL, 0, NULL, out_bytes);
    }
    CK_RV result = take(session, false, &message);
    if (result != CKR_OK) {
        return result;
    }
    result = C_Sign(session, message.bytes, message.length, out, out_bytes);
    if (result == CKR_BUFFER_TOO_SMALL) { /* it goes on */
        (void)update(session, false, message.bytes, message.length);
    }
    discard(&message);
    return result;
}

CK_RV full_VerifyFinal(CK_SESSION_HANDLE session, CK_BYTE_PTR signature, CK_ULONG signature_bytes)
{
    struct message message;
    CK_RV result = take(session, true, &message);

    if (result == CKR_OK) {
        result = C_Verify(session, message.bytes, message.length, signature, signature_bytes);
        discard(&message);
    }
    return result;
}
