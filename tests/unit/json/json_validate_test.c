/* SPDX-License-Identifier: MIT */
#include <stdint.h>
#include <string.h>

#include "core_json.h"
#include "json_document.h"
#include "test.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Whole documents, each in one way at the edge of what is allowed. */
static const char *const valid[] = {
    "{}",
    "[]",
    "0",
    "-0",
    "7",
    "true",
    "false",
    "null",
    "\"\"",
    "\"a\"",
    " \t\r\n1 \t\r\n",
    "[ ]",
    "{ }",
    "[\n\n]",
    "[1]",
    "[1,2]",
    "[1 , 2]",
    "[[],[[]],{}]",
    "[true,false,null]",
    "[1.5,-1.5,0.5,-0.5,10.25,0.000]",
    "[1e1,1E1,1e+1,1e-1,0e0,0E+0,1.5e10,-0.1e-1,1e0001]",
    "[123456789012345678901234567890]",
    "[1e999,-1e999,1e-999]",
    "{\"a\":1}",
    "{\"a\":1,\"a\":1}", /* names should be unique, and need not be */
    "{\"\":0}",
    "{ \"a\" : 1 , \"b\" : [ { } ] }",
    "{\"a\":{\"b\":{\"c\":[]}}}",
    "{\"a\\u0000b\":1}",
    "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
    "[\"\\u0000\\u0020\\u00e9\\u20AC\\uFfFf\\uD7FF\\uE000\"]",
    "[\"\\uD800\\uDC00\",\"\\udbff\\udfff\",\"\\uD834\\uDD1Ex\"]",
    "[\"\\\\u12\"]", /* a backslash, then u12 */
    "[\"/\",\"//\",\"/*no comment*/\",\"'\",\"`\"]",
    "[\"\x7f\"]",
    "[\"\xc2\x80\",\"\xdf\xbf\"]",
    "[\"\xe0\xa0\x80\",\"\xe1\x80\x80\",\"\xed\x9f\xbf\",\"\xee\x80\x80\",\"\xef\xbf\xbf\"]",
    "[\"\xf0\x90\x80\x80\",\"\xf3\xbf\xbf\xbf\",\"\xf4\x8f\xbf\xbf\"]",
    "[\"0\xe2\x82\xac 1\xe2\x82\xac 23\xe2\x82\xac 345\xe2\x82\xac\"]",
    "[\"abcdefghijklmnopqrstuvwxyz0123456789,.;:+-*()[]{}<>!?=#$%&@^_|~\"]",
    "{\"state\":{\"desired\":{\"powerOn\":true},\"reported\":null},\"version\":12,"
    "\n    \"clientToken\":\"thing-1\"}",
    "[\n        1,\n            2,\n   3\n]",
};

