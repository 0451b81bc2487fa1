/* SPDX-License-Identifier: MIT */
/* An update becomes a stream and a job. The job's document:
 *
 *     {"afr_ota": {"protocols": ["MQTT", "HTTP"], "streamname": "AFR_OTA-...",
 *                  "files": [{"filepath", "filesize", "fileid", "certfile", "sig-sha256-ecdsa",
 *                             "fileType", "attr", "update_data_url", "auth_scheme"}]}} */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "object.h"
#include "ota.h"
#include "presigned.h"
#include "service_log.h"
#include "stream.h"

#define AUTH_SCHEME "aws.s3.presigned"

bool ota_operate(struct cloud *cloud, const char *method, json_t *body, struct fault *fault,
                 const char *path, ...)
{
    char text[256];
    va_list arguments;
    struct cloud_reply reply = {0};
    size_t bytes = 0;
    char *written = json_text(body, &bytes);

    va_start(arguments, path);
    (void)vsnprintf(text, sizeof(text), path, arguments);
    va_end(arguments);
    const struct cloud_http request = {
        .method = method, .path = text, .body = written, .bytes = bytes};
    cloud_control(cloud, &request, &reply);
    if (reply.error_type != NULL) {
        json_t *answer = json_loadb(reply.body, reply.bytes, 0, NULL);
        const char *message = member_string(answer, "message");
        (void)fault_set(fault, reply.error_type, "%s", message != NULL ? message : "");
        json_decref(answer);
    }
    json_decref(body);
    free(written);
    free(reply.body);
    return reply.error_type == NULL;
}

/* ---- files ---- */

struct place {
    char bucket[OBJECT_NAME_MAX + 1], key[OBJECT_NAME_MAX + 1];
    json_int_t file_id;
    struct object object;
};

static bool find_object(struct cloud *cloud, const char *bucket, const char *key,
                        struct place *place, struct fault *fault)
{
    (void)snprintf(place->bucket, sizeof(place->bucket), "%s", bucket);
    (void)snprintf(place->key, sizeof(place->key), "%s", key);
    if (!object_find(cloud_store(cloud), bucket, key, &place->object)) {
        return fault_set(fault, "ResourceNotFoundException", "There is no object %s in bucket %s",
                         key, bucket);
    }
    return place->object.bytes > 0 || fault_set(fault, "InvalidRequestException",
                                                "Object %s in bucket %s is empty", key, bucket);
}

static bool find_s3(struct cloud *cloud, const json_t *s3, struct place *place, struct fault *fault)
{
    return find_object(cloud, member_string(s3, "bucket"), member_string(s3, "key"), place, fault);
}

/* What a signing job has signed. */
static bool find_signed(struct cloud *cloud, const char *id, struct place *place,
                        struct fault *fault)
{
    json_t *job = signing_find_job(cloud, id);
    const json_t *s3 = json_object_get(json_object_get(job, "source"), "s3");
    const bool is_found =
        job != NULL ? find_object(cloud, member_string(s3, "bucketName"), member_string(s3, "key"),
                                  place, fault)
                    : fault_set(fault, "InvalidRequestException", "There is no signing job %s", id);

    json_decref(job);
    return is_found;
}

/* The file of a stream that the request names. */
static bool find_in_stream(struct cloud *cloud, const json_t *location, struct place *place,
                           struct fault *fault)
{
    const char *id = member_string(location, "streamId");
    json_t *stream = cloud_store_get_json(cloud_store(cloud), STREAM_SPACE, id);
    const json_t *wanted = json_object_get(location, "fileId"), *file;
    bool is_found = false;
    size_t index;

    json_array_foreach(json_object_get(stream, "files"), index, file)
    {
        if (!is_found && json_equal(json_object_get(file, "fileId"), wanted)) {
            place->file_id = json_integer_value(wanted);
            is_found = find_s3(cloud, json_object_get(file, "s3Location"), place, fault);
            if (!is_found) {
                json_decref(stream);
                return false;
            }
        }
    }
    json_decref(stream);
    return is_found ||
           fault_set(fault, "ResourceNotFoundException", "There is no file %d in a stream %s",
                     (int)json_integer_value(wanted), id);
}

static bool find_file(struct cloud *cloud, const json_t *file, size_t index, struct place *place,
                      struct fault *fault)
{
    const json_t *location = json_object_get(file, "fileLocation");
    const json_t *stream = json_object_get(location, "stream");

    place->file_id = (json_int_t)index;
    if (location == NULL) {
        return find_signed(cloud,
                           member_string(json_object_get(file, "codeSigning"), "awsSignerJobId"),
                           place, fault);
    }
    return stream != NULL ? find_in_stream(cloud, stream, place, fault)
                          : find_s3(cloud, json_object_get(location, "s3Location"), place, fault);
}

/* ---- the document ---- */

/* What agents read as a number may be told so: attributes are texts. */
static void add_attribute(json_t *entry, const json_t *file)
{
    const char *text = member_string(json_object_get(file, "attributes"), "attr");
    char *rest = NULL;
    const long long number = text != NULL ? strtoll(text, &rest, 10) : 0;

    if (text != NULL && rest != text && *rest == '\0') {
        json_object_set_new(entry, "attr", json_integer(number));
    }
}

static void add_address(const struct cloud *cloud, json_t *entry, const struct place *place)
{
    struct text text = {NULL, 0, 0};

    presigned_placeholder(cloud, &text, place->bucket, place->key);
    json_object_set_new(entry, "update_data_url", json_string(text.bytes));
    json_object_set_new(entry, "auth_scheme", json_string(AUTH_SCHEME));
    free(text.bytes);
}

