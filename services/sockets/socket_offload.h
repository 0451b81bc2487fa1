/* SPDX-License-Identifier: MIT */
/* A socket's link in a modem. What each function means is said in socket.h, under "the stack". */
#ifndef SOCKET_OFFLOAD_H
#define SOCKET_OFFLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "offload.h"

struct deadline;
struct secure_socket;

struct offload_conn {
    uint8_t link; /* in the modem, and 1 more; 0: none */
    int8_t why;   /* the last OFFLOAD_ result that was an error */
    bool missed;  /* a call was turned away because another socket connects */
};

bool socket_offload_open(struct secure_socket *socket);
void socket_offload_close(struct secure_socket *socket);
int32_t socket_offload_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                               struct deadline *deadline);
int32_t socket_offload_send(void *socket, const void *data, size_t length);
int32_t socket_offload_recv(void *socket, void *data, size_t capacity);
bool socket_offload_shutdown(struct secure_socket *socket, bool receive, bool send);
int32_t socket_offload_broken(struct secure_socket *socket);

/* As socket_offload_connect, with TLS inside the modem unless `tls` is NULL. */
int32_t socket_offload_secure(struct secure_socket *socket, uint32_t address, uint16_t port,
                              const struct offload_tls *tls, struct deadline *deadline);

#endif
