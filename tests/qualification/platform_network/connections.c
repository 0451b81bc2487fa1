/* SPDX-License-Identifier: MIT */
/* IotNetworkAfr against the peers: plain and with TLS, its receive task, and what metrics show. */
#include <string.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "platform/iot_metrics.h"
#include "platform/iot_network_afr.h"
#include "qualification.h"
#include "qualification_network.h"

#define ECHO_BYTES 200u
#define WAIT_MS    10000u
#define QUIET_MS   300u
#define CLOSE_MS   3000u /* a receive that waits ends before its time is over */

static const IotNetworkInterface_t *const net = IOT_NETWORK_INTERFACE_AFR;
static void *connection; /* of the case, or NULL */
static uint8_t bytes[ECHO_BYTES];

/* What the receive task did; `more` is given with each call. */
static struct {
    SemaphoreHandle_t more;
    StaticSemaphore_t memory;
    volatile unsigned calls, received, wrong;
    void *volatile connection;
    volatile bool destroys;
} heard;

static uint8_t byte_at(size_t place)
{
    return (uint8_t)(7u * place + 3u);
}

static IotNetworkError_t open_to(const char *host, enum qualification_port port,
                                 IotNetworkCredentials_t *credentials)
{
    IotNetworkServerInfo_t server = {host, qualification_parameters.port[port]};

    return net->create(&server, credentials, &connection);
}

/* By address, without TLS. */
static bool opened(enum qualification_port port)
{
    return EXPECT_EQUAL(open_to(qualification_parameters.host, port, NULL), IOT_NETWORK_SUCCESS);
}

static void end(void)
{
    if (connection != NULL) {
        EXPECT_EQUAL(net->close(connection), IOT_NETWORK_SUCCESS);
        EXPECT_EQUAL(net->destroy(connection), IOT_NETWORK_SUCCESS);
        connection = NULL;
    }
}

static bool sent(size_t from, size_t length)
{
    uint8_t piece[ECHO_BYTES];

    for (size_t i = 0; i < length; i++) {
        piece[i] = byte_at(from + i);
    }
    return EXPECT_EQUAL(net->send(connection, piece, length), length);
}

/* In pieces of which each is exactly what was asked for. */
static void echoed(size_t from, size_t length, size_t piece)
{
    memset(bytes, 0, sizeof bytes);
    for (size_t at = 0; at < length; at += piece) {
        REQUIRE_EQUAL(net->receive(connection, bytes + at, piece), piece);
    }
    for (size_t i = 0; i < length; i++) {
        if (!EXPECT_EQUAL(bytes[i], byte_at(from + i))) {
            break;
        }
    }
}

/* The second half of an echo. */
static void send_later(void *unused)
{
    uint8_t piece[ECHO_BYTES / 2u];

    (void)unused;
    for (size_t i = 0; i < sizeof piece; i++) {
        piece[i] = byte_at(sizeof piece + i);
    }
    vTaskDelay(pdMS_TO_TICKS(QUIET_MS));
    heard.wrong += net->send(connection, piece, sizeof piece) != sizeof piece;
    (void)xSemaphoreGive(heard.more);
    vTaskDelete(NULL);
}

static void send_and_receive(void)
{
    REQUIRE(opened(PORT_ECHO));
    REQUIRE(sent(0, ECHO_BYTES));
    echoed(0, ECHO_BYTES, ECHO_BYTES / 4u);
    EXPECT_EQUAL(net->send(connection, bytes, 0), 0);
    EXPECT_EQUAL(net->receive(connection, bytes, 0), 0);
    /* A receive waits for all that it wants. */
    REQUIRE(sent(0, ECHO_BYTES / 2u));
    REQUIRE_EQUAL(xTaskCreate(send_later, "later", qualificationLINK_STACK_WORDS, NULL,
                              uxTaskPriorityGet(NULL), NULL),
                  pdPASS);
    echoed(0, ECHO_BYTES, ECHO_BYTES);
    EXPECT(xSemaphoreTake(heard.more, pdMS_TO_TICKS(WAIT_MS)) == pdTRUE);
    EXPECT_EQUAL(heard.wrong, 0);
    vTaskDelay(2);
}

static IotNetworkCredentials_t to_trust(const char *root)
{
    return (IotNetworkCredentials_t){.pRootCa = root, .rootCaSize = strlen(root) + 1u};
}

static void send_and_receive_secure(void)
{
    IotNetworkCredentials_t credentials = to_trust(qualification_parameters.root);

    REQUIRE_EQUAL(open_to(qualification_parameters.host_name, PORT_TLS_ECHO, &credentials),
                  IOT_NETWORK_SUCCESS);
    REQUIRE(sent(0, 100));
    echoed(0, 100, 50);
}

