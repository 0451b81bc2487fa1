/* SPDX-License-Identifier: MIT */
#include "token.h"

#include <psa/crypto.h>
#include <string.h>

#include "core_pkcs11_pal.h"
#include "pkcs11_port.h"

#define INDEX_BITS 8u

_Static_assert(pkcs11configMAX_SESSIONS >= 1 && pkcs11configMAX_SESSIONS <= 255,
               "pkcs11configMAX_SESSIONS must be 1 .. 255");
_Static_assert(pkcs11configMAX_LABEL_LENGTH >= 1 && pkcs11configMAX_LABEL_LENGTH <= 62,
               "pkcs11configMAX_LABEL_LENGTH must be 1 .. 62");

static const CK_C_INITIALIZE_ARGS *system_mutexes;

static struct {
    CK_LOCKMUTEX lock; /* NULL: there is no mutex */
    CK_UNLOCKMUTEX unlock;
    CK_DESTROYMUTEX destroy;
    void *mutex;
    bool ready;
    bool logged_in;
    uint8_t user;
    struct session sessions[pkcs11configMAX_SESSIONS];
} token;

void pkcs11_set_mutexes(const CK_C_INITIALIZE_ARGS *mutexes)
{
    system_mutexes = mutexes;
}

/* Which mutex functions to use: NULL for none. */
static CK_RV choose_mutexes(const CK_C_INITIALIZE_ARGS *args, const CK_C_INITIALIZE_ARGS **chosen)
{
    *chosen = system_mutexes;
    if (args == NULL) {
        return CKR_OK;
    }
    int given = (args->CreateMutex != NULL) + (args->DestroyMutex != NULL) +
                (args->LockMutex != NULL) + (args->UnlockMutex != NULL);
    if (args->pReserved != NULL || (given != 0 && given != 4)) {
        return CKR_ARGUMENTS_BAD;
    }
    if (given == 4) {
        *chosen = args;
    } else if ((args->flags & CKF_OS_LOCKING_OK) != 0 && system_mutexes == NULL) {
        return CKR_CANT_LOCK;
    }
    return CKR_OK;
}

CK_RV C_Initialize(CK_VOID_PTR args)
{
    const CK_C_INITIALIZE_ARGS *mutexes;

    if (token.ready) {
        return CKR_CRYPTOKI_ALREADY_INITIALIZED;
    }
    CK_RV result = choose_mutexes(args, &mutexes);
    if (result == CKR_OK && psa_crypto_init() != PSA_SUCCESS) {
        result = CKR_FUNCTION_FAILED;
    }
    if (result == CKR_OK) {
        result = PKCS11_PAL_Initialize();
    }
    if (result != CKR_OK) {
        return result;
    }
    if (mutexes != NULL) {
        result = mutexes->CreateMutex(&token.mutex);
        if (result != CKR_OK) {
            return result;
        }
        token.lock = mutexes->LockMutex;
        token.unlock = mutexes->UnlockMutex;
        token.destroy = mutexes->DestroyMutex;
    }
    token.ready = true;
    return CKR_OK;
}

static void close_session(struct session *session)
{
    uint8_t generation = session->generation;

    digest_end(session);
    memset(session, 0, sizeof *session);
    session->generation = (uint8_t)(generation + 1u);
}

void token_close_all(void)
{
    for (size_t i = 0; i < pkcs11configMAX_SESSIONS; i++) {
        close_session(&token.sessions[i]);
    }
    token.logged_in = false;
}

