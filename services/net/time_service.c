/* SPDX-License-Identifier: MIT */
/* An exchange runs on a clock of its own: the board's, begun at a random moment. All 64 bits of the
 * request's time are then unknown to whoever does not see it, and tell nothing about the device;
 * the offset from that clock to the server's is as good as from any other.
 *
 *   unix time at start = origin + offset, in ms, era added      origin: random, per attempt
 *   unix time          = unix time at start + clock_monotonic
 */
#include "time_service.h"

#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "lwip/inet.h"
#include "lwip/sockets.h"

#include "backoff_algorithm.h"
#include "clock.h"
#include "core_sntp_client.h"
#include "entropy.h"
#include "net.h"

#include "time_floor.h"
#include "wall_time.h"

#define ANSWER_MS       2000u /* for one answer */
#define RESOLVE_MS      5000u /* for one name */
#define LOOK_MS         100u  /* for one look at the socket */
#define FIRST_WAIT_MS   500u  /* between rounds: 0 .. this, then doubled */
#define LONGEST_WAIT_MS 8000u
#define PORT_MIN        49152u
#define PORTS           16384u
#define PORT_ATTEMPTS   4u

/* The time, under a critical section. */
static struct {
    bool busy; /* a task owns `exchange` */
    bool known;
    uint64_t unix_ms_at_start;
} wall;

struct NetworkContext {
    int socket; /* -1: none */
    uint16_t local_port;
};

/* The attempt that runs. */
static struct {
    struct NetworkContext network;
    SntpContext_t client;
    uint8_t packet[SNTP_PACKET_BASE_SIZE];
    SntpTimestamp_t origin; /* the exchange's clock when the board started */
    uint32_t resolve_ms;
    bool usable;
} exchange;

static uint64_t uptime_ms(void)
{
    return clock_monotonic_us() / 1000u;
}

uint64_t time_service_floor_unix_ms(void)
{
    return time_floor_unix_ms;
}

bool time_service_now_unix_ms(uint64_t *ms)
{
    configASSERT(ms != NULL && "time_service_now_unix_ms: ms is NULL");

    taskENTER_CRITICAL();
    const bool known = wall.known;
    const uint64_t at_start = wall.unix_ms_at_start;
    taskEXIT_CRITICAL();
    if (known) {
        *ms = at_start + uptime_ms();
    }
    return known;
}

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

static void set_time(const SntpServerInfo_t *server, const SntpTimestamp_t *server_time,
                     int64_t offset_ms, SntpLeapSecondInfo_t leap)
{
    const int64_t origin_ms = (int64_t)exchange.origin.seconds * 1000 +
                              (int64_t)((uint64_t)exchange.origin.fractions * 1000u >> 32);
    const uint64_t up_ms = uptime_ms();
    uint64_t unix_ms;

    (void)server;
    (void)server_time;
    exchange.usable =
        leap != AlarmServerNotSynchronized &&
        wall_time_from_ntp_ms(origin_ms + offset_ms + (int64_t)up_ms, time_floor_unix_ms, &unix_ms);
    if (exchange.usable) {
        taskENTER_CRITICAL();
        wall.known = true;
        wall.unix_ms_at_start = unix_ms - up_ms;
        taskEXIT_CRITICAL();
    }
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

/* One request, one answer. */
static time_service_status_t ask(const struct time_service_server *server, uint32_t left_ms)
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
    info = (SntpServerInfo_t){server->host, strlen(server->host), server->port};
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
    return status_of(status);
}

static uint32_t left_ms(uint64_t deadline_ms)
{
    const uint64_t now_ms = uptime_ms();
    return now_ms < deadline_ms ? (uint32_t)(deadline_ms - now_ms) : 0;
}

/* Wait before the next round, but not longer than there is time for. */
static void rest(BackoffAlgorithmContext_t *backoff, uint64_t deadline_ms)
{
    uint32_t draw;
    uint16_t wait_ms = LONGEST_WAIT_MS;

    if (entropy_read(&draw, sizeof draw)) {
        (void)BackoffAlgorithm_GetNextBackoff(backoff, draw, &wait_ms);
    }
    const uint32_t left = left_ms(deadline_ms);
    vTaskDelay(pdMS_TO_TICKS(wait_ms < left ? wait_ms : left) + 1u);
}

static time_service_status_t ask_all(const struct time_service_server *servers, size_t count,
                                     uint64_t deadline_ms)
{
    BackoffAlgorithmContext_t backoff;
    bool refused[TIME_SERVICE_SERVERS_MAX] = {false};
    size_t refusals = 0;
    time_service_status_t status = TIME_SERVICE_NO_ANSWER;

    BackoffAlgorithm_InitializeParams(&backoff, FIRST_WAIT_MS, LONGEST_WAIT_MS,
                                      BACKOFF_ALGORITHM_RETRY_FOREVER);
    for (;; rest(&backoff, deadline_ms)) {
        for (size_t i = 0; i < count; i++) {
            const uint32_t left = left_ms(deadline_ms);
            if (left == 0) {
                return status;
            }
            if (refused[i]) {
                continue;
            }
            const time_service_status_t result = ask(&servers[i], left);
            if (result == TIME_SERVICE_OK) {
                return result;
            }
            if (result == TIME_SERVICE_REFUSED) {
                refused[i] = true;
                refusals++;
            } else if (result != TIME_SERVICE_NO_ANSWER) {
                status = result; /* says more than silence, which may only be the end of the time */
            }
        }
        if (refusals == count) {
            return TIME_SERVICE_REFUSED;
        }
    }
}

time_service_status_t time_service_sync_any(const struct time_service_server *servers, size_t count,
                                            uint32_t timeout_ms)
{
    configASSERT(servers != NULL && "time_service_sync_any: servers is NULL");
    configASSERT(count >= 1 && count <= TIME_SERVICE_SERVERS_MAX &&
                 "time_service_sync_any: 1 to 4 servers");

    taskENTER_CRITICAL();
    const bool taken = wall.busy;
    wall.busy = true;
    taskEXIT_CRITICAL();
    if (taken) {
        return TIME_SERVICE_BUSY;
    }
    const time_service_status_t status = ask_all(servers, count, uptime_ms() + timeout_ms);
    taskENTER_CRITICAL();
    wall.busy = false;
    taskEXIT_CRITICAL();
    return status;
}

time_service_status_t time_service_sync(const char *host, uint16_t port, uint32_t timeout_ms)
{
    const struct time_service_server server = {host, port};

    configASSERT(host != NULL && "time_service_sync: host is NULL");
    return time_service_sync_any(&server, 1, timeout_ms);
}
