/* SPDX-License-Identifier: MIT */
/* TLS_*, over a socket that knows nothing of TLS. */
#include "sockets_test.h"

#include <string.h>

#include "aws_tls.h"

#define BYTES 5000u

static char server_name[64];

static BaseType_t network_receive(void *socket, unsigned char *data, size_t length)
{
    return SOCKETS_Recv(socket, data, length, 0);
}

static BaseType_t network_send(void *socket, const unsigned char *data, size_t length)
{
    return SOCKETS_Send(socket, data, length, 0);
}

static TLSParams_t wishes(Socket_t socket)
{
    (void)credentials_text(&credentials.server_name, server_name, sizeof(server_name));
    return (TLSParams_t){
        .ulSize = sizeof(TLSParams_t),
        .pcDestination = server_name,
        .pcServerCertificate = (const char *)credentials.trusted.bytes,
        .ulServerCertificateLength = credentials.trusted.length,
        .pxNetworkRecv = network_receive,
        .pxNetworkSend = network_send,
        .pvCallerContext = socket,
    };
}

static void echo(void *tls)
{
    static unsigned char out[BYTES], back[BYTES];
    size_t received = 0;

    for (size_t i = 0; i < BYTES; i++) {
        out[i] = (unsigned char)(i * 7u);
    }
    CHECK_EQ(TLS_Send(tls, out, BYTES), BYTES);
    while (received < BYTES) {
        BaseType_t count = TLS_Recv(tls, back + received, BYTES - received);
        if (count < 0) {
            CHECK_EQ(count, 0);
            return;
        }
        received += (size_t)count;
    }
    CHECK(memcmp(out, back, BYTES) == 0);
}

static void bytes_come_back_through_the_wrapper_and_it_gives_all_memory_back(void)
{
    Socket_t socket = connected_to(TLS_ECHO);
    size_t before = xPortGetFreeHeapSize();
    TLSParams_t params = wishes(socket);
    void *tls;

    CHECK_EQ(TLS_Init(&tls, &params), 0);
    CHECK_EQ(TLS_Connect(tls), 0);
    echo(tls);
    TLS_Cleanup(tls);
    CHECK_EQ(xPortGetFreeHeapSize(), before);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void a_protocol_is_chosen_of_those_offered(void)
{
    const char *names[] = {"nothing", "echo"};
    Socket_t socket = connected_to(TLS_ECHO);
    TLSParams_t params = wishes(socket);
    void *tls;

    params.ppcAlpnProtocols = names;
    params.ulAlpnProtocolsCount = 2;
    CHECK_EQ(TLS_Init(&tls, &params), 0);
    CHECK_EQ(TLS_Connect(tls), 0);
    echo(tls);
    TLS_Cleanup(tls);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void refusal(enum service service, const char *name, tls_status_t reason)
{
    Socket_t socket = connected_to(service);
    TLSParams_t params = wishes(socket);
    void *tls;

    if (name != NULL) {
        params.pcDestination = name;
    }
    CHECK_EQ(TLS_Init(&tls, &params), 0);
    CHECK_EQ(TLS_Connect(tls), -(BaseType_t)reason);
    TLS_Cleanup(tls);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void strangers_other_names_and_silence_do_not_connect(void)
{
    refusal(TLS_STRANGER, NULL, TLS_UNTRUSTED);
    refusal(TLS_ECHO, "other.example", TLS_WRONG_NAME);
    refusal(CLOSER, NULL, TLS_TRANSPORT);
}

static void nothing_in_time_is_no_error_and_a_lost_connection_is(void)
{
    Socket_t socket = connected_to(TLS_ECHO);
    TLSParams_t params = wishes(socket);
    unsigned char byte;
    void *tls;

    CHECK_EQ(TLS_Init(&tls, &params), 0);
    CHECK_EQ(TLS_Connect(tls), 0);
    set_timeouts(socket, 100, 100);
    CHECK_EQ(TLS_Recv(tls, &byte, 1), 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    CHECK(TLS_Recv(tls, &byte, 1) < 0);
    TLS_Cleanup(tls);
}

static void parameters_that_are_missing_are_refused(void)
{
    TLSParams_t params = wishes(NULL);
    void *tls = &params;

    params.ulSize = 1;
    CHECK_EQ(TLS_Init(&tls, &params), -(BaseType_t)TLS_BAD_CONFIG);
    CHECK(tls == NULL);
    params = wishes(NULL);
    params.pxNetworkSend = NULL;
    CHECK_EQ(TLS_Init(&tls, &params), -(BaseType_t)TLS_BAD_CONFIG);
    params = wishes(NULL);
    params.pcDestination = NULL;
    CHECK_EQ(TLS_Init(&tls, &params), -(BaseType_t)TLS_BAD_CONFIG);
    params = wishes(NULL);
    params.ulAlpnProtocolsCount = TLS_ALPN_MAX + 1;
    CHECK_EQ(TLS_Init(&tls, &params), -(BaseType_t)TLS_BAD_CONFIG);
    CHECK_EQ(TLS_Init(&tls, NULL), -(BaseType_t)TLS_BAD_CONFIG);
    CHECK_EQ(TLS_Connect(NULL), -(BaseType_t)TLS_BAD_CONFIG);
    TLS_Cleanup(NULL);
}

void run_wrapper_tests(void)
{
    RUN(bytes_come_back_through_the_wrapper_and_it_gives_all_memory_back);
    RUN(a_protocol_is_chosen_of_those_offered);
    RUN(strangers_other_names_and_silence_do_not_connect);
    RUN(nothing_in_time_is_no_error_and_a_lost_connection_is);
    RUN(parameters_that_are_missing_are_refused);
}
