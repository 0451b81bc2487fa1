/* SPDX-License-Identifier: MIT */
/* What this library uses of Mbed TLS that is private to it and differs between profiles: the places
 * to look at when its version changes. */
#ifndef TLS_LIBRARY_H
#define TLS_LIBRARY_H

#include <mbedtls/platform.h>
#include <ssl_misc.h>
#include <stdbool.h>

#if defined(MBEDTLS_SSL_PROTO_TLS1_3)
#define TLS_LIBRARY_HAS_1_3 1

/* The library puts max_fragment_length into a hello for both versions but forgets that it did, and
 * would take a TLS 1.3 server's answer for one that nobody asked for. */
static inline void tls_library_note_fragment_request(mbedtls_ssl_context *ssl)
{
    if (ssl->state == MBEDTLS_SSL_SERVER_HELLO && ssl->handshake != NULL &&
        ssl->conf->min_tls_version == MBEDTLS_SSL_VERSION_TLS1_2) {
        mbedtls_ssl_tls13_set_hs_sent_ext_mask(ssl, MBEDTLS_TLS_EXT_MAX_FRAGMENT_LENGTH);
    }
}
#else
#define TLS_LIBRARY_HAS_1_3 0

static inline void tls_library_note_fragment_request(mbedtls_ssl_context *ssl)
{
    (void)ssl;
}
#endif

#if defined(MBEDTLS_SSL_KEEP_PEER_CERTIFICATE)
/* The peer's certificates back to the heap, when they have been judged. */
static inline void tls_library_forget_peer(mbedtls_ssl_context *ssl)
{
    mbedtls_ssl_session *state = ssl->session;

    if (state != NULL && state->peer_cert != NULL) {
        mbedtls_x509_crt_free(state->peer_cert);
        mbedtls_free(state->peer_cert);
        state->peer_cert = NULL;
    }
}
#else
static inline void tls_library_forget_peer(mbedtls_ssl_context *ssl)
{
    (void)ssl; /* they went by themselves */
}
#endif

/* Has the server asked who we are? */
static inline bool tls_library_certificate_asked(const mbedtls_ssl_context *ssl)
{
    return ssl->handshake != NULL && ssl->handshake->client_auth != 0;
}

#endif
