/* SPDX-License-Identifier: MIT */
/* Secure Sockets on the target, against servers that run_sockets_test.py plays. Prints one line a
 * test. The first console line names the ports of the servers. */
#include "sockets_test.h"

#include <stdlib.h>
#include <string.h>

#include "board.h"

#include "console.h"

#define LINE_BYTES  128u
#define STACK_WORDS 2048u
#define CHUNK_BYTES 2000u

struct credentials credentials;
unsigned failures;

static uint8_t blob[CREDENTIALS_REGION_BYTES];
static uint16_t ports[SERVICES];
static unsigned passed;
static unsigned failed;

Socket_t new_socket(void)
{
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    CHECK(socket != SOCKETS_INVALID_SOCKET);
    return socket;
}

SocketsSockaddr_t address_of(enum service service)
{
    return (SocketsSockaddr_t){
        .ucSocketDomain = SOCKETS_AF_INET,
        .usPort = SOCKETS_htons(ports[service]),
        .ulAddress = SOCKETS_inet_addr_quick(10, 0, 2, 2),
    };
}

int32_t connect_to(Socket_t socket, enum service service)
{
    SocketsSockaddr_t to = address_of(service);
    return SOCKETS_Connect(socket, &to, sizeof(to));
}

Socket_t connected_to(enum service service)
{
    Socket_t socket = new_socket();
    CHECK_EQ(connect_to(socket, service), SOCKETS_ERROR_NONE);
    return socket;
}

Socket_t new_tls_socket(void)
{
    char name[64];
    Socket_t socket = new_socket();
    (void)credentials_text(&credentials.server_name, name, sizeof(name));
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0), 0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, name, strlen(name)),
             0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                credentials.trusted.bytes, credentials.trusted.length),
             0);
    return socket;
}

void set_timeouts(Socket_t socket, TickType_t receive_ms, TickType_t send_ms)
{
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms, sizeof(receive_ms)),
             0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms, sizeof(send_ms)), 0);
}

struct transfer {
    Socket_t socket;
    uint32_t bytes;
    uint32_t part;
    TaskHandle_t waiter;
    uint32_t sent;
};

static uint8_t pattern(uint32_t index)
{
    return (uint8_t)(index * 2654435761u >> 24);
}

/* One piece; returns false when nothing could be sent. */
static bool send_piece(struct transfer *transfer, uint8_t *chunk)
{
    uint32_t left = transfer->bytes - transfer->sent;
    uint32_t count = left < transfer->part ? left : transfer->part;
    for (uint32_t i = 0; i < count; i++) {
        chunk[i] = pattern(transfer->sent + i);
    }
    int32_t sent = SOCKETS_Send(transfer->socket, chunk, count, 0);
    transfer->sent += sent > 0 ? (uint32_t)sent : 0;
    return sent > 0;
}

static void send_all(void *argument)
{
    struct transfer *transfer = argument;
    uint8_t *chunk = pvPortMalloc(CHUNK_BYTES);
    while (transfer->sent < transfer->bytes && send_piece(transfer, chunk)) {
    }
    vPortFree(chunk);
    (void)xTaskNotifyGive(transfer->waiter);
    vTaskDelete(NULL);
}

static uint32_t receive_until(Socket_t socket, uint32_t from, uint32_t to, uint8_t *chunk)
{
    while (from < to) {
        uint32_t room = to - from < CHUNK_BYTES ? to - from : CHUNK_BYTES;
        int32_t got = SOCKETS_Recv(socket, chunk, room, 0);
        if (got <= 0) {
            return from;
        }
        for (int32_t i = 0; i < got; i++) {
            if (chunk[i] != pattern(from++)) {
                return from - 1;
            }
        }
    }
    return from;
}

void there_and_back(Socket_t socket, uint32_t bytes, uint32_t part, bool both)
{
    struct transfer transfer = {socket, bytes, part, xTaskGetCurrentTaskHandle(), 0};
    uint8_t *chunk = pvPortMalloc(CHUNK_BYTES);
    uint32_t good = 0;

    if (both) {
        CHECK_EQ(xTaskCreate(send_all, "sender", 1024, &transfer, 2, NULL), pdPASS);
        good = receive_until(socket, 0, bytes, chunk);
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    } else {
        while (transfer.sent < bytes && send_piece(&transfer, chunk)) {
            good = receive_until(socket, good, transfer.sent, chunk);
        }
    }
    vPortFree(chunk);
    CHECK_EQ(transfer.sent, bytes);
    CHECK_EQ(good, bytes);
}

/* A test that loses memory has failed, whatever else it checked. */
void run_test(const char *name, void (*test)(void))
{
    size_t before = xPortGetFreeHeapSize();

    failures = 0;
    test();
    for (int i = 0; i < 20 && xPortGetFreeHeapSize() != before; i++) {
        vTaskDelay(pdMS_TO_TICKS(50)); /* deleted tasks are cleared away by the idle task */
    }
    CHECK_EQ(xPortGetFreeHeapSize(), before);
    printf("%s %s\n", failures == 0 ? "ok" : "FAIL", name);
    passed += failures == 0 ? 1 : 0;
    failed += failures == 0 ? 0 : 1;
}

static void read_ports(char *line)
{
    for (int i = 0; i < SERVICES; i++) {
        ports[i] = (uint16_t)strtoul(line, &line, 10);
    }
}

static bool start(void)
{
    struct flash_device *flash = board_flash();

    return flash->driver->read(flash, flash->geometry.size_bytes - sizeof(blob), blob,
                               sizeof(blob)) == FLASH_OK &&
           credentials_parse(blob, sizeof(blob), &credentials) == CREDENTIALS_OK &&
           start_network(ports[NAME_SERVER]) && SOCKETS_Init() == pdPASS &&
           SOCKETS_Init() == pdPASS;
}

static int64_t utc(void)
{
    return (int64_t)credentials.time;
}

static void main_task(void *argument)
{
    static char line[LINE_BYTES];

    (void)argument;
    printf("ports?\n");
    console_read_line(line, sizeof(line));
    read_ports(line);
    if (!start()) {
        printf("start failed\n");
        board_exit(2);
    }
    sockets_set_time_source(utc);
    vTaskDelay(pdMS_TO_TICKS(100));
    run_names_tests();
    run_plain_tests();
    run_task_tests();
    run_tls_tests();
    run_wrapper_tests();
    printf("%u passed, %u failed\n", passed, failed);
    board_exit(failed == 0 ? 0 : 1);
}

int main(void)
{
    board_init();
    (void)xTaskCreate(main_task, "main", STACK_WORDS, NULL, 3, NULL);
    vTaskStartScheduler();
    return 1;
}
