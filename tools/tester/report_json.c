/* SPDX-License-Identifier: MIT */
/* report.json, version 1: README.md has every member. All numbers are integers, so that a digest of
 * the text with sorted keys and without spaces is the same wherever it is made. */
#include "digest.h"
#include "report_file.h"
#include "report_markup.h"
#include "results.h"
#include "room.h"
#include "safe_text.h"
#include "trouble.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define FORMAT    "dunlin-qualification-report"
#define VERSION   1
#define LOG_BYTES 65536u
#define CANONICAL (JSON_COMPACT | JSON_SORT_KEYS)

static json_t *text(const char *value)
{
    char *safe;
    json_t *made;

    if (value == NULL) {
        return json_null();
    }
    safe = safe_copy(value);
    made = json_string(safe);
    free(safe);
    return made;
}

static void set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0) {
        abort(); /* no memory */
    }
}

static void append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0) {
        abort();
    }
}

static json_t *milliseconds(double seconds)
{
    double value = seconds * 1000.0 + 0.5;

    return json_integer(value > 0.0 && value < 1e15 ? (json_int_t)value : 0);
}

static json_t *bytes(long long count)
{
    return count < 0 ? json_null() : json_integer(count);
}

static json_t *trouble_json(enum trouble trouble)
{
    return trouble == TROUBLE_NONE ? json_null() : json_string(trouble_name(trouble));
}

static json_t *totals_json(struct totals totals)
{
    json_t *made = json_object();

    set(made, "tests", json_integer(totals.tests));
    set(made, "passed", json_integer(totals.passed));
    set(made, "failed", json_integer(totals.failed));
    set(made, "errors", json_integer(totals.errors));
    set(made, "skipped", json_integer(totals.skipped));
    set(made, "notRun", json_integer(totals.not_run));
    return made;
}

static json_t *measures_json(const struct case_result *one)
{
    json_t *made = json_array();

    for (size_t i = 0; i < one->measure_count; i++) {
        json_t *measure = json_object();

        set(measure, "name", text(one->measures[i].name));
        set(measure, "value", json_integer(one->measures[i].value));
        set(measure, "unit", text(one->measures[i].unit));
        append(made, measure);
    }
    return made;
}

static json_t *case_json(const struct case_result *one)
{
    json_t *made = json_object();
    char *log = one->log == NULL ? NULL : safe_excerpt(one->log, LOG_BYTES);

    set(made, "name", text(one->is->name));
    set(made, "clause", text(one->is->clause == NULL ? NULL : one->is->clause->id));
    set(made, "outcome", json_string(outcome_name(one->outcome)));
    set(made, "trouble", trouble_json(one->trouble));
    set(made, "message", one->outcome == OUTCOME_PASSED ? json_null() : text(case_message(one)));
    set(made, "milliseconds", milliseconds(one->seconds));
    set(made, "attempts", json_integer(one->attempts));
    set(made, "measures", measures_json(one));
    set(made, "log", text(log));
    free(log);
    return made;
}

static json_t *clauses_json(const struct suite_group *group)
{
    json_t *made = json_array();

    for (size_t i = 0; i < group->clause_count; i++) {
        json_t *clause = json_object();

        set(clause, "id", text(group->clauses[i].id));
        set(clause, "text", text(group->clauses[i].text));
        set(clause, "advice", text(group->clauses[i].advice));
        set(clause, "see", text(group->clauses[i].see));
        append(made, clause);
    }
    return made;
}

static json_t *image_json(const struct group_result *group)
{
    json_t *made;

    if (group->image_text < 0 && group->image_data < 0 && group->image_bss < 0) {
        return json_null();
    }
    made = json_object();
    set(made, "text", bytes(group->image_text));
    set(made, "data", bytes(group->image_data));
    set(made, "bss", bytes(group->image_bss));
    return made;
}

/* Path and digest of the group's log as it is on the disk now. */
static json_t *log_json(const struct results *results, const struct group_result *group)
{
    char digest[DIGEST_TEXT_BYTES];
    json_t *made;
    char *path;

    if (group->log_path == NULL) {
        return json_null();
    }
    path = room_text("%s/%s", results->folder == NULL ? "." : results->folder, group->log_path);
    made = json_object();
    set(made, "path", text(group->log_path));
    set(made, "sha256", digest_file(path, digest) ? json_string(digest) : json_null());
    free(path);
    return made;
}

