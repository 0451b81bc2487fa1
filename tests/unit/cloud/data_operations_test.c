/* SPDX-License-Identifier: MIT */
#include "cloud_fixture.h"
#include "test.h"

static void the_operator_needs_no_certificate(void)
{
    struct fixture f;

    fixture_open(&f, NULL);
    json_decref(fixture_control(&f, "POST", "/things/lamp", "{}", 200));
    json_decref(fixture_control(&f, "POST", "/things/lamp/shadow",
                                "{\"state\":{\"desired\":"
                                "{\"on\":true}}}",
                                200));
    json_t *shadow = fixture_control(&f, "GET", "/things/lamp/shadow", NULL, 200);
    EXPECT_JSON(json_incref(json_object_get(shadow, "state")),
                "{\"desired\":{\"on\":true},\"delta\":{\"on\":true}}");
    json_decref(shadow);
    json_decref(fixture_control(&f, "POST", "/topics/a/b", "[1]", 200));
    EXPECT_JSON(fixture_said(&f, "a/b"), "[1]");
    fixture_close(&f);
}

/* A certificate whose id were the operator's text would not be the operator. */
static void a_certificate_does_not_become_the_operator_by_its_name(void)
{
    struct fixture f;
    struct cloud_reply reply;
    const char name[] = "operator";
    const struct cloud_http request = {
        .method = "GET", .path = "/things/lamp/shadow", .principal = name};

    fixture_open(&f, NULL);
    CHECK_EQ(cloud_begin(f.cloud), true);
    cloud_data(f.cloud, &request, &reply);
    CHECK_EQ(cloud_commit(f.cloud), true);
    CHECK_EQ(reply.status, 403);
    free(reply.body);
    fixture_close(&f);
}

int main(void)
{
    RUN(the_operator_needs_no_certificate);
    RUN(a_certificate_does_not_become_the_operator_by_its_name);
    return 0;
}
