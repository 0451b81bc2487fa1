/* SPDX-License-Identifier: MIT */
#include "greengrass.h"

#include <stdbool.h>

#include "exact.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Two groups, three cores; some endpoints are not complete. */
static const char document[] =
    "{\"GGGroups\":[{\"GGGroupId\":\"g1\",\"Cores\":[{\"thingArn\":\"arn:1\",\"Connectivity\":["
    "{\"Id\":\"1\",\"HostAddress\":\"192.168.0.9\",\"PortNumber\":8883,\"Metadata\":\"m\"},"
    "{\"Id\":\"2\",\"PortNumber\":8883},"
    "{\"Id\":\"3\",\"HostAddress\":\"\",\"PortNumber\":8883},"
    "{\"Id\":\"4\",\"HostAddress\":\"h\",\"PortNumber\":0},"
    "{\"Id\":\"5\",\"HostAddress\":\"h\",\"PortNumber\":65536},"
    "{\"Id\":\"6\",\"HostAddress\":\"h\",\"PortNumber\":\"8883\"},"
    "{\"Id\":\"7\",\"HostAddress\":\"h\",\"PortNumber\":-1},"
    "{\"Id\":\"8\",\"HostAddress\":5,\"PortNumber\":8883}, 7,"
    "{\"id\":\"9\",\"hostAddress\":\"core.local\",\"portNumber\":65535,\"metadata\":\"n\"}]},"
    "{\"thingArn\":\"arn:2\",\"Connectivity\":[]},{\"thingArn\":\"arn:3\"},null],"
    "\"CAs\":[\"-----BEGIN\\nA\\u002fB\\n\",5,\"two\"]},"
    "{\"CAs\":\"none\",\"Cores\":[{\"Connectivity\":[{\"HostAddress\":\"x\",\"PortNumber\":1}]}],"
    "\"GGGroupId\":\"g2\"}]}";

static bool is(struct greengrass_text text, const char *want)
{
    return text.length == strlen(want) &&
           (text.length == 0 || memcmp(text.text, want, text.length) == 0);
}

static void endpoints_are_counted_through_all_cores(void)
{
    static const struct {
        const char *group, *arn, *host, *metadata;
        uint16_t port;
    } want[] = {
        {"g1", "arn:1", "192.168.0.9", "m", 8883},
        {"g1", "arn:1", "core.local", "n", 65535},
        {"g2", "", "x", "", 1},
    };
    char *copy = exact_copy(document, sizeof document - 1);
    struct greengrass_endpoint endpoint;
    for (size_t i = 0; i < COUNT(want); i++) {
        test_case = want[i].host;
        CHECK_EQ(greengrass_endpoint(copy, sizeof document - 1, i, &endpoint), GREENGRASS_OK);
        CHECK_EQ(is(endpoint.group_id, want[i].group), 1);
        CHECK_EQ(is(endpoint.thing_arn, want[i].arn), 1);
        CHECK_EQ(is(endpoint.host, want[i].host), 1);
        CHECK_EQ(is(endpoint.metadata, want[i].metadata), 1);
        CHECK_EQ(endpoint.port, want[i].port);
    }
    for (size_t i = COUNT(want); i < 10; i++) {
        endpoint.port = 7;
        CHECK_EQ(greengrass_endpoint(copy, sizeof document - 1, i, &endpoint),
                 GREENGRASS_NOT_FOUND);
        CHECK_EQ(endpoint.port, 7);
    }
    free(copy);
}

static void authorities_are_pem_with_its_line_ends(void)
{
    static const char first[] = "-----BEGIN\nA/B\n";
    struct greengrass_endpoint endpoint;
    size_t length = 77;
    CHECK_EQ(greengrass_endpoint(document, sizeof document - 1, 0, &endpoint), GREENGRASS_OK);
    for (size_t room = 0; room <= sizeof first; room++) {
        char *pem = malloc(room == 0 ? 1 : room);
        CHECK_EQ(greengrass_authority(&endpoint, 0, pem, room, &length),
                 room == sizeof first ? GREENGRASS_OK : GREENGRASS_BUFFER_TOO_SMALL);
        CHECK_EQ(length, room == sizeof first ? sizeof first : 77);
        CHECK_EQ(room == sizeof first && strcmp(pem, first) != 0, 0);
        free(pem);
    }
    char pem[8];
    CHECK_EQ(greengrass_authority(&endpoint, 1, pem, sizeof pem, &length), GREENGRASS_OK);
    CHECK_EQ(strcmp(pem, "two"), 0);
    CHECK_EQ(greengrass_authority(&endpoint, 2, pem, sizeof pem, &length), GREENGRASS_NOT_FOUND);
    CHECK_EQ(greengrass_endpoint(document, sizeof document - 1, 2, &endpoint), GREENGRASS_OK);
    CHECK_EQ(greengrass_authority(&endpoint, 0, pem, sizeof pem, &length), GREENGRASS_NOT_FOUND);
    CHECK_EQ(greengrass_authority(NULL, 0, pem, sizeof pem, &length), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_authority(&endpoint, 0, NULL, 9, &length), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_authority(&endpoint, 0, pem, 9, NULL), GREENGRASS_BAD_PARAMETER);
}

