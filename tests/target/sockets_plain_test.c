/* SPDX-License-Identifier: MIT */
/* One task, no TLS. */
#include "sockets_test.h"

#include <string.h>

#include "transport_secure_sockets.h"

static uint8_t data[2000];

static void values_have_the_bytes_of_the_network(void)
{
    uint32_t address = SOCKETS_inet_addr_quick(192, 168, 7, 250);
    uint8_t bytes[4];
    char text[16];

    memcpy(bytes, &address, sizeof(bytes));
    CHECK(bytes[0] == 192 && bytes[1] == 168 && bytes[2] == 7 && bytes[3] == 250);
    CHECK(strcmp(SOCKETS_inet_ntoa(address, text), "192.168.7.250") == 0);
    CHECK(strcmp(SOCKETS_inet_ntoa(0, text), "0.0.0.0") == 0);
    CHECK(strcmp(SOCKETS_inet_ntoa(UINT32_MAX, text), "255.255.255.255") == 0);
    uint16_t port = SOCKETS_htons(0x1234);
    memcpy(bytes, &port, sizeof(port));
    CHECK(bytes[0] == 0x12 && bytes[1] == 0x34);
    CHECK_EQ(SOCKETS_ntohs(SOCKETS_htons(0xABCD)), 0xABCD);
    CHECK(SOCKETS_ntohl(SOCKETS_htonl(0x12345678u)) == 0x12345678u);
}

static void arguments_that_cannot_be_are_refused(void)
{
    SocketsSockaddr_t to = address_of(ECHO);

    CHECK(SOCKETS_Socket(SOCKETS_AF_INET6, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP) ==
          SOCKETS_INVALID_SOCKET);
    CHECK(SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_DGRAM, SOCKETS_IPPROTO_UDP) ==
          SOCKETS_INVALID_SOCKET);
    CHECK(SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_UDP) ==
          SOCKETS_INVALID_SOCKET);
    Socket_t socket = new_socket();
    CHECK_EQ(SOCKETS_Connect(socket, NULL, 0), SOCKETS_EINVAL);
    to.usPort = 0;
    CHECK_EQ(SOCKETS_Connect(socket, &to, sizeof(to)), SOCKETS_EINVAL);
    to = address_of(ECHO);
    to.ulAddress = 0;
    CHECK_EQ(SOCKETS_Connect(socket, &to, sizeof(to)), SOCKETS_EINVAL);
    to = address_of(ECHO);
    to.ucSocketDomain = SOCKETS_AF_INET6;
    CHECK_EQ(SOCKETS_Connect(socket, &to, sizeof(to)), SOCKETS_EINVAL);
    CHECK_EQ(connect_to(socket, ECHO), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Recv(socket, NULL, 1, 0), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_Recv(socket, data, 0, 0), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_Send(socket, NULL, 1, 0), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_Send(socket, data, (size_t)INT32_MAX + 1, 0), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_Send(socket, data, 0, 0), 0);
    CHECK_EQ(SOCKETS_Shutdown(socket, 3), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void what_is_no_open_socket_is_refused_by_every_call(void)
{
    SocketsSockaddr_t to = address_of(ECHO);
    Socket_t closed = new_socket();
    CHECK_EQ(SOCKETS_Close(closed), SOCKETS_ERROR_NONE);
    Socket_t wrong[] = {NULL, SOCKETS_INVALID_SOCKET, closed, (Socket_t)(uintptr_t)4};

    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct sockets_error error;
        CHECK_EQ(SOCKETS_Connect(wrong[i], &to, sizeof(to)), SOCKETS_EINVAL);
        CHECK_EQ(SOCKETS_Recv(wrong[i], data, 1, 0), SOCKETS_EINVAL);
        CHECK_EQ(SOCKETS_Send(wrong[i], data, 1, 0), SOCKETS_EINVAL);
        CHECK_EQ(SOCKETS_Shutdown(wrong[i], SOCKETS_SHUT_RD), SOCKETS_EINVAL);
        CHECK_EQ(SOCKETS_SetSockOpt(wrong[i], 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), SOCKETS_EINVAL);
        CHECK_EQ(SOCKETS_Close(wrong[i]), SOCKETS_EINVAL);
        sockets_error(wrong[i], &error);
        CHECK_EQ(error.code, SOCKETS_EINVAL);
    }
}

