/* SPDX-License-Identifier: MIT */
/* A device that does jobs: their document says what to do.
 *
 *      {"action": "print", "message": "hello"}
 *      {"action": "publish", "topic": "a/b", "message": "hello"}
 *      {"action": "exit"}                                             the demo ends
 */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "cloud_device.h"
#include "jobs_client.h"
#include "json_member.h"
#include "task.h"

#define ANSWER_MS 20000u
#define TEXT_MAX  64u

static struct jobs_client jobs;
static struct mqtt_link *way;

static bool prepare(struct mqtt_link *link, const char *thing)
{
    static char request[256], answer[2048];
    const struct jobs_client_config config = {.link = link,
                                              .thing = thing,
                                              .request = request,
                                              .request_size = sizeof request,
                                              .answer = answer,
                                              .answer_size = sizeof answer};

    way = link;
    return jobs_client_init(&jobs, &config) == MQTTSuccess;
}

/* A text member of the document; false when there is none, or a longer one. */
static bool text_of(const struct jobs_client_job *job, const char *name, char text[TEXT_MAX])
{
    const char *value;
    size_t length;

    if (!json_member(job->document, job->document_length, name, &value, &length) ||
        length >= TEXT_MAX) {
        return false;
    }
    memcpy(text, value, length);
    text[length] = '\0';
    return true;
}

/* NULL: done. Otherwise why not, as details of the job. */
static const char *act(const struct jobs_client_job *job, const char *action)
{
    char message[TEXT_MAX], topic[TEXT_MAX];

    if (strcmp(action, "exit") == 0) {
        return NULL;
    }
    if (!text_of(job, "message", message)) {
        return "{\"reason\":\"no message\"}";
    }
    if (strcmp(action, "print") == 0) {
        printf("jobs: %s\n", message);
        return NULL;
    }
    if (strcmp(action, "publish") == 0 && text_of(job, "topic", topic)) {
        return way->publish(way->context, topic, message, strlen(message), MQTTQoS1, ANSWER_MS) ==
                       MQTTSuccess
                   ? NULL
                   : "{\"reason\":\"not published\"}";
    }
    return "{\"reason\":\"no such action\"}";
}

static bool run(const struct secure_link *device)
{
    struct jobs_client_job job;
    char action[TEXT_MAX];

    (void)device;
    printf("jobs: waiting\n");
    do {
        mqtt_request_result_t result = jobs_client_next(&jobs, &job, UINT32_MAX);
        if (result != MQTT_REQUEST_ACCEPTED) {
            printf("jobs: no job could be started (%d)\n", (int)result);
            vTaskDelay(pdMS_TO_TICKS(1000));
            continue;
        }
        const char *reason =
            text_of(&job, "action", action) ? act(&job, action) : "{\"reason\":\"no action\"}";
        const JobCurrentStatus_t status = reason == NULL ? Succeeded : Failed;
        printf("jobs: %s: %s %s\n", job.id, action, reason == NULL ? "done" : reason);
        result = jobs_client_update(&jobs, status, reason, ANSWER_MS);
        if (result != MQTT_REQUEST_ACCEPTED) {
            printf("jobs: the report was not accepted (%d)\n", (int)result);
        }
    } while (strcmp(action, "exit") != 0);
    return true;
}

int main(void)
{
    static const struct cloud_device device = {prepare, run};

    return cloud_device_start(&device);
}
