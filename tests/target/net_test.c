/* SPDX-License-Identifier: MIT */
/* The network from the target's side. Commands come on the console, one a line, results go back as
 * "<command> ok ..." or "<command> failed ..."; run_net_test.py is the world outside and the judge.
 *
 *   ping <address>                    echo <port> <bytes> <seed>     TCP both ways at once, checked
 *   resolve <name>                    state                          up or down, address, counts
 *   wait up|down                      hoard | release                take and give back all buffers
 *   end
 *
 * The first line is the port of the host's name server, 0 for what DHCP says; behind it, if it is
 * not 15000, the time in ms to wait for an address.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "lwip/inet.h"
#include "lwip/pbuf.h"
#include "lwip/sockets.h"

#include "board.h"
#include "clock.h"
#include "net.h"

#include "console.h"

#define LINE_BYTES  256u
#define CHUNK_BYTES 1000u
#define WAIT_MS     15000u

static const char host[] = "10.0.2.2";

/* The byte at `index` of the stream that `seed` names. The host computes the same. */
static uint8_t stream_byte(uint32_t seed, uint32_t index)
{
    uint32_t x = seed * 2654435761u + index * 2246822519u;

    return (uint8_t)(x >> 24 ^ x >> 11);
}

static void report_address(const char *command, uint32_t address)
{
    struct in_addr in = {address};
    char text[16];

    printf("%s ok %s\n", command, inet_ntoa_r(in, text, sizeof text));
}

static void ping(const char *target)
{
    uint32_t took_us = 0;
    net_status_t status = net_ping(inet_addr(target), 5000, &took_us);

    if (status == NET_OK) {
        printf("ping ok %lu us\n", (unsigned long)took_us);
    } else {
        printf("ping failed %d\n", (int)status);
    }
}

static void resolve(const char *name)
{
    uint32_t address = 0;
    net_status_t status = net_resolve(name, &address, 20000);

    if (status == NET_OK) {
        report_address("resolve", address);
    } else {
        printf("resolve failed %d\n", (int)status);
    }
}

struct transfer {
    int socket;
    uint32_t bytes;
    uint32_t seed;
    TaskHandle_t waiter;
    uint32_t sent;
};

static void sender(void *argument)
{
    static uint8_t chunk[CHUNK_BYTES];
    struct transfer *transfer = argument;

    while (transfer->sent < transfer->bytes) {
        uint32_t left = transfer->bytes - transfer->sent;
        uint32_t count = left < sizeof chunk ? left : sizeof chunk;
        for (uint32_t i = 0; i < count; i++) {
            chunk[i] = stream_byte(transfer->seed, transfer->sent + i);
        }
        ssize_t wrote = lwip_send(transfer->socket, chunk, count, 0);
        if (wrote <= 0) {
            break;
        }
        transfer->sent += (uint32_t)wrote;
    }
    (void)xTaskNotifyGive(transfer->waiter);
    vTaskDelete(NULL);
}

/* @return Bytes that came back as they were sent. */
static uint32_t receive_all(const struct transfer *transfer)
{
    static uint8_t chunk[CHUNK_BYTES];
    uint32_t good = 0;

    while (good < transfer->bytes) {
        ssize_t got = lwip_recv(transfer->socket, chunk, sizeof chunk, 0);
        if (got <= 0) {
            return good;
        }
        for (ssize_t i = 0; i < got; i++) {
            if (chunk[i] != stream_byte(transfer->seed, good)) {
                return good;
            }
            good++;
        }
    }
    return good;
}

static int connect_to_host(uint16_t port)
{
    struct sockaddr_in to = {.sin_len = sizeof to,
                             .sin_family = AF_INET,
                             .sin_port = lwip_htons(port),
                             .sin_addr = {inet_addr(host)}};
    struct timeval timeout = {.tv_sec = WAIT_MS / 1000u};
    int socket = lwip_socket(AF_INET, SOCK_STREAM, 0);

    if (socket < 0) {
        return -1;
    }
    (void)lwip_setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    if (lwip_connect(socket, (struct sockaddr *)&to, sizeof to) != 0) {
        (void)lwip_close(socket);
        return -1;
    }
    return socket;
}

