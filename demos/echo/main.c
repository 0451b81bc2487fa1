/* SPDX-License-Identifier: MIT */
/* An echo client in one task: strings go to the server that the credentials name, and come back.
 * tcp_echo speaks TCP; tls_echo, the same over TLS with the device's certificate. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "iot_secure_sockets.h"
#include "secure_link.h"
#include "task.h"

#define TASK_WORDS         2048u /* the TLS handshake runs on it */
#define TASK_PRIORITY      2u
#define NETWORK_TIMEOUT_MS 20000u
#define RECEIVE_TIMEOUT_MS 5000u
#define STRINGS            8u
#define LONGEST            1500u /* more than a TCP segment */

static struct secure_link device_link;

static int32_t connect(Socket_t socket)
{
    const TickType_t patience = pdMS_TO_TICKS(RECEIVE_TIMEOUT_MS);
    const char *const name = device_link.server_name;
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(device_link.credentials.port),
                            .ulAddress = SOCKETS_GetHostByName(device_link.address)};
    int32_t result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &patience, sizeof patience);

    if (ECHO_SECURE && result == SOCKETS_ERROR_NONE) {
        result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0);
    }
    if (ECHO_SECURE && result == SOCKETS_ERROR_NONE) {
        result =
            SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION, name, strlen(name));
    }
    return result == SOCKETS_ERROR_NONE ? SOCKETS_Connect(socket, &to, sizeof to) : result;
}

static bool send_all(Socket_t socket, const char *text, size_t length)
{
    for (size_t sent = 0; sent < length;) {
        const int32_t result = SOCKETS_Send(socket, text + sent, length - sent, 0);
        if (result <= 0) {
            return false;
        }
        sent += (size_t)result;
    }
    return true;
}

/* TCP has no messages: the string may come back in pieces. */
static bool receive_all(Socket_t socket, char *text, size_t length)
{
    for (size_t got = 0; got < length;) {
        const int32_t result = SOCKETS_Recv(socket, text + got, length - got, 0);
        if (result <= 0) {
            return false;
        }
        got += (size_t)result;
    }
    return true;
}

static bool exchange(Socket_t socket, unsigned number)
{
    static char sent[LONGEST], received[LONGEST];
    const size_t length = LONGEST >> number;

    for (size_t i = 0; i < length; i++) {
        sent[i] = (char)('!' + (i * 7u + number) % 90u);
    }
    memset(received, 0, sizeof received);
    if (!send_all(socket, sent, length) || !receive_all(socket, received, length)) {
        printf("The connection to the echo server broke.\n");
        return false;
    }
    if (memcmp(sent, received, length) != 0) {
        printf("Received a wrong string from echo server.\n");
        return false;
    }
    printf("Received correct string from echo server.\n");
    return true;
}

static bool run(void)
{
    const Socket_t socket =
        SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);

    if (socket == SOCKETS_INVALID_SOCKET) {
        printf("demo: no socket\n");
        return false;
    }
    const int32_t result = connect(socket);
    bool good = result == SOCKETS_ERROR_NONE;
    if (!good) {
        printf("demo: %s:%u refused: %ld\n", device_link.address, device_link.credentials.port,
               (long)result);
    }
    for (unsigned i = 0; good && i < STRINGS; i++) {
        good = exchange(socket, i);
    }
    (void)SOCKETS_Shutdown(socket, SOCKETS_SHUT_RDWR);
    (void)SOCKETS_Close(socket);
    return good;
}

static void echo_task(void *arg)
{
    (void)arg;
    const secure_link_status_t status = secure_link_prepare(&device_link, NETWORK_TIMEOUT_MS);
    if (status != SECURE_LINK_OK) {
        printf("demo: failed: %s\n", secure_link_status_text(status));
        board_exit(1);
    }
    const bool good = run();
    printf(good ? "demo: done\n" : "demo: failed\n");
    board_exit(good ? 0 : 1);
}

int main(void)
{
    board_init();
    if (xTaskCreate(echo_task, "echo", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("demo: failed: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
