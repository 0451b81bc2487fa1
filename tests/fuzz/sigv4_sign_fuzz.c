/* SPDX-License-Identifier: MIT */
/* Any path, query, headers and payload, in memory of exactly their size, signed into any room; the
 * hash is a sum that costs nothing. The first 6 bytes say how the rest is cut. */
#include <stdlib.h>
#include <string.h>

#include "sigv4.h"

#define CHOICES 6u

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static int32_t begin(void *context)
{
    *(uint32_t *)context = 1;
    return 0;
}

static int32_t update(void *context, const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        *(uint32_t *)context = *(uint32_t *)context * 31u + bytes[i];
    }
    return 0;
}

static int32_t end(void *context, uint8_t *digest, size_t length)
{
    require(length == 4);
    memcpy(digest, context, length);
    return 0;
}

/* Up to `length` bytes of the input, in memory of their own. */
static char *take(const uint8_t **bytes, size_t *size, size_t *length)
{
    *length = *length < *size ? *length : *size;
    char *const part = malloc(*length + (*length == 0));
    require(part != NULL);
    memcpy(part, *bytes, *length);
    *bytes += *length;
    *size -= *length;
    return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint32_t sum;
    SigV4CryptoInterface_t crypto = {begin, update, end, &sum, 8, 4};
    SigV4Credentials_t credentials = {"KEY", 3, "SECRETS", 7};

    if (size < CHOICES) {
        return 0;
    }
    const uint8_t *const choices = bytes;
    bytes += CHOICES;
    size -= CHOICES;
    size_t path_length = choices[0], query_length = choices[1], headers_length = choices[2],
           payload_length = choices[3], room = 1u + choices[4] * 4u;
    char *const path = take(&bytes, &size, &path_length);
    char *const query = take(&bytes, &size, &query_length);
    char *const headers = take(&bytes, &size, &headers_length);
    char *const payload = take(&bytes, &size, &payload_length);
    char *const text = malloc(room);
    SigV4HttpParameters_t http = {"GET",          3,       choices[5] & 31u, path,
                                  path_length,    query,   query_length,     headers,
                                  headers_length, payload, payload_length};
    const SigV4Parameters_t parameters = {&credentials,
                                          "20261121T120000Z",
                                          NULL,
                                          0,
                                          "r",
                                          1,
                                          choices[5] & 32 ? "s3" : "iot",
                                          choices[5] & 32 ? 2 : 3,
                                          &crypto,
                                          &http};
    char *signature = NULL;
    size_t length = room, signature_length = 0;

    const SigV4Status_t status =
        SigV4_GenerateHTTPAuthorization(&parameters, text, &length, &signature, &signature_length);
    require(status == SigV4Success ? length <= room && signature_length == 8 : length == room);
    require(status != SigV4Success || signature + 8 == text + length);
    length = room;
    if (SigV4_EncodeURI(path, path_length, text, &length, true, true) == SigV4Success) {
        require(length <= room && length >= path_length);
    }
    (void)SigV4_AwsIotDateToIso8601(query, query_length, text, room);
    free(path);
    free(query);
    free(headers);
    free(payload);
    free(text);
    return 0;
}
