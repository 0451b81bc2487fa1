/* SPDX-License-Identifier: MIT */
/* TLS 1.2 and 1.3, each port with a certificate of the run: peers_identities.c has put them into
 * the folder. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "identities.h"
#include "room.h"
#include "servers.h"

static const unsigned char teller_protocol[] = {13,  'd', 'u', 'n', 'l', 'i', 'n',
                                                '-', 't', 'e', 'l', 'l', 'e', 'r'};

static bool trust(SSL_CTX *context, const char *folder, const char *name)
{
    char *const path = room_text("%s/%s.crt", folder, name);
    const bool good = SSL_CTX_load_verify_file(context, path) == 1;

    free(path);
    return good;
}

static bool show(SSL_CTX *context, const char *folder, enum identity_of identity)
{
    char *const certificate = room_text("%s/%s.crt", folder, identity_name(identity));
    char *const key = room_text("%s/%s.key", folder, identity_name(identity));
    const bool good = SSL_CTX_use_certificate_chain_file(context, certificate) == 1 &&
                      SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1;

    free(certificate);
    free(key);
    return good;
}

/* The teller's protocol where it is offered; else the connection goes on without one. */
static int choose(SSL *tls, const unsigned char **chosen, unsigned char *length,
                  const unsigned char *offered, unsigned offered_bytes, void *unused)
{
    unsigned char *found = NULL;

    (void)tls;
    (void)unused;
    if (SSL_select_next_proto(&found, length, teller_protocol, sizeof teller_protocol, offered,
                              offered_bytes) != OPENSSL_NPN_NEGOTIATED) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    *chosen = found;
    return SSL_TLSEXT_ERR_OK;
}

static void tell(struct server_line *line)
{
    const char *const name = SSL_get_servername(line->tls, TLSEXT_NAMETYPE_host_name);
    const unsigned char *protocol = NULL;
    unsigned length = 0;
    char text[600]; /* a name of 255, a protocol of 255 */
    int bytes;

    SSL_get0_alpn_selected(line->tls, &protocol, &length);
    bytes = snprintf(text, sizeof text, "%s %.*s\n", name != NULL ? name : "-",
                     length != 0 ? (int)length : 1, length != 0 ? (const char *)protocol : "-");
    if (server_write(line, text, (size_t)bytes)) {
        (void)SSL_shutdown(line->tls);
        while (server_read(line, text, sizeof text) > 0) {
        }
    }
}

static SSL_CTX *context_of(const char *folder, enum peer_port port, enum identity_of identity)
{
    SSL_CTX *const context = SSL_CTX_new(TLS_server_method());

    if (context == NULL || SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION) != 1 ||
        !show(context, folder, identity) ||
        (port == PEER_TLS_MUTUAL &&
         (!trust(context, folder, "root") || !trust(context, folder, "own-root")))) {
        SSL_CTX_free(context);
        return NULL;
    }
    if (port == PEER_TLS_MUTUAL) {
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, NULL);
        (void)SSL_CTX_set_session_id_context(context, (const unsigned char *)"peer", 4);
    } else if (port == PEER_TLS_TELLER) {
        SSL_CTX_set_alpn_select_cb(context, choose, NULL);
    }
    return context;
}

static bool wanted(const struct peers_request *request)
{
    return request->needs_tls;
}

static void *start(const struct peers_request *request, struct peers_offer *offer, char **why)
{
    static const struct {
        enum peer_port port;
        enum identity_of identity;
    } shown[] = {
        {PEER_TLS_ECHO, IDENTITY_SERVER},
        {PEER_TLS_MUTUAL, IDENTITY_SERVER},
        {PEER_TLS_WRONG_NAME, IDENTITY_SERVER_WRONG_NAME},
        {PEER_TLS_UNTRUSTED, IDENTITY_SERVER_UNTRUSTED},
        {PEER_TLS_EXPIRED, IDENTITY_SERVER_EXPIRED},
        {PEER_TLS_TELLER, IDENTITY_SERVER},
    };
    enum { COUNT = sizeof shown / sizeof shown[0] };
    struct server_role roles[COUNT];

    for (size_t i = 0; i < COUNT; i++) {
        const bool teller = shown[i].port == PEER_TLS_TELLER;

        roles[i] =
            (struct server_role){shown[i].port, teller ? tell : server_echo,
                                 context_of(request->folder, shown[i].port, shown[i].identity)};
        if (roles[i].context == NULL) {
            *why = room_text("OpenSSL refuses the certificate %s/%s.crt", request->folder,
                             identity_name(shown[i].identity));
            while (i > 0) {
                SSL_CTX_free(roles[--i].context);
            }
            return NULL;
        }
    }
    return servers_start(request, roles, COUNT, offer, why);
}

static void stop(void *state)
{
    servers_stop(state);
}

const struct peers_kind peers_tls = {.name = "tls", .wanted = wanted, .start = start, .stop = stop};
