/* SPDX-License-Identifier: MIT */
/* The front end: files and suite are read and checked as a whole before anything is done. */
#include "verbs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "complaints.h"
#include "options.h"
#include "places.h"
#include "room.h"
#include "selection.h"

typedef enum verdict run_function(const struct run_request *);

/* The suite of a source tree, or NULL and all complaints. */
static struct suite *suite_of(const char *source, struct complaints *complaints)
{
    char *const folder = room_text("%s/tests/qualification", source);
    struct suite *const suite = suite_read(folder, complaints);

    free(folder);
    return suite;
}

static void list_groups(const struct suite *suite)
{
    for (size_t i = 0; i < suite->group_count; i++) {
        const struct suite_group *const group = &suite->groups[i];

        printf("%-24s %3zu cases  %s", group->id, group->case_count, group->title);
        if (group->feature != NULL) {
            printf(" (where %s is %s", group->feature, group->values[0]);
            for (size_t k = 1; group->values[k] != NULL; k++) {
                printf(" or %s", group->values[k]);
            }
            fputc(')', stdout);
        }
        if (group->kind == GROUP_DECLARED) {
            printf(" (not yet: %s)", group->reason);
        }
        fputc('\n', stdout);
    }
}

static enum verdict list_cases(const struct suite *suite, const char *groups)
{
    char *const ids = room_text("%s", groups != NULL ? groups : "");
    enum verdict verdict = VERDICT_PASSED;

    for (size_t i = 0; groups == NULL && i < suite->group_count; i++) {
        for (size_t k = 0; k < suite->groups[i].case_count; k++) {
            printf("%s %s\n", suite->groups[i].id, suite->groups[i].cases[k].name);
        }
    }
    for (char *rest = ids, *id; groups != NULL && (id = strsep(&rest, ",")) != NULL;) {
        const struct suite_group *const group = selection_group(suite, id, stderr);

        for (size_t k = 0; group != NULL && k < group->case_count; k++) {
            printf("%s\n", group->cases[k].name);
        }
        verdict = group == NULL ? VERDICT_USAGE : verdict;
    }
    free(ids);
    return verdict;
}

static enum verdict list(const struct options *options, const struct places *places)
{
    struct complaints *const complaints = complaints_new();
    struct suite *const suite =
        suite_of(options->source != NULL ? options->source : places->root, complaints);
    enum verdict verdict = VERDICT_PASSED;

    complaints_print(complaints, stderr);
    complaints_free(complaints);
    if (suite == NULL) {
        return VERDICT_CONFIGURATION;
    }
    if (!selection_is_suite(suite, options->suite, stderr)) {
        verdict = VERDICT_USAGE;
    } else if (options->verb == VERB_LIST_SUITES) {
        printf("%s %s  %s\n", suite->id, suite->version, suite->title);
    } else if (options->verb == VERB_LIST_GROUPS) {
        list_groups(suite);
    } else if (options->verb == VERB_LIST_TEST_CASES) {
        verdict = list_cases(suite, options->groups);
    } else {
        printf("devicetester %s\n%s %s\nDunlin %s\n", TESTER_VERSION, suite->id, suite->version,
               TESTER_PRODUCT_VERSION);
    }
    suite_free(suite);
    return verdict;
}

/* The command line as it was typed, for the reports. */
static char *command_line(int count, char **words)
{
    char *line = room_text("devicetester");

    for (int i = 1; i < count; i++) {
        const bool plain = words[i][0] != '\0' && strpbrk(words[i], " \t\n'\"\\$&|;<>()*?") == NULL;
        char *const longer = room_text(plain ? "%s %s" : "%s '%s'", line, words[i]);

        free(line);
        line = longer;
    }
    return line;
}

/* What a pool says of the feature that a group needs; NULL: it runs there. */
static const char *hindrance(const struct pool *pool, const struct suite_group *group)
{
    const char *const value = group->feature != NULL ? pool_feature(pool, group->feature) : NULL;

    if (group->kind == GROUP_DECLARED) {
        return group->reason;
    }
    if (group->feature == NULL) {
        return NULL;
    }
    for (size_t i = 0; value != NULL && group->values[i] != NULL; i++) {
        if (strcmp(group->values[i], value) == 0) {
            return NULL;
        }
    }
    return value != NULL ? value : "No";
}

