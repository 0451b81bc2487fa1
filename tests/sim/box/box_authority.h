/* SPDX-License-Identifier: MIT */
/* Who is who at the end of the cable: keys and certificates, made anew in each process out of its
 * random numbers, so that each seed has its own. */
#ifndef BOX_AUTHORITY_H
#define BOX_AUTHORITY_H

#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include "box.h"

/* A certificate and its key, as a server shows it. */
struct box_identity {
    mbedtls_x509_crt certificate;
    mbedtls_pk_context key;
};

typedef int (*box_random_bytes)(void *context, unsigned char *bytes, size_t count);

/* Once. All else below is for afterwards. */
void box_authority_start(box_random_bytes random);

struct box_identity *box_authority_server(enum box_certificate which);

/* Whose signature is under the device's certificate. */
mbedtls_x509_crt *box_authority_trusted(void);

void box_authority_device(struct box_credentials *credentials);

#endif
