/* SPDX-License-Identifier: MIT */
#include "template.h"

#include <stdio.h>
#include <string.h>

#include "cloud_fixture.h"
#include "test.h"

/* What a value of DeviceConfiguration resolves to; NULL: a fault, whose text is in `error`. */
static json_t *resolve(const char *value, char *error, size_t error_bytes)
{
    char text[1024];

    (void)snprintf(text, sizeof(text),
                   "{\"Parameters\":{\"a\":{\"Type\":\"String\"},\"d\":{\"Type\":\"String\","
                   "\"Default\":\"usual\"}},\"Mappings\":{\"m\":{\"one\":{\"x\":\"1x\"}}},"
                   "\"Resources\":{},\"DeviceConfiguration\":{\"v\":%s}}",
                   value);
    json_t *document = json_loads(text, 0, NULL), *given = json_pack("{s:s}", "a", "one");
    CHECK_EQ(document != NULL, true);
    json_t *made = template_resolve(document, given, error, error_bytes);
    json_t *v = json_incref(json_object_get(json_object_get(made, "DeviceConfiguration"), "v"));
    json_decref(made);
    json_decref(document);
    json_decref(given);
    return v;
}

static void functions_stand_for_their_values(void)
{
    static const struct {
        const char *value, *wanted;
    } cases[] = {
        {"\"text\"", "\"text\""},
        {"{\"Ref\":\"a\"}", "\"one\""},
        {"{\"Ref\":\"d\"}", "\"usual\""},
        {"{\"Fn::Join\":[\"/\",[{\"Ref\":\"a\"},\"b\",\"\"]]}", "\"one/b/\""},
        {"{\"Fn::Join\":[\"/\",[]]}", "\"\""},
        {"{\"Fn::Select\":[1,[\"x\",{\"Ref\":\"a\"}]]}", "\"one\""},
        {"{\"Fn::Select\":[\"0\",{\"Fn::Split\":[\"n\",{\"Ref\":\"a\"}]}]}", "\"o\""},
        {"{\"Fn::Split\":[\",\",\"a,,b\"]}", "[\"a\",\"\",\"b\"]"},
        {"{\"Fn::FindInMap\":[\"m\",{\"Ref\":\"a\"},\"x\"]}", "\"1x\""},
        {"{\"Fn::Sub\":\"<${a}|${d}>\"}", "\"<one|usual>\""},
        {"{\"Fn::Sub\":[\"${a}${b}\",{\"b\":{\"Ref\":\"d\"}}]}", "\"oneusual\""},
        {"{\"n\":[1,true,null,{\"Ref\":\"a\"}]}", "{\"n\":[1,true,null,\"one\"]}"},
        {"{\"Ref\":\"a\",\"other\":1}", "{\"Ref\":\"a\",\"other\":1}"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char error[128] = "";
        test_case = cases[i].value;
        EXPECT_JSON(resolve(cases[i].value, error, sizeof(error)), cases[i].wanted);
    }
}

static void a_function_that_stands_for_nothing_is_told_of(void)
{
    static const struct {
        const char *value, *error;
    } cases[] = {
        {"{\"Ref\":\"missing\"}", "missing has no value"},
        {"{\"Ref\":7}", "of Ref has no value"},
        {"{\"Fn::Join\":[\"/\"]}", "lacks an argument"},
        {"{\"Fn::Join\":[\"/\",[1]]}", "Fn::Join"},
        {"{\"Fn::Join\":7}", "lacks an argument"},
        {"{\"Fn::Select\":[2,[\"x\"]]}", "Fn::Select"},
        {"{\"Fn::Select\":[-1,[\"x\"]]}", "Fn::Select"},
        {"{\"Fn::Split\":[\"\",\"a\"]}", "Fn::Split"},
        {"{\"Fn::FindInMap\":[\"m\",\"two\",\"x\"]}", "Fn::FindInMap"},
        {"{\"Fn::FindInMap\":[\"m\",\"one\"]}", "Fn::FindInMap"},
        {"{\"Fn::Sub\":\"${missing}\"}", "missing has no value"},
        {"{\"Fn::Sub\":\"${a\"}", "without an end"},
        {"{\"Fn::Sub\":7}", "Fn::Sub"},
        {"[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "too deeply"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char error[128] = "";
        test_case = cases[i].value;
        CHECK_EQ(resolve(cases[i].value, error, sizeof(error)) == NULL, true);
        if (strstr(error, cases[i].error) == NULL) {
            printf("%s: %s, want %s\n", cases[i].value, error, cases[i].error);
            exit(1);
        }
    }
}

int main(void)
{
    RUN(functions_stand_for_their_values);
    RUN(a_function_that_stands_for_nothing_is_told_of);
    return 0;
}
