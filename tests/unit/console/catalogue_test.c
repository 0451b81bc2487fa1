/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "manifest.h"
#include "preset.h"
#include "test.h"

static void every_problem_is_told_at_once_with_its_file(void)
{
    static const struct {
        const char *path, *text, *told;
    } cases[] = {
        {"boards/big/board.json", "{\"name\": \"bag\"}", "boards/big/board.json: its name is bag"},
        {"boards/small/board.json", "{", "boards/small/board.json: line 1"},
        {"boards/odd/board.json", "{\"name\": \"odd\"}",
         "CMakePresets.json: there is no preset odd"},
        {"libs/tls/module.json", "{\"modules\": [{\"id\": \"Tls\"}]}",
         "libs/tls/module.json: a module's id is 'Tls'"},
        {"libs/two/module.json",
         "{\"modules\": [{\"id\": \"mqtt\", \"title\": \"t\", \"describes\": \"d\", \"category\": "
         "\"System\", "
         "\"visible\": true, \"libraries\": [\"l\"]}]}",
         "libs/two/module.json: mqtt is in libs/mqtt, too"},
        {"libs/odd/module.json",
         "{\"modules\": [{\"id\": \"odd\", \"title\": \"t\", \"describes\": \"d\", \"category\": "
         "\"Toys\", "
         "\"visible\": true, \"libraries\": [\"l\"], \"excludes\": [\"nobody\"]}]}",
         "libs/odd/module.json: odd excludes nobody"},
        {"libs/blind/module.json",
         "{\"modules\": [{\"id\": \"blind\", \"title\": \"t\", \"describes\": \"d\", \"category\": "
         "\"System\", \"visible\": \"yes\", \"libraries\": [\"l2\"]}]}",
         "libs/blind/module.json: blind: visible is not true or false"},
        {"compat/old/empty/module.json",
         "{\"modules\": [{\"id\": \"empty\", \"title\": \"t\", \"describes\": \"d\", \"category\": "
         "\"System\", \"visible\": true, \"libraries\": []}]}",
         "compat/old/empty/module.json: empty has no libraries"},
        {"libs/toys/module.json",
         "{\"modules\": [{\"id\": \"toys\", \"title\": \"t\", \"describes\": \"d\", \"category\": "
         "\"Toys\", \"visible\": true, \"libraries\": [\"l3\"]}]}",
         "libs/toys/module.json: toys: there is no category 'Toys'"},
        {"libs/twice/module.json", "{\"modules\": [], \"modules\": []}",
         "libs/twice/module.json: line 1: duplicate"},
        {"demos/again/module.json",
         "{\"demo\": {\"id\": \"hello\", \"title\": \"t\", \"describes\": \"d\", \"images\": "
         "[\"i\"]}}",
         "demos/hello/module.json: demo hello is in demos/again, too"},
        {"demos/talk/module.json", "{\"demo\": {\"id\": \"talk\"}}",
         "demos/talk/module.json: demo talk has no title"},
        {"demos/none/module.json", "{}", "demos/none/module.json: it has neither"},
        {"tools/console/tables/small.json", "{\"format\": \"x\"}",
         "tables/small.json: it is no table"},
        {"docs/catalogue/reports/big/202611.00.json", "[", "reports/big/202611.00.json: line 1"},
    };
    char *const tree = fixture_tree();
    char error[4000];

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        fixture_put(tree, cases[i].path, cases[i].text);
    }
    CHECK_EQ(catalogue_load(tree, error, sizeof(error)) == NULL, 1);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        CHECK_HAS(error, cases[i].told);
    }
    free(tree);
}

static void a_manifest_in_another_form_says_its_line(void)
{
    static const struct {
        const char *text;
        int line;
    } cases[] = {
        {"version: \"1\"\nparts:\n  - {name: a, version: \"1}\n", 3},
        {"  indented: 1\n", 1},
        {"name: x\n\n- {a: b}\n", 3},
        {"parts:\n  - {name: a, also: [b\n", 2},
        {"parts:\n  - {name: a} and more\n", 2},
        {"parts:\n  - {name}\n", 2},
        {"no colon\n", 1},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        int line = 0;

        test_case = cases[i].text;
        CHECK_EQ(manifest_parse(cases[i].text, &line) == NULL, 1);
        CHECK_EQ(line, cases[i].line);
    }
}

static void a_manifest_is_read_whole(void)
{
    int line;
    json_t *const manifest = manifest_parse(
        "version: \"202611.00\"\nparts:\n  - {name: a, also: [b, c], note: \"x, y: {z}\"}\n",
        &line);

    CHECK_TEXT(fixture_text(manifest, "version"), "202611.00");
    CHECK_TEXT(fixture_text(manifest, "parts.0.also.1"), "c");
    CHECK_TEXT(fixture_text(manifest, "parts.0.note"), "x, y: {z}");
    json_decref(manifest);
}

