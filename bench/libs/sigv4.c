/* SPDX-License-Identifier: MIT */
/* A GET of S3 with four header fields and two parameters is signed; the hash costs nothing, so that
 * what is counted is the signer. */
#include <stdlib.h>

#include "sigv4.h"

#include "bench.h"

static int32_t begin(void *context)
{
    (void)context;
    return 0;
}

static int32_t update(void *context, const uint8_t *bytes, size_t length)
{
    (void)context;
    (void)bytes;
    (void)length;
    return 0;
}

static int32_t end(void *context, uint8_t *digest, size_t length)
{
    (void)context;
    digest[length - 1] = 0;
    return 0;
}

void bench_run(void)
{
    static const char headers[] =
        "Host: examplebucket.s3.amazonaws.com\r\nRange: bytes=0-9\r\nx-amz-content-sha256: "
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\r\n"
        "x-amz-date: 20130524T000000Z\r\n\r\n";
    static char text[512];
    SigV4CryptoInterface_t crypto = {begin, update, end, NULL, 64, 32};
    SigV4Credentials_t credentials = {"AKIAIOSFODNN7EXAMPLE", 20,
                                      "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", 40};
    SigV4HttpParameters_t http = {
        "GET", 3, 0, "/test.txt", 9, "prefix=J&max-keys=2", 19, headers, sizeof headers - 1u,
        NULL,  0};
    const SigV4Parameters_t parameters = {
        &credentials, "20130524T000000Z", NULL, 0, "us-east-1", 9, "s3", 2, &crypto, &http};
    char *signature;
    size_t length = sizeof text, signature_length;

    START(sign);
    const SigV4Status_t status =
        SigV4_GenerateHTTPAuthorization(&parameters, text, &length, &signature, &signature_length);
    END(sign);
    if (status != SigV4Success) {
        abort();
    }
}
