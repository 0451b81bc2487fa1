/* SPDX-License-Identifier: MIT */
/* The discovery client: the document, and which core is tried when. */
#include "discovery_client.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"

static struct discovery_client client;
static uint8_t document[1024];
static char authority[128];
static const char *response;
static size_t sent, received;
static char request[256];
static unsigned alive; /* bit n: port n answers */
static char opened[128];

static int32_t scripted_open(NetworkContext_t *context, const struct transport_target *target)
{
    const bool is_core = target->port < 32;

    (void)context;
    if (is_core) {
        (void)snprintf(opened + strlen(opened), sizeof opened - strlen(opened), "%s:%u %.4s;",
                       target->host, (unsigned)target->port, (const char *)target->trusted);
    }
    received = 0;
    return !is_core || (alive & 1u << target->port) != 0 ? SOCKETS_ERROR_NONE
                                                         : SOCKETS_SOCKET_ERROR;
}

static void scripted_close(NetworkContext_t *context)
{
    (void)context;
}

static int32_t scripted_send(NetworkContext_t *context, const void *bytes, size_t length)
{
    (void)context;
    memcpy(request + sent, bytes, length);
    sent += length;
    request[sent] = '\0';
    return (int32_t)length;
}

static int32_t scripted_receive(NetworkContext_t *context, void *bytes, size_t length)
{
    const size_t left = strlen(response) - received;
    const size_t count = length < left ? length : left;

    (void)context;
    memcpy(bytes, response + received, count);
    received += count;
    return count > 0 ? (int32_t)count : -1;
}

static void given_an_answer(const char *text)
{
    const struct discovery_client_config config = {
        .host = "cloud",
        .thing = "lamp",
        .document = document,
        .document_size = sizeof document,
        .authority = authority,
        .authority_size = sizeof authority,
        .open = scripted_open,
        .close = scripted_close,
        .stream = {.recv = scripted_receive, .send = scripted_send}};

    response = text;
    sent = 0;
    alive = 0;
    opened[0] = '\0';
    CHECK(discovery_client_init(&client, &config));
}

#define CORES                                                                                      \
    "{\"GGGroups\":[{\"GGGroupId\":\"g\",\"Cores\":[{\"thingArn\":\"a\",\"Connectivity\":["        \
    "{\"Id\":\"1\",\"HostAddress\":\"h1\",\"PortNumber\":1},{\"Id\":\"2\",\"HostAddress\":\"h2\"," \
    "\"PortNumber\":2}]}],\"CAs\":[\"CA-1\",\"CA-2\"]}]}"

static void given_two_cores(void)
{
    static char text[512];

    (void)snprintf(text, sizeof text, "HTTP/1.1 200 OK\r\nContent-Length: %u\r\n\r\n%s",
                   (unsigned)sizeof CORES - 1u, CORES);
    given_an_answer(text);
    CHECK_EQ(discovery_client_ask(&client), DISCOVERY_OK);
}

static void the_document_is_asked_for_by_the_things_name(void)
{
    given_two_cores();
    CHECK_EQ(strncmp(request, "GET /greengrass/discover/thing/lamp HTTP/1.1\r\n", 46), 0);
    CHECK_EQ(client.http_status, 200);
}

static void the_next_core_is_tried_when_the_first_is_dead(void)
{
    NetworkContext_t network;
    struct greengrass_endpoint core;

    given_two_cores();
    alive = 1u << 2;
    CHECK_EQ(discovery_client_connect(&client, &network, &core), DISCOVERY_OK);
    CHECK_EQ(strcmp(opened, "h1:1 CA-1;h1:1 CA-2;h2:2 CA-1;"), 0);
    CHECK_EQ(core.port, 2);
}

static void after_a_loss_it_goes_on_behind_the_lost_core(void)
{
    NetworkContext_t network;
    struct greengrass_endpoint core;

    given_two_cores();
    alive = 1u << 1 | 1u << 2;
    CHECK_EQ(discovery_client_connect(&client, &network, &core), DISCOVERY_OK);
    CHECK_EQ(core.port, 1);
    CHECK_EQ(discovery_client_connect(&client, &network, &core), DISCOVERY_OK);
    CHECK_EQ(core.port, 2);
    CHECK_EQ(discovery_client_connect(&client, &network, &core), DISCOVERY_OK);
    CHECK_EQ(core.port, 1);
    alive = 0;
    CHECK_EQ(discovery_client_connect(&client, &network, &core), DISCOVERY_NO_CORE);
}

static void each_bad_answer_is_told_apart(void)
{
    NetworkContext_t network;
    struct greengrass_endpoint core;
    static char large[sizeof document + 64];

    given_an_answer("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\n{}");
    CHECK_EQ(discovery_client_ask(&client), DISCOVERY_REFUSED);
    CHECK_EQ(client.http_status, 404);
    CHECK_EQ(discovery_client_connect(&client, &network, &core), DISCOVERY_BAD_ANSWER);
    given_an_answer("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"GGGroups\":[]}");
    CHECK_EQ(discovery_client_ask(&client), DISCOVERY_BAD_ANSWER);
    given_an_answer("no HTTP at all\r\n\r\n");
    CHECK_EQ(discovery_client_ask(&client), DISCOVERY_BAD_ANSWER);
    given_an_answer("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"GG");
    CHECK_EQ(discovery_client_ask(&client), DISCOVERY_NO_CONNECTION);
    (void)snprintf(large, sizeof large, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n%1024d", 1);
    given_an_answer(large);
    CHECK_EQ(discovery_client_ask(&client), DISCOVERY_TOO_LARGE);
}

CONFORMANCE_MAIN("discovery_client", TEST(the_document_is_asked_for_by_the_things_name),
                 TEST(the_next_core_is_tried_when_the_first_is_dead),
                 TEST(after_a_loss_it_goes_on_behind_the_lost_core),
                 TEST(each_bad_answer_is_told_apart))
