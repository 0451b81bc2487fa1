/* SPDX-License-Identifier: MIT */
/* Updates over the air: requests, what becomes of them, and what devices are told. */
#include "cloud_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "ota_job_processor.h"
#include "test.h"

#define LAMP    "arn:aws:iot:us-east-1:000000000000:thing/lamp"
#define TARGETS "\"targets\":[\"" LAMP "\"]"
#define IN_BOX  "\"fileLocation\":{\"s3Location\":{\"bucket\":\"box\",\"key\":\"a.bin\"}}"
#define CUSTOM                                                                                     \
    "\"codeSigning\":{\"customCodeSigning\":{\"signature\":{\"inlineDocument\":\"AAEC\"},"         \
    "\"certificateChain\":{\"certificateName\":\"/code.crt\"},\"hashAlgorithm\":\"SHA256\","       \
    "\"signatureAlgorithm\":\"ECDSA\"}}"
#define FILE_ONE "{\"fileName\":\"/image\",\"fileVersion\":\"1\"," IN_BOX "," CUSTOM "}"
#define USUAL    "{" TARGETS ",\"files\":[" FILE_ONE "]}"

static struct fixture f;

static void open_with_file(void)
{
    fixture_open(&f, &fixture_issuer);
    json_decref(fixture_control(&f, "POST", "/things/lamp", "{}", 200));
    json_decref(
        fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"MDEyMzQ1Njc4OQ==\"}", 200));
}

static json_t *create(const char *id, const char *body, int status)
{
    char path[128];

    (void)snprintf(path, sizeof(path), "/otaUpdates/%s", id);
    return fixture_control(&f, "POST", path, body, status);
}

static void pass(void)
{
    for (int i = 0; i < 4; i++) {
        (void)fixture_pass(&f, 100);
    }
}

/* The update as it is told of, a new reference; NULL: there is none. */
static json_t *find(const char *id)
{
    char path[128];

    (void)snprintf(path, sizeof(path), "/otaUpdates/%s", id);
    json_t *answer = fixture_control(&f, "GET", path, NULL, 200);
    json_t *update = json_incref(json_object_get(answer, "otaUpdateInfo"));
    json_decref(answer);
    return update;
}

static void expect_status(const char *id, const char *status)
{
    json_t *update = find(id);
    const char *found = json_string_value(json_object_get(update, "otaUpdateStatus"));

    if (strcmp(found, status) != 0) {
        char *text = json_dumps(update, 0);
        printf("%s\n", text);
        free(text);
    }
    CHECK_EQ(strcmp(found, status), 0);
    json_decref(update);
}

static void expect_error(const char *id, const char *status, const char *code, const char *message)
{
    json_t *update = find(id), *error = json_object_get(update, "errorInfo");
    const char *found = json_string_value(json_object_get(error, "message"));

    expect_status(id, status);
    if (found == NULL || strcmp(found, message) != 0) {
        printf("[%s] message: %s\n", test_case, found);
    }
    CHECK_EQ(strcmp(json_string_value(json_object_get(error, "code")), code), 0);
    CHECK_EQ(strcmp(found, message), 0);
    json_decref(update);
}

/* afr_ota of the document that lamp gets, a new reference. */
static json_t *document_of(const char *id)
{
    char topic[128];

    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/jobs/AFR_OTA-%s/get", id);
    CHECK_EQ(fixture_send(&f, topic, "{}"), true);
    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/jobs/AFR_OTA-%s/get/accepted", id);
    json_t *answer = fixture_said(&f, topic);
    json_t *document = json_incref(json_object_get(
        json_object_get(json_object_get(answer, "execution"), "jobDocument"), "afr_ota"));
    json_decref(answer);
    return document;
}

static void finish(const char *id)
{
    char topic[128];

    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/jobs/AFR_OTA-%s/update", id);
    CHECK_EQ(fixture_send(&f, topic, "{\"status\":\"SUCCEEDED\"}"), true);
}

static size_t count_of(const char *path, const char *member)
{
    json_t *list = fixture_control(&f, "GET", path, NULL, 200);
    const size_t count = json_array_size(json_object_get(list, member));

    json_decref(list);
    return count;
}

/* ---- create ---- */

