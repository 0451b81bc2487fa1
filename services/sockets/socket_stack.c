/* SPDX-License-Identifier: MIT */
/* A socket's connection in lwIP, through its sequential interface, never waiting inside it: lwIP
 * says by an event when to try again.
 *
 * Sent data is copied into lwIP's send buffer (TCP_SND_BUF), received data stays in the frames'
 * buffers until it is handed out. Full: send takes less or nothing; receive closes TCP's window to
 * the peer.
 */
#include "socket.h"

#include "lwip/ip_addr.h"
#include "lwip/pbuf.h"
#include "lwip/tcp.h"
#include "lwip/tcpip.h"

/* Context: whoever runs lwIP, under its core lock. */
static void event(struct netconn *conn, enum netconn_evt what, u16_t length)
{
    struct secure_socket *socket = conn->callback_arg.ptr;
    bool readable = what == NETCONN_EVT_RCVPLUS || what == NETCONN_EVT_ERROR;
    bool writable = what == NETCONN_EVT_SENDPLUS || what == NETCONN_EVT_ERROR;

    (void)length;
    if (socket == NULL) {
        return;
    }
    if (writable) {
        (void)xSemaphoreGive(socket->writable);
    }
    if (readable) {
        (void)xSemaphoreGive(socket->readable);
        void (*wakeup)(Socket_t) = socket->wakeup;
        if (wakeup != NULL && !socket->closing) {
            socket->calling = xTaskGetCurrentTaskHandle();
            wakeup(socket);
            socket->calling = NULL;
        }
    }
}

bool socket_stack_open(struct secure_socket *socket)
{
    struct netconn *conn = netconn_new_with_callback(NETCONN_TCP, event);

    if (conn == NULL) {
        return false;
    }
    conn->callback_arg.ptr = socket;
    netconn_set_nonblocking(conn, 1);
    LOCK_TCPIP_CORE();
    tcp_nagle_disable(
        conn->pcb.tcp); /* messages are written whole; none should wait for an answer */
    UNLOCK_TCPIP_CORE();
    socket->conn = conn;
    return true;
}

void socket_stack_close(struct secure_socket *socket)
{
    if (socket->arrived != NULL) {
        pbuf_free(socket->arrived);
        socket->arrived = NULL;
    }
    LOCK_TCPIP_CORE();
    if (socket->conn->pcb.tcp != NULL) {
        /* It goes on by itself until the peer has everything; new connections have precedence. */
        tcp_setprio(socket->conn->pcb.tcp, TCP_PRIO_MIN);
    }
    UNLOCK_TCPIP_CORE();
    (void)netconn_delete(socket->conn);
    socket->conn = NULL;
}

static const char *text_of(err_t err)
{
    switch (err) {
    case ERR_RTE:
        return "there is no route to the address";
    case ERR_RST:
    case ERR_ABRT:
    case ERR_CLSD:
        return "the connection was refused or reset by the other side";
    case ERR_MEM:
    case ERR_BUF:
        return "the network stack is out of memory";
    case ERR_TIMEOUT:
        return "the other side does not answer";
    default:
        return "the network stack failed";
    }
}

int32_t socket_stack_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                             struct deadline *deadline)
{
    ip_addr_t to = IPADDR4_INIT(address);

    (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
    err_t err = netconn_connect(socket->conn, &to, port);
    (void)xSemaphoreGive(socket->lock);
    while (err == ERR_INPROGRESS) {
        bool in_time = socket_wait(socket, socket->writable, deadline);
        err = netconn_err(socket->conn);
        if (err == ERR_OK && (socket->conn->flags & NETCONN_FLAG_IN_NONBLOCKING_CONNECT) != 0) {
            err = in_time ? ERR_INPROGRESS : ERR_TIMEOUT;
        }
    }
    if (socket->closing) {
        return socket_fail(socket, SOCKETS_ECLOSED, "the socket was closed");
    }
    return err == ERR_OK ? SOCKETS_ERROR_NONE
                         : socket_fail(socket, SOCKETS_SOCKET_ERROR, text_of(err));
}

int32_t socket_stack_send(void *context, const void *data, size_t length)
{
    struct secure_socket *socket = context;
    size_t written = 0;
    err_t err = netconn_write_partly(socket->conn, data, length, NETCONN_COPY | NETCONN_DONTBLOCK,
                                     &written);

    if (err == ERR_OK) {
        return (int32_t)written;
    }
    return err == ERR_WOULDBLOCK ? TLS_TRANSPORT_WOULD_BLOCK : TLS_TRANSPORT_FAILED;
}

/* One received chain of buffers at a time. Returns 1 when there is one. */
static int32_t fetch(struct secure_socket *socket)
{
    if (socket->arrived != NULL) {
        return 1;
    }
    if (socket->peer_ended) {
        return TLS_TRANSPORT_END;
    }
    err_t err = netconn_recv_tcp_pbuf_flags(socket->conn, &socket->arrived, NETCONN_DONTBLOCK);
    if (err == ERR_OK) {
        socket->arrived_offset = 0;
        return 1;
    }
    socket->arrived = NULL;
    if (err == ERR_WOULDBLOCK) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    socket->peer_ended = err == ERR_CLSD;
    return err == ERR_CLSD ? TLS_TRANSPORT_END : TLS_TRANSPORT_FAILED;
}

int32_t socket_stack_recv(void *context, void *data, size_t capacity)
{
    struct secure_socket *socket = context;
    u16_t room = capacity < UINT16_MAX ? (u16_t)capacity : UINT16_MAX;
    int32_t result = fetch(socket);

    if (result <= 0) {
        return result;
    }
    u16_t copied = pbuf_copy_partial(socket->arrived, data, room, socket->arrived_offset);
    socket->arrived_offset = (uint16_t)(socket->arrived_offset + copied);
    if (socket->arrived_offset == socket->arrived->tot_len) {
        pbuf_free(socket->arrived);
        socket->arrived = NULL;
    }
    if (socket->users > 1) {
        (void)xSemaphoreGive(socket->readable); /* one event can stand for data for two */
    }
    return (int32_t)copied;
}

bool socket_stack_shutdown(struct secure_socket *socket, bool receive, bool send)
{
    err_t err = netconn_shutdown(socket->conn, receive, send);
    return err == ERR_OK || err == ERR_CONN; /* ERR_CONN: the peer was quicker */
}
