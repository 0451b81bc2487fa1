/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "catalogue_data.h"
#include "estimate.h"
#include "fixture.h"
#include "test.h"
#include "text.h"

static struct catalogue *catalogue;

static json_t *answer_to(const char *document)
{
    json_t *const choice = fixture_choice(document);
    json_t *const answer = resolve(catalogue, choice);

    json_decref(choice);
    return answer;
}

static const json_t *row_of(const json_t *answer, const char *id)
{
    const json_t *row;
    size_t i;

    json_array_foreach(json_object_get(answer, "modules"), i, row)
    {
        if (strcmp(fixture_text(row, "id"), id) == 0) {
            return row;
        }
    }
    return NULL;
}

static long long number(const json_t *answer, const char *of, const char *kind)
{
    return json_integer_value(
        json_object_get(json_object_get(json_object_get(answer, "estimate"), of), kind));
}

static void each_module_says_why_it_is_there(void)
{
    json_t *const answer = answer_to("{'board': 'big', 'modules': ['agent']}");

    CHECK_EQ(json_is_true(json_object_get(answer, "valid")), 1);
    CHECK_TEXT(fixture_text(row_of(answer, "kernel"), "reason.kind"), "always");
    CHECK_TEXT(fixture_text(row_of(answer, "agent"), "reason.text"), "You chose it");
    CHECK_TEXT(fixture_text(row_of(answer, "mqtt"), "reason.kind"), "needed");
    CHECK_TEXT(fixture_text(row_of(answer, "mqtt"), "reason.text"), "Agent needs it");
    CHECK_TEXT(fixture_text(row_of(answer, "base"), "reason.by.0"), "mqtt");
    CHECK_TEXT(fixture_text(row_of(answer, "tls"), "reason.by.0"),
               "agent"); /* through service_glue */
    CHECK_TEXT(fixture_text(row_of(answer, "mqtt"), "version"), "1.2.3");
    CHECK_TEXT(fixture_text(row_of(answer, "agent"), "version"), "202611.00");
    CHECK_EQ(row_of(answer, "wifi") == NULL, 1);
    json_decref(answer);
}

static void what_a_demo_uses_is_the_demos(void)
{
    json_t *const answer = answer_to("{'board': 'big', 'demo': 'talk', 'modules': ['mqtt']}");

    CHECK_TEXT(fixture_text(row_of(answer, "agent"), "reason.text"), "The demo Talk uses it");
    CHECK_TEXT(fixture_text(row_of(answer, "mqtt"), "reason.kind"), "chosen");
    json_decref(answer);
}

static void the_estimate_takes_the_larger_need_once(void)
{
    json_t *const answer =
        answer_to("{'board': 'big', 'demo': 'hello', 'modules': ['kernel', 'mqtt']}");

    CHECK_EQ(number(answer, "demo", "flash"), 6100);
    CHECK_EQ(number(answer, "demo", "ram"), 1250);
    CHECK_EQ(number(answer, "whole", "flash"), 9000 + 1000 + 3000 + 100);
    CHECK_EQ(number(answer, "whole", "ram"), 1100 + 200 + 100);
    CHECK_EQ(number(answer, "available", "ram"), 65536);
    json_decref(answer);
}

static void different_needs_of_the_kernel_are_more_than_the_larger(void)
{
    static const struct {
        const char *modules;
        int kernel, mqtt;
    } cases[] = {
        {"[]", 1000, 0},
        {"['a']", 3000, 500},
        {"['a', 'b']", 3250, 500},
        {"['a', 'a']", 3250, 500},
        {"['a', 'b', 'most']", 5000, 500},
    };
    json_t *const table = json_loads(
        "{\"base\": {\"parts\": {\"kernel\": {\"flash\": 1000}}}, \"modules\": {"
        "\"a\": {\"parts\": {\"kernel\": {\"flash\": 3000}, \"lib_mqtt\": {\"flash\": 500}}}, "
        "\"b\": {\"parts\": {\"kernel\": {\"flash\": 3000}, \"lib_mqtt\": {\"flash\": 400}}}, "
        "\"most\": {\"parts\": {\"kernel\": {\"flash\": 5000}}}}}",
        0, NULL);

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        char *const text = text_replace(cases[i].modules, "'", "\"");
        json_t *const choice = json_pack("{s:o}", "modules", json_loads(text, 0, NULL));
        json_t *const parts = estimate_whole(table, choice, "full");

        test_case = cases[i].modules;
        CHECK_EQ(json_integer_value(json_path(parts, "kernel", "flash", NULL)), cases[i].kernel);
        CHECK_EQ(json_integer_value(json_path(parts, "lib_mqtt", "flash", NULL)), cases[i].mqtt);
        json_decref(parts);
        json_decref(choice);
        free(text);
    }
    json_decref(table);
}

