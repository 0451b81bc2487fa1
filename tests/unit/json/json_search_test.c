/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "core_json.h"
#include "exact.h"
#include "json_document.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char document[] =
    " {\"foo\":\"abc\", \"bar\":{\"foo\":\"xyz\",\"n\":-1.5e3}, \"list\":[88, [99,\"q\"], "
    "{\"k\":[]}],"
    "\"t\":true,\"f\":false,\"nul\":null,\"e\\n\":1,\"\":2,\"dup\":1,\"dup\":2,\"empty\":\"\","
    "\"a b\":{\"c-d\":3},\"o\":{},\"prefixed\":4,\"pre\":5,\"\xc3\xa9\":6} ";

/* In memory of its own size; the value is copied to `found`. */
static JSONStatus_t search(const char *text, const char *query, char *found, size_t room,
                           JSONTypes_t *type)
{
    char *copy = exact_copy(text, strlen(text));
    char *asked = exact_copy(query, strlen(query));
    const char *value = NULL;
    size_t length = 0;
    const JSONStatus_t status =
        JSON_SearchConst(copy, strlen(text), asked, strlen(query), &value, &length, type);

    if (status == JSONSuccess) {
        CHECK_EQ(value >= copy && value + length <= copy + strlen(text), 1);
        CHECK_EQ(length < room, 1);
        memcpy(found, value, length);
        found[length] = '\0';
    }
    free(asked);
    free(copy);
    return status;
}

static void names_and_places_lead_to_values(void)
{
    static const struct {
        const char *query, *value;
        JSONTypes_t type;
    } cases[] = {
        {"foo", "abc", JSONString},
        {"bar", "{\"foo\":\"xyz\",\"n\":-1.5e3}", JSONObject},
        {"bar.foo", "xyz", JSONString},
        {"bar.n", "-1.5e3", JSONNumber},
        {"list", "[88, [99,\"q\"], {\"k\":[]}]", JSONArray},
        {"list[0]", "88", JSONNumber},
        {"list[1]", "[99,\"q\"]", JSONArray},
        {"list[1][1]", "q", JSONString},
        {"list[2].k", "[]", JSONArray},
        {"list[00002].k", "[]", JSONArray},
        {"t", "true", JSONTrue},
        {"f", "false", JSONFalse},
        {"nul", "null", JSONNull},
        {"e\\n", "1", JSONNumber},
        {"dup", "1", JSONNumber},
        {"empty", "", JSONString},
        {"a b.c-d", "3", JSONNumber},
        {"o", "{}", JSONObject},
        {"pre", "5", JSONNumber},
        {"prefixed", "4", JSONNumber},
        {"\xc3\xa9", "6", JSONNumber},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char found[64];
        JSONTypes_t type = JSONInvalid;
        test_case = cases[i].query;
        CHECK_EQ(search(document, cases[i].query, found, sizeof found, &type), JSONSuccess);
        CHECK_EQ(strcmp(found, cases[i].value), 0);
        CHECK_EQ(type, cases[i].type);
        CHECK_EQ(search(document, cases[i].query, found, sizeof found, NULL), JSONSuccess);
    }
}

static void arrays_may_be_the_document(void)
{
    char found[64];
    CHECK_EQ(search("[123,456,{\"foo\":\"abc\",\"bar\":[88,99]}]", "[1]", found, 64, NULL),
             JSONSuccess);
    CHECK_EQ(strcmp(found, "456"), 0);
    CHECK_EQ(search("[123,456,{\"foo\":\"abc\",\"bar\":[88,99]}]", "[2].bar[0]", found, 64, NULL),
             JSONSuccess);
    CHECK_EQ(strcmp(found, "88"), 0);
    CHECK_EQ(search("[[[[\"x\"]]]]", "[0][0][0][0]", found, 64, NULL), JSONSuccess);
    CHECK_EQ(strcmp(found, "x"), 0);
}

static void what_is_not_there_is_not_found(void)
{
    static const char *const queries[] = {
        "fo",         "fooo",   "Foo",       "abc",          "bar.bar",
        "foo.foo",    "list.k", "list[3]",   "t.x",          "bar[0]",
        "o.x",        "o[0]",   "[0]",       "list[2].k[0]", "e\n",
        "list[0][0]", "x.y",    "list[1].q", "88",           "list[2147483639]",
        "nul[0]",     "dup.x",
    };
    for (size_t i = 0; i < COUNT(queries); i++) {
        char found[64] = "before";
        JSONTypes_t type = JSONInvalid;
        test_case = queries[i];
        CHECK_EQ(search(document, queries[i], found, sizeof found, &type), JSONNotFound);
        CHECK_EQ(type, JSONInvalid);
    }
}

static void queries_of_the_wrong_form_are_refused(void)
{
    static const char *const queries[] = {
        ".",
        ".foo",
        "foo.",
        "bar..foo",
        "bar.foo.",
        "[",
        "[]",
        "[x]",
        "[1",
        "list[",
        "list[]",
        "list[1",
        "list[1]x",
        "list[1].",
        "[-1]",
        "[+1]",
        "[ 1]",
        "[1 ]",
        "[0x1]",
        "list.[0]",
        "[2147483640]",
        "[2147483648]",
        "[4294967296]",
        "[99999999999999999999]",
        "nothere.",
        "bar.[",
        "foo.[0]",
    };
    for (size_t i = 0; i < COUNT(queries); i++) {
        char found[8];
        test_case = queries[i];
        CHECK_EQ(search(document, queries[i], found, sizeof found, NULL), JSONBadParameter);
    }
}