static void an_update_becomes_a_stream_and_a_job(void)
{
    open_with_file();
    EXPECT_JSON(create("u1", USUAL, 200),
                "{\"otaUpdateId\":\"u1\",\"otaUpdateArn\":\"arn:aws:iot:us-east-1:000000000000:"
                "otaupdate/u1\",\"otaUpdateStatus\":\"CREATE_PENDING\",\"awsIotJobId\":"
                "\"AFR_OTA-u1\",\"awsIotJobArn\":\"arn:aws:iot:us-east-1:000000000000:job/"
                "AFR_OTA-u1\"}");
    expect_status("u1", "CREATE_PENDING");
    (void)fixture_pass(&f, 100);
    expect_status("u1", "CREATE_IN_PROGRESS");
    (void)fixture_pass(&f, 100);
    expect_status("u1", "CREATE_COMPLETE");
    EXPECT_JSON(document_of("u1"),
                "{\"protocols\":[\"MQTT\"],\"streamname\":\"*\",\"files\":[{\"filepath\":\"/image\""
                ",\"filesize\":10,\"fileid\":0,\"certfile\":\"/code.crt\",\"sig-sha256-ecdsa\":"
                "\"AAEC\"}]}");
    CHECK_EQ(count_of("/streams", "streams"), 1);
    json_decref(create("u1", USUAL, 409));
    fixture_close(&f);
}

static void a_device_fetches_the_file_of_its_update(void)
{
    char topic[160];

    open_with_file();
    json_decref(create("u1", USUAL, 200));
    pass();
    json_t *document = document_of("u1");
    const char *stream = json_string_value(json_object_get(document, "streamname"));
    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/streams/%s/get/json", stream);
    CHECK_EQ(fixture_send(&f, topic, "{\"f\":0,\"l\":256,\"o\":0,\"n\":1}"), true);
    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/streams/%s/data/json", stream);
    EXPECT_JSON(fixture_said(&f, topic), "{\"f\":0,\"l\":10,\"i\":0,\"p\":\"MDEyMzQ1Njc4OQ==\"}");
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"GetStream\""), 1);
    json_decref(document);
    fixture_close(&f);
}

static void a_file_by_http_has_an_address(void)
{
    open_with_file();
    json_decref(create("u1",
                       "{" TARGETS ",\"protocols\":[\"HTTP\"],\"files\":[" FILE_ONE
                       "],\"awsJobPresignedUrlConfig\":{\"expiresInSec\":60}}",
                       200));
    pass();
    json_t *document = document_of("u1"),
           *file = json_array_get(json_object_get(document, "files"), 0);
    const char *url = json_string_value(json_object_get(file, "update_data_url"));
    CHECK_EQ(strncmp(url, "https://files.test:8443/objects/box/a.bin?Expires=1700000060", 60), 0);
    json_object_del(file, "update_data_url");
    EXPECT_JSON(document, "{\"protocols\":[\"HTTP\"],\"files\":[{\"filepath\":\"/image\","
                          "\"filesize\":10,\"fileid\":0,\"certfile\":\"/code.crt\","
                          "\"sig-sha256-ecdsa\":\"AAEC\",\"auth_scheme\":\"aws.s3.presigned\"}]}");
    CHECK_EQ(count_of("/streams", "streams"), 0);
    json_decref(create(
        "u2", "{" TARGETS ",\"protocols\":[\"MQTT\",\"HTTP\"],\"files\":[" FILE_ONE "]}", 200));
    pass();
    document = document_of("u2");
    CHECK_EQ(json_object_get(document, "streamname") != NULL, true);
    CHECK_EQ(json_object_get(json_array_get(json_object_get(document, "files"), 0),
                             "update_data_url") != NULL,
             true);
    json_decref(document);
    fixture_close(&f);
}

static void a_signature_that_was_encoded_twice_is_encoded_once(void)
{
    open_with_file();
    json_decref(create("u1",
                       "{" TARGETS ",\"files\":[{\"fileName\":\"/x\"," IN_BOX
                       ",\"codeSigning\":{\"customCodeSigning\":{\"signature\":{"
                       "\"inlineDocument\":\"TUFJQ0FRRUNBUUU9\"},\"certificateChain\":{"
                       "\"certificateName\":\"c\"},\"hashAlgorithm\":\"sha256\","
                       "\"signatureAlgorithm\":\"ecdsa\"}}}]}",
                       200));
    pass();
    EXPECT_JSON(document_of("u1"),
                "{\"protocols\":[\"MQTT\"],\"streamname\":\"*\",\"files\":[{\"filepath\":\"/x\","
                "\"filesize\":10,\"fileid\":0,\"certfile\":\"c\",\"sig-sha256-ecdsa\":"
                "\"MAICAQECAQE=\"}]}");
    fixture_close(&f);
}

static bool is_text(const char *text, size_t bytes, const char *wanted)
{
    return bytes == strlen(wanted) && memcmp(text, wanted, bytes) == 0;
}

