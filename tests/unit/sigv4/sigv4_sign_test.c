/* SPDX-License-Identifier: MIT */
/* Signatures that AWS publishes with its examples, and what may not be signed. Many more requests
 * are compared with Python's hmac in tests/peers. */
#include <string.h>

#include "sha256.h"
#include "test.h"

#define EMPTY_HASH "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define S3_HOST    "Host: examplebucket.s3.amazonaws.com\r\n"

static SigV4Credentials_t credentials = {"AKIAIOSFODNN7EXAMPLE", 20,
                                         "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", 40};
static SigV4HttpParameters_t http;
static SigV4Parameters_t parameters;
static char text[512];
static size_t length;
static char *signature;
static size_t signature_length;

static void begin(const char *method, const char *path, const char *query, const char *headers)
{
    http = (SigV4HttpParameters_t){.pHttpMethod = method,
                                   .httpMethodLen = strlen(method),
                                   .pPath = path,
                                   .pathLen = path != NULL ? strlen(path) : 0,
                                   .pQuery = query,
                                   .queryLen = query != NULL ? strlen(query) : 0,
                                   .pHeaders = headers,
                                   .headersLen = strlen(headers)};
    parameters = (SigV4Parameters_t){.pCredentials = &credentials,
                                     .pDateIso8601 = "20130524T000000Z",
                                     .pRegion = "us-east-1",
                                     .regionLen = 9,
                                     .pService = "s3",
                                     .serviceLen = 2,
                                     .pCryptoInterface = &sha256_interface,
                                     .pHttpParameters = &http};
    sha256.calls_left = 0;
}

static SigV4Status_t sign(size_t room)
{
    length = room;
    memset(text, 0x5A, sizeof text);
    return SigV4_GenerateHTTPAuthorization(&parameters, text, &length, &signature,
                                           &signature_length);
}

static void check_signature(const char *want)
{
    CHECK_EQ(sign(sizeof text), SigV4Success);
    CHECK_EQ(signature_length, 64);
    CHECK_EQ(signature + 64 == text + length, 1);
    CHECK_EQ(memcmp(signature, want, 64), 0);
}

