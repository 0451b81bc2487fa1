/* SPDX-License-Identifier: MIT */
/* A socket's connection in a modem (hal/offload.h), which does one thing at a time:
 *
 *      wire    free ──connect──► kept for seconds ──► free
 *                │ ▲                │
 *           send, receive, close    └── send and receive of others would block, and look again when
 *           of any: milliseconds        it is free; their links are closed then
 *
 * So a call waits for another socket's connection as long as its own time-out says, not as long as
 * the modem needs for it. What was sent is the modem's; nothing is kept here.
 */
#include "socket.h"

#include "board_radio.h"

#define LINKS_MAX     8u
#define ADDRESS_BYTES 16u

static struct {
    struct secure_socket *connecting; /* the one that keeps the wire, or is about to */
    uint8_t calls;                    /* of others, now at the wire */
    uint8_t orphans;                  /* links to close when the wire is free, a bit each */
    uint8_t open;                     /* sockets: as many as there are links */
    bool listening;
} modem;

static const struct offload_driver *driver(void)
{
    return board_offload()->driver;
}

/* Links and events. */

static bool has_link(struct secure_socket *socket, unsigned link)
{
    const struct offload_conn *conn = SOCKET_OFFLOAD(socket);
    return conn != NULL && conn->link == link + 1u;
}

/* Context: a task of the driver's, or whoever is at the wire. */
static void event(void *context, unsigned link)
{
    struct secure_socket *socket = socket_enter_where(has_link, link);

    (void)context;
    if (socket != NULL) {
        socket_event(socket, true, true); /* of what kind, nobody says */
        socket_leave(socket);
    }
}

/* The wire. */

static bool begin_call(struct offload_conn *conn)
{
    taskENTER_CRITICAL();
    bool mine = modem.connecting == NULL;
    if (mine) {
        modem.calls++;
    } else {
        conn->missed = true;
    }
    taskEXIT_CRITICAL();
    return mine;
}

static void end_call(void)
{
    taskENTER_CRITICAL();
    modem.calls--;
    if (modem.calls == 0 && modem.connecting != NULL) {
        (void)xSemaphoreGive(modem.connecting->writable);
    }
    taskEXIT_CRITICAL();
}

static bool has_missed(struct secure_socket *socket, unsigned unused)
{
    struct offload_conn *conn = SOCKET_OFFLOAD(socket);
    bool missed = conn != NULL && conn->missed;

    (void)unused;
    if (missed) {
        conn->missed = false;
    }
    return missed;
}

/* True: an orphan is to be closed first. */
static bool next_orphan(unsigned *link)
{
    bool found = false;

    taskENTER_CRITICAL();
    for (unsigned i = 0; i < LINKS_MAX && !found; i++) {
        if ((modem.orphans & 1u << i) != 0) {
            modem.orphans &= (uint8_t) ~(1u << i);
            *link = i;
            found = true;
        }
    }
    if (!found) {
        modem.connecting = NULL;
    }
    taskEXIT_CRITICAL();
    return found;
}

static void free_wire(void)
{
    unsigned link;
    struct secure_socket *socket;

    while (next_orphan(&link)) {
        driver()->close(board_offload(), link);
    }
    while ((socket = socket_enter_where(has_missed, 0)) != NULL) {
        socket_event(socket, socket->state == SOCKET_CONNECTED, true);
        socket_leave(socket);
    }
}

static bool keep_wire(struct secure_socket *socket, struct deadline *deadline)
{
    for (;;) {
        taskENTER_CRITICAL();
        if (modem.connecting == NULL) {
            modem.connecting = socket;
        }
        const bool mine = modem.connecting == socket;
        const bool quiet = modem.calls == 0;
        socket->conn.offload.missed = !mine;
        taskEXIT_CRITICAL();
        if (mine && quiet) {
            return true;
        }
        if (!socket_wait(socket, socket->writable, deadline)) {
            if (mine) {
                free_wire();
            }
            return false;
        }
    }
}

static void drop_link(struct offload_conn *conn)
{
    const unsigned link = conn->link - 1u;

    if (conn->link == 0) {
        return;
    }
    taskENTER_CRITICAL();
    conn->link = 0;
    const bool later = modem.connecting != NULL;
    if (later) {
        modem.orphans |= (uint8_t)(1u << link);
    } else {
        modem.calls++;
    }
    taskEXIT_CRITICAL();
    if (!later) {
        driver()->close(board_offload(), link);
        end_call();
    }
}

/* The stack. */

bool socket_offload_open(struct secure_socket *socket)
{
    configASSERT(driver()->links <= LINKS_MAX && "socket_offload: a modem with more links");
    taskENTER_CRITICAL();
    bool room = modem.open < driver()->links;
    modem.open = (uint8_t)(modem.open + (room ? 1u : 0u));
    taskEXIT_CRITICAL();
    socket->conn.offload = (struct offload_conn){0};
    return room;
}

