/* SPDX-License-Identifier: MIT */
/* IotNetworkAfr over sockets that the test plays: what is set, what comes when, and how it ends. */
#include <stdio.h>
#include <string.h>

#include "conformance.h"
#include "iot_secure_sockets.h"
#include "platform/iot_metrics.h"
#include "platform/iot_network_afr.h"

#define SOCKET ((Socket_t)(uintptr_t)0x50c)

static struct {
    char log[256]; /* calls and options, in order */
    StreamBufferHandle_t incoming;
    int32_t connect_result;
    int32_t option_refused; /* 0: none */
    bool no_socket, peer_closed, shut;
    char sent[32];
    size_t sent_bytes;
} peer;

static void *connection;
static char received[32];
static size_t wanted; /* bytes that the call-back asks for */

static void note(const char *text)
{
    (void)strncat(peer.log, text, sizeof peer.log - strlen(peer.log) - 1);
}

Socket_t SOCKETS_Socket(int32_t lDomain, int32_t lType, int32_t lProtocol)
{
    CHECK(lDomain == SOCKETS_AF_INET && lType == SOCKETS_SOCK_STREAM &&
          lProtocol == SOCKETS_IPPROTO_TCP);
    note("socket ");
    return peer.no_socket ? SOCKETS_INVALID_SOCKET : SOCKET;
}

int32_t SOCKETS_SetSockOpt(Socket_t xSocket, int32_t lLevel, int32_t lOptionName,
                           const void *pvOptionValue, size_t xOptionLength)
{
    char text[48];

    CHECK(xSocket == SOCKET && lLevel == 0);
    const char *value = lOptionName == SOCKETS_SO_REQUIRE_TLS ? ""
                        : lOptionName == SOCKETS_SO_ALPN_PROTOCOLS
                            ? *(const char *const *)pvOptionValue
                            : pvOptionValue;
    (void)snprintf(text, sizeof text, "%d=%s/%u ", (int)lOptionName, value,
                   (unsigned)xOptionLength);
    note(text);
    return lOptionName == peer.option_refused ? SOCKETS_EINVAL : SOCKETS_ERROR_NONE;
}

uint32_t SOCKETS_GetHostByName(const char *pcHostName)
{
    return strcmp(pcHostName, "nowhere") == 0 ? 0 : SOCKETS_inet_addr_quick(10, 0, 2, 2);
}

char *sockets_address_text(uint32_t address, char *text)
{
    CHECK_EQ(address, SOCKETS_inet_addr_quick(10, 0, 2, 2));
    return strcpy(text, "10.0.2.2");
}

int32_t SOCKETS_Connect(Socket_t xSocket, SocketsSockaddr_t *pxAddress, Socklen_t xAddressLength)
{
    CHECK(xSocket == SOCKET && xAddressLength == sizeof *pxAddress);
    CHECK_EQ(pxAddress->usPort, SOCKETS_htons(8883));
    CHECK_EQ(pxAddress->ulAddress, SOCKETS_inet_addr_quick(10, 0, 2, 2));
    note("connect ");
    return peer.connect_result;
}

int32_t SOCKETS_Recv(Socket_t xSocket, void *pvBuffer, size_t xBufferLength, uint32_t ulFlags)
{
    CHECK(xSocket == SOCKET && ulFlags == 0);
    for (unsigned ticks = 0; ticks < 5; ticks++) {
        const size_t got = xStreamBufferReceive(peer.incoming, pvBuffer, xBufferLength, 0);
        if (got > 0) {
            return (int32_t)got;
        }
        if (peer.shut || peer.peer_closed) {
            return SOCKETS_ECLOSED;
        }
        vTaskDelay(1);
    }
    return 0;
}

int32_t SOCKETS_Send(Socket_t xSocket, const void *pvBuffer, size_t xDataLength, uint32_t ulFlags)
{
    const size_t room = sizeof peer.sent - peer.sent_bytes;
    const size_t part = xDataLength < 7 ? xDataLength : 7; /* in small parts */

    CHECK(xSocket == SOCKET && ulFlags == 0);
    if (room < part) {
        return SOCKETS_EWOULDBLOCK;
    }
    memcpy(peer.sent + peer.sent_bytes, pvBuffer, part);
    peer.sent_bytes += part;
    return (int32_t)part;
}

int32_t SOCKETS_Shutdown(Socket_t xSocket, uint32_t ulHow)
{
    CHECK(xSocket == SOCKET && ulHow == SOCKETS_SHUT_RDWR);
    peer.shut = true;
    note("shut ");
    return SOCKETS_ERROR_NONE;
}

int32_t SOCKETS_Close(Socket_t xSocket)
{
    CHECK(xSocket == SOCKET);
    note("close ");
    return SOCKETS_ERROR_NONE;
}

static void log_is(const char *expected)
{
    if (strcmp(peer.log, expected) != 0) {
        printf("calls: %s\nwanted: %s\n", peer.log, expected);
        CHECK(false);
    }
    peer.log[0] = '\0';
}

