/* SPDX-License-Identifier: MIT */
/** AWS Signature Version 4: the Authorization field of an HTTP request.
 *
 *   method, path, query, headers, payload --canonical--> hash --+
 *   date, region, service -----------------------------------> string to sign --+
 *   secret key > date > region > service > "aws4_request" = signing key --------HMAC--> signature
 *
 * The canonical request is never stored: it flows through the hash that is handed in, so there is
 * no limit on its length and no buffer for it. Nothing of the secret stays on the stack.
 */
#ifndef SIGV4_H
#define SIGV4_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sigv4_config_defaults.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The algorithm, and what HTTP calls it. */
#define SIGV4_AWS4_HMAC_SHA256        "AWS4-HMAC-SHA256"
#define SIGV4_AWS4_HMAC_SHA256_LENGTH (sizeof(SIGV4_AWS4_HMAC_SHA256) - 1U)

/** Names of header fields that take part. */
#define SIGV4_HTTP_X_AMZ_DATE_HEADER           "x-amz-date"
#define SIGV4_HTTP_X_AMZ_SECURITY_TOKEN_HEADER "x-amz-security-token"
#define SIGV4_HTTP_X_AMZ_CONTENT_SHA256_HEADER "x-amz-content-sha256"
#define SIGV4_HTTP_X_AMZ_CONTENT_SHA256_HEADER_LENGTH                                              \
    (sizeof(SIGV4_HTTP_X_AMZ_CONTENT_SHA256_HEADER) - 1U)
#define SIGV4_HTTP_X_AMZ_STORAGE_CLASS_HEADER "x-amz-storage-class"

/** Stands for the hash of a payload that is sent in signed chunks. */
#define SIGV4_STREAMING_AWS4_HMAC_SHA256_PAYLOAD "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"

/** Usual lengths of the two keys. */
#define SIGV4_ACCESS_KEY_ID_LENGTH     20U
#define SIGV4_SECRET_ACCESS_KEY_LENGTH 40U

/** Lengths of dates: "20260131T235959Z", "2026-01-31T23:59:59Z", "Sat, 31 Jan 2026 23:59:59 GMT".
 */
#define SIGV4_ISO_STRING_LEN        16U
#define SIGV4_EXPECTED_LEN_RFC_3339 20U
#define SIGV4_EXPECTED_LEN_RFC_5322 29U

/** For SigV4HttpParameters_t::flags: the part is canonical already and is taken as it is. */
#define SIGV4_HTTP_PATH_IS_CANONICAL_FLAG     0x1U
#define SIGV4_HTTP_QUERY_IS_CANONICAL_FLAG    0x2U
#define SIGV4_HTTP_HEADERS_ARE_CANONICAL_FLAG 0x4U
#define SIGV4_HTTP_ALL_ARE_CANONICAL_FLAG     0x7U

/** The payload is not the payload but what stands for its hash: hexadecimal digits,
 * SIGV4_STREAMING_AWS4_HMAC_SHA256_PAYLOAD or "UNSIGNED-PAYLOAD". */
#define SIGV4_HTTP_PAYLOAD_IS_HASH 0x8U

/** The query holds the X-Amz-... parameters of a presigned URL; its payload is not signed. */
#define SIGV4_HTTP_IS_PRESIGNED_URL 0x10U

/** What became of a call. */
typedef enum SigV4Status {
    SigV4Success = 0,                /**< Done. */
    SigV4InvalidParameter,           /**< An argument is missing or out of range. */
    SigV4InsufficientMemory,         /**< The result does not fit into its buffer. */
    SigV4ISOFormattingError,         /**< Not a date, or no such day. */
    SigV4MaxHeaderPairCountExceeded, /**< SIGV4_MAX_HTTP_HEADER_COUNT. */
    SigV4MaxQueryPairCountExceeded,  /**< SIGV4_MAX_QUERY_PAIR_COUNT. */
    SigV4HashError,                  /**< The hash that was handed in failed. */
    SigV4InvalidHttpHeaders          /**< A header line has no name or no colon. */
} SigV4Status_t;

/** A hash. Each function answers 0 when it succeeded. */
typedef struct SigV4CryptoInterface {
    int32_t (*hashInit)(void *pHashContext);
    int32_t (*hashUpdate)(void *pHashContext, const uint8_t *pInput, size_t inputLen);
    int32_t (*hashFinal)(void *pHashContext, uint8_t *pOutput, size_t outputLen);
    void *pHashContext;   /**< Passed to each. */
    size_t hashBlockLen;  /**< 64 for SHA-256. */
    size_t hashDigestLen; /**< 32 for SHA-256. */
} SigV4CryptoInterface_t;

/** A request. No text needs a NUL behind it. */
typedef struct SigV4HttpParameters {
    const char *pHttpMethod; /**< "GET" ... */
    size_t httpMethodLen;
    uint32_t flags;    /**< SIGV4_HTTP_... above, or 0. */
    const char *pPath; /**< From the slash on, not encoded; NULL or 0 bytes: "/". */
    size_t pathLen;
    const char *pQuery; /**< "a=b&c", not encoded, without '?'; NULL: none. */
    size_t queryLen;
    const char *pHeaders; /**< Lines that end in CR LF; "host" is one of them. */
    size_t headersLen;
    const char *pPayload; /**< NULL with 0: none. */
    size_t payloadLen;
} SigV4HttpParameters_t;

