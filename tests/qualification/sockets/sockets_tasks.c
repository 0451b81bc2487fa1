/* SPDX-License-Identifier: MIT */
/* Several tasks: one sends while another receives; sockets do not disturb each other. */
#include "sockets_cases.h"

#define ROUNDS     4u
#define CLOSE_LAG  300u
#define OTHER_TASK 200u /* bytes a round; a quarter of what is sent meanwhile here */

static void send_all(void *socket)
{
    for (size_t i = 0; i < ROUNDS; i++) {
        EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, KIT_LARGE, 0), KIT_LARGE);
    }
    kit_task_ends();
}

static void sends_and_receives(enum qualification_port port)
{
    Socket_t socket = kit_connected(port);

    if (socket == SOCKETS_INVALID_SOCKET || !kit_start_task(send_all, socket)) {
        return;
    }
    for (size_t i = 0; i < ROUNDS && kit_receive(socket, 0, KIT_LARGE, KIT_BYTES); i++) {
    }
    EXPECT(kit_wait_for_tasks(1, 2u * KIT_WAIT_MS));
}

void same_socket_different_tasks(void)
{
    sends_and_receives(PORT_ECHO);
}

void secure_same_socket(void)
{
    sends_and_receives(PORT_TLS_ECHO);
}

/* Reads into memory of its own: kit_bytes is the other task's. */
static void exchange_small(void *socket)
{
    uint8_t bytes[20];

    for (size_t i = 0; i < OTHER_TASK / sizeof bytes; i++) {
        const uint8_t *const from = &kit_pattern[i * sizeof bytes];
        size_t got = 0;

        EXPECT_EQUAL(SOCKETS_Send(socket, from, sizeof bytes, 0), sizeof bytes);
        while (got < sizeof bytes) {
            const int32_t more = SOCKETS_Recv(socket, bytes + got, sizeof bytes - got, 0);

            if (!EXPECT_WITHIN(more, 1, sizeof bytes, "bytes")) {
                break;
            }
            got += (size_t)more;
        }
        EXPECT_BYTES(bytes, from, got);
    }
    kit_task_ends();
}

static void side_by_side(enum qualification_port port)
{
    Socket_t first = kit_connected(port);
    Socket_t second = kit_connected(port);

    if (first != SOCKETS_INVALID_SOCKET && second != SOCKETS_INVALID_SOCKET &&
        kit_start_task(exchange_small, second)) {
        EXPECT(kit_echo(first, 800, 40, 40));
        EXPECT(kit_wait_for_tasks(1, 2u * KIT_WAIT_MS));
        kit_close(first);
        EXPECT(kit_echo(second, 20, 20, 20)); /* whom the end of the other is nothing to */
    }
}

void different_sockets(void)
{
    side_by_side(PORT_ECHO);
}

void two_secure_connections(void)
{
    side_by_side(PORT_TLS_ECHO);
}

static volatile int32_t told;

static void receive_for_ever(void *socket)
{
    uint8_t byte;

    told = SOCKETS_Recv(socket, &byte, 1, 0);
    kit_task_ends();
}

void close_while_receiving(void)
{
    Socket_t socket = kit_connected(PORT_SILENT);
    TickType_t start;

    told = 1;
    if (kit_start_task(receive_for_ever, socket)) {
        vTaskDelay(pdMS_TO_TICKS(CLOSE_LAG));
        start = xTaskGetTickCount();
        kit_close(socket);
        EXPECT(kit_wait_for_tasks(1, KIT_WAIT_MS / 4u));
        EXPECT_WITHIN(kit_ms_since(start), 0, KIT_WAIT_MS / 4u, "ms");
        EXPECT_EQUAL(told, SOCKETS_ECLOSED);
    }
}
