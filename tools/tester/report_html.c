/* SPDX-License-Identifier: MIT */
/* report.html: one page that needs nothing but itself. From top to bottom: is it good, what to do,
 * groups, times and memory, every case. It is whole without its script, which only filters. */
#include "report_html.h"

#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "report_file.h"
#include "report_markup.h"
#include "safe_text.h"
#include "trouble.h"

#define LISTED 40u /* failures at the top; all are below */

void html_mark(FILE *out, enum outcome outcome)
{
    static const char *const signs[] = {"\u2013", "\u2713", "\u2717", "!", "\u2013"};
    const char *name = outcome_name(outcome);

    fprintf(out, "<span class=\"mark %s\"><span aria-hidden=\"true\">%s</span> %s</span>", name,
            signs[outcome], outcome == OUTCOME_NOT_RUN ? "not run" : name);
}

void html_element(FILE *out, const char *name, const char *class, const char *text)
{
    fprintf(out, "<%s", name);
    if (class != NULL) {
        fprintf(out, " class=\"%s\"", class);
    }
    fputc('>', out);
    safe_markup(out, text);
    fprintf(out, "</%s>", name);
}

void html_name(FILE *out, const char *name)
{
    char *safe = safe_copy(name);

    fputs("<code>", out);
    for (char *at = safe, *next; *at != '\0'; at = next) {
        next = strchr(at, '_');
        next = next == NULL ? at + strlen(at) : next + 1;

        char kept = *next;
        *next = '\0';
        safe_markup(out, at);
        *next = kept;
        fputs(kept == '\0' ? "" : "<wbr>", out);
    }
    fputs("</code>", out);
    free(safe);
}

void html_seconds(FILE *out, double seconds)
{
    unsigned long whole = seconds > 0 ? (unsigned long)(seconds + 0.5) : 0;

    if (seconds < 0.9995) {
        fprintf(out, "%.0f ms", seconds > 0 ? seconds * 1000 : 0.0);
    } else if (seconds < 99.95) {
        fprintf(out, "%.1f s", seconds);
    } else if (whole < 3600) {
        fprintf(out, "%lu min %02lu s", whole / 60, whole % 60);
    } else {
        fprintf(out, "%lu h %02lu min", whole / 3600, whole / 60 % 60);
    }
}

void html_number(FILE *out, long long value)
{
    unsigned long long left =
        value < 0 ? 0ULL - (unsigned long long)value : (unsigned long long)value;
    char text[40];
    size_t at = sizeof text - 1, digits = 0;

    text[at] = '\0';
    do {
        if (digits > 0 && digits % 3 == 0) {
            text[--at] = ',';
        }
        text[--at] = (char)('0' + left % 10);
        left /= 10;
        digits++;
    } while (left > 0);
    fprintf(out, "%s%s", value < 0 ? "\u2212" : "", text + at);
}

void html_picture(FILE *out, const char *class, double width)
{
    fprintf(out,
            "<svg%s%s%s viewBox=\"0 0 %.3f 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
            "focusable=\"false\">",
            class == NULL ? "" : " class=\"", class == NULL ? "" : class, class == NULL ? "" : "\"",
            width > 0 ? width : 1.0);
}

void html_bar(FILE *out, const char *class, double x, double width)
{
    if (width > 0) {
        fprintf(out, "<rect class=\"%s\" x=\"%.3f\" y=\"0\" width=\"%.3f\" height=\"1\"/>", class,
                x, width);
    }
}

void html_picture_end(FILE *out)
{
    fputs("</svg>", out);
}

static void total(FILE *out, const char *class, unsigned count, const char *name)
{
    if (count > 0 || strcmp(name, "skipped") != 0) {
        fprintf(out, "<li class=\"%s\"><b>%u</b>%s</li>", count > 0 ? class : "none", count, name);
    }
}

