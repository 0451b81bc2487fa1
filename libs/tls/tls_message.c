/* SPDX-License-Identifier: MIT */
/* A message of the server, looked at once more: what breaks the rules in it, in words. The library
 * says little of why it refuses one, and lets some faults pass: in TLS 1.2 extensions that nobody
 * asked for, in both versions extensions that come twice. Messages that it took are refused here
 * for those.
 *
 *      ServerHello        version(2) random(32) session(1+n) suite(2) compression(1) extensions
 *      ServerKeyExchange  3 curve(2) point(1+n) algorithm(2) signature(2+n)
 *      CertificateVerify  algorithm(2) signature(2+n)
 *      extensions         length(2), then each: type(2) length(2) bytes
 *
 * Source: RFC 5246 section 7.4, RFC 8446 section 4, RFC 6066 section 4, RFC 8422 section 5.
 */
#include <string.h>

#include "lib_bytes.h"
#include "tls_library.h"
#include "tls_session.h"

#define SESSION_AT    34u
#define SESSION_MAX   32u
#define NAMED_CURVE   3u
#define POINT_BYTES   65u /* of P-256, the smallest curve that is written as two numbers */
#define X25519_BYTES  32u
#define VERSION_1_2   0x0303u
#define RENEGOTIATION 0xFF01u
/* Types below this that come twice are noticed; RENEGOTIATION counts as the last. */
#define TYPES_WATCHED 64u

/* A message, or what is left of it. */
struct rest {
    const uint8_t *at;
    size_t bytes;
};

static bool take(struct rest *from, size_t bytes, struct rest *taken)
{
    if (bytes > from->bytes) {
        return false;
    }
    *taken = (struct rest){from->at, bytes};
    from->at += bytes;
    from->bytes -= bytes;
    return true;
}

/* What stands behind a length of one or two bytes. */
static bool take_vector(struct rest *from, size_t length_bytes, struct rest *taken)
{
    struct rest length;

    if (!take(from, length_bytes, &length)) {
        return false;
    }
    return take(from, length_bytes == 1 ? length.at[0] : lib_bytes_get16(length.at), taken);
}

static bool is_in(uint16_t value, const uint16_t *list)
{
    while (*list != 0 && *list != value) {
        list++;
    }
    return *list == value && value != 0;
}

static bool is_suite(uint16_t value)
{
    const int *suite = tls_suites;

    while (*suite != 0 && *suite != value) {
        suite++;
    }
    return *suite != 0;
}

/* Extensions that a server may answer with, in this hello. */
static bool is_asked(uint16_t type, bool in_1_3)
{
    static const uint16_t answers_1_2[] = {MBEDTLS_TLS_EXT_MAX_FRAGMENT_LENGTH,
                                           MBEDTLS_TLS_EXT_SUPPORTED_POINT_FORMATS,
                                           MBEDTLS_TLS_EXT_ALPN,
                                           MBEDTLS_TLS_EXT_EXTENDED_MASTER_SECRET,
                                           MBEDTLS_TLS_EXT_SESSION_TICKET,
                                           RENEGOTIATION,
                                           0};
    static const uint16_t answers_1_3[] = {MBEDTLS_TLS_EXT_SUPPORTED_VERSIONS,
                                           MBEDTLS_TLS_EXT_KEY_SHARE, MBEDTLS_TLS_EXT_COOKIE, 0};

    return is_in(type, in_1_3 ? answers_1_3 : answers_1_2) ||
           (type == MBEDTLS_TLS_EXT_SERVERNAME && !in_1_3);
}

