/* SPDX-License-Identifier: MIT */
#include "sigv4.h"

#include <string.h>

#include "sigv4_out.h"

#define DAY_BYTES  8u /* of the date: the day */
#define TERMINATOR "aws4_request"
#define PREFIX     "AWS4" /* of the secret key */

static struct sigv4_text algorithm_of(const SigV4Parameters_t *parameters)
{
    if (parameters->pAlgorithm == NULL || parameters->algorithmLen == 0) {
        return (struct sigv4_text){SIGV4_AWS4_HMAC_SHA256, SIGV4_AWS4_HMAC_SHA256_LENGTH};
    }
    return (struct sigv4_text){parameters->pAlgorithm, parameters->algorithmLen};
}

static bool is_s3(const SigV4Parameters_t *parameters)
{
    return parameters->serviceLen == 2 && memcmp(parameters->pService, "s3", 2) == 0;
}

/* Encoded once for S3, twice for all others: then each '%' of the first time is "%25". */
static void put_path(struct sigv4_out *out, const SigV4Parameters_t *parameters)
{
    const SigV4HttpParameters_t *const http = parameters->pHttpParameters;

    if (http->pPath == NULL || http->pathLen == 0) {
        SIGV4_PUT(out, "/");
    } else if ((http->flags & SIGV4_HTTP_PATH_IS_CANONICAL_FLAG) != 0) {
        sigv4_put(out, http->pPath, http->pathLen);
    } else if (is_s3(parameters)) {
        sigv4_put_encoded(out, (struct sigv4_text){http->pPath, http->pathLen}, SIGV4_KEEP_SLASH);
    } else {
        for (size_t i = 0; i < http->pathLen; i++) {
            const struct sigv4_code code = sigv4_encode(http->pPath[i], SIGV4_KEEP_SLASH);
            sigv4_put_encoded(out, (struct sigv4_text){code.text, code.length}, SIGV4_KEEP_SLASH);
        }
    }
}

static void put_payload_hash(struct sigv4_out *out, const SigV4HttpParameters_t *http,
                             const uint8_t *digest)
{
    if ((http->flags & SIGV4_HTTP_PAYLOAD_IS_HASH) != 0) {
        sigv4_put(out, http->pPayload, http->payloadLen);
    } else if ((http->flags & SIGV4_HTTP_IS_PRESIGNED_URL) != 0) {
        SIGV4_PUT(out, "UNSIGNED-PAYLOAD");
    } else {
        sigv4_put_hex(out, digest, out->crypto->hashDigestLen);
    }
}

/* The digest of the canonical request. The payload is hashed first: there is one hash context. */
static void hash_request(struct sigv4_out *out, const SigV4Parameters_t *parameters,
                         uint8_t *digest)
{
    const SigV4HttpParameters_t *const http = parameters->pHttpParameters;

    sigv4_hash_begin(out, parameters->pCryptoInterface);
    sigv4_put(out, http->pPayload, http->payloadLen);
    sigv4_hash_end(out, digest);

    sigv4_hash_begin(out, parameters->pCryptoInterface);
    sigv4_put(out, http->pHttpMethod, http->httpMethodLen);
    SIGV4_PUT(out, "\n");
    put_path(out, parameters);
    SIGV4_PUT(out, "\n");
    sigv4_put_query(out, http);
    SIGV4_PUT(out, "\n");
    sigv4_put_headers(out, http);
    SIGV4_PUT(out, "\n");
    sigv4_put_signed_headers(out, http);
    SIGV4_PUT(out, "\n");
    put_payload_hash(out, http, digest);
    sigv4_hash_end(out, digest);
}

static void put_scope(struct sigv4_out *out, const SigV4Parameters_t *parameters)
{
    sigv4_put(out, parameters->pDateIso8601, DAY_BYTES);
    SIGV4_PUT(out, "/");
    sigv4_put(out, parameters->pRegion, parameters->regionLen);
    SIGV4_PUT(out, "/");
    sigv4_put(out, parameters->pService, parameters->serviceLen);
    SIGV4_PUT(out, "/" TERMINATOR);
}

/* key = HMAC(key, text); the first key is the secret behind a prefix. */
static void derive(struct sigv4_out *out, const SigV4Parameters_t *parameters,
                   struct sigv4_text text, uint8_t *block, uint8_t *key, bool is_first)
{
    const SigV4CryptoInterface_t *const crypto = parameters->pCryptoInterface;
    const SigV4Credentials_t *const credentials = parameters->pCredentials;
    const struct sigv4_text secret = {credentials->pSecretAccessKey,
                                      credentials->secretAccessKeyLen};

    sigv4_hmac_begin(out, crypto, (struct sigv4_text){PREFIX, is_first ? sizeof PREFIX - 1u : 0},
                     is_first ? secret : (struct sigv4_text){(char *)key, crypto->hashDigestLen},
                     block);
    sigv4_put(out, text.at, text.length);
    sigv4_hmac_end(out, block, key);
}

