/* SPDX-License-Identifier: MIT */
/* TLS over a socket, and what libs/tls needs of the system: the kernel's heap and mutexes, the
 * board's entropy, the time. */
#include "socket.h"

#include <string.h>

#include "clock.h"
#include "entropy.h"
#include "time_service.h"

#define CERTIFICATE_MAX 65536u
#define ADDRESS_BYTES   16u /* "255.255.255.255" and the terminator */

static struct sockets_credentials credentials;
static int64_t (*time_source)(void);

struct mutex {
    StaticSemaphore_t memory;
    SemaphoreHandle_t handle;
};

static void *mutex_create(void)
{
    struct mutex *mutex = socket_memory_take(1, sizeof(*mutex));
    if (mutex != NULL) {
        mutex->handle = xSemaphoreCreateMutexStatic(&mutex->memory);
    }
    return mutex;
}

static void mutex_delete(void *mutex)
{
    vSemaphoreDelete(((struct mutex *)mutex)->handle);
    socket_memory_give(mutex);
}

static bool mutex_lock(void *mutex)
{
    return xSemaphoreTake(((struct mutex *)mutex)->handle, portMAX_DELAY) == pdTRUE;
}

static bool mutex_unlock(void *mutex)
{
    return xSemaphoreGive(((struct mutex *)mutex)->handle) == pdTRUE;
}

static int64_t uptime_ms(void)
{
    return (int64_t)(clock_monotonic_us() / 1000u);
}

static int64_t utc_seconds(void)
{
    uint64_t ms;

    if (time_source != NULL) {
        return time_source();
    }
    return time_service_now_unix_ms(&ms) ? (int64_t)(ms / 1000u) : TLS_NO_TIME;
}

bool socket_tls_init(void)
{
    const struct tls_port port = {
        .allocate = socket_memory_take,
        .release = socket_memory_give,
        .largest = socket_memory_largest,
        .mutex_create = mutex_create,
        .mutex_delete = mutex_delete,
        .mutex_lock = mutex_lock,
        .mutex_unlock = mutex_unlock,
        .entropy = entropy_read,
        .uptime_ms = uptime_ms,
        .time = utc_seconds,
        .time_floor = (int64_t)(time_service_floor_unix_ms() / 1000u),
    };
    return tls_init(&port) == TLS_OK;
}

void sockets_set_credentials(const struct sockets_credentials *given)
{
    credentials = *given;
}

void sockets_get_credentials(struct sockets_credentials *given)
{
    *given = credentials;
}

void sockets_set_time_source(int64_t (*source)(void))
{
    time_source = source;
}

int32_t socket_tls_trust(struct secure_socket *socket, const void *certificate, size_t length)
{
    if (certificate == NULL || length == 0 || length > CERTIFICATE_MAX) {
        return SOCKETS_EINVAL;
    }
    uint8_t *copy = socket_copy(certificate, length);
    if (copy == NULL) {
        return SOCKETS_ENOMEM;
    }
    socket_memory_give(socket->session.trusted);
    socket->session.trusted = copy;
    socket->session.trusted_bytes = length;
    return SOCKETS_ERROR_NONE;
}

void socket_tls_explain(struct secure_socket *socket, struct tls_error *error)
{
    *error = socket->session.error;
}

void socket_tls_forget(struct secure_socket *socket)
{
    memset(&socket->session.error, 0, sizeof(socket->session.error));
}

void socket_tls_close(struct secure_socket *socket)
{
    tls_close(socket->session.tls);
    socket_memory_give(socket->session.trusted);
}

static int32_t fail(struct secure_socket *socket, tls_status_t status, int32_t code)
{
    (void)socket_fail(socket, code, tls_status_text(status));
    if (socket->session.tls != NULL) {
        socket->session.error = *tls_error(socket->session.tls);
    } else if (status == TLS_NO_MEMORY) {
        tls_memory_error(&socket->session.error);
    }
    socket->session.error.status = status;
    return code;
}

static int32_t code_of_connect(tls_status_t status)
{
    switch (status) {
    case TLS_WRONG_NAME:
    case TLS_EXPIRED:
    case TLS_NOT_YET_VALID:
    case TLS_UNTRUSTED:
    case TLS_UNFIT_CERTIFICATE:
    case TLS_TIME_UNKNOWN:
        return SOCKETS_TLS_SERVER_UNVERIFIED;
    case TLS_BAD_CERTIFICATE:
    case TLS_BAD_CONFIG:
    case TLS_NO_ENTROPY:
        return SOCKETS_TLS_INIT_ERROR;
    case TLS_NO_MEMORY:
        return SOCKETS_ENOMEM;
    default:
        return SOCKETS_TLS_HANDSHAKE_ERROR;
    }
}