CK_RV C_Finalize(CK_VOID_PTR reserved)
{
    if (!token.ready) {
        return CKR_CRYPTOKI_NOT_INITIALIZED;
    }
    if (reserved != NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    token_close_all();
    if (token.lock != NULL) {
        (void)token.destroy(token.mutex);
        token.lock = NULL;
    }
    token.ready = false;
    return CKR_OK;
}

static CK_RV enter(void)
{
    if (!token.ready) {
        return CKR_CRYPTOKI_NOT_INITIALIZED;
    }
    return token.lock != NULL ? token.lock(token.mutex) : CKR_OK;
}

CK_RV token_leave(CK_RV result)
{
    if (token.lock != NULL) {
        (void)token.unlock(token.mutex);
    }
    return result;
}

CK_RV token_enter_slot(CK_SLOT_ID slot)
{
    CK_RV result = enter();

    if (result == CKR_OK && slot != TOKEN_SLOT) {
        result = token_leave(CKR_SLOT_ID_INVALID);
    }
    return result;
}

CK_RV token_enter(CK_SESSION_HANDLE handle, struct session **session)
{
    CK_RV result = enter();

    if (result != CKR_OK) {
        return result;
    }
    CK_ULONG index = (handle & ((1u << INDEX_BITS) - 1u)) - 1u;
    if (index >= pkcs11configMAX_SESSIONS || !token.sessions[index].open ||
        handle >> INDEX_BITS != token.sessions[index].generation) {
        return token_leave(CKR_SESSION_HANDLE_INVALID);
    }
    *session = &token.sessions[index];
    return CKR_OK;
}

bool token_in_use(void)
{
    size_t i = 0;

    while (i < pkcs11configMAX_SESSIONS && !token.sessions[i].open) {
        i++;
    }
    return i < pkcs11configMAX_SESSIONS;
}

void token_forget_key(CK_OBJECT_HANDLE key)
{
    for (size_t i = 0; i < pkcs11configMAX_SESSIONS; i++) {
        struct session *session = &token.sessions[i];
        if (session->sign.key == key) {
            session->sign.mechanism = 0;
        }
        if (session->verify.key == key) {
            session->verify.mechanism = 0;
        }
    }
}

static CK_RV open_session(CK_FLAGS flags, CK_SESSION_HANDLE_PTR handle)
{
    CK_ULONG index = 0;

    if (handle == NULL) {
        return CKR_ARGUMENTS_BAD;
    }
    if ((flags & CKF_SERIAL_SESSION) == 0) {
        return CKR_SESSION_PARALLEL_NOT_SUPPORTED;
    }
    while (index < pkcs11configMAX_SESSIONS && token.sessions[index].open) {
        index++;
    }
    if (index == pkcs11configMAX_SESSIONS) {
        return CKR_SESSION_COUNT;
    }
    struct session *session = &token.sessions[index];
    session->open = true;
    session->writable = (flags & CKF_RW_SESSION) != 0;
    *handle = (CK_ULONG)session->generation << INDEX_BITS | (index + 1u);
    return CKR_OK;
}

CK_RV C_OpenSession(CK_SLOT_ID slot, CK_FLAGS flags, CK_VOID_PTR application, CK_NOTIFY notify,
                    CK_SESSION_HANDLE_PTR handle)
{
    (void)application;
    (void)notify;
    CK_RV result = token_enter_slot(slot);
    return result != CKR_OK ? result : token_leave(open_session(flags, handle));
}

CK_RV C_CloseSession(CK_SESSION_HANDLE handle)
{
    struct session *session;
    CK_RV result = token_enter(handle, &session);

    if (result != CKR_OK) {
        return result;
    }
    close_session(session);
    token.logged_in = token.logged_in && token_in_use();
    return token_leave(CKR_OK);
}

static CK_RV log_in(CK_USER_TYPE user)
{
    if (user != CKU_USER && user != CKU_SO) {
        return CKR_USER_TYPE_INVALID;
    }
    if (token.logged_in) {
        return token.user == user ? CKR_USER_ALREADY_LOGGED_IN : CKR_USER_ANOTHER_ALREADY_LOGGED_IN;
    }
    token.logged_in = true;
    token.user = (uint8_t)user;
    return CKR_OK;
}

CK_RV C_Login(CK_SESSION_HANDLE handle, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin, CK_ULONG pin_bytes)
{
    struct session *session;

    (void)pin;
    (void)pin_bytes;
    CK_RV result = token_enter(handle, &session);
    return result != CKR_OK ? result : token_leave(log_in(user));
}

CK_STATE token_state(const struct session *session)
{
    if (token.logged_in && token.user == CKU_SO) {
        return CKS_RW_SO_FUNCTIONS;
    }
    return (session->writable ? CKS_RW_PUBLIC_SESSION : CKS_RO_PUBLIC_SESSION) +
           (token.logged_in ? CKS_RO_USER_FUNCTIONS - CKS_RO_PUBLIC_SESSION : 0);
}

CK_RV token_log_out(void)
{
    CK_RV result = token.logged_in ? CKR_OK : CKR_USER_NOT_LOGGED_IN;

    token.logged_in = false;
    return result;
}
