/* SPDX-License-Identifier: MIT */
#include "secure_link_keys.h"

#include <stdio.h>

bool secure_link_identify(struct secure_link *link, const struct tls_identity **identity)
{
    const struct credentials *told = &link->credentials;

    *identity = NULL;
    if (told->certificate.bytes == NULL || told->key.bytes == NULL) {
        return true;
    }
    if (tls_soft_key_open(&link->key, told->key.bytes) != TLS_OK) {
        return false;
    }
    link->identity = (struct tls_identity){.certificate = told->certificate.bytes,
                                           .certificate_bytes = told->certificate.length,
                                           .sign = tls_soft_key_sign,
                                           .context = &link->key};
    *identity = &link->identity;
    return true;
}

const char *secure_link_why(const struct sockets_error *error, char text[TLS_ERROR_TEXT_BYTES])
{
    return error->tls.status != TLS_OK ? tls_error_text(&error->tls, text) : error->text;
}

bool secure_link_may_be_of_dates(const struct sockets_error *error)
{
    const tls_status_t status = error->tls.status;

    return status == TLS_EXPIRED || status == TLS_NOT_YET_VALID || status == TLS_TIME_UNKNOWN;
}

bool secure_link_clock_is_lost(const struct secure_link *link)
{
    (void)link;
    return false; /* it is ours, and goes on */
}

void secure_link_print_session(Socket_t socket)
{
    const struct tls *session = sockets_tls(socket);

    if (session != NULL) {
        printf("tls: %s, server verified by name, chain and date\n",
               tls_session_version(session) == TLS_VERSION_1_3 ? "TLSv1.3" : "TLSv1.2");
    }
}