static json_t *group_json(const struct results *results, const struct group_result *group)
{
    static const char *const kinds[] = {"target", "host", "declared"};
    json_t *made = json_object();
    json_t *cases = json_array();

    set(made, "id", text(group->is->id));
    set(made, "name", text(group->is->name));
    set(made, "title", text(group->is->title));
    set(made, "kind", json_string(kinds[group->is->kind]));
    set(made, "required", json_boolean(results_require(results, group->is)));
    set(made, "outcome", json_string(outcome_name(group->outcome)));
    set(made, "trouble", trouble_json(group->trouble));
    set(made, "message", text(group->message));
    set(made, "device", text(group->device));
    set(made, "milliseconds", milliseconds(group->seconds));
    set(made, "buildMilliseconds", milliseconds(group->build_seconds));
    set(made, "flashMilliseconds", milliseconds(group->flash_seconds));
    set(made, "image", image_json(group));
    set(made, "log", log_json(results, group));
    set(made, "totals", totals_json(group_totals(group)));
    set(made, "clauses", clauses_json(group->is));
    for (size_t i = 0; i < group->case_count; i++) {
        append(cases, case_json(&group->cases[i]));
    }
    set(made, "cases", cases);
    return made;
}

static json_t *pool_json(const struct pool *pool)
{
    json_t *made = json_object();
    json_t *features = json_array();
    json_t *devices = json_array();

    set(made, "id", text(pool->id));
    set(made, "sku", text(pool->sku));
    for (size_t i = 0; i < pool->feature_count; i++) {
        json_t *feature = json_object();

        set(feature, "name", text(pool->features[i].name));
        set(feature, "value", text(pool->features[i].value));
        append(features, feature);
    }
    set(made, "features", features);
    for (size_t i = 0; i < pool->device_count; i++) {
        append(devices, text(pool->devices[i].id));
    }
    set(made, "devices", devices);
    return made;
}

/* The suite's groups that have to be shown, whether they were run or not. */
static json_t *required_json(const struct results *results)
{
    json_t *made = json_array();

    for (size_t i = 0; i < results->suite->group_count; i++) {
        if (results_require(results, &results->suite->groups[i])) {
            append(made, text(results->suite->groups[i].id));
        }
    }
    return made;
}

static json_t *suite_json(const struct results *results)
{
    json_t *made = json_object();

    set(made, "id", text(results->suite->id));
    set(made, "version", text(results->suite->version));
    set(made, "title", text(results->suite->title));
    set(made, "required", required_json(results));
    return made;
}

static json_t *results_json(const struct results *results)
{
    json_t *made = json_object();
    json_t *groups = json_array();
    const char *why;
    char started[32];

    write_time(started, results->started);
    set(made, "format", json_string(FORMAT));
    set(made, "version", json_integer(VERSION));
    set(made, "id", text(results->id));
    set(made, "suite", suite_json(results));
    set(made, "testerVersion", text(results->tester_version));
    set(made, "productVersion", text(results->product_version));
    set(made, "commit", text(results->commit));
    set(made, "commandLine", text(results->command_line));
    set(made, "started", json_string(started));
    set(made, "milliseconds", milliseconds(results->seconds));
    set(made, "interrupted", json_boolean(results->interrupted));
    set(made, "qualified", json_boolean(results_qualify_because(results, &why)));
    set(made, "notQualifiedBecause", text(why));
    set(made, "pool", pool_json(results->pool));
    set(made, "totals", totals_json(results_totals(results)));
    for (size_t i = 0; i < results->group_count; i++) {
        append(groups, group_json(results, &results->groups[i]));
    }
    set(made, "groups", groups);
    return made;
}

/* Last, over all the rest: finds a report that was changed after it was written. It is no
 * signature: whoever changes a report can make a new digest. */
static void seal(json_t *report)
{
    char digest[DIGEST_TEXT_BYTES];
    char *canonical = json_dumps(report, CANONICAL);

    if (canonical == NULL) {
        abort();
    }
    digest_bytes(canonical, strlen(canonical), digest);
    free(canonical);
    set(report, "sha256", json_string(digest));
}

const char *report_json(const struct results *results, const char *path)
{
    struct report_file file = report_open(path);
    json_t *report;

    if (file.out != NULL) {
        report = results_json(results);
        seal(report);
        json_dumpf(report, file.out, JSON_INDENT(2)); /* errors are the stream's */
        fputc('\n', file.out);
        json_decref(report);
    }
    return report_close(&file);
}
