/* SPDX-License-Identifier: MIT */
/* Updates over the air: requests, and what becomes of them. */
#include "ota_kit.h"

#include <stdlib.h>
#include <string.h>

#include "ota_job_processor.h"
#include "test.h"

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

/* A profile `lab` and a job of it that has signed a.bin; its id. */
static void open_with_job(char id[40])
{
    char body[512];

    open_with_file();
    json_t *answer = fixture_control(&f, "POST", "/signing-certificates",
                                     "{\"certificate\":\"good\",\"privateKey\":\"key\"}", 200);
    (void)snprintf(body, sizeof(body),
                   "{\"platformId\":\"AmazonFreeRTOS-Default\",\"signingMaterial\":{"
                   "\"certificateArn\":\"%s\"},\"signingParameters\":{\"certname\":\"/lab.crt\"}}",
                   json_string_value(json_object_get(answer, "certificateArn")));
    json_decref(answer);
    json_decref(fixture_control(&f, "PUT", "/signing-profiles/lab", body, 200));
    answer = fixture_control(
        &f, "POST", "/signing-jobs",
        "{\"source\":{\"s3\":{\"bucketName\":\"box\",\"key\":\"a.bin\",\"version\":\"1\"}},"
        "\"destination\":{\"s3\":{\"bucketName\":\"signed\"}},\"profileName\":\"lab\"}",
        200);
    (void)snprintf(id, 40, "%s", json_string_value(json_object_get(answer, "jobId")));
    json_decref(answer);
}

static void a_signing_job_knows_where_its_file_is(void)
{
    char id[40], body[512];

    open_with_job(id);
    (void)snprintf(body, sizeof(body),
                   "{" TARGETS ",\"files\":[{\"fileName\":\"/image\",\"fileVersion\":\"1\","
                   "\"codeSigning\":{\"awsSignerJobId\":\"%s\"}}]}",
                   id);
    json_decref(create("u1", body, 200));
    pass();
    EXPECT_JSON(document_of("u1"),
                "{\"protocols\":[\"MQTT\"],\"streamname\":\"*\",\"files\":[{\"filepath\":\"/image\""
                ",\"filesize\":10,\"fileid\":0,\"certfile\":\"/lab.crt\",\"sig-sha256-ecdsa\":"
                "\"*\"}]}");
    json_decref(create("u2",
                       "{" TARGETS ",\"files\":[{\"fileName\":\"x\",\"codeSigning\":{"
                       "\"awsSignerJobId\":\"none\"}}]}",
                       200));
    pass();
    expect_error("u2", "CREATE_FAILED", "InvalidRequestException", "There is no signing job none");
    fixture_close(&f);
}

static void a_profile_that_is_there_must_be_the_one_described(void)
{
    char id[40], body[1024];

    open_with_job(id);
    json_t *profile = fixture_control(&f, "GET", "/signing-profiles/lab", NULL, 200);
    const char *arn = json_string_value(
        json_object_get(json_object_get(profile, "signingMaterial"), "certificateArn"));
    for (int i = 0; i < 2; i++) {
        const char update[] = {'u', (char)('0' + i), '\0'};
        (void)snprintf(body, sizeof(body),
                       "{" TARGETS ",\"files\":[{\"fileName\":\"x\"," IN_BOX ",\"codeSigning\":{"
                       "\"startSigningJobParameter\":{\"signingProfileName\":\"lab\","
                       "\"signingProfileParameter\":{\"certificateArn\":\"%s\",\"platform\":"
                       "\"AmazonFreeRTOS-Default\",\"certificatePathOnDevice\":\"%s\"}}}}]}",
                       arn, i == 0 ? "/lab.crt" : "/other.crt");
        json_decref(create(update, body, 200));
    }
    json_decref(profile);
    pass();
    expect_status("u0", "CREATE_COMPLETE");
    expect_error("u1", "CREATE_FAILED", "InvalidRequestException",
                 "Signing profile lab is there, and is another than signingProfileParameter says");
    /* Where nothing else is wished what was signed is in a folder of its own. */
    json_t *jobs = fixture_control(&f, "GET", "/signing-jobs", NULL, 200), *job;
    size_t index, in_folder = 0;
    json_array_foreach(json_object_get(jobs, "jobs"), index, job)
    {
        const json_t *s3 = json_object_get(json_object_get(job, "signedObject"), "s3");
        in_folder +=
            strncmp(json_string_value(json_object_get(s3, "key")), "signedImage/", 12) == 0;
    }
    CHECK_EQ(in_folder, 1);
    json_decref(jobs);
    fixture_close(&f);
}

static void a_request_that_is_not_valid_is_refused(void)
{
    static const struct {
        const char *body, *message;
    } cases[] = {
        {"{\"files\":[" FILE_ONE "]}", "targets must be a list of one target or more"},
        {"{" TARGETS ",\"roleArn\":\"arn:short\",\"files\":[" FILE_ONE "]}",
         "roleArn must be 20 to 2048 characters"},
        {"{" TARGETS ",\"roleArn\":7,\"files\":[" FILE_ONE "]}",
         "roleArn must be 20 to 2048 characters"},
        {"{\"targets\":[\"lamp\"],\"files\":[" FILE_ONE "]}",
         "targets must be ARNs of things or thing groups"},
        {"{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:job/j\"],\"files\":[" FILE_ONE "]}",
         "targets must be ARNs of things or thing groups"},
        {"{" TARGETS ",\"tags\":[{\"Key\":\"k\"},{\"Key\":\"k\"}],\"files\":[" FILE_ONE "]}",
         "Each tag must have a Key of its own"},
        {"{" TARGETS ",\"tags\":[{\"Key\":\"AWS:k\"}],\"files\":[" FILE_ONE "]}",
         "The Key of a tag must not begin with aws:"},
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
    RUN(a_signing_job_knows_where_its_file_is);
    RUN(a_profile_that_is_there_must_be_the_one_described);
    RUN(a_request_that_is_not_valid_is_refused);
    RUN(an_update_that_cannot_be_made_says_why_and_leaves_nothing);
    return 0;
}