/* With the reader of libs/jobs, for both protocols. */
static void the_document_is_what_devices_read(void)
{
    AfrOtaJobDocumentFields_t fields;

    open_with_file();
    json_decref(create("u1",
                       "{" TARGETS ",\"protocols\":[\"MQTT\",\"HTTP\"],\"files\":[" FILE_ONE
                       "," FILE_ONE "]}",
                       200));
    pass();
    json_t *document = json_pack("{s:o}", "afr_ota", document_of("u1"));
    char *text = json_dumps(document, JSON_COMPACT);
    CHECK_EQ(otaParser_parseJobDocFile(text, strlen(text), 0, "MQTT", 4, &fields), 1);
    CHECK_EQ(is_text(fields.filepath, fields.filepathLen, "/image"), true);
    CHECK_EQ(is_text(fields.certfile, fields.certfileLen, "/code.crt"), true);
    CHECK_EQ(is_text(fields.signature, fields.signatureLen, "AAEC"), true);
    CHECK_EQ(strncmp(fields.imageRef, "AFR_OTA-", 8), 0);
    CHECK_EQ(fields.fileSize, 10);
    CHECK_EQ(otaParser_parseJobDocFile(text, strlen(text), 1, "HTTP", 4, &fields), 0);
    CHECK_EQ(fields.fileId, 1);
    CHECK_EQ(strncmp(fields.imageRef, "https://files.test:8443/objects/box/a.bin?", 42), 0);
    CHECK_EQ(is_text(fields.authScheme, fields.authSchemeLen, "aws.s3.presigned"), true);
    free(text);
    json_decref(document);
    fixture_close(&f);
}

static void several_files_have_their_types_and_attributes(void)
{
    open_with_file();
    json_decref(fixture_control(&f, "PUT", "/objects/box/b.bin", "{\"data\":\"MDEy\"}", 200));
    json_decref(create("u1",
                       "{" TARGETS ",\"files\":[" FILE_ONE
                       ",{\"fileName\":\"/sound\",\"fileType\":3,"
                       "\"attributes\":{\"attr\":\"7\",\"colour\":\"red\"},\"fileLocation\":{"
                       "\"s3Location\":{\"bucket\":\"box\",\"key\":\"b.bin\"}}}]}",
                       200));
    pass();
    EXPECT_JSON(document_of("u1"),
                "{\"protocols\":[\"MQTT\"],\"streamname\":\"*\",\"files\":[{\"filepath\":\"/image\""
                ",\"filesize\":10,\"fileid\":0,\"certfile\":\"/code.crt\",\"sig-sha256-ecdsa\":"
                "\"AAEC\"},{\"filepath\":\"/sound\",\"filesize\":3,\"fileid\":1,\"fileType\":3,"
                "\"attr\":7}]}");
    fixture_close(&f);
}

static void a_stream_that_is_there_may_be_used(void)
{
    open_with_file();
    json_decref(fixture_control(&f, "POST", "/streams/mine",
                                "{\"files\":[{\"fileId\":9,\"data\":\"MDEy\"}]}", 200));
    json_decref(create("u1",
                       "{" TARGETS ",\"files\":[{\"fileName\":\"/x\",\"fileLocation\":{\"stream\":"
                       "{\"streamId\":\"mine\",\"fileId\":9}}}]}",
                       200));
    pass();
    EXPECT_JSON(document_of("u1"), "{\"protocols\":[\"MQTT\"],\"streamname\":\"mine\",\"files\":[{"
                                   "\"filepath\":\"/x\",\"filesize\":3,\"fileid\":9}]}");
    /* It is not the update's to delete. */
    finish("u1");
    json_decref(fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"deleteStream\":true}", 200));
    pass();
    CHECK_EQ(count_of("/otaUpdates", "otaUpdates"), 0);
    CHECK_EQ(count_of("/streams", "streams"), 1);
    fixture_close(&f);
}

