/* SPDX-License-Identifier: MIT */
/* Shadows over MQTT, by the rules that the service's documentation states. */
#include "cloud_fixture.h"

#include <string.h>

#include "service.h"
#include "test.h"

#define BASE "$aws/things/lamp/shadow/"

static struct fixture f;

static void open_with(const char *state)
{
    fixture_open(&f, NULL);
    if (state != NULL) {
        CHECK_EQ(fixture_send(&f, BASE "update", state), true);
        CHECK_EQ(fixture_count(&f, BASE "update/accepted"), 1);
    }
}

static void send(const char *operation, const char *payload)
{
    char topic[64];

    (void)snprintf(topic, sizeof(topic), BASE "%s", operation);
    CHECK_EQ(fixture_send(&f, topic, payload), true);
}

/* The state that a get shows is as wanted, as JSON. */
static void expect_state(const char *wanted)
{
    send("get", "");
    json_t *document = fixture_said(&f, BASE "get/accepted");
    json_t *state = json_incref(json_object_get(document, "state"));
    json_decref(document);
    EXPECT_JSON(state, wanted);
}

/* The only message is a rejection with this code and text. */
static void expect_rejected(const char *operation, const char *payload, int code, const char *text)
{
    char topic[64];

    send(operation, payload);
    (void)snprintf(topic, sizeof(topic), BASE "%s/rejected", operation);
    CHECK_EQ(f.said_count, 1);
    json_t *document = fixture_said(&f, topic);
    EXPECT_JSON(json_incref(json_object_get(document, "message")), text);
    CHECK_EQ(json_integer_value(json_object_get(document, "code")), code);
    CHECK_EQ(json_integer_value(json_object_get(document, "timestamp")), 1700000000);
    json_decref(document);
}

static void an_update_is_accepted_with_what_it_asked_for(void)
{
    open_with("{\"state\":{\"desired\":{\"color\":\"red\"},\"reported\":{\"color\":\"red\"}}}");
    f.now_ms += 5000;
    send("update",
         "{\"state\":{\"reported\":{\"on\":true,\"gone\":null}},\"clientToken\":\"t-1\"}");
    CHECK_EQ(strcmp(f.said[0].topic, BASE "update/accepted"), 0); /* before anything else */
    EXPECT_JSON(fixture_said(&f, BASE "update/accepted"),
                "{\"state\":{\"reported\":{\"on\":true,\"gone\":null}},"
                "\"metadata\":{\"reported\":{\"on\":{\"timestamp\":1700000005}}},"
                "\"version\":2,\"timestamp\":1700000005,\"clientToken\":\"t-1\"}");
    CHECK_EQ(fixture_count(&f, BASE "update/delta"), 0);
    fixture_close(&f);
}

static void an_accepted_update_tells_the_documents_before_and_after(void)
{
    open_with("{\"state\":{\"reported\":{\"a\":1}}}");
    EXPECT_JSON(fixture_said(&f, BASE "update/documents"),
                "{\"previous\":{\"state\":{},\"metadata\":{},\"version\":0},\"current\":{\"state\":"
                "{\"reported\":{\"a\":1}},\"metadata\":{\"reported\":{\"a\":{\"timestamp\":"
                "1700000000}}},\"version\":1},\"timestamp\":1700000000}");
    f.now_ms += 1000;
    send("update", "{\"state\":{\"reported\":{\"b\":2}},\"clientToken\":\"x\"}");
    EXPECT_JSON(
        fixture_said(&f, BASE "update/documents"),
        "{\"previous\":{\"state\":{\"reported\":{\"a\":1}},\"metadata\":{\"reported\":{\"a\":"
        "{\"timestamp\":1700000000}}},\"version\":1},\"current\":{\"state\":{\"reported\":"
        "{\"a\":1,\"b\":2}},\"metadata\":{\"reported\":{\"a\":{\"timestamp\":1700000000},"
        "\"b\":{\"timestamp\":1700000001}}},\"version\":2},\"timestamp\":1700000001,"
        "\"clientToken\":\"x\"}");
    fixture_close(&f);
}

