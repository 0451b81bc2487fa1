/* SPDX-License-Identifier: MIT */
/* Sockets over a modem that does what it is told: docs/design/wifi.md, "services/sockets". */
#include <string.h>

#include "fake_offload.h"
#include "sockets_kit.h"

static char buffer[64];

/* One task. */

static void a_connection_goes_to_the_dotted_address_and_its_link_is_given_back(void)
{
    fake_begin();
    Socket_t socket = connected();
    CHECK(strcmp(fake.host, "10.0.2.255") == 0);
    CHECK_EQ(fake.port, PORT);
    CHECK(!fake.with_tls);
    CHECK_EQ(connect_it(socket), SOCKETS_EISCONN);
    CHECK(sockets_tls(socket) == NULL);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("o0c0x0");
}

static void a_socket_that_never_connected_asks_nothing_of_the_modem(void)
{
    fake_begin();
    Socket_t socket = new_socket();
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RDWR), SOCKETS_ENOTCONN);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("");
}

static const struct {
    int32_t result;
    int32_t code;
    const char *text;
} refusals[] = {
    {OFFLOAD_REFUSED, SOCKETS_SOCKET_ERROR, "the modem could not connect: refused, or no answer"},
    {OFFLOAD_DOWN, SOCKETS_SOCKET_ERROR, "there is no network, or no modem"},
    {OFFLOAD_TIMED_OUT, SOCKETS_SOCKET_ERROR, "the modem's time for it was over"},
    {OFFLOAD_RESET, SOCKETS_PERIPHERAL_RESET, "the modem restarted, or lost the connection"},
    {OFFLOAD_INVALID, SOCKETS_EINVAL, "the modem's commands cannot say this"},
    {OFFLOAD_NO_MEMORY, SOCKETS_ENOMEM, "the modem is out of memory"},
};

static void each_failure_to_connect_has_its_code_and_words(void)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        fake_begin();
        fake.connect = refusals[i].result;
        Socket_t socket = new_socket();
        CHECK_EQ(connect_it(socket), refusals[i].code);
        check_reason(socket, refusals[i].code, refusals[i].text);
        CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), SOCKETS_ENOTCONN);
        CHECK_EQ(connect_it(socket), SOCKETS_EISCONN); /* after a failure it can only be closed */
        CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
        fake_check("o0c0x0");
    }
}

static void a_link_that_somebody_else_has_taken_is_missed_with_words(void)
{
    fake_begin();
    for (unsigned i = 0; i < FAKE_LINKS; i++) {
        fake.taken[i] = true; /* by a server, say */
    }
    Socket_t socket = new_socket();
    CHECK_EQ(connect_it(socket), SOCKETS_SOCKET_ERROR);
    check_reason(socket, SOCKETS_SOCKET_ERROR, "the modem has no free link");
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("");
    memset(fake.taken, 0, sizeof fake.taken);
}

static void there_are_as_many_sockets_as_links_and_a_closed_one_makes_room(void)
{
    Socket_t sockets[FAKE_LINKS];

    fake_begin();
    for (int round = 0; round < 3; round++) {
        for (unsigned i = 0; i < FAKE_LINKS; i++) {
            sockets[i] = connected();
        }
        CHECK(SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP) ==
              SOCKETS_INVALID_SOCKET);
        for (unsigned i = 0; i < FAKE_LINKS; i++) {
            CHECK_EQ(SOCKETS_Close(sockets[i]), SOCKETS_ERROR_NONE);
        }
        fake_check("o0c0o1c1o2c2x0x1x2");
    }
}

