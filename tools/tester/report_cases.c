/* SPDX-License-Identifier: MIT */
/* report.html: all cases by group. Those that are not good show what is wrong at once; the others
 * on demand. */
#include "report_html.h"

#include <stdlib.h>

#include "report_markup.h"
#include "safe_text.h"
#include "trouble.h"

#define LOG_BAD  24000u
#define LOG_GOOD 3000u

static bool is_bad(enum outcome outcome)
{
    return outcome == OUTCOME_FAILED || outcome == OUTCOME_ERROR;
}

static void clause_of(FILE *out, const struct case_result *one)
{
    const struct suite_clause *clause = one->is->clause;

    if (clause == NULL) {
        return;
    }
    fputs("<p>", out);
    html_element(out, "b", NULL, clause->id);
    fputs(" \u00b7 ", out);
    safe_markup(out, clause->text);
    fputs("</p>", out);
}

static void advice(FILE *out, const struct case_result *one)
{
    const struct suite_clause *clause = one->is->clause;

    fputs("<p class=\"advice\"><b>What to do:</b> ", out);
    if (one->trouble != TROUBLE_NONE) {
        safe_markup(out, trouble_advice(one->trouble));
    } else if (clause != NULL) {
        safe_markup(out, clause->advice);
        if (clause->see != NULL) {
            fputs(" See ", out);
            html_element(out, "code", NULL, clause->see);
            fputc('.', out);
        }
    } else {
        fputs("Read the log.", out);
    }
    fputs("</p>", out);
}

static void measures(FILE *out, const struct case_result *one)
{
    if (one->measure_count == 0) {
        return;
    }
    fputs("<ul class=\"values\">", out);
    for (size_t i = 0; i < one->measure_count; i++) {
        fputs("<li>", out);
        html_element(out, "code", NULL, one->measures[i].name);
        fputc(' ', out);
        html_number(out, one->measures[i].value);
        fputc(' ', out);
        safe_markup(out, one->measures[i].unit);
        fputs("</li>", out);
    }
    fputs("</ul>", out);
}

static void log_of(FILE *out, const struct case_result *one)
{
    char *excerpt;

    if (one->log == NULL || one->log[0] == '\0') {
        return;
    }
    excerpt = safe_excerpt(one->log, is_bad(one->outcome) ? LOG_BAD : LOG_GOOD);
    fputs("<details class=\"log\"><summary>What the board said<span class=\"aside\"> in ", out);
    safe_markup(out, one->is->name);
    fputs("</span></summary><pre>", out);
    safe_markup(out, excerpt);
    fputs("</pre></details>", out);
    free(excerpt);
}

static void more(FILE *out, const struct case_result *one)
{
    fputs("<div class=\"more\">", out);
    if (one->outcome != OUTCOME_PASSED) {
        html_element(out, "p", is_bad(one->outcome) ? "message code" : "message soft",
                     case_message(one));
    }
    if (one->outcome != OUTCOME_SKIPPED && one->outcome != OUTCOME_NOT_RUN) {
        clause_of(out, one);
    }
    if (is_bad(one->outcome)) {
        advice(out, one);
    }
    measures(out, one);
    log_of(out, one);
    fputs("</div>", out);
}

static void case_of(FILE *out, const struct group_result *group, size_t at, size_t index)
{
    const struct case_result *one = &group->cases[index];
    const struct suite_clause *clause = one->is->clause;

    fprintf(out, "<li id=\"g%zuc%zu\" data-item data-verdict=\"%s\" data-text=\"", at, index,
            outcome_name(one->outcome));
    safe_markup(out, one->is->name);
    fputc(' ', out);
    safe_markup(out, group->is->id);
    fputc(' ', out);
    safe_markup(out, clause == NULL ? "" : clause->id);
    fputc(' ', out);
    if (one->outcome != OUTCOME_PASSED) {
        char *words = safe_excerpt(case_message(one), 300);

        safe_markup(out, words);
        free(words);
    }
    fputs("\"><div class=\"case\">", out);
    html_mark(out, one->outcome);
    html_element(out, "span", "code", one->is->name);
    fputs("<span class=\"time\">", out);
    if (one->outcome != OUTCOME_SKIPPED && one->outcome != OUTCOME_NOT_RUN) {
        html_seconds(out, one->seconds);
    }
    if (one->attempts > 1) {
        fprintf(out, ", %u attempts", one->attempts);
    }
    fputs("</span></div>", out);
    more(out, one);
    fputs("</li>\n", out);
}

