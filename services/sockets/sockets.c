/* SPDX-License-Identifier: MIT */
/* The calls of Secure Sockets: check, find the socket, try, wait, try again. */
#include "sockets.h"

#include "network.h"
#include "socket.h"

#define RESOLVE_MS 10000u

BaseType_t SOCKETS_Init(void)
{
    return socket_tls_init() ? pdPASS : pdFAIL;
}

Socket_t SOCKETS_Socket(int32_t lDomain, int32_t lType, int32_t lProtocol)
{
    if (lDomain != SOCKETS_AF_INET || lType != SOCKETS_SOCK_STREAM ||
        lProtocol != SOCKETS_IPPROTO_TCP) {
        return SOCKETS_INVALID_SOCKET;
    }
    struct secure_socket *socket = socket_create();
    return socket != NULL ? socket : SOCKETS_INVALID_SOCKET;
}

/* From NEW to CONNECTING: one task gets it. */
static bool claim(struct secure_socket *socket)
{
    taskENTER_CRITICAL();
    bool mine = socket->state == SOCKET_NEW;
    if (mine) {
        socket->state = SOCKET_CONNECTING;
    }
    taskEXIT_CRITICAL();
    return mine;
}

static int32_t connect_to(struct secure_socket *socket, uint32_t address, uint16_t port)
{
    struct deadline deadline;

    if (!claim(socket)) {
        return SOCKETS_EISCONN;
    }
    deadline_start(&deadline, pdMS_TO_TICKS(socketsconfigCONNECT_TIMEOUT));
    int32_t result = socket->tls_required ? socket_tls_connect(socket, address, port, &deadline)
                                          : socket_stack_connect(socket, address, port, &deadline);
    socket->state = result == SOCKETS_ERROR_NONE ? SOCKET_CONNECTED : SOCKET_FAILED;
    return result;
}

int32_t SOCKETS_Connect(Socket_t xSocket, SocketsSockaddr_t *pxAddress, Socklen_t xAddressLength)
{
    (void)xAddressLength;
    if (pxAddress == NULL || pxAddress->usPort == 0 || pxAddress->ulAddress == 0 ||
        (pxAddress->ucSocketDomain != SOCKETS_AF_INET && pxAddress->ucSocketDomain != 0)) {
        return SOCKETS_EINVAL;
    }
    struct secure_socket *socket = socket_enter(xSocket);
    if (socket == NULL) {
        return SOCKETS_EINVAL;
    }
    int32_t result = connect_to(socket, pxAddress->ulAddress, SOCKETS_ntohs(pxAddress->usPort));
    socket_leave(socket);
    return result;
}

/* One try, the lock held. Returns bytes, 0 to wait, or a SOCKETS_ code. */
static int32_t try_receive(struct secure_socket *socket, void *data, size_t capacity)
{
    if (SOCKET_TLS(socket) != NULL) {
        return socket_tls_recv(socket, data, capacity);
    }
    int32_t result = socket_stack_recv(socket, data, capacity);
    if (result == TLS_TRANSPORT_END) {
        return socket_fail(socket, SOCKETS_ECLOSED, "the other side closed the connection");
    }
    return result != TLS_TRANSPORT_FAILED ? result : socket_stack_broken(socket);
}

static int32_t try_send(struct secure_socket *socket, const void *data, size_t length)
{
    if (SOCKET_TLS(socket) != NULL) {
        return socket_tls_send(socket, data, length);
    }
    int32_t result = socket_stack_send(socket, data, length);
    return result >= 0 ? result : socket_stack_broken(socket);
}

