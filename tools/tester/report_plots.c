/* SPDX-License-Identifier: MIT */
/* report.html: plots. Each is a table with a bar in every row, so that the numbers are there for
 * those who cannot see the bars, and on a narrow screen. */
#include "report_html.h"

#include <stdlib.h>
#include <string.h>

#include "room.h"
#include "safe_text.h"

#define SLOWEST 12u

#define COLUMNS "<colgroup><col class=\"name\"><col><col class=\"value\"></colgroup>\n"

/* One value of one case. */
struct point {
    const struct measure *measure;
    const struct case_result *of;
    const struct group_result *group;
};

static void table(FILE *out, const char *class, const char *title, const char *caption)
{
    fprintf(out,
            "<div class=\"panel%s\"><h3>%s</h3><table class=\"bars\"><caption>%s</caption>" COLUMNS
            "<tbody>\n",
            class, title, caption);
}

static void table_end(FILE *out)
{
    fputs("</tbody></table></div>\n", out);
}

static void row_begin(FILE *out, const char *name, double whole)
{
    fputs("<tr><th scope=\"row\">", out);
    html_name(out, name);
    fputs("</th><td class=\"bar\">", out);
    html_picture(out, NULL, whole);
}

static void row_end(FILE *out)
{
    html_picture_end(out);
    fputs("</td><td class=\"number\">", out);
}

/* A group's seconds are those from the first build to the last line. */
static double run_time(const struct group_result *group)
{
    double left = group->seconds - group->build_seconds - group->flash_seconds;

    return left > 0 ? left : 0;
}

static double group_time(const struct group_result *group)
{
    return group->build_seconds + group->flash_seconds + run_time(group);
}

static void times_of_groups(FILE *out, const struct results *results)
{
    double most = 0;

    for (size_t i = 0; i < results->group_count; i++) {
        double time = group_time(&results->groups[i]);

        most = time > most ? time : most;
    }
    if (!(most > 0)) {
        return;
    }
    table(out, "", "Time of groups",
          "<span class=\"key two\"></span>build<span class=\"key three\"></span>flash"
          "<span class=\"key one\"></span>run");
    for (size_t i = 0; i < results->group_count; i++) {
        const struct group_result *group = &results->groups[i];

        row_begin(out, group->is->id, most);
        html_bar(out, "two", 0, group->build_seconds);
        html_bar(out, "three", group->build_seconds, group->flash_seconds);
        html_bar(out, "one", group->build_seconds + group->flash_seconds, run_time(group));
        row_end(out);
        html_seconds(out, group_time(group));
        fputs("</td></tr>\n", out);
    }
    table_end(out);
}

static int slower_first(const void *left, const void *right)
{
    double a = (*(const struct case_result *const *)left)->seconds;
    double b = (*(const struct case_result *const *)right)->seconds;

    return (a < b) - (a > b);
}

static void slowest_cases(FILE *out, const struct results *results)
{
    const struct case_result **all;
    size_t count = 0, at = 0;

    for (size_t i = 0; i < results->group_count; i++) {
        count += results->groups[i].case_count;
    }
    all = room_zero((count + 1) * sizeof *all);
    for (size_t i = 0; i < results->group_count; i++) {
        for (size_t j = 0; j < results->groups[i].case_count; j++) {
            all[at++] = &results->groups[i].cases[j];
        }
    }
    qsort(all, count, sizeof *all, slower_first);
    if (count > 0 && all[0]->seconds > 0) {
        table(out, "", "Slowest cases", "Time until the verdict");
        for (size_t i = 0; i < count && i < SLOWEST && all[i]->seconds > 0; i++) {
            row_begin(out, all[i]->is->name, all[0]->seconds);
            html_bar(out, "one", 0, all[i]->seconds);
            row_end(out);
            html_seconds(out, all[i]->seconds);
            fputs("</td></tr>\n", out);
        }
        table_end(out);
    }
    free(all);
}

static double known(long long bytes)
{
    return bytes > 0 ? (double)bytes : 0;
}

static double image_bytes(const struct group_result *group)
{
    return known(group->image_text) + known(group->image_data) + known(group->image_bss);
}

static void number_cell(FILE *out, long long value)
{
    fputs("<td class=\"number\">", out);
    html_number(out, value);
    fputs("</td>", out);
}

static void image_row(FILE *out, const struct group_result *group, double most)
{
    double text = known(group->image_text), data = known(group->image_data);

    row_begin(out, group->is->id, most);
    html_bar(out, "one", 0, text);
    html_bar(out, "three", text, data);
    html_bar(out, "two", text + data, known(group->image_bss));
    html_picture_end(out);
    fputs("</td>", out);
    number_cell(out, (long long)text);
    number_cell(out, (long long)data);
    number_cell(out, (long long)known(group->image_bss));
    fputs("</tr>\n", out);
}

