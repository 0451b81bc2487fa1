/* SPDX-License-Identifier: MIT */
/* Signing jobs. One is done when its answer goes out: there is nothing to wait for. */
#include "signing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base64.h"
#include "job.h"
#include "object.h"
#include "operate.h"
#include "services.h"

#define JOB_SPACE   "signing-job"
#define TOKEN_SPACE "signing-token" /* of requests: the same one again is the same job */
#define TOKEN_MAX   64u

static const char invalid[] = "ValidationException", missing[] = "ResourceNotFoundException";

json_t *signing_find_job(const struct cloud *cloud, const char *id)
{
    return cloud_store_get_json(cloud_store(cloud), JOB_SPACE, id);
}

/* The signature over an object as Base64, in `row`. False: the row says why there is none. */
static bool sign_object(struct cloud *cloud, const struct object *object, const char *id,
                        json_t *row)
{
    const struct cloud_signer *signer = cloud_config(cloud)->signer;
    unsigned char signature[CLOUD_SIGNATURE_MAX];
    struct text content = {NULL, 0, 0}, letters = {NULL, 0, 0};
    const bool is_read =
        object_read(cloud_store(cloud), object, 0, object->bytes, &content) && signer != NULL;
    const size_t bytes =
        is_read ? signer->sign(signer->self, id, content.count > 0 ? content.bytes : "",
                               content.count, signature)
                : 0;

    free(content.bytes);
    if (bytes > 0) {
        base64_write(&letters, signature, bytes);
        json_object_set_new(row, "signature", json_stringn(letters.bytes, letters.count));
        free(letters.bytes);
    } else {
        json_object_set_new(row, "statusReason",
                            json_string("The key of the certificate cannot be used"));
    }
    json_object_set_new(row, "status", json_string(bytes > 0 ? "Succeeded" : "Failed"));
    return bytes > 0;
}

/* What Signer leaves in the destination: the signature, and what it is over. */
static bool put_signed(struct cloud *cloud, const char *bucket, const char *prefix,
                       const struct object *source, json_t *row)
{
    char key[OBJECT_KEY_BYTES_MAX];
    struct object object;
    size_t bytes = 0;
    json_t *document =
        json_pack("{s:I,s:O,s:s,s:{s:O}}", "rawPayloadSize", (json_int_t)source->bytes, "signature",
                  json_object_get(row, "signature"), "signatureAlgorithm", "SHA256withECDSA",
                  "payloadLocation", "s3", json_object_get(json_object_get(row, "source"), "s3"));
    char *text = json_text(document, &bytes);

    (void)snprintf(key, sizeof(key), "%s%s", prefix, member_string(row, "jobId"));
    const bool is_kept = is_name(key, OBJECT_NAME_MAX, OBJECT_PATH_OTHERS) &&
                         object_put(cloud, bucket, key, text, bytes, &object);
    if (is_kept) {
        json_object_set_new(row, "signedObject",
                            json_pack("{s:{s:s,s:s}}", "s3", "bucketName", bucket, "key", key));
    }
    json_decref(document);
    free(text);
    return is_kept;
}

/* Where the object is that a request names; false: `fault` says why there is none. */
static bool find_source(const struct cloud *cloud, const json_t *source, struct object *object,
                        struct fault *fault)
{
    const char *bucket = member_string(source, "bucketName"), *key = member_string(source, "key");

    if (bucket == NULL || key == NULL || !object_find(cloud_store(cloud), bucket, key, object)) {
        return fault_set(fault, missing, "There is no object %s in bucket %s",
                         key != NULL ? key : "", bucket != NULL ? bucket : "");
    }
    return true;
}

static bool destination_is_good(const json_t *destination, const char **bucket, const char **prefix,
                                struct fault *fault)
{
    *bucket = member_string(destination, "bucketName");
    *prefix = member_string(destination, "prefix");
    *prefix = *prefix != NULL ? *prefix : "";
    if (*bucket == NULL || !is_name(*bucket, OBJECT_NAME_MAX, OBJECT_NAME_OTHERS) ||
        ((*prefix)[0] != '\0' && !is_name(*prefix, OBJECT_NAME_MAX / 2, OBJECT_PATH_OTHERS))) {
        return fault_set(fault, invalid,
                         "destination.s3 must have bucketName and may have prefix, of "
                         "[a-zA-Z0-9._:-]");
    }
    return true;
}

/* Whoever reaches the control plane is the account itself. */
static void add_owner(const struct cloud *cloud, json_t *row)
{
    const char *account = cloud_config(cloud)->account;
    char arn[64];

    (void)snprintf(arn, sizeof(arn), "arn:aws:iam::%s:root", account);
    json_object_set_new(row, "requestedBy", json_string(arn));
    json_object_set_new(row, "jobOwner", json_string(account));
    json_object_set_new(row, "jobInvoker", json_string(account));
}

