/* SPDX-License-Identifier: MIT */
/* The only stack of the image is lwIP: it is called by its name. */
#ifndef SOCKET_CONN_H
#define SOCKET_CONN_H

#include "socket_lwip.h"

struct socket_conn {
    struct lwip_conn lwip;
};

#define socket_stack_open     socket_lwip_open
#define socket_stack_close    socket_lwip_close
#define socket_stack_connect  socket_lwip_connect
#define socket_stack_send     socket_lwip_send
#define socket_stack_recv     socket_lwip_recv
#define socket_stack_shutdown socket_lwip_shutdown
#define socket_stack_broken   socket_lwip_broken

#endif
