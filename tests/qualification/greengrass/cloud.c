/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "FreeRTOS.h"

#include "aws_greengrass_discovery.h"
#include "aws_helper_secure_connect.h"
#include "ggd_cloud.h"
#include "qualification.h"
#include "qualification_network.h"
#include "sockets.h"

#define DOCUMENT_MAX   4096u
#define DOCUMENT_BYTES 2048u /* of the one that is asked for in one call */
#define WAIT_MS        10000u
#define ECHO_BYTES     60u
#define NAME_BYTES     128u

static char *document; /* of the heap, or NULL */
static Socket_t ours = SOCKETS_INVALID_SOCKET;
static bool was_somebody;

void ggd_cloud_tear_down(void)
{
    GGD_SecureConnect_Disconnect(&ours);
    vPortFree(document);
    document = NULL;
    if (was_somebody) {
        (void)qualification_identify(NULL);
        was_somebody = false;
    }
}

/* The network is up, the device is `identity`, trusts the peers, and knows where to ask. */
static bool asks_as(const struct qualification_identity *identity)
{
    const struct qualification_parameters *const told = &qualification_parameters;
    struct sockets_credentials known;

    if (!EXPECT(qualification_network_up())) {
        return false;
    }
    was_somebody = true;
    afr201906_ggd_set_endpoint(told->host_name, told->port[PORT_DISCOVERY], told->thing);
    if (!EXPECT(qualification_identify(identity))) {
        return false;
    }
    sockets_get_credentials(&known);
    known.trusted = (const uint8_t *)told->root;
    known.trusted_bytes = strlen(told->root) + 1u;
    sockets_set_credentials(&known);
    return true;
}

/* Asks, and has room for the answer of so many bytes. */
static bool asked(uint32_t *size)
{
    if (!EXPECT_EQUAL(GGD_JSONRequestStart(&ours), pdPASS) ||
        !EXPECT_EQUAL(GGD_JSONRequestGetSize(&ours, size), pdPASS) ||
        !EXPECT_WITHIN(*size, 2, DOCUMENT_MAX, "bytes")) {
        return false;
    }
    document = pvPortMalloc(*size);
    return EXPECT(document != NULL);
}

static bool received(uint32_t size)
{
    BaseType_t complete = pdFALSE;
    uint32_t read = 0;

    while (complete != pdTRUE) {
        const uint32_t before = read;
        if (!EXPECT_EQUAL(GGD_JSONRequestGetFile(&ours, document, size, &read, &complete, size),
                          pdPASS) ||
            !EXPECT_WITHIN(read, before + 1u, size - 1u, "bytes")) {
            return false;
        }
    }
    return EXPECT_EQUAL(read, size - 1u);
}

static bool is_text(const char *text, const char *expected)
{
    return text != NULL && strcmp(text, expected) == 0;
}

/* The value of the first member of that name; it has no escapes. */
static void copy_member(const char *name, char value[NAME_BYTES])
{
    const char *at = strstr(document, name);
    size_t length = 0;

    value[0] = '\0';
    if (at != NULL && strncmp(at + strlen(name), "\":\"", 3) == 0) {
        at += strlen(name) + 3u;
        length = strcspn(at, "\"");
        length = length < NAME_BYTES ? length : 0;
        memcpy(value, at, length);
        value[length] = '\0';
    }
}

/* In parts, and the core of it by its names. */
void ggd_cloud_document(void)
{
    char group[NAME_BYTES], core[NAME_BYTES];
    const HostParameters_t wanted = {group, core};
    GGD_HostAddressData_t found = {0};
    uint32_t size = 0;

    REQUIRE(asks_as(&qualification_parameters.identity));
    REQUIRE(asked(&size) && received(size));
    EXPECT_EQUAL(strlen(document), size - 1u);
    EXPECT(ours == SOCKETS_INVALID_SOCKET); /* closed when it is complete */
    copy_member("GGGroupId", group);
    copy_member("thingArn", core);
    EXPECT(strstr(group, qualification_parameters.thing) != NULL);
    EXPECT(strstr(core, qualification_parameters.thing) != NULL);
    REQUIRE_EQUAL(GGD_GetIPandCertificateFromJSON(document, size, &wanted, &found, pdFALSE),
                  pdPASS);
    EXPECT(is_text(found.pcHostAddress, qualification_parameters.host_name));
    EXPECT(is_text(found.pcCertificate, qualification_parameters.root));
    EXPECT_EQUAL(found.ulCertificateSize, strlen(qualification_parameters.root) + 1u);
}

