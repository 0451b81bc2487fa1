/* SPDX-License-Identifier: MIT */
/* Sockets over a modem that does what it is told: docs/design/wifi.md, "services/sockets". */
#include <string.h>

#include "fake_offload.h"
#include "sockets.h"

#define PORT 8883u

static char buffer[64];

static Socket_t new_socket(void)
{
    Socket_t socket = SOCKETS_Socket(SOCKETS_AF_INET, SOCKETS_SOCK_STREAM, SOCKETS_IPPROTO_TCP);
    CHECK(socket != SOCKETS_INVALID_SOCKET);
    return socket;
}

static int32_t connect_it(Socket_t socket)
{
    SocketsSockaddr_t to = {.ucSocketDomain = SOCKETS_AF_INET,
                            .usPort = SOCKETS_htons(PORT),
                            .ulAddress = SOCKETS_inet_addr_quick(10, 0, 2, 255)};
    return SOCKETS_Connect(socket, &to, sizeof to);
}

static void set_timeouts(Socket_t socket, TickType_t receive_ms, TickType_t send_ms)
{
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_RCVTIMEO, &receive_ms, sizeof receive_ms), 0);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_SNDTIMEO, &send_ms, sizeof send_ms), 0);
}

static Socket_t connected(void)
{
    Socket_t socket = new_socket();
    CHECK_EQ(connect_it(socket), SOCKETS_ERROR_NONE);
    return socket;
}

static void check_reason(Socket_t socket, int32_t code, const char *text)
{
    struct sockets_error error;

    sockets_error(socket, &error);
    CHECK_EQ(error.code, code);
    CHECK(strcmp(error.text, text) == 0);
    CHECK_EQ(error.tls.status, TLS_OK);
}

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

static volatile unsigned woken;
static volatile Socket_t woken_socket;
static volatile int32_t closed_inside;

static void wake(Socket_t socket)
{
    woken++;
    woken_socket = socket;
}

static void close_inside(Socket_t socket)
{
    closed_inside = SOCKETS_Close(socket);
}

static void call_back(Socket_t socket, void (*function)(Socket_t))
{
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK,
                                (const void *)(uintptr_t)function, sizeof(void *)),
             0);
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

struct job {
    Socket_t socket;
    int32_t result;
    TickType_t took;
    bool done;
};

static void finish(struct job *job, int32_t result, TickType_t start)
{
    job->took = xTaskGetTickCount() - start;
    job->result = result;
    job->done = true;
    park();
}

static void connect_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    finish(job, connect_it(job->socket), start);
}

static void receive_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    char byte;
    finish(job, SOCKETS_Recv(job->socket, &byte, 1, 0), start);
}

static void send_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    finish(job, SOCKETS_Send(job->socket, "x", 1, 0), start);
}

static void close_task(void *context)
{
    struct job *job = context;
    TickType_t start = xTaskGetTickCount();
    finish(job, SOCKETS_Close(job->socket), start);
}

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
                 TEST(two_receivers_both_get_what_comes_for_two),
                 TEST(while_another_socket_connects_time_outs_hold),
                 TEST(what_came_while_another_socket_connected_is_received_then),
                 TEST(closing_does_not_wait_for_another_sockets_connection),
                 TEST(a_socket_is_closed_while_it_connects),
                 TEST(connections_are_made_one_after_the_other),
                 TEST(a_connection_waits_for_the_calls_that_are_on_the_wire),
                 TEST(a_call_that_is_under_way_goes_before_a_connection),
                 TEST(who_gives_up_while_calls_are_under_way_leaves_the_wire_free),
                 TEST(a_connection_that_does_not_get_its_turn_in_time_is_given_up),
                 TEST(a_socket_is_closed_while_it_waits_for_its_turn_to_connect))
