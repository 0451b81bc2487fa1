/* SPDX-License-Identifier: MIT */
/* Certificates for signing code. */
#ifndef SIGN_CERTIFICATE_H
#define SIGN_CERTIFICATE_H

#include <stdint.h>

#include "key.h"

struct certificate_plan {
    const char *name; /* common name */
    uint32_t days;
    EVP_PKEY *key;   /* whose certificate it is */
    X509 *authority; /* NULL: it signs itself */
    EVP_PKEY *authority_key;
};

/* Freed by the caller; NULL: it failed. */
X509 *certificate_make(const struct certificate_plan *plan);

#endif
