/* SPDX-License-Identifier: MIT */
/** A device's key and certificates from text into the token. For development, and for a factory
 * that makes keys outside: a device that makes its own (C_GenerateKeyPair) is better off.
 *
 *      PEM ── base64 ──► DER ── C_CreateObject ──► token
 *      "EC PRIVATE KEY", "RSA PRIVATE KEY", "PRIVATE KEY" (PKCS #8, not encrypted), "CERTIFICATE"
 *
 * What is in the token already is not written again: calling this at each boot wears no flash.
 */
#ifndef PKCS11_PROVISION_H
#define PKCS11_PROVISION_H

#include <stddef.h>

#include "pkcs11.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Texts with a terminator; NULL or empty: leave what the token has. */
struct pkcs11_provision {
    const char *private_key;      /* device private and public key */
    const char *certificate;      /* device certificate */
    const char *jitp_certificate; /* authority of the device's certificate, shown beside it */
    const char *root_certificate; /* whom the device trusts */
};

/**
 * Store what is given under the labels of core_pkcs11_config_defaults.h.
 *
 * @param session  Read-write.
 * @param given    Texts are read during the call.
 * @retval CKR_OK            All of it is in the token.
 * @retval CKR_DATA_INVALID  A text is no PEM of its kind; what came before it was stored.
 * @return As C_CreateObject.
 *
 * Context: task; about 2 KB of stack.  Blocks: as the flash does.
 */
CK_RV pkcs11_provision(CK_SESSION_HANDLE session, const struct pkcs11_provision *given);

/**
 * Store a private key, and its public key.
 *
 * @param session        Read-write.
 * @param key            PEM, or DER as in the PEM forms above.
 * @param bytes          Its length, without a terminator.
 * @param private_label  With a terminator.
 * @param public_label   With a terminator.
 * @return As pkcs11_provision.
 *
 * Context: task; about 2 KB of stack.  Blocks: as the flash does.
 */
CK_RV pkcs11_provision_key(CK_SESSION_HANDLE session, const void *key, size_t bytes,
                           const char *private_label, const char *public_label);

/**
 * Store a certificate.
 *
 * @param session      Read-write.
 * @param certificate  PEM (the first one in it), or DER.
 * @param bytes        Its length, without a terminator.
 * @param label        With a terminator.
 * @return As pkcs11_provision.
 *
 * Context: task.  Blocks: as the flash does.
 */
CK_RV pkcs11_provision_certificate(CK_SESSION_HANDLE session, const void *certificate, size_t bytes,
                                   const char *label);

#ifdef __cplusplus
}
#endif

#endif
