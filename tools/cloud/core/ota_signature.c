/* SPDX-License-Identifier: MIT */
/* Where the signature of a file comes from: a signing job that has ended, one that is run now, or
 * the request itself. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "ota.h"
#include "service_log.h"

static const char invalid[] = "InvalidRequestException";

/* "sig-sha256-ecdsa" for "SHA256" and "ECDSA". */
static json_t *signature_of(const char *hash, const char *algorithm, const char *value,
                            const char *certfile)
{
    char name[32];

    (void)snprintf(name, sizeof(name), "sig-%s-%s", hash, algorithm);
    for (char *at = name; *at != '\0'; at++) {
        *at = (char)tolower((unsigned char)*at);
    }
    return json_pack("{s:s,s:s,s:s}", "name", name, "value", value, "certfile", certfile);
}

/* Of a signing job that has ended; the job is consumed. */
static json_t *of_job(json_t *job, const char *id, struct fault *fault)
{
    const char *value = member_string(job, "signature");
    const char *certfile = member_string(json_object_get(job, "signingParameters"), "certname");
    const char *reason = member_string(job, "statusReason");
    json_t *signature = NULL;

    if (job == NULL) {
        (void)fault_set(fault, invalid, "There is no signing job %s", id);
    } else if (value == NULL || certfile == NULL) {
        (void)fault_set(fault, "CodeSigningFailed", "Signing job %s failed: %s", id,
                        reason != NULL ? reason : "");
    } else {
        signature = signature_of("SHA256", "ECDSA", value, certfile);
    }
    json_decref(job);
    return signature;
}

/* A request that describes a profile which is there must describe that one. */
static bool is_profile(const json_t *profile, const json_t *wanted)
{
    const json_t *parameters = json_object_get(profile, "signingParameters");
    const json_t *material = json_object_get(profile, "signingMaterial");

    return wanted == NULL || (json_equal(json_object_get(parameters, "certname"),
                                         json_object_get(wanted, "certificatePathOnDevice")) &&
                              json_equal(json_object_get(material, "certificateArn"),
                                         json_object_get(wanted, "certificateArn")) &&
                              json_equal(json_object_get(profile, "platformId"),
                                         json_object_get(wanted, "platform")));
}

/* The profile that the request describes, unless it is there. */
static bool ensure_profile(struct cloud *cloud, const char *name, const json_t *wanted,
                           struct fault *fault)
{
    json_t *there = name != NULL ? signing_find_profile(cloud, name) : NULL;
    const bool is_there = there != NULL, is_same = is_profile(there, wanted);
    const json_t *path = json_object_get(wanted, "certificatePathOnDevice");
    const json_t *platform = json_object_get(wanted, "platform");

    json_decref(there);
    if (is_there && !is_same) {
        return fault_set(fault, invalid,
                         "Signing profile %s is there, and is another than "
                         "signingProfileParameter says",
                         name);
    }
    if (is_there || wanted == NULL) {
        return is_there || fault_set(fault, "ResourceNotFoundException",
                                     "There is no signing profile %s", name != NULL ? name : "");
    }
    json_t *parameters = json_pack(
        "{s:O?,s:{s:O?},s:{s:O?}}", "platformId", platform, "signingMaterial", "certificateArn",
        json_object_get(wanted, "certificateArn"), "signingParameters", "certname", path);
    const bool is_made = signing_put_profile(cloud, name, parameters, fault);
    json_decref(parameters);
    return is_made;
}

static json_t *of_new_job(struct cloud *cloud, const json_t *wanted, const char *bucket,
                          const char *key, struct fault *fault)
{
    const char *profile = member_string(wanted, "signingProfileName");
    const json_t *place = json_object_get(json_object_get(wanted, "destination"), "s3Destination");
    const char *to = member_string(place, "bucket"), *prefix = member_string(place, "prefix");

    if (!ensure_profile(cloud, profile, json_object_get(wanted, "signingProfileParameter"),
                        fault)) {
        return NULL;
    }
    json_t *parameters = json_pack("{s:s,s:{s:{s:s,s:s}},s:{s:{s:s,s:s}}}", "profileName", profile,
                                   "source", "s3", "bucketName", bucket, "key", key, "destination",
                                   "s3", "bucketName", to != NULL ? to : OTA_BUCKET, "prefix",
                                   prefix != NULL ? prefix : OTA_SIGNED_PREFIX);
    json_t *job = signing_run(cloud, parameters, fault);
    json_decref(parameters);
    if (job == NULL) {
        return NULL;
    }
    char id[64];
    (void)snprintf(id, sizeof(id), "%s", member_string(job, "jobId"));
    return of_job(job, id, fault);
}

static bool is_base64(const char *text, struct text *bytes)
{
    return text != NULL && text[0] != '\0' && base64_read(bytes, text, strlen(text));
}

/* The signature as Base64. Some clients encode the Base64 that they were given once more: what is
 * inside is Base64 again then, which DER never is. */
static json_t *of_request(const json_t *custom, struct fault *fault)
{
    const char *value = member_string(json_object_get(custom, "signature"), "inlineDocument");
    const char *certfile =
        member_string(json_object_get(custom, "certificateChain"), "certificateName");
    struct text bytes = {NULL, 0, 0}, inner = {NULL, 0, 0};
    json_t *signature = NULL;

    if (is_base64(value, &bytes)) {
        signature = signature_of(member_string(custom, "hashAlgorithm"),
                                 member_string(custom, "signatureAlgorithm"),
                                 is_base64(bytes.bytes, &inner) ? bytes.bytes : value, certfile);
    } else {
        (void)fault_set(fault, invalid, "signature.inlineDocument is no Base64");
    }
    free(bytes.bytes);
    free(inner.bytes);
    return signature;
}

json_t *ota_signature(struct cloud *cloud, const char *update, const json_t *file,
                      const char *bucket, const char *key, struct fault *fault)
{
    const json_t *signing = json_object_get(file, "codeSigning");
    const json_t *custom = json_object_get(signing, "customCodeSigning");
    const char *id = member_string(signing, "awsSignerJobId");
    json_t *signature = NULL;

    if (signing == NULL) {
        return json_object();
    }
    if (custom != NULL) {
        return of_request(custom, fault);
    }
    signature = id != NULL ? of_job(signing_find_job(cloud, id), id, fault)
                           : of_new_job(cloud, json_object_get(signing, "startSigningJobParameter"),
                                        bucket, key, fault);
    service_log(cloud, signature != NULL, "StartCodeSigning",
                json_pack("{s:s}", "otaUpdateId", update), "%s",
                signature != NULL ? "The file is signed" : fault->message);
    return signature;
}
