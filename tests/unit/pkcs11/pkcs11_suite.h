/* SPDX-License-Identifier: MIT */
/* What any PKCS #11 token with our mechanisms does: run against ours and against SoftHSM. */
#ifndef PKCS11_SUITE_H
#define PKCS11_SUITE_H

#include "core_pkcs11.h"

/* Initialises the module, uses the first slot, finalises it. Leaves no object behind. Ends the
 * process when a check fails. */
void pkcs11_suite(CK_FUNCTION_LIST_PTR functions, const char *pin);

/* Parts for other tests: a logged-in read-write session on the first slot of an initialised
 * module, and objects made from pkcs11_keys.h with the given label. */
CK_SESSION_HANDLE suite_session(CK_FUNCTION_LIST_PTR functions, const char *pin);
CK_OBJECT_HANDLE suite_ec_private(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                                  const char *label);
CK_OBJECT_HANDLE suite_ec_public(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                                 const char *label);
CK_OBJECT_HANDLE suite_rsa(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                           const char *label, CK_OBJECT_CLASS class);
CK_OBJECT_HANDLE suite_certificate(CK_FUNCTION_LIST_PTR functions, CK_SESSION_HANDLE session,
                                   const char *label);

/* What CKM_RSA_PKCS signs: the digest of "message" with what says that it is one. */
void suite_digest_info(CK_BYTE info[pkcs11RSA_SIGNATURE_INPUT_LENGTH]);

#endif
