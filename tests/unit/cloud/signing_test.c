/* SPDX-License-Identifier: MIT */
/* Signing: certificates with their keys, profiles, jobs. */
#include "cloud_fixture.h"

#include <string.h>

#include "test.h"

static struct fixture f;
static char arn[128];

static void open_with_certificate(void)
{
    fixture_open(&f, &fixture_issuer);
    json_t *answer = fixture_control(&f, "POST", "/signing-certificates",
                                     "{\"certificate\":\"good\",\"privateKey\":\"key\"}", 200);
    (void)snprintf(arn, sizeof(arn), "%s",
                   json_string_value(json_object_get(answer, "certificateArn")));
    json_decref(answer);
}

static json_t *put_profile(const char *change, int status)
{
    char body[512];

    (void)snprintf(
        body, sizeof(body),
        "{%s\"platformId\":\"AmazonFreeRTOS-Default\",\"signingMaterial\":"
        "{\"certificateArn\":\"%s\"},\"signingParameters\":{\"certname\":\"/code.crt\"}}",
        change, arn);
    return fixture_control(&f, "PUT", "/signing-profiles/lab", body, status);
}

static json_t *start(const char *bucket, const char *profile, int status)
{
    char body[256];

    (void)snprintf(
        body, sizeof(body),
        "{\"source\":{\"s3\":{\"bucketName\":\"%s\",\"key\":\"a.bin\",\"version\":\"1\"}}"
        ",\"destination\":{\"s3\":{\"bucketName\":\"signed\",\"prefix\":\"s-\"}},"
        "\"profileName\":\"%s\"}",
        bucket, profile);
    return fixture_control(&f, "POST", "/signing-jobs", body, status);
}

static void a_certificate_comes_with_its_key(void)
{
    open_with_certificate();
    CHECK_EQ(strncmp(arn, "arn:aws:acm:us-east-1:000000000000:certificate/", 47), 0);
    EXPECT_JSON(fixture_control(&f, "POST", "/signing-certificates",
                                "{\"certificate\":\"bad\",\"privateKey\":\"key\"}", 400),
                "{\"message\":\"the certificate is not for signing code\"}");
    json_decref(
        fixture_control(&f, "POST", "/signing-certificates", "{\"certificate\":\"good\"}", 400));
    fixture_close(&f);
}

static size_t profiles_with(const char *query)
{
    json_t *list = fixture_control(&f, "GET", "/signing-profiles", query, 200);
    const size_t count = json_array_size(json_object_get(list, "profiles"));

    json_decref(list);
    return count;
}

static void a_profile_is_put_got_listed_and_cancelled(void)
{
    open_with_certificate();
    EXPECT_JSON(put_profile("", 200),
                "{\"arn\":\"arn:aws:signer:us-east-1:000000000000:/signing-profiles/lab\","
                "\"profileVersion\":\"*\",\"profileVersionArn\":\"*\"}");
    EXPECT_JSON(fixture_control(&f, "GET", "/signing-profiles/lab", NULL, 200),
                "{\"profileName\":\"lab\",\"status\":\"Active\",\"platformId\":"
                "\"AmazonFreeRTOS-Default\",\"platformDisplayName\":\"Amazon FreeRTOS Default\","
                "\"profileVersion\":\"*\",\"profileVersionArn\":\"*\","
                "\"signingMaterial\":{\"certificateArn\":\"*\"},"
                "\"signingParameters\":{\"certname\":\"/code.crt\"},\"arn\":\"*\"}");
    CHECK_EQ(profiles_with("{}"), 1);
    json_decref(fixture_control(&f, "DELETE", "/signing-profiles/lab", NULL, 200));
    /* It is told of, in lists if they are asked for it, and signs nothing. */
    json_t *profile = fixture_control(&f, "GET", "/signing-profiles/lab", NULL, 200);
    CHECK_EQ(strcmp(json_string_value(json_object_get(profile, "status")), "Canceled"), 0);
    json_decref(profile);
    CHECK_EQ(profiles_with("{}"), 0);
    CHECK_EQ(profiles_with("{\"includeCanceled\":\"true\"}"), 1);
    json_decref(fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"AAECAwQ=\"}", 200));
    json_decref(start("box", "lab", 404));
    json_decref(fixture_control(&f, "GET", "/signing-profiles/none", NULL, 404));
    fixture_close(&f);
}

