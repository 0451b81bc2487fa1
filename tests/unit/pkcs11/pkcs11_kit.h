/* SPDX-License-Identifier: MIT */
/* A token on the simulator's flash, with cryptography and mutexes of the host. */
#ifndef PKCS11_KIT_H
#define PKCS11_KIT_H

#include "core_pkcs11.h"
#include "flash_kit.h"
#include "tls_host.h"

/* A blank flash, and everything that C_Initialize needs. */
void kit_token_new(void);

/* As after a power cut: sessions and what the library had in RAM are gone, flash stays. */
void kit_token_restart(void);

/* Set by kit_begin: a fresh token, initialised, and a read-write session in it. */
extern CK_FUNCTION_LIST_PTR kit_functions;
extern CK_SESSION_HANDLE kit_session;
void kit_begin(void);

/* Sign and verify message_digest of pkcs11_keys.h with a key of the curve. */
CK_RV kit_sign(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_BYTE *signature);
CK_RV kit_verify(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE key, CK_BYTE *signature);

/* CK_INVALID_HANDLE when there is none. */
CK_OBJECT_HANDLE kit_find(const char *label, CK_OBJECT_CLASS class);

CK_RV kit_generate(const char *public_label, const char *private_label, CK_OBJECT_HANDLE *public,
                   CK_OBJECT_HANDLE *private);

#endif