static void calls_before_the_connection_say_so(void)
{
    Socket_t socket = new_socket();
    CHECK_EQ(SOCKETS_Recv(socket, data, 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Send(socket, data, 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RDWR), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void a_socket_connects_once(void)
{
    Socket_t socket = connected_to(ECHO);
    CHECK_EQ(connect_to(socket, ECHO), SOCKETS_EISCONN);
    there_and_back(socket, 100, 100, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_socket();
    CHECK_EQ(connect_to(socket, NOBODY), SOCKETS_SOCKET_ERROR);
    struct sockets_error error;
    sockets_error(socket, &error);
    CHECK(strcmp(error.text, traits.refused) == 0);
    CHECK_EQ(connect_to(socket, ECHO), SOCKETS_EISCONN);
    CHECK_EQ(SOCKETS_Recv(socket, data, 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void one_socket_too_many_is_refused_and_a_closed_one_makes_room(void)
{
    Socket_t sockets[socketsconfigMAX_SOCKETS];
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < socketsconfigMAX_SOCKETS; i++) {
            sockets[i] = new_socket();
        }
        CHECK(SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP) ==
              SOCKETS_INVALID_SOCKET);
        for (int i = 0; i < socketsconfigMAX_SOCKETS; i++) {
            CHECK_EQ(SOCKETS_Close(sockets[i]), SOCKETS_ERROR_NONE);
        }
    }
}

static void options_check_their_values(void)
{
    TickType_t timeout = 5;
    static char name[255];
    const char *no_names[] = {""};
    Socket_t socket = new_socket();

    memset(name, 'a', sizeof(name) - 1);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, NULL, 4), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDTIMEO, &timeout, 1), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, name,
                                server_name_length + 1),
             SOCKETS_EINVAL);
    CHECK_EQ(
        SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, name, server_name_length),
        0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "", 1),
             SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, "x", 0),
             SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, no_names, 1), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, NULL, 1), SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDBUF, &timeout, sizeof(timeout)),
             SOCKETS_ENOPROTOOPT);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, 4711, &timeout, sizeof(timeout)), SOCKETS_ENOPROTOOPT);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void options_of_tls_come_too_late_after_the_connection(void)
{
    const char *names[] = {"mqtt"};
    Socket_t socket = connected_to(ECHO);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), SOCKETS_EISCONN);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "a", 1),
             SOCKETS_EISCONN);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, "a", 1),
             SOCKETS_EISCONN);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, names, 1), SOCKETS_EISCONN);
    set_timeouts(socket, 100, 100);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static TickType_t took(Socket_t socket, int32_t expected)
{
    TickType_t start = xTaskGetTickCount();
    CHECK_EQ(SOCKETS_Recv(socket, data, sizeof(data), 0), expected);
    return pdTICKS_TO_MS(xTaskGetTickCount() - start);
}

static void receive_ends_when_its_time_is_over(void)
{
    static const TickType_t waits[] = {1, 50, 300};
    Socket_t socket = connected_to(SILENT);
    for (size_t i = 0; i < sizeof(waits) / sizeof(waits[0]); i++) {
        set_timeouts(socket, waits[i], 1000);
        TickType_t ms = took(socket, 0);
        CHECK(ms >= waits[i] && ms <= waits[i] + 60);
    }
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void send_ends_when_its_time_is_over_and_says_how_much_went(void)
{
    Socket_t socket = connected_to(SILENT);
    int32_t total = 0;
    int32_t sent;

    set_timeouts(socket, 1000, 200);
    do {
        sent = SOCKETS_Send(socket, data, sizeof(data), 0);
        total += sent > 0 ? sent : 0;
    } while (sent == (int32_t)sizeof(data) && total < 50000000);
    CHECK(total > 1000);
    if (!traits.send_waits) { /* what the modem had of it, nobody knows */
        CHECK_EQ(sent, SOCKETS_PERIPHERAL_RESET);
        CHECK_EQ(SOCKETS_Send(socket, data, sizeof(data), 0), SOCKETS_PERIPHERAL_RESET);
        CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
        return;
    }
    CHECK(sent == SOCKETS_EWOULDBLOCK || (sent > 0 && sent < (int32_t)sizeof(data)));
    TickType_t start = xTaskGetTickCount();
    CHECK_EQ(SOCKETS_Send(socket, data, sizeof(data), 0), SOCKETS_EWOULDBLOCK);
    TickType_t ms = pdTICKS_TO_MS(xTaskGetTickCount() - start);
    CHECK(ms >= 200 && ms <= 260);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void a_non_blocking_socket_never_waits(void)
{
    Socket_t socket = connected_to(ECHO);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_NONBLOCK, NULL, 0), 0);
    CHECK(took(socket, SOCKETS_EWOULDBLOCK) <= 20);
    CHECK_EQ(SOCKETS_Send(socket, "abc", 3, 0), 3);
    for (int i = 0; i < 200 && SOCKETS_Recv(socket, data, 3, 0) == SOCKETS_EWOULDBLOCK; i++) {
        vTaskDelay(pdMS_TO_TICKS(10));
    }
    CHECK(memcmp(data, "abc", 3) == 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = connected_to(SILENT);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_NONBLOCK, NULL, 0), 0);
    TickType_t start = xTaskGetTickCount();
    for (int i = 0; i < 10; i++) {
        (void)SOCKETS_Send(socket, data, sizeof(data), 0);
    }
    CHECK(pdTICKS_TO_MS(xTaskGetTickCount() - start) <=
          100 * traits.many); /* a modem says when it has it */
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void data_of_every_length_comes_back_unchanged(void)
{
    static const uint32_t parts[] = {1, 2, 3, 511, 512, 513, 1459, 1460, 1461, 2000};
    Socket_t socket = connected_to(ECHO);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        there_and_back(socket, parts[i] < 10 ? 100 / traits.many : 20000 / traits.many + parts[i],
                       parts[i], false);
    }
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void half_a_connection_can_be_ended(void)
{
    Socket_t socket = connected_to(ECHO);
    CHECK_EQ(SOCKETS_Send(socket, "abc", 3, 0), 3);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_WR), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Send(socket, "d", 1, 0), SOCKETS_ECLOSED);
    if (traits.half_close) {
        CHECK_EQ(SOCKETS_Recv(socket, data, 3, 0), 3);
    }
    CHECK_EQ(SOCKETS_Recv(socket, data, 3, 0), SOCKETS_ECLOSED); /* the echo closed, too */
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = connected_to(SILENT);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RD), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Recv(socket, data, 1, 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Send(socket, "d", 1, 0), 1);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RDWR), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Send(socket, "d", 1, 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

/* Their peers do not end: places in the stack are as few as sockets. */
static void connections_that_were_ended_give_way_to_new_ones(void)
{
    for (int i = 0; i < 4 * socketsconfigMAX_SOCKETS; i++) {
        Socket_t socket = connected_to(SILENT);
        if (i >= 2 * socketsconfigMAX_SOCKETS) {
            CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RDWR), SOCKETS_ERROR_NONE);
        }
        CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    }
}