/* Nobody is there, nobody who is trusted, nobody of that name: no connection comes of it. */
static void refused_is_told(void)
{
    const struct qualification_parameters *const told = &qualification_parameters;
    IotNetworkCredentials_t credentials = to_trust(told->root);

    EXPECT_EQUAL(open_to(told->host, PORT_NOBODY, NULL), IOT_NETWORK_FAILURE);
    EXPECT_EQUAL(open_to("nobody.invalid", PORT_ECHO, NULL), IOT_NETWORK_FAILURE);
    EXPECT_EQUAL(open_to(told->host_name, PORT_TLS_UNTRUSTED, &credentials), IOT_NETWORK_FAILURE);
    end();
    EXPECT_EQUAL(open_to(told->host_name, PORT_TLS_WRONG_NAME, &credentials), IOT_NETWORK_FAILURE);
    EXPECT(connection == NULL);
}

/* More often than there are sockets. The peer never ends its side: what nobody owns any more gives
 * way to what is new. */
static void connections_come_back(void)
{
    for (unsigned i = 0; i < 12; i++) {
        EXPECT_EQUAL(open_to(qualification_parameters.host, PORT_NOBODY, NULL),
                     IOT_NETWORK_FAILURE);
        REQUIRE(opened(PORT_SILENT));
        end();
    }
}

/* As long as there is something: one byte is read a call. */
static void on_bytes(void *from, void *context)
{
    heard.connection = from;
    heard.wrong += context != &heard;
    heard.calls = heard.calls + 1;
    if (net->receive(from, bytes, 1) == 1) {
        heard.wrong += bytes[0] != byte_at(heard.received);
        heard.received = heard.received + 1;
    }
    if (heard.destroys) {
        heard.wrong += net->close(from) != IOT_NETWORK_SUCCESS;
        heard.wrong += net->destroy(from) != IOT_NETWORK_SUCCESS;
    }
    (void)xSemaphoreGive(heard.more);
}

static bool listened(void)
{
    return EXPECT_EQUAL(net->setReceiveCallback(connection, on_bytes, &heard), IOT_NETWORK_SUCCESS);
}

static bool called(unsigned times)
{
    while (heard.calls < times) {
        if (!EXPECT(xSemaphoreTake(heard.more, pdMS_TO_TICKS(WAIT_MS)) == pdTRUE)) {
            return false;
        }
    }
    return true;
}

static void callback_until_all_is_read(void)
{
    REQUIRE(opened(PORT_ECHO));
    REQUIRE(listened());
    vTaskDelay(pdMS_TO_TICKS(QUIET_MS));
    EXPECT_EQUAL(heard.calls, 0); /* there is nothing yet */
    REQUIRE(sent(0, 8));
    REQUIRE(called(8));
    REQUIRE(sent(8, 4));
    REQUIRE(called(12));
    EXPECT_EQUAL(heard.received, 12);
    EXPECT_EQUAL(heard.wrong, 0);
    EXPECT(heard.connection == connection);
}

/* "bye", and once more when the peer has gone. */
static void callback_at_the_end(void)
{
    REQUIRE(opened(PORT_CLOSER));
    REQUIRE(listened());
    REQUIRE(called(4));
    EXPECT_EQUAL(heard.received, 3);
    EXPECT_EQUAL(net->receive(connection, bytes, 1), 0);
}

static void callback_once_set(void)
{
    REQUIRE(opened(PORT_ECHO));
    EXPECT_EQUAL(net->setReceiveCallback(connection, NULL, NULL), IOT_NETWORK_BAD_PARAMETER);
    REQUIRE(listened());
    EXPECT_EQUAL(net->setReceiveCallback(connection, on_bytes, NULL), IOT_NETWORK_BAD_PARAMETER);
}

/* The receive task waits for bytes; close ends it, and no call begins afterwards. */
static void close_ends_callbacks(void)
{
    REQUIRE(opened(PORT_ECHO));
    REQUIRE(listened());
    REQUIRE(sent(0, 1));
    REQUIRE(called(1));
    const TickType_t start = xTaskGetTickCount();
    EXPECT_EQUAL(net->close(connection), IOT_NETWORK_SUCCESS);
    EXPECT_WITHIN(xTaskGetTickCount() - start, 0, pdMS_TO_TICKS(CLOSE_MS), "ticks");
    const unsigned calls = heard.calls;
    EXPECT_EQUAL(net->send(connection, bytes, 1), 0);
    vTaskDelay(pdMS_TO_TICKS(QUIET_MS));
    EXPECT_EQUAL(heard.calls, calls);
    EXPECT_EQUAL(net->destroy(connection), IOT_NETWORK_SUCCESS);
    connection = NULL;
}

static void destroyed_by_its_callback(void)
{
    const UBaseType_t tasks = uxTaskGetNumberOfTasks();

    REQUIRE(opened(PORT_ECHO));
    heard.destroys = true;
    REQUIRE(listened());
    EXPECT_EQUAL(uxTaskGetNumberOfTasks(), tasks + 1u);
    const bool asked = sent(0, 1);
    connection = NULL;
    REQUIRE(asked && called(1));
    vTaskDelay(pdMS_TO_TICKS(QUIET_MS));
    EXPECT_EQUAL(heard.calls, 1);
    EXPECT_EQUAL(heard.wrong, 0);
    EXPECT_EQUAL(uxTaskGetNumberOfTasks(), tasks);
}

