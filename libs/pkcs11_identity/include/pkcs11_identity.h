/* SPDX-License-Identifier: MIT */
/** The token's device key as a TLS identity: libs/tls asks for signatures, the token makes them.
 *
 *      handshake ── tls_identity.sign ── pkcs11_identity_sign ── C_SignInit, C_Sign
 */
#ifndef PKCS11_IDENTITY_H
#define PKCS11_IDENTITY_H

#include <stddef.h>
#include <stdint.h>

#include "pkcs11.h"
#include "tls.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The memory is the caller's and stays while connections use it. */
struct pkcs11_identity {
    struct tls_identity tls; /* for struct tls_config, sockets_set_credentials, secure_link */
    CK_OBJECT_HANDLE key;
};

/**
 * Find key and certificate by their labels.
 *
 * @param[out] identity      Filled in on CKR_OK.
 * @param key_label          Of a private key, with a terminator.
 * @param certificate_label  With a terminator.
 * @param certificate        Room for `capacity` bytes: the certificate is copied here, and stays.
 * @param capacity           In bytes.
 * @retval CKR_OK                     `identity->tls` can be used.
 * @retval CKR_OBJECT_HANDLE_INVALID  The token has no such key or certificate.
 * @retval CKR_BUFFER_TOO_SMALL       The certificate is larger than `capacity`.
 * @return As xInitializePkcs11Session.
 *
 * Context: task.  Blocks: as the flash does.
 */
CK_RV pkcs11_identity_open(struct pkcs11_identity *identity, const char *key_label,
                           const char *certificate_label, uint8_t *certificate, size_t capacity);

/**
 * The signing function of `identity->tls`. Opens a session for the signature and closes it, so that
 * handshakes of several tasks do not meet in one.
 *
 * @param context  A struct pkcs11_identity.
 * @param request  What to sign.
 * @return Bytes of the signature, 0 when the token made none.
 *
 * Context: task; about 2 KB of stack.  Blocks: as long as the signature takes.
 */
size_t pkcs11_identity_sign(void *context, const struct tls_sign_request *request);

#ifdef __cplusplus
}
#endif

#endif