void socket_offload_close(struct secure_socket *socket)
{
    drop_link(&socket->conn.offload);
    taskENTER_CRITICAL();
    modem.open--;
    taskEXIT_CRITICAL();
}

static int32_t refused(struct secure_socket *socket, int32_t why, bool secured)
{
    switch (why) {
    case OFFLOAD_DOWN:
        return socket_fail(socket, SOCKETS_SOCKET_ERROR, "there is no network, or no modem");
    case OFFLOAD_RESET:
        return socket_fail(socket, SOCKETS_PERIPHERAL_RESET,
                           "the modem restarted, or lost the connection");
    case OFFLOAD_TIMED_OUT:
        return socket_fail(socket, SOCKETS_SOCKET_ERROR, "the modem's time for it was over");
    case OFFLOAD_NO_LINK:
        return socket_fail(socket, SOCKETS_SOCKET_ERROR, "the modem has no free link");
    case OFFLOAD_INVALID:
        return socket_fail(socket, SOCKETS_EINVAL, "the modem's commands cannot say this");
    case OFFLOAD_NO_MEMORY:
        return socket_fail(socket, SOCKETS_ENOMEM, "the modem is out of memory");
    default: /* OFFLOAD_REFUSED: it does not say more */
        return secured ? socket_fail(socket, SOCKETS_TLS_HANDSHAKE_ERROR,
                                     "the module refused the server, or did not reach it")
                       : socket_fail(socket, SOCKETS_SOCKET_ERROR,
                                     "the modem could not connect: refused, or no answer");
    }
}

/* The wire is ours. */
static int32_t connect_link(struct secure_socket *socket, const char *host, uint16_t port,
                            const struct offload_tls *tls)
{
    struct offload_device *const device = board_offload();

    if (!modem.listening) {
        modem.listening = true;
        driver()->listen_events(device, event, NULL);
    }
    const int32_t link = driver()->open(device);
    if (link < 0) {
        return link;
    }
    socket->conn.offload.link = (uint8_t)(link + 1);
    return driver()->connect(device, (unsigned)link, host, port, tls);
}

int32_t socket_offload_secure(struct secure_socket *socket, uint32_t address, uint16_t port,
                              const struct offload_tls *tls, struct deadline *deadline)
{
    char host[ADDRESS_BYTES];
    int32_t result = OFFLOAD_TIMED_OUT;

    if (keep_wire(socket, deadline)) {
        result = connect_link(socket, sockets_address_text(address, host), port, tls);
        free_wire();
    }
    if (socket->closing) {
        return socket_fail(socket, SOCKETS_ECLOSED, "the socket was closed");
    }
    return result == 0 ? SOCKETS_ERROR_NONE : refused(socket, result, tls != NULL);
}

int32_t socket_offload_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                               struct deadline *deadline)
{
    return socket_offload_secure(socket, address, port, NULL, deadline);
}

static int32_t outcome(struct offload_conn *conn, int32_t result)
{
    if (result > 0) {
        return result;
    }
    if (result == OFFLOAD_WAIT) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    conn->why = (int8_t)result;
    return result == OFFLOAD_ENDED ? TLS_TRANSPORT_END : TLS_TRANSPORT_FAILED;
}

int32_t socket_offload_send(void *context, const void *data, size_t length)
{
    struct secure_socket *socket = context;
    struct offload_conn *conn = &socket->conn.offload;

    if (conn->link == 0) {
        return outcome(conn, OFFLOAD_ENDED);
    }
    if (!begin_call(conn)) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    int32_t result = driver()->send(board_offload(), conn->link - 1u, data, length);
    end_call();
    return outcome(conn, result);
}

int32_t socket_offload_recv(void *context, void *data, size_t capacity)
{
    struct secure_socket *socket = context;
    struct offload_conn *conn = &socket->conn.offload;

    if (conn->link == 0) {
        return outcome(conn, OFFLOAD_ENDED);
    }
    if (!begin_call(conn)) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    int32_t result = driver()->receive(board_offload(), conn->link - 1u, data, capacity);
    end_call();
    if (result > 0 && socket->users > 1) {
        (void)xSemaphoreGive(socket->readable); /* one event can stand for data for two */
    }
    return outcome(conn, result);
}

/* A modem has no half of a connection: what was sent is on its way, and all of it ends. */
bool socket_offload_shutdown(struct secure_socket *socket, bool receive, bool send)
{
    (void)receive;
    if (send) {
        drop_link(&socket->conn.offload);
    }
    return true;
}

int32_t socket_offload_broken(struct secure_socket *socket)
{
    switch (socket->conn.offload.why) {
    case OFFLOAD_ENDED:
        return socket_fail(socket, SOCKETS_ECLOSED, "the other side closed the connection");
    case OFFLOAD_RESET:
        return refused(socket, OFFLOAD_RESET, false);
    default:
        return socket_fail(socket, SOCKETS_SOCKET_ERROR, "the connection broke");
    }
}
