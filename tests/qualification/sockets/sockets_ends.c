/* SPDX-License-Identifier: MIT */
/* Beginning and end of connections: from here, from there, and again. */
#include "sockets_cases.h"

#define REUSED        12 /* more than any board has sockets at once, with those of other cases */
#define SECURE_REUSED 4

void connect_refused(void)
{
    Socket_t socket = kit_plain();

    EXPECT_EQUAL(kit_connect(socket, PORT_NOBODY), SOCKETS_SOCKET_ERROR);
    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 1, 0), SOCKETS_ENOTCONN);
    kit_close(socket);
    EXPECT(kit_echo(kit_connected(PORT_ECHO), 10, 10, 10));
}

void connect_twice(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);

    EXPECT_EQUAL(kit_connect(socket, PORT_ECHO), SOCKETS_EISCONN);
    EXPECT(kit_echo(socket, 10, 10, 10));
}

void recv_peer_closes(void)
{
    Socket_t socket = kit_connected(PORT_CLOSER);

    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, 2, 0), 2);
    EXPECT_BYTES(kit_bytes, "by", 2);
    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, KIT_BYTES, 0), 1);
    EXPECT_BYTES(kit_bytes, "e", 1);
    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, KIT_BYTES, 0), SOCKETS_ECLOSED);
    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, KIT_BYTES, 0), SOCKETS_ECLOSED);
}

void shutdown_read(void)
{
    Socket_t socket = kit_connected(PORT_SILENT);

    EXPECT_EQUAL(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RD), SOCKETS_ERROR_NONE);
    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, 1, 0), SOCKETS_ECLOSED);
    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 1, 0), 1);
}

/* Whether what comes back can still be read depends on the stack: half of a connection is more
 * than a module has. */
void shutdown_write(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);
    int32_t got;

    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 3, 0), 3);
    EXPECT_EQUAL(SOCKETS_Shutdown(socket, SOCKETS_SHUT_WR), SOCKETS_ERROR_NONE);
    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 1, 0), SOCKETS_ECLOSED);
    do {
        got = SOCKETS_Recv(socket, kit_bytes, KIT_BYTES, 0);
    } while (got > 0);
    EXPECT_EQUAL(got, SOCKETS_ECLOSED); /* the echo's end has come */
}

static void nothing_goes_on(enum qualification_port port)
{
    Socket_t socket = kit_connected(port);

    EXPECT_EQUAL(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RDWR), SOCKETS_ERROR_NONE);
    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 1, 0), SOCKETS_ECLOSED);
    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, 1, 0), SOCKETS_ECLOSED);
}

void shutdown_both(void)
{
    nothing_goes_on(PORT_ECHO);
}

void secure_shutdown_both(void)
{
    nothing_goes_on(PORT_TLS_ECHO);
}

void close_without_receiving(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);

    EXPECT_EQUAL(SOCKETS_Send(socket, &kit_pattern[KIT_LARGE / 2u], 200, 0), 200);
    vTaskDelay(pdMS_TO_TICKS(100));
    kit_close(socket);
    EXPECT(kit_echo(kit_connected(PORT_ECHO), 10, 10, 10)); /* not what came for the other one */
}

/* The first one is not judged: it may take what stays for good. */
static void leaves_nothing(enum qualification_port port, int times)
{
    size_t before = 0;

    for (int i = 0; i <= times && !qualification_failed(); i++) {
        Socket_t socket = kit_connected(port);

        EXPECT(kit_echo(socket, 20, 20, 20));
        kit_close(socket);
        if (i == 0) {
            before = xPortGetFreeHeapSize();
        }
    }
    for (int i = 0; i < 20 && xPortGetFreeHeapSize() < before; i++) {
        vTaskDelay(pdMS_TO_TICKS(50));
    }
    EXPECT_WITHIN(xPortGetFreeHeapSize(), before, INT32_MAX, "bytes");
}

void close_reuse_after_close(void)
{
    leaves_nothing(PORT_ECHO, REUSED);
}

void secure_close_reuse_after_close(void)
{
    leaves_nothing(PORT_TLS_ECHO, SECURE_REUSED);
}
