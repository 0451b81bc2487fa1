/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "test.h"

static char *dumped(json_t *choice)
{
    char *const text = json_dumps(choice, JSON_COMPACT);

    json_decref(choice);
    return text;
}

static void the_canonical_form_is_sorted_and_has_no_doubles(void)
{
    char *const text = dumped(fixture_choice("{'name': 'lamp', 'modules': ['tls', 'agent', 'tls', "
                                             "'mqtt'], 'demo': 'talk', 'board': 'big'}"));

    CHECK_TEXT(text,
               "{\"board\":\"big\",\"demo\":\"talk\",\"modules\":[\"agent\",\"mqtt\",\"tls\"],"
               "\"name\":\"lamp\"}");
    free(text);
}

static void what_is_not_named_has_the_name_of_its_board(void)
{
    char *const text = dumped(fixture_choice("{'board': 'a_b', 'demo': null}"));

    CHECK_TEXT(text, "{\"board\":\"a_b\",\"modules\":[],\"name\":\"my-a-b\"}");
    free(text);
}

static void the_name_of_a_long_board_is_cut(void)
{
    json_t *const choice =
        fixture_choice("{'board': 'b12345678901234567890123456789012345678901234567890'}");

    CHECK_TEXT(fixture_text(choice, "name"), "my-b123456789012345678901234567890123456");
    json_decref(choice);
}

static void what_is_no_choice_is_refused_with_its_place(void)
{
    static const struct {
        const char *document, *why;
    } cases[] = {
        {"[]", "a choice is an object"},
        {"{}", "board is missing"},
        {"{\"board\": 3}", "board is not an id"},
        {"{\"board\": \"\"}", "board is not an id"},
        {"{\"board\": \"a\\nb\"}", "board is not an id"},
        {"{\"board\": \"big\", \"demo\": []}", "demo is not a word"},
        {"{\"board\": \"big\", \"name\": 1}", "name is not a word"},
        {"{\"board\": \"big\", \"modules\": \"tls\"}", "modules is not a list"},
        {"{\"board\": \"big\", \"modules\": [\"tls\", 7]}", "not an id"},
        {"{\"board\": \"big\", \"modules\": [\"a,b\"]}", "not an id"},
        {"{\"board\": \"big\", \"colour\": 1}", "not colour"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        json_t *const document = json_loads(cases[i].document, 0, NULL);
        char error[200] = "";

        test_case = cases[i].document;
        CHECK_EQ(choice_read(document, error, sizeof(error)) == NULL, 1);
        CHECK_HAS(error, cases[i].why);
        json_decref(document);
    }
}

static void too_many_modules_are_refused(void)
{
    json_t *const modules = json_array(), *const document = json_object();
    char error[200] = "";

    for (unsigned i = 0; i <= CHOICE_MODULES_MAX; i++) {
        json_array_append_new(modules, json_string("tls"));
    }
    json_object_set_new(document, "board", json_string("big"));
    json_object_set_new(document, "modules", modules);
    CHECK_EQ(choice_read(document, error, sizeof(error)) == NULL, 1);
    CHECK_HAS(error, "too many");
    json_decref(document);
}

static void an_address_gives_the_choice_back(void)
{
    json_t *const choice =
        fixture_choice("{'board': 'big', 'modules': ['b&c', 'a b', 'x%y'], 'name': 'n=1'}");
    char *const query = choice_query(choice);
    char error[200];
    json_t *const again = choice_from_query(query, error, sizeof(error));

    CHECK_TEXT(query, "board=big&modules=a%20b,b%26c,x%25y&name=n%3D1");
    CHECK_EQ(json_equal(choice, again), 1);
    json_decref(choice);
    json_decref(again);
    free(query);
}

static void addresses_that_are_no_choice_are_refused(void)
{
    static const char *const cases[] = {
        "board",      "board=big&board=small", "board=%",   "board=%4",   "board=%zz",
        "colour=red", "board=%00big",          "board=%ff", "demo=hello", "board=big&modules=%00",
        "=",          "board=big&name=%0a",    "board=%4g",
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char error[200] = "";

        test_case = cases[i];
        CHECK_EQ(choice_from_query(cases[i], error, sizeof(error)) == NULL, 1);
        CHECK_EQ(strlen(error) > 5, 1);
    }
}

static void a_form_writes_spaces_as_plus(void)
{
    char error[200];
    char *const text = dumped(choice_from_query("board=big&modules=a+b", error, sizeof(error)));

    CHECK_TEXT(text, "{\"board\":\"big\",\"modules\":[\"a b\"],\"name\":\"my-big\"}");
    free(text);
}

static void an_empty_value_is_none(void)
{
    char error[200];
    char *const text =
        dumped(choice_from_query("board=big&demo=&modules=,&name=", error, sizeof(error)));

    CHECK_TEXT(text, "{\"board\":\"big\",\"modules\":[],\"name\":\"my-big\"}");
    free(text);
}

static void a_command_is_safe_to_paste(void)
{
    json_t *const choice = fixture_choice(
        "{'board': 'big', 'demo': 'talk', 'modules': ['a', 'b; rm'], 'name': 'lamp'}");
    char *const command = choice_command(choice);

    CHECK_TEXT(command, "./run package --board big --demo talk --modules a,'b; rm' --name lamp");
    free(command);
    json_object_set_new(choice, "name", json_string("it's"));
    char *const quoted = choice_command(choice);

    CHECK_HAS(quoted, "--name 'it'\\''s'");
    free(quoted);
    json_decref(choice);
}

int main(void)
{
    RUN(the_canonical_form_is_sorted_and_has_no_doubles);
    RUN(what_is_not_named_has_the_name_of_its_board);
    RUN(the_name_of_a_long_board_is_cut);
    RUN(what_is_no_choice_is_refused_with_its_place);
    RUN(too_many_modules_are_refused);
    RUN(an_address_gives_the_choice_back);
    RUN(addresses_that_are_no_choice_are_refused);
    RUN(a_form_writes_spaces_as_plus);
    RUN(an_empty_value_is_none);
    RUN(a_command_is_safe_to_paste);
    return 0;
}
