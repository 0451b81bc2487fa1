/* SPDX-License-Identifier: MIT */
/* Sockets of the modem that the test plays, and tasks that are inside a call of theirs. */
#ifndef SOCKETS_KIT_H
#define SOCKETS_KIT_H

#include <stdbool.h>

#include "sockets.h"

#define PORT 8883u

/* A call in a task of its own. */
struct job {
    Socket_t socket;
    int32_t result;
    TickType_t took;
    bool done;
};

Socket_t new_socket(void);
int32_t connect_it(Socket_t socket);
void set_timeouts(Socket_t socket, TickType_t receive_ms, TickType_t send_ms);
Socket_t connected(void);
void check_reason(Socket_t socket, int32_t code, const char *text);
void connect_task(void *context);
void receive_task(void *context);
void send_task(void *context);
void close_task(void *context);

/* A wake-up call-back that counts. */
extern volatile unsigned woken;
extern volatile Socket_t woken_socket;
void wake(Socket_t socket);
void call_back(Socket_t socket, void (*function)(Socket_t));

#endif
