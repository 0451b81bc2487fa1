/* SPDX-License-Identifier: MIT */
/* A history of one thing's jobs: steps between NULs. A step is a line and a rest: "REQUEST", a
 * topic below the thing's, and its payload; "!METHOD PATH" of the control plane and its body;
 * "+N" lets N seconds pass. A request is answered once; what is finished stays as it is; no version
 * goes back; the pending list is what is not finished. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cloud_fixture.h"
#include "job.h"

#define BASE        "$aws/things/lamp/jobs/"
#define STEPS_MAX   24
#define REQUEST_MAX 120

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct fixture f;
static json_t *executions; /* by key, as they were after the step before */

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

static void check_answer(const char *request)
{
    char accepted[256], rejected[256];
    size_t answers = 0;

    (void)snprintf(accepted, sizeof(accepted), BASE "%s/accepted", request);
    (void)snprintf(rejected, sizeof(rejected), BASE "%s/rejected", request);
    for (size_t i = 0; i < f.said_count; i++) {
        json_t *document = json_loadb(f.said[i].payload, f.said[i].bytes, JSON_ALLOW_NUL, NULL);
        const bool is_rejected = strcmp(f.said[i].topic, rejected) == 0;
        require(json_is_integer(json_object_get(document, "timestamp")));
        if (is_rejected || strcmp(f.said[i].topic, accepted) == 0) {
            answers++;
            require(f.said[i].client != NULL);
            require((json_object_get(document, "code") != NULL) == is_rejected);
        }
        json_decref(document);
    }
    require(answers == 1);
}

static bool collect(void *context, const char *key, const char *value, size_t bytes)
{
    json_object_set_new(context, key, json_loadb(value, bytes, 0, NULL));
    return true;
}

static json_t *rows(const char *space)
{
    json_t *all = json_object();

    require(f.store->scan(f.store->self, space, "", NULL, collect, all));
    return all;
}

static void check_rows(void)
{
    json_t *now = rows("job-execution"), *pending = rows("job-pending"), *execution;
    size_t unfinished = 0;
    const char *key;

    json_object_foreach(now, key, execution)
    {
        const json_t *before = json_object_get(executions, key);
        const json_int_t version = member_integer(execution, "versionNumber");
        unfinished += !execution_is_finished(execution);
        if (before == NULL) {
            continue;
        }
        const json_int_t version_before = member_integer(before, "versionNumber");
        require(!execution_is_finished(before) || json_equal(before, execution));
        require(version >= version_before);
    }
    require(json_object_size(pending) == unfinished);
    json_decref(pending);
    json_decref(executions);
    executions = now;
}

/* `line` has its own NUL; the payload is exactly its size in memory (the fixture sees to it). */
static void step(char *line, const uint8_t *payload, size_t bytes)
{
    char topic[256], *space = strchr(line, ' ');

    if (line[0] == '+') {
        (void)fixture_pass(&f, (int64_t)(strtoul(line + 1, NULL, 10) % 1000000) * 1000);
    } else if (line[0] == '!' && space != NULL) {
        *space = '\0';
        const struct cloud_http request = {
            .method = line + 1, .path = space + 1, .body = (const char *)payload, .bytes = bytes};
        struct cloud_reply reply;
        (void)fixture_pass(&f, 0);
        require(cloud_begin(f.cloud));
        cloud_control(f.cloud, &request, &reply);
        require(cloud_commit(f.cloud));
        require(reply.status >= 200 && (reply.status == 200) == (reply.error_type == NULL));
        free(reply.body);
    } else if (line[0] != '\0') {
        (void)snprintf(topic, sizeof(topic), BASE "%s", line);
        if (fixture_send_bytes(&f, topic, payload, bytes)) {
            check_answer(line);
        }
    }
    check_rows();
}

static void control(const char *method, const char *path, const char *body)
{
    json_decref(fixture_control(&f, method, path, body, 200));
}

static void begin(void)
{
    fixture_open(&f, NULL);
    control("POST", "/things/lamp", NULL);
    control("POST", "/thing-groups/lamps", NULL);
    control("PUT", "/thing-groups/addThingToThingGroup",
            "{\"thingGroupName\":\"lamps\",\"thingName\":\"lamp\"}");
    control("PUT", "/jobs/a",
            "{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:thing/lamp\"],\"document\":\"{}\","
            "\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":2},\"jobExecutionsRetryConfig\":"
            "{\"criteriaList\":[{\"failureType\":\"ALL\",\"numberOfRetries\":2}]}}");
    control("PUT", "/jobs/b",
            "{\"targets\":[\"arn:aws:iot:us-east-1:000000000000:thinggroup/lamps\"],"
            "\"document\":\"{}\",\"targetSelection\":\"CONTINUOUS\"}");
    executions = rows("job-execution");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    size_t at = 0;

    begin();
    for (int i = 0; i < STEPS_MAX && at < size; i++) {
        const uint8_t *end = memchr(bytes + at, '\0', size - at);
        const size_t step_bytes = end != NULL ? (size_t)(end - (bytes + at)) : size - at;
        const uint8_t *stop = memchr(bytes + at, '\n', step_bytes);
        const size_t line_bytes = stop != NULL ? (size_t)(stop - (bytes + at)) : step_bytes;
        if (line_bytes < REQUEST_MAX) {
            char *line = strndup((const char *)bytes + at, line_bytes);
            const size_t from = stop != NULL ? line_bytes + 1 : step_bytes;
            step(line, bytes + at + from, step_bytes - from);
            free(line);
        }
        at += step_bytes + 1;
    }
    json_decref(executions);
    fixture_close(&f);
    return 0;
}
