/* SPDX-License-Identifier: MIT */
/* Two stacks in one image: lwIP and the modem, both played by the test. */
#include <string.h>

#include "fake_network.h"
#include "fake_offload.h"
#include "socket.h"

static const struct network_interface ethernet = {.name = "ethernet",
                                                  .type = AWSIOT_NETWORK_TYPE_ETH};
static const struct network_interface wifi = {.name = "wifi", .type = AWSIOT_NETWORK_TYPE_WIFI};

/* lwIP, in place of socket_lwip.c: its log is that of the modem, with link 9. */

static bool lwip_has_room;

static void note(char what)
{
    const char entry[] = {what, '9', '\0'};
    strcat(fake.log, entry);
}

bool socket_lwip_open(struct secure_socket *socket)
{
    memset(&socket->conn.lwip, 0xFF, sizeof socket->conn.lwip); /* no byte is what a link is */
    note('o');
    return lwip_has_room;
}

void socket_lwip_close(struct secure_socket *socket)
{
    (void)socket;
    note('x');
}

int32_t socket_lwip_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                            struct deadline *deadline)
{
    (void)socket;
    (void)address;
    (void)port;
    (void)deadline;
    note('c');
    return SOCKETS_ERROR_NONE;
}

int32_t socket_lwip_send(void *socket, const void *data, size_t length)
{
    (void)socket;
    (void)data;
    note('s');
    return (int32_t)length;
}

int32_t socket_lwip_recv(void *socket, void *data, size_t capacity)
{
    (void)socket;
    (void)capacity;
    *(char *)data = 'l';
    note('r');
    return 1;
}

bool socket_lwip_shutdown(struct secure_socket *socket, bool receive, bool send)
{
    (void)socket;
    note('h');
    return receive && send;
}

int32_t socket_lwip_broken(struct secure_socket *socket)
{
    return socket_fail(socket, SOCKETS_SOCKET_ERROR, "lwIP is broken");
}

static Socket_t connected_over(const struct network_interface *interface)
{
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(80),
                            .ulAddress = SOCKETS_inet_addr_quick(192, 0, 2, 1)};
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);

    CHECK(socket != SOCKETS_INVALID_SOCKET);
    fake_current = interface;
    (void)SOCKETS_Connect(socket, &to, sizeof to);
    return socket;
}

static void begin(void)
{
    fake_begin();
    lwip_has_room = true;
}

static void check_reason(Socket_t socket, int32_t code, const char *text)
{
    struct sockets_error error;

    sockets_error(socket, &error);
    CHECK_EQ(error.code, code);
    CHECK(strcmp(error.text, text) == 0);
}

static void exchange_a_byte(Socket_t socket, char expected)
{
    char byte = 0;

    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), 1);
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 1);
    CHECK_EQ(byte, expected);
}

static void a_socket_takes_the_stack_of_the_interface_in_use_and_keeps_it(void)
{
    begin();
    fake.send[0].result = 1;
    fake.receive[0] = (struct fake_answer){1, "m"};
    Socket_t over_ethernet = connected_over(&ethernet);
    Socket_t over_wifi = connected_over(&wifi);
    fake_check("o9c9o0c0");
    fake_current = &ethernet;
    exchange_a_byte(over_wifi, 'm');
    fake_current = &wifi;
    exchange_a_byte(over_ethernet, 'l');
    fake_current = NULL;
    CHECK_EQ(SOCKETS_Shutdown(over_ethernet, SOCKETS_SHUT_RDWR), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Shutdown(over_wifi, SOCKETS_SHUT_RDWR), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(over_ethernet), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(over_wifi), SOCKETS_ERROR_NONE);
    fake_check("s0r0s9r9h9x0x9");
}

static void without_a_network_nothing_connects_and_nothing_is_asked(void)
{
    begin();
    Socket_t socket = connected_over(NULL);
    check_reason(socket, SOCKETS_SOCKET_ERROR, "there is no network");
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("");
}

static void a_stack_without_room_is_not_asked_to_close(void)
{
    begin();
    lwip_has_room = false;
    Socket_t socket = connected_over(&ethernet);
    check_reason(socket, SOCKETS_ENOMEM, "the network has no room for one more socket");
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("o9");
}

static unsigned woken;

static void wake(Socket_t socket)
{
    (void)socket;
    woken++;
}

static void events_of_a_link_are_for_sockets_of_the_modem(void)
{
    begin();
    Socket_t over_wifi = connected_over(&wifi);
    Socket_t over_ethernet = connected_over(&ethernet);
    woken = 0;
    CHECK_EQ(SOCKETS_SetSockOpt(over_ethernet, 0, SOCKETS_SO_WAKEUP_CALLBACK,
                                (const void *)(uintptr_t)wake, sizeof(void *)),
             0);
    for (unsigned link = 0; link < 255; link++) {
        fake_event(link);
    }
    CHECK_EQ(woken, 0);
    CHECK_EQ(SOCKETS_SetSockOpt(over_wifi, 0, SOCKETS_SO_WAKEUP_CALLBACK,
                                (const void *)(uintptr_t)wake, sizeof(void *)),
             0);
    fake_event(0);
    CHECK_EQ(woken, 1);
    CHECK_EQ(SOCKETS_Close(over_wifi), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(over_ethernet), SOCKETS_ERROR_NONE);
}

static void the_reason_is_that_of_the_sockets_stack(void)
{
    begin();
    fake.send[0].result = OFFLOAD_RESET;
    Socket_t over_wifi = connected_over(&wifi);
    Socket_t over_ethernet = connected_over(&ethernet);
    CHECK_EQ(SOCKETS_Send(over_wifi, "x", 1, 0), SOCKETS_PERIPHERAL_RESET);
    CHECK_EQ(SOCKETS_Shutdown(over_ethernet, SOCKETS_SHUT_RD), SOCKETS_SOCKET_ERROR);
    check_reason(over_ethernet, SOCKETS_SOCKET_ERROR, "lwIP is broken");
    CHECK_EQ(SOCKETS_Close(over_wifi), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(over_ethernet), SOCKETS_ERROR_NONE);
}

CONFORMANCE_MAIN("sockets_both",
                 TEST(a_socket_takes_the_stack_of_the_interface_in_use_and_keeps_it),
                 TEST(without_a_network_nothing_connects_and_nothing_is_asked),
                 TEST(a_stack_without_room_is_not_asked_to_close),
                 TEST(events_of_a_link_are_for_sockets_of_the_modem),
                 TEST(the_reason_is_that_of_the_sockets_stack))
