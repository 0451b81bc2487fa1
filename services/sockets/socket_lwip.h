/* SPDX-License-Identifier: MIT */
/* A socket's connection in lwIP. What each function means is said in socket.h, under "the stack".
 */
#ifndef SOCKET_LWIP_H
#define SOCKET_LWIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct deadline;
struct netconn;
struct pbuf;
struct secure_socket;

struct lwip_conn {
    struct netconn *netconn;
    struct pbuf *arrived; /* received, and partly handed out: from `arrived_offset` on */
    uint16_t arrived_offset;
    bool peer_ended;
};

bool socket_lwip_open(struct secure_socket *socket);
void socket_lwip_close(struct secure_socket *socket);
int32_t socket_lwip_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                            struct deadline *deadline);
int32_t socket_lwip_send(void *socket, const void *data, size_t length);
int32_t socket_lwip_recv(void *socket, void *data, size_t capacity);
bool socket_lwip_shutdown(struct secure_socket *socket, bool receive, bool send);
int32_t socket_lwip_broken(struct secure_socket *socket);

#endif
