/* SPDX-License-Identifier: MIT */
/* In the place of each certificate the credentials have one byte: the certificate's number in the
 * module. Sockets compare what they are given with a table; here both are that byte. */
#include "secure_link_keys.h"

#include <stdio.h>

#include "sockets_module.h"

static struct sockets_module_certificate authority, own;

static bool is_number(const struct credentials_item *item)
{
    return item->length == 1 && item->bytes[0] <= INT8_MAX;
}

static struct sockets_module_certificate numbered(const struct credentials_item *item)
{
    return (struct sockets_module_certificate){item->bytes, item->length, item->bytes[0]};
}

bool secure_link_identify(struct secure_link *link, const struct tls_identity **identity)
{
    const struct credentials *told = &link->credentials;
    struct sockets_module_certificates held = {.authorities = &authority, .authority_count = 1};

    *identity = NULL;
    if (!is_number(&told->trusted) ||
        (told->certificate.bytes != NULL && !is_number(&told->certificate))) {
        printf("tls: the credentials have certificates, not their numbers in the module\n");
        return false;
    }
    authority = numbered(&told->trusted);
    if (told->certificate.bytes != NULL) {
        own = numbered(&told->certificate);
        held.identities = &own;
        held.identity_count = 1;
        link->identity =
            (struct tls_identity){.certificate = own.bytes, .certificate_bytes = own.length};
        *identity = &link->identity;
    }
    sockets_set_module_certificates(&held);
    return true;
}

const char *secure_link_why(const struct sockets_error *error, char text[TLS_ERROR_TEXT_BYTES])
{
    (void)text;
    return error->text;
}

bool secure_link_may_be_of_dates(const struct sockets_error *error)
{
    (void)error; /* the module does not say why it refuses a server */
    return false;
}

/* The module's; and where the network was lost the module may have restarted. */
bool secure_link_clock_is_lost(const struct secure_link *link)
{
    return link->clock_of != link->networks + 1u;
}

void secure_link_print_session(Socket_t socket)
{
    (void)socket;
    printf("tls: by the module, server verified by name, chain and date\n");
}