static void each_profile_has_a_version_of_its_own(void)
{
    char versions[2][32];

    open_with_certificate();
    for (int i = 0; i < 2; i++) {
        json_t *answer = put_profile("", 200);
        const char *version = json_string_value(json_object_get(answer, "profileVersion"));
        const char *arn_of_it = json_string_value(json_object_get(answer, "profileVersionArn"));
        CHECK_EQ(strlen(version), 10);
        CHECK_EQ(strchr(version, '-') == NULL, true);
        CHECK_EQ(strcmp(strrchr(arn_of_it, '/') + 1, version), 0);
        (void)snprintf(versions[i], sizeof(versions[i]), "%s", version);
        json_decref(answer);
    }
    CHECK_EQ(strcmp(versions[0], versions[1]) != 0, true);
    fixture_close(&f);
}

static void there_is_one_platform(void)
{
    open_with_certificate();
    json_t *list = fixture_control(&f, "GET", "/signing-platforms", NULL, 200);
    json_t *platforms = json_object_get(list, "platforms");
    CHECK_EQ(json_array_size(platforms), 1);
    json_t *one =
        fixture_control(&f, "GET", "/signing-platforms/AmazonFreeRTOS-Default", NULL, 200);
    CHECK_EQ(json_equal(one, json_array_get(platforms, 0)), true);
    EXPECT_JSON(one, "{\"platformId\":\"AmazonFreeRTOS-Default\",\"displayName\":\"*\","
                     "\"partner\":\"AmazonFreeRTOS\",\"target\":\"OTAUpdate\",\"category\":"
                     "\"AWSIoT\",\"signingConfiguration\":{\"encryptionAlgorithmOptions\":{"
                     "\"allowedValues\":[\"ECDSA\"],\"defaultValue\":\"ECDSA\"},"
                     "\"hashAlgorithmOptions\":{\"allowedValues\":[\"SHA256\"],\"defaultValue\":"
                     "\"SHA256\"}},\"signingImageFormat\":{\"supportedFormats\":[\"JSONDetached\"],"
                     "\"defaultFormat\":\"JSONDetached\"},\"maxSizeInMB\":24}");
    json_decref(list);
    json_decref(fixture_control(&f, "GET", "/signing-platforms/other", NULL, 404));
    fixture_close(&f);
}

static void a_profile_that_is_not_valid_is_refused(void)
{
    static const char *const changes[] = {
        "\"overrides\":{\"signingConfiguration\":{\"hashAlgorithm\":\"SHA1\"}},",
        "\"overrides\":{\"signingConfiguration\":{\"encryptionAlgorithm\":\"RSA\"}},",
    };

    open_with_certificate();
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        test_case = changes[i];
        json_decref(put_profile(changes[i], 400));
        CHECK_EQ(strcmp(f.error_type, "ValidationException"), 0);
    }
    json_decref(put_profile("\"overrides\":{\"signingConfiguration\":{\"hashAlgorithm\":"
                            "\"SHA256\",\"encryptionAlgorithm\":\"ECDSA\"}},",
                            200));
    json_decref(fixture_control(&f, "PUT", "/signing-profiles/lab",
                                "{\"platformId\":\"AmazonFreeRTOS-Default\"}", 400));
    json_decref(fixture_control(
        &f, "PUT", "/signing-profiles/lab",
        "{\"platformId\":\"AmazonFreeRTOS-Default\",\"signingParameters\":{\"certname\":\"c\"},"
        "\"signingMaterial\":{\"certificateArn\":\"arn:aws:acm:us-east-1:0:certificate/1\"}}",
        404));
    json_decref(
        fixture_control(&f, "PUT", "/signing-profiles/lab", "{\"platformId\":\"TI\"}", 400));
    json_decref(fixture_control(&f, "PUT", "/signing-profiles/a-b", "{}", 400));
    fixture_close(&f);
}

