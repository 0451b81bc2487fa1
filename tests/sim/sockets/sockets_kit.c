/* SPDX-License-Identifier: MIT */
#include "sockets_kit.h"

#include <string.h>

#include "fake_offload.h"

Socket_t new_socket(void)
{
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    CHECK(socket != SOCKETS_INVALID_SOCKET);
    return socket;
}

int32_t connect_it(Socket_t socket)
{
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(PORT),
                            .ulAddress = SOCKETS_inet_addr_quick(10, 0, 2, 255)};
    return SOCKETS_Connect(socket, &to, sizeof to);
}

void set_timeouts(Socket_t socket, TickType_t receive_ms, TickType_t send_ms)
{
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms, sizeof receive_ms), 0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms, sizeof send_ms), 0);
}

Socket_t connected(void)
{
    Socket_t socket = new_socket();
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    return socket;
}

void check_reason(Socket_t socket, int32_t code, const char *text)
{
    struct sockets_error error;

    sockets_error(socket, &error);
    CHECK_EQ(error.code, code);
    CHECK(strcmp(error.text, text) == 0);
    CHECK_EQ(error.tls.status, TLS_OK);
}

static void finish(struct job *job, int32_t result, TickType_t start)
{
    job->took = xTaskGetTickCount() - start;
    job->result = result;
    job->done = true;
    park();
}

void connect_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    finish(job, connect_it(job->socket), start);
}

void receive_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    char byte;
    finish(job, SOCKETS_Recv(job->socket, &byte, 1, 0), start);
}

void send_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    finish(job, SOCKETS_Send(job->socket, "x", 1, 0), start);
}

void close_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    finish(job, SOCKETS_Close(job->socket), start);
}

volatile unsigned woken;
volatile Socket_t woken_socket;

void wake(Socket_t socket)
{
    woken++;
    woken_socket = socket;
}

void call_back(Socket_t socket, void (*function)(Socket_t))
{
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK,
                                (const void *)(uintptr_t)function, sizeof(void *)),
             0);
}