static void the_service_signs_with_a_profile(void)
{
    char body[1024];

    open_with_file();
    json_t *answer = fixture_control(&f, "POST", "/signing-certificates",
                                     "{\"certificate\":\"good\",\"privateKey\":\"key\"}", 200);
    (void)snprintf(body, sizeof(body),
                   "{" TARGETS ",\"files\":[{\"fileName\":\"/image\"," IN_BOX ",\"codeSigning\":{"
                   "\"startSigningJobParameter\":{\"signingProfileName\":\"lab\",\"destination\":{"
                   "\"s3Destination\":{\"bucket\":\"signed\",\"prefix\":\"s-\"}},"
                   "\"signingProfileParameter\":{\"certificateArn\":\"%s\",\"platform\":"
                   "\"AmazonFreeRTOS-Default\",\"certificatePathOnDevice\":\"/lab.crt\"}}}}]}",
                   json_string_value(json_object_get(answer, "certificateArn")));
    json_decref(answer);
    json_decref(create("u1", body, 200));
    pass();
    json_t *document = document_of("u1"),
           *file = json_array_get(json_object_get(document, "files"), 0);
    CHECK_EQ(strcmp(json_string_value(json_object_get(file, "certfile")), "/lab.crt"), 0);
    CHECK_EQ(strncmp(json_string_value(json_object_get(file, "sig-sha256-ecdsa")),
                     "c2lnbmF0dXJlIG9mIDEwIGJ5dGVz", 28),
             0); /* "signature of 10 bytes" */
    json_decref(document);
    /* The profile and the signing job are there, and serve the next update. */
    answer = fixture_control(&f, "GET", "/signing-jobs", NULL, 200);
    const char *id = json_string_value(
        json_object_get(json_array_get(json_object_get(answer, "jobs"), 0), "jobId"));
    (void)snprintf(body, sizeof(body),
                   "{" TARGETS ",\"files\":[{\"fileName\":\"/image\"," IN_BOX
                   ",\"codeSigning\":{\"awsSignerJobId\":\"%s\"}}]}",
                   id);
    json_decref(create("u2", body, 200));
    json_decref(answer);
    json_decref(create("u3",
                       "{" TARGETS ",\"files\":[{\"fileName\":\"/image\"," IN_BOX
                       ",\"codeSigning\":{\"startSigningJobParameter\":{\"signingProfileName\":"
                       "\"lab\"}}}]}",
                       200));
    pass();
    expect_status("u2", "CREATE_COMPLETE");
    expect_status("u3", "CREATE_COMPLETE");
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"StartCodeSigning\""), 3);
    fixture_close(&f);
}

static void a_request_that_is_not_valid_is_refused(void)
{
    static const struct {
        const char *body, *message;
    } cases[] = {
        {"{\"files\":[" FILE_ONE "]}", "targets must be a list of one target or more"},
        {"{" TARGETS "}", "files must be a list of 1 to 50 files"},
        {"{" TARGETS ",\"files\":[]}", "files must be a list of 1 to 50 files"},
        {"{" TARGETS ",\"files\":[{" IN_BOX "}]}",
         "Each file must have fileName, of 1 to 1024 characters"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\"}]}",
         "fileLocation must have stream {streamId, fileId} or s3Location {bucket, key}"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileLocation\":{\"s3Location\":{"
         "\"bucket\":\"b\"}}}]}",
         "fileLocation must have stream {streamId, fileId} or s3Location {bucket, key}"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileType\":256," IN_BOX "}]}",
         "fileType must be 0 to 255"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\"," IN_BOX ",\"codeSigning\":{}}]}",
         "codeSigning must have one of awsSignerJobId, startSigningJobParameter and "
         "customCodeSigning"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\"," IN_BOX
         ",\"codeSigning\":{\"customCodeSigning\":{}}}]}",
         "customCodeSigning must have signature.inlineDocument and "
         "certificateChain.certificateName"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\"," IN_BOX
         ",\"codeSigning\":{\"customCodeSigning\":{\"signature\":{\"inlineDocument\":\"AA==\"},"
         "\"certificateChain\":{\"certificateName\":\"c\"},\"hashAlgorithm\":\"MD5\","
         "\"signatureAlgorithm\":\"RSA\"}}}]}",
         "hashAlgorithm and signatureAlgorithm must be SHA256 and ECDSA, SHA256 and RSA, or SHA1 "
         "and RSA"},
        {"{" TARGETS ",\"files\":[" FILE_ONE ",{\"fileName\":\"x\",\"fileLocation\":{\"stream\":{"
         "\"streamId\":\"s\",\"fileId\":1}}}]}",
         "Files are all in a stream, or none is"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileLocation\":{\"stream\":{\"streamId\":"
         "\"s\",\"fileId\":1}}},{\"fileName\":\"y\",\"fileLocation\":{\"stream\":{\"streamId\":"
         "\"t\",\"fileId\":1}}}]}",
         "All files must be in the same stream"},
        {"{" TARGETS ",\"protocols\":[\"FTP\"],\"files\":[" FILE_ONE "]}",
         "protocols must be MQTT, HTTP or both, each once"},
        {"{" TARGETS ",\"protocols\":[\"MQTT\",\"MQTT\"],\"files\":[" FILE_ONE "]}",
         "protocols must be MQTT, HTTP or both, each once"},
        {"{" TARGETS ",\"protocols\":[],\"files\":[" FILE_ONE "]}",
         "protocols must be MQTT, HTTP or both, each once"},
        {"{" TARGETS ",\"targetSelection\":\"SOME\",\"files\":[" FILE_ONE "]}",
         "targetSelection must be SNAPSHOT or CONTINUOUS"},
        {"{" TARGETS
         ",\"awsJobExecutionsRolloutConfig\":{\"maximumPerMinute\":0},\"files\":[" FILE_ONE "]}",
         "maximumPerMinute must be a whole number from 1 to 1000"},
        {"{" TARGETS ",\"awsJobPresignedUrlConfig\":{\"expiresInSec\":59},\"files\":[" FILE_ONE
         "]}",
         "expiresInSec must be a whole number from 60 to 3600"},
        {"{" TARGETS
         ",\"awsJobTimeoutConfig\":{\"inProgressTimeoutInMinutes\":0},\"files\":[" FILE_ONE "]}",
         "inProgressTimeoutInMinutes must be a whole number from 1 to 10080"},
    };

    open_with_file();
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].body;
        json_t *answer = create("u1", cases[i].body, 400);
        const char *message = json_string_value(json_object_get(answer, "message"));
        if (strcmp(message, cases[i].message) != 0) {
            printf("%s\n", message);
        }
        CHECK_EQ(strcmp(message, cases[i].message), 0);
        CHECK_EQ(strcmp(f.error_type, "InvalidRequestException"), 0);
        json_decref(answer);
    }
    json_decref(create("u.1", USUAL, 400));
    json_decref(create("u23456789u123456789u123456789u123456789u123456789u1234567", USUAL, 400));
    CHECK_EQ(count_of("/otaUpdates", "otaUpdates"), 0);
    CHECK_EQ(count_of("/jobs", "jobs"), 0);
    fixture_close(&f);
}

