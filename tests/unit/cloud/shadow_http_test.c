/* SPDX-License-Identifier: MIT */
/* Shadows on the HTTPS data plane. */
#include "cloud_fixture.h"

#include <string.h>

#include "test.h"

#define PATH  "/things/lamp/shadow"
#define TOPIC "$aws/things/lamp/shadow/"

static struct fixture f;

static void expect_error(const char *method, const char *path, const char *query, const char *body,
                         int status, const char *message)
{
    json_t *document = fixture_data(&f, method, path, query, body, status);

    EXPECT_JSON(json_incref(json_object_get(document, "message")), message);
    json_decref(document);
}

static void requests_are_answered_with_the_documents_of_accepted(void)
{
    fixture_open(&f, NULL);
    EXPECT_JSON(
        fixture_data(&f, "POST", PATH, NULL,
                     "{\"state\":{\"desired\":{\"a\":1}},\"clientToken\":\"t\"}", 200),
        "{\"state\":{\"desired\":{\"a\":1}},\"metadata\":{\"desired\":{\"a\":{\"timestamp\":"
        "1700000000}}},\"version\":1,\"timestamp\":1700000000,\"clientToken\":\"t\"}");
    EXPECT_JSON(fixture_data(&f, "GET", PATH, NULL, NULL, 200),
                "{\"state\":{\"desired\":{\"a\":1},\"delta\":{\"a\":1}},\"metadata\":{\"desired\":{"
                "\"a\":{\"timestamp\":1700000000}}},\"version\":1,\"timestamp\":1700000000}");
    EXPECT_JSON(fixture_data(&f, "DELETE", PATH, NULL, NULL, 200),
                "{\"version\":1,\"timestamp\":1700000000}");
    fixture_close(&f);
}

static void an_update_tells_mqtt_its_delta_and_documents(void)
{
    fixture_open(&f, NULL);
    json_decref(fixture_data(&f, "POST", PATH, NULL, "{\"state\":{\"desired\":{\"a\":1}}}", 200));
    CHECK_EQ(f.said_count, 2);
    CHECK_EQ(fixture_count(&f, TOPIC "update/delta"), 1);
    CHECK_EQ(fixture_count(&f, TOPIC "update/documents"), 1);
    fixture_close(&f);
}

static void what_is_refused_is_told_to_the_caller_only(void)
{
    fixture_open(&f, NULL);
    EXPECT_JSON(
        fixture_data(&f, "POST", PATH, NULL, "{\"clientToken\":\"t\"}", 400),
        "{\"code\":400,\"message\":\"Missing required node: state\",\"timestamp\":1700000000,"
        "\"clientToken\":\"t\"}");
    CHECK_EQ(f.said_count, 0);
    fixture_close(&f);
}

static void a_named_shadow_is_asked_for_by_the_query(void)
{
    fixture_open(&f, NULL);
    json_decref(fixture_data(&f, "POST", PATH, "name=n", "{\"state\":{}}", 200));
    CHECK_EQ(fixture_count(&f, TOPIC "name/n/update/documents"), 1);
    json_decref(fixture_data(&f, "GET", PATH, "name=n", NULL, 200));
    expect_error("GET", PATH, NULL, NULL, 404, "\"No shadow exists with name: 'lamp'\"");
    fixture_close(&f);
}

struct error_case {
    const char *method, *path, *query, *body;
    int status;
    const char *message;
};

static void each_error_has_its_status_and_text(void)
{
    static char body[9200];
    const struct error_case cases[] = {
        {"GET", PATH, NULL, NULL, 404, "\"No shadow exists with name: 'lamp'\""},
        {"GET", PATH, "name=n", NULL, 404, "\"No shadow exists with name: 'n'\""},
        {"DELETE", PATH, NULL, NULL, 404, "\"No shadow exists with name: 'lamp'\""},
        {"POST", PATH, NULL, "{", 400, "\"Invalid JSON\""},
        {"POST", PATH, NULL, NULL, 400, "\"Invalid JSON\""},
        {"POST", PATH, "name=", "{\"state\":{}}", 400, "\"Invalid shadow name: ''\""},
        {"POST", PATH, "name=a b", "{\"state\":{}}", 400, "\"Invalid shadow name: 'a b'\""},
        {"GET", "/things/a b/shadow", NULL, NULL, 400, "\"Invalid thing name: 'a b'\""},
        {"PUT", PATH, NULL, NULL, 405, "\"Method not allowed\""},
        {"POST", PATH, NULL, "{\"state\":{},\"version\":7}", 409, "\"Version conflict\""},
        {"POST", PATH, NULL, body, 413, "\"The payload exceeds the maximum size allowed\""},
        {"POST", PATH, NULL, "{\"state\":{\"desired\":{\"\xff\":1}}}", 415,
         "\"Unsupported documented encoding; supported encoding is UTF-8\""},
        {"POST", "/api/things/shadow/ListNamedShadowsForThing/lamp", NULL, NULL, 405,
         "\"Method not allowed\""},
        {"GET", "/api/things/shadow/ListNamedShadowsForThing/lamp", "pageSize=0", NULL, 400,
         "\"pageSize must be 1 to 100\""},
        {"GET", "/api/things/shadow/ListNamedShadowsForThing/lamp", "pageSize=101", NULL, 400,
         "\"pageSize must be 1 to 100\""},
        {"GET", "/api/things/shadow/ListNamedShadowsForThing/lamp", "pageSize=1x", NULL, 400,
         "\"pageSize must be 1 to 100\""},
        {"GET", "/api/things/shadow/ListNamedShadowsForThing/lamp", "nextToken=a/b", NULL, 400,
         "\"Invalid nextToken\""},
        {"GET", "/api/things/shadow/ListNamedShadowsForThing/a b", NULL, NULL, 400,
         "\"Invalid thing name: 'a b'\""},
    };

    (void)snprintf(body, sizeof(body), "{\"state\":{\"desired\":{\"a\":\"%8200d\"}}}", 1);
    fixture_open(&f, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct error_case *c = &cases[i];
        test_case = c->message;
        expect_error(c->method, c->path, c->query, c->body, c->status, c->message);
        CHECK_EQ(f.said_count, 0);
    }
    fixture_close(&f);
}

