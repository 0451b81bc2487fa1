/* SPDX-License-Identifier: MIT */
/* Parts of making a certificate. */
#ifndef X509_PARTS_H
#define X509_PARTS_H

#include <stdbool.h>

#include <openssl/x509.h>

/**
 * Add an extension, as OpenSSL's configuration files write it.
 *
 * @param certificate Whose extension it is.
 * @param authority Who signs it; the certificate itself when it signs itself.
 * @param nid NID_key_usage ...
 * @param value "critical,digitalSignature" ...
 * @return Whether it was added.
 *
 * Context: any.
 */
bool x509_add_extension(X509 *certificate, X509 *authority, int nid, const char *value);

/**
 * Give a certificate a serial number that is positive and not to be guessed.
 *
 * @param certificate Not NULL.
 * @return Whether it has one now.
 *
 * Context: any.
 */
bool x509_set_serial(X509 *certificate);

#endif