static void an_update_that_cannot_be_made_says_why_and_leaves_nothing(void)
{
    static const struct {
        const char *body, *code, *message;
    } cases[] = {
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileLocation\":{\"s3Location\":{"
         "\"bucket\":\"box\",\"key\":\"no\"}}}]}",
         "ResourceNotFoundException", "There is no object no in bucket box"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileLocation\":{\"s3Location\":{"
         "\"bucket\":\"box\",\"key\":\"empty\"}}}]}",
         "InvalidRequestException", "Object empty in bucket box is empty"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileLocation\":{\"stream\":{\"streamId\":"
         "\"none\",\"fileId\":1}}}]}",
         "ResourceNotFoundException", "There is no file 1 in a stream none"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\"," IN_BOX
         ",\"codeSigning\":{\"awsSignerJobId\":\"none\"}}]}",
         "InvalidRequestException", "There is no signing job none"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\"," IN_BOX
         ",\"codeSigning\":{\"startSigningJobParameter\":{\"signingProfileName\":\"none\"}}}]}",
         "ResourceNotFoundException", "There is no signing profile none"},
        {"{" TARGETS ",\"files\":[{\"fileName\":\"x\"," IN_BOX
         ",\"codeSigning\":{\"customCodeSigning\":{\"signature\":{\"inlineDocument\":\"!\"},"
         "\"certificateChain\":{\"certificateName\":\"c\"},\"hashAlgorithm\":\"SHA256\","
         "\"signatureAlgorithm\":\"ECDSA\"}}}]}",
         "InvalidRequestException", "signature.inlineDocument is no Base64"},
        {"{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:thing/nobody\"],\"files\":[" FILE_ONE
         "]}",
         "ResourceNotFoundException",
         "There is no such target: arn:aws:iot:us-east-1:000000000000:thing/nobody"},
    };

    open_with_file();
    json_decref(fixture_control(&f, "PUT", "/objects/box/empty", "{\"data\":\"\"}", 200));
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char id[8];
        (void)snprintf(id, sizeof(id), "u%zu", i);
        test_case = cases[i].message;
        json_decref(create(id, cases[i].body, 200));
        pass();
        expect_error(id, "CREATE_FAILED", cases[i].code, cases[i].message);
        CHECK_EQ(count_of("/streams", "streams"), 0);
        CHECK_EQ(count_of("/jobs", "jobs"), 0);
    }
    /* Such a one is deleted as any other. */
    json_decref(fixture_control(&f, "DELETE", "/otaUpdates/u0", "{\"deleteStream\":true}", 200));
    pass();
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u0", NULL, 404));
    fixture_close(&f);
}

/* ---- roll-out ---- */

