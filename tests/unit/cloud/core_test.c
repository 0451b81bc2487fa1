/* SPDX-License-Identifier: MIT */
#include "cloud_fixture.h"

#include <string.h>

#include "service.h"
#include "test.h"

static void a_topic_is_cut_at_its_slashes(void)
{
    struct levels levels;

    CHECK_EQ(levels_cut(&levels, "$aws/things//shadow"), true);
    CHECK_EQ(levels.count, 4);
    CHECK_EQ(strcmp(levels.level[2], ""), 0);
    CHECK_EQ(levels_match(&levels, "$aws/things/+/shadow"), false);
    CHECK_EQ(levels_cut(&levels, "/things/lamp/"), true);
    CHECK_EQ(levels.count, 3);
    CHECK_EQ(levels_cut(&levels, "$aws/things/lamp/shadow"), true);
    CHECK_EQ(levels_match(&levels, "$aws/things/+/shadow"), true);
    CHECK_EQ(levels_match(&levels, "$aws/things/+"), false);
    CHECK_EQ(levels_cut(&levels, "1/2/3/4/5/6/7/8/9/10/11/12"), true);
    CHECK_EQ(levels_cut(&levels, "1/2/3/4/5/6/7/8/9/10/11/12/13"), false);
}

static void nothing_is_said_before_the_store_has_it(void)
{
    struct fixture f;

    fixture_open(&f, NULL);
    CHECK_EQ(cloud_begin(f.cloud), true);
    cloud_say(f.cloud, NULL, json_pack("{s:i}", "a", 1), "topic/%d", 7);
    cloud_say_bytes(f.cloud, "client", "\0\1", 2, "bytes");
    CHECK_EQ(f.said_count, 0);
    CHECK_EQ(cloud_commit(f.cloud), true);
    CHECK_EQ(f.said_count, 2);
    CHECK_EQ(strcmp(f.said[1].client, "client"), 0);
    EXPECT_JSON(fixture_said(&f, "topic/7"), "{\"a\":1}");
    fixture_close(&f);
}

static void what_nobody_knows_is_refused_with_its_path(void)
{
    struct fixture f;

    fixture_open(&f, NULL);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp/toaster", "{}"), false);
    EXPECT_JSON(fixture_control(&f, "GET", "/toasters", NULL, 404),
                "{\"message\":\"No operation has this method and path: GET /toasters\"}");
    EXPECT_JSON(fixture_data(&f, "GET", "/toasters", NULL, NULL, 404),
                "{\"message\":\"Nothing is at this path: GET /toasters\"}");
    fixture_close(&f);
}

static void an_error_that_quotes_bytes_is_still_told(void)
{
    struct fixture f;

    fixture_open(&f, NULL);
    json_t *answer = fixture_control(&f, "POST", "/things/a", "{\"a\":\"\\\xde\xa9\x9a\"}", 400);
    CHECK_EQ(json_is_string(json_object_get(answer, "message")), true);
    json_decref(answer);
    fixture_close(&f);
}

static void a_uuid_is_of_version_4(void)
{
    struct fixture f;
    char one[37], two[37];

    fixture_open(&f, NULL);
    cloud_uuid(f.cloud, one);
    cloud_uuid(f.cloud, two);
    CHECK_EQ(strlen(one), 36);
    CHECK_EQ(one[14], '4');
    CHECK_EQ(strcmp(one, two) != 0, true);
    fixture_close(&f);
}

static void a_name_has_its_letters_and_its_length(void)
{
    CHECK_EQ(is_name("lamp-1:x", 128, ":_-"), true);
    CHECK_EQ(is_name("lamp 1", 128, ":_-"), false);
    CHECK_EQ(is_name("", 128, ":_-"), false);
    CHECK_EQ(is_name("abcd", 4, ""), true);
    CHECK_EQ(is_name("abcde", 4, ""), false);
}

int main(void)
{
    RUN(a_topic_is_cut_at_its_slashes);
    RUN(nothing_is_said_before_the_store_has_it);
    RUN(what_nobody_knows_is_refused_with_its_path);
    RUN(an_error_that_quotes_bytes_is_still_told);
    RUN(a_uuid_is_of_version_4);
    RUN(a_name_has_its_letters_and_its_length);
    return 0;
}