static void echo(const char *arguments)
{
    char *rest;
    uint16_t port = (uint16_t)strtoul(arguments, &rest, 10);
    struct transfer transfer = {.bytes = strtoul(rest, &rest, 10),
                                .waiter = xTaskGetCurrentTaskHandle()};
    transfer.seed = strtoul(rest, NULL, 10);

    transfer.socket = connect_to_host(port);
    if (transfer.socket < 0) {
        printf("echo failed to connect\n");
        return;
    }
    uint64_t start = clock_monotonic_us();
    if (xTaskCreate(sender, "sender", 512, &transfer, 1, NULL) != pdPASS) {
        printf("echo failed to make a task\n");
    } else {
        uint32_t good = receive_all(&transfer);
        (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
        printf("echo %s sent %lu good %lu us %lu\n", good == transfer.bytes ? "ok" : "failed",
               (unsigned long)transfer.sent, (unsigned long)good,
               (unsigned long)(clock_monotonic_us() - start));
    }
    (void)lwip_close(transfer.socket);
}

static void state(void)
{
    struct net_statistics s;
    struct in_addr in = {net_address()};
    char text[16];

    net_statistics(&s);
    printf("state ok %s %s received %lu sent %lu no_buffer %lu refused %lu not_sent %lu links %lu "
           "addresses %lu heap %lu\n",
           net_is_up() ? "up" : "down", inet_ntoa_r(in, text, sizeof text),
           (unsigned long)s.received_frames, (unsigned long)s.sent_frames,
           (unsigned long)s.dropped_no_buffer, (unsigned long)s.dropped_refused,
           (unsigned long)s.dropped_send, (unsigned long)s.link_changes,
           (unsigned long)s.address_changes, (unsigned long)xPortGetFreeHeapSize());
}

static struct pbuf *hoarded[PBUF_POOL_SIZE];

static void hoard(void)
{
    unsigned count = 0;

    while (count < PBUF_POOL_SIZE &&
           (hoarded[count] = pbuf_alloc(PBUF_RAW, NETIF_FRAME_BYTES_MAX, PBUF_POOL)) != NULL) {
        count++;
    }
    printf("hoard ok %u\n", count);
}

static void release(void)
{
    for (unsigned i = 0; i < PBUF_POOL_SIZE && hoarded[i] != NULL; i++) {
        (void)pbuf_free(hoarded[i]);
        hoarded[i] = NULL;
    }
    printf("release ok\n");
}

static void wait_for_state(const char *which)
{
    bool want_up = strcmp(which, "up") == 0;

    for (int i = 0; i < 1000; i++) {
        if (net_is_up() == want_up) {
            printf("wait ok %s\n", which);
            return;
        }
        vTaskDelay(pdMS_TO_TICKS(20));
    }
    printf("wait failed %s\n", which);
}

static void run(char *line)
{
    char *arguments = console_split(line);

    if (strcmp(line, "ping") == 0) {
        ping(arguments);
    } else if (strcmp(line, "resolve") == 0) {
        resolve(arguments);
    } else if (strcmp(line, "echo") == 0) {
        echo(arguments);
    } else if (strcmp(line, "state") == 0) {
        state();
    } else if (strcmp(line, "hoard") == 0) {
        hoard();
    } else if (strcmp(line, "release") == 0) {
        release();
    } else if (strcmp(line, "wait") == 0) {
        wait_for_state(arguments);
    } else if (strcmp(line, "end") == 0) {
        board_exit(0);
    } else {
        printf("%s failed: unknown\n", line);
    }
}

static void main_task(void *argument)
{
    static char line[LINE_BYTES];
    struct net_config config = {.hostname = "dunlin-test"};

    (void)argument;
    printf("name server port?\n");
    console_read_line(line, sizeof line);
    char *rest;
    config.name_server_port = (uint16_t)strtoul(line, &rest, 10);
    uint32_t wait_ms = strtoul(rest, NULL, 10);
    config.name_server = config.name_server_port != 0 ? inet_addr(host) : 0;
    uint64_t start = clock_monotonic_us();
    net_status_t status = net_start(&config, wait_ms != 0 ? wait_ms : WAIT_MS);
    if (status == NET_TIMED_OUT) {
        printf("net_start timed out\n");
    } else if (status != NET_OK) {
        printf("net_start failed %d\n", (int)status);
        board_exit(2);
    } else {
        report_address("net_start", net_address());
    }
    printf("up after %lu us\n", (unsigned long)(clock_monotonic_us() - start));
    for (;;) {
        console_read_line(line, sizeof line);
        run(line);
    }
}

int main(void)
{
    board_init();
    (void)xTaskCreate(main_task, "main", 1024, NULL, 2, NULL);
    vTaskStartScheduler();
    return 1;
}
