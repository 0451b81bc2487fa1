/* SPDX-License-Identifier: MIT */
#include "selection.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "complaints.h"
#include "json_text.h"
#include "nearest.h"
#include "room.h"

bool selection_is_suite(const struct suite *suite, const char *id, FILE *out)
{
    const size_t length = strlen(suite->id);

    if (id == NULL || strcasecmp(id, suite->id) == 0 ||
        (strncasecmp(id, suite->id, length) == 0 && id[length] == '.')) {
        return true;
    }
    fprintf(out, "devicetester: there is no suite \"%s\"; there is %s\n", id, suite->id);
    return false;
}

static void say_nearest_or_all(const struct nearest *nearest, FILE *out)
{
    if (nearest->name != NULL) {
        fprintf(out, "; did you mean %s?\n", nearest->name);
    }
}

const struct suite_group *selection_group(const struct suite *suite, const char *id, FILE *out)
{
    const struct suite_group *const group = suite_group(suite, id);
    struct nearest nearest = nearest_begin(id);

    if (group != NULL) {
        return group;
    }
    for (size_t i = 0; i < suite->group_count; i++) {
        if (strcasecmp(suite->groups[i].name, id) == 0 ||
            strcasecmp(suite->groups[i].folder, id) == 0) {
            return &suite->groups[i];
        }
        nearest_offer(&nearest, suite->groups[i].id);
    }
    fprintf(out, "devicetester: %s has no group \"%s\"", suite->id, id);
    say_nearest_or_all(&nearest, out);
    if (nearest.name == NULL) {
        fputs("; there are", out);
        for (size_t i = 0; i < suite->group_count; i++) {
            fprintf(out, "%s %s", i == 0 ? "" : ",", suite->groups[i].id);
        }
        fputc('\n', out);
    }
    return NULL;
}

static bool choose_pool(struct selection *selection, const struct options *options,
                        const struct configuration *configuration, FILE *out)
{
    struct nearest nearest;

    if (options->pool == NULL && configuration->pool_count == 1) {
        selection->pool = &configuration->pools[0];
        return true;
    }
    nearest = nearest_begin(options->pool != NULL ? options->pool : "");
    for (size_t i = 0; options->pool != NULL && i < configuration->pool_count; i++) {
        if (strcmp(configuration->pools[i].id, options->pool) == 0) {
            selection->pool = &configuration->pools[i];
            return true;
        }
        nearest_offer(&nearest, configuration->pools[i].id);
    }
    if (options->pool == NULL) {
        fputs("devicetester: device.json has several pools; choose one with --pool-id", out);
    } else {
        fprintf(out, "devicetester: device.json has no pool \"%s\"", options->pool);
        if (nearest.name != NULL) {
            fprintf(out, "; did you mean %s?", nearest.name);
        }
    }
    fputs("; there are", out);
    for (size_t i = 0; i < configuration->pool_count; i++) {
        fprintf(out, "%s %s", i == 0 ? "" : ",", configuration->pools[i].id);
    }
    fputc('\n', out);
    return false;
}

static struct run_group *chosen(struct selection *selection, const struct suite_group *group)
{
    for (size_t i = 0; i < selection->group_count; i++) {
        if (selection->groups[i].group == group) {
            return &selection->groups[i];
        }
    }
    return NULL;
}

/* All groups, or those of a list, in the suite's order. */
static bool choose_groups(struct selection *selection, const struct suite *suite, const char *list,
                          FILE *out)
{
    bool *const wanted = room_zero(suite->group_count * sizeof(wanted[0]));
    char *const ids = room_text("%s", list != NULL ? list : "");
    bool fine = true;

    for (char *rest = ids, *id; (id = strsep(&rest, ",")) != NULL;) {
        const struct suite_group *const group =
            id[0] != '\0' ? selection_group(suite, id, out) : NULL;

        if (group != NULL) {
            wanted[group - suite->groups] = true;
        } else if (id[0] != '\0') {
            fine = false;
        }
    }
    free(ids);
    selection->groups = room_zero(suite->group_count * sizeof(selection->groups[0]));
    for (size_t i = 0; i < suite->group_count; i++) {
        if (list == NULL || wanted[i]) {
            selection->groups[selection->group_count++].group = &suite->groups[i];
        }
    }
    free(wanted);
    if (fine && selection->group_count == 0) {
        fputs("devicetester: --group-id names no group\n", out);
        fine = false;
    }
    return fine;
}

static void add_case(struct run_group *run, const struct suite_case *one)
{
    const size_t count = run->group->case_count;

    if (run->cases == NULL) {
        run->cases = room_zero((count + 1) * sizeof(run->cases[0]));
    }
    /* kept at the place of the case until tidy() */
    run->cases[one - run->group->cases] = one;
}

/* Cases without gaps; groups without a chosen case go. */
static void tidy(struct selection *selection)
{
    size_t kept = 0;

    for (size_t i = 0; i < selection->group_count; i++) {
        struct run_group run = selection->groups[i];
        size_t count = 0;

        if (run.cases == NULL) {
            continue;
        }
        for (size_t k = 0; k < run.group->case_count; k++) {
            if (run.cases[k] != NULL) {
                run.cases[count++] = run.cases[k];
            }
        }
        run.cases[count] = NULL;
        selection->groups[kept++] = run;
    }
    selection->group_count = kept;
}