/* The file as the document has it; NULL: `fault` says why it cannot be signed. */
static json_t *entry_of(struct cloud *cloud, const json_t *update, const json_t *file,
                        const struct place *place, struct fault *fault)
{
    json_t *signature = ota_signature(cloud, member_string(update, "otaUpdateId"), file,
                                      place->bucket, place->key, fault);
    json_t *type = json_object_get(file, "fileType");

    if (signature == NULL) {
        return NULL;
    }
    json_t *entry =
        json_pack("{s:O,s:I,s:I}", "filepath", json_object_get(file, "fileName"), "filesize",
                  (json_int_t)place->object.bytes, "fileid", place->file_id);
    if (json_object_size(signature) > 0) {
        json_object_set(entry, "certfile", json_object_get(signature, "certfile"));
        json_object_set(entry, member_string(signature, "name"),
                        json_object_get(signature, "value"));
    }
    if (type != NULL) {
        json_object_set(entry, "fileType", type);
    }
    add_attribute(entry, file);
    if (ota_has_protocol(update, "HTTP")) {
        add_address(cloud, entry, place);
    }
    json_decref(signature);
    return entry;
}

struct making {
    json_t *entries;      /* of the document */
    json_t *stream_files; /* of the stream to be made */
    const char *stream;   /* that the files are in already; NULL: one is made */
    char own_stream[64];
};

static bool settle_files(struct cloud *cloud, const json_t *update, struct making *making,
                         struct fault *fault)
{
    const json_t *file;
    struct place place;
    size_t index;

    json_array_foreach(json_object_get(update, "otaUpdateFiles"), index, file)
    {
        if (!find_file(cloud, file, index, &place, fault)) {
            return false;
        }
        json_t *entry = entry_of(cloud, update, file, &place, fault);
        if (entry == NULL) {
            return false;
        }
        json_array_append_new(making->entries, entry);
        json_array_append_new(making->stream_files,
                              json_pack("{s:I,s:{s:s,s:s}}", "fileId", place.file_id, "s3Location",
                                        "bucket", place.bucket, "key", place.key));
        making->stream = member_string(
            json_object_get(json_object_get(file, "fileLocation"), "stream"), "streamId");
    }
    return true;
}

/* ---- stream and job ---- */

static bool make_stream(struct cloud *cloud, json_t *update, struct making *making,
                        struct fault *fault)
{
    const char *id = member_string(update, "otaUpdateId");
    char uuid[37];

    if (making->stream != NULL || !ota_has_protocol(update, "MQTT")) {
        json_object_set_new(update, "ownsStream", json_false());
        return true;
    }
    cloud_uuid(cloud, uuid);
    (void)snprintf(making->own_stream, sizeof(making->own_stream), "%s%s", OTA_PREFIX, uuid);
    making->stream = making->own_stream;
    json_object_set_new(update, "ownsStream", json_true());
    const bool is_made = ota_operate(
        cloud, "POST",
        json_pack("{s:O,s:s}", "files", making->stream_files, "description", "made by an update"),
        fault, "/streams/%s", making->stream);
    service_log(cloud, is_made, "CreateStream",
                json_pack("{s:s,s:s}", "otaUpdateId", id, "streamId", making->stream), "%s",
                is_made ? "The stream is made" : fault->message);
    return is_made;
}

static char *document_of(const json_t *update, const struct making *making)
{
    json_t *given = json_object_get(update, "protocols"), *body = json_object();

    json_object_set_new(body, "protocols",
                        given != NULL ? json_incref(given) : json_pack("[s]", "MQTT"));
    if (making->stream != NULL) {
        json_object_set_new(body, "streamname", json_string(making->stream));
    }
    json_object_set(body, "files", making->entries);
    json_t *document = json_pack("{s:o}", "afr_ota", body);
    size_t bytes = 0;
    char *text = json_text(document, &bytes);
    json_decref(document);
    return text;
}

static bool make_job(struct cloud *cloud, const json_t *update, const struct making *making,
                     struct fault *fault)
{
    const char *id = member_string(update, "otaUpdateId");
    const char *job = member_string(update, "awsIotJobId");
    char *document = document_of(update, making);
    json_t *parameters = ota_job_parameters(update);

    json_object_set_new(parameters, "document", json_string(document));
    free(document);
    const bool is_made = ota_operate(cloud, "PUT", parameters, fault, "/jobs/%s", job);
    service_log(cloud, is_made, "CreateAWSJob",
                json_pack("{s:s,s:s}", "otaUpdateId", id, "awsJobId", job), "%s",
                is_made ? "The job is made" : fault->message);
    return is_made;
}

bool ota_create(struct cloud *cloud, json_t *update, struct fault *fault)
{
    struct making making = {.entries = json_array(), .stream_files = json_array()};
    struct fault ignored;
    const bool has_files = settle_files(cloud, update, &making, fault);
    const bool has_stream = has_files && make_stream(cloud, update, &making, fault);
    const bool has_job = has_stream && make_job(cloud, update, &making, fault);

    if (has_stream && !has_job && making.own_stream[0] != '\0') {
        (void)ota_operate(cloud, "DELETE", NULL, &ignored, "/streams/%s", making.own_stream);
    }
    if (has_job && making.stream != NULL) {
        json_object_set_new(update, "streamId", json_string(making.stream));
    }
    json_decref(making.entries);
    json_decref(making.stream_files);
    return has_job;
}
