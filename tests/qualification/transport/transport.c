/* SPDX-License-Identifier: MIT */
/* The stream under MQTT and HTTP. What protocols rely on: send and receive do as much as they can
 * and say how much; 0 is "not yet", negative is "never again". */
#include <string.h>

#include "sockets_kit.h"
#include "transport_secure_sockets.h"

#define GIVES_UP_MS 20000u
#define MUCH        8000000u
#define SHORT_MS    200u

static NetworkContext_t context = {.socket = SOCKETS_INVALID_SOCKET};
static TransportInterface_t transport;

/* The transport over a socket of the kit. False: there is none. */
static bool over(enum qualification_port port)
{
    Socket_t socket = kit_connected(port);

    if (socket != SOCKETS_INVALID_SOCKET) {
        transport_secure_sockets_init(&transport, &context, socket);
    }
    return socket != SOCKETS_INVALID_SOCKET;
}

static bool send_all(size_t from, size_t bytes)
{
    for (size_t sent = 0; sent < bytes;) {
        const int32_t more =
            transport.send(transport.pNetworkContext, &kit_pattern[from + sent], bytes - sent);

        if (!EXPECT_WITHIN(more, 1, bytes - sent, "bytes")) {
            return false;
        }
        sent += (size_t)more;
    }
    return true;
}

static bool receive_all(size_t from, size_t bytes, size_t piece)
{
    for (size_t got = 0; got < bytes;) {
        const size_t room = bytes - got < piece ? bytes - got : piece;
        const int32_t more = transport.recv(transport.pNetworkContext, kit_bytes, room);

        if (!EXPECT_WITHIN(more, 1, room, "bytes") ||
            !EXPECT_BYTES(kit_bytes, &kit_pattern[from + got], (size_t)more)) {
            return false;
        }
        got += (size_t)more;
    }
    return true;
}

static void happy_case(void)
{
    EXPECT(over(PORT_ECHO) && send_all(0, 100) && receive_all(0, 100, 100));
}

static void happy_case_with_tls(void)
{
    EXPECT(over(PORT_TLS_ECHO) && send_all(0, 100) && receive_all(0, 100, 100));
}

static void one_byte_at_a_time(void)
{
    REQUIRE(over(PORT_ECHO));
    for (size_t i = 0; i < 40; i++) {
        REQUIRE(send_all(i, 1) && receive_all(i, 1, 1));
    }
}

static void vary_length(void)
{
    static const size_t lengths[] = {1, 2, 127, 128, 511, 512, 513, 1460, 1461, KIT_LARGE};

    REQUIRE(over(PORT_ECHO));
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        REQUIRE(send_all(0, lengths[i]) && receive_all(0, lengths[i], KIT_BYTES));
    }
}

/* A library asks for the two bytes of a header before it knows what follows. */
static void part_of_what_came(void)
{
    REQUIRE(over(PORT_ECHO));
    EXPECT(send_all(0, 60));
    EXPECT(receive_all(0, 2, 2) && receive_all(2, 58, 58));
}

static void nothing_yet(void)
{
    REQUIRE(over(PORT_ECHO));
    kit_set_timeouts(context.socket, SHORT_MS, KIT_WAIT_MS);
    EXPECT_EQUAL(transport.recv(transport.pNetworkContext, kit_bytes, KIT_BYTES), 0);
    kit_set_timeouts(context.socket, KIT_WAIT_MS, KIT_WAIT_MS);
    EXPECT(send_all(0, 10) && receive_all(0, 10, 10)); /* it goes on */
}

static void peer_closes(void)
{
    REQUIRE(over(PORT_CLOSER));
    for (size_t got = 0; got < 3;) {
        const int32_t more = transport.recv(transport.pNetworkContext, &kit_bytes[got], 3u - got);

        REQUIRE(EXPECT_WITHIN(more, 1, 3u - got, "bytes"));
        got += (size_t)more;
    }
    EXPECT_BYTES(kit_bytes, "bye", 3);
    EXPECT(transport.recv(transport.pNetworkContext, kit_bytes, 1) < 0);
    EXPECT(transport.recv(transport.pNetworkContext, kit_bytes, 1) < 0);
}

static void after_the_end(void)
{
    REQUIRE(over(PORT_ECHO));
    EXPECT_EQUAL(SOCKETS_Shutdown(context.socket, SOCKETS_SHUT_RDWR), SOCKETS_ERROR_NONE);
    EXPECT(transport.send(transport.pNetworkContext, kit_pattern, 1) < 0);
    EXPECT(transport.recv(transport.pNetworkContext, kit_bytes, 1) < 0);
    kit_close(context.socket);
    EXPECT(transport.send(transport.pNetworkContext, kit_pattern, 1) < 0);
    EXPECT(transport.recv(transport.pNetworkContext, kit_bytes, 1) < 0);
}

