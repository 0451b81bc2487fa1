/* SPDX-License-Identifier: MIT */
/* Sockets shared by tasks, and tasks with a socket each. */
#include "sockets_test.h"

struct job {
    Socket_t socket;
    TaskHandle_t waiter;
    int32_t result;
    TickType_t wait;
};

static void receive_once(void *argument)
{
    struct job *job = argument;
    uint8_t byte;
    job->result = SOCKETS_Recv(job->socket, &byte, 1, 0);
    (void)xTaskNotifyGive(job->waiter);
    vTaskDelete(NULL);
}

static void begin_receiving(struct job *job, unsigned tasks)
{
    for (unsigned i = 0; i < tasks; i++) {
        job[i] = (struct job){job[0].socket, xTaskGetCurrentTaskHandle(), 0, 0};
        CHECK_EQ(xTaskCreate(receive_once, "receiver", 512, &job[i], 4, NULL), pdPASS);
    }
    vTaskDelay(pdMS_TO_TICKS(50));
}

static void one_task_sends_while_another_receives(void)
{
    Socket_t socket = connected_to(ECHO);
    there_and_back(socket, 300000 / traits.many, 1999, true);
    there_and_back(socket, 5000 / traits.many, 1, true);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static void exchange_alone(void *argument)
{
    struct job *job = argument;
    Socket_t socket = connected_to(ECHO);
    there_and_back(socket, 30000 / traits.many, 1000, false);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
    (void)xTaskNotifyGive(job->waiter);
    vTaskDelete(NULL);
}

static void several_tasks_have_a_socket_each(void)
{
    struct job job = {.waiter = xTaskGetCurrentTaskHandle()};
    for (int i = 0; i < 4; i++) {
        CHECK_EQ(xTaskCreate(exchange_alone, "client", 1024, &job, 2, NULL), pdPASS);
    }
    for (int i = 0; i < 4; i++) {
        CHECK(ulTaskNotifyTake(pdFALSE, pdMS_TO_TICKS(30000)) != 0);
    }
}

static void closing_a_socket_ends_every_task_that_waits_in_it(void)
{
    struct job jobs[3] = {{.socket = connected_to(SILENT)}};
    set_timeouts(jobs[0].socket, 0, 0); /* for ever */
    begin_receiving(jobs, 3);
    CHECK_EQ(SOCKETS_Close(jobs[0].socket), SOCKETS_ERROR_NONE);
    for (int i = 0; i < 3; i++) {
        CHECK(ulTaskNotifyTake(pdFALSE, pdMS_TO_TICKS(1000)) != 0);
    }
    for (int i = 0; i < 3; i++) {
        CHECK_EQ(jobs[i].result, SOCKETS_ECLOSED);
    }
}

static void shutting_down_ends_the_wait_of_another_task(void)
{
    struct job job = {.socket = connected_to(SILENT)};
    set_timeouts(job.socket, 0, 0);
    begin_receiving(&job, 1);
    CHECK_EQ(SOCKETS_Shutdown(job.socket, SOCKETS_SHUT_RD), SOCKETS_ERROR_NONE);
    CHECK(ulTaskNotifyTake(pdTRUE, pdMS_TO_TICKS(1000)) != 0);
    CHECK_EQ(job.result, SOCKETS_ECLOSED);
    CHECK_EQ(SOCKETS_Close(job.socket), SOCKETS_ERROR_NONE);
}

static void two_receivers_both_get_what_comes_for_two(void)
{
    struct job jobs[2] = {{.socket = connected_to(ECHO)}};
    set_timeouts(jobs[0].socket, 5000, 5000);
    begin_receiving(jobs, 2);
    CHECK_EQ(SOCKETS_Send(jobs[0].socket, "ab", 2, 0), 2); /* one segment, one event, two takers */
    for (int i = 0; i < 2; i++) {
        CHECK(ulTaskNotifyTake(pdFALSE, pdMS_TO_TICKS(1000)) != 0);
    }
    CHECK_EQ(jobs[0].result, 1);
    CHECK_EQ(jobs[1].result, 1);
    CHECK_EQ(SOCKETS_Close(jobs[0].socket), SOCKETS_ERROR_NONE);
}

static volatile unsigned woken;
static volatile Socket_t woken_socket;

static void wake(Socket_t socket)
{
    woken++;
    woken_socket = socket;
}

static void a_wake_up_call_back_is_called_when_data_comes_until_it_is_taken_back(void)
{
    uint8_t byte;
    Socket_t socket = connected_to(ECHO);
    woken = 0;
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, (const void *)wake,
                                sizeof(void *)),
             0);
    vTaskDelay(pdMS_TO_TICKS(50));
    CHECK_EQ(woken, 0);
    CHECK_EQ(SOCKETS_Send(socket, "a", 1, 0), 1);
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 1);
    CHECK_EQ(woken, 1);
    CHECK(woken_socket == socket);
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, NULL, 0), 0);
    CHECK_EQ(SOCKETS_Send(socket, "a", 1, 0), 1);
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 1);
    CHECK_EQ(woken, 1);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

static volatile int32_t close_result;

static void close_it(Socket_t socket)
{
    close_result = SOCKETS_Close(socket);
}

static void a_socket_is_not_closed_by_its_own_call_back(void)
{
    uint8_t byte;
    Socket_t socket = connected_to(ECHO);
    close_result = SOCKETS_ERROR_NONE;
    CHECK_EQ(SOCKETS_SetSockOpt(socket, 0, SOCKETS_SO_WAKEUP_CALLBACK, (const void *)close_it,
                                sizeof(void *)),
             0);
    CHECK_EQ(SOCKETS_Send(socket, "a", 1, 0), 1);
    CHECK_EQ(SOCKETS_Recv(socket, &byte, 1, 0), 1);
    CHECK_EQ(close_result, SOCKETS_EINVAL);
    CHECK_EQ(SOCKETS_Close(socket), SOCKETS_ERROR_NONE);
}

void run_task_tests(void)
{
    RUN(one_task_sends_while_another_receives);
    RUN(several_tasks_have_a_socket_each);
    RUN(closing_a_socket_ends_every_task_that_waits_in_it);
    RUN(shutting_down_ends_the_wait_of_another_task);
    RUN(two_receivers_both_get_what_comes_for_two);
    RUN(a_wake_up_call_back_is_called_when_data_comes_until_it_is_taken_back);
    RUN(a_socket_is_not_closed_by_its_own_call_back);
}