static void modules_that_exclude_each_other_are_told_once(void)
{
    json_t *const answer = answer_to("{'board': 'big', 'modules': ['agent', 'mqtt5']}");
    const json_t *const problem = fixture_problem(answer, "excludes");

    CHECK_EQ(json_is_false(json_object_get(answer, "valid")), 1);
    CHECK_HAS(fixture_text(problem, "text"), "MQTT and MQTT 5");
    CHECK_HAS(fixture_text(problem, "advice"), "Leave out MQTT (Agent brings it) or MQTT 5");
    CHECK_EQ(json_array_size(json_object_get(answer, "problems")), 1);
    json_decref(answer);
}

static void a_board_says_what_it_lacks(void)
{
    json_t *const wifi = answer_to("{'board': 'big', 'modules': ['wifi']}");
    json_t *const agent = answer_to("{'board': 'small', 'modules': ['agent']}");
    json_t *const talk = answer_to("{'board': 'small', 'demo': 'talk'}");

    CHECK_TEXT(fixture_text(fixture_problem(wifi, "no-port"), "text"),
               "Wi-Fi needs a Wi-Fi radio; Big board has none");
    CHECK_HAS(fixture_text(fixture_problem(agent, "no-port"), "text"),
              "Agent needs the library service_agent, which Small board does not have");
    CHECK_HAS(fixture_text(fixture_problem(agent, "no-port"), "advice"),
              "a board that has it: Big board");
    CHECK_HAS(fixture_text(fixture_problem(talk, "demo-not-here"), "text"), "The demo Talk needs");
    json_decref(wifi);
    json_decref(agent);
    json_decref(talk);
}

static void what_does_not_fit_says_both_numbers(void)
{
    json_t *const answer = answer_to("{'board': 'small', 'modules': ['tls']}");
    const json_t *const problem = fixture_problem(answer, "ram");

    CHECK_TEXT(fixture_text(problem, "text"), "TLS needs about 57,300 bytes of RAM with the "
                                              "kernel, as on Big board; Small board has 8,192: "
                                              "lib_tls takes 47,000 of them, service_net "
                                              "9,000, kernel 1,000");
    CHECK_TEXT(fixture_text(problem, "parts.1"), "service_net");
    CHECK_EQ(json_integer_value(json_object_get(problem, "needed")), 57300);
    CHECK_EQ(json_integer_value(json_object_get(problem, "available")), 8192);
    CHECK_HAS(fixture_text(problem, "advice"), "Big board");
    json_decref(answer);
}

static void what_only_fits_apart_is_a_warning(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;

    fixture_put(tree, "boards/big/board.json",
                "{\"name\": \"big\", \"description\": \"B\", \"vendor\": \"M\", \"chip\": \"c\", "
                "\"core\": \"c\", "
                "\"arch\": \"a\", \"memory\": {\"code\": {\"bytes\": 127000}, \"ram\": {\"bytes\": "
                "57500}}, "
                "\"features\": {\"ethernet\": \"mac\"}, \"run\": [\"x\"]}");
    catalogue = fixture_catalogue(tree);
    json_t *const whole =
        answer_to("{'board': 'big', 'demo': 'hello', 'modules': ['tls', 'mqtt']}");
    json_t *const demo = answer_to("{'board': 'big', 'demo': 'talk'}");
    const json_t *const problem = fixture_problem(whole, "flash");

    CHECK_EQ(json_is_true(json_object_get(whole, "valid")), 1);
    CHECK_TEXT(fixture_text(problem, "severity"), "warning");
    CHECK_HAS(fixture_text(problem, "text"),
              "129,200 bytes of flash, B has 127,000: lib_tls takes 90,000");
    CHECK_HAS(fixture_text(problem, "advice"), "Without TLS it is 120,000 bytes less");
    CHECK_EQ(json_is_false(json_object_get(demo, "valid")), 1);
    CHECK_TEXT(fixture_text(fixture_problem(demo, "ram"), "severity"), "error");
    json_decref(whole);
    json_decref(demo);
    catalogue_free(catalogue);
    catalogue = before;
    free(tree);
}

