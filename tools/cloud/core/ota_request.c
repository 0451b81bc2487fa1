/* SPDX-License-Identifier: MIT */
/* What a request for an update may say. What depends on other resources is found when the update is
 * made, and is its errorInfo. */
#include "ota.h"

#include <string.h>
#include <strings.h>

#include "job.h"

#define FILE_NAME_MAX 1024u
#define FILE_TYPE_MAX 255
#define ROLE_MIN      20u
#define ROLE_MAX      2048u

static const char invalid[] = "InvalidRequestException";

bool ota_has_protocol(const json_t *update, const char *protocol)
{
    const json_t *given = json_object_get(update, "protocols"), *one;
    size_t index;

    if (given == NULL) {
        return strcmp(protocol, "MQTT") == 0;
    }
    json_array_foreach(given, index, one)
    {
        if (json_is_string(one) && strcmp(json_string_value(one), protocol) == 0) {
            return true;
        }
    }
    return false;
}

static bool protocols_are_good(const json_t *parameters, struct cloud_reply *reply)
{
    const json_t *given = json_object_get(parameters, "protocols");
    const size_t known =
        (size_t)ota_has_protocol(parameters, "MQTT") + ota_has_protocol(parameters, "HTTP");

    if (given == NULL || (json_is_array(given) && known > 0 && json_array_size(given) == known)) {
        return true;
    }
    reply_error(reply, 400, invalid, "protocols must be MQTT, HTTP or both, each once");
    return false;
}

/* An object with exactly one of these members, itself an object or a string. */
static bool has_one(const json_t *object, const char *const *names)
{
    size_t count = 0;

    for (; *names != NULL; names++) {
        const json_t *member = json_object_get(object, *names);
        count += json_is_object(member) || json_is_string(member);
    }
    return count == 1 && json_object_size(object) == 1;
}

static bool custom_is_good(const json_t *custom, struct cloud_reply *reply)
{
    static const struct {
        const char *hash, *algorithm;
    } known[] = {{"SHA256", "ECDSA"}, {"SHA256", "RSA"}, {"SHA1", "RSA"}};
    const char *hash = member_string(custom, "hashAlgorithm");
    const char *algorithm = member_string(custom, "signatureAlgorithm");

    if (member_string(json_object_get(custom, "signature"), "inlineDocument") == NULL ||
        member_string(json_object_get(custom, "certificateChain"), "certificateName") == NULL) {
        reply_error(reply, 400, invalid,
                    "customCodeSigning must have signature.inlineDocument and "
                    "certificateChain.certificateName");
        return false;
    }
    for (size_t i = 0; hash != NULL && algorithm != NULL && i < 3; i++) {
        if (strcasecmp(hash, known[i].hash) == 0 &&
            strcasecmp(algorithm, known[i].algorithm) == 0) {
            return true;
        }
    }
    reply_error(reply, 400, invalid,
                "hashAlgorithm and signatureAlgorithm must be SHA256 and ECDSA, SHA256 and RSA, or "
                "SHA1 and RSA");
    return false;
}

static bool signing_is_good(const json_t *signing, struct cloud_reply *reply)
{
    static const char *const kinds[] = {"awsSignerJobId", "startSigningJobParameter",
                                        "customCodeSigning", NULL};
    const json_t *custom = json_object_get(signing, "customCodeSigning");

    if (signing == NULL) {
        return true;
    }
    if (!has_one(signing, kinds)) {
        reply_error(reply, 400, invalid,
                    "codeSigning must have one of awsSignerJobId, startSigningJobParameter and "
                    "customCodeSigning");
        return false;
    }
    return custom == NULL || custom_is_good(custom, reply);
}

/* A signing job knows where its file is. */
static bool location_is_good(const json_t *file, struct cloud_reply *reply)
{
    static const char *const kinds[] = {"stream", "s3Location", NULL};
    const json_t *location = json_object_get(file, "fileLocation");
    const json_t *stream = json_object_get(location, "stream");
    const json_t *s3 = json_object_get(location, "s3Location");

    if (location == NULL &&
        member_string(json_object_get(file, "codeSigning"), "awsSignerJobId") != NULL) {
        return true;
    }
    if (has_one(location, kinds) &&
        (stream != NULL
             ? member_string(stream, "streamId") != NULL &&
                   json_is_integer(json_object_get(stream, "fileId"))
             : member_string(s3, "bucket") != NULL && member_string(s3, "key") != NULL)) {
        return true;
    }
    reply_error(reply, 400, invalid,
                "fileLocation must have stream {streamId, fileId} or s3Location {bucket, key}");
    return false;
}

static bool file_is_good(const json_t *file, struct cloud_reply *reply)
{
    const char *name = member_string(file, "fileName");
    const json_t *type = json_object_get(file, "fileType");

    if (name == NULL || name[0] == '\0' || strlen(name) > FILE_NAME_MAX) {
        reply_error(reply, 400, invalid, "Each file must have fileName, of 1 to %u characters",
                    FILE_NAME_MAX);
        return false;
    }
    if (type != NULL && (!json_is_integer(type) || json_integer_value(type) < 0 ||
                         json_integer_value(type) > FILE_TYPE_MAX)) {
        reply_error(reply, 400, invalid, "fileType must be 0 to %d", FILE_TYPE_MAX);
        return false;
    }
    return location_is_good(file, reply) &&
           signing_is_good(json_object_get(file, "codeSigning"), reply);
}