static tls_status_t open_session(struct secure_socket *socket, const char *name)
{
    struct tls_transport transport = {socket, socket_stack_send, socket_stack_recv};
    struct tls_config config = {
        .server_name = name,
        .trusted = socket->session.trusted != NULL ? socket->session.trusted : credentials.trusted,
        .trusted_bytes = socket->session.trusted != NULL ? socket->session.trusted_bytes
                                                         : credentials.trusted_bytes,
        .identity = credentials.identity,
        .alpn = (const char *const *)socket->alpn,
    };
    return tls_open(&socket->session.tls, &config, &transport);
}

/* Without a name the certificate must be for the address itself. */
static bool name_by_address(struct secure_socket *socket, uint32_t address)
{
    if (socket->server_name == NULL) {
        socket->server_name = socket_memory_take(1, ADDRESS_BYTES);
        if (socket->server_name == NULL) {
            return false;
        }
        (void)sockets_address_text(address, socket->server_name);
    }
    return true;
}

int32_t socket_tls_connect(struct secure_socket *socket, uint32_t address, uint16_t port,
                           struct deadline *deadline)
{
    int32_t result = socket_stack_connect(socket, address, port, deadline);

    if (result != SOCKETS_ERROR_NONE) {
        return result;
    }
    if (!socket_tls_init()) {
        return fail(socket, TLS_NO_ENTROPY, SOCKETS_TLS_INIT_ERROR);
    }
    if (!name_by_address(socket, address)) {
        (void)fail(socket, TLS_NO_MEMORY, SOCKETS_ENOMEM);
        socket->session.error.bytes_wanted = ADDRESS_BYTES;
        return SOCKETS_ENOMEM;
    }
    tls_status_t status = open_session(socket, socket->server_name);
    if (status != TLS_OK) {
        return fail(socket, status, code_of_connect(status));
    }
    for (;;) {
        (void)xSemaphoreTake(socket->lock, portMAX_DELAY);
        status = tls_handshake(socket->session.tls);
        (void)xSemaphoreGive(socket->lock);
        if (status != TLS_WANT_READ && status != TLS_WANT_WRITE) {
            break;
        }
        if (!socket_wait(socket, status == TLS_WANT_READ ? socket->readable : socket->writable,
                         deadline)) {
            return socket->closing ? socket_fail(socket, SOCKETS_ECLOSED, "the socket was closed")
                                   : socket_fail(socket, SOCKETS_TLS_HANDSHAKE_ERROR,
                                                 "the TLS handshake took too long");
        }
    }
    return status == TLS_OK ? SOCKETS_ERROR_NONE : fail(socket, status, code_of_connect(status));
}

/* Of sending and receiving: 0 to try again, or why not. */
static int32_t code_of_transfer(struct secure_socket *socket, tls_status_t status, int32_t code)
{
    if (status == TLS_WANT_READ || status == TLS_WANT_WRITE) {
        return TLS_TRANSPORT_WOULD_BLOCK;
    }
    bool ended = status == TLS_CLOSED || status == TLS_CUT;
    return fail(socket, status, ended ? SOCKETS_ECLOSED : code);
}

int32_t socket_tls_send(struct secure_socket *socket, const void *data, size_t length)
{
    size_t sent = 0;
    tls_status_t status = tls_send(socket->session.tls, data, length, &sent);
    return status == TLS_OK ? (int32_t)sent
                            : code_of_transfer(socket, status, SOCKETS_TLS_SEND_ERROR);
}

int32_t socket_tls_recv(struct secure_socket *socket, void *data, size_t capacity)
{
    size_t received = 0;
    tls_status_t status = tls_recv(socket->session.tls, data, capacity, &received);
    return status == TLS_OK ? (int32_t)received
                            : code_of_transfer(socket, status, SOCKETS_TLS_RECV_ERROR);
}

bool socket_tls_flushed(struct secure_socket *socket)
{
    return tls_flush(socket->session.tls) != TLS_WANT_WRITE;
}

void socket_tls_goodbye(struct secure_socket *socket)
{
    (void)tls_goodbye(socket->session.tls);
}
