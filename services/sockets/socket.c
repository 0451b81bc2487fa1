/* SPDX-License-Identifier: MIT */
#include "socket.h"

static struct secure_socket *table[socketsconfigMAX_SOCKETS];

static bool table_add(struct secure_socket *socket)
{
    bool added = false;

    taskENTER_CRITICAL();
    for (size_t i = 0; i < socketsconfigMAX_SOCKETS && !added; i++) {
        if (table[i] == NULL) {
            table[i] = socket;
            added = true;
        }
    }
    taskEXIT_CRITICAL();
    return added;
}

static void release(struct secure_socket *socket)
{
    socket_options_free(socket);
    vSemaphoreDelete(socket->lock);
    vSemaphoreDelete(socket->readable);
    vSemaphoreDelete(socket->writable);
    socket_memory_give(socket);
}

struct secure_socket *socket_create(void)
{
    struct secure_socket *socket = socket_memory_take(1, sizeof(*socket));

    if (socket == NULL) {
        return NULL;
    }
    socket->lock = xSemaphoreCreateMutexStatic(&socket->lock_memory);
    socket->readable = xSemaphoreCreateBinaryStatic(&socket->readable_memory);
    socket->writable = xSemaphoreCreateBinaryStatic(&socket->writable_memory);
    socket->receive_ticks = pdMS_TO_TICKS(socketsconfigDEFAULT_RECV_TIMEOUT);
    socket->send_ticks = pdMS_TO_TICKS(socketsconfigDEFAULT_SEND_TIMEOUT);
    socket->text = "no error";
    if (!socket_stack_open(socket)) {
        release(socket);
        return NULL;
    }
    if (!table_add(socket)) {
        socket_stack_close(socket);
        release(socket);
        return NULL;
    }
    return socket;
}

/* Compares only: what a handle points to is not touched before it is known to be a socket. */
struct secure_socket *socket_enter(Socket_t handle)
{
    struct secure_socket *found = NULL;

    taskENTER_CRITICAL();
    for (size_t i = 0; i < socketsconfigMAX_SOCKETS && handle != NULL; i++) {
        if (table[i] == handle) {
            found = handle;
            found->users++;
            break;
        }
    }
    taskEXIT_CRITICAL();
    return found;
}

struct secure_socket *socket_enter_where(bool (*is)(struct secure_socket *socket, unsigned what),
                                         unsigned what)
{
    struct secure_socket *found = NULL;

    taskENTER_CRITICAL();
    for (size_t i = 0; i < socketsconfigMAX_SOCKETS && found == NULL; i++) {
        if (table[i] != NULL && is(table[i], what)) {
            found = table[i];
            found->users++;
        }
    }
    taskEXIT_CRITICAL();
    return found;
}

/* The last event may have woken one of several waiters: while the socket is closing each who leaves
 * passes it on. */
void socket_leave(struct secure_socket *socket)
{
    bool last;
    bool closing;

    taskENTER_CRITICAL();
    socket->users--;
    closing = socket->closing;
    last = closing && socket->users == 0;
    if (last) {
        (void)xSemaphoreGive(socket->idle);
    } else if (closing) {
        (void)xSemaphoreGive(socket->readable);
        (void)xSemaphoreGive(socket->writable);
    }
    taskEXIT_CRITICAL();
}

bool socket_destroy(Socket_t handle)
{
    StaticSemaphore_t memory;
    SemaphoreHandle_t idle = xSemaphoreCreateBinaryStatic(&memory);
    struct secure_socket *socket = NULL;
    bool wait = false;

    taskENTER_CRITICAL();
    for (size_t i = 0; i < socketsconfigMAX_SOCKETS && handle != NULL; i++) {
        if (table[i] == handle && handle->calling != xTaskGetCurrentTaskHandle()) {
            socket = handle;
            table[i] = NULL;
            socket->idle = idle;
            socket->closing = true;
            wait = socket->users != 0;
            break;
        }
    }
    taskEXIT_CRITICAL();
    if (wait) {
        (void)xSemaphoreGive(socket->readable);
        (void)xSemaphoreGive(socket->writable);
        (void)xSemaphoreTake(idle, portMAX_DELAY);
    }
    vSemaphoreDelete(idle);
    if (socket == NULL) {
        return false;
    }
    socket_tls_close(socket);
    socket_stack_close(socket);
    release(socket);
    return true;
}

void deadline_start(struct deadline *deadline, TickType_t ticks)
{
    vTaskSetTimeOutState(&deadline->since);
    deadline->ticks = ticks;
}

bool socket_wait(struct secure_socket *socket, SemaphoreHandle_t event, struct deadline *deadline)
{
    if (socket->closing || xTaskCheckForTimeOut(&deadline->since, &deadline->ticks) != pdFALSE) {
        return false;
    }
    (void)xSemaphoreTake(event, deadline->ticks); /* too late: the caller tries once more */
    return !socket->closing;
}

int32_t socket_fail(struct secure_socket *socket, int32_t code, const char *text)
{
    socket->code = code;
    socket->text = text;
    socket_tls_forget(socket);
    return code;
}

void socket_event(struct secure_socket *socket, bool readable, bool writable)
{
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