static void what_the_modem_takes_in_parts_is_sent_whole(void)
{
    fake_begin();
    fake.send[0].result = 3;
    fake.send[1].result = OFFLOAD_WAIT;
    fake.send[2].result = 1;
    fake.send[3].result = 99;
    Socket_t socket = connected();
    fake.in_call = NULL;
    set_timeouts(socket, 100, 100);
    CHECK_EQ(SOCKETS_Send(socket, "abc", 3, 0), 3);
    fake.in_call = fake_event; /* room again, between the try and the wait */
    CHECK_EQ(SOCKETS_Send(socket, "defgh", 5, 0), 5);
    CHECK(strcmp(fake.sent, "abcdefgh") == 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("o0c0s0s0s0s0x0");
}

static void send_says_how_much_went_when_its_time_is_over(void)
{
    fake_begin();
    fake.send[0].result = 2;
    Socket_t socket = connected();
    set_timeouts(socket, 100, 100);
    TickType_t start = fresh_tick();
    CHECK_EQ(SOCKETS_Send(socket, "abc", 3, 0), 2);
    TickType_t ticks = xTaskGetTickCount() - start;
    CHECK(ticks >= pdMS_TO_TICKS(100) && ticks <= pdMS_TO_TICKS(110));
    CHECK_EQ(SOCKETS_Send(socket, "c", 1, 0), SOCKETS_EWOULDBLOCK);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_NONBLOCK, NULL, 0), 0);
    start = fresh_tick();
    CHECK_EQ(SOCKETS_Send(socket, "c", 1, 0), SOCKETS_EWOULDBLOCK);
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 1, 0), SOCKETS_EWOULDBLOCK);
    CHECK_EQ(xTaskGetTickCount() - start, 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void an_event_between_the_try_and_the_wait_is_not_lost(void)
{
    fake_begin();
    fake.receive[0] = (struct fake_answer){OFFLOAD_WAIT, NULL};
    fake.receive[1] = (struct fake_answer){5, "hello"};
    Socket_t socket = connected();
    set_timeouts(socket, 1000, 1000);
    fake.in_call = fake_event;
    TickType_t start = fresh_tick();
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 3, 0), 3);
    CHECK(memcmp(buffer, "hel", 3) == 0);
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 9, 0), 2);
    CHECK(memcmp(buffer, "lo", 2) == 0);
    CHECK_EQ(xTaskGetTickCount() - start, 0);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("o0c0r0r0r0x0");
}

static void receive_ends_when_its_time_is_over(void)
{
    fake_begin();
    Socket_t socket = connected();
    set_timeouts(socket, 50, 50);
    TickType_t start = fresh_tick();
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 3, 0), 0);
    TickType_t ticks = xTaskGetTickCount() - start;
    CHECK(ticks >= pdMS_TO_TICKS(50) && ticks <= pdMS_TO_TICKS(60));
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static const struct {
    int32_t result;
    int32_t of_receive, of_send;
    const char *text;
} ends[] = {
    {OFFLOAD_ENDED, SOCKETS_ECLOSED, SOCKETS_ECLOSED, "the other side closed the connection"},
    {OFFLOAD_RESET, SOCKETS_PERIPHERAL_RESET, SOCKETS_PERIPHERAL_RESET,
     "the modem restarted, or lost the connection"},
    {OFFLOAD_DOWN, SOCKETS_SOCKET_ERROR, SOCKETS_SOCKET_ERROR, "the connection broke"},
};

static void each_end_of_a_connection_has_its_code_and_words(void)
{
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        fake_begin();
        fake.receive[0] = (struct fake_answer){2, "ok"};
        fake.receive[1].result = ends[i].result;
        fake.receive[2].result = ends[i].result;
        fake.send[0].result = ends[i].result;
        Socket_t socket = connected();
        CHECK_EQ(SOCKETS_Recv(socket, buffer, 9, 0), 2); /* what came before the end is read */
        CHECK_EQ(SOCKETS_Recv(socket, buffer, 9, 0), ends[i].of_receive);
        check_reason(socket, ends[i].of_receive, ends[i].text);
        CHECK_EQ(SOCKETS_Recv(socket, buffer, 9, 0), ends[i].of_receive);
        CHECK_EQ(SOCKETS_Send(socket, "x", 1, 0), ends[i].of_send);
        check_reason(socket, ends[i].of_send, ends[i].text);
        CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    }
}

