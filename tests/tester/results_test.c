/* SPDX-License-Identifier: MIT */
/* What the verdicts of cases add up to, and when a board qualifies. */
#include "report_kit.h"
#include "results.h"
#include "test.h"

#include <string.h>

static char *yes[] = {"Yes", NULL};
static char *both[] = {"On-chip", "Offloaded", NULL};

static void each_case_is_counted_once(void)
{
    struct results *results = kit_everything();
    struct totals totals = results_totals(results);
    unsigned cases = 0, not_run = 0;

    for (size_t i = 0; i < results->group_count; i++) {
        struct totals one = group_totals(&results->groups[i]);

        CHECK_EQ(one.tests, one.passed + one.failed + one.errors + one.skipped);
        cases += (unsigned)results->groups[i].case_count;
    }
    not_run = totals.not_run;
    CHECK_EQ(totals.tests + not_run, cases + 1); /* the last group counts itself */
    CHECK_EQ(totals.failed, 3);
    CHECK_EQ(totals.errors, TROUBLE_INTERRUPTED + 1);
    CHECK_EQ(totals.skipped, 1 + 24);
    CHECK_EQ(not_run, 1);
}

static void a_group_that_went_wrong_counts_itself_only_when_no_case_does(void)
{
    struct results *results = kit_good(1, 3);
    struct group_result *group = &results->groups[0];

    CHECK_EQ(group_counts_itself(group), false);
    group->outcome = OUTCOME_ERROR;
    group->trouble = TROUBLE_BUILD;
    CHECK_EQ(group_counts_itself(group), true);
    CHECK_EQ(group_totals(group).errors, 1);
    group->cases[1].outcome = OUTCOME_ERROR;
    CHECK_EQ(group_counts_itself(group), false);
    CHECK_EQ(group_totals(group).errors, 1);
    group->cases[1].outcome = OUTCOME_NOT_RUN;
    group->trouble = TROUBLE_INTERRUPTED;
    CHECK_EQ(group_counts_itself(group), false);
}

static void a_run_in_which_all_went_well_qualifies(void)
{
    const char *why = "";

    CHECK_EQ(results_qualify_because(kit_good(6, 20), &why), true);
    CHECK_EQ(why == NULL, true);
}

/* Each of these alone keeps a board from qualifying, and says so. */
static void one_case_that_is_not_good_is_enough(void)
{
    static const struct {
        enum outcome outcome;
        const char *why;
    } rows[] = {{OUTCOME_FAILED, "FullTLS has failures"},
                {OUTCOME_ERROR, "FullTLS could not be judged"},
                {OUTCOME_NOT_RUN, "FullTLS was not run as a whole"}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct results *results = kit_good(4, 5);
        const char *why = NULL;

        test_case = rows[i].why;
        results->groups[2].cases[4].outcome = rows[i].outcome;
        CHECK_EQ(results_qualify_because(results, &why), false);
        CHECK_EQ(strcmp(why, rows[i].why), 0);
    }
}

static void a_case_that_was_not_asked_for_is_enough(void)
{
    struct results *results = kit_good(2, 5);
    const char *why;

    results->groups[1].case_count--;
    CHECK_EQ(results_qualify_because(results, &why), false);
    CHECK_EQ(strcmp(why, "FullTCP was not run as a whole"), 0);
}

static void a_case_that_is_skipped_with_a_reason_is_no_obstacle(void)
{
    struct results *results = kit_good(2, 5);

    results->groups[1].cases[0].outcome = OUTCOME_SKIPPED;
    CHECK_EQ(results_qualify(results), true);
}

static void a_required_group_of_which_everything_is_skipped_is_one(void)
{
    struct results *results = kit_good(2, 2);
    const char *why;

    results->groups[1].cases[0].outcome = OUTCOME_SKIPPED;
    results->groups[1].cases[1].outcome = OUTCOME_SKIPPED;
    CHECK_EQ(results_qualify_because(results, &why), false);
    CHECK_EQ(strcmp(why, "FullTCP has no case that passed"), 0);
}

static void a_required_group_that_was_not_asked_for_is_one(void)
{
    struct results *results = kit_good(3, 2);
    const char *why;

    results->group_count = 2;
    CHECK_EQ(results_qualify_because(results, &why), false);
    CHECK_EQ(strcmp(why, "FullTLS was not run"), 0);
}

static void an_interrupted_run_never_qualifies(void)
{
    struct results *results = kit_good(3, 2);

    results->interrupted = true;
    CHECK_EQ(results_qualify(results), false);
}

static void only_wifi_ble_and_ota_may_be_absent(void)
{
    static const struct {
        const char *feature;
        char **values;
        bool is_required;
    } rows[] = {{NULL, NULL, true},     {"WIFI", yes, false}, {"wifi", yes, false},
                {"BLE", yes, false},    {"OTA", yes, true}, /* the kit's board has it */
                {"TCP/IP", both, true}, {"TLS", both, true},  {"Cellular", yes, true}};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct results *results = kit_good(2, 2);
        struct suite_group *group = kit_group(results, 1);

        test_case = rows[i].feature == NULL ? "none" : rows[i].feature;
        group->feature = rows[i].feature;
        group->values = rows[i].values;
        CHECK_EQ(results_require(results, group), rows[i].is_required);
        results->group_count = 1;
        CHECK_EQ(results_qualify(results), !rows[i].is_required);
    }
}

static void a_declared_group_is_no_obstacle(void)
{
    struct results *results = kit_good(2, 2);

    kit_group(results, 1)->kind = GROUP_DECLARED;
    results->groups[1].case_count = 0;
    results->groups[1].outcome = OUTCOME_SKIPPED;
    CHECK_EQ(results_qualify(results), true);
}

static void an_optional_group_that_failed_is_an_obstacle(void)
{
    struct results *results = kit_good(2, 2);

    kit_group(results, 1)->feature = "WIFI";
    kit_group(results, 1)->values = yes;
    results->groups[1].cases[0].outcome = OUTCOME_FAILED;
    CHECK_EQ(results_qualify(results), false);
}

static void nothing_at_all_does_not_qualify(void)
{
    CHECK_EQ(results_qualify(kit_good(0, 0)), false);
}

int main(void)
{
    RUN(each_case_is_counted_once);
    RUN(a_group_that_went_wrong_counts_itself_only_when_no_case_does);
    RUN(a_run_in_which_all_went_well_qualifies);
    RUN(one_case_that_is_not_good_is_enough);
    RUN(a_case_that_was_not_asked_for_is_enough);
    RUN(a_case_that_is_skipped_with_a_reason_is_no_obstacle);
    RUN(a_required_group_of_which_everything_is_skipped_is_one);
    RUN(a_required_group_that_was_not_asked_for_is_one);
    RUN(an_interrupted_run_never_qualifies);
    RUN(only_wifi_ble_and_ota_may_be_absent);
    RUN(a_declared_group_is_no_obstacle);
    RUN(an_optional_group_that_failed_is_an_obstacle);
    RUN(nothing_at_all_does_not_qualify);
    return 0;
}