static void a_job_signs_an_object(void)
{
    open_with_certificate();
    json_decref(put_profile("", 200));
    json_decref(fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"AAECAwQ=\"}", 200));
    json_t *answer = start("box", "lab", 200);
    const char *id = json_string_value(json_object_get(answer, "jobId"));
    char path[128], body[256];
    (void)snprintf(path, sizeof(path), "/signing-jobs/%s", id);
    EXPECT_JSON(fixture_control(&f, "GET", path, NULL, 200),
                "{\"jobId\":\"*\",\"profileName\":\"lab\",\"profileVersion\":\"*\","
                "\"platformId\":\"AmazonFreeRTOS-Default\",\"platformDisplayName\":\"*\","
                "\"requestedBy\":\"arn:aws:iam::000000000000:root\",\"jobOwner\":\"000000000000\","
                "\"jobInvoker\":\"000000000000\",\"createdAt\":1700000000,\"completedAt\":"
                "1700000000,\"source\":{\"s3\":{"
                "\"bucketName\":\"box\",\"key\":\"a.bin\",\"version\":\"1\"}},\"signingMaterial\":"
                "{\"certificateArn\":\"*\"},\"signingParameters\":{\"certname\":\"/code.crt\"},"
                "\"status\":\"Succeeded\",\"signedObject\":{\"s3\":{\"bucketName\":\"signed\","
                "\"key\":\"*\"}}}");
    /* The signed object is there, and is a document with the signature. */
    (void)snprintf(body, sizeof(body),
                   "{\"files\":[{\"fileId\":0,\"s3Location\":{\"bucket\":\"signed\",\"key\":"
                   "\"s-%s\"}}]}",
                   id);
    json_decref(fixture_control(&f, "POST", "/streams/s", body, 200));
    json_decref(answer);
    answer = fixture_control(&f, "GET", "/signing-jobs", NULL, 200);
    EXPECT_JSON(answer, "{\"jobs\":[{\"jobId\":\"*\",\"profileName\":\"lab\",\"profileVersion\":"
                        "\"*\",\"platformId\":\"AmazonFreeRTOS-Default\",\"platformDisplayName\":"
                        "\"*\",\"jobOwner\":\"*\",\"jobInvoker\":\"*\",\"createdAt\":\"*\","
                        "\"source\":\"*\",\"signingMaterial\":\"*\",\"status\":\"Succeeded\","
                        "\"signedObject\":\"*\"}]}");
    fixture_close(&f);
}

static void a_request_with_the_same_token_is_the_same_job(void)
{
    static const char *const tokens[] = {"one", "one", "two"};
    char ids[3][40], body[256];

    open_with_certificate();
    json_decref(put_profile("", 200));
    json_decref(fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"AAECAwQ=\"}", 200));
    for (int i = 0; i < 3; i++) {
        (void)snprintf(
            body, sizeof(body),
            "{\"source\":{\"s3\":{\"bucketName\":\"box\",\"key\":\"a.bin\",\"version\":"
            "\"1\"}},\"destination\":{\"s3\":{\"bucketName\":\"signed\"}},\"profileName\":"
            "\"lab\",\"clientRequestToken\":\"%s\"}",
            tokens[i]);
        json_t *answer = fixture_control(&f, "POST", "/signing-jobs", body, 200);
        (void)snprintf(ids[i], sizeof(ids[i]), "%s",
                       json_string_value(json_object_get(answer, "jobId")));
        json_decref(answer);
    }
    CHECK_EQ(strcmp(ids[0], ids[1]), 0);
    CHECK_EQ(strcmp(ids[0], ids[2]) != 0, true);
    json_decref(
        fixture_control(&f, "POST", "/signing-jobs", "{\"clientRequestToken\":\"a/b\"}", 400));
    fixture_close(&f);
}

static void a_job_that_cannot_sign_is_refused(void)
{
    open_with_certificate();
    json_decref(put_profile("", 200));
    json_decref(start("box", "lab", 404)); /* no object */
    json_decref(fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"AAECAwQ=\"}", 200));
    json_decref(start("box", "other", 404));
    json_decref(fixture_control(&f, "POST", "/signing-jobs",
                                "{\"source\":{\"s3\":{\"bucketName\":\"box\",\"key\":\"a.bin\"}},"
                                "\"profileName\":\"lab\"}",
                                400));
    json_decref(fixture_control(&f, "GET", "/signing-jobs/none", NULL, 404));
    fixture_close(&f);
}

int main(void)
{
    RUN(a_certificate_comes_with_its_key);
    RUN(a_profile_is_put_got_listed_and_cancelled);
    RUN(each_profile_has_a_version_of_its_own);
    RUN(there_is_one_platform);
    RUN(a_profile_that_is_not_valid_is_refused);
    RUN(a_job_signs_an_object);
    RUN(a_request_with_the_same_token_is_the_same_job);
    RUN(a_job_that_cannot_sign_is_refused);
    return 0;
}
