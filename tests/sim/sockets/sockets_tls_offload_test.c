/* SPDX-License-Identifier: MIT */
/* TLS inside the modem: what the modem is told, and what is refused rather than weakened. */
#include <string.h>

#include "fake_offload.h"
#include "sockets.h"
#include "sockets_module.h"

static const uint8_t first_authority[] = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END";
static const uint8_t second_authority[] = {0x30, 0x03, 0x02, 0x01, 0x05};
static const uint8_t ours[] = {0x30, 0x03, 0x02, 0x01, 0x07};
static const uint8_t others[] = {0x30, 0x03, 0x02, 0x01, 0x08};

static const struct sockets_module_certificate authorities[] = {
    {first_authority, sizeof first_authority, 2},
    {second_authority, sizeof second_authority, 9},
};
static const struct sockets_module_certificate identities[] = {{ours, sizeof ours, 4}};
static const struct sockets_module_certificates held = {authorities, 2, identities, 1};
static const struct tls_identity our_identity = {.certificate = ours,
                                                 .certificate_bytes = sizeof ours};
static const struct tls_identity their_identity = {.certificate = others,
                                                   .certificate_bytes = sizeof others};

static void begin(const struct tls_identity *identity, const uint8_t *trusted, size_t length)
{
    const struct sockets_credentials all = {identity, trusted, length};
    struct sockets_credentials told;

    fake_begin();
    sockets_set_module_certificates(&held);
    sockets_set_credentials(&all);
    sockets_get_credentials(&told);
    CHECK(told.identity == identity && told.trusted == trusted && told.trusted_bytes == length);
    CHECK_EQ(SOCKETS_Init(), pdPASS);
}

static Socket_t new_socket(void)
{
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    CHECK(socket != SOCKETS_INVALID_SOCKET);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    return socket;
}

static int32_t option(Socket_t socket, int32_t name, const void *value, size_t length)
{
    return SOCKETS_SetSockOpt(socket, 0, name, value, length);
}

static int32_t connect_it(Socket_t socket)
{
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(443),
                            .ulAddress = SOCKETS_inet_addr_quick(192, 0, 2, 1)};
    return SOCKETS_Connect(socket, &to, sizeof to);
}

static void close_it(Socket_t socket)
{
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void check_refused(Socket_t socket, int32_t code, const char *text)
{
    struct sockets_error error;

    CHECK_EQ(connect_it(socket), code);
    sockets_error(socket, &error);
    CHECK_EQ(error.code, code);
    CHECK(strcmp(error.text, text) == 0);
    CHECK_EQ(error.tls.status, TLS_OK); /* the modem has no details */
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_ENOTCONN);
}

static void the_modem_is_told_name_protocols_authority_and_identity(void)
{
    const char *const protocols[] = {"x-amzn-mqtt-ca", "mqtt"};

    begin(&our_identity, second_authority, sizeof second_authority);
    Socket_t socket = new_socket();
    CHECK_EQ(option(socket, SOCKETS_SO_SERVER_NAME_INDICATION, "broker.example", 14), 0);
    CHECK_EQ(option(socket, SOCKETS_SO_ALPN_PROTOCOLS, protocols, 2), 0);
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    CHECK(strcmp(fake.host, "192.0.2.1") == 0 && fake.port == 443 && fake.with_tls);
    CHECK(strcmp(fake.tls_name, "broker.example") == 0);
    CHECK(strcmp(fake.tls_alpn, "x-amzn-mqtt-ca,mqtt,") == 0);
    CHECK_EQ(fake.tls.authority, 9);
    CHECK_EQ(fake.tls.identity, 4);
    CHECK(sockets_tls(socket) == NULL); /* there is no session here */
    close_it(socket);
    fake_check("o0c0x0");
}

static void bytes_of_the_link_are_bytes_of_the_stream(void)
{
    char buffer[8];

    begin(NULL, second_authority, sizeof second_authority);
    fake.send[0].result = 3;
    fake.receive[0] = (struct fake_answer){2, "ok"};
    fake.receive[1].result = OFFLOAD_ENDED;
    Socket_t socket = new_socket();
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Send(socket, "abc", 3, 0), 3);
    CHECK_EQ(SOCKETS_Recv(socket, buffer, sizeof buffer, 0), 2);
    CHECK_EQ(SOCKETS_Recv(socket, buffer, sizeof buffer, 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_WR), SOCKETS_ERROR_NONE);
    close_it(socket);
    CHECK(strcmp(fake.sent, "abc") == 0);
}

static void without_a_name_the_address_is_the_name_and_without_identity_none_is_shown(void)
{
    begin(NULL, second_authority, sizeof second_authority);
    Socket_t socket = new_socket();
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    CHECK(strcmp(fake.tls_name, "192.0.2.1") == 0);
    CHECK_EQ(fake.tls.identity, -1);
    CHECK_EQ(fake.tls.alpn_count, 0);
    close_it(socket);
}

static void a_socket_without_tls_goes_in_the_clear_only_when_it_was_not_required(void)
{
    begin(NULL, NULL, 0);
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    CHECK(!fake.with_tls);
    close_it(socket);
}

static void the_authority_of_the_socket_goes_before_that_of_all(void)
{
    begin(NULL, second_authority, sizeof second_authority);
    Socket_t socket = new_socket();
    CHECK_EQ(option(socket, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, first_authority,
                    sizeof first_authority),
             0);
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(fake.tls.authority, 2);
    close_it(socket);
    socket = new_socket(); /* a text without its terminator is the same */
    CHECK_EQ(option(socket, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, first_authority,
                    sizeof first_authority - 1),
             0);
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(fake.tls.authority, 2);
    close_it(socket);
}

