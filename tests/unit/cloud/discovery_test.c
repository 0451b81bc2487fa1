/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "cloud_fixture.h"
#include "test.h"

#define CLIENTS "/greengrass/v2/coreDevices/core-1/associatedClientDevices"
#define JOIN    "/greengrass/v2/coreDevices/core-1/associateClientDevices"
#define LEAVE   "/greengrass/v2/coreDevices/core-1/disassociateClientDevices"
#define INFO    "/greengrass/things/core-1/connectivityInfo"
#define TRUST   "/greengrass/v2/coreDevices/core-1/certificateAuthorities"
#define FIND    "/greengrass/discover/thing/lamp"

static void open_cloud(struct fixture *f)
{
    fixture_open(f, NULL);
    json_decref(fixture_control(f, "POST", "/things/lamp", "{}", 200));
    json_decref(fixture_control(f, "POST", "/things/core-1", "{}", 200));
}

static void a_thing_finds_the_cores_it_is_associated_with(void)
{
    struct fixture f;

    open_cloud(&f);
    EXPECT_JSON(fixture_control(&f, "POST", JOIN, "{\"entries\":[{\"thingName\":\"lamp\"}]}", 200),
                "{\"errorEntries\":[]}");
    EXPECT_JSON(fixture_control(&f, "PUT", INFO,
                                "{\"ConnectivityInfo\":[{\"Id\":\"lan\",\"HostAddress\":"
                                "\"192.0.2.7\",\"PortNumber\":8883,\"Metadata\":\"m\"}]}",
                                200),
                "{\"Version\":\"*\"}");
    json_decref(fixture_control(
        &f, "PUT", TRUST, "{\"certificateAuthorities\":[\"-----BEGIN CERTIFICATE-----\"]}", 200));
    EXPECT_JSON(fixture_data(&f, "GET", FIND, NULL, NULL, 200),
                "{\"GGGroups\":[{\"GGGroupId\":\"greengrassV2-coreDevice-core-1\",\"Cores\":["
                "{\"thingArn\":\"arn:aws:iot:us-east-1:000000000000:thing/core-1\","
                "\"Connectivity\":[{\"Id\":\"lan\",\"HostAddress\":\"192.0.2.7\","
                "\"PortNumber\":8883,\"Metadata\":\"m\"}]}],"
                "\"CAs\":[\"-----BEGIN CERTIFICATE-----\"]}]}");
    EXPECT_JSON(fixture_control(&f, "GET", CLIENTS, NULL, 200),
                "{\"associatedClientDevices\":[{\"thingName\":\"lamp\","
                "\"associationTimestamp\":1700000000}]}");
    json_t *info = fixture_control(&f, "GET", INFO, NULL, 200);
    CHECK_EQ(json_array_size(json_object_get(info, "ConnectivityInfo")), 1);
    json_decref(info);
    fixture_close(&f);
}

static void a_thing_without_a_core_finds_none(void)
{
    struct fixture f;

    open_cloud(&f);
    json_decref(fixture_data(&f, "GET", FIND, NULL, NULL, 404));
    json_decref(fixture_control(&f, "POST", JOIN, "{\"entries\":[{\"thingName\":\"lamp\"}]}", 200));
    json_decref(fixture_data(&f, "GET", FIND, NULL, NULL, 200));
    EXPECT_JSON(fixture_control(&f, "POST", LEAVE, "{\"entries\":[{\"thingName\":\"lamp\"}]}", 200),
                "{\"errorEntries\":[]}");
    json_decref(fixture_data(&f, "GET", FIND, NULL, NULL, 404));
    json_decref(fixture_data(&f, "POST", FIND, NULL, NULL, 405));
    fixture_close(&f);
}

