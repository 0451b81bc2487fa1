/* SPDX-License-Identifier: MIT */
#include "sockets_kit.h"

#include <string.h>

#define TASK_PRIORITY (tskIDLE_PRIORITY + 2u)

/* Bytes that tell their place: the upper bits of multiples of the golden ratio. In flash, so that
 * no board has to make room for them. */
#define BYTE(i)     (uint8_t)((uint32_t)(i)*2654435761u >> 24)
#define BYTES_5(i)  BYTE(i), BYTE((i) + 1), BYTE((i) + 2), BYTE((i) + 3), BYTE((i) + 4)
#define BYTES_20(i) BYTES_5(i), BYTES_5((i) + 5), BYTES_5((i) + 10), BYTES_5((i) + 15)
#define BYTES_100(i)                                                                               \
    BYTES_20(i), BYTES_20((i) + 20), BYTES_20((i) + 40), BYTES_20((i) + 60), BYTES_20((i) + 80)
#define BYTES_500(i)                                                                               \
    BYTES_100(i), BYTES_100((i) + 100), BYTES_100((i) + 200), BYTES_100((i) + 300),                \
        BYTES_100((i) + 400)

uint8_t kit_bytes[KIT_BYTES];
const uint8_t kit_pattern[KIT_LARGE] = {BYTES_500(0), BYTES_500(500), BYTES_500(1000),
                                        BYTES_500(1500)};

static Socket_t kept[KIT_SOCKETS];
static size_t kept_count;
static TaskHandle_t waiter;

static Socket_t keep(Socket_t socket)
{
    if (EXPECT(socket != SOCKETS_INVALID_SOCKET) && EXPECT(kept_count < KIT_SOCKETS)) {
        kept[kept_count++] = socket;
    }
    return socket;
}

Socket_t kit_plain(void)
{
    Socket_t socket =
        keep(SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP));

    if (socket != SOCKETS_INVALID_SOCKET) {
        kit_set_timeouts(socket, KIT_WAIT_MS, KIT_WAIT_MS);
    }
    return socket;
}

Socket_t kit_secure(void)
{
    const struct qualification_parameters *told = &qualification_parameters;
    Socket_t socket = kit_plain();

    if (socket != SOCKETS_INVALID_SOCKET) {
        EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
        EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION,
                                        told->host_name, strlen(told->host_name)),
                     0);
        EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                        told->root, strlen(told->root) + 1u),
                     0);
    }
    return socket;
}

SocketsSockaddr_t kit_address(enum qualification_port port)
{
    return (SocketsSockaddr_t){
        .ucSocketDomain = SOCKETS_AF_INET,
        .usPort = SOCKETS_htons(qualification_parameters.port[port]),
        .ulAddress = qualification_host(),
    };
}

int32_t kit_connect(Socket_t socket, enum qualification_port port)
{
    SocketsSockaddr_t to = kit_address(port);

    return SOCKETS_Connect(socket, &to, sizeof to);
}

Socket_t kit_connected(enum qualification_port port)
{
    const bool tls = port >= PORT_TLS_ECHO && port <= PORT_TLS_TELLER;
    Socket_t socket = tls ? kit_secure() : kit_plain();

    if (socket != SOCKETS_INVALID_SOCKET &&
        !EXPECT_EQUAL(kit_connect(socket, port), SOCKETS_ERROR_NONE)) {
        kit_close(socket);
        return SOCKETS_INVALID_SOCKET;
    }
    return socket;
}

void kit_set_timeouts(Socket_t socket, TickType_t receive_ms, TickType_t send_ms)
{
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms, sizeof receive_ms),
                 0);
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms, sizeof send_ms), 0);
}

void kit_close(Socket_t socket)
{
    for (size_t i = 0; i < kept_count; i++) {
        if (kept[i] == socket) {
            kept[i] = kept[--kept_count];
            break;
        }
    }
    EXPECT_EQUAL(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

bool kit_receive(Socket_t socket, size_t from, size_t bytes, size_t piece)
{
    const size_t end = from + bytes;

    while (from < end) {
        const size_t room = end - from < piece ? end - from : piece;
        const int32_t got = SOCKETS_Recv(socket, kit_bytes, room < KIT_BYTES ? room : KIT_BYTES, 0);

        if (!EXPECT_WITHIN(got, 1, room, "bytes") ||
            !EXPECT_BYTES(kit_bytes, &kit_pattern[from], (size_t)got)) {
            return false;
        }
        from += (size_t)got;
    }
    return true;
}

bool kit_echo(Socket_t socket, size_t bytes, size_t send_piece, size_t receive_piece)
{
    for (size_t sent = 0; sent < bytes;) {
        const size_t count = bytes - sent < send_piece ? bytes - sent : send_piece;

        if (!EXPECT_EQUAL(SOCKETS_Send(socket, &kit_pattern[sent], count, 0), count) ||
            !kit_receive(socket, sent, count, receive_piece)) {
            return false;
        }
        sent += count;
    }
    return true;
}

TickType_t kit_ms_since(TickType_t start)
{
    return pdTICKS_TO_MS(xTaskGetTickCount() - start);
}

bool kit_start_task(void (*work)(void *), void *argument)
{
    waiter = xTaskGetCurrentTaskHandle();
    return EXPECT_EQUAL(
        xTaskCreate(work, "peer", qualificationLINK_STACK_WORDS, argument, TASK_PRIORITY, NULL),
        pdPASS);
}

void kit_task_ends(void)
{
    (void)xTaskNotifyGive(waiter);
    vTaskDelete(NULL);
}

bool kit_wait_for_tasks(unsigned count, uint32_t ms)
{
    unsigned ended = 0;

    while (ended < count && ulTaskNotifyTake(pdFALSE, pdMS_TO_TICKS(ms)) != 0) {
        ended++;
    }
    vTaskDelay(pdMS_TO_TICKS(20)); /* the idle task takes their memory back */
    return EXPECT_EQUAL(ended, count);
}

void kit_tear_down(void)
{
    while (kept_count > 0) {
        (void)SOCKETS_Close(kept[--kept_count]);
    }
}