static void a_get_shows_the_whole_document_and_its_delta(void)
{
    open_with("{\"state\":{\"desired\":{\"color\":\"red\",\"on\":true},"
              "\"reported\":{\"color\":\"blue\",\"on\":true}}}");
    f.now_ms += 9000;
    send("get", "{\"clientToken\":\"who\"}");
    EXPECT_JSON(fixture_said(&f, BASE "get/accepted"),
                "{\"state\":{\"desired\":{\"color\":\"red\",\"on\":true},\"reported\":{\"color\":"
                "\"blue\",\"on\":true},\"delta\":{\"color\":\"red\"}},\"metadata\":{\"desired\":{"
                "\"color\":{\"timestamp\":1700000000},\"on\":{\"timestamp\":1700000000}},"
                "\"reported\":{\"color\":{\"timestamp\":1700000000},\"on\":{\"timestamp\":"
                "1700000000}}},\"version\":1,\"timestamp\":1700000009,\"clientToken\":\"who\"}");
    fixture_close(&f);
}

struct merge_case {
    const char *name, *before, *update, *after;
};

static void an_update_changes_the_given_fields_only(void)
{
    static const struct merge_case cases[] = {
        {"objects are merged", "{\"a\":{\"b\":1,\"c\":{\"d\":2}}}", "{\"a\":{\"c\":{\"e\":3}}}",
         "{\"reported\":{\"a\":{\"b\":1,\"c\":{\"d\":2,\"e\":3}}}}"},
        {"null removes", "{\"a\":1,\"b\":{\"c\":1,\"d\":2}}", "{\"a\":null,\"b\":{\"c\":null}}",
         "{\"reported\":{\"b\":{\"d\":2}}}"},
        {"null of nothing", "{\"a\":1}", "{\"b\":null}", "{\"reported\":{\"a\":1}}"},
        {"a new object loses its nulls", "{\"a\":1}", "{\"b\":{\"c\":null,\"d\":1}}",
         "{\"reported\":{\"a\":1,\"b\":{\"d\":1}}}"},
        {"arrays are replaced whole", "{\"a\":[1,2,3]}", "{\"a\":[4]}",
         "{\"reported\":{\"a\":[4]}}"},
        {"a value by an object", "{\"a\":1}", "{\"a\":{\"b\":2}}",
         "{\"reported\":{\"a\":{\"b\":2}}}"},
        {"an object by a value", "{\"a\":{\"b\":2}}", "{\"a\":1}", "{\"reported\":{\"a\":1}}"},
        {"an array by an object", "{\"a\":[{\"b\":2}]}", "{\"a\":{\"b\":3}}",
         "{\"reported\":{\"a\":{\"b\":3}}}"},
        {"numbers as they are", "{}", "{\"a\":0.1,\"b\":-5,\"c\":1e300,\"d\":23.4,\"e\":2.0}",
         "{\"reported\":{\"a\":0.1,\"b\":-5,\"c\":1e300,\"d\":23.4,\"e\":2.0}}"},
        {"texts as they are", "{}", "{\"\\u0001\\\"\\\\\\n\":\"\\u0000\\u00e4\\ud83d\\ude00\"}",
         "{\"reported\":{\"\\u0001\\\"\\\\\\n\":\"\\u0000\\u00e4\\ud83d\\ude00\"}}"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[256];
        test_case = cases[i].name;
        (void)snprintf(text, sizeof(text), "{\"state\":{\"reported\":%s}}", cases[i].before);
        open_with(text);
        (void)snprintf(text, sizeof(text), "{\"state\":{\"reported\":%s}}", cases[i].update);
        send("update", text);
        CHECK_EQ(fixture_count(&f, BASE "update/accepted"), 1);
        send("get", "");
        json_t *document = json_loadb(f.said[0].payload, f.said[0].bytes, JSON_ALLOW_NUL, NULL);
        json_t *wanted = json_loads(cases[i].after, JSON_ALLOW_NUL, NULL);
        CHECK_EQ(json_equal(json_object_get(document, "state"), wanted), true);
        json_decref(wanted);
        json_decref(document);
        fixture_close(&f);
    }
}

static void numbers_are_written_as_short_as_they_came(void)
{
    open_with("{\"state\":{\"reported\":{\"t\":[0.1,23.4,1.0,100,-0.5,3.141592653589793,1e100]}}}");
    CHECK_EQ(strstr(f.said[0].payload, "[0.1,23.4,1.0,100,-0.5,3.141592653589793,1e+100]") != NULL,
             true);
    fixture_close(&f);
}

static void a_section_that_is_null_or_empty_is_left_out(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":1},\"reported\":{\"a\":1}}}");
    send("update", "{\"state\":{\"desired\":null}}");
    EXPECT_JSON(fixture_said(&f, BASE "update/accepted"),
                "{\"state\":{\"desired\":null},\"metadata\":{},\"version\":2,"
                "\"timestamp\":1700000000}");
    expect_state("{\"reported\":{\"a\":1}}");
    send("update", "{\"state\":{\"reported\":{\"a\":null},\"desired\":{}}}");
    CHECK_EQ(fixture_count(&f, BASE "update/accepted"), 1);
    expect_state("{}");
    fixture_close(&f);
}

