/* SPDX-License-Identifier: MIT */
/* SOCKETS_SetSockOpt. Values are copied, so that the caller's memory may go. */
#include <string.h>

#include "ms_to_ticks.h"
#include "socket.h"

#define ALPN_NAME_MAX 255u /* bytes; RFC 7301 section 3.1 */

static void alpn_free(char **alpn)
{
    for (size_t i = 0; alpn != NULL && alpn[i] != NULL; i++) {
        socket_memory_give(alpn[i]);
    }
    socket_memory_give(alpn);
}

void socket_options_free(struct secure_socket *socket)
{
    socket_memory_give(socket->server_name);
    alpn_free(socket->alpn);
}

/* PEM and names need the terminator. */
void *socket_copy(const void *value, size_t length)
{
    char *copy = socket_memory_take(1, length + 1);

    if (copy != NULL) {
        memcpy(copy, value, length);
        copy[length] = '\0';
    }
    return copy;
}

static int32_t set_timeout(TickType_t *ticks, const void *value, size_t length)
{
    TickType_t milliseconds;

    if (value == NULL || length != sizeof(milliseconds)) {
        return SOCKETS_EINVAL;
    }
    memcpy(&milliseconds, value, sizeof(milliseconds));
    uint64_t wanted = ms_to_ticks(milliseconds);
    bool for_ever = milliseconds == 0 || wanted >= portMAX_DELAY;
    *ticks = for_ever ? portMAX_DELAY : (TickType_t)wanted;
    return SOCKETS_ERROR_NONE;
}

static int32_t set_name(struct secure_socket *socket, const char *value, size_t length)
{
    size_t characters = value == NULL ? 0 : strnlen(value, length);

    if (characters == 0 || characters > SOCKET_NAME_MAX) {
        return SOCKETS_EINVAL;
    }
    char *copy = socket_copy(value, characters);
    if (copy == NULL) {
        return SOCKETS_ENOMEM;
    }
    socket_memory_give(socket->server_name);
    socket->server_name = copy;
    return SOCKETS_ERROR_NONE;
}

static int32_t set_alpn(struct secure_socket *socket, const char *const *names, size_t count)
{
    if (names == NULL || count == 0 || count > SOCKET_ALPN_MAX) {
        return SOCKETS_EINVAL;
    }
    size_t used = 0;
    size_t bytes = 0;
    for (; used < count && names[used] != NULL; used++) {
        size_t length = strnlen(names[used], ALPN_NAME_MAX + 1);
        bytes += length + 3u;
        if (length == 0 || length > ALPN_NAME_MAX || bytes > SOCKET_ALPN_BYTES_MAX) {
            return SOCKETS_EINVAL;
        }
    }
    if (used == 0) {
        return SOCKETS_EINVAL;
    }
    char **copy = socket_memory_take(used + 1, sizeof(*copy));
    bool complete = copy != NULL;
    for (size_t i = 0; i < used && complete; i++) {
        copy[i] = socket_copy(names[i], strlen(names[i]));
        complete = copy[i] != NULL;
    }
    if (!complete) {
        alpn_free(copy);
        return SOCKETS_ENOMEM;
    }
    alpn_free(socket->alpn);
    socket->alpn = copy;
    return SOCKETS_ERROR_NONE;
}

/* Options of TLS, that count when the connection is made. */
static int32_t set_before_connect(struct secure_socket *socket, int32_t option, const void *value,
                                  size_t length)
{
    if (socket->state != SOCKET_NEW) {
        return SOCKETS_EISCONN;
    }
    switch (option) {
    case SOCKETS_SO_SERVER_NAME_INDICATION:
        return set_name(socket, value, length);
    case SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE:
        return socket_tls_trust(socket, value, length);
    case SOCKETS_SO_ALPN_PROTOCOLS:
        return set_alpn(socket, (const char *const *)value, length);
    default:
        socket->tls_required = true;
        return SOCKETS_ERROR_NONE;
    }
}

static int32_t set(struct secure_socket *socket, int32_t option, const void *value, size_t length)
{
    switch (option) {
    case SOCKETS_SO_RCVTIMEO:
        return set_timeout(&socket->receive_ticks, value, length);
    case SOCKETS_SO_SNDTIMEO:
        return set_timeout(&socket->send_ticks, value, length);
    case SOCKETS_SO_NONBLOCK:
        socket->nonblocking = true;
        return SOCKETS_ERROR_NONE;
    case SOCKETS_SO_WAKEUP_CALLBACK:
        socket->wakeup = (void (*)(Socket_t))(uintptr_t)value;
        return SOCKETS_ERROR_NONE;
    case SOCKETS_SO_SERVER_NAME_INDICATION:
    case SOCKETS_SO_TRUSTED_SERVER_CERTIFICATE:
    case SOCKETS_SO_ALPN_PROTOCOLS:
    case SOCKETS_SO_REQUIRE_TLS:
        return set_before_connect(socket, option, value, length);
    default:
        return SOCKETS_ENOPROTOOPT;
    }
}

int32_t SOCKETS_SetSockOpt(Socket_t xSocket, int32_t lLevel, int32_t lOptionName,
                           const void *pvOptionValue, size_t xOptionLength)
{
    struct secure_socket *socket = socket_enter(xSocket);

    (void)lLevel;
    if (socket == NULL) {
        return SOCKETS_EINVAL;
    }
    (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
    int32_t result = set(socket, lOptionName, pvOptionValue, xOptionLength);
    (void)xSemaphoreGive(socket->lock);
    socket_leave(socket);
    return result;
}
