/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "fixture.h"
#include "lock.h"
#include "test.h"

static struct catalogue *catalogue;

/* A lock as a package of this choice has it. */
static json_t *lock_of(const char *document)
{
    json_t *const choice = fixture_choice(document);
    struct closure closure;

    closure_make(catalogue, choice, &closure);
    json_t *const lock = json_pack("{s:s, s:i, s:o, s:s, s:o}", "format", LOCK_FORMAT, "version", 1,
                                   "choice", choice, "release", "202510.00", "modules",
                                   lock_parts(catalogue, choice, &closure));

    closure_free(&closure);
    return lock;
}

static json_t *difference_of(const json_t *lock)
{
    char error[300] = "";
    json_t *const difference = package_difference(catalogue, lock, error, sizeof(error));

    CHECK_TEXT(error, "");
    return difference;
}

static size_t count(const json_t *difference, const char *kind)
{
    return json_array_size(json_object_get(difference, kind));
}

static void nothing_has_changed_in_the_same_tree(void)
{
    json_t *const lock = lock_of("{'board': 'big', 'modules': ['agent'], 'demo': 'talk'}");
    json_t *const difference = difference_of(lock);

    CHECK_EQ(count(difference, "added") + count(difference, "removed") +
                 count(difference, "changed"),
             0);
    CHECK_TEXT(fixture_text(difference, "from"), "202510.00");
    CHECK_TEXT(fixture_text(difference, "to"), "202611.00");
    CHECK_TEXT(fixture_text(difference, "choice.modules.0"), "agent");
    json_decref(difference);
    json_decref(lock);
}

static void what_came_went_and_changed_is_named(void)
{
    json_t *const lock = lock_of("{'board': 'big', 'modules': ['mqtt']}");
    json_t *const modules = json_object_get(lock, "modules");
    size_t i;
    json_t *part;

    json_array_foreach(modules, i, part)
    {
        if (strcmp(fixture_text(part, "id"), "mqtt") == 0) {
            json_object_set_new(part, "version", json_string("1.0.0"));
        } else if (strcmp(fixture_text(part, "id"), "base") == 0) {
            json_object_set_new(part, "id", json_string("gone"));
        } else if (strcmp(fixture_text(part, "id"), "kernel") == 0) {
            json_object_set_new(part, "sha256", json_string("0"));
        }
    }
    json_t *const difference = difference_of(lock);

    CHECK_EQ(count(difference, "added"), 1);
    CHECK_TEXT(fixture_text(difference, "added.0.id"), "base");
    CHECK_EQ(count(difference, "removed"), 1);
    CHECK_TEXT(fixture_text(difference, "removed.0.id"), "gone");
    CHECK_EQ(count(difference, "changed"), 2);
    CHECK_TEXT(fixture_text(difference, "changed.0.id"), "kernel");
    CHECK_TEXT(fixture_text(difference, "changed.1.from"), "1.0.0");
    CHECK_TEXT(fixture_text(difference, "changed.1.to"), "1.2.3");
    json_decref(difference);
    json_decref(lock);
}

static void a_changed_file_is_seen(void)
{
    char *const tree = fixture_tree();
    struct catalogue *const before = catalogue;

    catalogue = fixture_catalogue(tree);
    json_t *const lock = lock_of("{'board': 'big', 'modules': ['tls']}");

    fixture_put(tree, "libs/tls/tls.c", "int tls;\n");
    json_t *const difference = difference_of(lock);

    CHECK_EQ(count(difference, "changed"), 1);
    CHECK_TEXT(fixture_text(difference, "changed.0.id"), "tls");
    json_decref(difference);
    json_decref(lock);
    catalogue_free(catalogue);
    catalogue = before;
    free(tree);
}

static void what_is_no_lock_is_refused(void)
{
    static const struct {
        const char *key, *value, *told;
    } cases[] = {
        {"format", "\"x\"", "no package.lock.json"},
        {"version", "2", "newer Dunlin"},
        {"version", "0", "no version"},
        {"release", "7", "release is missing"},
        {"release", "\"\\u001b[2J\"", "no line of text"},
        {"modules",
         "[{\"id\": \"a\", \"title\": \"\\u009b\", \"version\": \"1\", \"sha256\": \"\"}]",
         "no line of text"},
        {"modules",
         "[{\"id\": \"a\", \"title\": \"\", \"version\": \"1\", \"sha256\": \"\"},"
         "{\"id\": \"a\", \"title\": \"\", \"version\": \"2\", \"sha256\": \"\"}]",
         "twice"},
        {"modules", "{}", "no list"},
        {"modules", "[{\"id\": \"a\"}]", "a module has no id"},
        {"modules", "[7]", "a module has no id"},
        {"choice", "null", "a choice is an object"},
        {"choice", "{\"board\": 1}", "board is not an id"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        json_t *const lock = lock_of("{'board': 'big'}");
        char error[300] = "";

        test_case = cases[i].told;
        json_object_set_new(lock, cases[i].key, json_loads(cases[i].value, JSON_DECODE_ANY, NULL));
        CHECK_EQ(package_difference(catalogue, lock, error, sizeof(error)) == NULL, 1);
        CHECK_HAS(error, cases[i].told);
        json_decref(lock);
    }
}

static void a_lock_is_no_place_for_much_text(void)
{
    json_t *const lock = lock_of("{'board': 'big'}");
    json_t *const modules = json_object_get(lock, "modules");
    json_t *const part = json_array_get(modules, 0);
    char error[300] = "";
    char word[202];

    memset(word, 'x', sizeof(word) - 1);
    word[sizeof(word) - 1] = '\0';
    json_object_set_new(part, "title", json_string(word));
    CHECK_EQ(package_difference(catalogue, lock, error, sizeof(error)) == NULL, 1);
    CHECK_HAS(error, "a module has no id, title");
    json_object_set_new(part, "title", json_string(word + 1));
    json_decref(difference_of(lock));
    while (json_array_size(modules) <= 500) {
        json_array_append(modules, part);
    }
    CHECK_EQ(package_difference(catalogue, lock, error, sizeof(error)) == NULL, 1);
    CHECK_HAS(error, "is too long");
    json_decref(lock);
}

static void a_lock_of_a_board_that_is_gone_has_its_problem(void)
{
    json_t *const lock = lock_of("{'board': 'big'}");

    json_object_set_new(json_object_get(lock, "choice"), "board", json_string("bigg"));
    json_t *const difference = difference_of(lock);

    CHECK_TEXT(fixture_text(difference, "problems.0.code"), "unknown-board");
    json_decref(difference);
    json_decref(lock);
}

int main(void)
{
    char *const tree = fixture_tree();

    catalogue = fixture_catalogue(tree);
    RUN(nothing_has_changed_in_the_same_tree);
    RUN(what_came_went_and_changed_is_named);
    RUN(a_changed_file_is_seen);
    RUN(what_is_no_lock_is_refused);
    RUN(a_lock_is_no_place_for_much_text);
    RUN(a_lock_of_a_board_that_is_gone_has_its_problem);
    catalogue_free(catalogue);
    free(tree);
    return 0;
}
