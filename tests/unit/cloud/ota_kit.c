/* SPDX-License-Identifier: MIT */
#include "ota_kit.h"

#include <stdlib.h>
#include <string.h>

#include "test.h"

struct fixture f;

void open_with_file(void)
{
    fixture_open(&f, &fixture_issuer);
    json_decref(fixture_control(&f, "POST", "/things/lamp", "{}", 200));
    json_decref(
        fixture_control(&f, "PUT", "/objects/box/a.bin", "{\"data\":\"MDEyMzQ1Njc4OQ==\"}", 200));
}

json_t *create(const char *id, const char *body, int status)
{
    char path[128];

    (void)snprintf(path, sizeof(path), "/otaUpdates/%s", id);
    return fixture_control(&f, "POST", path, body, status);
}

void pass(void)
{
    for (int i = 0; i < 4; i++) {
        (void)fixture_pass(&f, 100);
    }
}

json_t *find(const char *id)
{
    char path[128];

    (void)snprintf(path, sizeof(path), "/otaUpdates/%s", id);
    json_t *answer = fixture_control(&f, "GET", path, NULL, 200);
    json_t *update = json_incref(json_object_get(answer, "otaUpdateInfo"));
    json_decref(answer);
    return update;
}

void expect_status(const char *id, const char *status)
{
    json_t *update = find(id);
    const char *found = json_string_value(json_object_get(update, "otaUpdateStatus"));

    if (strcmp(found, status) != 0) {
        char *text = json_dumps(update, 0);
        printf("%s\n", text);
        free(text);
    }
    CHECK_EQ(strcmp(found, status), 0);
    json_decref(update);
}

void expect_error(const char *id, const char *status, const char *code, const char *message)
{
    json_t *update = find(id), *error = json_object_get(update, "errorInfo");
    const char *found = json_string_value(json_object_get(error, "message"));

    expect_status(id, status);
    if (found == NULL || strcmp(found, message) != 0) {
        printf("[%s] message: %s\n", test_case, found);
    }
    CHECK_EQ(strcmp(json_string_value(json_object_get(error, "code")), code), 0);
    CHECK_EQ(strcmp(found, message), 0);
    json_decref(update);
}

json_t *document_of(const char *id)
{
    char topic[128];

    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/jobs/AFR_OTA-%s/get", id);
    CHECK_EQ(fixture_send(&f, topic, "{}"), true);
    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/jobs/AFR_OTA-%s/get/accepted", id);
    json_t *answer = fixture_said(&f, topic);
    json_t *document = json_incref(json_object_get(
        json_object_get(json_object_get(answer, "execution"), "jobDocument"), "afr_ota"));
    json_decref(answer);
    return document;
}

void finish(const char *id)
{
    char topic[128];

    (void)snprintf(topic, sizeof(topic), "$aws/things/lamp/jobs/AFR_OTA-%s/update", id);
    CHECK_EQ(fixture_send(&f, topic, "{\"status\":\"SUCCEEDED\"}"), true);
}

size_t count_of(const char *path, const char *member)
{
    json_t *list = fixture_control(&f, "GET", path, NULL, 200);
    const size_t count = json_array_size(json_object_get(list, member));

    json_decref(list);
    return count;
}
