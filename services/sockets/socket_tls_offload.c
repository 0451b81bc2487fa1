/* SPDX-License-Identifier: MIT */
/* TLS inside the modem: what a connection asks for, in the modem's words, or a refusal. The modem
 * verifies the server's chain, dates and name; which authority it believes and who we are, are
 * numbers of certificates that it holds.
 */
#include "socket.h"

#include <string.h>

#include "board_radio.h"
#include "sockets_module.h"

#define ADDRESS_BYTES 16u

static struct sockets_credentials credentials;
static struct sockets_module_certificates held;

bool socket_tls_init(void)
{
    return board_offload()->driver->tls;
}

void sockets_set_module_certificates(const struct sockets_module_certificates *given)
{
    held = *given;
}

void sockets_set_credentials(const struct sockets_credentials *given)
{
    credentials = *given;
}

void sockets_get_credentials(struct sockets_credentials *given)
{
    *given = credentials;
}

/* The modem has a clock of its own, which its driver sets. */
void sockets_set_time_source(int64_t (*source)(void))
{
    (void)source;
}

/* A certificate may be given with the terminator of a text behind it, or without. */
static bool is_same(const struct sockets_module_certificate *one, const uint8_t *bytes,
                    size_t length)
{
    const size_t common = one->length < length ? one->length : length;
    const bool ends = one->length == length ||
                      (one->length == length + 1u && one->bytes[length] == '\0') ||
                      (one->length + 1u == length && bytes[one->length] == '\0');
    return ends && memcmp(one->bytes, bytes, common) == 0;
}

static int32_t number_of(const struct sockets_module_certificate *all, size_t count,
                         const void *bytes, size_t length)
{
    for (size_t i = 0; i < count && bytes != NULL; i++) {
        if (is_same(&all[i], bytes, length)) {
            return all[i].number;
        }
    }
    return -1;
}

int32_t socket_tls_trust(struct secure_socket *socket, const void *certificate, size_t length)
{
    if (certificate == NULL || length == 0) {
        return SOCKETS_EINVAL;
    }
    const int32_t number = number_of(held.authorities, held.authority_count, certificate, length);
    socket->session.authority = number < 0 ? SOCKET_AUTHORITY_UNKNOWN
                                           : (uint16_t)(SOCKET_AUTHORITY_KNOWN + (uint32_t)number);
    return SOCKETS_ERROR_NONE;
}

void socket_tls_explain(struct secure_socket *socket, struct tls_error *error)
{
    (void)socket;
    *error = (struct tls_error){0}; /* the modem has one reason for everything */
}

void socket_tls_forget(struct secure_socket *socket)
{
    (void)socket;
}

void socket_tls_close(struct secure_socket *socket)
{
    (void)socket;
}

static int32_t authority_of(const struct secure_socket *socket)
{
    if (socket->session.authority >= SOCKET_AUTHORITY_KNOWN) {
        return socket->session.authority - (int32_t)SOCKET_AUTHORITY_KNOWN;
    }
    return socket->session.authority == SOCKET_AUTHORITY_UNKNOWN
               ? -1
               : number_of(held.authorities, held.authority_count, credentials.trusted,
                           credentials.trusted_bytes);
}

/* Their number and lengths were checked when the option was set. */
static uint8_t count_of(char *const *alpn)
{
    uint8_t count = 0;

    while (alpn != NULL && alpn[count] != NULL) {
        count++;
    }
    return count;
}

int32_t socket_tls_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                           struct deadline *deadline)
{
    const struct tls_identity *const who = credentials.identity;
    const int32_t authority = authority_of(socket);
    char dotted[ADDRESS_BYTES];

    if (!socket_tls_init()) {
        return socket_fail(socket, SOCKETS_TLS_INIT_ERROR, "the modem has no TLS");
    }
    if (authority < 0) {
        return socket_fail(socket, SOCKETS_TLS_INIT_ERROR,
                           "no trusted certificate, or none of those that the module holds");
    }
    const int32_t identity = who == NULL ? -1
                                         : number_of(held.identities, held.identity_count,
                                                     who->certificate, who->certificate_bytes);
    if (who != NULL && (identity < 0 || identity > INT8_MAX)) {
        return socket_fail(socket, SOCKETS_TLS_INIT_ERROR,
                           "the device's certificate is none of those that the module holds");
    }
    const struct offload_tls tls = {
        .name = socket->server_name != NULL ? socket->server_name
                                            : sockets_address_text(address, dotted),
        .alpn = (const char *const *)socket->alpn,
        .alpn_count = count_of(socket->alpn),
        .authority = (uint8_t)authority,
        .identity = (int8_t)identity,
    };
    return socket_offload_secure(socket, address, port, &tls, deadline);
}
