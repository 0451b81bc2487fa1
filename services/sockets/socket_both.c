/* SPDX-License-Identifier: MIT */
/* A socket gets its stack when it connects: that of the interface that is in use then. It keeps it;
 * when that interface is lost, the connection is. */
#include "socket.h"

#include "network.h"

static const struct socket_stack stack_lwip = {
    .open = socket_lwip_open,
    .close = socket_lwip_close,
    .connect = socket_lwip_connect,
    .send = socket_lwip_send,
    .recv = socket_lwip_recv,
    .shutdown = socket_lwip_shutdown,
    .broken = socket_lwip_broken,
};

const struct socket_stack socket_stack_modem = {
    .open = socket_offload_open,
    .close = socket_offload_close,
    .connect = socket_offload_connect,
    .send = socket_offload_send,
    .recv = socket_offload_recv,
    .shutdown = socket_offload_shutdown,
    .broken = socket_offload_broken,
};

bool socket_stack_open(struct secure_socket *socket)
{
    (void)socket;
    return true;
}

void socket_stack_close(struct secure_socket *socket)
{
    if (socket->conn.stack != NULL) {
        socket->conn.stack->close(socket);
    }
}

int32_t socket_stack_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                             struct deadline *deadline)
{
    const struct network_interface *in_use = network_current();

    if (in_use == NULL) {
        return socket_fail(socket, SOCKETS_SOCKET_ERROR, "there is no network");
    }
    const bool radio = in_use->type == AWSIOT_NETWORK_TYPE_WIFI;
    const struct socket_stack *stack = radio ? &socket_stack_modem : &stack_lwip;
    if (!stack->open(socket)) {
        return socket_fail(socket, SOCKETS_ENOMEM, "the network has no room for one more socket");
    }
    socket->conn.stack = stack;
    return stack->connect(socket, address, port, deadline);
}

int32_t socket_stack_send(void *context, const void *data, size_t length)
{
    const struct secure_socket *socket = context;
    return socket->conn.stack->send(context, data, length);
}

int32_t socket_stack_recv(void *context, void *data, size_t capacity)
{
    const struct secure_socket *socket = context;
    return socket->conn.stack->recv(context, data, capacity);
}

bool socket_stack_shutdown(struct secure_socket *socket, bool receive, bool send)
{
    return socket->conn.stack->shutdown(socket, receive, send);
}

int32_t socket_stack_broken(struct secure_socket *socket)
{
    return socket->conn.stack->broken(socket);
}
