/* SPDX-License-Identifier: MIT */
/* Sessions: set up, handshake, send, receive, close.
 *
 * Invariant: when a call has failed, `error.status` says so and every later call fails the same
 * way.
 */
#include "tls.h"

#include <mbedtls/psa_util.h>
#include <mbedtls/ssl_ciphersuites.h>
#include <string.h>

#include "lib_assert.h"
#include "tls_library.h"
#include "tls_port.h"
#include "tls_session.h"

/* The cheapest for a small core first: AES-128, and P-256, which devices have in hardware. */
const int tls_suites[] = {
    MBEDTLS_TLS1_3_AES_128_GCM_SHA256,
    MBEDTLS_TLS1_3_AES_256_GCM_SHA384,
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    MBEDTLS_TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    MBEDTLS_TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    MBEDTLS_TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    0,
};

const uint16_t tls_groups[] = {
    MBEDTLS_SSL_IANA_TLS_GROUP_SECP256R1,
    MBEDTLS_SSL_IANA_TLS_GROUP_X25519,
    MBEDTLS_SSL_IANA_TLS_GROUP_SECP384R1,
    MBEDTLS_SSL_IANA_TLS_GROUP_NONE,
};

/* PKCS#1 before PSS: a TLS 1.2 server takes the first it knows, and the library has no PSS in
 * TLS 1.2. In TLS 1.3 PKCS#1 is for the signatures in certificates only. */
const uint16_t tls_signatures[] = {
    MBEDTLS_TLS1_3_SIG_ECDSA_SECP256R1_SHA256,
    MBEDTLS_TLS1_3_SIG_ECDSA_SECP384R1_SHA384,
    MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA256,
    MBEDTLS_TLS1_3_SIG_RSA_PKCS1_SHA384,
    MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA256,
    MBEDTLS_TLS1_3_SIG_RSA_PSS_RSAE_SHA384,
    MBEDTLS_TLS1_3_SIG_NONE,
};

static int transport_code(struct tls *session, int32_t result, size_t length, int would_block)
{
    if (result == TLS_TRANSPORT_WOULD_BLOCK) {
        return would_block;
    }
    if (result == TLS_TRANSPORT_END) {
        return MBEDTLS_ERR_SSL_CONN_EOF;
    }
    if (result < 0 || (size_t)result > length) {
        session->transport_failed = true;
        return MBEDTLS_ERR_SSL_CONN_EOF;
    }
    return (int)result;
}

static int transport_send(void *context, const unsigned char *data, size_t length)
{
    struct tls *session = context;
    int32_t result = session->transport.send(session->transport.context, data, length);
    return transport_code(session, result, length, MBEDTLS_ERR_SSL_WANT_WRITE);
}

static int transport_recv(void *context, unsigned char *data, size_t capacity)
{
    struct tls *session = context;
    int32_t result = session->transport.recv(session->transport.context, data, capacity);
    return transport_code(session, result, capacity, MBEDTLS_ERR_SSL_WANT_READ);
}

/* False: this build has no such version. */
static bool configure_version(struct tls *session, tls_version_t version)
{
    bool with_1_3 = TLS_LIBRARY_HAS_1_3 && version != TLS_VERSION_1_2;

    mbedtls_ssl_conf_min_tls_version(&session->conf, version == TLS_VERSION_1_3
                                                         ? MBEDTLS_SSL_VERSION_TLS1_3
                                                         : MBEDTLS_SSL_VERSION_TLS1_2);
    mbedtls_ssl_conf_max_tls_version(&session->conf, with_1_3 ? MBEDTLS_SSL_VERSION_TLS1_3
                                                              : MBEDTLS_SSL_VERSION_TLS1_2);
    return with_1_3 || version != TLS_VERSION_1_3;
}

