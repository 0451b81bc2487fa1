/* SPDX-License-Identifier: MIT */
/* With TLS a connection is made to who proves to be it, or not at all. Which of the codes of TLS
 * it is depends on who does TLS: a module does not tell why it refuses. */
#include <string.h>

#include "sockets_cases.h"

static void is_refusal(int32_t code)
{
    EXPECT(code == SOCKETS_TLS_SERVER_UNVERIFIED || code == SOCKETS_TLS_HANDSHAKE_ERROR);
}

static Socket_t refused(Socket_t socket, enum qualification_port port)
{
    is_refusal(kit_connect(socket, port));
    return socket;
}

void trusted_certificate(void)
{
    EXPECT(kit_echo(kit_connected(PORT_TLS_ECHO), 100, 100, 100));
}

void no_trusted_certificate(void)
{
    Socket_t socket = kit_plain();

    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION,
                                    qualification_parameters.host_name,
                                    strlen(qualification_parameters.host_name)),
                 0);
    EXPECT_EQUAL(kit_connect(socket, PORT_TLS_ECHO), SOCKETS_TLS_INIT_ERROR);
}

void untrusted_server(void)
{
    (void)refused(kit_secure(), PORT_TLS_UNTRUSTED);
}

void expired_server(void)
{
    (void)refused(kit_secure(), PORT_TLS_EXPIRED);
}

void server_without_tls(void)
{
    (void)refused(kit_secure(), PORT_CLOSER);
}

void wrong_server_name(void)
{
    Socket_t socket = kit_secure();

    (void)refused(kit_secure(), PORT_TLS_WRONG_NAME);
    EXPECT_EQUAL(
        SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "not.the.one", 11), 0);
    (void)refused(socket, PORT_TLS_ECHO);
}

/* Then the address is the name, and the certificate is not for that. */
void no_server_name(void)
{
    Socket_t socket = kit_plain();

    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                    qualification_parameters.root,
                                    strlen(qualification_parameters.root) + 1u),
                 0);
    (void)refused(socket, PORT_TLS_ECHO);
}

void nothing_is_sent_to_a_refused_server(void)
{
    Socket_t socket = refused(kit_secure(), PORT_TLS_UNTRUSTED);

    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 1, 0), SOCKETS_ENOTCONN);
    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, 1, 0), SOCKETS_ENOTCONN);
    kit_close(socket);
    EXPECT(kit_echo(kit_connected(PORT_TLS_ECHO), 10, 10, 10));
}