static void say_plan(const struct run_request *request)
{
    printf("%s %s on pool %s (%s), %zu device%s\n", request->suite->id, request->suite->version,
           request->pool->id, request->pool->sku, request->pool->device_count,
           request->pool->device_count == 1 ? "" : "s");
    for (size_t i = 0; i < request->group_count; i++) {
        const struct run_group *const run = &request->groups[i];
        const char *const why = hindrance(request->pool, run->group);
        size_t count = 0;

        while (run->cases != NULL && run->cases[count] != NULL) {
            count++;
        }
        printf("%-24s %3zu cases", run->group->id,
               run->cases != NULL ? count : run->group->case_count);
        if (why != NULL && run->group->kind != GROUP_DECLARED) {
            printf(", skipped: %s is %s", run->group->feature, why);
        } else if (why != NULL) {
            printf(", skipped: %s", why);
        }
        fputc('\n', stdout);
    }
}

/* What was read is fine: choose, look for boards and tools, run. */
static enum verdict run_chosen(const struct options *options, const struct places *places,
                               struct run_request *request, run_function *run)
{
    struct selection selection;
    enum verdict verdict =
        selection_make(&selection, options, request->configuration, request->suite, stderr);

    if (verdict == VERDICT_PASSED) {
        request->pool = selection.pool;
        request->groups = selection.groups;
        request->group_count = selection.group_count;
        request->whole_suite = selection.whole_suite;
        if (options->dry_run) {
            say_plan(request);
        } else if (selection.group_count == 0) {
            fputs("devicetester: there is nothing to run\n", stderr);
        } else {
            struct complaints *const complaints = complaints_new();

            configuration_look(request->configuration, request->pool, places->root, complaints);
            complaints_print(complaints, stderr);
            if (complaints_count(complaints) != 0) {
                verdict = VERDICT_MACHINE;
            } else if (run == NULL) {
                fputs("devicetester: this program runs nothing; there is --dry-run\n", stderr);
                verdict = VERDICT_USAGE;
            } else {
                verdict = run(request);
            }
            complaints_free(complaints);
        }
    }
    selection_free(&selection);
    return verdict;
}

static enum verdict run_suite_verb(const struct options *options, const struct places *places,
                                   int count, char **words, run_function *run)
{
    struct complaints *const complaints = complaints_new();
    struct configuration *const configuration =
        configuration_read(places->config, places->device, places->userdata, complaints);
    struct suite *const suite =
        configuration != NULL ? suite_of(configuration->source_path, complaints) : NULL;
    enum verdict verdict = VERDICT_CONFIGURATION;

    complaints_print(complaints, stderr);
    if (suite != NULL) {
        char *const line = command_line(count, words);
        struct run_request request = {.configuration = configuration,
                                      .suite = suite,
                                      .keep = options->keep,
                                      .json = options->json,
                                      .tester_root = places->root,
                                      .command_line = line};

        verdict = run_chosen(options, places, &request, run);
        free(line);
    } else {
        const size_t problems = complaints_count(complaints);

        fprintf(stderr, "devicetester: %zu problem%s; nothing was started\n", problems,
                problems == 1 ? "" : "s");
    }
    suite_free(suite);
    configuration_free(configuration);
    complaints_free(complaints);
    return verdict;
}

enum verdict verbs_main(int count, char **words, run_function *run)
{
    struct options options;
    struct places places;
    enum verdict verdict = VERDICT_PASSED;

    if (!options_read(&options, count, words, stderr)) {
        if (count < 2) {
            options_help(VERB_NONE, stderr);
        }
        return VERDICT_USAGE;
    }
    if (options.verb == VERB_HELP) {
        options_help(options.about, stdout);
        return VERDICT_PASSED;
    }
    places_find(&places, &options);
    if (options.verb == VERB_RUN_SUITE) {
        verdict = run_suite_verb(&options, &places, count, words, run);
    } else if (options.verb == VERB_CHECK) {
        verdict = check_board(options.source != NULL ? options.source : places.root, options.board,
                              stdout);
    } else {
        verdict = list(&options, &places);
    }
    places_free(&places);
    return verdict;
}