static void a_state_that_is_null_or_empty_is_valid_and_deletes_no_shadow(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":1}}}");
    send("update", "{\"state\":{}}");
    CHECK_EQ(fixture_count(&f, BASE "update/accepted"), 1);
    expect_state("{\"desired\":{\"a\":1},\"delta\":{\"a\":1}}");
    send("update", "{\"state\":null}");
    EXPECT_JSON(fixture_said(&f, BASE "update/accepted"),
                "{\"state\":null,\"metadata\":{},\"version\":3,\"timestamp\":1700000000}");
    expect_state("{}");
    fixture_close(&f);
}

static void metadata_has_a_time_for_each_value_and_each_element(void)
{
    open_with(
        "{\"state\":{\"reported\":{\"list\":[1,[2],{\"a\":3}],\"empty\":[],\"old\":{\"x\":1}}}}");
    f.now_ms += 7000;
    send("update", "{\"state\":{\"reported\":{\"old\":{\"y\":2}}}}");
    send("get", "");
    json_t *document = fixture_said(&f, BASE "get/accepted");
    EXPECT_JSON(json_incref(json_object_get(document, "metadata")),
                "{\"reported\":{\"list\":[{\"timestamp\":1700000000},[{\"timestamp\":1700000000}],"
                "{\"a\":{\"timestamp\":1700000000}}],\"empty\":[],\"old\":{\"x\":{\"timestamp\":"
                "1700000000},\"y\":{\"timestamp\":1700000007}}}}");
    json_decref(document);
    fixture_close(&f);
}

/* Values that look like metadata, in a place where values become objects. */
static void a_value_that_becomes_an_object_takes_no_metadata_with_it(void)
{
    open_with("{\"state\":{\"reported\":{\"a\":5}}}");
    send("update", "{\"state\":{\"reported\":{\"a\":{\"b\":6}}}}");
    send("get", "");
    json_t *document = fixture_said(&f, BASE "get/accepted");
    EXPECT_JSON(json_incref(json_object_get(document, "metadata")),
                "{\"reported\":{\"a\":{\"b\":{\"timestamp\":1700000000}}}}");
    json_decref(document);
    fixture_close(&f);
}

struct delta_case {
    const char *name, *desired, *reported, *delta; /* NULL: none is said */
};

