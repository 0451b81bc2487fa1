/* SPDX-License-Identifier: MIT */
/* TLS inside the Wi-Fi module: the module holds the authority as number 0 and the device's
 * certificate and key as number 0, as run_sockets_test.py put them there. */
#include <string.h>

#include "board_radio.h"
#include "sockets_module.h"
#include "sockets_test.h"

const size_t server_name_length = OFFLOAD_HOST_BYTES_MAX;

static struct sockets_module_certificate authority, identity;
static struct tls_identity device;

#define REFUSED "the module refused the server, or did not reach it"

static void check_reason(Socket_t socket, int32_t code, const char *text)
{
    struct sockets_error error;

    sockets_error(socket, &error);
    CHECK_EQ(error.code, code);
    CHECK(strcmp(error.text, text) == 0);
}

static void refused(enum service service)
{
    Socket_t socket = new_tls_socket();

    CHECK_EQ(connect_to(socket, service), SOCKETS_TLS_HANDSHAKE_ERROR);
    check_reason(socket, SOCKETS_TLS_HANDSHAKE_ERROR, REFUSED);
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void echoes(Socket_t socket, uint32_t bytes, uint32_t part)
{
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    there_and_back(socket, bytes, part, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void the_module_learns_the_time_first(void)
{
    uint64_t now = 0;
    struct offload_device *module = board_offload();

    CHECK_EQ(module->driver->learn_time(module, "10.0.2.2", &now), 0);
    CHECK(now >= credentials.time);
}

static void the_server_is_trusted_by_the_certificate_of_the_socket(void)
{
    echoes(new_tls_socket(), 20000 / traits.many, 700);
}

static void a_certificate_that_the_module_does_not_hold_connects_nothing(void)
{
    Socket_t socket = new_tls_socket();

    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                credentials.certificate.bytes, credentials.certificate.length),
             0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_TLS_INIT_ERROR);
    check_reason(socket, SOCKETS_TLS_INIT_ERROR,
                 "no trusted certificate, or none of those that the module holds");
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void strangers_wrong_names_and_wrong_dates_are_refused(void)
{
    refused(TLS_STRANGER);
    refused(TLS_WRONG_NAME_SERVER);
    refused(TLS_EXPIRED_SERVER);
    refused(TLS_EARLY_SERVER);
    refused(CLOSER); /* speaks no TLS */
    refused(NOBODY);
}

static void another_name_and_no_name_are_refused(void)
{
    Socket_t socket = new_tls_socket();
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "other", 5), 0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_TLS_HANDSHAKE_ERROR);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_socket(); /* no name: the address is, and the certificate is not for it */
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                credentials.trusted.bytes, credentials.trusted.length),
             0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_TLS_HANDSHAKE_ERROR);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void the_devices_certificate_is_shown_where_it_is_asked_for(void)
{
    const struct sockets_credentials known = {.identity = &device};
    const struct sockets_credentials none = {0};
    char byte;

    sockets_set_credentials(&known);
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_MUTUAL), SOCKETS_ERROR_NONE);
    there_and_back(socket, 100, 100, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    sockets_set_credentials(&none);
    socket = new_tls_socket();
    int32_t code = connect_to(socket, TLS_MUTUAL); /* in TLS 1.3 a server judges the client last */
    if (code == SOCKETS_ERROR_NONE) {
        code = SOCKETS_Recv(socket, &byte, 1, 0);
    }
    CHECK(code == SOCKETS_TLS_HANDSHAKE_ERROR || code == SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void protocols_are_offered(void)
{
    const char *names[] = {socketsAWS_IOT_ALPN_MQTT, "echo", NULL};
    const char *others[] = {"http/1.1"};
    Socket_t socket = new_tls_socket();

    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, names, 3), 0);
    CHECK_EQ(connect_to(socket, TLS_TELLER), SOCKETS_ERROR_NONE);
    char told[32] = "";
    CHECK(SOCKETS_Recv(socket, told, sizeof(told) - 1, 0) > 0);
    CHECK(strcmp(told, "echo") == 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_tls_socket();
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, others, 1), 0);
    const int32_t code = connect_to(socket, TLS_ECHO);
    CHECK(code == SOCKETS_ERROR_NONE || code == SOCKETS_TLS_HANDSHAKE_ERROR);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void one_task_sends_while_another_receives_with_tls(void)
{
    Socket_t socket = new_tls_socket();

    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    there_and_back(socket, 200000 / traits.many, 1999, true);
    there_and_back(socket, 50, 1, true);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

void run_tls_tests(void)
{
    static struct sockets_module_certificates held = {&authority, 1, &identity, 1};

    authority = (struct sockets_module_certificate){credentials.trusted.bytes,
                                                    credentials.trusted.length, 0};
    identity = (struct sockets_module_certificate){credentials.certificate.bytes,
                                                   credentials.certificate.length, 0};
    device = (struct tls_identity){.certificate = credentials.certificate.bytes,
                                   .certificate_bytes = credentials.certificate.length};
    sockets_set_module_certificates(&held);
    RUN(the_module_learns_the_time_first);
    RUN(the_server_is_trusted_by_the_certificate_of_the_socket);
    RUN(the_server_is_trusted_by_the_certificate_given_to_all);
    RUN(a_certificate_that_the_module_does_not_hold_connects_nothing);
    RUN(strangers_wrong_names_and_wrong_dates_are_refused);
    RUN(another_name_and_no_name_are_refused);
    RUN(the_devices_certificate_is_shown_where_it_is_asked_for);
    RUN(protocols_are_offered);
    RUN(one_task_sends_while_another_receives_with_tls);
    RUN(several_tasks_have_a_connection_with_tls_each);
    RUN(time_outs_hold_with_tls_too);
}

/* TLS_* over a socket is libs/tls's. */
void run_wrapper_tests(void)
{
}
