/* SPDX-License-Identifier: MIT */
/* A socket inside: state, the connection under it, the TLS session over it, and how tasks share it.
 *
 *      task that sends ──┐ lock: one task at a time inside the stack and TLS, never while waiting
 *      task that receives┘
 *           │ waits for `readable` or `writable` with the lock released
 *           └── given by the stack's event call-back: a semaphore that holds one "look again"
 *
 * Which stack and which TLS an image has is its board's `features.sockets`: socket_conn.h and
 * socket_session.h, of the folder that CMake names, are a socket's parts of them.
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

#include "iot_secure_sockets.h"
#include "socket_conn.h"
#include "socket_session.h"
#include "sockets.h"

enum socket_state { SOCKET_NEW, SOCKET_CONNECTING, SOCKET_CONNECTED, SOCKET_FAILED };

struct secure_socket {
    struct socket_conn conn;
    struct socket_session session;
    uint16_t users;
    volatile bool closing;
    bool tls_required;
    bool nonblocking;
    volatile bool receive_ended; /* by SOCKETS_Shutdown */
    volatile bool send_ended;
    uint8_t state; /* enum socket_state */
    TickType_t receive_ticks;
    TickType_t send_ticks;
    char *server_name;
    char **alpn;
    void (*volatile wakeup)(Socket_t);
    volatile TaskHandle_t calling; /* the task that is inside `wakeup` */
    int32_t code;                  /* of the last failure, */
    const char *text;              /* and why */
    SemaphoreHandle_t lock, readable, writable;
    SemaphoreHandle_t idle; /* of the task that closes, on its stack */
    StaticSemaphore_t lock_memory, readable_memory, writable_memory;
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

/* Enter the first socket of which `is` says so, in a critical section; NULL: none. */
struct secure_socket *socket_enter_where(bool (*is)(struct secure_socket *socket, unsigned what),
                                         unsigned what);

void deadline_start(struct deadline *deadline, TickType_t ticks);

/* Wait for an event, the lock not held. False: the time is over or the socket is being closed. */
bool socket_wait(struct secure_socket *socket, SemaphoreHandle_t event, struct deadline *deadline);

/* Remember why a call fails; returns `code`. */
int32_t socket_fail(struct secure_socket *socket, int32_t code, const char *text);

/* socket_memory.c: where everything of this service is taken from. Zeroed; NULL: no room. */
void *socket_memory_take(size_t count, size_t bytes);
void socket_memory_give(void *memory); /* NULL is allowed */
size_t socket_memory_largest(void);    /* the largest free piece; 0: none, or not known */

/* The event call-back of a stack: give what it says, and call the application. */
void socket_event(struct secure_socket *socket, bool readable, bool writable);

/* The stack: socket_stack_ in front of
 *
 *      bool open(socket)             false: no room for one more
 *      void close(socket)
 *      int32_t connect(socket, address, port, deadline)  SOCKETS_; waits
 *      int32_t send, recv(socket, bytes, length)         as struct tls_transport's, without waiting
 *      bool shutdown(socket, receive, send)
 *      int32_t broken(socket)        after TLS_TRANSPORT_FAILED: says why; SOCKETS_
 *
 * socket_lwip.c and socket_offload.c have them, each under its own name; socket_conn.h binds. */

/* TLS: socket_tls.c or socket_tls_offload.c. Results of connect: SOCKETS_; of send and receive: as
 * above, or SOCKETS_. Those from socket_tls_send on are for sockets that have SOCKET_TLS(). */
bool socket_tls_init(void);
int32_t socket_tls_trust(struct secure_socket *socket, const void *certificate, size_t length);
void socket_tls_explain(struct secure_socket *socket, struct tls_error *error);
void socket_tls_forget(struct secure_socket *socket); /* the details of the last failure */
void socket_tls_close(struct secure_socket *socket);  /* all that it holds */
int32_t socket_tls_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                           struct deadline *deadline); /* the stack's connection first */
int32_t socket_tls_send(struct secure_socket *socket, const void *data, size_t length);
int32_t socket_tls_recv(struct secure_socket *socket, void *data, size_t capacity);
bool socket_tls_flushed(struct secure_socket *socket);
void socket_tls_goodbye(struct secure_socket *socket);

/* socket_options.c: give the copies of option values back; a copy with a terminator behind it. */
void socket_options_free(struct secure_socket *socket);
void *socket_copy(const void *value, size_t length);

#endif
