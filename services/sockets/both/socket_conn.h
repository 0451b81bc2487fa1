/* SPDX-License-Identifier: MIT */
/* Two stacks in one image: a socket gets the one of the interface that is in use when it connects.
 */
#ifndef SOCKET_CONN_H
#define SOCKET_CONN_H

#include "socket_lwip.h"
#include "socket_offload.h"

/* What a stack does; see socket.h. */
struct socket_stack {
    bool (*open)(struct secure_socket *socket);
    void (*close)(struct secure_socket *socket);
    int32_t (*connect)(struct secure_socket *socket, uint32_t address, uint16_t port,
                       struct deadline *deadline);
    int32_t (*send)(void *socket, const void *data, size_t length);
    int32_t (*recv)(void *socket, void *data, size_t capacity);
    bool (*shutdown)(struct secure_socket *socket, bool receive, bool send);
    int32_t (*broken)(struct secure_socket *socket);
};

struct socket_conn {
    const struct socket_stack *stack; /* NULL: not connected yet */
    union {
        struct lwip_conn lwip;
        struct offload_conn offload;
    };
};

extern const struct socket_stack socket_stack_modem;

/* Its link's part; NULL: it has none. */
#define SOCKET_OFFLOAD(socket)                                                                     \
    ((socket)->conn.stack == &socket_stack_modem ? &(socket)->conn.offload : NULL)

bool socket_stack_open(struct secure_socket *socket);
void socket_stack_close(struct secure_socket *socket);
int32_t socket_stack_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                             struct deadline *deadline);
int32_t socket_stack_send(void *socket, const void *data, size_t length);
int32_t socket_stack_recv(void *socket, void *data, size_t capacity);
bool socket_stack_shutdown(struct secure_socket *socket, bool receive, bool send);
int32_t socket_stack_broken(struct secure_socket *socket);

#endif