static void totals_of(FILE *out, const struct results *results)
{
    struct totals totals = results_totals(results);
    double at = totals.passed;

    fputs("<ul class=\"totals\">", out);
    total(out, "passed", totals.passed, "passed");
    total(out, "failed", totals.failed, "failed");
    total(out, "error", totals.errors, totals.errors == 1 ? "error" : "errors");
    total(out, "skipped", totals.skipped, "skipped");
    if (totals.not_run > 0) {
        total(out, "skipped", totals.not_run, "not run");
    }
    fputs("</ul>\n", out);
    html_picture(out, "share", totals.tests + totals.not_run);
    html_bar(out, "passed", 0, at);
    html_bar(out, "failed", at, totals.failed);
    html_bar(out, "error", at += totals.failed, totals.errors);
    html_bar(out, "skipped", at += totals.errors, totals.skipped + totals.not_run);
    html_picture_end(out);
}

static void fact(FILE *out, const char *name, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        fputs("<div>", out);
        html_element(out, "dt", NULL, name);
        html_element(out, "dd", NULL, value);
        fputs("</div>", out);
    }
}

static void fact_wide(FILE *out, const char *name, const char *value)
{
    if (value != NULL && value[0] != '\0') {
        fputs("<div class=\"wide\">", out);
        html_element(out, "dt", NULL, name);
        html_element(out, "dd", "code", value);
        fputs("</div>", out);
    }
}

static void facts(FILE *out, const struct results *results)
{
    char started[32];

    write_time(started, results->started);
    fputs("<dl class=\"facts\"><div><dt>Took</dt><dd>", out);
    html_seconds(out, results->seconds);
    fputs("</dd></div>", out);
    fact(out, "Started", started);
    fact(out, "Dunlin", results->product_version);
    fact(out, "Device tester", results->tester_version);
    fprintf(out, "<div><dt>Suite</dt><dd>");
    safe_markup(out, results->suite->id);
    fputc(' ', out);
    safe_markup(out, results->suite->version);
    fputs("</dd></div>", out);
    for (size_t i = 0; i < results->pool->feature_count; i++) {
        fact(out, results->pool->features[i].name, results->pool->features[i].value);
    }
    fact_wide(out, "Commit", results->commit);
    fact_wide(out, "Command", results->command_line);
    fputs("</dl>\n", out);
}

/* The verdict in words, and as a class. */
static const char *verdict(const struct results *results, const char **class)
{
    struct totals totals = results_totals(results);

    if (results_qualify(results)) {
        *class = "good";
        return "qualifies";
    }
    if (results->interrupted) {
        *class = "part";
        return "was not judged";
    }
    if (totals.passed > 0 && totals.failed + totals.errors == 0) {
        *class = "part";
        return "passed what was run";
    }
    *class = "bad";
    return "does not qualify";
}

static void header(FILE *out, const struct results *results)
{
    const char *why, *class, *words = verdict(results, &class);

    fprintf(out, "<header class=\"%s\">\n<div class=\"verdict\"><h1>", class);
    safe_markup(out, results->pool->id);
    fprintf(out, " <span class=\"is\">%s</span></h1>", words);
    html_element(out, "span", "soft", results->pool->sku);
    fputs("</div>\n<p class=\"because\">", out);
    if (results_qualify_because(results, &why)) {
        fputs("Every required group was run, and nothing went wrong.", out);
    } else {
        fputs(strcmp(class, "bad") == 0 ? "" : "It does not qualify: ", out);
        safe_markup(out, why);
        fputs(".", out);
    }
    fputs("</p>\n", out);
    totals_of(out, results);
    facts(out, results);
    fputs("</header>\n", out);
}

static void link_to_case(FILE *out, size_t group, size_t index, const struct case_result *one)
{
    fprintf(out, "<a class=\"code\" href=\"#g%zuc%zu\">", group, index);
    safe_markup(out, one->is->name);
    fputs("</a>", out);
}