static const char *value_fault(uint16_t type, const struct rest *value, bool in_1_3)
{
    switch (type) {
    case MBEDTLS_TLS_EXT_MAX_FRAGMENT_LENGTH:
        return value->bytes == 1 && value->at[0] == DUNLIN_TLS_FRAGMENT_CODE
                   ? NULL
                   : "another limit of records than we asked for";
    case MBEDTLS_TLS_EXT_SUPPORTED_POINT_FORMATS:
        return value->bytes > 1 && memchr(value->at + 1, 0, value->bytes - 1) != NULL
                   ? NULL
                   : "no form of points that we know";
    case MBEDTLS_TLS_EXT_EXTENDED_MASTER_SECRET:
        return value->bytes == 0 ? NULL : "a master secret with something in it";
    case RENEGOTIATION:
        return value->bytes == 1 && value->at[0] == 0 ? NULL : "a renegotiation of nothing";
    case MBEDTLS_TLS_EXT_SUPPORTED_VERSIONS:
        return value->bytes == 2 && lib_bytes_get16(value->at) == 0x0304u
                   ? NULL
                   : "a version that we did not offer, in an extension";
    case MBEDTLS_TLS_EXT_KEY_SHARE:
        return !in_1_3 || (value->bytes >= 2 && is_in(lib_bytes_get16(value->at), tls_groups))
                   ? NULL
                   : "a share on a curve that we did not offer";
    default:
        return NULL;
    }
}

static bool take_extension(struct rest *from, uint16_t *type, struct rest *value)
{
    struct rest head;

    if (!take(from, 2, &head) || !take_vector(from, 2, value)) {
        return false;
    }
    *type = lib_bytes_get16(head.at);
    return true;
}

static bool has_extension(struct rest list, uint16_t wanted, struct rest *value)
{
    uint16_t type;

    while (take_extension(&list, &type, value)) {
        if (type == wanted) {
            return true;
        }
    }
    return false;
}

/* Each once. */
static const char *twice_fault(struct rest list)
{
    uint64_t seen = 0;
    uint16_t type;
    struct rest value;

    while (list.bytes != 0) {
        if (!take_extension(&list, &type, &value)) {
            return "an extension that is cut";
        }
        unsigned place = type == RENEGOTIATION ? TYPES_WATCHED - 1u : type;
        if (place < TYPES_WATCHED && (seen >> place & 1u) != 0) {
            return "an extension that comes twice";
        }
        seen |= place < TYPES_WATCHED ? UINT64_C(1) << place : 0;
    }
    return NULL;
}

static const char *answers_fault(struct rest list)
{
    struct rest value;
    bool in_1_3 = has_extension(list, MBEDTLS_TLS_EXT_SUPPORTED_VERSIONS, &value);
    const char *fault = twice_fault(list);
    uint16_t type;

    while (fault == NULL && take_extension(&list, &type, &value)) {
        fault = is_asked(type, in_1_3) ? value_fault(type, &value, in_1_3)
                                       : "an extension that we did not ask for";
    }
    return fault;
}

static bool hello_extensions(struct rest hello, struct rest *suite, struct rest *session,
                             struct rest *list)
{
    struct rest head;

    *list = (struct rest){NULL, 0};
    return take(&hello, SESSION_AT, &head) && take_vector(&hello, 1, session) &&
           take(&hello, 3, suite) && (hello.bytes == 0 || take_vector(&hello, 2, list));
}

static const char *hello_fault(const struct rest *hello)
{
    struct rest suite, session, list;

    if (hello->bytes < 2 || lib_bytes_get16(hello->at) != VERSION_1_2) {
        return hello->bytes < 2 ? "nothing in it" : "a version that we did not offer";
    }
    if (hello->bytes > SESSION_AT && hello->at[SESSION_AT] > SESSION_MAX) {
        return "a session's number that is too long";
    }
    if (!hello_extensions(*hello, &suite, &session, &list)) {
        return NULL;
    }
    if (!is_suite(lib_bytes_get16(suite.at))) {
        return "a cipher suite that we did not offer";
    }
    return suite.at[2] != 0 ? "compression" : answers_fault(list);
}

