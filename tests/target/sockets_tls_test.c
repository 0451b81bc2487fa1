/* SPDX-License-Identifier: MIT */
/* Sockets with TLS. */
#include "sockets_test.h"

#include <string.h>

const size_t server_name_length = securesocketsMAX_DNS_NAME_LENGTH;

static void give_no_credentials(void)
{
    struct sockets_credentials none = {0};
    sockets_set_credentials(&none);
}

static void check_reason(Socket_t socket, int32_t code, tls_status_t status)
{
    struct sockets_error error;
    sockets_error(socket, &error);
    CHECK_EQ(error.code, code);
    CHECK_EQ(error.tls.status, status);
    CHECK(strcmp(error.text, tls_status_text(status)) == 0);
}

static void the_server_is_trusted_by_the_certificate_of_the_socket(void)
{
    give_no_credentials();
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    CHECK_EQ(tls_session_version(sockets_tls(socket)), TLS_VERSION_1_3);
    there_and_back(socket, 20000, 700, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void without_a_certificate_to_trust_nothing_connects(void)
{
    static const char broken[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    give_no_credentials();
    Socket_t socket = new_socket();
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_TLS_INIT_ERROR);
    check_reason(socket, SOCKETS_TLS_INIT_ERROR, TLS_BAD_CONFIG);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_tls_socket();
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, broken,
                                sizeof(broken)),
             0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_TLS_INIT_ERROR);
    check_reason(socket, SOCKETS_TLS_INIT_ERROR, TLS_BAD_CERTIFICATE);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void a_stranger_a_wrong_name_and_no_name_are_refused(void)
{
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_STRANGER), SOCKETS_TLS_SERVER_UNVERIFIED);
    check_reason(socket, SOCKETS_TLS_SERVER_UNVERIFIED, TLS_UNTRUSTED);
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_tls_socket();
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "other", 5), 0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_TLS_SERVER_UNVERIFIED);
    check_reason(socket, SOCKETS_TLS_SERVER_UNVERIFIED, TLS_WRONG_NAME);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_socket(); /* no name: the address is, and the certificate is not for it */
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                credentials.trusted.bytes, credentials.trusted.length),
             0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_TLS_SERVER_UNVERIFIED);
    check_reason(socket, SOCKETS_TLS_SERVER_UNVERIFIED, TLS_WRONG_NAME);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void protocols_are_offered_and_the_choice_is_told(void)
{
    const char *names[] = {socketsAWS_IOT_ALPN_MQTT, "echo", NULL};
    const char *others[] = {"http/1.1"};
    Socket_t socket = new_tls_socket();
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, names, 3), 0);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    CHECK(strcmp(tls_session_alpn(sockets_tls(socket)), "echo") == 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_tls_socket();
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, others, 1), 0);
    int32_t code = connect_to(socket, TLS_ECHO);
    CHECK(code == SOCKETS_ERROR_NONE || code == SOCKETS_TLS_HANDSHAKE_ERROR);
    CHECK(code != SOCKETS_ERROR_NONE || tls_session_alpn(sockets_tls(socket)) == NULL);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void one_task_sends_while_another_receives_with_tls(void)
{
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    there_and_back(socket, 200000 / traits.many, 1999, true);
    there_and_back(socket, 300 / traits.many, 1, true);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void two_connections_with_tls_do_not_disturb_each_other(void)
{
    Socket_t first = new_tls_socket();
    Socket_t second = new_tls_socket();
    CHECK_EQ(connect_to(first, TLS_ECHO), SOCKETS_ERROR_NONE);
    CHECK_EQ(connect_to(second, TLS_ECHO), SOCKETS_ERROR_NONE);
    for (uint32_t i = 0; i < 1 + 4 / traits.many; i++) {
        there_and_back(first, 3000, 500, false);
        there_and_back(second, 3000, 500, false);
    }
    CHECK_EQ(SOCKETS_Close(first), SOCKETS_ERROR_NONE);
    there_and_back(second, 3000, 500, false);
    CHECK_EQ(SOCKETS_Close(second), SOCKETS_ERROR_NONE);
}

static volatile unsigned woken;

static void wake(Socket_t socket)
{
    (void)socket;
    woken++;
}

static void a_wake_up_call_back_is_called_for_records_too(void)
{
    uint8_t byte;
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Send(socket, "a", 1, 0), 1); /* past the session tickets */
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 1);
    woken = 0;
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, (const void *)wake,
                                sizeof(void *)),
             0);
    CHECK_EQ(SOCKETS_Send(socket, "b", 1, 0), 1);
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 1);
    CHECK(woken >= 1 && byte == 'b');
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void options_come_too_late_for_tls_also_while_it_is_connected(void)
{
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), SOCKETS_EISCONN);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, "a", 1),
             SOCKETS_EISCONN);
    there_and_back(socket, 10, 10, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void what_was_taken_is_sent_although_the_wire_was_full(void)
{
    static uint8_t data[1999];
    char told[16] = "";
    char expected[16];
    uint32_t total = 0;
    int32_t sent;
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_SLEEPER), SOCKETS_ERROR_NONE);
    set_timeouts(socket, 20000, 300);
    do {
        sent = SOCKETS_Send(socket, data, sizeof(data), 0);
        total += sent > 0 ? (uint32_t)sent : 0;
    } while (sent > 0 && total < 50000000);
    CHECK_EQ(sent, SOCKETS_EWOULDBLOCK);
    CHECK_EQ(SOCKETS_Close(connected_to(ALARM)), SOCKETS_ERROR_NONE);
    set_timeouts(socket, 20000, 20000);
    CHECK_EQ(SOCKETS_Send(socket, data, 0, 0),
             0); /* nothing new: the last record's rest goes out */
    CHECK(SOCKETS_Recv(socket, told, sizeof(told) - 1, 0) > 0);
    snprintf(expected, sizeof(expected), "%lu", (unsigned long)total);
    CHECK(strcmp(told, expected) == 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void a_server_that_says_nothing_is_given_up_in_time(void)
{
    struct sockets_error error;
    Socket_t socket = new_tls_socket();
    TickType_t start = xTaskGetTickCount();
    CHECK_EQ(connect_to(socket, SILENT), SOCKETS_TLS_HANDSHAKE_ERROR);
    TickType_t ms = pdTICKS_TO_MS(xTaskGetTickCount() - start);
    CHECK(ms >= socketsconfigCONNECT_TIMEOUT && ms <= socketsconfigCONNECT_TIMEOUT + 200);
    sockets_error(socket, &error);
    CHECK(strcmp(error.text, "the TLS handshake took too long") == 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void a_server_without_tls_is_no_server(void)
{
    Socket_t socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, CLOSER), SOCKETS_TLS_HANDSHAKE_ERROR);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void too_little_memory_is_told_with_the_size_and_the_place_and_passes(void)
{
    struct sockets_error error;
    char text[TLS_ERROR_TEXT_BYTES];
    Socket_t socket = new_tls_socket();
    void *hoard = pvPortMalloc(xPortGetFreeHeapSize() - 12000);
    CHECK(hoard != NULL);
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ENOMEM);
    sockets_error(socket, &error);
    CHECK_EQ(error.tls.status, TLS_NO_MEMORY);
    CHECK(error.tls.bytes_wanted > 0 && error.tls.bytes_missing > 0);
    CHECK(error.tls.bytes_missing < error.tls.bytes_wanted && error.tls.where != NULL);
    printf("%s\n", tls_error_text(&error.tls, text));
    CHECK(strstr(text, "out of memory: ") == text &&
          strstr(text, " more than there are in one piece in ") != NULL);
    vPortFree(hoard);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    socket = new_tls_socket();
    CHECK_EQ(connect_to(socket, TLS_ECHO), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

void run_tls_tests(void)
{
    RUN(the_server_is_trusted_by_the_certificate_of_the_socket);
    RUN(the_server_is_trusted_by_the_certificate_given_to_all);
    RUN(without_a_certificate_to_trust_nothing_connects);
    RUN(a_stranger_a_wrong_name_and_no_name_are_refused);
    RUN(protocols_are_offered_and_the_choice_is_told);
    RUN(one_task_sends_while_another_receives_with_tls);
    RUN(two_connections_with_tls_do_not_disturb_each_other);
    RUN(several_tasks_have_a_connection_with_tls_each);
    RUN(a_wake_up_call_back_is_called_for_records_too);
    RUN(options_come_too_late_for_tls_also_while_it_is_connected);
    RUN(time_outs_hold_with_tls_too);
    if (traits.send_waits) {
        RUN(what_was_taken_is_sent_although_the_wire_was_full);
    }
    RUN(a_server_that_says_nothing_is_given_up_in_time);
    RUN(a_server_without_tls_is_no_server);
    RUN(too_little_memory_is_told_with_the_size_and_the_place_and_passes);
}
