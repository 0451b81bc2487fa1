/* SPDX-License-Identifier: MIT */
/* Addresses of files that prove themselves, and where a job's document gets them: in place of
 *
 *     ${aws:iot:s3-presigned-url:https://s3.us-east-1.amazonaws.com/BUCKET/KEY}
 *
 * a device that asks for its document reads an address that is good from then on for as long as the
 * job says. */
#ifndef CLOUD_PRESIGNED_H
#define CLOUD_PRESIGNED_H

#include "service.h"
#include "text.h"

#define PRESIGNED_SECONDS_DEFAULT 3600

/* Append "https://HOST:PORT/objects/BUCKET/KEY?Expires=...&Signature=...". False: this cloud has no
 * HTTPS address or no signer. */
bool presigned_write(const struct cloud *cloud, struct text *text, const char *bucket,
                     const char *key, json_int_t seconds);
/* Is this the signature of that path and time? */
bool presigned_is_good(const struct cloud *cloud, const char *path, const char *expires,
                       const char *signature);
/* Has the document a place for an address? */
bool presigned_is_wanted(const char *document);
/* The document with its addresses filled in, freed by the caller; what stands for nothing here
 * stays. */
char *presigned_fill(const struct cloud *cloud, const char *document, json_int_t seconds);
/* Append what stands for the address in a document. */
void presigned_placeholder(const struct cloud *cloud, struct text *text, const char *bucket,
                           const char *key);

#endif
