/* SPDX-License-Identifier: MIT */
/* Where a session is, in words: the message of the handshake that is being read or written. */
#include <mbedtls/ssl.h>

#include "tls_session.h"

static const struct {
    int state;
    const char *text;
} stages[] = {
    {MBEDTLS_SSL_HELLO_REQUEST, "the start"},
    {MBEDTLS_SSL_CLIENT_HELLO, "our hello"},
    {MBEDTLS_SSL_SERVER_HELLO, "the server's hello"},
    {MBEDTLS_SSL_SERVER_CERTIFICATE, "the server's certificates"},
    {MBEDTLS_SSL_SERVER_KEY_EXCHANGE, "the server's key exchange"},
    {MBEDTLS_SSL_CERTIFICATE_REQUEST, "the server's certificate request"},
    {MBEDTLS_SSL_SERVER_HELLO_DONE, "the end of the server's hello"},
    {MBEDTLS_SSL_CLIENT_CERTIFICATE, "our certificate"},
    {MBEDTLS_SSL_CLIENT_KEY_EXCHANGE, "our key exchange"},
    {MBEDTLS_SSL_CERTIFICATE_VERIFY, "a signature of the handshake"},
    {MBEDTLS_SSL_CLIENT_CHANGE_CIPHER_SPEC, "our change to encryption"},
    {MBEDTLS_SSL_CLIENT_FINISHED, "our finish"},
    {MBEDTLS_SSL_SERVER_CHANGE_CIPHER_SPEC, "the server's change to encryption"},
    {MBEDTLS_SSL_SERVER_FINISHED, "the server's finish"},
    {MBEDTLS_SSL_ENCRYPTED_EXTENSIONS, "the server's extensions"},
    {MBEDTLS_SSL_CLIENT_CERTIFICATE_VERIFY, "our signature"},
    {MBEDTLS_SSL_CLIENT_CCS_BEFORE_2ND_CLIENT_HELLO, "our second hello"},
    {MBEDTLS_SSL_CLIENT_CCS_AFTER_SERVER_FINISHED, "our change to encryption"},
    {MBEDTLS_SSL_HANDSHAKE_WRAPUP, "the end of the handshake"},
    {MBEDTLS_SSL_TLS1_3_NEW_SESSION_TICKET, "a session ticket"},
};

const char *tls_stage_of(int state)
{
    for (size_t i = 0; i < sizeof(stages) / sizeof(stages[0]); i++) {
        if (stages[i].state == state) {
            return stages[i].text;
        }
    }
    return NULL;
}

const char *tls_stage(const struct tls *session)
{
    const char *stage = tls_stage_of(session->ssl.state);

    if (session->opening != NULL) {
        return session->opening;
    }
    if (session->connected) {
        return "the data";
    }
    return stage != NULL ? stage : "the handshake";
}
