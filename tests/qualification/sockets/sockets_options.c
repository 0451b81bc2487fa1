/* SPDX-License-Identifier: MIT */
/* How long calls wait: milliseconds, whatever the tick is. */
#include "sockets_cases.h"

#define SOON_MS      100u   /* of a call that must not wait */
#define GIVES_UP_MS  20000u /* a module's own patience with a peer that takes nothing */
#define MUCH         8000000u
#define SENDER_LAG   600u
#define WAKE_WAIT_MS 3000u
#define SEND_MS      300u
#define LOOKS        3 /* too late once may be the host's, who is busy with something else */

/* How long a receive took that must bring nothing. */
static TickType_t waited(Socket_t socket, int32_t expected)
{
    TickType_t start = xTaskGetTickCount();

    EXPECT_EQUAL(SOCKETS_Recv(socket, kit_bytes, KIT_BYTES, 0), expected);
    return kit_ms_since(start);
}

static void keeps_its_time(enum qualification_port port)
{
    static const TickType_t waits[] = {50, 500, 1500};
    Socket_t socket = kit_connected(port);

    if (socket == SOCKETS_INVALID_SOCKET) {
        return;
    }
    for (size_t i = 0; i < sizeof waits / sizeof waits[0]; i++) {
        TickType_t ms = waits[i] + KIT_SLACK_MS + 1u;

        kit_set_timeouts(socket, waits[i], KIT_WAIT_MS);
        for (int look = 0; look < LOOKS && ms > waits[i] + KIT_SLACK_MS; look++) {
            ms = waited(socket, 0);
        }
        EXPECT_WITHIN(ms, waits[i], waits[i] + KIT_SLACK_MS, "ms");
    }
    kit_set_timeouts(socket, KIT_WAIT_MS, KIT_WAIT_MS);
    if (port != PORT_SILENT) {
        EXPECT(kit_echo(socket, 10, 10, 10)); /* it is as good as before */
    }
}

void rcvtimeo_is_kept(void)
{
    keeps_its_time(PORT_SILENT);
    keeps_its_time(PORT_ECHO);
}

void secure_rcvtimeo_is_kept(void)
{
    keeps_its_time(PORT_TLS_ECHO);
}

static void send_later(void *socket)
{
    vTaskDelay(pdMS_TO_TICKS(SENDER_LAG));
    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 5, 0), 5);
    kit_task_ends();
}

void rcvtimeo_zero_waits(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);
    TickType_t start = xTaskGetTickCount();

    kit_set_timeouts(socket, 100, KIT_WAIT_MS);
    kit_set_timeouts(socket, 0, KIT_WAIT_MS);
    if (kit_start_task(send_later, socket)) {
        EXPECT(kit_receive(socket, 0, 5, 5));
        EXPECT_WITHIN(kit_ms_since(start), SENDER_LAG, SENDER_LAG + KIT_WAIT_MS, "ms");
        EXPECT(kit_wait_for_tasks(1, KIT_WAIT_MS));
    }
}

/* Sends to who takes nothing, until not all goes; how long that send took. */
static TickType_t send_until_full(Socket_t socket, int32_t *sent)
{
    TickType_t start;
    size_t total = 0;

    do {
        start = xTaskGetTickCount();
        *sent = SOCKETS_Send(socket, kit_pattern, KIT_LARGE, 0);
        total += KIT_LARGE;
    } while (*sent == (int32_t)KIT_LARGE && total < MUCH);
    return kit_ms_since(start);
}

/* A stack waits for the time-out and says so; a module may give up first and end the connection. */
void sndtimeo_is_kept(void)
{
    Socket_t socket = kit_connected(PORT_SILENT);
    TickType_t ms = SEND_MS + KIT_SLACK_MS + 1u;
    int32_t sent = 0;

    kit_set_timeouts(socket, KIT_WAIT_MS, SEND_MS);
    for (int look = 0; look < LOOKS && ms > SEND_MS + KIT_SLACK_MS && sent >= SOCKETS_EWOULDBLOCK;
         look++) {
        ms = send_until_full(socket, &sent);
    }
    if (sent >= SOCKETS_EWOULDBLOCK) {
        EXPECT(sent == SOCKETS_EWOULDBLOCK || sent > 0);
        EXPECT_WITHIN(sent, SOCKETS_EWOULDBLOCK, KIT_LARGE - 1, "bytes");
        EXPECT_WITHIN(ms, SEND_MS, SEND_MS + KIT_SLACK_MS, "ms");
    } else {
        EXPECT_WITHIN(ms, 0, GIVES_UP_MS, "ms");
        EXPECT(SOCKETS_Send(socket, kit_pattern, 1, 0) < 0); /* what it had is not known */
    }
}

static void never_waits(enum qualification_port port)
{
    Socket_t socket = kit_connected(port);
    TickType_t start, ms = SOON_MS + 1u;
    int32_t got = SOCKETS_EWOULDBLOCK;

    if (socket == SOCKETS_INVALID_SOCKET) {
        return;
    }
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_NONBLOCK, NULL, 0), SOCKETS_ERROR_NONE);
    for (int look = 0; look < LOOKS && ms > SOON_MS; look++) {
        ms = waited(socket, SOCKETS_EWOULDBLOCK);
    }
    EXPECT_WITHIN(ms, 0, SOON_MS, "ms");
    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 3, 0), 3);
    start = xTaskGetTickCount();
    while (got == SOCKETS_EWOULDBLOCK && kit_ms_since(start) < KIT_WAIT_MS) {
        vTaskDelay(pdMS_TO_TICKS(10));
        got = SOCKETS_Recv(socket, kit_bytes, 3, 0);
    }
    EXPECT_EQUAL(got, 3);
    EXPECT_BYTES(kit_bytes, kit_pattern, 3);
}

void nonblock_never_waits(void)
{
    never_waits(PORT_ECHO);
}

void secure_nonblock_never_waits(void)
{
    never_waits(PORT_TLS_ECHO);
}

static volatile unsigned woken;

static void wake(Socket_t socket)
{
    (void)socket;
    woken = woken + 1u;
}

void wakeup_callback(void)
{
    Socket_t socket = kit_connected(PORT_ECHO);
    TickType_t start;

    woken = 0;
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, (const void *)wake,
                                    sizeof(void *)),
                 SOCKETS_ERROR_NONE);
    EXPECT_EQUAL(SOCKETS_Send(socket, kit_pattern, 4, 0), 4);
    start = xTaskGetTickCount();
    while (woken == 0 && kit_ms_since(start) < WAKE_WAIT_MS) {
        vTaskDelay(pdMS_TO_TICKS(10));
    }
    EXPECT(woken > 0);
    EXPECT(kit_receive(socket, 0, 4, 4));
    EXPECT_EQUAL(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, NULL, 0),
                 SOCKETS_ERROR_NONE);
}
