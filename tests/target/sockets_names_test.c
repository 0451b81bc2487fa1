/* SPDX-License-Identifier: MIT */
/* The names of the API: their values and types, and looking up hosts. */
#include "sockets_test.h"

#include <string.h>

#include "aws_secure_sockets.h"

#define NAME_BYTES 256u

static const struct {
    int32_t value;
    int32_t wanted;
} values[] = {
    {SOCKETS_ERROR_NONE, 0},
    {SOCKETS_SOCKET_ERROR, -1},
    {SOCKETS_EWOULDBLOCK, -11},
    {SOCKETS_ENOMEM, -12},
    {SOCKETS_EINVAL, -22},
    {SOCKETS_ENOPROTOOPT, -109},
    {SOCKETS_ENOTCONN, -126},
    {SOCKETS_EISCONN, -127},
    {SOCKETS_ECLOSED, -128},
    {SOCKETS_TLS_INIT_ERROR, -1001},
    {SOCKETS_TLS_HANDSHAKE_ERROR, -1002},
    {SOCKETS_TLS_SERVER_UNVERIFIED, -1003},
    {SOCKETS_TLS_RECV_ERROR, -1004},
    {SOCKETS_TLS_SEND_ERROR, -1005},
    {SOCKETS_PERIPHERAL_RESET, -1006},
    {SOCKETS_AF_INET, 2},
    {SOCKETS_PF_INET, 2},
    {SOCKETS_AF_INET6, 10},
    {SOCKETS_SOCK_DGRAM, 2},
    {SOCKETS_SOCK_STREAM, 1},
    {SOCKETS_IPPROTO_UDP, 17},
    {SOCKETS_IPPROTO_TCP, 6},
    {SOCKETS_SO_RCVTIMEO, 0},
    {SOCKETS_SO_SNDTIMEO, 1},
    {SOCKETS_SO_SNDBUF, 4},
    {SOCKETS_SO_RCVBUF, 5},
    {SOCKETS_SO_SERVER_NAME_INDICATION, 6},
    {SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, 7},
    {SOCKETS_SO_REQUIRE_TLS, 8},
    {SOCKETS_SO_NONBLOCK, 9},
    {SOCKETS_SO_ALPN_PROTOCOLS, 10},
    {SOCKETS_SO_WAKEUP_CALLBACK, 17},
    {SOCKETS_SHUT_RD, 0},
    {SOCKETS_SHUT_WR, 1},
    {SOCKETS_SHUT_RDWR, 2},
    {securesocketsMAX_DNS_NAME_LENGTH, 253},
    {securesocketsDEFAULT_TLS_DESTINATION_PORT, 443},
};

static void names_have_the_values_and_types_of_the_api(void)
{
    BaseType_t (*init)(void) = SOCKETS_Init;
    Socket_t (*make)(int32_t, int32_t, int32_t) = SOCKETS_Socket;
    int32_t (*connect)(Socket_t, SocketsSockaddr_t *, Socklen_t) = SOCKETS_Connect;
    int32_t (*receive)(Socket_t, void *, size_t, uint32_t) = SOCKETS_Recv;
    int32_t (*send)(Socket_t, const void *, size_t, uint32_t) = SOCKETS_Send;
    int32_t (*shut)(Socket_t, uint32_t) = SOCKETS_Shutdown;
    int32_t (*close)(Socket_t) = SOCKETS_Close;
    int32_t (*set)(Socket_t, int32_t, int32_t, const void *, size_t) = SOCKETS_SetSockOpt;
    uint32_t (*look_up)(const char *) = SOCKETS_GetHostByName;

    CHECK(init != NULL && make != NULL && connect != NULL && receive != NULL && send != NULL);
    CHECK(shut != NULL && close != NULL && set != NULL && look_up != NULL);
    for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
        CHECK_EQ(values[i].value, values[i].wanted);
    }
    CHECK(SOCKETS_INVALID_SOCKET == (Socket_t)(uintptr_t)UINT32_MAX);
    CHECK(strcmp(socketsAWS_IOT_ALPN_MQTT, "x-amzn-mqtt-ca") == 0);
}

/* Labels of 63 characters, the longest that names may have, up to `length` characters. */
static void fill_name(char *name, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        name[i] = i % 64 == 63 ? '.' : 'a';
    }
    name[length] = '\0';
}

static void addresses_are_looked_up_by_names_up_to_the_longest(void)
{
    static char name[NAME_BYTES];

    CHECK_EQ(SOCKETS_GetHostByName("10.0.2.2"), SOCKETS_inet_addr_quick(10, 0, 2, 2));
    CHECK_EQ(SOCKETS_GetHostByName(NULL), 0);
    CHECK_EQ(SOCKETS_GetHostByName(""), 0);
    CHECK_EQ(SOCKETS_GetHostByName("host.test"), SOCKETS_inet_addr_quick(192, 0, 2, 7));
    fill_name(name, traits.name_length);
    CHECK_EQ(SOCKETS_GetHostByName(name), SOCKETS_inet_addr_quick(192, 0, 2, 253));
    fill_name(name, traits.name_length + 1);
    CHECK_EQ(SOCKETS_GetHostByName(name), 0);
    CHECK_EQ(SOCKETS_GetHostByName("nobody.test"), 0);
}

void run_names_tests(void)
{
    RUN(names_have_the_values_and_types_of_the_api);
    RUN(addresses_are_looked_up_by_names_up_to_the_longest);
}
