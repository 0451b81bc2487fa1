/* SPDX-License-Identifier: MIT */
/* Greengrass discovery of 2019: the request in parts, and the choice of a core. */
#include "aws_helper_secure_connect.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"
#include "fake_sockets.h"

#define CORE(arn, host, port)                                                                      \
    "{\"thingArn\":\"" arn "\",\"Connectivity\":[{\"Id\":\"i\",\"HostAddress\":\"" host            \
    "\",\"PortNumber\":" port ",\"Metadata\":\"\"}]}"

static const char document[] =
    "{\"GGGroups\":[{\"GGGroupId\":\"g1\",\"Cores\":[" CORE("arn:1", "10.0.0.1", "8883") "," CORE(
        "arn:2", "10.0.0.2", "8884") "],\"CAs\":[\"BEGIN\\nONE\\n\",\"BEGIN\\nTWO\\n\"]},"
                                     "{\"GGGroupId\":\"g2\",\"Cores\":[" CORE(
                                         "arn:3", "core.example",
                                         "443") "],\"CAs\":[\"BEGIN\\nTHREE\\n\"]}]}";
static char answer[1024], buffer[1024];
static GGD_HostAddressData_t found;

static void given_an_answer(const char *status, const char *length)
{
    memset(&fake_sockets, 0, sizeof fake_sockets);
    memset(&found, 0, sizeof found);
    (void)snprintf(answer, sizeof answer, "HTTP/1.1 %s\r\nContent-Type: a/b\r\n%s\r\n\r\n%s",
                   status, length, document);
    fake_sockets.answer = answer;
    fake_sockets.at_once = 100;
    afr201906_ggd_set_endpoint(FAKE_SOCKETS_DISCOVERY, 0, "thing-1");
}

static void given_the_document(void)
{
    char length[40];

    (void)snprintf(length, sizeof length, "Content-Length: %u", (unsigned)sizeof document - 1u);
    given_an_answer("200 OK", length);
}

static void given_a_core(const char *host, const char *signer)
{
    given_the_document();
    fake_sockets.core = host;
    fake_sockets.signer = signer;
}

static void check_found(const char *host, uint16_t port, const char *pem)
{
    CHECK_EQ(strcmp(found.pcHostAddress, host), 0);
    CHECK_EQ(found.usPort, port);
    CHECK_EQ(strcmp(found.pcCertificate, pem), 0);
    CHECK_EQ(found.ulCertificateSize, strlen(pem) + 1);
    CHECK(found.pcCertificate >= buffer && found.pcHostAddress < buffer + sizeof document);
}

static void the_first_core_that_answers_is_found_with_its_authority(void)
{
    given_a_core("10.0.0.2", "BEGIN\nTWO\n");
    CHECK_EQ(GGD_GetGGCIPandCertificate(buffer, sizeof buffer, &found), pdPASS);
    check_found("10.0.0.2", 8884, "BEGIN\nTWO\n");
    CHECK_EQ(fake_sockets.attempts, 4);
    CHECK_EQ(fake_sockets.open, 0);
    CHECK_EQ(strncmp(fake_sockets.sent, "GET /greengrass/discover/thing/thing-1 HTTP/1.1\r\n", 49),
             0);
    CHECK(strstr(fake_sockets.sent, "Host: " FAKE_SOCKETS_DISCOVERY "\r\n") != NULL);

    given_a_core("core.example", "BEGIN\nTHREE\n");
    fake_sockets.stalls = 1;
    CHECK_EQ(GGD_GetGGCIPandCertificate(buffer, sizeof buffer, &found), pdPASS);
    check_found("core.example", 443, "BEGIN\nTHREE\n");
}

static void without_a_core_that_answers_there_is_none(void)
{
    given_a_core("10.0.0.2", "BEGIN\nTHREE\n");
    CHECK_EQ(GGD_GetGGCIPandCertificate(buffer, sizeof buffer, &found), pdFAIL);
    CHECK_EQ(fake_sockets.attempts, 5);
    CHECK_EQ(fake_sockets.open, 0);
}