static void a_thing_that_is_deleted_leaves_its_cores(void)
{
    static const char *const things[] = {"/things/lamp", "/things/core-1"};
    struct fixture f;

    for (size_t i = 0; i < 2; i++) {
        test_case = things[i];
        open_cloud(&f);
        json_decref(
            fixture_control(&f, "POST", JOIN, "{\"entries\":[{\"thingName\":\"lamp\"}]}", 200));
        json_decref(fixture_control(&f, "DELETE", things[i], NULL, 200));
        json_decref(fixture_data(&f, "GET", FIND, NULL, NULL, 404));
        EXPECT_JSON(fixture_control(&f, "GET", CLIENTS, NULL, 200),
                    "{\"associatedClientDevices\":[]}");
        fixture_close(&f);
    }
}

static void only_whom_a_policy_allows_discovers(void)
{
    struct fixture f;
    json_t *row = json_pack("{s:s,s:s}", "certificateId", "principal-1", "status", "INACTIVE");

    open_cloud(&f);
    CHECK_EQ(cloud_store_put_json(f.store, "certificate", "principal-1", row), true);
    EXPECT_JSON(fixture_data(&f, "GET", FIND, NULL, NULL, 403), "{\"message\":\"Forbidden\"}");
    json_decref(row);
    fixture_close(&f);
}

static void ten_groups_are_told_of_at_most(void)
{
    struct fixture f;
    char path[128];

    open_cloud(&f);
    for (int i = 0; i < 12; i++) {
        (void)snprintf(path, sizeof(path), "/things/c%d", i);
        json_decref(fixture_control(&f, "POST", path, "{}", 200));
        (void)snprintf(path, sizeof(path), "/greengrass/v2/coreDevices/c%d/associateClientDevices",
                       i);
        json_decref(
            fixture_control(&f, "POST", path, "{\"entries\":[{\"thingName\":\"lamp\"}]}", 200));
    }
    json_t *found = fixture_data(&f, "GET", FIND, NULL, NULL, 200);
    CHECK_EQ(json_array_size(json_object_get(found, "GGGroups")), 10);
    json_decref(found);
    fixture_close(&f);
}

static void what_cannot_be_done_is_refused(void)
{
    static const struct {
        const char *method, *path, *body;
        int status;
    } cases[] = {
        {"POST", JOIN, "{}", 400},
        {"POST", JOIN, "{\"entries\":[]}", 400},
        {"POST", "/greengrass/v2/coreDevices/none/associateClientDevices",
         "{\"entries\":[{\"thingName\":\"lamp\"}]}", 404},
        {"PUT", INFO, "{}", 400},
        {"PUT", INFO, "{\"ConnectivityInfo\":[{}]}", 400},
        {"PUT", INFO, "{\"ConnectivityInfo\":[{\"HostAddress\":\"a\",\"PortNumber\":0}]}", 400},
        {"PUT", INFO, "{\"ConnectivityInfo\":[{\"HostAddress\":\"\",\"PortNumber\":1}]}", 400},
        {"PUT", TRUST, "{\"certificateAuthorities\":[\"x\"]}", 400},
        {"PUT", TRUST, "{}", 400},
    };
    struct fixture f;

    open_cloud(&f);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i].body;
        json_decref(
            fixture_control(&f, cases[i].method, cases[i].path, cases[i].body, cases[i].status));
    }
    EXPECT_JSON(fixture_control(&f, "POST", JOIN, "{\"entries\":[{\"thingName\":\"none\"}]}", 200),
                "{\"errorEntries\":[{\"thingName\":\"none\",\"code\":"
                "\"ResourceNotFoundException\",\"message\":\"*\"}]}");
    fixture_close(&f);
}

int main(void)
{
    RUN(a_thing_finds_the_cores_it_is_associated_with);
    RUN(a_thing_without_a_core_finds_none);
    RUN(a_thing_that_is_deleted_leaves_its_cores);
    RUN(only_whom_a_policy_allows_discovers);
    RUN(ten_groups_are_told_of_at_most);
    RUN(what_cannot_be_done_is_refused);
    return 0;
}