static void images(FILE *out, const struct results *results)
{
    double most = 0;

    for (size_t i = 0; i < results->group_count; i++) {
        double bytes = image_bytes(&results->groups[i]);

        most = bytes > most ? bytes : most;
    }
    if (!(most > 0)) {
        return;
    }
    fputs("<div class=\"panel\"><h3>Memory of images</h3><table class=\"bars images\">"
          "<caption>Bytes</caption><colgroup>"
          "<col class=\"name\"><col><col class=\"value\"><col class=\"value\">"
          "<col class=\"value\"></colgroup><thead><tr><th scope=\"col\">Group</th>"
          "<td class=\"bar\"></td>"
          "<th scope=\"col\" class=\"number\"><span class=\"key one\"></span>text</th>"
          "<th scope=\"col\" class=\"number\"><span class=\"key three\"></span>data</th>"
          "<th scope=\"col\" class=\"number\"><span class=\"key two\"></span>bss</th>"
          "</tr></thead><tbody>\n",
          out);
    for (size_t i = 0; i < results->group_count; i++) {
        if (image_bytes(&results->groups[i]) > 0) {
            image_row(out, &results->groups[i], most);
        }
    }
    table_end(out);
}

/* By name and unit; those of one name stay in the order of the run. */
static int by_name(const void *left, const void *right)
{
    const struct point *a = left, *b = right;
    int order = strcmp(a->measure->name, b->measure->name);

    if (order == 0) {
        order = strcmp(a->measure->unit, b->measure->unit);
    }
    if (order == 0) {
        order = (a->group > b->group) - (a->group < b->group);
    }
    if (order == 0) {
        order = (a->of > b->of) - (a->of < b->of);
    }
    return order != 0 ? order : (a->measure > b->measure) - (a->measure < b->measure);
}

static bool same_name(const struct point *a, const struct point *b)
{
    return strcmp(a->measure->name, b->measure->name) == 0 &&
           strcmp(a->measure->unit, b->measure->unit) == 0;
}

static double size_of(const struct point *point)
{
    double value = (double)point->measure->value;

    return value < 0 ? -value : value;
}

static void measure_name(FILE *out, const struct measure *measure)
{
    html_element(out, "b", NULL, measure->name);
    fputs(" <span class=\"soft\">", out);
    safe_markup(out, measure->unit);
    fputs("</span>", out);
}

/* A value that is alone: there is nothing to compare it with. */
static void lone_measure(FILE *out, const struct point *point)
{
    fputs("<tr><th scope=\"row\">", out);
    measure_name(out, point->measure);
    fputs("</th><td>", out);
    html_name(out, point->of->is->name);
    fputs("</td><td class=\"number\">", out);
    html_number(out, point->measure->value);
    fputs("</td></tr>\n", out);
}

static void measure_rows(FILE *out, const struct point *points, size_t count)
{
    double most = 0;

    if (count == 1) {
        lone_measure(out, points);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        most = size_of(&points[i]) > most ? size_of(&points[i]) : most;
    }
    fputs("<tr><th scope=\"rowgroup\" colspan=\"3\">", out);
    measure_name(out, points[0].measure);
    fputs("</th></tr>\n", out);
    for (size_t i = 0; i < count; i++) {
        row_begin(out, points[i].of->is->name, most);
        html_bar(out, "one", 0, size_of(&points[i]));
        row_end(out);
        html_number(out, points[i].measure->value);
        fputs("</td></tr>\n", out);
    }
}

static size_t collect(const struct results *results, struct point *points)
{
    size_t count = 0;

    for (size_t i = 0; i < results->group_count; i++) {
        const struct group_result *group = &results->groups[i];

        for (size_t j = 0; j < group->case_count; j++) {
            for (size_t k = 0; k < group->cases[j].measure_count; k++, count++) {
                if (points != NULL) {
                    points[count] =
                        (struct point){&group->cases[j].measures[k], &group->cases[j], group};
                }
            }
        }
    }
    return count;
}

static void all_measures(FILE *out, const struct results *results)
{
    size_t count = collect(results, NULL), next;
    struct point *points = room_zero((count + 1) * sizeof *points);

    collect(results, points);
    qsort(points, count, sizeof *points, by_name);
    if (count > 0) {
        fputs("<div class=\"panel whole\"><h3>Measured on the board</h3><table class=\"bars\">"
              "<caption>Values that cases reported; they judge nothing.</caption>" COLUMNS,
              out);
        for (size_t i = 0; i < count; i = next) {
            next = i + 1;
            while (next < count && same_name(&points[i], &points[next])) {
                next++;
            }
            fputs("<tbody>\n", out);
            measure_rows(out, points + i, next - i);
            fputs("</tbody>\n", out);
        }
        fputs("</table></div>\n", out);
    }
    free(points);
}

void html_plots(FILE *out, const struct results *results)
{
    if (results->group_count == 0) {
        return;
    }
    fputs("<section aria-labelledby=\"plots\">\n<h2 id=\"plots\">Time and memory</h2>\n"
          "<div class=\"plots\">\n",
          out);
    fputs("<div class=\"stack\">\n", out);
    times_of_groups(out, results);
    images(out, results);
    fputs("</div>\n", out);
    slowest_cases(out, results);
    all_measures(out, results);
    fputs("</div></section>\n", out);
}
