/* SPDX-License-Identifier: MIT */
#include "box_tls.h"

#include <stdlib.h>
#include <string.h>

#include <mbedtls/ssl.h>
#include <psa/crypto.h>

#include "box_authority.h"

#define HANDSHAKE_MS_MAX 60000u
#define VERSIONS         2u /* up to TLS 1.2, up to TLS 1.3 */

struct box_tls {
    mbedtls_ssl_context ssl;
    void *owner;
    enum box_certificate shown;
    const uint8_t *in; /* what the stream has just delivered */
    size_t in_count;
    uint64_t opened_ms;
    bool is_up;
};

static struct {
    struct box_tls_user user;
    struct box_tls_counts counts;
    mbedtls_ssl_config configs[BOX_CERTIFICATES][VERSIONS];
    enum box_certificate shown;
} box_tls;

static int random_bytes(void *context, unsigned char *bytes, size_t count)
{
    (void)context;
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (unsigned char)box_tls.user.random();
    }
    return 0;
}

psa_status_t mbedtls_psa_external_get_random(mbedtls_psa_external_random_context_t *context,
                                             uint8_t *output, size_t output_size,
                                             size_t *output_length)
{
    (void)context;
    (void)random_bytes(NULL, output, output_size);
    *output_length = output_size;
    return PSA_SUCCESS;
}

static void configure(mbedtls_ssl_config *config, enum box_certificate which, bool has_1_3)
{
    struct box_identity *server = box_authority_server(which);

    mbedtls_ssl_config_init(config);
    if (mbedtls_ssl_config_defaults(config, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM,
                                    MBEDTLS_SSL_PRESET_DEFAULT) != 0 ||
        mbedtls_ssl_conf_own_cert(config, &server->certificate, &server->key) != 0) {
        abort();
    }
    mbedtls_ssl_conf_rng(config, random_bytes, NULL);
    mbedtls_ssl_conf_authmode(config, MBEDTLS_SSL_VERIFY_REQUIRED);
    mbedtls_ssl_conf_ca_chain(config, box_authority_trusted(), NULL);
    mbedtls_ssl_conf_max_tls_version(config, has_1_3 ? MBEDTLS_SSL_VERSION_TLS1_3
                                                     : MBEDTLS_SSL_VERSION_TLS1_2);
}

void box_tls_start(const struct box_tls_user *user)
{
    box_tls.user = *user;
    if (psa_crypto_init() != PSA_SUCCESS) {
        abort();
    }
    box_authority_start(random_bytes);
    for (unsigned which = 0; which < BOX_CERTIFICATES; which++) {
        configure(&box_tls.configs[which][0], (enum box_certificate)which, false);
        configure(&box_tls.configs[which][1], (enum box_certificate)which, true);
    }
}

void box_tls_show(enum box_certificate which)
{
    box_tls.shown = which;
}

static int write_bytes(void *context, const unsigned char *bytes, size_t count)
{
    const struct box_tls *session = context;

    box_tls.user.send(session->owner, bytes, count);
    return (int)count;
}

static int read_bytes(void *context, unsigned char *bytes, size_t count)
{
    struct box_tls *session = context;
    const size_t taken = count < session->in_count ? count : session->in_count;

    if (taken == 0) {
        return MBEDTLS_ERR_SSL_WANT_READ;
    }
    memcpy(bytes, session->in, taken);
    session->in += taken;
    session->in_count -= taken;
    return (int)taken;
}

struct box_tls *box_tls_open(void *owner, uint64_t now_ms)
{
    struct box_tls *session = calloc(1, sizeof(*session));

    if (session == NULL) {
        abort();
    }
    session->owner = owner;
    session->opened_ms = now_ms;
    session->shown = box_tls.shown;
    mbedtls_ssl_init(&session->ssl);
    if (mbedtls_ssl_setup(&session->ssl,
                          &box_tls.configs[session->shown][box_tls.user.random() % VERSIONS]) !=
        0) {
        abort();
    }
    mbedtls_ssl_set_bio(&session->ssl, session, write_bytes, read_bytes, NULL);
    return session;
}

/* Why the client went, by its alert; or what was wrong with what it sent. */
static void note_end(const struct box_tls *session, int result)
{
    struct box_tls_counts *counts = &box_tls.counts;

    if (result == MBEDTLS_ERR_SSL_INVALID_MAC) {
        counts->damaged++;
    } else if (result == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE) {
        counts->alerts[session->ssl.MBEDTLS_PRIVATE(in_msg)[1]]++;
    } else if (result != MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY) {
        counts->other_ends++;
    }
}

static bool shake_hands(struct box_tls *session)
{
    const int result = mbedtls_ssl_handshake(&session->ssl);

    if (result == MBEDTLS_ERR_SSL_WANT_READ) {
        return true;
    }
    if (result != 0) {
        note_end(session, result);
        return false;
    }
    const bool is_1_3 = mbedtls_ssl_get_version_number(&session->ssl) == MBEDTLS_SSL_VERSION_TLS1_3;
    box_tls.counts.handshakes[is_1_3 ? 1 : 0]++;
    box_tls.counts.deceived += session->shown != BOX_RIGHT;
    session->is_up = true;
    box_tls.user.up(session->owner);
    return true;
}

bool box_tls_input(struct box_tls *session, const void *bytes, size_t count)
{
    unsigned char plain[2048];
    int result;

    session->in = bytes;
    session->in_count = count;
    if (!session->is_up && !shake_hands(session)) {
        return false;
    }
    while (session->is_up) {
        result = mbedtls_ssl_read(&session->ssl, plain, sizeof plain);
        if (result == MBEDTLS_ERR_SSL_WANT_READ) {
            break;
        }
        if (result <= 0) {
            note_end(session, result);
            return false;
        }
        box_tls.user.came(session->owner, plain, (size_t)result);
    }
    return true;
}

void box_tls_output(struct box_tls *session, const void *bytes, size_t count)
{
    const unsigned char *next = bytes;

    while (session->is_up && count > 0) {
        const int taken = mbedtls_ssl_write(&session->ssl, next, count);
        if (taken <= 0) {
            return; /* it has failed before: its end is on its way */
        }
        next += taken;
        count -= (size_t)taken;
    }
}

bool box_tls_is_late(const struct box_tls *session, uint64_t now_ms)
{
    return !session->is_up && now_ms - session->opened_ms > HANDSHAKE_MS_MAX;
}

void box_tls_close(struct box_tls *session, bool politely)
{
    if (session == NULL) {
        return;
    }
    if (politely && session->is_up) {
        (void)mbedtls_ssl_close_notify(&session->ssl);
    }
    mbedtls_ssl_free(&session->ssl);
    free(session);
}

const struct box_tls_counts *box_tls_counts(void)
{
    return &box_tls.counts;
}