static const char *exchange_fault(struct rest message)
{
    struct rest curve, point, algorithm;

    if (!take(&message, 3, &curve)) {
        return NULL;
    }
    uint16_t group = lib_bytes_get16(curve.at + 1);
    if (curve.at[0] != NAMED_CURVE || !is_in(group, tls_groups)) {
        return curve.at[0] != NAMED_CURVE ? "a curve that is spelled out"
                                          : "a curve that we did not offer";
    }
    if (!take_vector(&message, 1, &point)) {
        return NULL;
    }
    bool short_form = group == MBEDTLS_SSL_IANA_TLS_GROUP_X25519;
    if (point.bytes < (short_form ? X25519_BYTES : POINT_BYTES)) {
        return point.bytes == 0 ? "a point of no bytes" : "a point that is cut";
    }
    if (take(&message, 2, &algorithm) && !is_in(lib_bytes_get16(algorithm.at), tls_signatures)) {
        return "a signature algorithm that we did not offer";
    }
    return NULL;
}

static const char *proof_fault(struct rest message)
{
    struct rest algorithm;

    if (take(&message, 2, &algorithm) && !is_in(lib_bytes_get16(algorithm.at), tls_signatures)) {
        return "a signature algorithm that we did not offer";
    }
    return NULL;
}

static const char *certificates_fault(const struct rest *message)
{
    static const uint8_t none[] = {0, 0, 0, 0};
    bool empty = message->bytes >= 3 && message->bytes <= sizeof(none) &&
                 memcmp(message->at, none, message->bytes) == 0;
    return empty ? "no certificate" : NULL;
}

/* The message that the library looked at last. */
static bool last(const mbedtls_ssl_context *ssl, struct rest *body)
{
    if (ssl->in_msg == NULL || ssl->in_msgtype != MBEDTLS_SSL_MSG_HANDSHAKE || ssl->in_hslen < 4 ||
        ssl->in_hslen > DUNLIN_TLS_IN_BYTES || ssl->in_hslen > ssl->in_msglen) {
        return false;
    }
    *body = (struct rest){ssl->in_msg + 4, ssl->in_hslen - 4};
    return true;
}

const char *tls_message_fault(const mbedtls_ssl_context *ssl, const char **where)
{
    struct rest body;
    struct rest list;

    if (!last(ssl, &body)) {
        return NULL;
    }
    switch (ssl->in_msg[0]) {
    case MBEDTLS_SSL_HS_SERVER_HELLO:
        *where = "the server's hello";
        return hello_fault(&body);
    case MBEDTLS_SSL_HS_ENCRYPTED_EXTENSIONS:
        return take_vector(&body, 2, &list) ? twice_fault(list) : NULL;
    case MBEDTLS_SSL_HS_CERTIFICATE:
        return certificates_fault(&body);
    case MBEDTLS_SSL_HS_SERVER_KEY_EXCHANGE:
        return exchange_fault(body);
    case MBEDTLS_SSL_HS_CERTIFICATE_VERIFY:
        return proof_fault(body);
    default:
        return NULL;
    }
}

bool tls_message_limits_records(const mbedtls_ssl_context *ssl)
{
    struct rest body, suite, session, list, value;

    return last(ssl, &body) && ssl->in_msg[0] == MBEDTLS_SSL_HS_SERVER_HELLO &&
           hello_extensions(body, &suite, &session, &list) &&
           has_extension(list, MBEDTLS_TLS_EXT_MAX_FRAGMENT_LENGTH, &value);
}

bool tls_message_is_downgrade(const mbedtls_ssl_context *ssl)
{
    static const uint8_t mark[] = {'D', 'O', 'W', 'N', 'G', 'R', 'D'};
    struct rest body;

    return last(ssl, &body) && ssl->in_msg[0] == MBEDTLS_SSL_HS_SERVER_HELLO &&
           body.bytes > SESSION_AT &&
           memcmp(body.at + SESSION_AT - 1u - sizeof(mark), mark, sizeof(mark)) == 0;
}