/* No document begins like this. */
static const char *const illegal[] = {
    "}",
    "]",
    ",",
    ":",
    "a",
    "'a'",
    "True",
    "TRUE",
    "nulL",
    "nil",
    "tru3",
    "truee",
    "NaN",
    "Infinity",
    "-Infinity",
    "undefined",
    "0x10",
    "+1",
    ".5",
    "-.5",
    "01",
    "-01",
    "00",
    "-00",
    "1.e1",
    "-a",
    "--1",
    "1ee1",
    "1e+-1",
    "1e1.5",
    "1.5.5",
    "1 2",
    "1,2",
    "{}{}",
    "{}}",
    "[]]",
    "[] x",
    "true false",
    "\"a\"\"b\"",
    "\"a\" b",
    "[1,]",
    "[,1]",
    "[,]",
    "[1,,2]",
    "[1 2]",
    "[1:2]",
    "[1}",
    "{]",
    "[}",
    "[\"a\"}",
    "{\"a\":1]",
    "{\"a\":[}]",
    "{1:1}",
    "{a:1}",
    "{'a':1}",
    "{\"a\"}",
    "{\"a\",1}",
    "{\"a\" 1}",
    "{\"a\":}",
    "{\"a\"::1}",
    "{\"a\":1,}",
    "{,\"a\":1}",
    "{\"a\":1,,\"b\":2}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1,2}",
    "{null:1}",
    "{[]:1}",
    "[\"\n\"]",
    "[\"\t\"]",
    "[\"\x1f\"]",
    "[\"\\a\"]",
    "[\"\\'\"]",
    "[\"\\x41\"]",
    "[\"\\0\"]",
    "[\"\\\n\"]",
    "[\"\\U0041\"]",
    "[\"\\u004g\"]",
    "[\"\\u00 4\"]",
    "[\"\\u-001\"]",
    "[\"\\u:000\"]",
    "[\"\\u/000\"]",
    "[\"\\u@000\"]",
    "[\"\\u`000\"]",
    "[\"\\uDC00\"]",
    "[\"\\uDfff\"]",
    "[\"\\uD800\"]",
    "[\"\\uD800x\"]",
    "[\"\\uD800\\n\"]",
    "[\"\\uD800\\u0041\"]",
    "[\"\\uD800\\uD800\"]",
    "[\"\\uD800\\uE000\"]",
    "[\"\\uD800\\uDBFF\"]",
    "[\"\\uD800uDC00\"]",
    "[\"\x80\"]",
    "[\"\xbf\"]",
    "[\"\xc0\x80\"]",
    "[\"\xc1\xbf\"]",
    "[\"\xc2\"]",
    "[\"\xc2\xc0\"]",
    "[\"\xe0\x9f\xbf\"]",
    "[\"\xe0\xa0\"]",
    "[\"\xe0\xa0\x7f\"]",
    "[\"\xed\xa0\x80\"]",
    "[\"\xed\xbf\xbf\"]",
    "[\"\xef\xbf\xc0\"]",
    "[\"\xf0\x8f\xbf\xbf\"]",
    "[\"\xf0\x90\x80\"]",
    "[\"\xf4\x90\x80\x80\"]",
    "[\"\xf5\x80\x80\x80\"]",
    "[\"\xf8\x88\x80\x80\x80\"]",
    "[\"\xfe\"]",
    "[\"\xff\"]",
    "\xef\xbb\xbf[]", /* a byte order mark */
    "\xc2\xa0[]",     /* other spaces */
    "\v[]",
    "\f[]",
    "[1]\v",
    "[1,\v2]",
    "// a comment\n1",
    "[/**/1]",
    "#",
    "\x01",
    "[\x01]",
};

/* Cut off. */
static const char *const partial[] = {
    " ",           "\n\t",        "[",         "{",
    "[1",          "[1,",         "[1, ",      "{\"a\"",
    "{\"a\":",     "{\"a\":1",    "{\"a\":1,", "{\"",
    "\"",          "\"a",         "\"\\",      "\"\\u",
    "\"\\u0",      "\"\\u004",    "\"\\uD8",   "\"\\uD800",
    "\"\\uD800\\", "t",           "tru",       "fals",
    "n",           "-",           "1.",        "1e",
    "1e+",         "-0.",         "\"\xc2",    "\"\xe2\x82",
    "\"\xf0\x9f",  "[[[",         "{\"a\":[",  "{\"a\":{\"b\"",
    "[[],",        "{\"a\":[],",  "[true",     "[\"abcd",
    "[\"abcde",    "[\"abcdefgh", "[0",        "\"\\uD800\\u",
    "[     ",
};

static void what_the_grammar_allows_is_valid(void)
{
    for (size_t i = 0; i < COUNT(valid); i++) {
        test_case = valid[i];
        CHECK_EQ(validate(valid[i], strlen(valid[i])), JSONSuccess);
    }
}

static void what_it_does_not_is_illegal(void)
{
    for (size_t i = 0; i < COUNT(illegal); i++) {
        test_case = illegal[i];
        CHECK_EQ(validate(illegal[i], strlen(illegal[i])), JSONIllegalDocument);
    }
}

static void a_beginning_is_partial(void)
{
    for (size_t i = 0; i < COUNT(partial); i++) {
        test_case = partial[i];
        CHECK_EQ(validate(partial[i], strlen(partial[i])), JSONPartial);
    }
}

static void every_cut_of_a_collection_is_partial(void)
{
    for (size_t i = 0; i < COUNT(valid); i++) {
        test_case = valid[i];
        if (valid[i][0] != '[' && valid[i][0] != '{') {
            continue;
        }
        for (size_t length = 1; length < strlen(valid[i]); length++) {
            CHECK_EQ(validate(valid[i], length), JSONPartial);
        }
    }
}

static void a_nul_is_a_byte_like_others(void)
{
    static const char *const with[] = {"[1]\0", "[\0]", "[\"a\0b\"]", "\0[]"};
    static const size_t lengths[] = {4, 3, 7, 3};
    for (size_t i = 0; i < COUNT(with); i++) {
        CHECK_EQ(validate(with[i], lengths[i]), JSONIllegalDocument);
    }
}

/* The oracle is the grammar, in the plainest words: a document of one string of one or two bytes.
 */
