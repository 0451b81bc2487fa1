/* SPDX-License-Identifier: MIT */
/** HTTP/1.1 client: one request, one response, over any byte stream, in the caller's memory.
 *
 *   HTTPClient_InitializeRequestHeaders   GET /file HTTP/1.1, Host, User-Agent
 *   HTTPClient_AddHeader, _AddRangeHeader more fields
 *   HTTPClient_Send                       out: headers and body;  in: the response, parsed
 *   HTTPClient_ReadHeader                 a field of it by name
 *
 *   response buffer   | status line | field: value ... | body                   | free |
 *                                     ^pHeaders          ^pBody
 *
 * The response is checked as it arrives and every part points into the buffer; a chunked body is
 * moved together, so that it is one piece. What could be read in two ways is refused: two lengths,
 * a length beside chunks, a folded line, a bare line feed, a control character, bytes behind the
 * end. After any status but HTTPSuccess and those of a wrong argument the stream is of no further
 * use: close it.
 *
 * Nothing here is kept between calls; functions on different memory may run at a time.
 */
#ifndef CORE_HTTP_CLIENT_H
#define CORE_HTTP_CLIENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core_http_config_defaults.h"
#include "transport_interface.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Methods; any other token may be given too. */
#define HTTP_METHOD_GET  "GET"
#define HTTP_METHOD_PUT  "PUT"
#define HTTP_METHOD_POST "POST"
#define HTTP_METHOD_HEAD "HEAD"

/** Longest Content-Length field that sending adds, without its line end. */
#define HTTP_MAX_CONTENT_LENGTH_HEADER_LENGTH (sizeof("Content-Length: 4294967295") - 1u)

/** For `sendFlags`: the application wrote Content-Length itself, or wants none. */
#define HTTP_SEND_DISABLE_CONTENT_LENGTH_FLAG 0x1U

/** For HTTPRequestInfo_t::reqFlags: "Connection: keep-alive" is sent. */
#define HTTP_REQUEST_KEEP_ALIVE_FLAG 0x1U

/** For HTTPRequestInfo_t::reqFlags: no User-Agent is sent. */
#define HTTP_REQUEST_NO_USER_AGENT_FLAG 0x2U

/** In HTTPResponse_t::respFlags: the server closes the connection after this response. */
#define HTTP_RESPONSE_CONNECTION_CLOSE_FLAG 0x1U

/** In HTTPResponse_t::respFlags: the server keeps the connection open. */
#define HTTP_RESPONSE_CONNECTION_KEEP_ALIVE_FLAG 0x2U

/** For HTTPResponse_t::respOptionFlags: receiving ends with the headers; the bytes of the body that
 * have arrived by then are in `pBody`, as they are on the wire. */
#define HTTP_RESPONSE_DO_NOT_PARSE_BODY_FLAG 0x1U

/** For HTTPClient_AddRangeHeader: to the end of the file. */
#define HTTP_RANGE_REQUEST_END_OF_FILE -1

/** What became of a call. */
typedef enum HTTPStatus {
    HTTPSuccess = 0,        /**< Done. */
    HTTPInvalidParameter,   /**< An argument is missing or out of range; nothing happened. */
    HTTPNetworkError,       /**< The transport failed, or closed before the end. */
    HTTPPartialResponse,    /**< Only part of a response arrived in time. */
    HTTPNoResponse,         /**< Nothing arrived in time. */
    HTTPInsufficientMemory, /**< The request or the response does not fit into its buffer. */

    HTTPSecurityAlertExtraneousResponseData, /**< Bytes behind the end of the response. */
    HTTPSecurityAlertInvalidChunkHeader,     /**< A chunk without a proper size or end. */
    HTTPSecurityAlertInvalidProtocolVersion, /**< Not HTTP/1.0 or HTTP/1.1. */
    HTTPSecurityAlertInvalidStatusCode,      /**< Not three digits from 100 up. */
    HTTPSecurityAlertInvalidCharacter,       /**< A byte that has no place in a header line. */
    HTTPSecurityAlertInvalidContentLength,   /**< Not a number, two of them, or beside chunks. */

    HTTPParserPaused,        /**< Not returned; kept for its number. */
    HTTPParserInternalError, /**< Not returned; kept for its number. */
    HTTPHeaderNotFound,      /**< The response has no such field. */
    HTTPInvalidResponse,     /**< Not a response, or a transfer coding this client cannot read. */

    HTTPSecurityAlertResponseHeadersSizeLimitExceeded /**< HTTP_MAX_RESPONSE_HEADERS_SIZE_BYTES. */
} HTTPStatus_t;