static void given_a_peer(void)
{
    memset(&peer, 0, sizeof peer);
    memset(received, 0, sizeof received);
    wanted = 0;
    peer.incoming = xStreamBufferCreate(32, 1);
}

static IotNetworkError_t create(const char *host, void *credentials)
{
    IotNetworkServerInfo_t server = {host, 8883};

    return IotNetworkAfr.create(&server, credentials, &connection);
}

static void given_a_connection(void)
{
    given_a_peer();
    CHECK_EQ(create("broker", NULL), IOT_NETWORK_SUCCESS);
    log_is("socket connect ");
}

static void say(const char *text)
{
    CHECK_EQ(xStreamBufferSend(peer.incoming, text, strlen(text), 0), strlen(text));
    vTaskDelay(4);
}

static void credentials_become_options(void)
{
    IotNetworkCredentials_t credentials = {
        .pAlpnProtos = "mqtt", .pRootCa = "PEM", .rootCaSize = 4};

    given_a_peer();
    CHECK_EQ(create("broker", &credentials), IOT_NETWORK_SUCCESS);
    log_is("socket 8=/0 6=broker/6 7=PEM/4 10=mqtt/1 connect ");
    CHECK_EQ(IotNetworkAfr.destroy(connection), IOT_NETWORK_SUCCESS);
    log_is("close ");
    credentials = (IotNetworkCredentials_t){.disableSni = true};
    CHECK_EQ(create("broker", &credentials), IOT_NETWORK_SUCCESS);
    log_is("socket 8=/0 connect ");
    CHECK_EQ(IotNetworkAfr.destroy(connection), IOT_NETWORK_SUCCESS);
    vStreamBufferDelete(peer.incoming);
}

static void what_cannot_be_connected_leaves_nothing_behind(void)
{
    IotNetworkCredentials_t credentials = {.pRootCa = "PEM", .rootCaSize = 4};
    IotNetworkServerInfo_t nobody = {NULL, 1};

    given_a_peer();
    CHECK_EQ(IotNetworkAfr.create(NULL, NULL, &connection), IOT_NETWORK_BAD_PARAMETER);
    CHECK_EQ(IotNetworkAfr.create(&nobody, NULL, &connection), IOT_NETWORK_BAD_PARAMETER);
    CHECK_EQ(create("nowhere", NULL), IOT_NETWORK_FAILURE);
    log_is("socket close ");
    peer.option_refused = SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE;
    CHECK_EQ(create("broker", &credentials), IOT_NETWORK_BAD_PARAMETER);
    log_is("socket 8=/0 6=broker/6 7=PEM/4 close ");
    peer.connect_result = SOCKETS_TLS_SERVER_UNVERIFIED;
    CHECK_EQ(create("broker", NULL), IOT_NETWORK_FAILURE);
    peer.connect_result = SOCKETS_ENOMEM;
    CHECK_EQ(create("broker", NULL), IOT_NETWORK_NO_MEMORY);
    log_is("socket connect close socket connect close ");
    peer.no_socket = true;
    CHECK_EQ(create("broker", NULL), IOT_NETWORK_NO_MEMORY);
    log_is("socket ");
    vStreamBufferDelete(peer.incoming); /* the harness looks at the heap */
}

static void all_bytes_are_sent_or_it_is_told_how_many(void)
{
    given_a_connection();
    CHECK_EQ(IotNetworkAfr.send(connection, (const uint8_t *)"0123456789abcdef", 16), 16);
    CHECK_EQ(memcmp(peer.sent, "0123456789abcdef", 16), 0);
    CHECK_EQ(IotNetworkAfr.send(connection, (const uint8_t *)"0123456789abcdefgh", 18), 14);
    CHECK_EQ(IotNetworkAfr.close(connection), IOT_NETWORK_SUCCESS);
    CHECK_EQ(IotNetworkAfr.destroy(connection), IOT_NETWORK_SUCCESS);
    log_is("shut close ");
    vStreamBufferDelete(peer.incoming);
}

static void without_a_call_back_a_task_receives(void)
{
    uint8_t bytes[8] = {0};

    given_a_connection();
    say("abcde");
    CHECK_EQ(IotNetworkAfr.receive(connection, bytes, 3), 3);
    CHECK_EQ(IotNetworkAfr.receive(connection, bytes + 3, 4), 2); /* time runs out */
    CHECK_EQ(memcmp(bytes, "abcde", 6), 0);
    CHECK_EQ(IotNetworkAfr.close(connection), IOT_NETWORK_SUCCESS);
    CHECK_EQ(IotNetworkAfr.destroy(connection), IOT_NETWORK_SUCCESS);
    vStreamBufferDelete(peer.incoming);
}

static void on_bytes(void *which, void *context)
{
    CHECK(which == connection && context == received);
    const size_t at = strlen(received);
    const size_t got = IotNetworkAfr.receive(which, (uint8_t *)received + at, wanted);
    event((char)('0' + got));
}