static void bad_arguments(void)
{
    IotNetworkServerInfo_t server = {NULL, 1};

    EXPECT_EQUAL(net->create(NULL, NULL, &connection), IOT_NETWORK_BAD_PARAMETER);
    EXPECT_EQUAL(net->create(&server, NULL, &connection), IOT_NETWORK_BAD_PARAMETER);
    server.pHostName = qualification_parameters.host;
    EXPECT_EQUAL(net->create(&server, NULL, NULL), IOT_NETWORK_BAD_PARAMETER);
    EXPECT_EQUAL(net->setReceiveCallback(NULL, on_bytes, NULL), IOT_NETWORK_BAD_PARAMETER);
    EXPECT_EQUAL(net->close(NULL), IOT_NETWORK_BAD_PARAMETER);
    EXPECT_EQUAL(net->destroy(NULL), IOT_NETWORK_BAD_PARAMETER);
    EXPECT(connection == NULL);
}

static struct {
    unsigned count;
    char address[IOT_METRICS_IP_ADDRESS_LENGTH];
    void *of;
} shown;

static void show(void *context, const IotListDouble_t *connections)
{
    shown.count = (unsigned)IotListDouble_Count(connections);
    *(bool *)context = true;
    if (shown.count > 0) {
        const IotMetricsTcpConnection_t *const first =
            IotLink_Container(IotMetricsTcpConnection_t, IotListDouble_PeekHead(connections), link);
        memcpy(shown.address, first->address, sizeof shown.address);
        shown.of = first->pNetworkContext;
        EXPECT_EQUAL(first->addressLength, strlen(first->address));
    }
}

static unsigned shown_now(void)
{
    bool was_shown = false;

    memset(&shown, 0, sizeof shown);
    IotMetrics_GetTcpConnections(&was_shown, show);
    EXPECT(was_shown);
    return shown.count;
}

/* "10.0.2.2:1234" of the echo server. */
static bool is_peer(const char *text)
{
    const char *const host = qualification_parameters.host;
    uint32_t port = 0;

    if (strncmp(text, host, strlen(host)) != 0 || text[strlen(host)] != ':') {
        return false;
    }
    for (text += strlen(host) + 1u; *text >= '0' && *text <= '9'; text++) {
        port = port * 10u + (uint32_t)(*text - '0');
    }
    return *text == '\0' && port == qualification_parameters.port[PORT_ECHO];
}

static void metrics_show_the_peer(void)
{
    REQUIRE(IotMetrics_Init());
    EXPECT_EQUAL(shown_now(), 0);
    EXPECT_EQUAL(open_to(qualification_parameters.host, PORT_NOBODY, NULL), IOT_NETWORK_FAILURE);
    EXPECT_EQUAL(shown_now(), 0); /* it is none */
    if (opened(PORT_ECHO)) {
        EXPECT_EQUAL(shown_now(), 1);
        EXPECT(is_peer(shown.address));
        EXPECT(shown.of == connection);
        EXPECT_EQUAL(net->close(connection), IOT_NETWORK_SUCCESS);
        EXPECT_EQUAL(shown_now(), 0);
        EXPECT_EQUAL(net->destroy(connection), IOT_NETWORK_SUCCESS);
        connection = NULL;
    }
    IotMetrics_Cleanup();
}

static const struct qualification_case platform_network_cases[] = {
    {"AFQP_PLATFORM_NetworkArguments", bad_arguments},
    {"AFQP_PLATFORM_NetworkSendReceive", send_and_receive},
    {"AFQP_PLATFORM_NetworkSendReceiveSecure", send_and_receive_secure},
    {"AFQP_PLATFORM_NetworkRefusedIsTold", refused_is_told},
    {"AFQP_PLATFORM_NetworkCallback", callback_until_all_is_read},
    {"AFQP_PLATFORM_NetworkCallbackAtTheEnd", callback_at_the_end},
    {"AFQP_PLATFORM_NetworkCallbackOnce", callback_once_set},
    {"AFQP_PLATFORM_NetworkCloseEndsCallbacks", close_ends_callbacks},
    {"AFQP_PLATFORM_NetworkDestroyedByCallback", destroyed_by_its_callback},
    {"AFQP_PLATFORM_NetworkMetrics", metrics_show_the_peer},
    /* Last: what it would use up is missing to no other. */
    {"AFQP_PLATFORM_NetworkConnectionsComeBack", connections_come_back},
};

static void set_up(void)
{
    memset(&heard, 0, sizeof heard);
    heard.more = xSemaphoreCreateCountingStatic(64, 0, &heard.memory);
    connection = NULL;
}

static void tear_down(void)
{
    end();
    vSemaphoreDelete(heard.more);
}

QUALIFICATION_GROUP(platform_network, "Full_PLATFORM_NETWORK", .begin = qualification_network_up,
                    .set_up = set_up, .tear_down = tear_down)
