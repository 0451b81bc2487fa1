/* SPDX-License-Identifier: MIT */
/* TLS inside the module: what AT+CIPSSLC... says, and OpenSSL. */
#include <stdio.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "modem.h"

/* The links that a setting is for. */
static bool links_of(struct modem *modem, int link, int *first, int *last)
{
    const bool all = modem->mux && link == ALL_LINKS;

    *first = all ? 0 : link;
    *last = all ? LINKS - 1 : link;
    return true;
}

enum reply set_tls(struct modem *modem, const struct command *c)
{
    int first, last;

    if (!in_range(modem, "authentication", number_at(c, 0, 0), 0, 3) ||
        !links_of(modem, link_of(c), &first, &last)) {
        return REPLY_ERROR;
    }
    for (int i = first; i <= last; i++) {
        modem->tls[i].auth = (int)number_at(c, 0, 0);
        modem->tls[i].identity = (int)number_at(c, 1, 0);
        modem->tls[i].authority = (int)number_at(c, 2, 0);
    }
    return REPLY_OK;
}

static enum reply set_text(struct modem *modem, const struct command *c, size_t offset)
{
    int first, last;

    if (!in_range(modem, "length", (long)strlen(text_at(c, 0)), 0, 64) ||
        !links_of(modem, link_of(c), &first, &last)) {
        return REPLY_ERROR;
    }
    for (int i = first; i <= last; i++) {
        strcpy((char *)&modem->tls[i] + offset, text_at(c, 0));
    }
    return REPLY_OK;
}

enum reply set_tls_name(struct modem *modem, const struct command *c)
{
    return set_text(modem, c, offsetof(struct tls_setting, name));
}

enum reply set_tls_common_name(struct modem *modem, const struct command *c)
{
    return set_text(modem, c, offsetof(struct tls_setting, common_name));
}

enum reply set_tls_alpn(struct modem *modem, const struct command *c)
{
    const long count = number_at(c, 0, 0);
    int first, last;

    if (!in_range(modem, "ALPN count", count, 0, ALPN_MAX) ||
        !links_of(modem, link_of(c), &first, &last)) {
        return REPLY_ERROR;
    }
    if (c->count - 1 != count) {
        blame(modem, "%d names of ALPN, %ld announced", c->count - 1, count);
        return REPLY_ERROR;
    }
    for (int i = first; i <= last; i++) {
        modem->tls[i].alpns = (int)count;
        for (int k = 0; k < count; k++) {
            snprintf(modem->tls[i].alpn[k], sizeof modem->tls[i].alpn[k], "%.64s",
                     text_at(c, 1 + k));
        }
    }
    return REPLY_OK;
}

static const char *file_of(json_t *list, int index, const char *key)
{
    json_t *const entry = json_array_get(list, (size_t)index);

    return json_string_value(key != NULL ? json_object_get(entry, key) : entry);
}

/* False: what was asked for is not in the module; it says so. */
static bool load(struct modem *modem, SSL_CTX *context, const struct tls_setting *tls)
{
    if ((tls->auth & 1) != 0) {
        const char *const certificate = file_of(modem->identities, tls->identity, "certificate");
        const char *const key = file_of(modem->identities, tls->identity, "key");
        if (certificate == NULL || SSL_CTX_use_certificate_chain_file(context, certificate) != 1) {
            say(modem, "NO CERT FOUND");
            return false;
        }
        if (key == NULL || SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) != 1) {
            say(modem, "NO PRVT_KEY FOUND");
            return false;
        }
    }
    if ((tls->auth & 2) != 0) {
        const char *const authority = file_of(modem->authorities, tls->authority, NULL);
        if (authority == NULL || SSL_CTX_load_verify_locations(context, authority, NULL) != 1) {
            say(modem, "NO CA FOUND");
            return false;
        }
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    }
    return true;
}

static void offer_alpn(SSL *ssl, const struct tls_setting *tls)
{
    unsigned char list[ALPN_MAX * 65];
    unsigned used = 0;

    for (int i = 0; i < tls->alpns; i++) {
        const size_t length = strlen(tls->alpn[i]);
        list[used++] = (unsigned char)length;
        memcpy(list + used, tls->alpn[i], length);
        used += (unsigned)length;
    }
    if (used > 0) {
        SSL_set_alpn_protos(ssl, list, used);
    }
}

bool tls_begin(struct modem *modem, int number)
{
    const struct tls_setting *const tls = &modem->tls[number];
    SSL_CTX *const context = SSL_CTX_new(TLS_client_method());
    SSL *ssl = NULL;

    if (context != NULL && load(modem, context, tls)) {
        ssl = SSL_new(context);
    }
    SSL_CTX_free(context);
    if (ssl == NULL) {
        return false;
    }
    if (tls->name[0] != '\0') {
        SSL_set_tlsext_host_name(ssl, tls->name);
    }
    if (tls->common_name[0] != '\0') {
        SSL_set1_host(ssl, tls->common_name);
    }
    offer_alpn(ssl, tls);
    SSL_set_mode(ssl, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_set_fd(ssl, modem->links[number].fd);
    modem->links[number].ssl = ssl;
    return true;
}

int tls_shake(struct modem *modem, int number)
{
    SSL *const ssl = modem->links[number].ssl;
    const int shaken = modem->no_memory ? -1 : SSL_connect(ssl);

    if (shaken == 1) {
        return 1;
    }
    const int why = modem->no_memory ? SSL_ERROR_SSL : SSL_get_error(ssl, shaken);
    if (why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE) {
        return 0;
    }
    if (modem->log != NULL) {
        ERR_print_errors_fp(modem->log);
    }
    ERR_clear_error();
    return -1;
}