static void a_delta_has_what_of_desired_is_not_so_in_reported(void)
{
    static const struct delta_case cases[] = {
        {"equal", "{\"a\":1,\"b\":[1,{\"c\":2}]}", "{\"b\":[1,{\"c\":2}],\"a\":1}", NULL},
        {"one differs", "{\"a\":1,\"b\":2}", "{\"a\":1,\"b\":3}", "{\"b\":2}"},
        {"missing in reported", "{\"a\":1}", "{}", "{\"a\":1}"},
        {"only in reported", "{}", "{\"a\":1}", NULL},
        {"nested keeps its path", "{\"a\":{\"b\":{\"c\":1,\"d\":2}}}",
         "{\"a\":{\"b\":{\"c\":1,\"d\":3}}}", "{\"a\":{\"b\":{\"d\":2}}}"},
        {"nested equal", "{\"a\":{\"b\":1},\"x\":1}", "{\"a\":{\"b\":1,\"z\":1}}", "{\"x\":1}"},
        {"arrays whole", "{\"a\":[1,2,3]}", "{\"a\":[1,2,4]}", "{\"a\":[1,2,3]}"},
        {"order of an array", "{\"a\":[1,2]}", "{\"a\":[2,1]}", "{\"a\":[1,2]}"},
        {"another kind", "{\"a\":\"1\"}", "{\"a\":1}", "{\"a\":\"1\"}"},
        {"an object for a value", "{\"a\":{\"b\":1}}", "{\"a\":7}", "{\"a\":{\"b\":1}}"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[256];
        test_case = cases[i].name;
        (void)snprintf(text, sizeof(text), "{\"state\":{\"desired\":%s,\"reported\":%s}}",
                       cases[i].desired, cases[i].reported);
        open_with(text);
        CHECK_EQ(fixture_count(&f, BASE "update/delta"), cases[i].delta != NULL);
        if (cases[i].delta != NULL) {
            json_t *document = fixture_said(&f, BASE "update/delta");
            EXPECT_JSON(json_incref(json_object_get(document, "state")), cases[i].delta);
            json_decref(document);
        }
        fixture_close(&f);
    }
}

static void a_delta_tells_all_that_differs_with_the_times_of_desired(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":{\"x\":1,\"y\":2},\"b\":[1]}}}");
    f.now_ms += 3000;
    send("update", "{\"state\":{\"reported\":{\"a\":{\"x\":1}}},\"clientToken\":\"t\"}");
    EXPECT_JSON(fixture_said(&f, BASE "update/delta"),
                "{\"state\":{\"a\":{\"y\":2},\"b\":[1]},\"metadata\":{\"a\":{\"y\":{\"timestamp\":"
                "1700000000}},\"b\":[{\"timestamp\":1700000000}]},\"version\":2,\"timestamp\":"
                "1700000003,\"clientToken\":\"t\"}");
    fixture_close(&f);
}

static void a_version_must_be_the_current_one(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":1}},\"version\":0}");
    send("update", "{\"state\":{\"desired\":{\"a\":2}},\"version\":1}");
    CHECK_EQ(fixture_count(&f, BASE "update/accepted"), 1);
    expect_rejected("update", "{\"state\":{\"desired\":{\"a\":3}},\"version\":1}", 409,
                    "\"Version conflict\"");
    expect_rejected("update", "{\"state\":{\"desired\":{\"a\":3}},\"version\":3}", 409,
                    "\"Version conflict\"");
    expect_state("{\"desired\":{\"a\":2},\"delta\":{\"a\":2}}");
    fixture_close(&f);
}

static void a_deleted_shadow_is_gone_but_its_version_counts_on(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":1}}}");
    send("update", "{\"state\":{\"desired\":{\"b\":1}}}");
    f.now_ms += 1000;
    send("delete", "this is not looked at");
    CHECK_EQ(f.said_count, 1);
    EXPECT_JSON(fixture_said(&f, BASE "delete/accepted"),
                "{\"version\":2,\"timestamp\":1700000001}");
    f.now_ms -= 1000;
    expect_rejected("get", "", 404, "\"No shadow exists with name: 'lamp'\"");
    expect_rejected("delete", "{\"clientToken\":\"t\"}", 404,
                    "\"No shadow exists with name: 'lamp'\"");
    send("update", "{\"state\":{\"reported\":{\"c\":1}}}");
    EXPECT_JSON(fixture_said(&f, BASE "update/accepted"),
                "{\"state\":{\"reported\":{\"c\":1}},\"metadata\":\"*\",\"version\":3,"
                "\"timestamp\":1700000000}");
    expect_state("{\"reported\":{\"c\":1}}");
    fixture_close(&f);
}

static void a_token_of_the_request_is_in_every_answer(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":1}}}");
    send("update", "{\"clientToken\":\"bad\",\"state\":5}");
    EXPECT_JSON(fixture_said(&f, BASE "update/rejected"),
                "{\"code\":400,\"message\":\"State node must be an object\",\"timestamp\":"
                "1700000000,\"clientToken\":\"bad\"}");
    send("delete", "{\"clientToken\":\"del\"}");
    EXPECT_JSON(fixture_said(&f, BASE "delete/accepted"),
                "{\"version\":1,\"timestamp\":1700000000,\"clientToken\":\"del\"}");
    send("get", "{\"clientToken\":\"get\"}");
    EXPECT_JSON(fixture_said(&f, BASE "get/rejected"),
                "{\"code\":404,\"message\":\"No shadow exists with name: 'lamp'\",\"timestamp\":"
                "1700000000,\"clientToken\":\"get\"}");
    fixture_close(&f);
}

