/* SPDX-License-Identifier: MIT */
/* A socket's connection in lwIP, through its sequential interface, never waiting inside it: lwIP
 * says by an event when to try again.
 *
 * Sent data is copied into lwIP's send buffer (TCP_SND_BUF), received data stays in the frames'
 * buffers until it is handed out. Full: send takes less or nothing; receive closes TCP's window to
 * the peer.
 */
#include "socket.h"

#include "lwip/api.h"
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
    if (socket != NULL) {
        socket_event(socket, readable, writable);
    }
}

bool socket_lwip_open(struct secure_socket *socket)
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
    socket->conn.lwip.netconn = conn;
    return true;
}

/* It goes on by itself until the peer has everything; new connections have precedence. */
static void give_way(struct lwip_conn *conn)
{
    LOCK_TCPIP_CORE();
    if (conn->netconn->pcb.tcp != NULL) {
        tcp_setprio(conn->netconn->pcb.tcp, TCP_PRIO_MIN);
    }
    UNLOCK_TCPIP_CORE();
}

void socket_lwip_close(struct secure_socket *socket)
{
    struct lwip_conn *conn = &socket->conn.lwip;

    if (conn->arrived != NULL) {
        pbuf_free(conn->arrived);
        conn->arrived = NULL;
    }
    give_way(conn);
    (void)netconn_delete(conn->netconn);
    conn->netconn = NULL;
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

int32_t socket_lwip_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                            struct deadline *deadline)
{
    ip_addr_t to = IPADDR4_INIT(address);

    (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
    err_t err = netconn_connect(socket->conn.lwip.netconn, &to, port);
    (void)xSemaphoreGive(socket->lock);
    while (err == ERR_INPROGRESS) {
        bool in_time = socket_wait(socket, socket->writable, deadline);
        err = netconn_err(socket->conn.lwip.netconn);
        if (err == ERR_OK &&
            (socket->conn.lwip.netconn->flags & NETCONN_FLAG_IN_NONBLOCKING_CONNECT) != 0) {
            err = in_time ? ERR_INPROGRESS : ERR_TIMEOUT;
        }
    }
    if (socket->closing) {
        return socket_fail(socket, SOCKETS_ECLOSED, "the socket was closed");
    }
    return err == ERR_OK ? SOCKETS_ERROR_NONE
                         : socket_fail(socket, SOCKETS_SOCKET_ERROR, text_of(err));
}

int32_t socket_lwip_send(void *context, const void *data, size_t length)
{
    struct secure_socket *socket = context;
    size_t written = 0;
    err_t err = netconn_write_partly(socket->conn.lwip.netconn, data, length,
                                     NETCONN_COPY | NETCONN_DONTBLOCK, &written);

    if (err == ERR_OK) {
        return (int32_t)written;
    }
    return err == ERR_WOULDBLOCK ? TLS_TRANSPORT_WOULD_BLOCK : TLS_TRANSPORT_FAILED;
}

/* One received chain of buffers at a time. Returns 1 when there is one. */
static int32_t fetch(struct lwip_conn *conn)
{
    if (conn->arrived != NULL) {
        return 1;
    }
    if (conn->peer_ended) {
        return TLS_TRANSPORT_END;
    }
    err_t err = netconn_recv_tcp_pbuf_flags(conn->netconn, &conn->arrived, NETCONN_DONTBLOCK);
    if (err == ERR_OK) {
        conn->arrived_offset = 0;
        return 1;
    }
    conn->arrived = NULL;
    if (err == ERR_WOULDBLOCK) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    conn->peer_ended = err == ERR_CLSD;
    return err == ERR_CLSD ? TLS_TRANSPORT_END : TLS_TRANSPORT_FAILED;
}

int32_t socket_lwip_recv(void *context, void *data, size_t capacity)
{
    struct secure_socket *socket = context;
    struct lwip_conn *conn = &socket->conn.lwip;
    u16_t room = capacity < UINT16_MAX ? (u16_t)capacity : UINT16_MAX;
    int32_t result = fetch(conn);

    if (result <= 0) {
        return result;
    }
    u16_t copied = pbuf_copy_partial(conn->arrived, data, room, conn->arrived_offset);
    conn->arrived_offset = (uint16_t)(conn->arrived_offset + copied);
    if (conn->arrived_offset == conn->arrived->tot_len) {
        pbuf_free(conn->arrived);
        conn->arrived = NULL;
    }
    if (socket->users > 1) {
        (void)xSemaphoreGive(socket->readable); /* one event can stand for data for two */
    }
    return (int32_t)copied;
}

bool socket_lwip_shutdown(struct secure_socket *socket, bool receive, bool send)
{
    if (receive && send) {
        give_way(&socket->conn.lwip); /* netconn lets go of it here, not when it is closed */
    }
    err_t err = netconn_shutdown(socket->conn.lwip.netconn, receive, send);
    return err == ERR_OK || err == ERR_CONN; /* ERR_CONN: the peer was quicker */
}

int32_t socket_lwip_broken(struct secure_socket *socket)
{
    return socket_fail(socket, SOCKETS_SOCKET_ERROR, "the connection broke");
}
