/* SPDX-License-Identifier: MIT */
/* Sockets of a modem while one of them connects, which keeps the wire for seconds. */
#include <string.h>

#include "fake_offload.h"
#include "sockets_kit.h"

static char buffer[64];

/* A second socket connects for 500 ms. */
static Socket_t given_a_connection_that_takes_long(struct job *connecting)
{
    fake_begin();
    Socket_t socket = connected();
    fake.connect_ticks = pdMS_TO_TICKS(500);
    *connecting = (struct job){.socket = new_socket()};
    spawn(connect_task, P_HIGH, connecting);
    return socket;
}

static void and_both_are_closed(Socket_t socket, struct job *connecting)
{
    vTaskDelay(pdMS_TO_TICKS(600));
    CHECK(connecting->done);
    CHECK_EQ(connecting->result, SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(connecting->socket), SOCKETS_ERROR_NONE);
    if (socket != NULL) {
        CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    }
}

static void while_another_socket_connects_time_outs_hold(void)
{
    struct job connecting;
    Socket_t socket = given_a_connection_that_takes_long(&connecting);

    set_timeouts(socket, 50, 50);
    TickType_t start = fresh_tick();
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 1, 0), 0);
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_EWOULDBLOCK);
    TickType_t ticks = xTaskGetTickCount() - start;
    CHECK(ticks >= pdMS_TO_TICKS(100) && ticks <= pdMS_TO_TICKS(120));
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_NONBLOCK, NULL, 0), 0);
    start = fresh_tick();
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 1, 0), SOCKETS_EWOULDBLOCK);
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_EWOULDBLOCK);
    CHECK_EQ(xTaskGetTickCount() - start, 0);
    CHECK(!connecting.done);
    and_both_are_closed(socket, &connecting);
}

static void what_came_while_another_socket_connected_is_received_then(void)
{
    struct job connecting;
    struct job receiving = {0};

    receiving.socket = given_a_connection_that_takes_long(&connecting);
    set_timeouts(receiving.socket, 5000, 5000);
    fake.receive[0] = (struct fake_answer){1, "a"};
    woken = 0;
    call_back(receiving.socket, wake);
    spawn(receive_task, P_HIGH, &receiving);
    CHECK(!receiving.done);
    vTaskDelay(pdMS_TO_TICKS(510));
    CHECK_EQ(receiving.result, 1);
    CHECK(receiving.took >= pdMS_TO_TICKS(490) && receiving.took <= pdMS_TO_TICKS(510));
    CHECK_EQ(woken, 1); /* who does not wait in the call is told to look again */
    and_both_are_closed(receiving.socket, &connecting);
}

static void closing_does_not_wait_for_another_sockets_connection(void)
{
    struct job connecting;
    Socket_t socket = given_a_connection_that_takes_long(&connecting);
    TickType_t start = fresh_tick();

    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(xTaskGetTickCount() - start, 0);
    CHECK(fake.taken[0]);
    vTaskDelay(pdMS_TO_TICKS(510));
    CHECK(!fake.taken[0]); /* as soon as the modem could */
    and_both_are_closed(NULL, &connecting);
}