/** Memory for the headers of a request. */
typedef struct HTTPRequestHeaders {
    uint8_t *pBuffer;  /**< The application's. */
    size_t bufferLen;  /**< Bytes of it. */
    size_t headersLen; /**< Bytes written, the empty line at the end included; the library's. */
} HTTPRequestHeaders_t;

/** What a request begins with. No text may hold a control character or a space. */
typedef struct HTTPRequestInfo {
    const char *pMethod; /**< HTTP_METHOD_GET ... */
    size_t methodLen;
    const char *pPath; /**< From the slash on, query included; NULL or 0 bytes: "/". */
    size_t pathLen;
    const char *pHost; /**< Name of the server, and ":port" unless it is the usual one. */
    size_t hostLen;
    uint32_t reqFlags; /**< HTTP_REQUEST_*_FLAG. */
} HTTPRequestInfo_t;

/** Told of each field of a response as it arrives. The texts lie in the response's buffer. */
typedef struct HTTPClient_ResponseHeaderParsingCallback {
    void (*onHeaderCallback)(void *pContext, const char *fieldLoc, size_t fieldLen,
                             const char *valueLoc, size_t valueLen, uint16_t statusCode);
    void *pContext; /**< Passed on. */
} HTTPClient_ResponseHeaderParsingCallback_t;

/** Milliseconds since any moment; may wrap at 2^32. */
typedef uint32_t (*HTTPClient_GetCurrentTimeFunc_t)(void);

/** A response: the first four and `respOptionFlags` are the application's, the rest is set. */
typedef struct HTTPResponse {
    uint8_t *pBuffer; /**< Holds headers and body; may be the request's buffer. */
    size_t bufferLen; /**< Bytes of it. */
    HTTPClient_ResponseHeaderParsingCallback_t *pHeaderParsingCallback; /**< Or NULL. */
    HTTPClient_GetCurrentTimeFunc_t
        getTime; /**< NULL: a read or write of nothing is not retried. */

    const uint8_t *pHeaders; /**< First field, or NULL. */
    size_t headersLen;       /**< Up to the end of the last field, its line end not included. */
    const uint8_t *pBody;    /**< Or NULL. */
    size_t bodyLen;          /**< Bytes of body in the buffer. */

    uint16_t statusCode;      /**< 100 .. 999; 0: none has arrived. */
    size_t contentLength;     /**< What Content-Length says, or 0. Not the body's: see HEAD. */
    size_t headerCount;       /**< Fields. */
    uint32_t respFlags;       /**< HTTP_RESPONSE_CONNECTION_*_FLAG. */
    uint32_t respOptionFlags; /**< HTTP_RESPONSE_DO_NOT_PARSE_BODY_FLAG or 0. */
    bool areHeadersComplete;  /**< The empty line behind the fields has arrived. */
} HTTPResponse_t;

/**
 * Begin a request: its first line, User-Agent, Host and, if asked for, Connection.
 *
 * @param[in,out] headers  pBuffer and bufferLen are set by the caller; headersLen here.
 * @param info             Not NULL.
 * @retval HTTPSuccess             Written.
 * @retval HTTPInvalidParameter    An argument is NULL, a text is missing or holds what it must not.
 * @retval HTTPInsufficientMemory  The buffer is too small; headersLen is 0.
 *
 * Context: any; one caller at a time per buffer.
 * Blocks:  never.
 * Source:  RFC 9112 section 3; coreHTTP API reference, HTTPClient_InitializeRequestHeaders.
 */
HTTPStatus_t HTTPClient_InitializeRequestHeaders(HTTPRequestHeaders_t *headers,
                                                 const HTTPRequestInfo_t *info);

