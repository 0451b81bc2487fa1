/* SPDX-License-Identifier: MIT */
#include "jobs_client.h"

#include <string.h>

#include "json_member.h"
#include "ms_to_ticks.h"
#include "task.h"

#define ANSWER_TIMEOUT_MS 10000u
#define RETRY_MS          60000u

/* ---- What arrives: the connection's task ---- */

static bool on_message(void *context, const struct mqtt_link_message *message)
{
    struct jobs_client *client = context;
    const char *thing = client->config.thing;
    JobsTopic_t topic;

    if (Jobs_MatchTopic((char *)message->topic, message->topic_length, thing,
                        (uint16_t)strlen(thing), &topic, NULL, NULL) != JobsSuccess) {
        return false;
    }
    if (topic == JobsNextJobChanged) {
        (void)xSemaphoreGive(client->news);
    } else if (topic == JobsStartNextSuccess || topic == JobsUpdateSuccess) {
        mqtt_request_answer_to_token(&client->request, true, message);
    } else if (topic == JobsStartNextFailed || topic == JobsUpdateFailed) {
        mqtt_request_answer_to_token(&client->request, false, message);
    }
    return true;
}

/* Meanwhile a job may have come. */
static void on_granted(void *context, const char *filter, bool granted)
{
    struct jobs_client *client = context;

    if (granted && strcmp(filter, client->filters[JOBS_CLIENT_FILTERS - 1u]) == 0) {
        (void)xSemaphoreGive(client->news);
    }
}

static void on_up(void *context)
{
    (void)xSemaphoreGive(((struct jobs_client *)context)->news);
}

/* ---- Requests: the application's task ---- */

/* "," and the token instead of the last brace of a message. */
static size_t add_token(const struct jobs_client_config *c, size_t length, const char *token)
{
    struct lib_text_out out = {c->request, c->request_size, length - 1u};

    lib_text_put(&out, LIB_TEXT(",\"clientToken\":\""));
    lib_text_put(&out, token, MQTT_REQUEST_TOKEN_BYTES);
    lib_text_put(&out, LIB_TEXT("\"}"));
    return lib_text_fits(&out) ? out.needed : 0;
}

/* What was started, if anything. */
static void keep_execution(struct jobs_client *client, struct jobs_client_job *job)
{
    const char *answer = client->request.answer, *text;
    const size_t length = client->request.answer_length;
    const size_t id_length = Jobs_GetJobId(answer, length, &text);

    if (id_length == 0 || id_length > JOBID_MAX_LENGTH) {
        return;
    }
    memcpy(client->id, text, id_length);
    client->id[id_length] = '\0';
    client->version = json_member_number(answer, length, "execution.versionNumber");
    job->document_length = Jobs_GetJobDocument(answer, length, &job->document);
}

static mqtt_request_result_t start_next(struct jobs_client *client, struct jobs_client_job *job)
{
    const struct jobs_client_config *c = &client->config;
    char token[MQTT_REQUEST_TOKEN_BYTES];
    mqtt_request_result_t result = MQTT_REQUEST_NOT_SENT;

    if (!mqtt_request_begin(&client->request, c->answer_timeout_ms, token)) {
        return MQTT_REQUEST_TIMED_OUT;
    }
    const size_t length = Jobs_StartNextMsg(token, sizeof token, c->request, c->request_size);
    if (length > 0 && Jobs_StartNext(client->topic, sizeof client->topic, c->thing,
                                     (uint16_t)strlen(c->thing), NULL) == JobsSuccess) {
        result = mqtt_request_exchange(&client->request, c->link, client->topic, c->request, length,
                                       c->answer_timeout_ms);
    }
    client->id[0] = '\0';
    *job = (struct jobs_client_job){client->id, NULL, 0};
    if (result == MQTT_REQUEST_ACCEPTED) {
        keep_execution(client, job);
    }
    mqtt_request_end(&client->request);
    return result;
}

mqtt_request_result_t jobs_client_next(struct jobs_client *client, struct jobs_client_job *job,
                                       uint32_t wait_ms)
{
    const TickType_t retry = ms_to_wait_or_ever(client->config.retry_ms);
    TickType_t left = ms_to_wait_or_ever(wait_ms);
    TimeOut_t since;

    vTaskSetTimeOutState(&since);
    for (;;) {
        (void)xSemaphoreTake(client->news, 0); /* what it told of is asked for now */
        const mqtt_request_result_t result = start_next(client, job);
        if (result != MQTT_REQUEST_TIMED_OUT &&
            (result != MQTT_REQUEST_ACCEPTED || job->id[0] != '\0')) {
            return result;
        }
        if (xTaskCheckForTimeOut(&since, &left) == pdTRUE) {
            return MQTT_REQUEST_TIMED_OUT;
        }
        (void)xSemaphoreTake(client->news, left < retry ? left : retry);
    }
}