#define NO_AUTHORITY "no trusted certificate, or none of those that the module holds"
#define NO_IDENTITY  "the device's certificate is none of those that the module holds"

static void an_authority_that_the_module_does_not_hold_is_refused(void)
{
    static const struct sockets_module_certificates nothing = {0};

    begin(NULL, others, sizeof others);
    Socket_t socket = new_socket();
    check_refused(socket, SOCKETS_TLS_INIT_ERROR, NO_AUTHORITY);
    close_it(socket);
    begin(NULL, second_authority, sizeof second_authority);
    socket = new_socket(); /* that of all would do, but another was asked for */
    CHECK_EQ(option(socket, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, others, sizeof others), 0);
    check_refused(socket, SOCKETS_TLS_INIT_ERROR, NO_AUTHORITY);
    close_it(socket);
    begin(NULL, second_authority, sizeof second_authority - 1); /* a part of it */
    socket = new_socket();
    check_refused(socket, SOCKETS_TLS_INIT_ERROR, NO_AUTHORITY);
    close_it(socket);
    begin(NULL, NULL, 0);
    socket = new_socket();
    check_refused(socket, SOCKETS_TLS_INIT_ERROR, NO_AUTHORITY);
    close_it(socket);
    begin(NULL, second_authority, sizeof second_authority);
    sockets_set_module_certificates(&nothing);
    socket = new_socket();
    check_refused(socket, SOCKETS_TLS_INIT_ERROR, NO_AUTHORITY);
    close_it(socket);
    fake_check(""); /* no byte of any of these went to the modem */
}

static void an_identity_that_the_module_does_not_hold_is_refused_and_not_left_out(void)
{
    begin(&their_identity, second_authority, sizeof second_authority);
    Socket_t socket = new_socket();
    check_refused(socket, SOCKETS_TLS_INIT_ERROR, NO_IDENTITY);
    close_it(socket);
    fake_check("");
}

static void a_name_or_protocols_that_the_module_cannot_take_are_refused_when_they_are_set(void)
{
    static char name[80];
    const char *const six[] = {"a", "b", "c", "d", "e", "f"};
    const char *const wide[] = {name, name, name, name};

    begin(NULL, second_authority, sizeof second_authority);
    memset(name, 'n', sizeof name - 1);
    Socket_t socket = new_socket();
    CHECK_EQ(option(socket, SOCKETS_SO_SERVER_NAME_INDICATION, name, 65), SOCKETS_EINVAL);
    CHECK_EQ(option(socket, SOCKETS_SO_SERVER_NAME_INDICATION, name, 64), 0);
    CHECK_EQ(option(socket, SOCKETS_SO_ALPN_PROTOCOLS, six, 6), SOCKETS_EINVAL);
    CHECK_EQ(option(socket, SOCKETS_SO_ALPN_PROTOCOLS, six, 5), 0);
    name[56] = '\0'; /* four of them and 12 bytes more are 236 */
    CHECK_EQ(option(socket, SOCKETS_SO_ALPN_PROTOCOLS, wide, 4), 0);
    name[56] = 'n';
    name[57] = '\0';
    CHECK_EQ(option(socket, SOCKETS_SO_ALPN_PROTOCOLS, wide, 4), SOCKETS_EINVAL);
    CHECK_EQ(option(socket, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, NULL, 4), SOCKETS_EINVAL);
    CHECK_EQ(option(socket, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE, "x", 0), SOCKETS_EINVAL);
    close_it(socket);
}

static const struct {
    int32_t result;
    int32_t code;
    const char *text;
} refusals[] = {
    {OFFLOAD_REFUSED, SOCKETS_TLS_HANDSHAKE_ERROR,
     "the module refused the server, or did not reach it"},
    {OFFLOAD_INVALID, SOCKETS_EINVAL, "the modem's commands cannot say this"},
    {OFFLOAD_NO_MEMORY, SOCKETS_ENOMEM, "the modem is out of memory"},
    {OFFLOAD_TIMED_OUT, SOCKETS_SOCKET_ERROR, "the modem's time for it was over"},
};

static void each_refusal_of_the_module_has_its_code_and_words(void)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        begin(NULL, second_authority, sizeof second_authority);
        fake.connect = refusals[i].result;
        Socket_t socket = new_socket();
        check_refused(socket, refusals[i].code, refusals[i].text);
        close_it(socket);
    }
}

static void a_modem_without_tls_connects_nothing_that_requires_it(void)
{
    begin(NULL, second_authority, sizeof second_authority);
    fake_has_tls = false;
    CHECK_EQ(SOCKETS_Init(), pdFAIL);
    Socket_t socket = new_socket();
    check_refused(socket, SOCKETS_TLS_INIT_ERROR, "the modem has no TLS");
    close_it(socket);
    fake_check("");
}

CONFORMANCE_MAIN(
    "sockets_tls_offload", TEST(the_modem_is_told_name_protocols_authority_and_identity),
    TEST(bytes_of_the_link_are_bytes_of_the_stream),
    TEST(without_a_name_the_address_is_the_name_and_without_identity_none_is_shown),
    TEST(a_socket_without_tls_goes_in_the_clear_only_when_it_was_not_required),
    TEST(the_authority_of_the_socket_goes_before_that_of_all),
    TEST(an_authority_that_the_module_does_not_hold_is_refused),
    TEST(an_identity_that_the_module_does_not_hold_is_refused_and_not_left_out),
    TEST(a_name_or_protocols_that_the_module_cannot_take_are_refused_when_they_are_set),
    TEST(each_refusal_of_the_module_has_its_code_and_words),
    TEST(a_modem_without_tls_connects_nothing_that_requires_it))
