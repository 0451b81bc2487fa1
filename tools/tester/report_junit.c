/* SPDX-License-Identifier: MIT */
/* AFQ_Report.xml: JUnit, with the attributes that readers of the AWS IoT Device Tester's know.
 * What was not asked for is not in it but counted as `disabled`; what an interrupted run did not
 * come to is an error, so that nobody takes such a report for a good one. */
#include "report_file.h"
#include "report_markup.h"
#include "results.h"
#include "safe_text.h"
#include "trouble.h"

#include <stdlib.h>

#define LOG_BYTES 16384u

static bool was_missed(const struct results *results, const struct case_result *one)
{
    return one->outcome == OUTCOME_NOT_RUN && results->interrupted;
}

/* Cases of a group that were not asked for. */
static unsigned left_out(const struct group_result *group)
{
    bool is_less = group->is->kind != GROUP_DECLARED && group->case_count < group->is->case_count;

    return is_less ? (unsigned)(group->is->case_count - group->case_count) : 0;
}

/* failures, errors and disabled as JUnit counts them. */
static struct totals junit_totals(const struct results *results, struct totals totals)
{
    if (results->interrupted) {
        totals.tests += totals.not_run;
        totals.errors += totals.not_run;
        totals.not_run = 0;
    }
    return totals;
}

static void element(FILE *out, const char *name, const char *type, const char *message,
                    const char *text)
{
    fprintf(out, "      <%s", name);
    if (type != NULL) {
        safe_attribute(out, "type", type);
    }
    safe_attribute(out, "message", message);
    if (text == NULL) {
        fputs("/>\n", out);
        return;
    }
    fputc('>', out);
    safe_markup(out, text);
    fprintf(out, "</%s>\n", name);
}

/* The clause that is broken and what to do, for whoever reads it in a build server. */
static char *explanation(const struct case_result *one)
{
    const struct suite_clause *clause = one->is->clause;
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    if (out == NULL) {
        abort();
    }
    fprintf(out, "%s\n", case_message(one));
    if (clause != NULL) {
        fprintf(out, "%s: %s\n%s\n", clause->id, clause->text, clause->advice);
    }
    if (one->trouble != TROUBLE_NONE) {
        fprintf(out, "%s\n", trouble_advice(one->trouble));
    }
    fclose(out);
    return text;
}

static void log_of(FILE *out, const struct case_result *one)
{
    char *log;

    if (one->log == NULL || one->log[0] == '\0') {
        return;
    }
    log = safe_excerpt(one->log, LOG_BYTES);
    fputs("      <system-out>", out);
    safe_markup(out, log);
    fputs("</system-out>\n", out);
    free(log);
}

static void verdict_of(FILE *out, const struct results *results, const struct case_result *one)
{
    char *text = explanation(one);

    if (one->outcome == OUTCOME_FAILED) {
        element(out, "failure", "Failure", case_message(one), text);
    } else if (one->outcome == OUTCOME_SKIPPED) {
        element(out, "skipped", NULL, case_message(one), NULL);
    } else if (one->outcome == OUTCOME_ERROR || was_missed(results, one)) {
        enum trouble trouble = one->outcome == OUTCOME_ERROR ? one->trouble : TROUBLE_INTERRUPTED;

        element(out, "error", trouble_name(trouble), case_message(one), text);
    }
    free(text);
}

static void case_of(FILE *out, const struct results *results, const struct group_result *group,
                    const struct case_result *one)
{
    bool is_plain = one->outcome == OUTCOME_PASSED;

    if (one->outcome == OUTCOME_NOT_RUN && !results->interrupted) {
        return;
    }
    fputs("    <testcase classname=\"mcu.", out);
    safe_markup(out, group->is->name);
    fputc('"', out);
    safe_attribute(out, "name", one->is->name);
    fprintf(out, " time=\"%.3f\" attempts=\"%u\"", one->seconds, one->attempts);
    if (is_plain) {
        fputs("/>\n", out);
        return;
    }
    fputs(">\n", out);
    verdict_of(out, results, one);
    if (one->outcome != OUTCOME_SKIPPED) {
        log_of(out, one);
    }
    fputs("    </testcase>\n", out);
}

/* A case that carries what happened to the group as a whole. */
static void group_itself(FILE *out, const struct group_result *group)
{
    const struct suite_case name = {.name = group->is->id};
    const struct case_result one = {.is = &name,
                                    .outcome = group->outcome,
                                    .trouble = group->trouble,
                                    .message = group->message,
                                    .attempts = 1};
    const struct results none = {0};

    case_of(out, &none, group, &one);
}

static void suite_of(FILE *out, const struct results *results, const struct group_result *group)
{
    struct totals totals = junit_totals(results, group_totals(group));

    totals.not_run += left_out(group);
    fputs("  <testsuite", out);
    safe_attribute(out, "name", group->is->id);
    fprintf(out,
            " package=\"\" tests=\"%u\" failures=\"%u\" time=\"%.3f\" disabled=\"%u\" "
            "errors=\"%u\" skipped=\"%u\">\n",
            totals.tests, totals.failed, group->seconds, totals.not_run, totals.errors,
            totals.skipped);
    for (size_t i = 0; i < group->case_count; i++) {
        case_of(out, results, group, &group->cases[i]);
    }
    if (group_counts_itself(group)) {
        group_itself(out, group);
    }
    fputs("  </testsuite>\n", out);
}

void junit_suites(FILE *out, const struct results *results)
{
    struct totals totals = junit_totals(results, results_totals(results));

    for (size_t i = 0; i < results->group_count; i++) {
        totals.not_run += left_out(&results->groups[i]);
    }

    fprintf(out,
            "<testsuites name=\"AFQ results\" time=\"%.3f\" tests=\"%u\" failures=\"%u\" "
            "errors=\"%u\" disabled=\"%u\">\n",
            results->seconds, totals.tests, totals.failed, totals.errors, totals.not_run);
    for (size_t i = 0; i < results->group_count; i++) {
        suite_of(out, results, &results->groups[i]);
    }
    fputs("</testsuites>\n", out);
}

const char *report_junit(const struct results *results, const char *path)
{
    struct report_file file = report_open(path);

    if (file.out != NULL) {
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", file.out);
        junit_suites(file.out, results);
    }
    return report_close(&file);
}
