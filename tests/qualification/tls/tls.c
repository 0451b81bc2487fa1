/* SPDX-License-Identifier: MIT */
/* Who the device is: a server that wants to know takes it or refuses it. With TLS 1.3 the server
 * judges last, so a connection that is refused may end with the first byte that is read. */
#include "sockets_kit.h"

#define HELLO 50u /* bytes */

/* What becomes of a connection as this identity: SOCKETS_ERROR_NONE, or the first error. */
static int32_t speak_as(const struct qualification_identity *identity, bool *kept)
{
    Socket_t socket = kit_secure();
    int32_t code;

    *kept = qualification_identify(identity);
    if (!*kept) {
        return SOCKETS_TLS_INIT_ERROR;
    }
    code = kit_connect(socket, PORT_TLS_MUTUAL);
    if (code == SOCKETS_ERROR_NONE) {
        code = SOCKETS_Send(socket, kit_pattern, HELLO, 0);
    }
    if (code > 0) {
        code = SOCKETS_Recv(socket, kit_bytes, HELLO, 0);
    }
    kit_close(socket);
    return code > 0 ? SOCKETS_ERROR_NONE : code;
}

static void is_taken(const struct qualification_identity *identity, const char *measured)
{
    TickType_t start = xTaskGetTickCount();
    bool kept = false;

    EXPECT_EQUAL(speak_as(identity, &kept), SOCKETS_ERROR_NONE);
    EXPECT(kept);
    qualification_measure(measured, (long long)kit_ms_since(start), "ms");
}

static void connect_ec(void)
{
    is_taken(&qualification_parameters.identity, "tls.ec");
}

static void connect_rsa(void)
{
    is_taken(&qualification_parameters.rsa, "tls.rsa");
}

static void connect_byoc_credentials(void)
{
    is_taken(&qualification_parameters.own_authority, "tls.byoc");
}

/* The device itself refuses it: nobody is to be connected as nobody. */
static void connect_malformed_cert(void)
{
    bool kept = false;
    Socket_t socket;

    if (qualification_identify(&qualification_parameters.malformed)) {
        socket = kit_secure();
        EXPECT_EQUAL(kit_connect(socket, PORT_TLS_ECHO), SOCKETS_TLS_INIT_ERROR);
        kit_close(socket);
    }
    EXPECT_EQUAL(speak_as(&qualification_parameters.identity, &kept), SOCKETS_ERROR_NONE);
}

static void connect_untrusted_cert(void)
{
    bool kept = false;
    const int32_t code = speak_as(&qualification_parameters.untrusted, &kept);

    EXPECT(kept);
    EXPECT(code != SOCKETS_ERROR_NONE);
    EXPECT_EQUAL(speak_as(&qualification_parameters.identity, &kept), SOCKETS_ERROR_NONE);
}

static const struct qualification_case tls_cases[] = {
    {"AFQP_TLS_ConnectEC", connect_ec},
    {"AFQP_TLS_ConnectRSA", connect_rsa},
    {"AFQP_TLS_ConnectMalformedCert", connect_malformed_cert},
    {"AFQP_TLS_ConnectUntrustedCert", connect_untrusted_cert},
    {"AFQP_TLS_ConnectBYOCCredentials", connect_byoc_credentials},
};

static void tear_down(void)
{
    kit_tear_down();
    (void)qualification_identify(NULL);
}

QUALIFICATION_GROUP(tls, "Full_TLS", .begin = qualification_network_up, .tear_down = tear_down)