#define T64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define IN6(inner)                                                                                 \
    "{\"state\":{\"desired\":{\"1\":{\"2\":{\"3\":{\"4\":{\"5\":{\"6\":" inner "}}}}}}}}"

struct refusal_case {
    const char *name, *payload, *text;
};

static void an_update_that_is_not_valid_is_rejected_with_400(void)
{
    static const struct refusal_case cases[] = {
        {"empty", "", "Invalid JSON"},
        {"no JSON", "{\"state\":{}", "Invalid JSON"},
        {"more behind it", "{\"state\":{}} {}", "Invalid JSON"},
        {"no object", "[1]", "Invalid JSON"},
        {"no state", "{\"desired\":{}}", "Missing required node: state"},
        {"state a number", "{\"state\":1}", "State node must be an object"},
        {"state an array", "{\"state\":[]}", "State node must be an object"},
        {"desired a number", "{\"state\":{\"desired\":1}}", "Desired node must be an object"},
        {"desired an array", "{\"state\":{\"desired\":[]}}", "Desired node must be an object"},
        {"reported a text", "{\"state\":{\"reported\":\"x\"}}", "Reported node must be an object"},
        {"version a text", "{\"state\":{},\"version\":\"1\"}", "Invalid version"},
        {"version negative", "{\"state\":{},\"version\":-1}", "Invalid version"},
        {"version no whole number", "{\"state\":{},\"version\":1.5}", "Invalid version"},
        {"token a number", "{\"state\":{},\"clientToken\":1}", "Invalid clientToken"},
        {"token of 65 bytes", "{\"state\":{},\"clientToken\":\"" T64 "x\"}", "Invalid clientToken"},
        {"seven levels", IN6("{\"7\":1}"),
         "JSON contains too many levels of nesting; maximum is 6"},
        {"arrays are levels", IN6("[[[]]]"),
         "JSON contains too many levels of nesting; maximum is 6"},
        {"arrays in arrays are levels", "{\"state\":{\"desired\":{\"a\":[[[[[[[1]]]]]]]}}}",
         "JSON contains too many levels of nesting; maximum is 6"},
        {"another node", "{\"state\":{\"delta\":{}}}", "State contains an invalid node: 'delta'"},
        {"null in an array", "{\"state\":{\"desired\":{\"list\":[1,null]}}}",
         "State contains an invalid node: 'list'"},
        {"null deep in an array", "{\"state\":{\"reported\":{\"x\":[[1],[null]]}}}",
         "State contains an invalid node: 'x'"},
    };

    open_with(NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char text[128];
        test_case = cases[i].name;
        (void)snprintf(text, sizeof(text), "\"%s\"", cases[i].text);
        expect_rejected("update", cases[i].payload, 400, text);
    }
    expect_rejected("get", "not JSON", 400, "\"Invalid JSON\"");
    expect_rejected("get", "", 404, "\"No shadow exists with name: 'lamp'\"");
    fixture_close(&f);
}

static void what_is_just_within_a_limit_is_accepted(void)
{
    static const char *const cases[] = {
        "{\"state\":{\"desired\":{\"a\":1}},\"clientToken\":\"" T64 "\"}",
        IN6("1"),
        IN6("{}"),
        IN6("[1,{}]"),
        "{\"state\":{\"desired\":{\"a\":1}},\"comment\":{\"other\":\"members are ignored\"}}",
        "{\"state\":{},\"version\":null,\"clientToken\":null}",
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        test_case = cases[i];
        open_with(cases[i]);
        fixture_close(&f);
    }
}

static void bytes_that_are_no_utf8_are_rejected_with_415(void)
{
    static const char *const cases[] = {
        "{\"state\":{\"desired\":{\"a\":\"\xff\"}}}",
        "{\"state\":{\"desired\":{\"a\":\"\xc3\x28\"}}}",
        "{\"state\":{\"desired\":{\"\xed\xa0\x80\":1}}}", /* half of a surrogate pair */
    };

    open_with(NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        expect_rejected("update", cases[i], 415,
                        "\"Unsupported documented encoding; supported encoding is UTF-8\"");
    }
    fixture_close(&f);
}

