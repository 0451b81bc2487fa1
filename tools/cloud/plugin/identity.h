/* SPDX-License-Identifier: MIT */
/* Who a certificate is: its id, and what policies may ask of its content. */
#ifndef CLOUD_PLUGIN_IDENTITY_H
#define CLOUD_PLUGIN_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/x509.h>

/* Lower-case hexadecimal SHA-256 of the certificate's DER. */
bool identity_id(const X509 *certificate, char id[65]);

/* "Subject.CommonName", "Issuer.Organization", "Subject.AlternativeName.DNSName", "SerialNumber".
 * A name in a certificate may have several values; "Subject.CommonName.1" is the one behind the
 * first. `certificate` is an X509; the text is valid until the next call. */
const char *identity_variable(void *certificate, const char *name, size_t index);

#endif
