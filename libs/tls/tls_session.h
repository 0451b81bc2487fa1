/* SPDX-License-Identifier: MIT */
/* What a session is made of, shared by the files of this library. */
#ifndef TLS_SESSION_H
#define TLS_SESSION_H

#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include "tls.h"

struct tls {
    mbedtls_ssl_context ssl;
    mbedtls_ssl_config conf;
    mbedtls_x509_crt trusted;
    mbedtls_x509_crt own;
    mbedtls_pk_context own_key; /* signs through `identity`: tls_key.c */
    const struct tls_identity *identity;
    const char *server_name;
    struct tls_transport transport;
    struct tls_error error;
    uint32_t memory_failures; /* of tls_port.c, when the running call began */
    uint32_t entropy_failures;
    bool connected;
    bool certificate_asked; /* the server wants to know who we are */
    bool sign_failed;
    bool transport_failed;
};

/* tls_credentials.c: parse what the configuration points to. */
tls_status_t tls_credentials_load(struct tls *session, const struct tls_config *config);

/* Their memory back; nothing needs them after the handshake. */
void tls_credentials_release(struct tls *session);

/* tls_key.c: make `session->own_key` a key that signs through `session->identity`. */
tls_status_t tls_key_bind(struct tls *session);

/* tls_verify.c: the server is checked, under this name. */
tls_status_t tls_verify_require(struct tls *session, const char *name);

/* What the check of the server's certificate found. */
tls_status_t tls_verify_verdict(const struct tls *session);

/* tls_error.c: a call begins; failures from now on are its own. */
void tls_error_begin(struct tls *session);

/* tls_error.c: remember what `code` of the library means; returns the status. */
tls_status_t tls_error_note(struct tls *session, int code);

#endif