/* The state {"desired":{"a":"xxx"}} with so many bytes. */
static void sized(char *text, size_t bytes)
{
    char value[8200];
    const size_t around = strlen("{\"desired\":{\"a\":\"\"}}");

    memset(value, 'x', bytes - around);
    value[bytes - around] = '\0';
    (void)snprintf(text, 8400, "{\"state\":{\"desired\":{\"a\":\"%s\"}}}", value);
}

static void a_document_has_8_kilobytes_without_its_metadata(void)
{
    static char text[8400];

    sized(text, 8192);
    open_with(text);
    sized(text, 8193);
    expect_rejected("update", text, 413, "\"The payload exceeds the maximum size allowed\"");
    expect_rejected("update", "{\"state\":{\"desired\":{\"b\":1}}}", 413,
                    "\"The payload exceeds the maximum size allowed\"");
    send("update", "{\"state\":{\"desired\":{\"a\":1}}}");
    EXPECT_JSON(fixture_said(&f, BASE "update/accepted"),
                "{\"state\":\"*\",\"metadata\":\"*\",\"version\":2,\"timestamp\":1700000000}");
    fixture_close(&f);
}

static void named_shadows_are_apart_from_each_other_and_from_the_classic_one(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":1}}}");
    CHECK_EQ(fixture_send(&f, BASE "name/$x:y_-9/update", "{\"state\":{\"reported\":{\"b\":2}}}"),
             true);
    CHECK_EQ(fixture_count(&f, BASE "name/$x:y_-9/update/accepted"), 1);
    CHECK_EQ(fixture_count(&f, BASE "name/$x:y_-9/update/documents"), 1);
    CHECK_EQ(fixture_send(&f, BASE "name/other/get", ""), true);
    EXPECT_JSON(fixture_said(&f, BASE "name/other/get/rejected"),
                "{\"code\":404,\"message\":\"No shadow exists with name: 'other'\","
                "\"timestamp\":1700000000}");
    CHECK_EQ(fixture_send(&f, BASE "name/$x:y_-9/get", ""), true);
    EXPECT_JSON(fixture_said(&f, BASE "name/$x:y_-9/get/accepted"),
                "{\"state\":{\"reported\":{\"b\":2}},\"metadata\":\"*\",\"version\":1,"
                "\"timestamp\":1700000000}");
    expect_state("{\"desired\":{\"a\":1},\"delta\":{\"a\":1}}");
    fixture_close(&f);
}

static void a_name_must_have_its_letters_and_its_length(void)
{
    open_with(NULL);
    CHECK_EQ(fixture_send(&f, BASE "name/" T64 "/get", ""), true);
    EXPECT_JSON(fixture_said(&f, BASE "name/" T64 "/get/rejected"),
                "{\"code\":404,\"message\":\"No shadow exists with name: '" T64 "'\","
                "\"timestamp\":1700000000}");
    CHECK_EQ(fixture_send(&f, BASE "name/" T64 "x/get", ""), true);
    EXPECT_JSON(fixture_said(&f, BASE "name/" T64 "x/get/rejected"),
                "{\"code\":400,\"message\":\"Invalid shadow name: '" T64 "'\","
                "\"timestamp\":1700000000}");
    CHECK_EQ(fixture_send(&f, "$aws/things/a b/shadow/get", ""), true);
    EXPECT_JSON(fixture_said(&f, "$aws/things/a b/shadow/get/rejected"),
                "{\"code\":400,\"message\":\"Invalid thing name: 'a b'\","
                "\"timestamp\":1700000000}");
    fixture_close(&f);
}

static void a_topic_that_is_no_request_is_not_taken(void)
{
    static const char *const topics[] = {
        BASE "toast",  BASE "update/accepted", BASE "name//get",
        BASE "name/x", BASE "name/x/toast",    "$aws/things//shadow/get",
    };

    open_with(NULL);
    for (size_t i = 0; i < sizeof(topics) / sizeof(topics[0]); i++) {
        test_case = topics[i];
        CHECK_EQ(fixture_send(&f, topics[i], ""), false);
        CHECK_EQ(f.said_count, 0);
    }
    fixture_close(&f);
}