static void a_cut_document_is_none(void)
{
    struct greengrass_endpoint endpoint;
    for (size_t length = 1; length < sizeof document - 1; length++) {
        char *copy = exact_copy(document, length);
        CHECK_EQ(greengrass_endpoint(copy, length, 0, &endpoint), GREENGRASS_BAD_DOCUMENT);
        free(copy);
    }
}

static void what_is_no_discovery_document_is_refused(void)
{
    static const struct {
        const char *text;
        enum greengrass_status status;
    } cases[] = {
        {"x", GREENGRASS_BAD_DOCUMENT},
        {"[]", GREENGRASS_BAD_DOCUMENT},
        {"{}", GREENGRASS_BAD_DOCUMENT},
        {"{\"errorMessage\":\"no group\"}", GREENGRASS_BAD_DOCUMENT},
        {"{\"GGGroups\":{}}", GREENGRASS_BAD_DOCUMENT},
        {"{\"GGGroups\":[]}", GREENGRASS_NOT_FOUND},
        {"{\"GGGroups\":[[],1,\"x\",{}]}", GREENGRASS_NOT_FOUND},
        {"{\"GGGroups\":[{\"Cores\":{}}]}", GREENGRASS_NOT_FOUND},
        {"{\"GGGroups\":[]}x", GREENGRASS_BAD_DOCUMENT},
    };
    struct greengrass_endpoint endpoint;
    for (size_t i = 0; i < COUNT(cases); i++) {
        test_case = cases[i].text;
        CHECK_EQ(greengrass_endpoint(cases[i].text, strlen(cases[i].text), 0, &endpoint),
                 cases[i].status);
    }
    CHECK_EQ(greengrass_endpoint(NULL, 3, 0, &endpoint), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_endpoint("{}", 0, 0, &endpoint), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_endpoint("{}", 2, 0, NULL), GREENGRASS_BAD_PARAMETER);
}

static void the_path_names_the_thing(void)
{
    static const char want[] = "/greengrass/discover/thing/a-thing:1_X";
    for (size_t room = 0; room <= sizeof want; room++) {
        char *path = malloc(room == 0 ? 1 : room);
        CHECK_EQ(greengrass_path("a-thing:1_X", 11, path, room),
                 room == sizeof want ? GREENGRASS_OK : GREENGRASS_BUFFER_TOO_SMALL);
        CHECK_EQ(room == sizeof want && strcmp(path, want) != 0, 0);
        free(path);
    }
    char name[129], path[GREENGRASS_PATH_MAX];
    memset(name, 'n', sizeof name);
    CHECK_EQ(greengrass_path(name, 128, path, sizeof path), GREENGRASS_OK);
    CHECK_EQ(greengrass_path(name, 129, path, sizeof path), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_path(name, 0, path, sizeof path), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_path("a/b", 3, path, sizeof path), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_path("a b", 3, path, sizeof path), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_path("a\r\n", 3, path, sizeof path), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_path(NULL, 3, path, sizeof path), GREENGRASS_BAD_PARAMETER);
    CHECK_EQ(greengrass_path("abc", 3, NULL, sizeof path), GREENGRASS_BAD_PARAMETER);
}

int main(void)
{
    RUN(endpoints_are_counted_through_all_cores);
    RUN(authorities_are_pem_with_its_line_ends);
    RUN(a_cut_document_is_none);
    RUN(what_is_no_discovery_document_is_refused);
    RUN(the_path_names_the_thing);
    return 0;
}
