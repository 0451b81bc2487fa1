/* SPDX-License-Identifier: MIT */
/* Keys on P-256, and certificates that may sign code: key usage digitalSignature, extended key
 * usage codeSigning. */
#ifndef SIGN_KEY_H
#define SIGN_KEY_H

#include <stdbool.h>
#include <stddef.h>

#include "fault.h"
#include "signing_key.h"

#define PUBLIC_DER_MAX 256u

/* PEM files; the key is freed by the caller. */
enum fault key_read(const char *path, EVP_PKEY **key);
enum fault certificate_read(const char *path, X509 **certificate);
/* Its public key, when its usages are right; freed by the caller. */
enum fault certificate_key(const char *path, EVP_PKEY **key);
/* The public key in a file, a certificate as above or a public key by itself. */
enum fault public_read(const char *certificate_path, const char *public_path, EVP_PKEY **key);

/* SubjectPublicKeyInfo; 0: it cannot be written. */
size_t public_der(const EVP_PKEY *key, unsigned char der[PUBLIC_DER_MAX]);
/* Is it one of the keys in tools/sign/development? */
bool is_development_key(const EVP_PKEY *key);
/* A fault when it is one and this is a release. */
enum fault refuse_development(const EVP_PKEY *key, bool is_release);

/* The key of --key, which is that of --certificate if there is one; refuses what may not sign. */
struct arguments;
enum fault signer_read(const struct arguments *arguments, EVP_PKEY **key);

#endif