static void a_preset_has_what_it_inherits(void)
{
    json_t *const presets =
        json_loads("{\"configurePresets\": [{\"name\": \"a\", \"toolchainFile\": \"t\", "
                   "\"cacheVariables\": {\"X\": \"1\", "
                   "\"Y\": \"1\"}}, {\"name\": \"b\", \"inherits\": \"a\", \"cacheVariables\": "
                   "{\"Y\": \"2\"}}, "
                   "{\"name\": \"loop\", \"inherits\": \"loop\"}, {\"name\": \"lost\", "
                   "\"inherits\": [\"nobody\"]}]}",
                   0, NULL);
    json_t *const resolved = preset_resolve(presets, "b");

    CHECK_TEXT(fixture_text(resolved, "toolchainFile"), "t");
    CHECK_TEXT(fixture_text(resolved, "cacheVariables.X"), "1");
    CHECK_TEXT(fixture_text(resolved, "cacheVariables.Y"), "2");
    CHECK_EQ(preset_resolve(presets, "loop") == NULL, 1);
    CHECK_EQ(preset_resolve(presets, "lost") == NULL, 1);
    json_decref(resolved);
    json_decref(presets);
}

static void the_catalogue_shows_boards_modules_and_configurations(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const catalogue = fixture_catalogue(tree);
    json_t *const document = catalogue_document(catalogue);

    CHECK_TEXT(fixture_text(document, "release"), "202611.00");
    CHECK_EQ(json_array_size(json_object_get(document, "boards")), 3);
    CHECK_TEXT(fixture_text(document, "boards.0.name"), "big");
    CHECK_TEXT(fixture_text(document, "boards.0.qualification.status"), "outdated");
    CHECK_TEXT(fixture_text(document, "boards.2.qualification.status"), "none");
    CHECK_EQ(json_array_size(json_object_get(document, "modules")), 7);
    CHECK_EQ(json_array_size(json_object_get(document, "demos")), 2);
    /* big has both, small the kernel's, new none */
    CHECK_EQ(json_array_size(json_object_get(document, "predefined")), 3);
    CHECK_TEXT(fixture_text(document, "predefined.1.id"), "big-connect");
    CHECK_TEXT(fixture_text(document, "predefined.2.choice.name"), "small-kernel");
    json_decref(document);
    catalogue_free(catalogue);
    free(tree);
}

static void a_board_greys_out_what_it_has_not(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const catalogue = fixture_catalogue(tree);
    json_t *const small = catalogue_board_document(catalogue, "small");
    const json_t *const modules = json_object_get(small, "modules");

    CHECK_EQ(json_is_true(json_object_get(json_object_get(modules, "mqtt"), "available")), 1);
    CHECK_EQ(json_object_get(json_object_get(modules, "mqtt"), "reason") == NULL, 1);
    CHECK_EQ(json_integer_value(json_object_get(json_object_get(modules, "mqtt"), "flash")), 3100);
    CHECK_EQ(json_is_false(json_object_get(json_object_get(modules, "tls"), "available")), 1);
    CHECK_HAS(fixture_text(modules, "tls.reason"), "57,300");
    CHECK_EQ(catalogue_board_document(catalogue, "nobody") == NULL, 1);
    json_decref(small);
    catalogue_free(catalogue);
    free(tree);
}

static void reports_make_the_page_of_qualified_boards(void)
{
    char *const tree = fixture_tree();
    fixture_put(tree, "docs/catalogue/reports/big/README.md", "no report");
    struct catalogue *const catalogue = fixture_catalogue(tree);
    json_t *const qualified = catalogue_qualified(catalogue);
    json_t *const report = catalogue_report(catalogue, "big", "202610.00");

    CHECK_TEXT(fixture_text(qualified, "boards.0.status"), "outdated");
    CHECK_TEXT(fixture_text(qualified, "boards.0.features.0.name"), "Ethernet (mac)");
    CHECK_TEXT(fixture_text(qualified, "boards.0.reports.0.release"), "202610.00");
    CHECK_TEXT(fixture_text(report, "board"), "big");
    CHECK_EQ(catalogue_report(catalogue, "big", "../../etc/passwd") == NULL, 1);
    json_decref(qualified);
    json_decref(report);
    catalogue_free(catalogue);
    free(tree);
}

static void a_title_is_short_enough_for_a_card(void)
{
    char *const tree = fixture_tree();

    fixture_put(tree, "boards/new/board.json",
                "{\"name\": \"new\", \"description\": \"A board of thirty-three characters\", "
                "\"vendor\": \"M\", \"chip\": \"c\", \"core\": \"c\", \"arch\": \"a\", "
                "\"memory\": {}, \"features\": {}, \"run\": [\"x\"]}");
    struct catalogue *const catalogue = fixture_catalogue(tree);
    json_t *const document = catalogue_document(catalogue);

    CHECK_TEXT(fixture_text(document, "boards.0.title"), "Big board");
    CHECK_TEXT(fixture_text(document, "boards.1.title"), "new");
    json_decref(document);
    catalogue_free(catalogue);
    free(tree);
}

int main(void)
{
    RUN(every_problem_is_told_at_once_with_its_file);
    RUN(a_manifest_in_another_form_says_its_line);
    RUN(a_manifest_is_read_whole);
    RUN(a_preset_has_what_it_inherits);
    RUN(the_catalogue_shows_boards_modules_and_configurations);
    RUN(a_board_greys_out_what_it_has_not);
    RUN(a_title_is_short_enough_for_a_card);
    RUN(reports_make_the_page_of_qualified_boards);
    return 0;
}