/* A job has one stream for all its files. */
static bool files_are_good(const json_t *files, struct cloud_reply *reply)
{
    const char *stream = NULL;
    const json_t *file;
    size_t index;

    if (json_array_size(files) == 0 || json_array_size(files) > OTA_FILES_MAX) {
        reply_error(reply, 400, invalid, "files must be a list of 1 to %u files", OTA_FILES_MAX);
        return false;
    }
    json_array_foreach(files, index, file)
    {
        if (!file_is_good(file, reply)) {
            return false;
        }
        const char *own = member_string(
            json_object_get(json_object_get(file, "fileLocation"), "stream"), "streamId");
        if (index > 0 && (own == NULL) != (stream == NULL)) {
            reply_error(reply, 400, invalid, "Files are all in a stream, or none is");
            return false;
        }
        if (own != NULL && stream != NULL && strcmp(own, stream) != 0) {
            reply_error(reply, 400, invalid, "All files must be in the same stream");
            return false;
        }
        stream = own;
    }
    return true;
}

json_t *ota_job_parameters(const json_t *update)
{
    static const struct {
        const char *here, *job;
    } members[] = {{"description", "description"},
                   {"targets", "targets"},
                   {"targetSelection", "targetSelection"},
                   {"awsJobExecutionsRolloutConfig", "jobExecutionsRolloutConfig"},
                   {"awsJobTimeoutConfig", "timeoutConfig"},
                   {"awsJobPresignedUrlConfig", "presignedUrlConfig"}};
    const json_t *abort = json_object_get(update, "awsJobAbortConfig");
    json_t *job = json_object();

    for (size_t i = 0; i < sizeof(members) / sizeof(members[0]); i++) {
        json_t *value = json_object_get(update, members[i].here);
        if (value != NULL) {
            json_object_set(job, members[i].job, value);
        }
    }
    if (abort != NULL) {
        json_t *criteria = json_object_get(abort, "abortCriteriaList");
        json_object_set_new(job, "abortConfig", json_pack("{s:O?}", "criteriaList", criteria));
    }
    return job;
}

static bool config_is_good(const json_t *parameters, struct cloud_reply *reply)
{
    char text[256];
    json_t *job = ota_job_parameters(parameters);
    const bool is_good = config_error(job, text, sizeof(text)) == NULL;

    json_decref(job);
    if (!is_good) {
        reply_error(reply, 400, invalid, "%s", text);
    }
    return is_good;
}

static bool selection_is_good(const json_t *parameters, struct cloud_reply *reply)
{
    const json_t *given = json_object_get(parameters, "targetSelection");
    const char *text = json_string_value(given);

    if (given == NULL ||
        (text != NULL && (strcmp(text, "SNAPSHOT") == 0 || strcmp(text, "CONTINUOUS") == 0))) {
        return true;
    }
    reply_error(reply, 400, invalid, "targetSelection must be SNAPSHOT or CONTINUOUS");
    return false;
}

/* It is for AWS's services among each other: there is nobody here whom it allows anything. */
static bool role_is_good(const json_t *parameters, struct cloud_reply *reply)
{
    const json_t *given = json_object_get(parameters, "roleArn");
    const size_t bytes = json_string_length(given);

    if (given == NULL || (bytes >= ROLE_MIN && bytes <= ROLE_MAX)) {
        return true;
    }
    reply_error(reply, 400, invalid, "roleArn must be %u to %u characters", ROLE_MIN, ROLE_MAX);
    return false;
}

/* Whether they are there is found when the update is made. */
static bool targets_are_good(const json_t *targets, struct cloud_reply *reply)
{
    const json_t *target;
    size_t index;

    if (json_array_size(targets) == 0) {
        reply_error(reply, 400, invalid, "targets must be a list of one target or more");
        return false;
    }
    json_array_foreach(targets, index, target)
    {
        const char *arn = json_string_value(target);
        if (arn == NULL || strncmp(arn, "arn:", 4) != 0 ||
            (strstr(arn, ":thing/") == NULL && strstr(arn, ":thinggroup/") == NULL)) {
            reply_error(reply, 400, invalid, "targets must be ARNs of things or thing groups");
            return false;
        }
    }
    return true;
}

bool ota_request_is_good(const json_t *parameters, struct cloud_reply *reply)
{
    const char *id = member_string(parameters, "otaUpdateId");

    if (id == NULL || !is_name(id, OTA_ID_MAX, "_-")) {
        reply_error(reply, 400, invalid, "otaUpdateId must be 1 to %u of [a-zA-Z0-9_-]",
                    OTA_ID_MAX);
        return false;
    }
    if (!targets_are_good(json_object_get(parameters, "targets"), reply)) {
        return false;
    }
    return role_is_good(parameters, reply) && selection_is_good(parameters, reply) &&
           protocols_are_good(parameters, reply) && config_is_good(parameters, reply) &&
           files_are_good(json_object_get(parameters, "files"), reply);
}