static void more_than_ten_requests_at_once_are_too_many(void)
{
    const struct cloud_message request = {"c", "p", BASE "get", NULL, 0};

    open_with("{\"state\":{}}");
    CHECK_EQ(cloud_begin(f.cloud), true);
    for (int i = 0; i < 12; i++) {
        CHECK_EQ(cloud_message(f.cloud, &request), true);
    }
    CHECK_EQ(cloud_commit(f.cloud), true);
    CHECK_EQ(fixture_count(&f, BASE "get/accepted"), 10);
    CHECK_EQ(fixture_count(&f, BASE "get/rejected"), 2);
    json_t *refused = json_loads(f.said[13].payload, 0, NULL);
    EXPECT_JSON(refused, "{\"code\":429,\"message\":\"*\",\"timestamp\":1700000000}");
    send("get", "");
    CHECK_EQ(fixture_count(&f, BASE "get/accepted"), 1);
    fixture_close(&f);
}

static void a_thing_has_20_requests_a_second_in_the_long_run(void)
{
    int accepted = 0;

    open_with("{\"state\":{}}");
    for (int i = 0; i < 1000; i++) { /* 10 s at 100 a second */
        f.now_ms += 10;
        send("get", "");
        accepted += (int)fixture_count(&f, BASE "get/accepted");
    }
    CHECK_EQ(accepted, 200 + 199); /* one of the burst was taken before */
    fixture_close(&f);
}

static void a_cloud_without_limits_counts_no_requests(void)
{
    struct cloud_config config;

    open_with("{\"state\":{}}");
    config = *cloud_config(f.cloud);
    config.is_unpaced = true;
    cloud_free(f.cloud);
    f.cloud = cloud_new(&config);
    for (int i = 0; i < 300; i++) {
        send("get", "");
        CHECK_EQ(fixture_count(&f, BASE "get/accepted"), 1);
    }
    fixture_close(&f);
}

static void a_thing_that_is_deleted_takes_its_shadows_with_it(void)
{
    open_with("{\"state\":{\"desired\":{\"a\":1}}}");
    CHECK_EQ(fixture_send(&f, BASE "name/n/update", "{\"state\":{}}"), true);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp2/shadow/update", "{\"state\":{}}"), true);
    cloud_thing_gone(f.cloud, "lamp"); /* as the control plane's DeleteThing does */
    expect_rejected("get", "", 404, "\"No shadow exists with name: 'lamp'\"");
    CHECK_EQ(fixture_send(&f, BASE "name/n/get", ""), true);
    CHECK_EQ(fixture_count(&f, BASE "name/n/get/rejected"), 1);
    CHECK_EQ(fixture_send(&f, "$aws/things/lamp2/shadow/get", ""), true);
    CHECK_EQ(fixture_count(&f, "$aws/things/lamp2/shadow/get/accepted"), 1);
    fixture_close(&f);
}

int main(void)
{
    RUN(an_update_is_accepted_with_what_it_asked_for);
    RUN(an_accepted_update_tells_the_documents_before_and_after);
    RUN(a_get_shows_the_whole_document_and_its_delta);
    RUN(an_update_changes_the_given_fields_only);
    RUN(numbers_are_written_as_short_as_they_came);
    RUN(a_section_that_is_null_or_empty_is_left_out);
    RUN(a_state_that_is_null_or_empty_is_valid_and_deletes_no_shadow);
    RUN(metadata_has_a_time_for_each_value_and_each_element);
    RUN(a_value_that_becomes_an_object_takes_no_metadata_with_it);
    RUN(a_delta_has_what_of_desired_is_not_so_in_reported);
    RUN(a_delta_tells_all_that_differs_with_the_times_of_desired);
    RUN(a_version_must_be_the_current_one);
    RUN(a_deleted_shadow_is_gone_but_its_version_counts_on);
    RUN(a_token_of_the_request_is_in_every_answer);
    RUN(an_update_that_is_not_valid_is_rejected_with_400);
    RUN(what_is_just_within_a_limit_is_accepted);
    RUN(bytes_that_are_no_utf8_are_rejected_with_415);
    RUN(a_document_has_8_kilobytes_without_its_metadata);
    RUN(named_shadows_are_apart_from_each_other_and_from_the_classic_one);
    RUN(a_name_must_have_its_letters_and_its_length);
    RUN(a_topic_that_is_no_request_is_not_taken);
    RUN(more_than_ten_requests_at_once_are_too_many);
    RUN(a_thing_has_20_requests_a_second_in_the_long_run);
    RUN(a_cloud_without_limits_counts_no_requests);
    RUN(a_thing_that_is_deleted_takes_its_shadows_with_it);
    return 0;
}
