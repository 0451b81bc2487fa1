/* SPDX-License-Identifier: MIT */
/* Signers outside the process that connects: `openssl pkeyutl`, each time a process of its own,
 * with keys that stay in their files. */
#ifndef TLS_SIGNERS_H
#define TLS_SIGNERS_H

#include "tls.h"

/* Signatures made since a test set it to 0. */
extern unsigned signatures;

/* Signs with device.key of the run, on curve P-256. */
size_t sign_elsewhere(void *context, const struct tls_sign_request *request);

/* Signs with rsa-device.key, which make_rsa has made. */
size_t sign_rsa_elsewhere(void *context, const struct tls_sign_request *request);

/* Makes `stem`.key, of RSA with 2048 bits, and its certificate from the run's authority with the
 * line `extension`. */
void make_rsa(const char *stem, const char *extension);

#endif
