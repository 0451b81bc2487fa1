/* SPDX-License-Identifier: MIT */
/* What the services of signing and of updates share. Rows, by space:
 *
 *     signing-certificate  <id>       {"certificateArn", "importedAt"}: its key is the signer's
 *     signing-profile      <profile>  {"profileName", "platformId", "signingMaterial",
 *                                      "signingParameters": {"certname"}, "status", ...}
 *     signing-job          <jobId>    {"jobId", "status", "source", "signedObject", "signature",
 *                                      "certname", ...}
 *     signing-token        <token>    jobId of the job that was asked for with it */
#ifndef CLOUD_SIGNING_H
#define CLOUD_SIGNING_H

#include "service.h"

#define SIGNING_PLATFORM      "AmazonFreeRTOS-Default"
#define SIGNING_PLATFORM_NAME "Amazon FreeRTOS Default" /* as people read it */

/* A fault of a step of an update, as AWS's ErrorInfo. */
struct fault {
    const char *code; /* a constant; NULL: none */
    char message[256];
};
/* Returns false, for `return fault_set(...)`. */
bool fault_set(struct fault *fault, const char *code, const char *message, ...)
    __attribute__((format(printf, 3, 4)));

void signing_reply_fault(struct cloud_reply *reply, const struct fault *fault);

/* The signer's id of the certificate that has this ARN; false: there is none. */
bool signing_find_certificate(const struct cloud *cloud, const char *arn, const char **id);
/* An active one, a new reference; NULL: there is none. */
json_t *signing_find_profile(const struct cloud *cloud, const char *name);
/* Make or replace a profile. False: `fault` says why. */
bool signing_put_profile(struct cloud *cloud, const char *name, const json_t *parameters,
                         struct fault *fault);
/* Sign an object with a profile: a job that has ended, a new reference. NULL: `fault` says why. */
json_t *signing_run(struct cloud *cloud, const json_t *parameters, struct fault *fault);
/* The job of this id, a new reference; NULL: there is none. */
json_t *signing_find_job(const struct cloud *cloud, const char *id);

#endif
