/* SPDX-License-Identifier: MIT */
/* What the client says in the handshake; the teller says it back: "NAME PROTOCOL\n". */
#include <string.h>

#include "sockets_cases.h"

#define PROTOCOL "dunlin-teller" /* the teller's */

/* What the teller says, as text in kit_bytes. */
static const char *told(Socket_t socket)
{
    size_t length = 0;
    int32_t got = 1;

    while (got > 0 && length < KIT_BYTES - 1u && memchr(kit_bytes, '\n', length) == NULL) {
        got = SOCKETS_Recv(socket, &kit_bytes[length], KIT_BYTES - 1u - length, 0);
        length += got > 0 ? (size_t)got : 0u;
    }
    kit_bytes[length] = '\0';
    EXPECT(memchr(kit_bytes, '\n', length) != NULL);
    return (const char *)kit_bytes;
}

void server_name_indication(void)
{
    const char *name = qualification_parameters.host_name;
    Socket_t socket = kit_connected(PORT_TLS_TELLER);

    if (socket != SOCKETS_INVALID_SOCKET) {
        const char *text = told(socket);

        EXPECT(strncmp(text, name, strlen(name)) == 0 && text[strlen(name)] == ' ');
    }
}

static const char *told_with(const char **protocols, size_t count)
{
    Socket_t socket = kit_secure();

    if (count != 0) {
        EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, protocols, count), 0);
    }
    EXPECT_EQUAL(kit_connect(socket, PORT_TLS_TELLER), SOCKETS_ERROR_NONE);
    return qualification_failed() ? "" : told(socket);
}

void alpn_is_offered(void)
{
    const char *protocols[] = {socketsAWS_IOT_ALPN_MQTT, PROTOCOL};

    EXPECT(strstr(told_with(protocols, 2), " " PROTOCOL "\n") != NULL);
}

void alpn_is_not_offered(void)
{
    EXPECT(strstr(told_with(NULL, 0), " -\n") != NULL);
}
