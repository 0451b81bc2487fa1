/* SPDX-License-Identifier: MIT */
/* Who a certificate is: its id, and what policies may ask of its content. */
#ifndef CLOUD_IDENTITY_H
#define CLOUD_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include <openssl/x509.h>

/**
 * Read a certificate.
 *
 * @param certificate_pem PEM, with a NUL.
 * @return The certificate, to be freed with X509_free; NULL: it is none.
 *
 * Context: any.
 */
X509 *identity_read(const char *certificate_pem);

/**
 * Say the id of a certificate: SHA-256 of its DER.
 *
 * @param certificate Not NULL.
 * @param id Filled with 64 lower-case hexadecimal digits and NUL.
 * @return False: it could not be hashed, and `id` is not filled.
 *
 * Context: any.
 */
bool identity_id(const X509 *certificate, char id[65]);

/**
 * Look up what a certificate says under a name of policies.
 *
 * @param certificate An X509, or NULL: it says nothing.
 * @param name "Subject.CommonName", "Issuer.Organization", "Subject.AlternativeName.DNSName",
 * "SerialNumber"; "Subject.CommonName.1" is the value behind the first.
 * @param index Number of the value, from 0.
 * @return The text, valid until the next call; NULL: there is no such value.
 *
 * Context: one thread at a time.
 */
const char *identity_variable(void *certificate, const char *name, size_t index);

#endif