static void unknown_names_are_answered_with_the_nearest(void)
{
    json_t *const answer = answer_to(
        "{'board': 'bug', 'demo': 'helo', 'modules': ['mqqt', 'zzzzzzzz'], 'name': '../x'}");

    CHECK_EQ(json_is_false(json_object_get(answer, "valid")), 1);
    CHECK_EQ(json_array_size(json_object_get(answer, "problems")), 5);
    CHECK_TEXT(fixture_text(fixture_problem(answer, "unknown-board"), "advice"),
               "Did you mean big?");
    CHECK_TEXT(fixture_text(fixture_problem(answer, "unknown-demo"), "advice"),
               "Did you mean hello?");
    CHECK_TEXT(fixture_text(fixture_problem(answer, "unknown-module"), "advice"),
               "Did you mean mqtt?");
    CHECK_HAS(fixture_text(answer, "problems.4.advice"), "--list modules");
    CHECK_HAS(fixture_text(fixture_problem(answer, "name"), "text"), "'../x'");
    json_decref(answer);
}

static void only_names_of_folders_are_names(void)
{
    static const struct {
        const char *name;
        bool fine;
    } cases[] = {
        {"a", true},
        {"my-lamp-2", true},
        {"2lamp", false},
        {"-a", false},
        {"Lamp", false},
        {"a b", false},
        {"a/b", false},
        {"..", false},
        {"a_b", false},
        {"l\xc3\xa4mp", false},
        {"a234567890123456789012345678901234567890", true},
        {"a2345678901234567890123456789012345678901", false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        json_t *const choice = fixture_choice("{'board': 'big'}");

        test_case = cases[i].name;
        json_object_set_new(choice, "name", json_string(cases[i].name));
        json_t *const answer = resolve(catalogue, choice);

        CHECK_EQ(fixture_problem(answer, "name") == NULL,
                 strlen(cases[i].name) <= 40 && cases[i].fine);
        json_decref(answer);
        json_decref(choice);
    }
}

static void a_board_without_figures_says_how_to_get_them(void)
{
    json_t *const answer = answer_to("{'board': 'new'}");

    CHECK_HAS(fixture_text(fixture_problem(answer, "not-measured"), "text"),
              "console measure --board new");
    CHECK_EQ(json_is_false(json_object_get(answer, "valid")), 1);
    json_decref(answer);
}

static void a_part_for_others_is_a_warning(void)
{
    json_t *const answer = answer_to("{'board': 'big', 'modules': ['base']}");

    CHECK_TEXT(fixture_text(fixture_problem(answer, "dependency-only"), "severity"), "warning");
    CHECK_EQ(json_is_true(json_object_get(answer, "valid")), 1);
    json_decref(answer);
}

static void a_module_that_was_measured_and_is_too_large_says_so(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;

    fixture_put(
        tree, "boards/big/board.json",
        "{\"name\": \"big\", \"description\": \"B\", \"vendor\": \"M\", \"chip\": \"c\", "
        "\"core\": \"c\", \"arch\": \"a\", \"memory\": {\"code\": {\"bytes\": 500000}, "
        "\"ram\": {\"bytes\": 57000}}, \"features\": {\"ethernet\": \"mac\"}, \"run\": [\"x\"]}");
    catalogue = fixture_catalogue(tree);
    json_t *const answer = answer_to("{'board': 'big', 'modules': ['tls']}");

    CHECK_EQ(json_array_size(json_object_get(answer, "problems")), 1);
    CHECK_TEXT(fixture_text(fixture_problem(answer, "ram"), "text"),
               "TLS needs 57,300 bytes of RAM with the kernel; B has 57,000: lib_tls takes 47,000 "
               "of them, service_net 9,000, kernel 1,000");
    CHECK_EQ(json_is_false(json_object_get(answer, "valid")), 1);
    json_decref(answer);
    catalogue_free(catalogue);
    catalogue = before;
    free(tree);
}

static void a_demo_is_charged_with_its_own_image_only(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;

    fixture_put(tree, "boards/big/board.json",
                "{\"name\": \"big\", \"description\": \"B\", \"vendor\": \"M\", \"chip\": \"c\", "
                "\"core\": \"c\", \"arch\": \"a\", \"memory\": {\"code\": {\"bytes\": 500000}, "
                "\"ram\": {\"bytes\": 1300}}, \"features\": {}, \"run\": [\"x\"]}");
    catalogue = fixture_catalogue(tree);
    json_t *const answer = answer_to("{'board': 'big', 'demo': 'hello'}");

    CHECK_EQ(json_is_true(json_object_get(answer, "valid")), 1);
    json_decref(answer);
    catalogue_free(catalogue);
    catalogue = before;
    free(tree);
}

static void a_module_for_one_configuration_brings_it(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;

    fixture_put(
        tree, "libs/tls/module.json",
        "{\"modules\": [{\"id\": \"tls\", \"title\": \"TLS\", \"describes\": \"d\", \"category\": "
        "\"Security\", \"visible\": true, \"libraries\": [\"lib_tls\"], \"profile\": \"tls\"}]}");
    catalogue = fixture_catalogue(tree);
    json_t *const answer = answer_to("{'board': 'big', 'demo': 'hello', 'modules': ['tls']}");

    CHECK_EQ(number(answer, "demo", "ram"), 1250 - 100 + 500);
    json_decref(answer);
    catalogue_free(catalogue);
    catalogue = before;
    free(tree);
}

static void a_demo_in_another_configuration_has_the_room_of_that(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;

    fixture_put(
        tree, "tools/console/tables/small.json",
        "{\"format\": \"dunlin-console-table\", \"version\": 1, \"board\": \"small\", "
        "\"release\": \"202611.00\", \"compiler\": \"cc\", \"libraries\": {\"kernel\": "
        "{\"folder\": \"kernel\", \"depends\": []}, \"lib_mqtt\": {\"folder\": "
        "\"libs/mqtt\", \"depends\": []}}, \"profiles\": {\"full\": {\"heap_bytes\": 100}, "
        "\"tls\": {\"heap_bytes\": 500}}, \"base\": {\"parts\": {\"kernel\": {\"flash\": 5000, "
        "\"ram\": 1000}}, \"tls\": {\"parts\": {\"kernel\": {\"flash\": 4000, \"ram\": 300}}}}, "
        "\"modules\": {\"mqtt\": {\"parts\": {\"lib_mqtt\": {\"flash\": 900, \"ram\": 50}}, "
        "\"tls\": {\"parts\": {\"lib_mqtt\": {\"flash\": 800, \"ram\": 20}}}}}, \"demos\": "
        "{\"hello\": {\"image\": \"hello\", \"profile\": \"tls\", \"libs\": [\"kernel\"], "
        "\"flash\": 4200, \"ram\": 900, \"parts\": {\"kernel\": {\"flash\": 4000, \"ram\": "
        "300}, \"lib_mqtt\": {\"flash\": 100, \"ram\": 20}, \"app\": {\"flash\": 100, \"ram\": "
        "80}}}}}");
    fixture_put(tree, "libs/mqtt/module.json",
                "{\"modules\": [{\"id\": \"mqtt\", \"title\": \"MQTT\", \"describes\": \"d\", "
                "\"category\": \"Connectivity\", \"visible\": true, \"libraries\": [\"lib_mqtt\"], "
                "\"profile\": \"full\"}]}");
    catalogue = fixture_catalogue(tree);
    json_t *const own = answer_to("{'board': 'small', 'demo': 'hello'}");
    json_t *const other = answer_to("{'board': 'small', 'demo': 'hello', 'modules': ['mqtt']}");

    CHECK_EQ(number(own, "demo", "ram"), 900);
    CHECK_EQ(number(own, "demo", "flash"), 4200);
    CHECK_EQ(number(other, "demo", "ram"), 1000 + 50 + 80 + 100);
    CHECK_EQ(number(other, "demo", "flash"), 5000 + 100 + 100);
    CHECK_EQ(number(other, "whole", "ram"), 1000 + 50 + 80 + 100);
    CHECK_EQ(number(other, "whole", "flash"), 5000 + 900 + 100);
    json_decref(own);
    json_decref(other);
    catalogue_free(catalogue);
    catalogue = before;
    free(tree);
}

/* The answer on a board that has so much RAM, where MQTT compiles with one configuration only. */
static json_t *answer_with(long long ram, const char *document)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;
    char *const board = text_make(
        "{\"name\": \"big\", \"description\": \"B\", \"vendor\": \"M\", \"chip\": \"c\", "
        "\"core\": \"c\", \"arch\": \"a\", \"memory\": {\"code\": {\"bytes\": 500000}, "
        "\"ram\": {\"bytes\": %lld}}, \"features\": {\"ethernet\": \"mac\"}, \"run\": [\"x\"]}",
        ram);

    fixture_put(tree, "boards/big/board.json", board);
    fixture_put(tree, "libs/mqtt/module.json",
                "{\"modules\": [{\"id\": \"mqtt\", \"title\": \"MQTT\", \"describes\": \"d\", "
                "\"category\": \"Connectivity\", \"visible\": true, \"libraries\": [\"lib_mqtt\"], "
                "\"profile\": \"full\"}]}");
    catalogue = fixture_catalogue(tree);
    json_t *const answer = answer_to(document);

    catalogue_free(catalogue);
    catalogue = before;
    free(board);
    free(tree);
    return answer;
}

