/* SPDX-License-Identifier: MIT */
/* A socket inside: state, the lwIP connection under it, the TLS session over it, and how tasks
 * share it.
 *
 *      task that sends ──┐ lock: one task at a time inside lwIP and TLS, never while waiting
 *      task that receives┘
 *           │ waits for `readable` or `writable` with the lock released
 *           └── given by lwIP's event call-back: a semaphore that holds one "look again"
 *
 * Invariant: nobody waits for an event without having tried since it was last given, so none is
 * lost. A socket is destroyed when it has left the table (no new users) and `users` is 0.
 */
#ifndef SOCKET_H
#define SOCKET_H

#include <stdbool.h>

#include "FreeRTOS.h"
#include "semphr.h"
#include "task.h"

#include "lwip/api.h"

#include "iot_secure_sockets.h"
#include "sockets.h"
#include "tls.h"

enum socket_state { SOCKET_NEW, SOCKET_CONNECTING, SOCKET_CONNECTED, SOCKET_FAILED };

struct secure_socket {
    struct netconn *conn;
    struct pbuf *arrived; /* received, and partly handed out: from `arrived_offset` on */
    uint16_t arrived_offset;
    uint16_t users;
    volatile bool closing;
    bool tls_required;
    bool nonblocking;
    bool peer_ended;
    volatile bool receive_ended; /* by SOCKETS_Shutdown */
    volatile bool send_ended;
    enum socket_state state;
    TickType_t receive_ticks;
    TickType_t send_ticks;
    struct tls *tls;
    char *server_name;
    uint8_t *trusted;
    size_t trusted_bytes;
    char **alpn;
    void (*volatile wakeup)(Socket_t);
    volatile TaskHandle_t calling; /* the task that is inside `wakeup` */
    struct sockets_error error;
    SemaphoreHandle_t lock, readable, writable, idle;
    StaticSemaphore_t lock_memory, readable_memory, writable_memory, idle_memory;
};

/* A point in time up to which a call may wait. */
struct deadline {
    TimeOut_t since;
    TickType_t ticks;
};

/* socket.c: the table of open sockets. */
struct secure_socket *socket_create(void);
struct secure_socket *socket_enter(Socket_t handle); /* NULL: no open socket; else leave it again */
void socket_leave(struct secure_socket *socket);
bool socket_destroy(Socket_t handle);

void deadline_start(struct deadline *deadline, TickType_t ticks);

/* Wait for an event, the lock not held. False: the time is over or the socket is being closed. */
bool socket_wait(struct secure_socket *socket, SemaphoreHandle_t event, struct deadline *deadline);

/* Remember why a call fails; returns `code`. */
int32_t socket_fail(struct secure_socket *socket, int32_t code, const char *text);

/* socket_memory.c: where everything of this service is taken from. Zeroed; NULL: no room. */
void *socket_memory_take(size_t count, size_t bytes);
void socket_memory_give(void *memory); /* NULL is allowed */
size_t socket_memory_largest(void);    /* the largest free piece; 0: none, or not known */

/* socket_stack.c: lwIP, without waiting. Results as struct tls_transport's functions. */
bool socket_stack_open(struct secure_socket *socket);
void socket_stack_close(struct secure_socket *socket);
int32_t socket_stack_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                             struct deadline *deadline);
int32_t socket_stack_send(void *socket, const void *data, size_t length);
int32_t socket_stack_recv(void *socket, void *data, size_t capacity);
bool socket_stack_shutdown(struct secure_socket *socket, bool receive, bool send);

/* socket_tls.c: TLS over it. Results of connect: SOCKETS_; of send and receive: as above, or
 * SOCKETS_. */
bool socket_tls_init(void);
int32_t socket_tls_connect(struct secure_socket *socket, uint32_t address,
                           struct deadline *deadline);
int32_t socket_tls_send(struct secure_socket *socket, const void *data, size_t length);
int32_t socket_tls_recv(struct secure_socket *socket, void *data, size_t capacity);
bool socket_tls_flushed(struct secure_socket *socket);

/* socket_options.c: give the copies of option values back. */
void socket_options_free(struct secure_socket *socket);

#endif