static void the_other_side_may_close_or_reset(void)
{
    Socket_t socket = connected_to(CLOSER);
    CHECK_EQ(SOCKETS_Recv(socket, data, sizeof(data), 0), 3); /* "bye" */
    CHECK_EQ(SOCKETS_Recv(socket, data, sizeof(data), 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Recv(socket, data, sizeof(data), 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = connected_to(RESETTER);
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), 1);
    int32_t code = SOCKETS_Recv(socket, data, sizeof(data), 0);
    CHECK(code == SOCKETS_SOCKET_ERROR || code == SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void a_transport_gathers_pieces_and_tells_would_block_from_broken(void)
{
    static uint8_t big[1500];
    NetworkContext_t context;
    TransportInterface_t transport;
    Socket_t socket = connected_to(ECHO);
    set_timeouts(socket, 3000, 3000);
    transport_secure_sockets_init(&transport, &context, socket);
    memset(big, 'B', sizeof(big));
    TransportOutVector_t vectors[] = {{"ab", 2},          {"", 0},   {"c", 1},
                                      {big, sizeof(big)}, {"de", 2}, {"f", 1}};
    CHECK_EQ(transport.writev(transport.pNetworkContext, vectors, 6), 1506);
    size_t received = 0;
    while (received < 1506) {
        int32_t more = transport.recv(transport.pNetworkContext, data + received, 1506 - received);
        if (more <= 0) {
            break;
        }
        received += (size_t)more;
    }
    CHECK_EQ(received, 1506);
    CHECK(memcmp(data, "abcBBB", 6) == 0 && memcmp(data + 1500, "BBBdef", 6) == 0);
    CHECK_EQ(transport.send(transport.pNetworkContext, "q", 1), 1);
    CHECK_EQ(transport.recv(transport.pNetworkContext, data, 1), 1);
    set_timeouts(socket, 20, 20);
    CHECK_EQ(transport.recv(transport.pNetworkContext, data, 1), 0);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RDWR), SOCKETS_ERROR_NONE);
    CHECK_EQ(transport.recv(transport.pNetworkContext, data, 1), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    CHECK(transport.send(transport.pNetworkContext, data, 1) < 0);
}

void run_plain_tests(void)
{
    RUN(values_have_the_bytes_of_the_network);
    RUN(arguments_that_cannot_be_are_refused);
    RUN(what_is_no_open_socket_is_refused_by_every_call);
    RUN(calls_before_the_connection_say_so);
    RUN(a_socket_connects_once);
    RUN(one_socket_too_many_is_refused_and_a_closed_one_makes_room);
    RUN(options_check_their_values);
    RUN(options_of_tls_come_too_late_after_the_connection);
    RUN(receive_ends_when_its_time_is_over);
    RUN(send_ends_when_its_time_is_over_and_says_how_much_went);
    RUN(a_non_blocking_socket_never_waits);
    RUN(data_of_every_length_comes_back_unchanged);
    RUN(half_a_connection_can_be_ended);
    RUN(connections_that_were_ended_give_way_to_new_ones);
    RUN(the_other_side_may_close_or_reset);
    RUN(a_transport_gathers_pieces_and_tells_would_block_from_broken);
}