/**
 * Add a field to a request.
 *
 * @param[in,out] headers  A request begun.
 * @param field            Its name: letters, digits and !#$%&'*+-.^_`|~. Not NULL.
 * @param field_length     1 or more.
 * @param value            Without line ends and NUL. Not NULL.
 * @param value_length     1 or more.
 * @retval HTTPSuccess             Added.
 * @retval HTTPInvalidParameter    An argument is NULL, empty or holds what it must not.
 * @retval HTTPInsufficientMemory  The buffer is too small; it is unchanged.
 *
 * Context: any; one caller at a time per buffer.
 * Blocks:  never.
 * Source:  RFC 9110 section 5; coreHTTP API reference, HTTPClient_AddHeader.
 */
HTTPStatus_t HTTPClient_AddHeader(HTTPRequestHeaders_t *headers, const char *field,
                                  size_t field_length, const char *value, size_t value_length);

/**
 * Ask for part of a file.
 *
 *   start, end >= start                    bytes start .. end, both included
 *   start, HTTP_RANGE_REQUEST_END_OF_FILE  bytes from start on
 *   -n,    HTTP_RANGE_REQUEST_END_OF_FILE  the last n bytes
 *
 * @param[in,out] headers  A request begun.
 * @param start            First byte, or minus the number of last bytes; not INT32_MIN.
 * @param end              Last byte, or HTTP_RANGE_REQUEST_END_OF_FILE.
 * @retval HTTPSuccess             Added.
 * @retval HTTPInvalidParameter    An argument is NULL, or the range is none of the three.
 * @retval HTTPInsufficientMemory  The buffer is too small; it is unchanged.
 *
 * Context: any; one caller at a time per buffer.
 * Blocks:  never.
 * Source:  RFC 9110 section 14.2; coreHTTP API reference, HTTPClient_AddRangeHeader.
 */
HTTPStatus_t HTTPClient_AddRangeHeader(HTTPRequestHeaders_t *headers, int32_t start, int32_t end);

/**
 * Send the headers of a request alone. For a body of more than 0 bytes Content-Length is added,
 * unless `flags` says otherwise.
 *
 * @param transport        `send` is required.
 * @param get_time         Not NULL.
 * @param[in,out] headers  A request begun; grows by Content-Length.
 * @param body_length      Bytes that HTTPClient_SendHttpData will send. At most 2^31-1.
 * @param flags            HTTP_SEND_DISABLE_CONTENT_LENGTH_FLAG or 0.
 * @retval HTTPSuccess             Sent.
 * @retval HTTPInvalidParameter    An argument is NULL or out of range; nothing was sent.
 * @retval HTTPInsufficientMemory  No room for Content-Length; nothing was sent.
 * @retval HTTPNetworkError        The transport did not take all of it.
 *
 * Context: task.
 * Blocks:  while the transport makes progress, and HTTP_SEND_RETRY_TIMEOUT_MS without.
 * Source:  coreHTTP API reference, HTTPClient_SendHttpHeaders.
 */
HTTPStatus_t HTTPClient_SendHttpHeaders(const TransportInterface_t *transport,
                                        HTTPClient_GetCurrentTimeFunc_t get_time,
                                        HTTPRequestHeaders_t *headers, size_t body_length,
                                        uint32_t flags);

/**
 * Send part of a body, or all of it.
 *
 * @param transport  `send` is required.
 * @param get_time   Not NULL.
 * @param data       Not NULL.
 * @param length     1 .. 2^31-1.
 * @retval HTTPSuccess           Sent.
 * @retval HTTPInvalidParameter  An argument is NULL or out of range; nothing was sent.
 * @retval HTTPNetworkError      The transport did not take all of it.
 *
 * Context: task.
 * Blocks:  as HTTPClient_SendHttpHeaders.
 * Source:  coreHTTP API reference, HTTPClient_SendHttpData.
 */
HTTPStatus_t HTTPClient_SendHttpData(const TransportInterface_t *transport,
                                     HTTPClient_GetCurrentTimeFunc_t get_time, const uint8_t *data,
                                     size_t length);