static void what_a_bootloader_starts_has_the_room_of_its_slot(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;

    fixture_put(tree, "boards/big/board.json",
                "{\"name\": \"big\", \"description\": \"B\", \"vendor\": \"M\", \"chip\": \"c\", "
                "\"core\": \"c\", \"arch\": \"a\", \"memory\": {\"code\": {\"bytes\": 500000}}, "
                "\"ota\": {\"run\": {\"bytes\": 100000}}, \"features\": {\"ethernet\": \"mac\"}, "
                "\"run\": [\"x\"]}");
    fixture_put(tree, "demos/talk/module.json",
                "{\"demo\": {\"id\": \"talk\", \"title\": \"Talk\", \"describes\": \"d\", "
                "\"images\": [\"talk\", \"bootloader\"]}}");
    catalogue = fixture_catalogue(tree);
    json_t *const talk = answer_to("{'board': 'big', 'demo': 'talk'}");
    json_t *const tls = answer_to("{'board': 'big', 'modules': ['tls']}");

    CHECK_EQ(json_integer_value(json_object_get(fixture_problem(talk, "flash"), "available")),
             100000);
    CHECK_EQ(json_is_true(json_object_get(tls, "valid")), 1);
    json_decref(talk);
    json_decref(tls);
    catalogue_free(catalogue);
    catalogue = before;
    free(tree);
}

