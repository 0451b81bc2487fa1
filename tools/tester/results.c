/* SPDX-License-Identifier: MIT */
/* What the verdicts of cases add up to. Nothing is stored: totals are counted when asked for, so no
 * report can disagree with another. */
#include "results.h"

#include <stdio.h>
#include <strings.h>

static void count(struct totals *totals, enum outcome outcome)
{
    switch (outcome) {
    case OUTCOME_NOT_RUN:
        totals->not_run++;
        return;
    case OUTCOME_PASSED:
        totals->passed++;
        break;
    case OUTCOME_FAILED:
        totals->failed++;
        break;
    case OUTCOME_ERROR:
        totals->errors++;
        break;
    case OUTCOME_SKIPPED:
        totals->skipped++;
        break;
    }
    totals->tests++;
}

static struct totals cases_of(const struct group_result *group)
{
    struct totals totals = {0};

    for (size_t i = 0; i < group->case_count; i++) {
        count(&totals, group->cases[i].outcome);
    }
    return totals;
}

bool group_counts_itself(const struct group_result *group)
{
    struct totals cases = cases_of(group);

    if (group->outcome == OUTCOME_FAILED) {
        return cases.failed + cases.errors == 0;
    }
    if (group->trouble == TROUBLE_INTERRUPTED && cases.not_run > 0) {
        return false; /* they do */
    }
    return group->outcome == OUTCOME_ERROR && cases.errors == 0;
}

struct totals group_totals(const struct group_result *group)
{
    struct totals totals = cases_of(group);

    if (group_counts_itself(group)) {
        count(&totals, group->outcome);
    }
    return totals;
}

struct totals results_totals(const struct results *results)
{
    struct totals all = {0};

    for (size_t i = 0; i < results->group_count; i++) {
        struct totals one = group_totals(&results->groups[i]);

        all.tests += one.tests;
        all.passed += one.passed;
        all.failed += one.failed;
        all.errors += one.errors;
        all.skipped += one.skipped;
        all.not_run += one.not_run;
    }
    return all;
}

static bool is_optional(const char *feature)
{
    static const char *const optional[] = {"WIFI", "BLE", "OTA"};

    for (size_t i = 0; i < sizeof optional / sizeof optional[0]; i++) {
        if (strcasecmp(feature, optional[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_value(const struct suite_group *group, const char *value)
{
    if (value == NULL) {
        return false;
    }
    for (char **one = group->values; one != NULL && *one != NULL; one++) {
        if (strcasecmp(*one, value) == 0) {
            return true;
        }
    }
    return false;
}

bool results_require(const struct results *results, const struct suite_group *group)
{
    if (group->kind == GROUP_DECLARED) {
        return false;
    }
    return group->feature == NULL || !is_optional(group->feature) ||
           has_value(group, pool_feature(results->pool, group->feature));
}

static const struct group_result *result_of(const struct results *results,
                                            const struct suite_group *group)
{
    for (size_t i = 0; i < results->group_count; i++) {
        if (results->groups[i].is == group) {
            return &results->groups[i];
        }
    }
    return NULL;
}

/* What keeps one group from qualifying, or NULL. */
static const char *obstacle(const struct results *results, const struct suite_group *group)
{
    const struct group_result *found = result_of(results, group);
    struct totals totals;

    if (found == NULL) {
        return results_require(results, group) ? "was not run" : NULL;
    }
    totals = group_totals(found);
    if (totals.failed > 0 || found->outcome == OUTCOME_FAILED) {
        return "has failures";
    }
    if (totals.errors > 0 || found->outcome == OUTCOME_ERROR) {
        return "could not be judged";
    }
    if (!results_require(results, group)) {
        return NULL;
    }
    if (totals.not_run > 0 || found->case_count < group->case_count) {
        return "was not run as a whole";
    }
    return totals.passed == 0 ? "has no case that passed" : NULL;
}

bool results_qualify_because(const struct results *results, const char **why)
{
    static _Thread_local char text[200];
    const char *found = results->interrupted ? "the run was interrupted" : NULL;

    for (size_t i = 0; i < results->suite->group_count && found == NULL; i++) {
        const char *one = obstacle(results, &results->suite->groups[i]);

        if (one != NULL) {
            snprintf(text, sizeof text, "%s %s", results->suite->groups[i].id, one);
            found = text;
        }
    }
    if (found == NULL && results->suite->group_count == 0) {
        found = "the suite has no groups";
    }
    if (why != NULL) {
        *why = found;
    }
    return found == NULL;
}

bool results_qualify(const struct results *results)
{
    return results_qualify_because(results, NULL);
}
