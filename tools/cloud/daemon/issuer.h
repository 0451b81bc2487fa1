/* SPDX-License-Identifier: MIT */
/* Certificates for devices, signed by the box's authority. */
#ifndef CLOUDD_ISSUER_H
#define CLOUDD_ISSUER_H

#include <stddef.h>

#include "cloud.h"

/* Read the authority's certificate and key (PEM files). NULL: `error` says why. */
struct cloud_issuer *issuer_new(const char *certificate_path, const char *key_path, char *error,
                                size_t error_bytes);
/* Where certificates of other authorities are put (trust.h); a folder that outlives the issuer. */
void issuer_trust_in(struct cloud_issuer *issuer, const char *folder);
void issuer_free(struct cloud_issuer *issuer);

/* A certificate's id from its DER. */
void issuer_identify_der(const void *der, size_t bytes, char id[65]);

#endif