static void failure(FILE *out, size_t group, size_t index, const struct case_result *one)
{
    const struct suite_clause *clause = one->is->clause;
    char *message = safe_excerpt(case_message(one), 500);

    fputs("<li class=\"panel failed\"><h3>", out);
    link_to_case(out, group, index, one);
    fputs("</h3>", out);
    html_element(out, "p", "message code", message);
    free(message);
    if (clause != NULL) {
        fputs("<p>", out);
        html_element(out, "b", NULL, clause->id);
        fputs(" \u00b7 ", out);
        safe_markup(out, clause->text);
        fputs("</p><p><b>What to do:</b> ", out);
        safe_markup(out, clause->advice);
        fputs("</p>", out);
    }
    fputs("</li>\n", out);
}

/* @return How many there are. */
static unsigned failures(FILE *out, const struct results *results)
{
    unsigned count = 0;

    for (size_t i = 0; i < results->group_count; i++) {
        for (size_t j = 0; j < results->groups[i].case_count; j++) {
            if (results->groups[i].cases[j].outcome == OUTCOME_FAILED && count++ < LISTED) {
                failure(out, i, j, &results->groups[i].cases[j]);
            }
        }
    }
    return count;
}

static bool has_trouble(const struct group_result *group, size_t index, enum trouble trouble)
{
    return group->cases[index].outcome == OUTCOME_ERROR && group->cases[index].trouble == trouble;
}

static unsigned count_trouble(const struct results *results, enum trouble trouble)
{
    unsigned count = 0;

    for (size_t i = 0; i < results->group_count; i++) {
        const struct group_result *group = &results->groups[i];

        count += group_counts_itself(group) && group->trouble == trouble;
        for (size_t j = 0; j < group->case_count; j++) {
            count += has_trouble(group, j, trouble);
        }
    }
    return count;
}

static void trouble_item(FILE *out, const struct results *results, size_t group, size_t index)
{
    const struct group_result *at = &results->groups[group];
    const char *words = index < at->case_count ? case_message(&at->cases[index]) : at->message;
    char *message = safe_excerpt(words, 300);

    fputs("<li>", out);
    if (index < at->case_count) {
        link_to_case(out, group, index, &at->cases[index]);
    } else {
        fprintf(out, "<a href=\"#g%zu\">", group);
        safe_markup(out, at->is->id);
        fputs("</a>", out);
    }
    fputs(" <span class=\"soft message\">", out);
    safe_markup(out, message);
    fputs("</span></li>", out);
    free(message);
}

/* Errors by what happened: the same thing is often the reason of many. */
static void trouble_of(FILE *out, const struct results *results, enum trouble trouble)
{
    unsigned count = count_trouble(results, trouble), listed = 0;

    if (count == 0) {
        return;
    }
    fputs("<li class=\"panel error\"><h3>", out);
    safe_markup(out, trouble == TROUBLE_NONE ? "could not be judged" : trouble_text(trouble));
    fprintf(out, " <span class=\"soft\">%u %s</span></h3><p>", count,
            count == 1 ? "time" : "times");
    safe_markup(out, trouble_advice(trouble));
    fputs("</p><ul>", out);
    for (size_t i = 0; i < results->group_count; i++) {
        const struct group_result *group = &results->groups[i];

        for (size_t j = 0; j < group->case_count; j++) {
            if (has_trouble(group, j, trouble) && listed++ < LISTED) {
                trouble_item(out, results, i, j);
            }
        }
        if (group_counts_itself(group) && group->trouble == trouble && listed++ < LISTED) {
            trouble_item(out, results, i, group->case_count);
        }
    }
    if (listed > LISTED) {
        fprintf(out, "<li>and %u more, below</li>", listed - LISTED);
    }
    fputs("</ul></li>\n", out);
}

static void to_do(FILE *out, const struct results *results)
{
    struct totals totals = results_totals(results);
    unsigned count;

    if (totals.failed + totals.errors == 0) {
        return;
    }
    fputs("<section aria-labelledby=\"todo\">\n<h2 id=\"todo\">What to do</h2>\n"
          "<ul class=\"todo\">\n",
          out);
    count = failures(out, results);
    for (int trouble = TROUBLE_NONE; trouble <= TROUBLE_INTERRUPTED; trouble++) {
        trouble_of(out, results, (enum trouble)trouble);
    }
    fputs("</ul>\n", out);
    if (count > LISTED) {
        fprintf(out, "<p class=\"soft\">%u more failures are below.</p>\n", count - LISTED);
    }
    fputs("</section>\n", out);
}