/**
 * Send a request and receive its response: HTTPClient_SendHttpHeaders, HTTPClient_SendHttpData and
 * HTTPClient_ReceiveAndParseHttpResponse, with the results of all three.
 *
 * @param transport         `send` and `recv` are required.
 * @param[in,out] headers   A request begun; grows by Content-Length.
 * @param body              Or NULL with 0.
 * @param body_length       At most 2^31-1.
 * @param[in,out] response  pBuffer and bufferLen not 0. When its buffer is that of the request, the
 *                          request is overwritten.
 * @param flags             HTTP_SEND_DISABLE_CONTENT_LENGTH_FLAG or 0.
 * @return HTTPSuccess when the response is complete; otherwise what the first of the three said
 *         that failed, HTTPInvalidParameter before anything was sent.
 *
 * Context: task.
 * Blocks:  as the three.
 * Source:  coreHTTP API reference, HTTPClient_Send.
 */
HTTPStatus_t HTTPClient_Send(const TransportInterface_t *transport, HTTPRequestHeaders_t *headers,
                             const uint8_t *body, size_t body_length, HTTPResponse_t *response,
                             uint32_t flags);

/**
 * Receive the response to a request.
 *
 * An interim response (1xx but 101) is passed over when more follows in time; when nothing does it
 * is the result, and the next call receives what comes after it: that is how "Expect:
 * 100-continue" is waited for. A body without length or chunks ends when the stream does.
 *
 * @param transport         `recv` is required.
 * @param[in,out] response  pBuffer and bufferLen not 0; its other parts are set, also when the
 *                          result is HTTPPartialResponse or HTTPInsufficientMemory: what has
 *                          arrived is there.
 * @param headers           Of the request: a HEAD is answered without a body. Not NULL.
 * @retval HTTPSuccess             The response is complete.
 * @retval HTTPInvalidParameter    An argument is NULL or 0.
 * @retval HTTPNetworkError        The transport failed or was closed before the end.
 * @retval HTTPPartialResponse     HTTP_RECV_RETRY_TIMEOUT_MS went by without a byte.
 * @retval HTTPNoResponse          The same, and not one byte had arrived.
 * @retval HTTPInsufficientMemory  The response is longer than the buffer.
 * @retval HTTPInvalidResponse     A transfer coding other than "chunked", or in HTTP/1.0.
 * @retval HTTPSecurityAlert...    The response is malformed; see HTTPStatus_t.
 *
 * Context: task.
 * Blocks:  while bytes arrive, and HTTP_RECV_RETRY_TIMEOUT_MS without.
 * Source:  RFC 9112 sections 4 to 7; coreHTTP API reference,
 *          HTTPClient_ReceiveAndParseHttpResponse.
 */
HTTPStatus_t HTTPClient_ReceiveAndParseHttpResponse(const TransportInterface_t *transport,
                                                    HTTPResponse_t *response,
                                                    const HTTPRequestHeaders_t *headers);

/**
 * Find a field of a response by its name, in any case. Of several the first is found.
 *
 * @param response           Received; or with pBuffer and bufferLen set to a response in memory.
 * @param field              Not NULL.
 * @param field_length       1 or more.
 * @param[out] value         The value, without the blanks around it; lies in the response's buffer.
 * @param[out] value_length  May be 0.
 * @retval HTTPSuccess           Both outputs are set.
 * @retval HTTPInvalidParameter  An argument is NULL or 0.
 * @retval HTTPHeaderNotFound    There is no such field; both outputs are NULL and 0.
 * @retval HTTPInvalidResponse   The buffer does not hold a response.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreHTTP API reference, HTTPClient_ReadHeader.
 */
HTTPStatus_t HTTPClient_ReadHeader(const HTTPResponse_t *response, const char *field,
                                   size_t field_length, const char **value, size_t *value_length);

/**
 * Name a status.
 *
 * @param status  Any value.
 * @return Its name as in the enumeration; a fixed text for a value outside it. Never NULL.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  coreHTTP API reference, HTTPClient_strerror.
 */
const char *HTTPClient_strerror(HTTPStatus_t status);

#ifdef __cplusplus
}
#endif

#endif