json_t *signing_run(struct cloud *cloud, const json_t *parameters, struct fault *fault)
{
    const json_t *source = json_object_get(json_object_get(parameters, "source"), "s3");
    const char *name = member_string(parameters, "profileName"), *bucket, *prefix, *id;
    const json_int_t now = cloud_now_ms(cloud) / 1000;
    struct object object;
    char job[37];

    if (!find_source(cloud, source, &object, fault) ||
        !destination_is_good(json_object_get(json_object_get(parameters, "destination"), "s3"),
                             &bucket, &prefix, fault)) {
        return NULL;
    }
    json_t *profile = signing_find_profile(cloud, name);
    if (profile == NULL) {
        (void)fault_set(fault, missing, "There is no signing profile %s", name != NULL ? name : "");
        return NULL;
    }
    cloud_uuid(cloud, job);
    json_t *row = json_pack("{s:s,s:s,s:s,s:s,s:I,s:I,s:O,s:O,s:O,s:O}", "jobId", job,
                            "profileName", name, "platformId", SIGNING_PLATFORM,
                            "platformDisplayName", SIGNING_PLATFORM_NAME, "createdAt", now,
                            "completedAt", now, "source", json_object_get(parameters, "source"),
                            "profileVersion", json_object_get(profile, "profileVersion"),
                            "signingMaterial", json_object_get(profile, "signingMaterial"),
                            "signingParameters", json_object_get(profile, "signingParameters"));
    add_owner(cloud, row);
    const bool is_there = signing_find_certificate(
        cloud, member_string(json_object_get(profile, "signingMaterial"), "certificateArn"), &id);
    json_decref(profile);
    if (sign_object(cloud, &object, is_there ? id : "", row) &&
        !put_signed(cloud, bucket, prefix, &object, row)) {
        json_object_set_new(row, "status", json_string("Failed"));
        json_object_set_new(row, "statusReason", json_string("The signature cannot be put there"));
    }
    (void)cloud_store_put_json(cloud_store(cloud), JOB_SPACE, job, row);
    return row;
}

/* The job that this request has started before, a new reference; NULL: it is a new one. */
static json_t *find_asked(const struct cloud *cloud, const char *token)
{
    json_t *row =
        token != NULL ? cloud_store_get_json(cloud_store(cloud), TOKEN_SPACE, token) : NULL;
    const char *id = member_string(row, "jobId");
    json_t *job = id != NULL ? signing_find_job(cloud, id) : NULL;

    json_decref(row);
    return job;
}

static void start_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *token = member_string(parameters, "clientRequestToken");
    struct fault fault;

    if (token != NULL && !is_name(token, TOKEN_MAX, "_-")) {
        reply_error(reply, 400, invalid, "clientRequestToken must be 1 to %u of [a-zA-Z0-9_-]",
                    TOKEN_MAX);
        return;
    }
    json_t *row = find_asked(cloud, token);
    const bool is_new = row == NULL;
    row = is_new ? signing_run(cloud, parameters, &fault) : row;
    if (row == NULL) {
        signing_reply_fault(reply, &fault);
        return;
    }
    if (is_new && token != NULL) {
        json_t *asked = json_pack("{s:O}", "jobId", json_object_get(row, "jobId"));
        (void)cloud_store_put_json(cloud_store(cloud), TOKEN_SPACE, token, asked);
        json_decref(asked);
    }
    reply_json(reply, 200,
               json_pack("{s:O,s:s}", "jobId", json_object_get(row, "jobId"), "jobOwner",
                         cloud_config(cloud)->account));
    json_decref(row);
}

static void describe_job(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    const char *id = member_string(parameters, "jobId");
    json_t *row = id != NULL ? signing_find_job(cloud, id) : NULL;

    if (row == NULL) {
        reply_error(reply, 404, missing, "There is no signing job %s", id != NULL ? id : "");
        return;
    }
    json_object_del(row, "signature"); /* it is in the signed object */
    reply_json(reply, 200, row);
}

static json_t *item_job(const struct cloud *cloud, const char *name, const char *value,
                        void *context)
{
    static const char *const members[] = {"jobId",
                                          "source",
                                          "signedObject",
                                          "status",
                                          "signingMaterial",
                                          "createdAt",
                                          "profileName",
                                          "profileVersion",
                                          "platformId",
                                          "platformDisplayName",
                                          "jobOwner",
                                          "jobInvoker",
                                          NULL};
    const char *wanted = context;
    json_t *row = json_loads(value, 0, NULL);

    (void)cloud;
    (void)name;
    if (wanted != NULL && strcmp(member_string(row, "status"), wanted) != 0) {
        json_decref(row);
        return NULL;
    }
    json_t *item = members_picked(row, members);
    json_decref(row);
    return item;
}

static void list_jobs(struct cloud *cloud, const json_t *parameters, struct cloud_reply *reply)
{
    struct page page;

    if (page_open(&page, cloud, parameters, false, reply)) {
        page_scan(&page, JOB_SPACE, "", item_job,
                  (void *)(uintptr_t)member_string(parameters, "status"));
        page_reply(&page, "jobs", reply);
    }
}

static const struct operation operations[] = {
    {"StartSigningJob", "POST", "/signing-jobs", start_job},
    {"DescribeSigningJob", "GET", "/signing-jobs/{jobId}", describe_job},
    {"ListSigningJobs", "GET", "/signing-jobs", list_jobs},
    {0},
};

const struct service service_signing_jobs = {.name = "signing jobs", .operations = operations};