static void a_heap_says_what_the_demo_takes_of_it(void)
{
    json_t *const talk = answer_to("{'board': 'big', 'demo': 'talk'}");
    json_t *const hello = answer_to("{'board': 'big', 'demo': 'hello'}");

    CHECK_EQ(number(talk, "heap", "peak"), 450);
    CHECK_EQ(number(talk, "heap", "size"), 500);
    CHECK_TEXT(fixture_text(talk, "estimate.heap.measured_on"), "small");
    CHECK_EQ(json_is_true(json_object_get(talk, "valid")), 1);
    CHECK_EQ(number(hello, "heap", "peak"), 0);
    CHECK_EQ(number(hello, "heap", "size"), 100);
    json_decref(talk);
    json_decref(hello);
}

static void a_demo_that_wants_more_heap_than_it_gets_is_told(void)
{
    json_t *const answer =
        answer_with(65536, "{'board': 'big', 'demo': 'talk', 'modules': ['mqtt']}");
    const json_t *const problem = fixture_problem(answer, "heap");

    CHECK_TEXT(
        fixture_text(problem, "text"),
        "The demo Talk takes 450 bytes of the kernel's heap at its most, measured on Small board; "
        "its configuration for B gives it 100");
    CHECK_EQ(json_integer_value(json_object_get(problem, "needed")), 450);
    CHECK_EQ(json_integer_value(json_object_get(problem, "available")), 100);
    CHECK_HAS(fixture_text(problem, "advice"), "Leave it out");
    CHECK_EQ(json_is_false(json_object_get(answer, "valid")), 1);
    json_decref(answer);
}

