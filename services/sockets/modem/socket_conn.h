/* SPDX-License-Identifier: MIT */
/* The only stack of the image is the modem's: it is called by its name. */
#ifndef SOCKET_CONN_H
#define SOCKET_CONN_H

#include "socket_offload.h"

struct socket_conn {
    struct offload_conn offload;
};

#define SOCKET_OFFLOAD(socket) (&(socket)->conn.offload)

#define socket_stack_open     socket_offload_open
#define socket_stack_close    socket_offload_close
#define socket_stack_connect  socket_offload_connect
#define socket_stack_send     socket_offload_send
#define socket_stack_recv     socket_offload_recv
#define socket_stack_shutdown socket_offload_shutdown
#define socket_stack_broken   socket_offload_broken

#endif
