/* SPDX-License-Identifier: MIT */
#include "iot_json_utils.h"

#include <string.h>

#include "exact.h"
#include "test.h"

/* The value of `key`, or NULL; a document that does not end in a NUL. */
static const char *found(const char *document, const char *key)
{
    static char text[128];
    char *const copy = exact_copy(document, strlen(document));
    const char *value = "as it was";
    size_t length = 77;
    const bool good =
        IotJsonUtils_FindJsonValue(copy, strlen(document), key, strlen(key), &value, &length);

    if (good) {
        snprintf(text, sizeof text, "%.*s", (int)length, value);
    } else {
        CHECK_EQ(strcmp(value, "as it was") == 0 && length == 77, true);
    }
    free(copy);
    return good ? text : NULL;
}

static void is(const char *document, const char *key, const char *expected)
{
    test_case = document;
    const char *const value = found(document, key);
    CHECK_EQ(value != NULL, expected != NULL);
    CHECK_EQ(expected == NULL || strcmp(value, expected) == 0, true);
}

static void values_of_all_types_are_found(void)
{
    static const char all[] = "{\"s\" : \"a\\\"b\" ,\"n\":-1.5e3,\"t\":true,\"z\":null,"
                              "\"e\":\"\",\"a\":[1, 2],\"o\":{ \"x\":1 }}";

    is(all, "s", "\"a\\\"b\"");
    is(all, "n", "-1.5e3");
    is(all, "t", "true");
    is(all, "z", "null");
    is(all, "e", "\"\"");
    is(all, "a", "[1, 2]");
    is(all, "o", "{ \"x\":1 }");
}

static void a_key_may_lie_deep_and_the_first_counts(void)
{
    is("{\"state\":{\"delta\":{\"on\":1}},\"on\":2}", "on", "1");
    is("{\"on\":2,\"state\":{\"on\":1}}", "on", "2");
    is("[0,[{\"a\":[{\"b\":\"c\"}]}]]", "b", "\"c\"");
    is("{\"a\":\"on\",\"b\":[\"on\",3],\"on\":4}", "on", "4");
}

static void what_is_no_key_is_not_found(void)
{
    is("{\"on\":1}", "o", NULL);
    is("{\"on\":1}", "one", NULL);
    is("{\"on\":1}", "", NULL);
    is("{\"a\":\"\\\"on\\\":1\"}", "on", NULL);
    is("{}", "on", NULL);
    is("\"on\"", "on", NULL);
    is("", "on", NULL);
}

static void what_lies_behind_an_error_is_not_found(void)
{
    is("{\"a\":1,\"on\":2", "on", "2");
    is("{\"a\":tru,\"on\":2}", "on", NULL);
    is("{\"a\":{\"b\":1,\"on\"", "on", NULL);
    is("{\"a\":1 \"on\":2}", "on", NULL);
}

int main(void)
{
    RUN(values_of_all_types_are_found);
    RUN(a_key_may_lie_deep_and_the_first_counts);
    RUN(what_is_no_key_is_not_found);
    RUN(what_lies_behind_an_error_is_not_found);
    return 0;
}
