/* SPDX-License-Identifier: MIT */
/** A certificate signing request (RFC 2986) for the device's key, which is made in the token if
 * there is none and never leaves it.
 */
#ifndef PKCS11_REQUEST_H
#define PKCS11_REQUEST_H

#include <stddef.h>

#include "pkcs11.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Longest common name (RFC 5280, ub-common-name). */
#define PKCS11_REQUEST_NAME_MAX 64u

/** Room for any request in PEM. */
#define PKCS11_REQUEST_PEM_MAX 512u

/**
 * Write a request for the device's EC P-256 key: pkcs11configLABEL_DEVICE_PRIVATE_KEY_FOR_TLS.
 *
 * @param common_name   1 to PKCS11_REQUEST_NAME_MAX bytes of UTF-8, 0-terminated.
 * @param[out] pem      PEM, with a terminator. Not NULL.
 * @param size          Bytes of room: PKCS11_REQUEST_PEM_MAX is always enough.
 * @param[out] length   Bytes of it, without the terminator. Not NULL.
 * @retval CKR_OK                Written.
 * @retval CKR_ARGUMENTS_BAD     The name is empty or too long.
 * @retval CKR_BUFFER_TOO_SMALL  It does not fit; the token has its key all the same.
 * @return As C_GenerateKeyPair and C_Sign.
 *
 * Context: task; about 2 KB of stack.  Blocks: as long as a key and a signature take, and as the
 * flash does.
 */
CK_RV pkcs11_request_write(const char *common_name, char *pem, size_t size, size_t *length);

#ifdef __cplusplus
}
#endif

#endif