static int32_t receive(struct secure_socket *socket, void *data, size_t capacity)
{
    struct deadline deadline;

    if (socket->state != SOCKET_CONNECTED) {
        return SOCKETS_ENOTCONN;
    }
    deadline_start(&deadline, socket->nonblocking ? 0 : socket->receive_ticks);
    for (;;) {
        (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
        bool ended = socket->receive_ended || socket->closing;
        int32_t result = ended ? SOCKETS_ECLOSED : try_receive(socket, data, capacity);
        (void)xSemaphoreGive(socket->lock);
        if (result != 0) {
            return result;
        }
        if (!socket_wait(socket, socket->readable, &deadline)) {
            const int32_t nothing = socket->nonblocking ? SOCKETS_EWOULDBLOCK : 0;
            return socket->closing ? SOCKETS_ECLOSED : nothing;
        }
    }
}

int32_t SOCKETS_Recv(Socket_t xSocket, void *pvBuffer, size_t xBufferLength, uint32_t ulFlags)
{
    (void)ulFlags;
    if (pvBuffer == NULL || xBufferLength == 0 || xBufferLength > INT32_MAX) {
        return SOCKETS_EINVAL;
    }
    struct secure_socket *socket = socket_enter(xSocket);
    if (socket == NULL) {
        return SOCKETS_EINVAL;
    }
    int32_t result = receive(socket, pvBuffer, xBufferLength);
    socket_leave(socket);
    return result;
}

/* Everything is taken; with TLS the last record may still wait for room below. */
static bool drained(struct secure_socket *socket)
{
    if (SOCKET_TLS(socket) == NULL) {
        return true;
    }
    (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
    bool done = socket_tls_flushed(socket);
    (void)xSemaphoreGive(socket->lock);
    return done;
}

static int32_t transmit(struct secure_socket *socket, const uint8_t *data, size_t length)
{
    struct deadline deadline;
    size_t taken = 0;

    if (socket->state != SOCKET_CONNECTED) {
        return SOCKETS_ENOTCONN;
    }
    deadline_start(&deadline, socket->nonblocking ? 0 : socket->send_ticks);
    while (taken < length || !drained(socket)) {
        int32_t result = 0;
        (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
        if (socket->send_ended || socket->closing) {
            result = SOCKETS_ECLOSED;
        } else if (taken < length) {
            result = try_send(socket, data + taken, length - taken);
        }
        (void)xSemaphoreGive(socket->lock);
        if (result < 0) {
            return taken != 0 ? (int32_t)taken : result;
        }
        taken += (size_t)result;
        if (result == 0 && !socket_wait(socket, socket->writable, &deadline)) {
            break;
        }
    }
    if (taken != 0 || length == 0) {
        return (int32_t)taken;
    }
    return socket->closing ? SOCKETS_ECLOSED : SOCKETS_EWOULDBLOCK;
}

int32_t SOCKETS_Send(Socket_t xSocket, const void *pvBuffer, size_t xDataLength, uint32_t ulFlags)
{
    (void)ulFlags;
    if ((pvBuffer == NULL && xDataLength != 0) || xDataLength > INT32_MAX) {
        return SOCKETS_EINVAL;
    }
    struct secure_socket *socket = socket_enter(xSocket);
    if (socket == NULL) {
        return SOCKETS_EINVAL;
    }
    int32_t result = transmit(socket, pvBuffer, xDataLength);
    socket_leave(socket);
    return result;
}

static int32_t shut(struct secure_socket *socket, bool receive_side, bool send_side)
{
    if (socket->state != SOCKET_CONNECTED) {
        return SOCKETS_ENOTCONN;
    }
    (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
    if (send_side && !socket->send_ended && SOCKET_TLS(socket) != NULL) { /* once, before the end */
        socket_tls_goodbye(socket);
    }
    socket->receive_ended = socket->receive_ended || receive_side;
    socket->send_ended = socket->send_ended || send_side;
    bool done = socket_stack_shutdown(socket, receive_side, send_side);
    (void)xSemaphoreGive(socket->lock);
    (void)xSemaphoreGive(socket->readable);
    (void)xSemaphoreGive(socket->writable);
    return done ? SOCKETS_ERROR_NONE : socket_stack_broken(socket);
}

int32_t SOCKETS_Shutdown(Socket_t xSocket, uint32_t ulHow)
{
    if (ulHow > SOCKETS_SHUT_RDWR) {
        return SOCKETS_EINVAL;
    }
    struct secure_socket *socket = socket_enter(xSocket);
    if (socket == NULL) {
        return SOCKETS_EINVAL;
    }
    int32_t result = shut(socket, ulHow != SOCKETS_SHUT_WR, ulHow != SOCKETS_SHUT_RD);
    socket_leave(socket);
    return result;
}

int32_t SOCKETS_Close(Socket_t xSocket)
{
    return socket_destroy(xSocket) ? SOCKETS_ERROR_NONE : SOCKETS_EINVAL;
}

uint32_t SOCKETS_GetHostByName(const char *pcHostName)
{
    uint32_t address = 0;

    if (pcHostName == NULL || network_resolve(pcHostName, &address, RESOLVE_MS) != NET_OK) {
        return 0;
    }
    return address;
}

char *sockets_address_text(uint32_t address, char *text)
{
    uint32_t host = SOCKETS_ntohl(address);
    char *at = text;

    for (int shift = 24; shift >= 0; shift -= 8) {
        uint32_t octet = host >> shift & 0xFFu;
        if (octet >= 100) {
            *at++ = (char)('0' + octet / 100);
        }
        if (octet >= 10) {
            *at++ = (char)('0' + octet / 10 % 10);
        }
        *at++ = (char)('0' + octet % 10);
        *at++ = shift != 0 ? '.' : '\0';
    }
    return text;
}

void sockets_error(Socket_t handle, struct sockets_error *error)
{
    static const struct sockets_error no_socket = {
        .code = SOCKETS_EINVAL,
        .text = "this is no open socket",
    };
    struct secure_socket *socket = socket_enter(handle);

    if (socket == NULL) {
        *error = no_socket;
        return;
    }
    *error = (struct sockets_error){.code = socket->code, .text = socket->text};
    socket_tls_explain(socket, &error->tls);
    socket_leave(socket);
}

const struct tls *sockets_tls(Socket_t handle)
{
    struct secure_socket *socket = socket_enter(handle);
    const struct tls *session = NULL;

    if (socket != NULL) {
        session = socket->state == SOCKET_CONNECTED ? SOCKET_TLS(socket) : NULL;
        socket_leave(socket);
    }
    return session;
}
