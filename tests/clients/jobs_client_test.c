/* SPDX-License-Identifier: MIT */
/* The jobs client: waiting for a job, starting it, reporting on it. */
#include "jobs_client.h"

#include <stdio.h>
#include <string.h>

#include "conformance.h"
#include "scripted_link.h"

#define ROOT "$aws/things/lamp/jobs"

static struct scripted_link script;
static struct jobs_client client;
static struct jobs_client_job job;
static char request[160], answer[300];
static volatile mqtt_request_result_t result;

static void given_a_client(void)
{
    const struct jobs_client_config config = {.link = &script.link,
                                              .thing = "lamp",
                                              .request = request,
                                              .request_size = sizeof request,
                                              .answer = answer,
                                              .answer_size = sizeof answer,
                                              .answer_timeout_ms = 10,
                                              .retry_ms = 100};

    scripted_link_init(&script);
    CHECK_EQ(jobs_client_init(&client, &config), MQTTSuccess);
}

static void next(void *arg)
{
    (void)arg;
    result = jobs_client_next(&client, &job, 1000);
    event('n');
    park();
}

static void update(void *arg)
{
    const JobCurrentStatus_t *status = arg;

    result = jobs_client_update(&client, *status, "{\"step\":\"1\"}", 10);
    event('u');
    park();
}

static void answer_with(const char *topic, const char *members)
{
    char text[400];

    (void)snprintf(text, sizeof text, "{%s\"clientToken\":\"%s\"}", members,
                   scripted_link_token(&script));
    CHECK(scripted_link_say(&script, topic, text));
}

#define EXECUTION "\"execution\":{\"jobId\":\"j1\",\"versionNumber\":2,\"jobDocument\":{\"a\":1}},"

static void given_a_started_job(void)
{
    given_a_client();
    (void)spawn(next, P_HIGH, NULL);
    answer_with(ROOT "/start-next/accepted", EXECUTION);
    CHECK_EVENTS("n");
}

static void a_job_is_started_and_handed_over(void)
{
    given_a_client();
    (void)spawn(next, P_HIGH, NULL);
    CHECK_EQ(strcmp(script.topic, ROOT "/start-next"), 0);
    CHECK_EQ(strlen(scripted_link_token(&script)), 8);
    answer_with(ROOT "/start-next/accepted", EXECUTION);
    CHECK_EVENTS("n");
    CHECK_EQ(result, MQTT_REQUEST_ACCEPTED);
    CHECK_EQ(strcmp(job.id, "j1"), 0);
    CHECK_EQ(job.document_length, 7);
    CHECK_EQ(strncmp(job.document, "{\"a\":1}", 7), 0);
}

static void without_a_job_it_waits_until_one_is_announced(void)
{
    given_a_client();
    (void)spawn(next, P_HIGH, NULL);
    answer_with(ROOT "/start-next/accepted", "");
    CHECK_EQ(script.published, 1);
    CHECK_EVENTS("");
    CHECK(scripted_link_say(&script, ROOT "/notify-next", "{\"execution\":{\"jobId\":\"j1\"}}"));
    CHECK_EQ(script.published, 2);
    answer_with(ROOT "/start-next/accepted", EXECUTION);
    CHECK_EVENTS("n");
}

static void after_a_connect_it_asks_again(void)
{
    given_a_client();
    (void)spawn(next, P_HIGH, NULL);
    vTaskDelay(12); /* no answer in 10 ms */
    CHECK_EQ(script.published, 1);
    mqtt_link_up(&script.link);
    CHECK_EQ(script.published, 2);
    answer_with(ROOT "/start-next/accepted", "");
    scripted_link_grant(&script);
    CHECK_EQ(script.published, 3);
}

static void without_news_it_asks_now_and_then_until_time_is_up(void)
{
    given_a_client();
    (void)spawn(next, P_HIGH, NULL);
    for (unsigned i = 1; i < 9; i++) {
        CHECK_EQ(script.published, i);
        answer_with(ROOT "/start-next/accepted", "");
        vTaskDelay(101);
    }
    vTaskDelay(300);
    CHECK_EVENTS("n");
    CHECK_EQ(result, MQTT_REQUEST_TIMED_OUT);
}

static void a_report_has_the_version_and_counts_it(void)
{
    JobCurrentStatus_t status = InProgress;

    given_a_started_job();
    (void)spawn(update, P_HIGH, &status);
    CHECK_EQ(strcmp(script.topic, ROOT "/j1/update"), 0);
    CHECK(strstr(script.payload, "\"status\":\"IN_PROGRESS\"") != NULL);
    CHECK(strstr(script.payload, "\"expectedVersion\":\"2\"") != NULL);
    CHECK(strstr(script.payload, "\"statusDetails\":{\"step\":\"1\"}") != NULL);
    answer_with(ROOT "/j1/update/accepted", "");
    CHECK_EVENTS("u");
    status = Succeeded;
    (void)spawn(update, P_HIGH, &status);
    CHECK(strstr(script.payload, "\"expectedVersion\":\"3\"") != NULL);
    answer_with(ROOT "/j1/update/accepted", "");
    CHECK_EVENTS("u");
    CHECK_EQ(result, MQTT_REQUEST_ACCEPTED);
    CHECK_EQ(jobs_client_update(&client, Failed, NULL, 10), MQTT_REQUEST_NOT_SENT); /* it is over */
}

static void a_rejected_report_ends_the_job(void)
{
    JobCurrentStatus_t status = Succeeded;

    given_a_started_job();
    (void)spawn(update, P_HIGH, &status);
    answer_with(ROOT "/j1/update/rejected", "\"code\":\"InvalidStateTransition\",");
    CHECK_EVENTS("u");
    CHECK_EQ(result, MQTT_REQUEST_REJECTED);
    CHECK_EQ(jobs_client_update(&client, Succeeded, NULL, 10), MQTT_REQUEST_NOT_SENT);
}

static void a_report_without_answer_is_repeated_without_a_version(void)
{
    JobCurrentStatus_t status = Succeeded;

    given_a_started_job();
    (void)spawn(update, P_HIGH, &status);
    vTaskDelay(12);
    CHECK_EVENTS("u");
    CHECK_EQ(result, MQTT_REQUEST_TIMED_OUT);
    (void)spawn(update, P_HIGH, &status);
    CHECK(strstr(script.payload, "expectedVersion") == NULL);
    answer_with(ROOT "/j1/update/accepted", "");
    CHECK_EVENTS("u");
    CHECK_EQ(result, MQTT_REQUEST_ACCEPTED);
}

static void a_document_that_does_not_fit_is_told(void)
{
    char padding[sizeof answer + 8];

    given_a_client();
    (void)spawn(next, P_HIGH, NULL);
    memset(padding, ' ', sizeof padding);
    padding[sizeof padding - 1] = '\0';
    answer_with(ROOT "/start-next/accepted", padding);
    CHECK_EVENTS("n");
    CHECK_EQ(result, MQTT_REQUEST_TOO_LARGE);
    CHECK_EQ(job.id[0], '\0');
}

CONFORMANCE_MAIN("jobs_client", TEST(a_job_is_started_and_handed_over),
                 TEST(without_a_job_it_waits_until_one_is_announced),
                 TEST(after_a_connect_it_asks_again),
                 TEST(without_news_it_asks_now_and_then_until_time_is_up),
                 TEST(a_report_has_the_version_and_counts_it), TEST(a_rejected_report_ends_the_job),
                 TEST(a_report_without_answer_is_repeated_without_a_version),
                 TEST(a_document_that_does_not_fit_is_told))