static void what_a_job_can_do_an_update_can(void)
{
    open_with_file();
    json_decref(fixture_control(&f, "POST", "/things/lamp-2", "{}", 200));
    json_decref(fixture_control(&f, "POST", "/thing-groups/lamps", "{}", 200));
    json_decref(fixture_control(&f, "PUT", "/thing-groups/addThingToThingGroup",
                                "{\"thingName\":\"lamp\",\"thingGroupName\":\"lamps\"}", 200));
    json_decref(create(
        "u1",
        "{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:thinggroup/lamps\"],"
        "\"targetSelection\":\"CONTINUOUS\",\"description\":\"d\","
        "\"awsJobExecutionsRolloutConfig\":{\"maximumPerMinute\":5},\"awsJobAbortConfig\":"
        "{\"abortCriteriaList\":[{\"failureType\":\"FAILED\",\"action\":\"CANCEL\","
        "\"thresholdPercentage\":50,\"minNumberOfExecutedThings\":1}]},"
        "\"awsJobTimeoutConfig\":{\"inProgressTimeoutInMinutes\":9},\"files\":[" FILE_ONE "]}",
        200));
    pass();
    json_t *answer = fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 200),
           *job = json_object_get(answer, "job");
    CHECK_EQ(json_integer_value(json_object_get(json_object_get(job, "jobExecutionsRolloutConfig"),
                                                "maximumPerMinute")),
             5);
    CHECK_EQ(json_integer_value(json_object_get(json_object_get(job, "timeoutConfig"),
                                                "inProgressTimeoutInMinutes")),
             9);
    json_decref(answer);
    /* A thing that comes later gets it too; one failure of one is half or more: the job ends. */
    json_decref(fixture_control(&f, "PUT", "/thing-groups/addThingToThingGroup",
                                "{\"thingName\":\"lamp-2\",\"thingGroupName\":\"lamps\"}", 200));
    pass();
    CHECK_EQ(count_of("/jobs/AFR_OTA-u1/things", "executionSummaries"), 2);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp/jobs/AFR_OTA-u1/update", "{\"status\":\"FAILED\"}"),
             true);
    pass();
    answer = fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 200);
    CHECK_EQ(strcmp(json_string_value(json_object_get(json_object_get(answer, "job"), "status")),
                    "CANCELED"),
             0);
    json_decref(answer);
    fixture_close(&f);
}

/* ---- get, list, delete ---- */

static void an_update_is_told_of(void)
{
    open_with_file();
    json_decref(create("u1",
                       "{" TARGETS ",\"description\":\"d\",\"additionalParameters\":{\"a\":\"b\"},"
                       "\"files\":[{\"fileName\":\"/x\",\"attributes\":{\"k\":\"v\"}," IN_BOX "}]}",
                       200));
    pass();
    EXPECT_JSON(
        find("u1"),
        "{\"otaUpdateId\":\"u1\",\"otaUpdateArn\":\"*\",\"creationDate\":1700000000,"
        "\"lastModifiedDate\":1700000000,\"description\":\"d\"," TARGETS
        ",\"otaUpdateFiles\":[{\"fileName\":\"/x\",\"attributes\":{\"k\":\"v\"}," IN_BOX
        "}],\"otaUpdateStatus\":\"CREATE_COMPLETE\",\"awsIotJobId\":\"AFR_OTA-u1\","
        "\"awsIotJobArn\":\"*\",\"additionalParameters\":{\"a\":\"b\"},\"streamId\":\"*\"}");
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u2", NULL, 404));
    fixture_close(&f);
}

static void updates_are_listed_by_pages_and_status(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    pass();
    json_decref(create("u2", USUAL, 200));
    CHECK_EQ(count_of("/otaUpdates", "otaUpdates"), 2);
    json_t *page = fixture_control(&f, "GET", "/otaUpdates", "{\"maxResults\":1}", 200);
    CHECK_EQ(json_array_size(json_object_get(page, "otaUpdates")), 1);
    CHECK_EQ(json_object_get(page, "nextToken") != NULL, true);
    json_decref(page);
    page =
        fixture_control(&f, "GET", "/otaUpdates", "{\"otaUpdateStatus\":\"CREATE_PENDING\"}", 200);
    EXPECT_JSON(page, "{\"otaUpdates\":[{\"otaUpdateId\":\"u2\",\"otaUpdateArn\":\"*\","
                      "\"creationDate\":\"*\"}]}");
    fixture_close(&f);
}

static void an_update_whose_job_is_not_over_is_deleted_by_force_only(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    EXPECT_JSON(fixture_control(&f, "DELETE", "/otaUpdates/u1", NULL, 400),
                "{\"message\":\"Update u1 is CREATE_PENDING: wait for its end\"}");
    pass();
    EXPECT_JSON(fixture_control(&f, "DELETE", "/otaUpdates/u1", NULL, 400),
                "{\"message\":\"The job AFR_OTA-u1 is IN_PROGRESS, neither COMPLETED nor CANCELED: "
                "forceDeleteAWSJob deletes it all the same\"}");
    json_decref(
        fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"forceDeleteAWSJob\":true}", 200));
    expect_status("u1", "DELETE_IN_PROGRESS");
    pass();
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u1", NULL, 404));
    json_decref(fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 404));
    CHECK_EQ(count_of("/streams", "streams"), 1); /* not asked for */
    fixture_close(&f);
}