static void a_document_comes_in_parts(void)
{
    Socket_t socket;
    uint32_t size = 0, received = 0;
    BaseType_t complete = pdFALSE;
    unsigned calls = 0;

    given_the_document();
    memset(buffer, 'x', sizeof buffer);
    CHECK_EQ(GGD_JSONRequestStart(&socket), pdPASS);
    CHECK_EQ(GGD_JSONRequestGetSize(&socket, &size), pdPASS);
    CHECK_EQ(size, sizeof document);
    while (!complete && calls++ < 20) {
        CHECK_EQ(
            GGD_JSONRequestGetFile(&socket, buffer, sizeof document, &received, &complete, size),
            pdPASS);
    }
    CHECK_EQ(calls, (sizeof document - 1 + 99) / 100);
    CHECK_EQ(memcmp(buffer, document, sizeof document), 0);
    CHECK_EQ(buffer[sizeof document], 'x');
    CHECK(socket == SOCKETS_INVALID_SOCKET);
    CHECK_EQ(fake_sockets.open, 0);
}

static void a_core_that_is_named_is_not_connected_to(void)
{
    HostParameters_t wanted = {"g1", "arn:2"};

    given_the_document();
    memcpy(buffer, document, sizeof document);
    CHECK_EQ(GGD_GetIPandCertificateFromJSON(buffer, sizeof document, &wanted, &found, pdFALSE),
             pdPASS);
    check_found("10.0.0.2", 8884, "BEGIN\nONE\n");
    CHECK_EQ(fake_sockets.attempts, 0);
    memcpy(buffer, document, sizeof document);
    wanted.pcGroupName = "g2";
    CHECK_EQ(GGD_GetIPandCertificateFromJSON(buffer, sizeof document - 1, &wanted, &found, pdFALSE),
             pdFAIL);
    CHECK_EQ(memcmp(buffer, document, sizeof document), 0);
    CHECK_EQ(GGD_GetIPandCertificateFromJSON(buffer, sizeof document, NULL, &found, pdFALSE),
             pdFAIL);
    CHECK_EQ(GGD_GetIPandCertificateFromJSON(buffer, 40, &wanted, &found, pdFALSE), pdFAIL);
}

static void what_is_no_answer_is_refused_and_the_socket_closed(void)
{
    static const char *const cases[][2] = {{"404 Not Found", "Content-Length: 10"},
                                           {"200 OK", "Content-Length: 0"},
                                           {"200 OK", "Content-Length: x"},
                                           {"200 OK", "X: y"}};
    Socket_t socket;
    uint32_t size;

    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        conformance_case = cases[i][1];
        given_an_answer(cases[i][0], cases[i][1]);
        CHECK_EQ(GGD_JSONRequestStart(&socket), pdPASS);
        CHECK_EQ(GGD_JSONRequestGetSize(&socket, &size), pdFAIL);
        CHECK(socket == SOCKETS_INVALID_SOCKET);
        CHECK_EQ(fake_sockets.open, 0);
    }
    conformance_case = "";
    given_an_answer("200 OK", "Content-Length: 2000"); /* the stream ends before */
    CHECK_EQ(GGD_GetGGCIPandCertificate(buffer, sizeof buffer, &found), pdFAIL);
    given_the_document();
    CHECK_EQ(GGD_GetGGCIPandCertificate(buffer, sizeof document - 1, &found), pdFAIL);
    given_the_document();
    fake_sockets.stalls = 1000; /* sending takes too long */
    CHECK_EQ(GGD_JSONRequestStart(&socket), pdFAIL);
    given_the_document();
    fake_sockets.answer = NULL; /* nobody listens */
    CHECK_EQ(GGD_JSONRequestStart(&socket), pdFAIL);
    CHECK(socket == SOCKETS_INVALID_SOCKET);
    GGD_JSONRequestAbort(&socket);
    given_the_document();
    afr201906_ggd_set_endpoint(FAKE_SOCKETS_DISCOVERY, 0, "");
    CHECK_EQ(GGD_JSONRequestStart(&socket), pdFAIL);
    CHECK_EQ(fake_sockets.open, 0);
}

static void a_request_can_be_given_up(void)
{
    Socket_t socket;

    given_the_document();
    CHECK_EQ(GGD_JSONRequestStart(&socket), pdPASS);
    CHECK_EQ(fake_sockets.open, 1);
    GGD_JSONRequestAbort(&socket);
    GGD_JSONRequestAbort(&socket);
    CHECK_EQ(fake_sockets.open, 0);
}

CONFORMANCE_MAIN("afr201906 greengrass",
                 TEST(the_first_core_that_answers_is_found_with_its_authority),
                 TEST(without_a_core_that_answers_there_is_none), TEST(a_document_comes_in_parts),
                 TEST(a_core_that_is_named_is_not_connected_to),
                 TEST(what_is_no_answer_is_refused_and_the_socket_closed),
                 TEST(a_request_can_be_given_up))
