/* SPDX-License-Identifier: MIT */
/* Certificates and keys as C source. What OpenSSL cannot read is refused. */
#ifndef CONSOLE_PEM_H
#define CONSOLE_PEM_H

#include <stddef.h>

/* Every block of a PEM text as one C string literal over several lines, malloc'd. NULL: `error`
 * says why. */
char *pem_to_c(const char *pem, char *error, size_t error_bytes);
/* aws_clientcredential_keys.h, malloc'd: the certificate (with those that follow it) and its key.
 * NULL: `error` says why. */
char *pem_credentials_header(const char *certificate, const char *key, char *error,
                             size_t error_bytes);

#endif