static void an_update_that_is_over_goes_with_its_stream(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    pass();
    finish("u1");
    pass();
    json_decref(
        fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"deleteStream\":\"true\"}", 200));
    pass();
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u1", NULL, 404));
    json_decref(fixture_control(&f, "GET", "/jobs/AFR_OTA-u1", NULL, 404));
    CHECK_EQ(count_of("/streams", "streams"), 0);
    json_decref(create("u1", USUAL, 200)); /* the name is free again */
    fixture_close(&f);
}

static void a_stream_that_another_update_needs_is_not_deleted(void)
{
    char body[512], message[128];

    open_with_file();
    json_decref(create("u1", USUAL, 200));
    pass();
    json_t *update = find("u1");
    const char *stream = json_string_value(json_object_get(update, "streamId"));
    (void)snprintf(body, sizeof(body),
                   "{" TARGETS ",\"files\":[{\"fileName\":\"/x\",\"fileLocation\":{\"stream\":{"
                   "\"streamId\":\"%s\",\"fileId\":0}}}]}",
                   stream);
    (void)snprintf(message, sizeof(message), "Stream %s is used by another update", stream);
    json_decref(create("u2", body, 200));
    json_decref(update);
    pass();
    finish("u1");
    json_decref(fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"deleteStream\":true}", 200));
    pass();
    expect_error("u1", "DELETE_FAILED", "InvalidRequestException", message);
    /* Without the stream it goes. */
    json_decref(fixture_control(&f, "DELETE", "/otaUpdates/u1", NULL, 200));
    pass();
    json_decref(fixture_control(&f, "GET", "/otaUpdates/u1", NULL, 404));
    fixture_close(&f);
}

/* ---- tags ---- */

static json_t *tags_of(const char *resource)
{
    char body[256];

    (void)snprintf(body, sizeof(body),
                   "{\"resourceArn\":\"arn:aws:iot:us-east-1:000000000000:%s\"}", resource);
    return fixture_control(&f, "GET", "/tags", body, 200);
}

static void updates_and_streams_have_tags(void)
{
    static const char stream[] = "\"resourceArn\":\"arn:aws:iot:us-east-1:000000000000:stream/s\"";
    char body[512];

    open_with_file();
    json_decref(create("u1",
                       "{" TARGETS ",\"files\":[" FILE_ONE
                       "],\"tags\":[{\"Key\":\"team\",\"Value\":\"red\"}]}",
                       200));
    EXPECT_JSON(tags_of("otaupdate/u1"), "{\"tags\":[{\"Key\":\"team\",\"Value\":\"red\"}]}");
    json_decref(fixture_control(&f, "POST", "/streams/s",
                                "{\"files\":[{\"fileId\":0,\"data\":\"MDEy\"}]}", 200));
    EXPECT_JSON(tags_of("stream/s"), "{\"tags\":[]}");
    (void)snprintf(body, sizeof(body),
                   "{%s,\"tags\":[{\"Key\":\"a\",\"Value\":\"1\"},{\"Key\":\"b\"}]}", stream);
    json_decref(fixture_control(&f, "POST", "/tags", body, 200));
    (void)snprintf(body, sizeof(body), "{%s,\"tags\":[{\"Key\":\"a\",\"Value\":\"2\"}]}", stream);
    json_decref(fixture_control(&f, "POST", "/tags", body, 200));
    EXPECT_JSON(tags_of("stream/s"),
                "{\"tags\":[{\"Key\":\"a\",\"Value\":\"2\"},{\"Key\":\"b\",\"Value\":\"\"}]}");
    (void)snprintf(body, sizeof(body), "{%s,\"tagKeys\":[\"a\",\"none\"]}", stream);
    json_decref(fixture_control(&f, "POST", "/untag", body, 200));
    EXPECT_JSON(tags_of("stream/s"), "{\"tags\":[{\"Key\":\"b\",\"Value\":\"\"}]}");
    (void)snprintf(body, sizeof(body), "{%s,\"tags\":[{\"Key\":\"\"}]}", stream);
    json_decref(fixture_control(&f, "POST", "/tags", body, 400));
    json_decref(create("u2", "{" TARGETS ",\"files\":[" FILE_ONE "],\"tags\":[1]}", 400));
    /* They go with what they are on. */
    json_decref(fixture_control(&f, "DELETE", "/streams/s", NULL, 200));
    (void)snprintf(body, sizeof(body), "{%s}", stream);
    json_decref(fixture_control(&f, "GET", "/tags", body, 404));
    json_decref(fixture_control(&f, "POST", "/streams/s",
                                "{\"files\":[{\"fileId\":0,\"data\":\"MDEy\"}]}", 200));
    EXPECT_JSON(tags_of("stream/s"), "{\"tags\":[]}");
    fixture_close(&f);
}

/* ---- logs ---- */

