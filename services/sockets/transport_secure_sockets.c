/* SPDX-License-Identifier: MIT */
#include "transport_secure_sockets.h"

#include <stdbool.h>
#include <string.h>

static int32_t result_of(int32_t result)
{
    return result == SOCKETS_EWOULDBLOCK ? 0 : result;
}

static int32_t receive(NetworkContext_t *context, void *buffer, size_t length)
{
    return result_of(SOCKETS_Recv(context->socket, buffer, length, 0));
}

static int32_t send(NetworkContext_t *context, const void *buffer, size_t length)
{
    return result_of(SOCKETS_Send(context->socket, buffer, length, 0));
}

/* Pieces from `at` on are copied together while they fit; a piece that alone does not fit is sent
 * from where it is. Moves `index` and `at` behind what was used. */
static size_t gather(const TransportOutVector_t *vectors, size_t count, size_t *index, size_t *at,
                     uint8_t *buffer)
{
    size_t filled = 0;

    while (*index < count) {
        size_t left = vectors[*index].iov_len - *at;
        size_t room = socketsconfigGATHER_BYTES - filled;
        size_t part = left < room ? left : room;
        if (left >= socketsconfigGATHER_BYTES && filled == 0) {
            break;
        }
        if (part != 0) {
            memcpy(buffer + filled, (const uint8_t *)vectors[*index].iov_base + *at, part);
        }
        filled += part;
        *at += part;
        if (*at < vectors[*index].iov_len) {
            break;
        }
        (*index)++;
        *at = 0;
    }
    return filled;
}

static int32_t send_vectors(NetworkContext_t *context, TransportOutVector_t *vectors, size_t count)
{
    uint8_t buffer[socketsconfigGATHER_BYTES];
    size_t index = 0;
    size_t at = 0;
    int32_t total = 0;

    while (index < count) {
        size_t length = gather(vectors, count, &index, &at, buffer);
        const uint8_t *data = buffer;
        if (length == 0 && index < count) {
            data = (const uint8_t *)vectors[index].iov_base + at;
            length = vectors[index].iov_len - at;
            index++;
            at = 0;
        }
        if (length == 0) {
            break;
        }
        int32_t sent = send(context, data, length);
        if (sent <= 0) {
            return total != 0 ? total : sent;
        }
        total += sent;
        if ((size_t)sent < length) {
            return total;
        }
    }
    return total;
}

void transport_secure_sockets_init(TransportInterface_t *transport, NetworkContext_t *context,
                                   Socket_t socket)
{
    context->socket = socket;
    *transport = (TransportInterface_t){
        .recv = receive,
        .send = send,
        .writev = send_vectors,
        .pNetworkContext = context,
    };
}

static int32_t set_options(Socket_t socket, const struct transport_target *target)
{
    const TickType_t receive_ms = target->receive_ms;
    int32_t result =
        SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms, sizeof receive_ms);

    if (result == SOCKETS_ERROR_NONE && target->server_name != NULL) {
        result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_REQUIRE_TLS, NULL, 0);
    }
    if (result == SOCKETS_ERROR_NONE && target->server_name != NULL) {
        result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SERVER_NAME_INDICATION,
                                    target->server_name, strlen(target->server_name));
    }
    if (result == SOCKETS_ERROR_NONE && target->trusted != NULL) {
        result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE,
                                    target->trusted, target->trusted_bytes);
    }
    if (result == SOCKETS_ERROR_NONE && target->protocol_count > 0) {
        result = SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_ALPN_PROTOCOLS, target->protocols,
                                    target->protocol_count);
    }
    return result;
}

int32_t transport_secure_sockets_open(NetworkContext_t *context,
                                      const struct transport_target *target)
{
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(target->port),
                            .ulAddress = SOCKETS_GetHostByName(target->host)};

    context->socket = SOCKETS_INVALID_SOCKET;
    if (to.ulAddress == 0) {
        return SOCKETS_SOCKET_ERROR;
    }
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    if (socket == SOCKETS_INVALID_SOCKET) {
        return SOCKETS_ENOMEM;
    }
    int32_t result = set_options(socket, target);
    if (result == SOCKETS_ERROR_NONE) {
        result = SOCKETS_Connect(socket, &to, sizeof to);
    }
    if (result != SOCKETS_ERROR_NONE) {
        (void)SOCKETS_Close(socket);
        return result;
    }
    context->socket = socket;
    return SOCKETS_ERROR_NONE;
}

void transport_secure_sockets_close(NetworkContext_t *context)
{
    if (context->socket != SOCKETS_INVALID_SOCKET) {
        (void)SOCKETS_Close(context->socket);
        context->socket = SOCKETS_INVALID_SOCKET;
    }
}
