/* SPDX-License-Identifier: MIT */
#include "core_json.h"
#include "exact.h"
#include "json_document.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* All pairs as text, `key=value/type;`, then the status at the end. */
static JSONStatus_t walk(const char *text, char *out)
{
    char *copy = exact_copy(text, strlen(text));
    size_t start = 0, next = 0;
    JSONPair_t pair;
    JSONStatus_t status;

    *out = '\0';
    while ((status = JSON_Iterate(copy, strlen(text), &start, &next, &pair)) == JSONSuccess) {
        if (pair.key != NULL) {
            CHECK_EQ(pair.key > copy, 1);
            out += sprintf(out, "%.*s=", (int)pair.keyLength, pair.key);
        } else {
            CHECK_EQ(pair.keyLength, 0);
        }
        CHECK_EQ(pair.value + pair.valueLength <= copy + strlen(text), 1);
        out += sprintf(out, "%.*s/%d;", (int)pair.valueLength, pair.value, (int)pair.jsonType);
        CHECK_EQ(next <= strlen(text), 1);
    }
    free(copy);
    return status;
}

static void each_member_comes_once_and_in_order(void)
{
    static const struct {
        const char *text, *pairs;
        JSONStatus_t end;
    } cases[] = {
        {"{}", "", JSONNotFound},
        {" [ ] ", "", JSONNotFound},
        {"{\"a\":1}", "a=1/2;", JSONNotFound},
        {" { \"a\" : \"x\" , \"b\" : [ 1 , 2 ] , \"\":{\"c\":0} } ",
         "a=x/1;b=[ 1 , 2 ]/7;={\"c\":0}/6;", JSONNotFound},
        {"[true,false,null,-1,\"s\",[],{}]", "true/3;false/4;null/5;-1/2;s/1;[]/7;{}/6;",
         JSONNotFound},
        {"[1,2,x,3]", "1/2;2/2;", JSONIllegalDocument},
        {"[1,2", "1/2;2/2;", JSONPartial},
        {"[1,", "1/2;", JSONPartial},
        {"[", "", JSONPartial},
        {"[1,]", "1/2;", JSONIllegalDocument},
        {"[,1]", "", JSONIllegalDocument},
        {"[1 2]", "1/2;", JSONIllegalDocument},
        {"[1}", "1/2;", JSONIllegalDocument},
        {"{]", "", JSONIllegalDocument},
        {"{\"a\":1]", "a=1/2;", JSONIllegalDocument},
        {"{\"a\":1,2}", "a=1/2;", JSONIllegalDocument},
        {"{a:1}", "", JSONIllegalDocument},
        {"1", "", JSONIllegalDocument},
        {"\"[]\"", "", JSONIllegalDocument},
        {"   ", "", JSONIllegalDocument},
        {"]", "", JSONIllegalDocument},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char pairs[256];
        test_case = cases[i].text;
        CHECK_EQ(walk(cases[i].text, pairs), cases[i].end);
        CHECK_EQ(strcmp(pairs, cases[i].pairs), 0);
    }
}

static void a_failure_leaves_everything_as_it_was(void)
{
    size_t start = 0, next = 0;
    JSONPair_t pair = {.key = "k", .keyLength = 1, .value = "v", .valueLength = 9};
    CHECK_EQ(JSON_Iterate("[1", 2, &start, &next, &pair), JSONSuccess);
    const JSONPair_t before = pair;
    const size_t next_before = next;
    CHECK_EQ(JSON_Iterate("[1", 2, &start, &next, &pair), JSONPartial);
    CHECK_EQ(memcmp(&pair, &before, sizeof pair), 0);
    CHECK_EQ(next, next_before);
    CHECK_EQ(start, 0);
}

static void an_inner_collection_can_be_walked_too(void)
{
    static const char text[] = "{\"a\":[7,8]}";
    size_t start = 5, next = 0;
    JSONPair_t pair;
    CHECK_EQ(JSON_Iterate(text, sizeof text - 1, &start, &next, &pair), JSONSuccess);
    CHECK_EQ(*pair.value, '7');
    CHECK_EQ(JSON_Iterate(text, sizeof text - 1, &start, &next, &pair), JSONSuccess);
    CHECK_EQ(*pair.value, '8');
    CHECK_EQ(JSON_Iterate(text, sizeof text - 1, &start, &next, &pair), JSONNotFound);
}

static void nesting_ends_at_the_limit(void)
{
    for (size_t levels = 30; levels <= 34; levels++) {
        char *text = nested(levels, "[", "", "]");
        char pairs[128];
        CHECK_EQ(walk(text, pairs), levels <= JSON_MAX_DEPTH ? JSONNotFound : JSONMaxDepthExceeded);
        free(text);
    }
}

static void parameters_are_asked_for(void)
{
    size_t start = 0, next = 0, far = 3;
    JSONPair_t pair;
    CHECK_EQ(JSON_Iterate(NULL, 2, &start, &next, &pair), JSONNullParameter);
    CHECK_EQ(JSON_Iterate("[]", 2, NULL, &next, &pair), JSONNullParameter);
    CHECK_EQ(JSON_Iterate("[]", 2, &start, NULL, &pair), JSONNullParameter);
    CHECK_EQ(JSON_Iterate("[]", 2, &start, &next, NULL), JSONNullParameter);
    CHECK_EQ(JSON_Iterate("[]", 0, &start, &next, &pair), JSONBadParameter);
    CHECK_EQ(JSON_Iterate("[]", 2, &far, &next, &pair), JSONBadParameter);
    CHECK_EQ(JSON_Iterate("[]", 2, &start, &far, &pair), JSONBadParameter);
}

int main(void)
{
    RUN(each_member_comes_once_and_in_order);
    RUN(a_failure_leaves_everything_as_it_was);
    RUN(an_inner_collection_can_be_walked_too);
    RUN(nesting_ends_at_the_limit);
    RUN(parameters_are_asked_for);
    return 0;
}
