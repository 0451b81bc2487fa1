/* SPDX-License-Identifier: MIT */
#include "jobs_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "test.h"

#define TEXT_BYTES 1024

void kit_thing(struct fixture *f, const char *thing)
{
    char path[TEXT_BYTES];

    (void)snprintf(path, sizeof(path), "/things/%s", thing);
    json_decref(fixture_control(f, "POST", path, NULL, 200));
}

void kit_group(struct fixture *f, const char *group, const char *parent)
{
    char path[TEXT_BYTES], body[TEXT_BYTES];

    (void)snprintf(path, sizeof(path), "/thing-groups/%s", group);
    (void)snprintf(body, sizeof(body), "{\"parentGroupName\":\"%s\"}", parent);
    json_decref(fixture_control(f, "POST", path, parent != NULL ? body : NULL, 200));
}

static void change_group(struct fixture *f, const char *path, const char *group, const char *thing)
{
    char body[TEXT_BYTES];

    (void)snprintf(body, sizeof(body), "{\"thingGroupName\":\"%s\",\"thingName\":\"%s\"}", group,
                   thing);
    json_decref(fixture_control(f, "PUT", path, body, 200));
}

void kit_join(struct fixture *f, const char *group, const char *thing)
{
    change_group(f, "/thing-groups/addThingToThingGroup", group, thing);
}

void kit_leave(struct fixture *f, const char *group, const char *thing)
{
    change_group(f, "/thing-groups/removeThingFromThingGroup", group, thing);
}

void kit_thing_gone(struct fixture *f, const char *thing)
{
    char path[TEXT_BYTES];

    (void)snprintf(path, sizeof(path), "/things/%s", thing);
    json_decref(fixture_control(f, "DELETE", path, NULL, 200));
}

json_t *kit_create(struct fixture *f, const char *job, const char *target, const char *more,
                   int status)
{
    char path[TEXT_BYTES], body[TEXT_BYTES];

    (void)snprintf(path, sizeof(path), "/jobs/%s", job);
    (void)snprintf(body, sizeof(body),
                   "{\"targets\":[\"" KIT_ACCOUNT "%s\"],"
                   "\"document\":\"{\\\"operation\\\":\\\"test\\\"}\"%s}",
                   target, more);
    return fixture_control(f, "PUT", path, body, status);
}

void kit_job(struct fixture *f, const char *job, const char *target, const char *more)
{
    json_decref(kit_create(f, job, target, more, 200));
}

void kit_send(struct fixture *f, const char *thing, const char *request, const char *payload)
{
    char topic[TEXT_BYTES];

    (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/%s", thing, request);
    CHECK_EQ(fixture_send(f, topic, payload), true);
}

json_t *kit_answer(struct fixture *f, const char *thing, const char *request, const char *verdict)
{
    char topic[TEXT_BYTES];

    (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/%s/%s", thing, request, verdict);
    json_t *answer = fixture_said(f, topic);
    for (size_t i = 0; i < f->said_count; i++) {
        if (strcmp(f->said[i].topic, topic) == 0) {
            CHECK_EQ(f->said[i].client != NULL && strcmp(f->said[i].client, "client-1") == 0, true);
        }
    }
    return answer;
}

void kit_accepted(struct fixture *f, const char *thing, const char *request, const char *payload,
                  const char *wanted)
{
    kit_send(f, thing, request, payload);
    EXPECT_JSON(kit_answer(f, thing, request, "accepted"), wanted);
}

void kit_rejected(struct fixture *f, const char *thing, const char *request, const char *payload,
                  const char *code)
{
    kit_send(f, thing, request, payload);
    json_t *answer = kit_answer(f, thing, request, "rejected");
    const char *message = json_string_value(json_object_get(answer, "message"));
    char wanted[64];
    (void)snprintf(wanted, sizeof(wanted), "\"%s\"", code);
    EXPECT_JSON(json_incref(json_object_get(answer, "code")), wanted);
    CHECK_EQ(message != NULL && message[0] != '\0', true);
    CHECK_EQ(json_integer_value(json_object_get(answer, "timestamp")), f->now_ms / 1000);
    json_decref(answer);
}

void kit_update(struct fixture *f, const char *thing, const char *job, const char *status)
{
    char request[TEXT_BYTES], payload[TEXT_BYTES];

    (void)snprintf(request, sizeof(request), "%s/update", job);
    (void)snprintf(payload, sizeof(payload), "{\"status\":\"%s\"}", status);
    kit_accepted(f, thing, request, payload, "{\"timestamp\":\"*\"}");
}

json_t *kit_describe(struct fixture *f, const char *job)
{
    char path[TEXT_BYTES];

    (void)snprintf(path, sizeof(path), "/jobs/%s", job);
    json_t *answer = fixture_control(f, "GET", path, NULL, 200);
    json_t *view = json_incref(json_object_get(answer, "job"));
    json_decref(answer);
    return view;
}

static void expect_text(json_t *object, const char *member, const char *wanted)
{
    const char *text = json_string_value(json_object_get(object, member));

    if (text == NULL || strcmp(text, wanted) != 0) {
        printf("[%s] %s is %s, want %s\n", test_case, member, text != NULL ? text : "nothing",
               wanted);
        exit(1);
    }
}

void kit_job_status(struct fixture *f, const char *job, const char *status)
{
    json_t *view = kit_describe(f, job);

    expect_text(view, "status", status);
    json_decref(view);
}

long kit_count(struct fixture *f, const char *job, const char *member)
{
    json_t *view = kit_describe(f, job);
    const json_t *details = json_object_get(view, "jobProcessDetails");
    const long count = (long)json_integer_value(json_object_get(details, member));

    json_decref(view);
    return count;
}

void kit_status(struct fixture *f, const char *thing, const char *job, const char *status)
{
    char path[TEXT_BYTES];

    (void)snprintf(path, sizeof(path), "/things/%s/jobs/%s", thing, job);
    json_t *answer = fixture_control(f, "GET", path, NULL, 200);
    expect_text(json_object_get(answer, "execution"), "status", status);
    json_decref(answer);
}

void kit_expect_error(struct fixture *f, const char *method, const char *path, const char *body,
                      int status, const char *type)
{
    test_case = body != NULL ? body : path;
    json_t *answer = fixture_control(f, method, path, body, status);
    const char *message = json_string_value(json_object_get(answer, "message"));

    CHECK_EQ(message != NULL && message[0] != '\0', true);
    if (f->error_type == NULL || strcmp(f->error_type, type) != 0) {
        printf("[%s] error %s, want %s\n", test_case, f->error_type, type);
        exit(1);
    }
    json_decref(answer);
}