mqtt_request_result_t jobs_client_update(struct jobs_client *client, JobCurrentStatus_t status,
                                         const char *details, uint32_t timeout_ms)
{
    const struct jobs_client_config *c = &client->config;
    char token[MQTT_REQUEST_TOKEN_BYTES], version[11];
    struct lib_text_out out = {version, sizeof version, 0};
    mqtt_request_result_t result = MQTT_REQUEST_NOT_SENT;

    if (!mqtt_request_begin(&client->request, timeout_ms, token)) {
        return MQTT_REQUEST_TIMED_OUT;
    }
    lib_text_put_number(&out, client->version);
    const JobsUpdateRequest_t report = {
        .status = status,
        .expectedVersion = version,
        .expectedVersionLength = client->version != 0 ? out.needed : 0,
        .statusDetails = details,
        .statusDetailsLength = details != NULL ? strlen(details) : 0};
    size_t length = Jobs_UpdateMsg(report, c->request, c->request_size);
    length = length > 0 ? add_token(c, length, token) : 0;
    if (length > 0 && client->id[0] != '\0' &&
        Jobs_Update(client->topic, sizeof client->topic, c->thing, (uint16_t)strlen(c->thing),
                    client->id, (uint16_t)strlen(client->id), NULL) == JobsSuccess) {
        result = mqtt_request_exchange(&client->request, c->link, client->topic, c->request, length,
                                       timeout_ms);
    }
    if (result == MQTT_REQUEST_ACCEPTED && client->version != 0) {
        client->version++;
    } else if (result == MQTT_REQUEST_TIMED_OUT) {
        client->version = 0; /* not known whether it counted */
    }
    if (result == MQTT_REQUEST_REJECTED ||
        (result == MQTT_REQUEST_ACCEPTED && status != InProgress)) {
        client->id[0] = '\0';
    }
    mqtt_request_end(&client->request);
    return result;
}

/* ---- Preparation ---- */

static bool write_filters(struct jobs_client *client)
{
    static const JobsTopic_t wanted[JOBS_CLIENT_FILTERS] = {JobsUpdateSuccess, JobsStartNextSuccess,
                                                            JobsNextJobChanged};
    const char *thing = client->config.thing;

    for (unsigned i = 0; i < JOBS_CLIENT_FILTERS; i++) {
        char *filter = client->filters[i];
        size_t length;
        if (Jobs_GetTopic(filter, JOBS_CLIENT_TOPIC_BYTES, thing, (uint16_t)strlen(thing),
                          wanted[i], &length) != JobsSuccess) {
            return false;
        }
        if (wanted[i] != JobsNextJobChanged) { /* both answers */
            strcpy(filter + length - (sizeof JOBS_API_SUCCESS - 2u), "+");
        }
    }
    return true;
}

MQTTStatus_t jobs_client_init(struct jobs_client *client, const struct jobs_client_config *config)
{
    if (client == NULL || config == NULL || config->link == NULL || config->thing == NULL ||
        config->request == NULL || config->request_size < 128u || config->answer == NULL ||
        config->answer_size < 256u || strlen(config->thing) > JOBS_THINGNAME_MAX_LENGTH) {
        return MQTTBadParameter;
    }
    memset(client, 0, sizeof *client);
    client->config = *config;
    client->config.answer_timeout_ms =
        config->answer_timeout_ms != 0 ? config->answer_timeout_ms : ANSWER_TIMEOUT_MS;
    client->config.retry_ms = config->retry_ms != 0 ? config->retry_ms : RETRY_MS;
    client->news = xSemaphoreCreateBinaryStatic(&client->news_memory);
    mqtt_request_init(&client->request, config->answer, config->answer_size);
    if (!write_filters(client)) {
        return MQTTBadParameter;
    }
    for (unsigned i = 0; i < JOBS_CLIENT_FILTERS; i++) {
        const MQTTStatus_t status =
            config->link->subscribe(config->link->context, client->filters[i], MQTTQoS1);
        if (status != MQTTSuccess) {
            return status;
        }
    }
    client->receiver = (struct mqtt_link_receiver){NULL, on_message, on_granted, on_up, client};
    mqtt_link_add(config->link, &client->receiver);
    return MQTTSuccess;
}