static void bytes_that_went_before_the_end_are_counted(void)
{
    fake_begin();
    fake.send[0].result = 2;
    fake.send[1].result = OFFLOAD_RESET;
    fake.send[2].result = OFFLOAD_RESET;
    Socket_t socket = connected();
    CHECK_EQ(SOCKETS_Send(socket, "abcd", 4, 0), 2);
    CHECK_EQ(SOCKETS_Send(socket, "cd", 2, 0), SOCKETS_PERIPHERAL_RESET);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void the_end_of_sending_is_the_end_of_the_connection(void)
{
    fake_begin();
    fake.send[0].result = 9;
    Socket_t socket = connected();
    CHECK_EQ(SOCKETS_Send(socket, "ab", 2, 0), 2);
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_WR), SOCKETS_ERROR_NONE);
    fake_check("o0c0s0x0");
    CHECK_EQ(SOCKETS_Send(socket, "c", 1, 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 1, 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check(""); /* its link may be another's already */
}

static void the_end_of_receiving_leaves_sending(void)
{
    fake_begin();
    fake.send[0].result = 9;
    Socket_t socket = connected();
    CHECK_EQ(SOCKETS_Shutdown(socket, SOCKETS_SHUT_RD), SOCKETS_ERROR_NONE);
    CHECK_EQ(SOCKETS_Recv(socket, buffer, 1, 0), SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Send(socket, "c", 1, 0), 1);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    fake_check("o0c0s0x0");
}

static volatile int32_t closed_inside;

static void close_inside(Socket_t socket)
{
    closed_inside = SOCKETS_Close(socket);
}

static void an_event_wakes_the_socket_of_its_link_and_no_other(void)
{
    fake_begin();
    Socket_t first = connected();
    Socket_t second = connected();
    woken = 0;
    call_back(first, wake);
    call_back(second, wake);
    fake_event(1);
    CHECK_EQ(woken, 1);
    CHECK(woken_socket == second);
    fake_event(2); /* nobody's */
    CHECK_EQ(woken, 1);
    call_back(second, NULL);
    fake_event(1);
    CHECK_EQ(woken, 1);
    call_back(first, close_inside);
    fake_event(0);
    CHECK_EQ(closed_inside, SOCKETS_EINVAL); /* not by its own call-back */
    CHECK_EQ(SOCKETS_Close(first), SOCKETS_ERROR_NONE);
    fake_event(0); /* late */
    CHECK_EQ(SOCKETS_Close(second), SOCKETS_ERROR_NONE);
}

/* Several tasks. */

static void closing_ends_every_task_that_waits_in_the_socket(void)
{
    struct job jobs[3] = {{0}};

    fake_begin();
    Socket_t socket = connected();
    set_timeouts(socket, 0, 0); /* for ever */
    for (int i = 0; i < 3; i++) {
        jobs[i].socket = socket;
        spawn(i < 2 ? receive_task : send_task, P_HIGH, &jobs[i]);
    }
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    for (int i = 0; i < 3; i++) {
        CHECK(jobs[i].done);
        CHECK_EQ(jobs[i].result, SOCKETS_ECLOSED);
    }
    CHECK(!fake.taken[0]);
}

static void shutting_down_ends_the_wait_of_another_task(void)
{
    struct job job = {0};

    fake_begin();
    job.socket = connected();
    set_timeouts(job.socket, 0, 0);
    spawn(receive_task, P_HIGH, &job);
    CHECK_EQ(SOCKETS_Shutdown(job.socket, SOCKETS_SHUT_WR), SOCKETS_ERROR_NONE);
    CHECK(job.done);
    CHECK_EQ(job.result, SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(job.socket), SOCKETS_ERROR_NONE);
}

static void two_receivers_both_get_what_comes_for_two(void)
{
    struct job jobs[2] = {{0}};

    fake_begin();
    Socket_t socket = connected();
    for (int i = 0; i < 2; i++) {
        jobs[i].socket = socket;
        spawn(receive_task, P_HIGH, &jobs[i]);
    }
    fake.receive[0] = (struct fake_answer){2, "ab"};
    fake_event(0); /* one event */
    settle();
    CHECK_EQ(jobs[0].result, 1);
    CHECK_EQ(jobs[1].result, 1);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

CONFORMANCE_MAIN("sockets_offload",
                 TEST(a_connection_goes_to_the_dotted_address_and_its_link_is_given_back),
                 TEST(a_socket_that_never_connected_asks_nothing_of_the_modem),
                 TEST(each_failure_to_connect_has_its_code_and_words),
                 TEST(a_link_that_somebody_else_has_taken_is_missed_with_words),
                 TEST(there_are_as_many_sockets_as_links_and_a_closed_one_makes_room),
                 TEST(what_the_modem_takes_in_parts_is_sent_whole),
                 TEST(send_says_how_much_went_when_its_time_is_over),
                 TEST(an_event_between_the_try_and_the_wait_is_not_lost),
                 TEST(receive_ends_when_its_time_is_over),
                 TEST(each_end_of_a_connection_has_its_code_and_words),
                 TEST(bytes_that_went_before_the_end_are_counted),
                 TEST(the_end_of_sending_is_the_end_of_the_connection),
                 TEST(the_end_of_receiving_leaves_sending),
                 TEST(an_event_wakes_the_socket_of_its_link_and_no_other),
                 TEST(closing_ends_every_task_that_waits_in_the_socket),
                 TEST(shutting_down_ends_the_wait_of_another_task),
                 TEST(two_receivers_both_get_what_comes_for_two))
