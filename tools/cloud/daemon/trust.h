/* SPDX-License-Identifier: MIT */
/* The certificates of other authorities that were registered, as a folder in which OpenSSL looks
 * while it verifies: the broker takes them from then on, without a restart. */
#ifndef CLOUDD_TRUST_H
#define CLOUDD_TRUST_H

#include <stdbool.h>

/* Put a certificate (PEM) into the folder, once. False: it cannot be read, or not be written. */
bool trust_certificate(const char *folder, const char *certificate_pem);

#endif