static void nothing_is_found_in_or_behind_what_is_not_valid(void)
{
    static const struct {
        const char *text, *query;
        JSONStatus_t status;
    } cases[] = {
        {"{\"a\":1,\"b\":x}", "a", JSONSuccess}, /* behind it nothing was looked at */
        {"{\"a\":1,\"b\":x}", "b", JSONNotFound},
        {"{\"a\":x,\"b\":1}", "b", JSONNotFound},
        {"{\"a\":1,,\"b\":1}", "b", JSONNotFound},
        {"{\"a\":1 \"b\":1}", "b", JSONNotFound},
        {"{\"a\" 1}", "a", JSONNotFound},
        {"{a:1,\"b\":1}", "b", JSONNotFound},
        {"{\"a\":[1,2}", "a", JSONNotFound},
        {"{\"a\":[1,2", "a[0]", JSONSuccess},
        {"{\"a\":[1,2", "a[2]", JSONNotFound},
        {"{\"a\":\"b", "a", JSONNotFound},
        {"[1,]", "[1]", JSONNotFound},
        {"[]", "[0]", JSONNotFound},
        {"[,1]", "[0]", JSONNotFound},
        {"[1}", "[1]", JSONNotFound},
        {"{}", "a", JSONNotFound},
        {"{", "a", JSONNotFound},
        {"{]", "a", JSONNotFound},
        {"   ", "a", JSONNotFound},
        {"\"a\"", "a", JSONNotFound},
        {"1", "[0]", JSONNotFound},
        {"{\"a\":tru}", "a", JSONNotFound},
        {"{\"a\":01}", "a", JSONSuccess}, /* the number is 0; what is behind was not looked at */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char found[16];
        test_case = cases[i].text;
        CHECK_EQ(search(cases[i].text, cases[i].query, found, sizeof found, NULL), cases[i].status);
    }
}

static void every_cut_before_the_value_ends_hides_it(void)
{
    static const char text[] = "{\"a\":{\"x\":[1,{\"y\":\"z\"}],\"b\":[\"found\", 2]},\"c\":3}";
    const char *const behind = strstr(text, "found\"") + strlen("found\"");
    for (size_t length = 1; length <= sizeof text - 1; length++) {
        char *copy = exact_copy(text, length);
        char *value = NULL;
        size_t bytes = 0;
        const JSONStatus_t status = JSON_Search(copy, length, "a.b[0]", 6, &value, &bytes);
        CHECK_EQ(status, length >= (size_t)(behind - text) ? JSONSuccess : JSONNotFound);
        if (status == JSONSuccess) {
            CHECK_EQ(bytes, 5);
            CHECK_EQ(memcmp(value, "found", 5), 0);
        }
        free(copy);
    }
}

static void the_depth_of_the_way_counts(void)
{
    char query[3 * 40 + 1] = "";
    for (size_t levels = 1; levels <= 40; levels++) {
        char *text = nested(levels, "[", "7", "]");
        char found[128];
        strcat(query, "[0]");
        CHECK_EQ(search(text, query, found, sizeof found, NULL),
                 levels <= JSON_MAX_DEPTH ? JSONSuccess : JSONNotFound);
        free(text);
    }
    char *deep = nested(33, "[", "7", "]");
    char found[128];
    CHECK_EQ(search(deep, "[0]", found, sizeof found, NULL), JSONNotFound);
    free(deep);
}

static void parameters_are_asked_for(void)
{
    char text[] = "{\"a\":1}";
    char *value = NULL;
    const char *place = NULL;
    size_t length = 77;
    CHECK_EQ(JSON_Search(NULL, 7, "a", 1, &value, &length), JSONNullParameter);
    CHECK_EQ(JSON_Search(text, 7, NULL, 1, &value, &length), JSONNullParameter);
    CHECK_EQ(JSON_Search(text, 7, "a", 1, NULL, &length), JSONNullParameter);
    CHECK_EQ(JSON_Search(text, 7, "a", 1, &value, NULL), JSONNullParameter);
    CHECK_EQ(JSON_SearchConst(text, 7, "a", 1, NULL, &length, NULL), JSONNullParameter);
    CHECK_EQ(JSON_Search(text, 0, "a", 1, &value, &length), JSONBadParameter);
    CHECK_EQ(JSON_Search(text, 7, "a", 0, &value, &length), JSONBadParameter);
    CHECK_EQ(value == NULL, 1);
    CHECK_EQ(length, 77);
    CHECK_EQ(JSON_SearchConst(text, 7, "a", 1, &place, &length, NULL), JSONSuccess);
    CHECK_EQ(place == text + 5, 1);
}

/* Names of 1 to 12 bytes beside keys of the same length. */
static void a_key_that_differs_in_one_byte_is_another_key(void)
{
    static const char name[] = "abcdefghijkl";
    char text[sizeof name + 8], query[sizeof name], found[8];

    for (size_t length = 1; length < sizeof name; length++) {
        (void)snprintf(query, sizeof query, "%.*s", (int)length, name);
        for (size_t i = 0; i <= length; i++) {
            (void)snprintf(text, sizeof text, "{\"%s\":1}", query);
            text[2 + i] = i < length ? 'z' : text[2 + i]; /* in the last round none differs */
            CHECK_EQ(search(text, query, found, sizeof found, NULL),
                     i < length ? JSONNotFound : JSONSuccess);
        }
    }
}

int main(void)
{
    RUN(a_key_that_differs_in_one_byte_is_another_key);
    RUN(names_and_places_lead_to_values);
    RUN(arrays_may_be_the_document);
    RUN(what_is_not_there_is_not_found);
    RUN(queries_of_the_wrong_form_are_refused);
    RUN(nothing_is_found_in_or_behind_what_is_not_valid);
    RUN(every_cut_before_the_value_ends_hides_it);
    RUN(the_depth_of_the_way_counts);
    RUN(parameters_are_asked_for);
    return 0;
}