/* Replaces the digest of the request by the signature. */
static void sign(struct sigv4_out *out, const SigV4Parameters_t *parameters, uint8_t *digest)
{
    const SigV4CryptoInterface_t *const crypto = parameters->pCryptoInterface;
    const struct sigv4_text algorithm = algorithm_of(parameters);
    const struct sigv4_text steps[] = {{parameters->pDateIso8601, DAY_BYTES},
                                       {parameters->pRegion, parameters->regionLen},
                                       {parameters->pService, parameters->serviceLen},
                                       {TERMINATOR, sizeof TERMINATOR - 1u}};
    uint8_t block[SIGV4_HASH_MAX_BLOCK_LENGTH];
    uint8_t key[SIGV4_HASH_MAX_DIGEST_LENGTH];

    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        derive(out, parameters, steps[i], block, key, i == 0);
    }
    sigv4_hmac_begin(out, crypto, (struct sigv4_text){PREFIX, 0},
                     (struct sigv4_text){(char *)key, crypto->hashDigestLen}, block);
    sigv4_put(out, algorithm.at, algorithm.length);
    SIGV4_PUT(out, "\n");
    sigv4_put(out, parameters->pDateIso8601, SIGV4_ISO_STRING_LEN);
    SIGV4_PUT(out, "\n");
    put_scope(out, parameters);
    SIGV4_PUT(out, "\n");
    sigv4_put_hex(out, digest, crypto->hashDigestLen);
    sigv4_hmac_end(out, block, digest);
    sigv4_forget(block, sizeof block);
    sigv4_forget(key, sizeof key);
}

static bool is_text(const char *text, size_t length)
{
    return text != NULL && length > 0;
}

/* 20260131T235959Z. Stops at the first character that is wrong, so also at an end too early. */
static bool is_date(const char *date)
{
    static const char form[] = "00000000T000000Z";

    for (size_t i = 0; date != NULL && i < SIGV4_ISO_STRING_LEN; i++) {
        if (form[i] == '0' ? (uint8_t)(date[i] - '0') >= 10u : date[i] != form[i]) {
            return false;
        }
    }
    return date != NULL;
}

static bool is_hash(const SigV4CryptoInterface_t *crypto)
{
    return crypto != NULL && crypto->hashInit != NULL && crypto->hashUpdate != NULL &&
           crypto->hashFinal != NULL && crypto->hashBlockLen > sizeof PREFIX &&
           crypto->hashBlockLen <= SIGV4_HASH_MAX_BLOCK_LENGTH && crypto->hashDigestLen > 0 &&
           crypto->hashDigestLen <= SIGV4_HASH_MAX_DIGEST_LENGTH &&
           crypto->hashDigestLen <= crypto->hashBlockLen;
}

static bool is_request(const SigV4HttpParameters_t *http)
{
    return http != NULL && is_text(http->pHttpMethod, http->httpMethodLen) &&
           is_text(http->pHeaders, http->headersLen) &&
           (http->pPayload != NULL || http->payloadLen == 0) &&
           (http->pQuery != NULL || http->queryLen == 0);
}

static bool is_complete(const SigV4Parameters_t *parameters)
{
    const SigV4Credentials_t *const credentials =
        parameters != NULL ? parameters->pCredentials : NULL;

    return credentials != NULL && is_text(credentials->pAccessKeyId, credentials->accessKeyIdLen) &&
           is_text(credentials->pSecretAccessKey, credentials->secretAccessKeyLen) &&
           is_date(parameters->pDateIso8601) &&
           is_text(parameters->pRegion, parameters->regionLen) &&
           is_text(parameters->pService, parameters->serviceLen) &&
           is_hash(parameters->pCryptoInterface) && is_request(parameters->pHttpParameters);
}

SigV4Status_t SigV4_GenerateHTTPAuthorization(const SigV4Parameters_t *parameters,
                                              char *authorization, size_t *length, char **signature,
                                              size_t *signature_length)
{
    uint8_t digest[SIGV4_HASH_MAX_DIGEST_LENGTH];

    if (!is_complete(parameters) || authorization == NULL || length == NULL || signature == NULL ||
        signature_length == NULL) {
        return SigV4InvalidParameter;
    }
    const SigV4Credentials_t *const credentials = parameters->pCredentials;
    const struct sigv4_text algorithm = algorithm_of(parameters);
    struct sigv4_out out = {.bytes = authorization, .size = *length};
    hash_request(&out, parameters, digest);
    sign(&out, parameters, digest);

    out.crypto = NULL;
    sigv4_put(&out, algorithm.at, algorithm.length);
    SIGV4_PUT(&out, " Credential=");
    sigv4_put(&out, credentials->pAccessKeyId, credentials->accessKeyIdLen);
    SIGV4_PUT(&out, "/");
    put_scope(&out, parameters);
    SIGV4_PUT(&out, ", SignedHeaders=");
    sigv4_put_signed_headers(&out, parameters->pHttpParameters);
    SIGV4_PUT(&out, ", Signature=");
    const size_t begun = out.length;
    sigv4_put_hex(&out, digest, parameters->pCryptoInterface->hashDigestLen);
    if (out.status == SigV4Success) {
        *signature = authorization + begun;
        *signature_length = out.length - begun;
        *length = out.length;
    }
    return out.status;
}