static void get_object_has_the_published_signature(void)
{
    begin("GET", "/test.txt", NULL,
          S3_HOST "Range: bytes=0-9\r\nx-amz-content-sha256: " EMPTY_HASH
                  "\r\nx-amz-date: 20130524T000000Z\r\n\r\n");
    check_signature("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    static const char want[] =
        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
        "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41";
    CHECK_EQ(length, sizeof want - 1);
    CHECK_EQ(memcmp(text, want, length), 0);
}

static void put_object_has_the_published_signature(void)
{
    begin(
        "PUT", "/test$file.text", "",
        "x-amz-storage-class: REDUCED_REDUNDANCY\r\nDate: Fri, 24 May 2013 00:00:00 GMT\r\n"
        "x-amz-content-sha256: 44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072\r\n"
        "x-amz-date: 20130524T000000Z\r\n" S3_HOST);
    http.pPayload = "Welcome to Amazon S3.";
    http.payloadLen = 21;
    check_signature("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
}

static void a_query_without_value_has_the_published_signature(void)
{
    begin("GET", "/", "lifecycle",
          S3_HOST "x-amz-date: 20130524T000000Z\r\nx-amz-content-sha256: " EMPTY_HASH "\r\n");
    check_signature("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
}

static void a_query_is_sorted_and_has_the_published_signature(void)
{
    static const char headers[] =
        S3_HOST "x-amz-date:\t20130524T000000Z \r\nX-Amz-Content-SHA256:" EMPTY_HASH;

    begin("GET", "/", "prefix=J&max-keys=2", headers);
    check_signature("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    begin("GET", NULL, "&max-keys=2&&prefix=J&", headers);
    check_signature("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
}

static void a_presigned_url_has_the_published_signature(void)
{
    begin(
        "GET", "/test.txt",
        "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1"
        "/s3/aws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host",
        S3_HOST);
    http.flags = SIGV4_HTTP_IS_PRESIGNED_URL;
    check_signature("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    http.flags = SIGV4_HTTP_PAYLOAD_IS_HASH;
    http.pPayload = "UNSIGNED-PAYLOAD";
    http.payloadLen = 16;
    check_signature("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
}

static void another_service_has_the_published_signature(void)
{
    static SigV4Credentials_t other = {"AKIDEXAMPLE", 11,
                                       "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", 40};

    begin("GET", "/", "Action=ListUsers&Version=2010-05-08",
          "Host: iam.amazonaws.com\r\nContent-Type: application/x-www-form-urlencoded; "
          "charset=utf-8\r\nX-Amz-Date: 20150830T123600Z\r\n");
    parameters.pCredentials = &other;
    parameters.pDateIso8601 = "20150830T123600Z";
    parameters.pService = "iam";
    parameters.serviceLen = 3;
    parameters.pAlgorithm = SIGV4_AWS4_HMAC_SHA256;
    parameters.algorithmLen = SIGV4_AWS4_HMAC_SHA256_LENGTH;
    check_signature("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
}

static void canonical_parts_are_taken_as_they_are(void)
{
    begin("GET", "/test.txt", "b=%2F&a", S3_HOST "x-amz-date: 20130524T000000Z\r\n");
    http.flags = SIGV4_HTTP_ALL_ARE_CANONICAL_FLAG;
    http.pHeaders = "host:examplebucket.s3.amazonaws.com\nx-amz-date:20130524T000000Z\n";
    http.headersLen = strlen(http.pHeaders);
    CHECK_EQ(sign(sizeof text), SigV4Success);
    char first[64];
    memcpy(first, signature, 64);
    http.headersLen--; /* its last line end may be missing */
    check_signature(first);
    http.flags = SIGV4_HTTP_PATH_IS_CANONICAL_FLAG;
    http.pQuery = "a&b=/";
    http.queryLen = 5;
    CHECK_EQ(sign(sizeof text), SigV4Success);
    CHECK_EQ(memcmp(signature, first, 64) != 0, 1);
}

static void the_result_fits_into_its_length_and_not_into_less(void)
{
    begin("GET", "/", NULL, S3_HOST);
    CHECK_EQ(sign(sizeof text), SigV4Success);
    const size_t size = length;
    CHECK_EQ(sign(size), SigV4Success);
    for (size_t room = 1; room < size; room++) {
        CHECK_EQ(sign(room), SigV4InsufficientMemory);
        CHECK_EQ(text[room], 0x5A);
    }
}

static void a_hash_that_fails_at_any_call_is_told(void)
{
    begin("GET", "/a b", "c=d", S3_HOST);
    unsigned calls = 0;
    do {
        sha256.calls_left = ++calls;
    } while (sign(sizeof text) == SigV4HashError && calls < 1000);
    CHECK_EQ(calls > 30 && calls < 1000, 1);
    sha256.calls_left = 0;
}

static void too_many_fields_or_parameters_are_told(void)
{
    static char headers[4 * 128], query[4 * 128];

    for (unsigned count = 100; count <= 101; count++) {
        headers[0] = query[0] = '\0';
        for (unsigned i = 0; i < count; i++) {
            strcat(headers, "a:\r\n");
            strcat(query, "b=&");
        }
        begin("GET", "/", NULL, headers);
        CHECK_EQ(sign(sizeof text), count > 100 ? SigV4MaxHeaderPairCountExceeded : SigV4Success);
        begin("GET", "/", query, "host:x");
        CHECK_EQ(sign(sizeof text), count > 100 ? SigV4MaxQueryPairCountExceeded : SigV4Success);
    }
}

static void a_line_that_is_no_field_is_refused(void)
{
    begin("GET", "/", NULL, "host: x\r\nno colon\r\n");
    CHECK_EQ(sign(sizeof text), SigV4InvalidHttpHeaders);
    begin("GET", "/", NULL, ": x\r\n");
    CHECK_EQ(sign(sizeof text), SigV4InvalidHttpHeaders);
}

#define REFUSED(change)                                                                            \
    do {                                                                                           \
        begin("GET", "/", NULL, S3_HOST);                                                          \
        const SigV4Credentials_t good_ = credentials;                                              \
        const SigV4CryptoInterface_t hash_ = sha256_interface;                                     \
        change;                                                                                    \
        CHECK_EQ(sign(sizeof text), SigV4InvalidParameter);                                        \
        credentials = good_;                                                                       \
        sha256_interface = hash_;                                                                  \
    } while (0)

static void a_missing_part_is_refused(void)
{
    REFUSED(parameters.pCredentials = NULL);
    REFUSED(credentials.pAccessKeyId = NULL);
    REFUSED(credentials.accessKeyIdLen = 0);
    REFUSED(credentials.pSecretAccessKey = NULL);
    REFUSED(credentials.secretAccessKeyLen = 0);
    REFUSED(parameters.pDateIso8601 = NULL);
    REFUSED(parameters.pDateIso8601 = "20130524T00000");
    REFUSED(parameters.pDateIso8601 = "2013-05-24T00:00:00Z");
    REFUSED(parameters.pRegion = NULL);
    REFUSED(parameters.serviceLen = 0);
    REFUSED(parameters.pCryptoInterface = NULL);
    REFUSED(sha256_interface.hashInit = NULL);
    REFUSED(sha256_interface.hashUpdate = NULL);
    REFUSED(sha256_interface.hashFinal = NULL);
    REFUSED(sha256_interface.hashBlockLen = 65);
    REFUSED(sha256_interface.hashDigestLen = 33);
    REFUSED(sha256_interface.hashDigestLen = 0);
    REFUSED(parameters.pHttpParameters = NULL);
    REFUSED(http.pHttpMethod = NULL);
    REFUSED(http.httpMethodLen = 0);
    REFUSED(http.pHeaders = NULL);
    REFUSED(http.headersLen = 0);
    REFUSED(http.payloadLen = 1);
    REFUSED(http.queryLen = 1);
    begin("GET", "/", NULL, S3_HOST);
    length = sizeof text;
    CHECK_EQ(SigV4_GenerateHTTPAuthorization(NULL, text, &length, &signature, &signature_length),
             SigV4InvalidParameter);
    CHECK_EQ(
        SigV4_GenerateHTTPAuthorization(&parameters, NULL, &length, &signature, &signature_length),
        SigV4InvalidParameter);
    CHECK_EQ(
        SigV4_GenerateHTTPAuthorization(&parameters, text, NULL, &signature, &signature_length),
        SigV4InvalidParameter);
    CHECK_EQ(SigV4_GenerateHTTPAuthorization(&parameters, text, &length, NULL, &signature_length),
             SigV4InvalidParameter);
    CHECK_EQ(SigV4_GenerateHTTPAuthorization(&parameters, text, &length, &signature, NULL),
             SigV4InvalidParameter);
    length = 0; /* a size, not an argument that is missing */
    CHECK_EQ(
        SigV4_GenerateHTTPAuthorization(&parameters, text, &length, &signature, &signature_length),
        SigV4InsufficientMemory);
}

int main(void)
{
    RUN(get_object_has_the_published_signature);
    RUN(put_object_has_the_published_signature);
    RUN(a_query_without_value_has_the_published_signature);
    RUN(a_query_is_sorted_and_has_the_published_signature);
    RUN(a_presigned_url_has_the_published_signature);
    RUN(another_service_has_the_published_signature);
    RUN(canonical_parts_are_taken_as_they_are);
    RUN(the_result_fits_into_its_length_and_not_into_less);
    RUN(a_hash_that_fails_at_any_call_is_told);
    RUN(too_many_fields_or_parameters_are_told);
    RUN(a_line_that_is_no_field_is_refused);
    RUN(a_missing_part_is_refused);
    return 0;
}