static void the_log_tells_what_became_of_an_update(void)
{
    open_with_file();
    json_decref(create("u1", USUAL, 200));
    CHECK_EQ(fixture_logged(&f, "service {\"timestamp\":\"2023-11-14 22:13:20.000\",\"logLevel\":"
                                "\"INFO\",\"accountId\":\"000000000000\",\"status\":\"Success\","
                                "\"actionType\":\"CreateOTAUpdate\",\"otaUpdateId\":\"u1\","
                                "\"details\":\"The update is asked for\"}"),
             1);
    pass();
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"CreateStream\""), 1);
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"CreateAWSJob\""), 1);
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"CreateOTAUpdate\""), 2);
    json_decref(
        fixture_control(&f, "DELETE", "/otaUpdates/u1", "{\"forceDeleteAWSJob\":true}", 200));
    pass();
    CHECK_EQ(fixture_logged(&f, "\"actionType\":\"DeleteOTAUpdate\""), 1);
    json_decref(create("u2",
                       "{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"fileLocation\":{"
                       "\"s3Location\":{\"bucket\":\"box\",\"key\":\"no\"}}}]}",
                       200));
    pass();
    CHECK_EQ(fixture_logged(&f, "\"logLevel\":\"ERROR\",\"accountId\":\"000000000000\",\"status\":"
                                "\"Failure\",\"actionType\":\"CreateOTAUpdate\",\"otaUpdateId\":"
                                "\"u2\",\"details\":\"There is no object no in bucket box\""),
             1);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp/streams/none/describe/json", "{}"), true);
    CHECK_EQ(fixture_logged(&f,
                            "\"status\":\"Failure\",\"actionType\":\"DescribeStream\",\"streamId\""
                            ":\"none\",\"clientId\":\"client-1\""),
             1);
    fixture_close(&f);
}

static void the_audit_has_the_nine_calls(void)
{
    static const struct {
        const char *method, *path, *body, *name;
        int status;
    } calls[] = {
        {"POST", "/otaUpdates/u1", USUAL, "CreateOTAUpdate", 200},
        {"GET", "/otaUpdates/u1", NULL, "GetOTAUpdate", 200},
        {"GET", "/otaUpdates", NULL, "ListOTAUpdates", 200},
        {"DELETE", "/otaUpdates/u1", NULL, "DeleteOTAUpdate", 400},
        {"POST", "/streams/s", "{\"files\":[{\"fileId\":0,\"data\":\"MDEy\"}]}", "CreateStream",
         200},
        {"GET", "/streams/s", NULL, "DescribeStream", 200},
        {"GET", "/streams", NULL, "ListStreams", 200},
        {"PUT", "/streams/s", "{\"description\":\"d\"}", "UpdateStream", 200},
        {"DELETE", "/streams/s", NULL, "DeleteStream", 200},
    };
    char text[128];

    open_with_file();
    CHECK_EQ(fixture_logged(&f, "audit "), 0); /* things and objects are not audited */
    for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
        json_decref(
            fixture_control(&f, calls[i].method, calls[i].path, calls[i].body, calls[i].status));
        (void)snprintf(text, sizeof(text), "\"eventName\":\"%s\"", calls[i].name);
        CHECK_EQ(fixture_logged(&f, text), 1);
        CHECK_EQ(fixture_logged(&f, "audit "), i + 1);
    }
    CHECK_EQ(fixture_logged(&f, "\"errorCode\":\"InvalidRequestException\",\"errorMessage\":\""
                                "Update u1 is CREATE_PENDING"),
             1);
    fixture_close(&f);
}

int main(void)
{
    RUN(an_update_becomes_a_stream_and_a_job);
    RUN(a_device_fetches_the_file_of_its_update);
    RUN(a_file_by_http_has_an_address);
    RUN(a_signature_that_was_encoded_twice_is_encoded_once);
    RUN(the_document_is_what_devices_read);
    RUN(several_files_have_their_types_and_attributes);
    RUN(a_stream_that_is_there_may_be_used);
    RUN(the_service_signs_with_a_profile);
    RUN(a_request_that_is_not_valid_is_refused);
    RUN(an_update_that_cannot_be_made_says_why_and_leaves_nothing);
    RUN(what_a_job_can_do_an_update_can);
    RUN(an_update_is_told_of);
    RUN(updates_are_listed_by_pages_and_status);
    RUN(an_update_whose_job_is_not_over_is_deleted_by_force_only);
    RUN(an_update_that_is_over_goes_with_its_stream);
    RUN(a_stream_that_another_update_needs_is_not_deleted);
    RUN(updates_and_streams_have_tags);
    RUN(the_log_tells_what_became_of_an_update);
    RUN(the_audit_has_the_nine_calls);
    return 0;
}
