/* SPDX-License-Identifier: MIT */
/* An exchange runs on a clock of its own: the board's, begun at a random moment. All 64 bits of the
 * request's time are then unknown to whoever does not see it, and tell nothing about the device;
 * the offset from that clock to the server's is as good as from any other.
 *
 *   Unix time at start = origin + offset, in ms, era added      origin: random, per exchange
 */
#include "time_exchange.h"

#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "lwip/inet.h"
#include "lwip/sockets.h"

#include "clock.h"
#include "core_sntp_client.h"
#include "entropy.h"
#include "net.h"

#include "time_floor.h"
#include "wall_time.h"

#define ANSWER_MS     2000u /* for one answer */
#define RESOLVE_MS    5000u /* for one name */
#define LOOK_MS       100u  /* for one look at the socket */
#define PORT_MIN      49152u
#define PORTS         16384u
#define PORT_ATTEMPTS 4u

struct NetworkContext {
    int socket; /* -1: none */
    uint16_t local_port;
};

/* The exchange that runs: one at a time. */
static struct {
    struct NetworkContext network;
    SntpContext_t client;
    uint8_t packet[SNTP_PACKET_BASE_SIZE];
    SntpTimestamp_t origin; /* the exchange's clock when the board started */
    uint32_t resolve_ms;
    bool usable;
    uint64_t unix_ms_at_start; /* of the board; when usable */
} exchange;

static bool resolve(const SntpServerInfo_t *server, uint32_t *address)
{
    return net_resolve(server->pServerName, address, exchange.resolve_ms) == NET_OK;
}

static void get_time(SntpTimestamp_t *time)
{
    const uint64_t us = clock_monotonic_us();
    const uint64_t fractions = (us % 1000000u << 32) / 1000000u + exchange.origin.fractions;

    time->fractions = (uint32_t)fractions;
    time->seconds =
        exchange.origin.seconds + (uint32_t)(us / 1000000u) + (uint32_t)(fractions >> 32);
}

/* The era is that of now; at the start of the board the floor may not have passed. */
static bool started_at(int64_t ntp_ms_at_start, uint64_t *unix_ms_at_start)
{
    const uint64_t up_ms = clock_monotonic_us() / 1000u;
    uint64_t unix_ms;

    if (!wall_time_from_ntp_ms(ntp_ms_at_start + (int64_t)up_ms, time_floor_unix_ms, &unix_ms)) {
        return false;
    }
    *unix_ms_at_start = unix_ms - up_ms;
    return true;
}

static void set_time(const SntpServerInfo_t *server, const SntpTimestamp_t *server_time,
                     int64_t offset_ms, SntpLeapSecondInfo_t leap)
{
    const int64_t origin_ms = (int64_t)exchange.origin.seconds * 1000 +
                              (int64_t)((uint64_t)exchange.origin.fractions * 1000u >> 32);

    (void)server;
    (void)server_time;
    exchange.usable = leap != AlarmServerNotSynchronized &&
                      started_at(origin_ms + offset_ms, &exchange.unix_ms_at_start);
}

static void close_socket(struct NetworkContext *network)
{
    if (network->socket >= 0) {
        (void)lwip_close(network->socket);
        network->socket = -1;
    }
}

/* A socket that hears only that server, on a port that is hard to guess. */
static bool open_socket(struct NetworkContext *network, uint32_t address, uint16_t port)
{
    const struct timeval look = {.tv_usec = LOOK_MS * 1000};
    const struct sockaddr_in server = {.sin_len = sizeof server,
                                       .sin_family = AF_INET,
                                       .sin_port = lwip_htons(port),
                                       .sin_addr = {address}};
    bool bound = false;

    network->socket = lwip_socket(AF_INET, SOCK_DGRAM, 0);
    if (network->socket < 0) {
        return false;
    }
    for (uint32_t i = 0; i < PORT_ATTEMPTS && !bound; i++) {
        const uint16_t local_port = (uint16_t)(PORT_MIN + (network->local_port + i) % PORTS);
        const struct sockaddr_in local = {
            .sin_len = sizeof local, .sin_family = AF_INET, .sin_port = lwip_htons(local_port)};
        bound = lwip_bind(network->socket, (const struct sockaddr *)&local, sizeof local) == 0;
    }
    if (bound &&
        lwip_setsockopt(network->socket, SOL_SOCKET, SO_RCVTIMEO, &look, sizeof look) == 0 &&
        lwip_connect(network->socket, (const struct sockaddr *)&server, sizeof server) == 0) {
        return true;
    }
    close_socket(network);
    return false;
}

