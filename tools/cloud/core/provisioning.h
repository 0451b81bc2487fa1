/* SPDX-License-Identifier: MIT */
/* What the files of fleet provisioning share. Inside core only. */
#ifndef CLOUD_PROVISIONING_H
#define CLOUD_PROVISIONING_H

#include "service.h"

#define TEMPLATE_NAME_BYTES_MAX 36

/* Why a request was rejected; `code` NULL: it was not. */
struct provisioning_fault {
    int status;
    const char *code; /* a constant */
    char message[256];
};

bool provisioning_reject(struct provisioning_fault *fault, int status, const char *code,
                         const char *message, ...) __attribute__((format(printf, 4, 5)));

/* Make what a template says for a certificate: thing, attachments, groups. Either all of it is made
 * or nothing. {"thingName", "deviceConfiguration"}, a new reference; NULL: `fault` says why. */
json_t *provisioning_make(struct cloud *cloud, const char *template_name, const json_t *parameters,
                          const char *certificate, struct provisioning_fault *fault);

extern const struct operation provisioning_operations[];

#endif