static tls_status_t configure(struct tls *session, const struct tls_config *config)
{
    mbedtls_ssl_config *conf = &session->conf;

    int code = mbedtls_ssl_config_defaults(
        conf, MBEDTLS_SSL_IS_CLIENT, MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
    if (code == 0) {
        code = mbedtls_ssl_conf_max_frag_len(conf, DUNLIN_TLS_FRAGMENT_CODE);
    }
    if (code == 0 && config->alpn != NULL) {
        code = mbedtls_ssl_conf_alpn_protocols(conf, (const char **)config->alpn);
    }
    if (code != 0) {
        return tls_error_note(session, code) == TLS_NO_MEMORY ? TLS_NO_MEMORY : TLS_BAD_CONFIG;
    }
    mbedtls_ssl_conf_rng(conf, mbedtls_psa_get_random, MBEDTLS_PSA_RANDOM_STATE);
    mbedtls_ssl_conf_ciphersuites(conf, tls_suites);
    mbedtls_ssl_conf_groups(conf, tls_groups);
    mbedtls_ssl_conf_sig_algs(conf, tls_signatures);
    if (!configure_version(session, config->version)) {
        return TLS_BAD_CONFIG;
    }
    return tls_credentials_load(session, config);
}

static tls_status_t set_up(struct tls *session, const struct tls_config *config)
{
    session->opening = "the parameters";
    tls_status_t status = configure(session, config);

    if (status == TLS_OK) {
        session->opening = "the record buffers";
        status = tls_error_note(session, mbedtls_ssl_setup(&session->ssl, &session->conf));
    }
    if (status == TLS_OK) {
        session->opening = "the server's name";
        status = tls_verify_require(session, config->server_name);
    }
    mbedtls_ssl_set_bio(&session->ssl, session, transport_send, transport_recv, NULL);
    session->opening = status == TLS_OK ? NULL : session->opening;
    return status;
}

tls_status_t tls_open(struct tls **session, const struct tls_config *config,
                      const struct tls_transport *transport)
{
    LIB_ASSERT(session != NULL && config != NULL && transport != NULL);
    *session = NULL;
    if (transport->send == NULL || transport->recv == NULL) {
        return TLS_BAD_CONFIG;
    }
    struct tls *made = tls_port_allocate(1, sizeof(*made));
    if (made == NULL) {
        tls_port_memory_where("a session");
        return TLS_NO_MEMORY;
    }
    mbedtls_ssl_init(&made->ssl);
    mbedtls_ssl_config_init(&made->conf);
    mbedtls_pk_init(&made->own_key);
    made->transport = *transport;
    tls_error_begin(made);
    tls_status_t status = set_up(made, config);
    if (status != TLS_OK) {
        tls_close(made);
        return status;
    }
    *session = made;
    return TLS_OK;
}

/* What only the handshake needed goes back to the heap: trusted and own certificates, the peer's.
 */
static void connected(struct tls *session)
{
    session->connected = true;
    tls_credentials_release(session);
    tls_library_forget_peer(&session->ssl);
}

/* The library took the message: is it as it should be? Else it is refused, with an alert. */
static bool is_fair(struct tls *session, int state)
{
    struct tls_error *error = &session->error;
    uint8_t alert = MBEDTLS_SSL_ALERT_MSG_ILLEGAL_PARAMETER;

    if (state != MBEDTLS_SSL_SERVER_HELLO && state != MBEDTLS_SSL_ENCRYPTED_EXTENSIONS &&
        state != MBEDTLS_SSL_SERVER_KEY_EXCHANGE) {
        return true;
    }
    error->where = tls_stage_of(state);
    error->detail = tls_message_fault(&session->ssl, &error->where);
    if (error->detail != NULL) {
        error->status = TLS_PROTOCOL;
    } else if (DUNLIN_TLS_LIMIT_REQUIRED && state == MBEDTLS_SSL_SERVER_HELLO &&
               !tls_message_limits_records(&session->ssl)) {
        error->status = TLS_NO_RECORD_LIMIT;
        error->where = NULL;
        alert = MBEDTLS_SSL_ALERT_MSG_HANDSHAKE_FAILURE;
    } else {
        error->where = NULL;
        return true;
    }
    (void)mbedtls_ssl_send_alert_message(&session->ssl, MBEDTLS_SSL_ALERT_LEVEL_FATAL, alert);
    return false;
}

tls_status_t tls_handshake(struct tls *session)
{
    int code = 0;

    LIB_ASSERT(session != NULL);
    if (session->error.status != TLS_OK) {
        return session->error.status;
    }
    tls_error_begin(session);
    while (code == 0 && !mbedtls_ssl_is_handshake_over(&session->ssl)) {
        tls_library_note_fragment_request(&session->ssl);
        if (session->ssl.MBEDTLS_PRIVATE(state) == MBEDTLS_SSL_CLIENT_CERTIFICATE &&
            tls_credentials_load_own(session) != TLS_OK) {
            return session->error.status;
        }
        int state = session->ssl.MBEDTLS_PRIVATE(state);
        code = mbedtls_ssl_handshake_step(&session->ssl);
        if (code == 0 && !is_fair(session, state)) {
            return session->error.status;
        }
        if (tls_library_certificate_asked(&session->ssl)) {
            session->certificate_asked = true;
        }
    }
    if (code == 0 && !session->connected) {
        connected(session);
    }
    return tls_error_note(session, code);
}

/* A peer that refuses us sends an alert and closes: our next send finds a dead transport before
 * anybody has read why. A read of no bytes processes what has arrived and consumes no data. */
static int reason_of_failed_send(struct tls *session, int code)
{
    if (!session->transport_failed) {
        return code;
    }
    session->transport_failed = false;
    int reason = mbedtls_ssl_read(&session->ssl, NULL, 0);
    if (reason == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE) {
        return reason;
    }
    session->transport_failed = true;
    return code;
}

tls_status_t tls_flush(struct tls *session)
{
    LIB_ASSERT(session != NULL);
    if (session->error.status != TLS_OK) {
        return session->error.status;
    }
    int code = mbedtls_ssl_flush_output(&session->ssl);
    return tls_error_note(session, reason_of_failed_send(session, code));
}

/* mbedtls_ssl_write encrypts one record and pushes it. Where the push stops half way the record is
 * ours already, so its data counts as taken; the next call pushes the rest before it takes more. */
tls_status_t tls_send(struct tls *session, const void *data, size_t length, size_t *sent)
{
    LIB_ASSERT(session != NULL && session->connected && data != NULL && length != 0);
    *sent = 0;
    tls_error_begin(session);
    tls_status_t status = tls_flush(session);
    if (status != TLS_OK) {
        return status;
    }
    int room = mbedtls_ssl_get_max_out_record_payload(&session->ssl);
    if (room <= 0) {
        return tls_error_note(session, room);
    }
    size_t part = length < (size_t)room ? length : (size_t)room;
    int code = mbedtls_ssl_write(&session->ssl, data, part);
    if (code > 0 || code == MBEDTLS_ERR_SSL_WANT_WRITE) {
        *sent = code > 0 ? (size_t)code : part;
        return TLS_OK;
    }
    return tls_error_note(session, reason_of_failed_send(session, code));
}

tls_status_t tls_recv(struct tls *session, void *data, size_t capacity, size_t *received)
{
    LIB_ASSERT(session != NULL && session->connected && data != NULL && capacity != 0);
    int code;

    *received = 0;
    if (session->error.status != TLS_OK) {
        return session->error.status;
    }
    tls_error_begin(session);
    do {
        code = mbedtls_ssl_read(&session->ssl, data, capacity);
    } while (code == MBEDTLS_ERR_SSL_RECEIVED_NEW_SESSION_TICKET);
    if (code > 0) {
        *received = (size_t)code;
        return TLS_OK;
    }
    return tls_error_note(session, code == 0 ? MBEDTLS_ERR_SSL_CONN_EOF : code);
}

size_t tls_pending(const struct tls *session)
{
    return mbedtls_ssl_get_bytes_avail(&session->ssl);
}

tls_status_t tls_goodbye(struct tls *session)
{
    LIB_ASSERT(session != NULL && session->connected);
    if (session->error.status != TLS_OK) {
        return session->error.status;
    }
    return tls_error_note(session, mbedtls_ssl_close_notify(&session->ssl));
}

void tls_close(struct tls *session)
{
    if (session == NULL) {
        return;
    }
    if (session->connected && session->error.status == TLS_OK) {
        (void)mbedtls_ssl_close_notify(
            &session->ssl); /* no room: the peer sees the transport end */
    }
    mbedtls_ssl_free(&session->ssl);
    mbedtls_ssl_config_free(&session->conf);
    tls_credentials_release(session);
    mbedtls_pk_free(&session->own_key);
    tls_port_release(session);
}

const struct tls_error *tls_error(const struct tls *session)
{
    return &session->error;
}

tls_version_t tls_session_version(const struct tls *session)
{
    if (!session->connected) {
        return TLS_VERSION_ANY;
    }
    return mbedtls_ssl_get_version_number(&session->ssl) == MBEDTLS_SSL_VERSION_TLS1_3
               ? TLS_VERSION_1_3
               : TLS_VERSION_1_2;
}

const char *tls_session_alpn(const struct tls *session)
{
    return mbedtls_ssl_get_alpn_protocol(&session->ssl);
}