/* Sends to who takes nothing, until nothing goes; how long that send took. */
static TickType_t send_until_full(int32_t *sent)
{
    TickType_t start;
    size_t total = 0;

    do {
        start = xTaskGetTickCount();
        *sent = transport.send(transport.pNetworkContext, kit_pattern, KIT_LARGE);
        total += *sent > 0 ? (size_t)*sent : 0u;
    } while (*sent > 0 && *sent <= (int32_t)KIT_LARGE && total < MUCH);
    return kit_ms_since(start);
}

/* Never more than was given, and no waiting beyond the time-out; where the peer takes nothing a
 * module may end the connection. Too late once may be the host's. */
static void peer_takes_nothing(void)
{
    TickType_t ms = SHORT_MS + KIT_SLACK_MS + 1u;
    int32_t sent = 0;

    REQUIRE(over(PORT_SILENT));
    kit_set_timeouts(context.socket, KIT_WAIT_MS, SHORT_MS);
    for (int look = 0; look < 3 && sent == 0 && ms > SHORT_MS + KIT_SLACK_MS; look++) {
        ms = send_until_full(&sent);
    }
    EXPECT(sent <= 0);
    EXPECT_WITHIN(ms, 0, sent == 0 ? SHORT_MS + KIT_SLACK_MS : GIVES_UP_MS, "ms");
}

static void writev_gathers(void)
{
    TransportOutVector_t pieces[] = {{&kit_pattern[0], 2},
                                     {&kit_pattern[2], 0},
                                     {&kit_pattern[2], 1},
                                     {&kit_pattern[3], 600},
                                     {&kit_pattern[603], 20}};

    REQUIRE(over(PORT_ECHO));
    if (transport.writev == NULL) {
        qualification_ignore("this transport has no writev");
        return;
    }
    EXPECT_EQUAL(
        transport.writev(transport.pNetworkContext, pieces, sizeof pieces / sizeof pieces[0]), 623);
    EXPECT(receive_all(0, 623, KIT_BYTES));
}

static struct transport_target target(enum qualification_port port)
{
    const struct qualification_parameters *told = &qualification_parameters;
    const bool tls = port >= PORT_TLS_ECHO && port <= PORT_TLS_TELLER;

    return (struct transport_target){
        .host = told->host,
        .port = told->port[port],
        .server_name = tls ? told->host_name : NULL,
        .trusted = tls ? (const uint8_t *)told->root : NULL,
        .trusted_bytes = tls ? strlen(told->root) + 1u : 0u,
        .receive_ms = KIT_WAIT_MS,
    };
}

static void opens_and_closes(void)
{
    static const enum qualification_port ports[] = {PORT_ECHO, PORT_TLS_ECHO};

    for (size_t i = 0; i < 2; i++) {
        const struct transport_target to = target(ports[i]);

        REQUIRE_EQUAL(transport_secure_sockets_open(&context, &to), SOCKETS_ERROR_NONE);
        transport_secure_sockets_init(&transport, &context, context.socket);
        EXPECT(send_all(0, 30) && receive_all(0, 30, 30));
        transport_secure_sockets_close(&context);
        EXPECT(context.socket == SOCKETS_INVALID_SOCKET);
        transport_secure_sockets_close(&context); /* nothing is done */
    }
}

static void open_is_refused(void)
{
    static const enum qualification_port ports[] = {PORT_NOBODY, PORT_TLS_UNTRUSTED,
                                                    PORT_TLS_WRONG_NAME};

    for (size_t i = 0; i < sizeof ports / sizeof ports[0]; i++) {
        const struct transport_target to = target(ports[i]);

        EXPECT(transport_secure_sockets_open(&context, &to) < 0);
        EXPECT(context.socket == SOCKETS_INVALID_SOCKET);
        transport_secure_sockets_close(&context);
    }
}

static const struct qualification_case transport_cases[] = {
    {"AFQP_TRANSPORT_SendRecv_HappyCase", happy_case},
    {"AFQP_TRANSPORT_SendRecv_TLS", happy_case_with_tls},
    {"AFQP_TRANSPORT_SendRecv_OneByteAtATime", one_byte_at_a_time},
    {"AFQP_TRANSPORT_SendRecv_VaryLength", vary_length},
    {"AFQP_TRANSPORT_Recv_PartOfWhatCame", part_of_what_came},
    {"AFQP_TRANSPORT_Recv_NothingYet", nothing_yet},
    {"AFQP_TRANSPORT_Recv_PeerCloses", peer_closes},
    {"AFQP_TRANSPORT_SendRecv_AfterTheEnd", after_the_end},
    {"AFQP_TRANSPORT_Send_PeerTakesNothing", peer_takes_nothing},
    {"AFQP_TRANSPORT_Writev", writev_gathers},
    {"AFQP_TRANSPORT_OpenClose", opens_and_closes},
    {"AFQP_TRANSPORT_Open_Refused", open_is_refused},
};

QUALIFICATION_GROUP(transport, "Full_TRANSPORT", .begin = qualification_network_up,
                    .tear_down = kit_tear_down)
