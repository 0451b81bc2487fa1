/* SPDX-License-Identifier: MIT */
/* The driver of chips/esp_at on the host, its UART a Unix socket: one verb a line on standard
 * input, one answer a line, events before it. Its clock is four times as fast as the wall's. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "verbs.h"

#define FAST 4u

static int uart;

static void write_uart(void *context, const void *bytes, size_t length)
{
    (void)context;
    for (const char *at = bytes; length > 0;) {
        const ssize_t sent = send(uart, at, length, MSG_NOSIGNAL);
        if (sent <= 0) {
            exit(3);
        }
        at += sent;
        length -= (size_t)sent;
    }
}

static size_t read_uart(void *context, void *bytes, size_t capacity, uint32_t wait_ms)
{
    struct pollfd ready = {.fd = uart, .events = POLLIN};

    (void)context;
    if (poll(&ready, 1, (int)((wait_ms + FAST - 1u) / FAST)) <= 0) {
        return 0;
    }
    const ssize_t got = recv(uart, bytes, capacity, 0);
    if (got <= 0) {
        exit(3);
    }
    return (size_t)got;
}

static uint32_t now_ms(void *context)
{
    struct timespec now;

    (void)context;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return FAST * (uint32_t)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static bool set_baud(void *context, uint32_t baud, bool flow_control)
{
    (void)context;
    (void)baud;
    (void)flow_control;
    return true;
}

static struct esp_at_port port = {.write = write_uart,
                                  .read = read_uart,
                                  .now_ms = now_ms,
                                  .set_baud = set_baud,
                                  .baud = 921600,
                                  .flow_control = true};
int main(int count, char **words)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    static uint8_t hold[65536];
    static char line[32768];

    if (count == 3) { /* memory for bytes that come unasked */
        port.hold = hold;
        port.hold_bytes = strtoul(words[2], NULL, 10);
    }
    if (count < 2 || count > 3 || port.hold_bytes > sizeof hold ||
        strlen(words[1]) >= sizeof address.sun_path) {
        return 2;
    }
    strcpy(address.sun_path, words[1]);
    uart = socket(AF_UNIX, SOCK_STREAM, 0);
    if (uart < 0 || connect(uart, (struct sockaddr *)&address, sizeof address) < 0) {
        return 1;
    }
    verbs_out = stdout;
    verbs_begin(&port);
    while (fgets(line, sizeof line, stdin) != NULL) {
        verbs_run(line);
        puts(".");
        fflush(stdout);
    }
    return 0;
}