static void group_of(FILE *out, const struct group_result *group, size_t at)
{
    struct totals totals = group_totals(group);

    fprintf(out, "<details class=\"panel group\" data-group id=\"g%zu\"%s><summary><h3>", at,
            totals.failed + totals.errors > 0 ? " open" : "");
    safe_markup(out, group->is->id);
    fputc(' ', out);
    html_element(out, "span", "soft", group->is->title);
    fputs("</h3>", out);
    html_mark(out, group->outcome);
    fprintf(out, "<span class=\"soft\">%u of %u passed</span></summary>\n", totals.passed,
            totals.tests + totals.not_run);
    if (group->message != NULL) {
        html_element(out, "p", "message", group->message);
    }
    if (group->trouble != TROUBLE_NONE) {
        html_element(out, "p", NULL, trouble_advice(group->trouble));
    }
    if (group->log_path != NULL) {
        fputs("<p class=\"soft\">Whole log: <a class=\"code\"", out);
        safe_attribute(out, "href", group->log_path);
        fputc('>', out);
        safe_markup(out, group->log_path);
        fputs("</a></p>", out);
    }
    if (group->case_count > 0) {
        fputs("<ul class=\"cases\">\n", out);
        for (size_t i = 0; i < group->case_count; i++) {
            case_of(out, group, at, i);
        }
        fputs("</ul>", out);
    }
    fputs("</details>\n", out);
}

static void choice(FILE *out, const char *value, const char *name, unsigned count)
{
    if (count > 0) {
        fprintf(out,
                "<label class=\"choice\"><input type=\"checkbox\" name=\"verdict\" value=\"%s\">"
                "<span>%s %u</span></label>",
                value, name, count);
    }
}

void html_cases(FILE *out, const struct results *results)
{
    struct totals totals = {0};

    for (size_t i = 0; i < results->group_count; i++) {
        for (size_t j = 0; j < results->groups[i].case_count; j++) {
            enum outcome outcome = results->groups[i].cases[j].outcome;

            totals.passed += outcome == OUTCOME_PASSED;
            totals.failed += outcome == OUTCOME_FAILED;
            totals.errors += outcome == OUTCOME_ERROR;
            totals.skipped += outcome == OUTCOME_SKIPPED;
            totals.not_run += outcome == OUTCOME_NOT_RUN;
        }
    }
    fputs("<section aria-labelledby=\"all\">\n<h2 id=\"all\" tabindex=\"-1\">Cases</h2>\n"
          "<form class=\"filter\" role=\"search\" aria-label=\"Cases\" hidden>\n"
          "<input type=\"search\" name=\"q\" aria-label=\"Filter by name, clause or message\" "
          "placeholder=\"Name, clause, message\">\n"
          "<fieldset><legend>Verdict</legend>",
          out);
    choice(out, "failed", "failed", totals.failed);
    choice(out, "error", "error", totals.errors);
    choice(out, "skipped", "skipped", totals.skipped);
    choice(out, "not-run", "not run", totals.not_run);
    choice(out, "passed", "passed", totals.passed);
    fputs("</fieldset>\n<button type=\"reset\">Show all</button>"
          "<output aria-live=\"polite\"></output>\n</form>\n",
          out);
    for (size_t i = 0; i < results->group_count; i++) {
        group_of(out, &results->groups[i], i);
    }
    fputs("</section>\n", out);
}