static void more_requests_than_allowed_get_429(void)
{
    fixture_open(&f, NULL);
    for (int i = 0; i < 200; i++) {
        json_decref(fixture_data(&f, "GET", PATH, NULL, NULL, 404));
    }
    expect_error("GET", PATH, NULL, NULL, 429, "\"Too many requests\"");
    fixture_close(&f);
}

static void a_request_needs_the_permission_of_a_policy(void)
{
    static const struct {
        const char *action, *resource, *method, *path, *query;
        int status;
    } cases[] = {
        {"iot:GetThingShadow", "thing/lamp", "GET", PATH, NULL, 404},
        {"iot:GetThingShadow", "thing/lamp", "DELETE", PATH, NULL, 403},
        {"iot:GetThingShadow", "thing/lamp", "POST", PATH, NULL, 403},
        {"iot:GetThingShadow", "thing/other", "GET", PATH, NULL, 403},
        {"iot:GetThingShadow", "thing/lamp", "GET", PATH, "name=n", 403},
        {"iot:GetThingShadow", "thing/lamp/n", "GET", PATH, "name=n", 404},
        {"iot:DeleteThingShadow", "thing/lamp", "DELETE", PATH, NULL, 404},
        {"iot:UpdateThingShadow", "thing/lamp", "POST", PATH, NULL, 400},
        {"iot:ListNamedShadowsForThing", "thing/lamp", "GET",
         "/api/things/shadow/ListNamedShadowsForThing/lamp", NULL, 200},
        {"iot:GetThingShadow", "thing/lamp", "GET",
         "/api/things/shadow/ListNamedShadowsForThing/lamp", NULL, 403},
    };

    fixture_open(&f, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].action;
        fixture_allow(&f, cases[i].action, cases[i].resource);
        json_t *document =
            fixture_data(&f, cases[i].method, cases[i].path, cases[i].query, NULL, cases[i].status);
        if (cases[i].status == 403) {
            EXPECT_JSON(json_incref(document), "{\"message\":\"Forbidden\"}");
        }
        json_decref(document);
    }
    fixture_close(&f);
}

static void a_request_without_a_certificate_is_unauthorized(void)
{
    const struct cloud_http request = {.method = "GET", .path = PATH};
    struct cloud_reply reply;

    fixture_open(&f, NULL);
    CHECK_EQ(cloud_begin(f.cloud), true);
    cloud_data(f.cloud, &request, &reply);
    CHECK_EQ(cloud_commit(f.cloud), true);
    CHECK_EQ(reply.status, 401);
    CHECK_EQ(strcmp(reply.error_type, "UnauthorizedException"), 0);
    CHECK_EQ(strcmp(reply.body, "{\"message\":\"Unauthorized\"}"), 0);
    free(reply.body);
    fixture_close(&f);
}

#define LIST "/api/things/shadow/ListNamedShadowsForThing/lamp"

static void named_shadows_are_listed_by_pages(void)
{
    fixture_open(&f, NULL);
    EXPECT_JSON(fixture_data(&f, "GET", LIST, NULL, NULL, 200),
                "{\"results\":[],\"timestamp\":1700000000}");
    for (int i = 0; i < 27; i++) {
        char query[16];
        (void)snprintf(query, sizeof(query), "name=s%02d", i);
        json_decref(fixture_data(&f, "POST", PATH, query, "{\"state\":{}}", 200));
    }
    json_decref(fixture_data(&f, "POST", PATH, NULL, "{\"state\":{}}", 200));
    json_decref(fixture_data(&f, "DELETE", PATH, "name=s01", NULL, 200));
    EXPECT_JSON(fixture_data(&f, "GET", LIST, "pageSize=2", NULL, 200),
                "{\"results\":[\"s00\",\"s02\"],\"nextToken\":\"s02\",\"timestamp\":1700000000}");
    EXPECT_JSON(fixture_data(&f, "GET", LIST, "pageSize=3&nextToken=s22", NULL, 200),
                "{\"results\":[\"s23\",\"s24\",\"s25\"],\"nextToken\":\"s25\",\"timestamp\":"
                "1700000000}");
    EXPECT_JSON(fixture_data(&f, "GET", LIST, "pageSize=3&nextToken=s23", NULL, 200),
                "{\"results\":[\"s24\",\"s25\",\"s26\"],\"timestamp\":1700000000}");
    json_t *document = fixture_data(&f, "GET", LIST, NULL, NULL, 200);
    CHECK_EQ(json_array_size(json_object_get(document, "results")), 25);
    CHECK_EQ(strcmp(json_string_value(json_object_get(document, "nextToken")), "s25"), 0);
    json_decref(document);
    fixture_close(&f);
}

int main(void)
{
    RUN(requests_are_answered_with_the_documents_of_accepted);
    RUN(an_update_tells_mqtt_its_delta_and_documents);
    RUN(what_is_refused_is_told_to_the_caller_only);
    RUN(a_named_shadow_is_asked_for_by_the_query);
    RUN(each_error_has_its_status_and_text);
    RUN(more_requests_than_allowed_get_429);
    RUN(a_request_needs_the_permission_of_a_policy);
    RUN(a_request_without_a_certificate_is_unauthorized);
    RUN(named_shadows_are_listed_by_pages);
    return 0;
}
