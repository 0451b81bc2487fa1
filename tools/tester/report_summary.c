/* SPDX-License-Identifier: MIT */
/* awsiotdevicetester_report.xml: what was tested, on what, with which result. */
#include "report_file.h"
#include "report_markup.h"
#include "results.h"
#include "safe_text.h"

#include <sys/utsname.h>

static void element(FILE *out, const char *indent, const char *name, const char *text)
{
    fprintf(out, "%s<%s>", indent, name);
    safe_markup(out, text);
    fprintf(out, "</%s>\n", name);
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

/* A library is supported when its group was run as a whole and nothing in it went wrong. */
static const char *support(const struct results *results, const struct suite_group *group)
{
    const struct group_result *found = result_of(results, group);
    struct totals totals;

    if (found == NULL || found->outcome == OUTCOME_NOT_RUN) {
        return "not-tested";
    }
    totals = group_totals(found);
    return totals.passed > 0 && totals.failed + totals.errors + totals.not_run == 0
               ? "supported"
               : "not-supported";
}

static void product(FILE *out, const struct results *results)
{
    fputs("  <awsproduct>\n", out);
    element(out, "    ", "name", "Dunlin");
    element(out, "    ", "version", results->product_version);
    if (results->commit != NULL) {
        element(out, "    ", "commit", results->commit);
    }
    fputs("    <features>\n", out);
    for (size_t i = 0; i < results->suite->group_count; i++) {
        const struct suite_group *group = &results->suite->groups[i];

        fputs("      <feature", out);
        safe_attribute(out, "name", group->id);
        safe_attribute(out, "value", support(results, group));
        safe_attribute(out, "type", results_require(results, group) ? "required" : "optional");
        fputs("/>\n", out);
    }
    fputs("    </features>\n  </awsproduct>\n", out);
}

static void device(FILE *out, const struct results *results)
{
    const struct pool *pool = results->pool;

    fputs("  <device>\n", out);
    element(out, "    ", "sku", pool->sku);
    element(out, "    ", "name", pool->id);
    fputs("    <features>\n", out);
    for (size_t i = 0; i < pool->feature_count; i++) {
        fputs("      <feature", out);
        safe_attribute(out, "name", pool->features[i].name);
        safe_attribute(out, "value", pool->features[i].value);
        fputs("/>\n", out);
    }
    fputs("    </features>\n", out);
    for (size_t i = 0; i < pool->device_count; i++) {
        fputs("    <board", out);
        safe_attribute(out, "id", pool->devices[i].id);
        fputs("/>\n", out);
    }
    fputs("    <executionMethod>uart</executionMethod>\n  </device>\n", out);
}

static void environment(FILE *out)
{
    struct utsname machine;

    fputs("  <devenvironment>\n    <os", out);
    safe_attribute(out, "name", uname(&machine) == 0 ? machine.sysname : "");
    fputs("/>\n  </devenvironment>\n", out);
}

static void summary(FILE *out, const struct results *results)
{
    struct totals totals = results_totals(results);
    const char *why;
    bool is_good = results_qualify_because(results, &why);

    fprintf(out, "  <summary qualified=\"%s\"", is_good ? "yes" : "no");
    if (!is_good) {
        safe_attribute(out, "because", why);
    }
    fprintf(out,
            " tests=\"%u\" passed=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\" "
            "notrun=\"%u\" interrupted=\"%s\"/>\n",
            totals.tests, totals.passed, totals.failed, totals.errors, totals.skipped,
            totals.not_run, results->interrupted ? "yes" : "no");
}

static void session(FILE *out, const struct results *results)
{
    char begun[32], ended[32];

    write_time(begun, results->started);
    write_time(ended, results->started + (time_t)(results->seconds + 0.5));
    fputs("  <session>\n", out);
    element(out, "    ", "testsession", results->id);
    element(out, "    ", "starttime", begun);
    element(out, "    ", "endtime", ended);
    fputs("  </session>\n", out);
}

const char *report_summary(const struct results *results, const char *path)
{
    struct report_file file = report_open(path);
    FILE *out = file.out;

    if (out != NULL) {
        fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<apnreport>\n", out);
        element(out, "  ", "awsiotdevicetesterversion", results->tester_version);
        element(out, "  ", "testsuiteid", results->suite->id);
        element(out, "  ", "testsuiteversion", results->suite->version);
        session(out, results);
        product(out, results);
        device(out, results);
        environment(out);
        summary(out, results);
        fputs("  <report>\n", out);
        junit_suites(out, results);
        fputs("  </report>\n</apnreport>\n", out);
    }
    return report_close(&file);
}