static void unknown_case(const struct selection *selection, const char *name, FILE *out)
{
    struct nearest nearest = nearest_begin(name);

    for (size_t i = 0; i < selection->group_count; i++) {
        for (size_t k = 0; k < selection->groups[i].group->case_count; k++) {
            nearest_offer(&nearest, selection->groups[i].group->cases[k].name);
        }
    }
    fprintf(out, "devicetester: no chosen group has a case \"%s\"", name);
    say_nearest_or_all(&nearest, out);
    if (nearest.name == NULL) {
        fputs("; see devicetester list-test-cases\n", out);
    }
}

static bool choose_cases(struct selection *selection, const char *list, FILE *out)
{
    char *const names = room_text("%s", list);
    bool fine = true;

    for (char *rest = names, *name; (name = strsep(&rest, ",")) != NULL;) {
        bool found = name[0] == '\0';

        for (size_t i = 0; i < selection->group_count; i++) {
            const struct suite_case *const one = suite_case(selection->groups[i].group, name);

            if (one != NULL) {
                add_case(&selection->groups[i], one);
                found = true;
            }
        }
        if (!found) {
            unknown_case(selection, name, out);
            fine = false;
        }
    }
    free(names);
    tidy(selection);
    return fine;
}

/* The folder below `results` whose report is the youngest. */
static char *youngest(const char *results)
{
    DIR *const folder = opendir(results);
    struct timespec latest = {0, 0};
    char *found = NULL;

    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
        char *const path = room_text("%s/%s/report.json", results, entry->d_name);
        struct stat status;

        if (entry->d_name[0] != '.' && stat(path, &status) == 0 &&
            (status.st_mtim.tv_sec > latest.tv_sec || (status.st_mtim.tv_sec == latest.tv_sec &&
                                                       status.st_mtim.tv_nsec >= latest.tv_nsec))) {
            latest = status.st_mtim;
            free(found);
            found = room_text("%s", path);
        }
        free(path);
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return found;
}

/* report.json of --only-failed: a file, a folder with one, an id of the results folder, or the
 * youngest. */
static char *report_of(const char *given, const char *results)
{
    struct stat status;

    if (given == NULL) {
        return youngest(results);
    }
    char *const paths[] = {room_text("%s", given), room_text("%s/report.json", given),
                           room_text("%s/%s/report.json", results, given)};
    char *found = NULL;

    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        if (found == NULL && stat(paths[i], &status) == 0 && S_ISREG(status.st_mode)) {
            found = room_text("%s", paths[i]);
        }
        free(paths[i]);
    }
    return found;
}

static void choose_failed_of(struct selection *selection, const struct suite *suite,
                             const struct json_value *group)
{
    const char *const id = json_get_text(group, "id");
    const struct suite_group *const is = id != NULL ? suite_group(suite, id) : NULL;
    const struct json_value *const cases = json_get(group, "cases");
    struct run_group *const run = is != NULL ? chosen(selection, is) : NULL;

    for (size_t i = 0; run != NULL && cases != NULL && i < cases->count; i++) {
        const char *const name = json_get_text(cases->members[i].value, "name");
        const char *const outcome = json_get_text(cases->members[i].value, "outcome");
        const struct suite_case *const one = name != NULL ? suite_case(is, name) : NULL;

        if (one != NULL && outcome != NULL && strcmp(outcome, "passed") != 0 &&
            strcmp(outcome, "skipped") != 0) {
            add_case(run, one);
        }
    }
}

static enum verdict choose_failed(struct selection *selection, const struct options *options,
                                  const struct configuration *configuration,
                                  const struct suite *suite, FILE *out)
{
    char *const path = report_of(options->only_failed_in, configuration->results_folder);
    struct complaints *complaints;
    struct json_text *text;
    bool fine;

    if (path == NULL) {
        fprintf(out, "devicetester: there is no earlier report.json in %s\n",
                options->only_failed_in != NULL ? options->only_failed_in
                                                : configuration->results_folder);
        return VERDICT_CONFIGURATION;
    }
    complaints = complaints_new();
    text = json_text_read(path, JSON_READ_STRICT, complaints);
    const struct json_value *const groups =
        json_get(text != NULL ? json_text_root(text) : NULL, "groups");

    if (text != NULL && groups == NULL) {
        complain(complaints, path, 0, 0, "this is no report of devicetester: it has no groups");
    }
    for (size_t i = 0; groups != NULL && i < groups->count; i++) {
        choose_failed_of(selection, suite, groups->members[i].value);
    }
    complaints_print(complaints, out);
    fine = complaints_count(complaints) == 0;
    complaints_free(complaints);
    json_text_free(text);
    if (fine) {
        fprintf(out, "devicetester: the cases that did not pass in %s\n", path);
    }
    free(path);
    tidy(selection);
    return fine ? VERDICT_PASSED : VERDICT_CONFIGURATION;
}

enum verdict selection_make(struct selection *selection, const struct options *options,
                            const struct configuration *configuration, const struct suite *suite,
                            FILE *out)
{
    bool fine = selection_is_suite(suite, options->suite, out);

    *selection = (struct selection){0};
    fine = choose_pool(selection, options, configuration, out) && fine;
    fine = choose_groups(selection, suite, options->groups, out) && fine;
    if (fine && options->tests != NULL) {
        fine = choose_cases(selection, options->tests, out);
    }
    if (!fine) {
        return VERDICT_USAGE;
    }
    selection->whole_suite =
        options->groups == NULL && options->tests == NULL && !options->only_failed;
    return options->only_failed ? choose_failed(selection, options, configuration, suite, out)
                                : VERDICT_PASSED;
}

void selection_free(struct selection *selection)
{
    for (size_t i = 0; i < selection->group_count; i++) {
        free((void *)selection->groups[i].cases);
    }
    free(selection->groups);
}