/* Each case a field, in the suite's order: where things go wrong shows at once. */
static void strip(FILE *out, const struct group_result *group)
{
    html_picture(out, "strip", (double)group->case_count);
    for (size_t i = 0; i < group->case_count; i++) {
        html_bar(out, outcome_name(group->cases[i].outcome), (double)i,
                 group->case_count < 60 ? 0.92 : 1.0);
    }
    html_picture_end(out);
}

static void group_row(FILE *out, const struct results *results, size_t index)
{
    const struct group_result *group = &results->groups[index];
    struct totals totals = group_totals(group);

    fprintf(out, "<tr><th scope=\"row\"><a href=\"#g%zu\">", index);
    safe_markup(out, group->is->id);
    fputs("</a> ", out);
    html_element(out, "span", "soft", group->is->title);
    fputs("</th><td>", out);
    html_mark(out, group->outcome);
    fputs("</td><td class=\"wide\">", out);
    strip(out, group);
    fprintf(out, "</td><td class=\"number\" data-label=\"passed\">%u of %u</td>", totals.passed,
            totals.tests + totals.not_run);
    fputs("<td class=\"number\" data-label=\"time\">", out);
    html_seconds(out, group->seconds);
    fputs("</td><td data-label=\"device\">", out);
    safe_markup(out, group->device == NULL ? "\u2013" : group->device);
    fprintf(out, "</td><td data-label=\"group is\">%s</td></tr>\n",
            results_require(results, group->is) ? "required" : "optional");
}

static void groups(FILE *out, const struct results *results)
{
    fputs("<section aria-labelledby=\"groups\">\n<h2 id=\"groups\">Groups</h2>\n"
          "<div class=\"panel\">\n",
          out);
    if (results->group_count == 0) {
        fputs("<p>No group was run.</p></div></section>\n", out);
        return;
    }
    fputs("<table class=\"groups\"><thead><tr><th scope=\"col\">Group</th>"
          "<th scope=\"col\">Verdict</th><th scope=\"col\">Cases</th>"
          "<th scope=\"col\" class=\"number\">Passed</th>"
          "<th scope=\"col\" class=\"number\">Time</th><th scope=\"col\">Device</th>"
          "<th scope=\"col\">Group is</th></tr></thead><tbody>\n",
          out);
    for (size_t i = 0; i < results->group_count; i++) {
        group_row(out, results, i);
    }
    fputs("</tbody></table></div></section>\n", out);
}

static void head(FILE *out, const struct results *results)
{
    const char *class, *words = verdict(results, &class);

    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
          "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
          "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n"
          "<link rel=\"icon\" href=\"data:,\">\n<title>",
          out);
    safe_markup(out, results->pool->id);
    fprintf(out, " %s, device tester</title>\n<style>\n%s</style>\n</head>\n<body>\n", words,
            page_style);
}

static void footer(FILE *out, const struct results *results)
{
    fputs("<footer><p>Beside this page: <code>AFQ_Report.xml</code> (JUnit), "
          "<code>awsiotdevicetester_report.xml</code>, <code>report.json</code>, "
          "<code>logs/</code>. Run ",
          out);
    html_element(out, "code", NULL, results->id);
    fputs(".</p></footer>\n", out);
}

const char *report_html(const struct results *results, const char *path)
{
    struct report_file file = report_open(path);
    FILE *out = file.out;

    if (out != NULL) {
        head(out, results);
        fputs("<a class=\"skip\" href=\"#all\">To the cases</a>\n<div class=\"page\">\n", out);
        header(out, results);
        fputs("<main>\n", out);
        to_do(out, results);
        groups(out, results);
        html_plots(out, results);
        html_cases(out, results);
        fputs("</main>\n", out);
        footer(out, results);
        fprintf(out, "</div>\n<script>\n%s</script>\n</body>\n</html>\n", page_script);
    }
    return report_close(&file);
}
