/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cloud_fixture.h"
#include "test.h"

/* In place of what the fixture allows: publish below dt/, and keep messages below dt/kept/. */
static const char policy[] = "{\"Version\":\"2012-10-17\",\"Statement\":["
                             "{\"Effect\":\"Allow\",\"Action\":\"iot:Publish\",\"Resource\":"
                             "[\"arn:aws:iot:us-east-1:000000000000:topic/dt/*\","
                             "\"arn:aws:iot:us-east-1:000000000000:topic/$aws/*\"]},"
                             "{\"Effect\":\"Allow\",\"Action\":\"iot:RetainPublish\",\"Resource\":"
                             "\"arn:aws:iot:us-east-1:000000000000:topic/dt/kept/*\"}]}";

static void put(struct fixture *f, const char *space, const char *key, json_t *row)
{
    CHECK_EQ(cloud_store_put_json(f->store, space, key, row), true);
    json_decref(row);
}

static void open_cloud(struct fixture *f)
{
    fixture_open(f, NULL);
    put(f, "policy", "everything",
        json_pack("{s:s,s:s}", "policyName", "everything", "policyDocument", policy));
}

static void a_message_by_https_is_published(void)
{
    struct fixture f;

    open_cloud(&f);
    EXPECT_JSON(fixture_data(&f, "POST", "/topics/dt/lamp/light", "qos=1", "{\"on\":1}", 200),
                "{\"message\":\"OK\",\"traceId\":\"*\"}");
    EXPECT_JSON(fixture_said(&f, "dt/lamp/light"), "{\"on\":1}");
    json_decref(fixture_data(&f, "POST", "/topics/dt/kept/a", "retain=true", "{}", 200));
    CHECK_EQ(f.said_count, 1);
    fixture_close(&f);
}

static void what_the_policy_does_not_allow_is_forbidden(void)
{
    static const struct {
        const char *path, *query;
    } cases[] = {
        {"/topics/other", NULL},
        {"/topics/dt/lamp", "retain=true"},
        {"/topics/$aws/things/lamp/toaster", NULL}, /* allowed, but no request */
    };
    struct fixture f;

    open_cloud(&f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].path;
        EXPECT_JSON(fixture_data(&f, "POST", cases[i].path, cases[i].query, "{}", 403),
                    "{\"message\":\"Forbidden\"}");
        CHECK_EQ(f.said_count, 0);
    }
    put(&f, "certificate", "principal-1",
        json_pack("{s:s,s:s}", "certificateId", "principal-1", "status", "INACTIVE"));
    json_decref(fixture_data(&f, "POST", "/topics/dt/lamp", NULL, "{}", 403));
    fixture_close(&f);
}

static void a_request_that_is_none_is_refused_with_its_status(void)
{
    static const struct {
        const char *method, *path, *query;
        int status;
    } cases[] = {
        {"GET", "/topics/dt/a", NULL, 405},
        {"POST", "/topics/", NULL, 400},
        {"POST", "/topics/dt/+", NULL, 400},
        {"POST", "/topics/dt/#", NULL, 400},
        {"POST", "/topics/dt/a", "qos=2", 400},
        {"POST", "/topics/dt/a", "retain=1", 400},
        {"POST", "/topics/dt/a", "qos=0", 200},
        {"POST", "/topics/dt/2/3/4/5/6/7/8/9", NULL, 400},
        {"POST", "/topics/dt/2/3/4/5/6/7/8", NULL, 200},
    };
    struct fixture f;
    char path[300] = "/topics/dt/";

    open_cloud(&f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].path;
        json_decref(fixture_data(&f, cases[i].method, cases[i].path, cases[i].query, "{}",
                                 cases[i].status));
        CHECK_EQ(f.said_count, cases[i].status == 200);
    }
    memset(path + strlen("/topics/dt/"), 'a', 253);
    json_decref(fixture_data(&f, "POST", path, NULL, "{}", 200));
    strcat(path, "a");
    json_decref(fixture_data(&f, "POST", path, NULL, "{}", 400));
    fixture_close(&f);
}

static void a_payload_has_at_most_128_kilobytes(void)
{
    static char body[131074];
    struct fixture f;

    open_cloud(&f);
    memset(body, ' ', 131072);
    json_decref(fixture_data(&f, "POST", "/topics/dt/a", NULL, body, 200));
    body[131072] = ' ';
    json_decref(fixture_data(&f, "POST", "/topics/dt/a", NULL, body, 413));
    fixture_close(&f);
}

int main(void)
{
    RUN(a_message_by_https_is_published);
    RUN(what_the_policy_does_not_allow_is_forbidden);
    RUN(a_request_that_is_none_is_refused_with_its_status);
    RUN(a_payload_has_at_most_128_kilobytes);
    return 0;
}