static void a_socket_is_closed_while_it_connects(void)
{
    struct job connecting;
    struct job closing = {0};
    Socket_t socket = given_a_connection_that_takes_long(&connecting);

    closing.socket = connecting.socket;
    spawn(close_task, P_HIGH, &closing);
    CHECK(!closing.done); /* the modem must come to an end first */
    CHECK_EQ(connect_it(connecting.socket), SOCKETS_EINVAL);
    vTaskDelay(pdMS_TO_TICKS(510));
    CHECK_EQ(connecting.result, SOCKETS_ECLOSED);
    CHECK_EQ(closing.result, SOCKETS_ERROR_NONE);
    CHECK(!fake.taken[1]);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void connections_are_made_one_after_the_other(void)
{
    struct job jobs[FAKE_LINKS] = {{0}};

    fake_begin();
    fake.connect_ticks = pdMS_TO_TICKS(200);
    for (unsigned i = 0; i < FAKE_LINKS; i++) {
        jobs[i].socket = new_socket();
        spawn(connect_task, P_HIGH, &jobs[i]);
    }
    vTaskDelay(pdMS_TO_TICKS(250 * FAKE_LINKS));
    TickType_t sum = 0;
    for (unsigned i = 0; i < FAKE_LINKS; i++) {
        CHECK_EQ(jobs[i].result, SOCKETS_ERROR_NONE);
        sum += jobs[i].took;
        CHECK_EQ(SOCKETS_Close(jobs[i].socket), SOCKETS_ERROR_NONE);
    }
    CHECK(sum >= pdMS_TO_TICKS(1200) && sum <= pdMS_TO_TICKS(1230)); /* 200 + 400 + 600 */
}

static void a_connection_waits_for_the_calls_that_are_on_the_wire(void)
{
    struct job sending = {0};
    struct job connecting = {0};

    fake_begin();
    sending.socket = connected();
    fake.send[0].result = 1;
    fake.send_ticks = pdMS_TO_TICKS(100);
    spawn(send_task, P_HIGH, &sending);
    connecting.socket = new_socket();
    spawn(connect_task, P_HIGH, &connecting);
    TickType_t start = fresh_tick();
    CHECK_EQ(SOCKETS_SetSockOpt(sending.socket, 0, SOCKETS_SO_NONBLOCK, NULL, 0), 0);
    CHECK(xTaskGetTickCount() - start <= pdMS_TO_TICKS(110));
    vTaskDelay(pdMS_TO_TICKS(150));
    CHECK_EQ(sending.result, 1);
    CHECK_EQ(connecting.result, SOCKETS_ERROR_NONE);
    CHECK(connecting.took >= pdMS_TO_TICKS(95) && connecting.took <= pdMS_TO_TICKS(110));
    CHECK_EQ(SOCKETS_Close(sending.socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(connecting.socket), SOCKETS_ERROR_NONE);
    fake_check("o0c0s0o1c1x0x1");
}

static void a_call_that_is_under_way_goes_before_a_connection(void)
{
    struct job sending = {0};
    struct job receiving = {0};
    struct job connecting = {0};

    fake_begin();
    sending.socket = connected();
    receiving.socket = connected();
    set_timeouts(receiving.socket, 50, 50);
    fake.send[0].result = 1;
    fake.send_ticks = pdMS_TO_TICKS(100);
    fake.connect_ticks = pdMS_TO_TICKS(500);
    connecting.socket = new_socket();
    spawn(send_task, P_HIGH, &sending);
    spawn(receive_task, P_HIGH, &receiving); /* waits for its turn at the modem */
    spawn(connect_task, P_HIGHER, &connecting);
    vTaskDelay(pdMS_TO_TICKS(650));
    CHECK_EQ(receiving.result, 0);
    CHECK(receiving.took <= pdMS_TO_TICKS(160));
    CHECK_EQ(connecting.result, SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(sending.socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(receiving.socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Close(connecting.socket), SOCKETS_ERROR_NONE);
}

static void who_gives_up_while_calls_are_under_way_leaves_the_wire_free(void)
{
    struct job sending = {0};
    struct job connecting = {0};

    fake_begin();
    sending.socket = connected();
    fake.send[0].result = 1;
    fake.send[1].result = 1;
    fake.send_ticks = pdMS_TO_TICKS(100);
    spawn(send_task, P_HIGH, &sending);
    connecting.socket = new_socket();
    spawn(connect_task, P_HIGH, &connecting);
    CHECK_EQ(SOCKETS_Close(connecting.socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(connecting.result, SOCKETS_ECLOSED);
    vTaskDelay(pdMS_TO_TICKS(110));
    CHECK_EQ(sending.result, 1);
    CHECK_EQ(SOCKETS_Send(sending.socket, "y", 1, 0), 1);
    CHECK_EQ(SOCKETS_Close(sending.socket), SOCKETS_ERROR_NONE);
    fake_check("o0c0s0s0x0");
}

static void a_connection_that_does_not_get_its_turn_in_time_is_given_up(void)
{
    struct job jobs[2] = {{0}};

    fake_begin();
    fake.connect_ticks = pdMS_TO_TICKS(socketsconfigCONNECT_TIMEOUT + 5000);
    for (unsigned i = 0; i < 2; i++) {
        jobs[i].socket = new_socket();
        spawn(connect_task, P_HIGH, &jobs[i]);
    }
    vTaskDelay(pdMS_TO_TICKS(socketsconfigCONNECT_TIMEOUT + 6000));
    CHECK_EQ(jobs[0].result, SOCKETS_ERROR_NONE); /* the modem's own patience counts */
    CHECK_EQ(jobs[1].result, SOCKETS_SOCKET_ERROR);
    CHECK(jobs[1].took >= pdMS_TO_TICKS(socketsconfigCONNECT_TIMEOUT) &&
          jobs[1].took <= pdMS_TO_TICKS(socketsconfigCONNECT_TIMEOUT + 10));
    check_reason(jobs[1].socket, SOCKETS_SOCKET_ERROR, "the modem's time for it was over");
    for (unsigned i = 0; i < 2; i++) {
        CHECK_EQ(SOCKETS_Close(jobs[i].socket), SOCKETS_ERROR_NONE);
    }
}

static void a_socket_is_closed_while_it_waits_for_its_turn_to_connect(void)
{
    struct job connecting;
    struct job waiting = {0};
    Socket_t socket = given_a_connection_that_takes_long(&connecting);

    waiting.socket = new_socket();
    spawn(connect_task, P_HIGH, &waiting);
    CHECK(!waiting.done);
    CHECK_EQ(SOCKETS_Close(waiting.socket), SOCKETS_ERROR_NONE);
    CHECK_EQ(waiting.result, SOCKETS_ECLOSED);
    and_both_are_closed(socket, &connecting);
    fake_check("o0c0o1c1x1x0");
}

CONFORMANCE_MAIN("sockets_wire", TEST(while_another_socket_connects_time_outs_hold),
                 TEST(what_came_while_another_socket_connected_is_received_then),
                 TEST(closing_does_not_wait_for_another_sockets_connection),
                 TEST(a_socket_is_closed_while_it_connects),
                 TEST(connections_are_made_one_after_the_other),
                 TEST(a_connection_waits_for_the_calls_that_are_on_the_wire),
                 TEST(a_call_that_is_under_way_goes_before_a_connection),
                 TEST(who_gives_up_while_calls_are_under_way_leaves_the_wire_free),
                 TEST(a_connection_that_does_not_get_its_turn_in_time_is_given_up),
                 TEST(a_socket_is_closed_while_it_waits_for_its_turn_to_connect))