static void every_pair_of_bytes_in_a_string_is_judged(void)
{
    for (unsigned first = 0; first < 256; first++) {
        for (unsigned second = 0; second < 256; second++) {
            const char text[] = {'"', 'a', 'b', (char)first, (char)second, 'c', 'd', 'e', '"'};
            const int plain1 = first >= 0x20 && first < 0x80 && first != '"' && first != '\\';
            const int plain2 = second >= 0x20 && second < 0x80 && second != '"' && second != '\\';
            const int two = first >= 0xC2 && first <= 0xDF && second >= 0x80 && second <= 0xBF;
            const int escape = first == '\\' && second != 0 && strchr("\"\\/bfnrt", (int)second);
            const int good = (plain1 && plain2) || two || escape;
            CHECK_EQ(validate(text, sizeof text) == JSONSuccess, good);
        }
    }
}

static void each_place_of_a_string_is_looked_at(void)
{
    char text[40];

    for (size_t length = 2; length < sizeof text; length++) {
        memset(text, 'x', length);
        text[0] = text[length - 1] = '"';
        CHECK_EQ(validate(text, length), JSONSuccess);
        for (size_t i = 1; i < length - 1; i++) {
            static const uint8_t wrong[] = {0x1F, 0x00, 0x80, 0xFF, '"', '\\'};
            for (size_t k = 0; k < sizeof wrong; k++) {
                text[i] = (char)wrong[k];
                /* `\"` at the end leaves the string open. */
                const int open = wrong[k] == '\\' && i == length - 2;
                CHECK_EQ(validate(text, length), open ? JSONPartial : JSONIllegalDocument);
            }
            text[i] = 'x';
        }
    }
}

static void nesting_ends_at_the_limit(void)
{
    static const struct {
        const char *open, *close;
    } kinds[] = {{"[", "]"}, {"{\"a\":", "}"}, {"[{\"a\": [0,", "]}]"}};
    for (size_t i = 0; i < COUNT(kinds); i++) {
        const size_t levels = i == 2 ? 3 : 1;
        test_case = kinds[i].open;
        for (size_t count = 1; count <= JSON_MAX_DEPTH + 8; count++) {
            char *text = nested(count, kinds[i].open, "1", kinds[i].close);
            CHECK_EQ(validate(text, strlen(text)),
                     count * levels <= JSON_MAX_DEPTH ? JSONSuccess : JSONMaxDepthExceeded);
            free(text);
        }
    }
    char *deep = nested(100000, "[", "", "]");
    CHECK_EQ(validate(deep, strlen(deep)), JSONMaxDepthExceeded);
    free(deep);
}

static void at_the_limit_kinds_are_still_told_apart(void)
{
    char *text = nested(JSON_MAX_DEPTH - 1, "[", "{\"a\":1}", "]");
    CHECK_EQ(validate(text, strlen(text)), JSONSuccess);
    for (size_t i = 0; i < strlen(text); i++) {
        const char was = text[i];
        if (was == ']' || was == '}') {
            text[i] = was == ']' ? '}' : ']';
            CHECK_EQ(validate(text, strlen(text)), JSONIllegalDocument);
            text[i] = was;
        }
    }
    free(text);
}

static void wide_documents_are_not_deep(void)
{
    char text[4096] = "[";
    for (int i = 0; i < 800; i++) {
        strcat(text, "[],{},");
        if (strlen(text) > sizeof text - 16) {
            break;
        }
    }
    strcat(text, "0]");
    CHECK_EQ(validate(text, strlen(text)), JSONSuccess);
}

static void a_document_is_asked_for(void)
{
    CHECK_EQ(JSON_Validate(NULL, 0), JSONNullParameter);
    CHECK_EQ(JSON_Validate(NULL, 1), JSONNullParameter);
    CHECK_EQ(JSON_Validate("{}", 0), JSONBadParameter);
}

int main(void)
{
    RUN(what_the_grammar_allows_is_valid);
    RUN(what_it_does_not_is_illegal);
    RUN(a_beginning_is_partial);
    RUN(every_cut_of_a_collection_is_partial);
    RUN(a_nul_is_a_byte_like_others);
    RUN(every_pair_of_bytes_in_a_string_is_judged);
    RUN(each_place_of_a_string_is_looked_at);
    RUN(nesting_ends_at_the_limit);
    RUN(at_the_limit_kinds_are_still_told_apart);
    RUN(wide_documents_are_not_deep);
    RUN(a_document_is_asked_for);
    return 0;
}