static void a_heap_that_the_ram_cannot_have_is_a_problem_of_ram(void)
{
    json_t *const answer =
        answer_with(59800, "{'board': 'big', 'demo': 'talk', 'modules': ['mqtt']}");
    json_t *const enough =
        answer_with(59950, "{'board': 'big', 'demo': 'talk', 'modules': ['mqtt']}");
    const json_t *const problem = fixture_problem(answer, "ram");

    CHECK_EQ(fixture_problem(answer, "heap") == NULL, 1);
    CHECK_TEXT(
        fixture_text(problem, "text"),
        "The demo Talk needs 59,950 bytes of RAM, 59,500 linked and 450 of the kernel's heap "
        "at its most, measured on Small board; B has 59,800: lib_tls takes 47,000 of them, "
        "service_net 9,000, the kernel's heap 450");
    CHECK_EQ(json_integer_value(json_object_get(problem, "needed")), 59950);
    CHECK_EQ(json_integer_value(json_object_get(problem, "available")), 59800);
    CHECK_EQ(fixture_problem(enough, "heap") != NULL, 1);
    json_decref(answer);
    json_decref(enough);
}

static void the_same_choice_is_answered_the_same(void)
{
    json_t *const one = answer_to("{'board': 'big', 'modules': ['agent', 'tls'], 'demo': 'talk'}");
    json_t *const other =
        answer_to("{'demo': 'talk', 'modules': ['tls', 'agent', 'tls'], 'board': 'big'}");
    char *const first = json_dumps(one, 0), *const second = json_dumps(other, 0);

    CHECK_TEXT(first, second);
    CHECK_TEXT(fixture_text(one, "address"), "/?board=big&demo=talk&modules=agent,tls&name=my-big");
    free(first);
    free(second);
    json_decref(one);
    json_decref(other);
}

int main(void)
{
    char *const tree = fixture_tree();

    catalogue = fixture_catalogue(tree);
    RUN(each_module_says_why_it_is_there);
    RUN(what_a_demo_uses_is_the_demos);
    RUN(the_estimate_takes_the_larger_need_once);
    RUN(different_needs_of_the_kernel_are_more_than_the_larger);
    RUN(modules_that_exclude_each_other_are_told_once);
    RUN(a_board_says_what_it_lacks);
    RUN(what_does_not_fit_says_both_numbers);
    RUN(what_only_fits_apart_is_a_warning);
    RUN(unknown_names_are_answered_with_the_nearest);
    RUN(only_names_of_folders_are_names);
    RUN(a_board_without_figures_says_how_to_get_them);
    RUN(a_part_for_others_is_a_warning);
    RUN(a_module_that_was_measured_and_is_too_large_says_so);
    RUN(a_demo_is_charged_with_its_own_image_only);
    RUN(a_module_for_one_configuration_brings_it);
    RUN(a_demo_in_another_configuration_has_the_room_of_that);
    RUN(what_a_bootloader_starts_has_the_room_of_its_slot);
    RUN(a_heap_says_what_the_demo_takes_of_it);
    RUN(a_demo_that_wants_more_heap_than_it_gets_is_told);
    RUN(a_heap_that_the_ram_cannot_have_is_a_problem_of_ram);
    RUN(the_same_choice_is_answered_the_same);
    catalogue_free(catalogue);
    free(tree);
    return 0;
}
