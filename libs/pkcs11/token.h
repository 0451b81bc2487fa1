/* SPDX-License-Identifier: MIT */
/* The token's state: is it initialised, who holds the mutex, and the sessions.
 *
 *      C_x(session, ...)
 *        token_enter(session) ── checks, takes the mutex, finds the session
 *          work on the session and on objects
 *        token_leave(result)  ── gives the mutex back
 *
 * Invariant: sessions and PKCS11_PAL_* are only touched between the two. Cryptography with a key is
 * done outside, on a copy of the object.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include <stdbool.h>
#include <stdint.h>

#include "core_pkcs11_config_defaults.h"
#include "pkcs11.h"

#define TOKEN_SLOT 1UL

/* What a session is about to do with a key. */
struct key_use {
    CK_OBJECT_HANDLE key;
    uint8_t mechanism; /* its number in the table of mechanisms, from 1; 0: nothing */
};

struct session {
    struct key_use sign;
    struct key_use verify;
    void *digest;       /* a mbedtls_sha256_context, or NULL */
    uint32_t found;     /* bit n: handle n + 1 was found and not yet given */
    uint8_t generation; /* part of the handle, so that a closed one stays invalid */
    bool open;
    bool writable;
    bool finding;
};

CK_RV token_enter(CK_SESSION_HANDLE handle, struct session **session);

/* Returns `result`. */
CK_RV token_leave(CK_RV result);

/* As token_enter, for what belongs to no session. */
CK_RV token_enter_slot(CK_SLOT_ID slot);

/* Is a session open? */
bool token_in_use(void);

/* Nobody signs or verifies with this key any more. */
void token_forget_key(CK_OBJECT_HANDLE key);

/* For full/: CKS_ of a session, every session closed, nobody logged in. */
CK_STATE token_state(const struct session *session);
void token_close_all(void);
CK_RV token_log_out(void);

/* digest.c */
void digest_end(struct session *session);

#endif
