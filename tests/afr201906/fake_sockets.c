/* SPDX-License-Identifier: MIT */
#include "fake_sockets.h"

#include <stdbool.h>
#include <string.h>

#include "conformance.h"
#include "iot_secure_sockets.h"

struct fake_sockets fake_sockets;

/* One socket at a time is enough. */
static struct secure_socket {
    bool tls, connected;
    char name[64];
    const char *trusted;
} one;

static char host[64];

uint32_t SOCKETS_GetHostByName(const char *name)
{
    strcpy(host, name);
    return 1;
}

Socket_t SOCKETS_Socket(int32_t domain, int32_t type, int32_t protocol)
{
    (void)domain;
    (void)type;
    (void)protocol;
    memset(&one, 0, sizeof one);
    fake_sockets.open++;
    return &one;
}

int32_t SOCKETS_SetSockOpt(Socket_t socket, int32_t level, int32_t option, const void *value,
                           size_t length)
{
    (void)level;
    if (option == SOCKETS_SO_REQUIRE_TLS) {
        socket->tls = true;
    } else if (option == SOCKETS_SO_SERVER_NAME_INDICATION) {
        memcpy(socket->name, value, length);
    } else if (option == SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE) {
        socket->trusted = value;
        CHECK_EQ(strlen(value) + 1, length);
    }
    return SOCKETS_ERROR_NONE;
}

int32_t SOCKETS_Connect(Socket_t socket, SocketsSockaddr_t *address, Socklen_t length)
{
    (void)length;
    CHECK(socket->tls);
    CHECK_EQ(strcmp(socket->name, host), 0);
    if (strcmp(host, FAKE_SOCKETS_DISCOVERY) == 0) {
        CHECK_EQ(address->usPort, SOCKETS_htons(8443));
        return fake_sockets.answer != NULL ? SOCKETS_ERROR_NONE : SOCKETS_SOCKET_ERROR;
    }
    fake_sockets.attempts++;
    return fake_sockets.core != NULL && strcmp(host, fake_sockets.core) == 0 &&
                   strcmp(socket->trusted, fake_sockets.signer) == 0
               ? SOCKETS_ERROR_NONE
               : SOCKETS_SOCKET_ERROR;
}

static bool stalls(void)
{
    if (fake_sockets.stalls > 0) {
        fake_sockets.stalls--;
        return true;
    }
    return false;
}

int32_t SOCKETS_Send(Socket_t socket, const void *data, size_t length, uint32_t flags)
{
    (void)socket;
    (void)flags;
    if (stalls()) {
        return SOCKETS_EWOULDBLOCK;
    }
    const size_t part = length < 10 ? length : 10;
    strncat(fake_sockets.sent, data, part);
    return (int32_t)part;
}

int32_t SOCKETS_Recv(Socket_t socket, void *buffer, size_t length, uint32_t flags)
{
    size_t part = strlen(fake_sockets.answer);

    (void)socket;
    (void)flags;
    if (stalls()) {
        return 0;
    }
    part = part < length ? part : length;
    part = part < fake_sockets.at_once ? part : fake_sockets.at_once;
    memcpy(buffer, fake_sockets.answer, part);
    fake_sockets.answer += part;
    return part > 0 ? (int32_t)part : SOCKETS_ECLOSED;
}

int32_t SOCKETS_Close(Socket_t socket)
{
    CHECK(socket == &one);
    fake_sockets.open--;
    return SOCKETS_ERROR_NONE;
}