static int32_t send_to(NetworkContext_t *network, uint32_t address, uint16_t port, const void *data,
                       uint16_t size)
{
    if (network->socket < 0 && !open_socket(network, address, port)) {
        return -1;
    }
    return (int32_t)lwip_send(network->socket, data, size, 0);
}

/* The socket is connected: address and port are the stack's to check. */
static int32_t receive_from(NetworkContext_t *network, uint32_t address, uint16_t port, void *data,
                            uint16_t size)
{
    (void)address;
    (void)port;
    const int32_t got = (int32_t)lwip_recv(network->socket, data, size, 0);
    if (got > 0) {
        return got;
    }
    vTaskDelay(1); /* a look that fails at once must not keep others from running */
    return 0;
}

static time_service_status_t status_of(SntpStatus_t status)
{
    switch (status) {
    case SntpSuccess:
        return exchange.usable ? TIME_SERVICE_OK : TIME_SERVICE_UNUSABLE;
    case SntpRejectedResponse:
    case SntpRejectedResponseChangeServer:
    case SntpRejectedResponseRetryWithBackoff:
    case SntpRejectedResponseOtherCode:
        return TIME_SERVICE_REFUSED;
    case SntpErrorDnsFailure:
        return TIME_SERVICE_NO_ADDRESS;
    case SntpErrorNetworkFailure:
    case SntpErrorSendTimeout:
        return TIME_SERVICE_NO_SOCKET;
    case SntpInvalidResponse:
    case SntpErrorResponseTimeout:
    case SntpNoResponseReceived:
    case SntpServerNotAuthenticated:
    case SntpErrorAuthFailure:
        return TIME_SERVICE_NO_ANSWER;
    case SntpErrorBadParameter:
    case SntpErrorBufferTooSmall:
    case SntpZeroPollInterval:
    case SntpErrorContextNotInitialized:
        break;
    }
    configASSERT(false && "time_service: misuse of libs/sntp");
    return TIME_SERVICE_NO_ANSWER;
}

time_service_status_t time_exchange(const char *host, uint16_t port, uint32_t left_ms,
                                    uint64_t *unix_ms)
{
    static const UdpTransportInterface_t udp = {&exchange.network, send_to, receive_from};
    static SntpServerInfo_t info;
    struct {
        SntpTimestamp_t origin;
        uint32_t salt;
        uint16_t local_port;
    } draw;

    if (!entropy_read(&draw, sizeof draw)) {
        return TIME_SERVICE_NO_ENTROPY;
    }
    const uint32_t answer_ms = left_ms < ANSWER_MS ? left_ms : ANSWER_MS;
    info = (SntpServerInfo_t){host, strlen(host), port};
    exchange.network = (struct NetworkContext){-1, draw.local_port};
    exchange.origin = draw.origin;
    exchange.resolve_ms = left_ms < RESOLVE_MS ? left_ms : RESOLVE_MS;
    SntpStatus_t status =
        Sntp_Init(&exchange.client, &info, 1, answer_ms, exchange.packet, sizeof exchange.packet,
                  resolve, get_time, set_time, &udp, NULL);
    if (status != SntpSuccess) {
        return TIME_SERVICE_NO_ADDRESS; /* an empty name */
    }
    status = Sntp_SendTimeRequest(&exchange.client, draw.salt, 0);
    if (status == SntpSuccess) {
        status = Sntp_ReceiveTimeResponse(&exchange.client, answer_ms);
    }
    close_socket(&exchange.network);
    const time_service_status_t result = status_of(status);
    if (result == TIME_SERVICE_OK) {
        *unix_ms = exchange.unix_ms_at_start + clock_monotonic_us() / 1000u;
    }
    return result;
}