/** Who signs. */
typedef struct SigV4Credentials {
    const char *pAccessKeyId;
    size_t accessKeyIdLen;
    const char *pSecretAccessKey;
    size_t secretAccessKeyLen;
} SigV4Credentials_t;

/** Everything that is signed, and with what. */
typedef struct SigV4Parameters {
    SigV4Credentials_t *pCredentials;
    const char *pDateIso8601; /**< SIGV4_ISO_STRING_LEN characters. */
    const char *pAlgorithm;   /**< NULL with 0: SIGV4_AWS4_HMAC_SHA256. */
    size_t algorithmLen;
    const char *pRegion; /**< "us-east-1" ... */
    size_t regionLen;
    const char *pService; /**< "s3", "iotdevicegateway" ...; the path of "s3" is encoded once. */
    size_t serviceLen;
    SigV4CryptoInterface_t *pCryptoInterface;
    SigV4HttpParameters_t *pHttpParameters;
} SigV4Parameters_t;

/**
 * Sign a request: write the value of its Authorization field.
 *
 *   AWS4-HMAC-SHA256 Credential=KEY/20260131/us-east-1/s3/aws4_request, SignedHeaders=host;
 *   x-amz-date, Signature=0123...
 *
 * Every header handed in is signed. Fields of one name are joined by commas, in their order.
 *
 * @param parameters            Not NULL, and everything in it that is not optional.
 * @param[out] authorization    Not NULL.
 * @param[in,out] length        Bytes of `authorization`; afterwards how many were written.
 * @param[out] signature        First digit of the signature in it. Not NULL.
 * @param[out] signature_length Its digits: twice the digest. Not NULL.
 * @retval SigV4Success                     Written, without a NUL.
 * @retval SigV4InvalidParameter            An argument is missing or out of range.
 * @retval SigV4InsufficientMemory          `authorization` is too small.
 * @retval SigV4MaxHeaderPairCountExceeded  More fields than SIGV4_MAX_HTTP_HEADER_COUNT.
 * @retval SigV4MaxQueryPairCountExceeded   More parameters than SIGV4_MAX_QUERY_PAIR_COUNT.
 * @retval SigV4InvalidHttpHeaders          A header line has no name or no colon.
 * @retval SigV4HashError                   A function of the hash failed.
 *
 * Context: any; one caller at a time per hash context.
 * Blocks:  never, beside what the hash does.
 * Source:  AWS, "Create a signed AWS API request"; SigV4 API reference.
 */
SigV4Status_t SigV4_GenerateHTTPAuthorization(const SigV4Parameters_t *parameters,
                                              char *authorization, size_t *length, char **signature,
                                              size_t *signature_length);

/**
 * Write a date of AWS IoT in the form that a signature has.
 *
 * @param date           "2026-01-31T23:59:59Z" or "Sat, 31 Jan 2026 23:59:59 GMT", of 1900 or
 * later; the day of the week is not looked at.
 * @param date_length    SIGV4_EXPECTED_LEN_RFC_3339 or SIGV4_EXPECTED_LEN_RFC_5322.
 * @param[out] iso       SIGV4_ISO_STRING_LEN characters, without a NUL. Not NULL.
 * @param iso_length     Bytes of `iso`, SIGV4_ISO_STRING_LEN or more.
 * @retval SigV4Success             Written.
 * @retval SigV4InvalidParameter    An argument is NULL or a length is none of these.
 * @retval SigV4ISOFormattingError  The text has another form, or there is no such day or time.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  RFC 3339, RFC 5322; SigV4 API reference, SigV4_AwsIotDateToIso8601.
 */
SigV4Status_t SigV4_AwsIotDateToIso8601(const char *date, size_t date_length, char *iso,
                                        size_t iso_length);

/**
 * Percent-encode a text: all but letters, digits and - _ . ~ become %XX.
 *
 * @param uri             Not NULL.
 * @param uri_length      1 or more.
 * @param[out] encoded    Not NULL.
 * @param[in,out] length  Bytes of `encoded`; afterwards how many were written. Not NULL.
 * @param slash           False: '/' stays.
 * @param equals_twice    True: '=' becomes %253D, as in the value of a query parameter.
 * @retval SigV4Success             Written, without a NUL.
 * @retval SigV4InvalidParameter    An argument is NULL or 0.
 * @retval SigV4InsufficientMemory  `encoded` is too small.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  AWS, "Create a signed AWS API request"; SigV4 API reference, SigV4_EncodeURI.
 */
SigV4Status_t SigV4_EncodeURI(const char *uri, size_t uri_length, char *encoded, size_t *length,
                              bool slash, bool equals_twice);

#ifdef __cplusplus
}
#endif

#endif
