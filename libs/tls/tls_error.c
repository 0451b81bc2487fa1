/* SPDX-License-Identifier: MIT */
/* From the library's numbers and the peer's alerts to one status that says what is wrong.
 */
#include "tls_alert.h"
#include "tls_port.h"
#include "tls_session.h"

static tls_status_t of_alert(const struct tls *session, uint8_t alert)
{
    if (alert == ALERT_CERTIFICATE_REQUIRED) {
        return TLS_CLIENT_CERTIFICATE_MISSING;
    }
    if (alert == ALERT_PROTOCOL_VERSION) {
        return TLS_NO_COMMON_VERSION;
    }
    if (alert == ALERT_NO_APPLICATION_PROTOCOL) {
        return TLS_NO_COMMON_ALPN;
    }
    if (session->certificate_asked && session->identity == NULL &&
        (alert == ALERT_HANDSHAKE_FAILURE || alert == ALERT_BAD_CERTIFICATE)) {
        return TLS_CLIENT_CERTIFICATE_MISSING; /* TLS 1.2 has no alert of its own for it */
    }
    bool of_certificate = alert >= ALERT_BAD_CERTIFICATE && alert <= ALERT_DECRYPT_ERROR &&
                          alert != ALERT_ILLEGAL_PARAMETER && alert != 50;
    if (session->certificate_asked && session->identity != NULL && of_certificate) {
        return TLS_CLIENT_CERTIFICATE_REFUSED;
    }
    return TLS_PEER_ALERT;
}

static tls_status_t of_code(struct tls *session, int code)
{
    const char *where;

    switch (code) {
    case MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY:
        return TLS_CLOSED;
    case MBEDTLS_ERR_SSL_CONN_EOF:
        return TLS_CUT;
    case MBEDTLS_ERR_X509_CERT_VERIFY_FAILED:
    case MBEDTLS_ERR_SSL_BAD_CERTIFICATE:
        return tls_verify_verdict(session, &session->error);
    case MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION:
        return TLS_NO_COMMON_VERSION;
    case MBEDTLS_ERR_SSL_NO_APPLICATION_PROTOCOL:
        return TLS_NO_COMMON_ALPN;
    case MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL:
        return TLS_RECORD_TOO_LARGE;
    case MBEDTLS_ERR_SSL_BAD_INPUT_DATA: /* of a record, or of what a message says */
        return tls_message_fault(&session->ssl, &where) == NULL ? TLS_RECORD_TOO_LARGE
                                                                : TLS_PROTOCOL;
    case MBEDTLS_ERR_SSL_ALLOC_FAILED:
        return TLS_NO_MEMORY;
    default:
        return TLS_PROTOCOL;
    }
}

void tls_error_begin(struct tls *session)
{
    session->memory_failures = tls_port_memory_failures();
    session->entropy_failures = tls_port_entropy_failures();
}

/* The library has one number for many refusals; of two messages it can only mean this. */
static const char *proof_detail(const mbedtls_ssl_context *ssl)
{
    switch (ssl->state) {
    case MBEDTLS_SSL_CERTIFICATE_VERIFY:
        return "a signature is wrong";
    case MBEDTLS_SSL_SERVER_FINISHED:
        return "the two sides saw different handshakes";
    default:
        return NULL;
    }
}

/* Something else listens at this port: its first byte is no kind of a record. */
static bool is_no_tls(const mbedtls_ssl_context *ssl)
{
    return ssl->state == MBEDTLS_SSL_SERVER_HELLO && ssl->in_hdr != NULL &&
           (ssl->in_hdr[0] < MBEDTLS_SSL_MSG_CHANGE_CIPHER_SPEC ||
            ssl->in_hdr[0] > MBEDTLS_SSL_MSG_APPLICATION_DATA);
}

/* Detail and place of a fault of the server or the wire. */
static void explain(struct tls *session, int code)
{
    struct tls_error *error = &session->error;
    bool in_handshake = session->ssl.in_msg != NULL && !session->connected;
    const char *where = tls_stage(session);
    const char *detail = NULL;

    if (in_handshake && error->status == TLS_PROTOCOL &&
        code != MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE) {
        detail = tls_message_fault(&session->ssl, &where);
    }
    if (code == MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE && detail == NULL) {
        detail = proof_detail(&session->ssl);
    }
    if (code == MBEDTLS_ERR_SSL_INVALID_RECORD && in_handshake && is_no_tls(&session->ssl)) {
        detail = "this is no TLS";
    }
    if (in_handshake && tls_message_is_downgrade(&session->ssl)) {
        detail = "somebody made it speak an older version than it can";
    }
    if (error->status == TLS_PROTOCOL) {
        error->detail = detail != NULL ? detail : tls_detail(code);
    }
    if (error->status >= TLS_RECORD_TOO_LARGE && error->status <= TLS_TRANSPORT) {
        error->where = where;
    }
}

tls_status_t tls_error_note(struct tls *session, int code)
{
    struct tls_error *error = &session->error;

    if (code == 0) {
        return TLS_OK;
    }
    if (code == MBEDTLS_ERR_SSL_WANT_READ) {
        return TLS_WANT_READ;
    }
    if (code == MBEDTLS_ERR_SSL_WANT_WRITE) {
        return TLS_WANT_WRITE;
    }
    if (error->status != TLS_OK) {
        return error->status; /* the first failure is the reason; what follows is its echo */
    }
    error->library_code = code;
    if (tls_port_memory_failures() != session->memory_failures) {
        error->where = tls_stage(session);
        tls_port_memory_where(error->where);
        tls_memory_error(error);
        error->library_code = code;
    } else if (tls_port_entropy_failures() != session->entropy_failures) {
        error->status = TLS_NO_ENTROPY;
    } else if (session->sign_failed) {
        error->status = TLS_SIGN_FAILED;
    } else if (session->transport_failed) {
        error->status = TLS_TRANSPORT;
    } else if (code == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE &&
               session->ssl.in_msgtype == MBEDTLS_SSL_MSG_ALERT) {
        error->alert = session->ssl.in_msg[1];
        error->status = of_alert(session, error->alert);
    } else {
        error->status = of_code(session, code);
        explain(session, code);
    }
    return error->status;
}