/* All of it in one call: the first endpoint is dead, so it is the second. */
void ggd_cloud_core_that_answers(void)
{
    GGD_HostAddressData_t found = {0};

    REQUIRE(asks_as(&qualification_parameters.identity));
    document = pvPortMalloc(DOCUMENT_BYTES);
    REQUIRE(document != NULL);
    REQUIRE_EQUAL(GGD_GetGGCIPandCertificate(document, DOCUMENT_BYTES, &found), pdPASS);
    EXPECT(is_text(found.pcHostAddress, qualification_parameters.host_name));
    EXPECT_EQUAL(found.usPort, qualification_parameters.port[PORT_BROKER]);
    EXPECT(is_text(found.pcCertificate, qualification_parameters.root));
    EXPECT_EQUAL(GGD_SecureConnect_Connect(&found, &ours, WAIT_MS, WAIT_MS), pdPASS);
}

/* Who is not registered is refused, and the connection is closed. */
void ggd_cloud_stranger(void)
{
    GGD_HostAddressData_t found = {0};
    char unused[16];
    uint32_t size = 0;

    REQUIRE(asks_as(NULL));
    if (GGD_JSONRequestStart(&ours) == pdPASS) {
        EXPECT_EQUAL(GGD_JSONRequestGetSize(&ours, &size), pdFAIL);
    }
    EXPECT(ours == SOCKETS_INVALID_SOCKET);
    EXPECT_EQUAL(GGD_GetGGCIPandCertificate(unused, sizeof unused, &found), pdFAIL);
}

void ggd_cloud_small_buffer(void)
{
    BaseType_t complete = pdTRUE;
    uint32_t size = 0, read = 0;

    REQUIRE(asks_as(&qualification_parameters.identity));
    REQUIRE(asked(&size));
    memset(document, '#', size);
    EXPECT_EQUAL(GGD_JSONRequestGetFile(&ours, document, size - 1u, &read, &complete, size),
                 pdFAIL);
    EXPECT_EQUAL(complete, pdFALSE);
    EXPECT_EQUAL(document[0], '#');
    EXPECT(ours == SOCKETS_INVALID_SOCKET);
}

/* Given up at any time, and twice; then all begins anew. */
void ggd_cloud_abort(void)
{
    uint32_t size = 0;

    REQUIRE(asks_as(&qualification_parameters.identity));
    REQUIRE_EQUAL(GGD_JSONRequestStart(&ours), pdPASS);
    EXPECT(ours != SOCKETS_INVALID_SOCKET);
    GGD_JSONRequestAbort(&ours);
    EXPECT(ours == SOCKETS_INVALID_SOCKET);
    GGD_JSONRequestAbort(&ours);
    REQUIRE(asked(&size));
    GGD_JSONRequestAbort(&ours);
    EXPECT(ours == SOCKETS_INVALID_SOCKET);
}

/* The helper's connection, to a server of whom the authority is told. */
void ggd_cloud_secure_connect(void)
{
    const struct qualification_parameters *const told = &qualification_parameters;
    GGD_HostAddressData_t server = {told->host_name, told->root, (uint32_t)strlen(told->root) + 1u,
                                    told->port[PORT_TLS_ECHO]};
    char sent[ECHO_BYTES], back[ECHO_BYTES];
    uint32_t read = 0, part = 0;
    struct sockets_credentials known;

    REQUIRE(asks_as(&told->identity));
    sockets_get_credentials(&known);
    known.trusted = NULL; /* by default, nobody */
    sockets_set_credentials(&known);
    for (size_t i = 0; i < sizeof sent; i++) {
        sent[i] = (char)('!' + i);
    }
    REQUIRE_EQUAL(GGD_SecureConnect_Connect(&server, &ours, WAIT_MS, WAIT_MS), pdPASS);
    EXPECT_EQUAL(GGD_SecureConnect_Send(sent, sizeof sent, ours), pdPASS);
    while (read < sizeof back) {
        REQUIRE_EQUAL(GGD_SecureConnect_Read(back + read, sizeof back - read, ours, &part), pdPASS);
        REQUIRE(part > 0 && part <= sizeof back - read);
        read += part;
    }
    EXPECT_BYTES(back, sent, sizeof sent);
    GGD_SecureConnect_Disconnect(&ours);
    EXPECT(ours == SOCKETS_INVALID_SOCKET);
    server.usPort = told->port[PORT_TLS_UNTRUSTED];
    EXPECT_EQUAL(GGD_SecureConnect_Connect(&server, &ours, WAIT_MS, WAIT_MS), pdFAIL);
    EXPECT(ours == SOCKETS_INVALID_SOCKET);
}