static void a_call_back_reads_what_came(void)
{
    given_a_connection();
    CHECK_EQ(IotNetworkAfr.setReceiveCallback(connection, NULL, NULL), IOT_NETWORK_BAD_PARAMETER);
    CHECK_EQ(IotNetworkAfr.setReceiveCallback(connection, on_bytes, received), IOT_NETWORK_SUCCESS);
    CHECK_EQ(IotNetworkAfr.setReceiveCallback(connection, on_bytes, received),
             IOT_NETWORK_BAD_PARAMETER);
    vTaskDelay(20); /* longer than the socket waits */
    CHECK_EVENTS("");
    wanted = 2;
    say("abcd");
    CHECK_EVENTS("22");
    CHECK_EQ(strcmp(received, "abcd"), 0);
    wanted = 0; /* it is called again while bytes are left */
    say("e");
    wanted = 1;
    vTaskDelay(3);
    CHECK_EQ(strcmp(received, "abcde"), 0);
    events_clear();
    CHECK_EQ(IotNetworkAfr.close(connection), IOT_NETWORK_SUCCESS);
    CHECK_EVENTS("");
    CHECK_EQ(IotNetworkAfr.destroy(connection), IOT_NETWORK_SUCCESS);
    log_is("shut close ");
    settle();
    vStreamBufferDelete(peer.incoming);
}

static void a_call_back_learns_that_the_peer_has_closed(void)
{
    given_a_connection();
    wanted = 1;
    CHECK_EQ(IotNetworkAfr.setReceiveCallback(connection, on_bytes, received), IOT_NETWORK_SUCCESS);
    peer.peer_closed = true;
    vTaskDelay(10);
    CHECK_EVENTS("0");
    CHECK_EQ(IotNetworkAfr.close(connection), IOT_NETWORK_SUCCESS);
    CHECK_EQ(IotNetworkAfr.destroy(connection), IOT_NETWORK_SUCCESS);
    settle();
    vStreamBufferDelete(peer.incoming);
}

static void end_it(void *which, void *context)
{
    (void)context;
    CHECK_EQ(IotNetworkAfr.close(which), IOT_NETWORK_SUCCESS);
    CHECK_EQ(IotNetworkAfr.destroy(which), IOT_NETWORK_SUCCESS);
    event('e');
}

static void a_call_back_may_end_its_connection(void)
{
    given_a_connection();
    CHECK_EQ(IotNetworkAfr.setReceiveCallback(connection, end_it, NULL), IOT_NETWORK_SUCCESS);
    say("bye");
    settle();
    CHECK_EVENTS("e");
    log_is("shut close ");
    vStreamBufferDelete(peer.incoming);
}

static void show(void *context, const IotListDouble_t *list)
{
    const IotLink_t *link;

    IotContainers_ForEach(list, link)
    {
        const IotMetricsTcpConnection_t *const one =
            IotLink_Container(IotMetricsTcpConnection_t, link, link);
        CHECK_EQ(one->addressLength, strlen(one->address));
        (void)strcat(context, one->address);
        (void)strcat(context, one->pNetworkContext == connection ? "*" : " ");
    }
    (void)strcat(context, ".");
}

static void shown_are(const char *expected)
{
    char text[64] = "";

    IotMetrics_GetTcpConnections(text, show);
    CHECK_EQ(strcmp(text, expected), 0);
}

static void metrics_show_what_is_connected(void)
{
    given_a_connection();
    void *const unknown = connection; /* made before metrics began */
    shown_are("");
    CHECK(IotMetrics_Init() && IotMetrics_Init());
    shown_are(".");
    CHECK_EQ(create("broker", NULL), IOT_NETWORK_SUCCESS);
    void *const first = connection;
    CHECK_EQ(create("broker", NULL), IOT_NETWORK_SUCCESS);
    shown_are("10.0.2.2:8883 10.0.2.2:8883*.");
    CHECK_EQ(IotNetworkAfr.close(first), IOT_NETWORK_SUCCESS);
    CHECK_EQ(IotNetworkAfr.destroy(unknown), IOT_NETWORK_SUCCESS);
    shown_are("10.0.2.2:8883*.");
    CHECK_EQ(IotNetworkAfr.destroy(first), IOT_NETWORK_SUCCESS);
    void *const second = connection;
    CHECK_EQ(create("broker", NULL), IOT_NETWORK_SUCCESS);
    CHECK_EQ(IotNetworkAfr.destroy(second), IOT_NETWORK_SUCCESS); /* not closed before */
    shown_are("10.0.2.2:8883*.");
    IotMetrics_Cleanup();
    shown_are("");
    CHECK(IotMetrics_Init());
    shown_are(".");
    CHECK_EQ(IotNetworkAfr.destroy(connection), IOT_NETWORK_SUCCESS);
    IotMetrics_Cleanup();
    vStreamBufferDelete(peer.incoming);
}

CONFORMANCE_MAIN("afr201906.network_sockets", TEST(credentials_become_options),
                 TEST(what_cannot_be_connected_leaves_nothing_behind),
                 TEST(all_bytes_are_sent_or_it_is_told_how_many),
                 TEST(without_a_call_back_a_task_receives), TEST(a_call_back_reads_what_came),
                 TEST(a_call_back_learns_that_the_peer_has_closed),
                 TEST(a_call_back_may_end_its_connection), TEST(metrics_show_what_is_connected))
