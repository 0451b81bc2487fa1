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
    mbedtls_x509_crt *trusted; /* parsed while they are needed, else NULL: tls_credentials.c */
    mbedtls_x509_crt *own;
    mbedtls_pk_context own_key; /* signs through `identity`: tls_key.c */
    const struct tls_identity *identity;
    const char *server_name;
    struct tls_transport transport;
    struct tls_error error;
    uint32_t memory_failures; /* of tls_port.c, when the running call began */
    uint32_t entropy_failures;
    const char *opening; /* what tls_open is doing; NULL when it is done */
    struct tls_verdict { /* on the server's certificates, the first that counts */
        uint32_t found;
        uint8_t chain;
        const char *detail;
    } verdict;
    bool connected;
    bool certificate_asked; /* the server wants to know who we are */
    bool sign_failed;
    bool transport_failed;
};

/* tls_credentials.c: parse what the configuration points to. Our own certificate is only looked at,
 * and parsed again when the server's has been judged and is gone: the two need not fit at once. */
tls_status_t tls_credentials_load(struct tls *session, const struct tls_config *config);
tls_status_t tls_credentials_load_own(struct tls *session);

/* Their memory back; nothing needs them after the handshake. */
void tls_credentials_release(struct tls *session);

/* tls_key.c: make `session->own_key` a key that signs through `session->identity`, of the kind that
 * our own certificate has. */
tls_status_t tls_key_bind(struct tls *session);

/* tls_stage.c: where the session is, in words. */
const char *tls_stage(const struct tls *session);
const char *tls_stage_of(int state); /* NULL: none that has a name */

/* tls_detail.c: what a number of the library means, and what a part below it found; or NULL. */
const char *tls_detail(int code);
const char *tls_detail_below(int code);

/* tls_verify.c: the server is checked, under this name. */
tls_status_t tls_verify_require(struct tls *session, const char *name);

/* What the check of the server's certificates found, with its details in `error`. */
tls_status_t tls_verify_verdict(const struct tls *session, struct tls_error *error);

/* tls_issuer.c: why no issuer of `certificate` is trusted, in words. */
const char *tls_issuer_detail(const struct tls *session, const mbedtls_x509_crt *certificate,
                              int depth);

/* tls.c: what we offer; 0 ends each list. */
extern const int tls_suites[];
extern const uint16_t tls_groups[];
extern const uint16_t tls_signatures[];

/* tls_message.c, all of the message that the server sent last: what breaks the rules in it, or
 * NULL; `where` is set if that is another stage. Does its hello promise to keep records to what we
 * asked for? Does it say that somebody made it speak an older version? */
const char *tls_message_fault(const mbedtls_ssl_context *ssl, const char **where);
bool tls_message_limits_records(const mbedtls_ssl_context *ssl);
bool tls_message_is_downgrade(const mbedtls_ssl_context *ssl);

/* tls_error.c: a call begins; failures from now on are its own. */
void tls_error_begin(struct tls *session);

/* tls_error.c: remember what `code` of the library means; returns the status. */
tls_status_t tls_error_note(struct tls *session, int code);

#endif
