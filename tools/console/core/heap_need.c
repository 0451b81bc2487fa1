/* SPDX-License-Identifier: MIT */
#include "heap_need.h"

#include <stdlib.h>

#include "estimate.h"
#include "problems.h"
#include "text.h"

json_t *heap_need(const json_t *table, const char *demo, const char *profile)
{
    const json_t *const row = json_path(table, "demos", demo, NULL);
    const json_t *const peak = json_object_get(row, "heap_peak");

    return json_pack("{s:O*, s:I, s:O*}", "peak", peak, "size",
                     (json_int_t)estimate_heap(table, profile), "measured_on",
                     peak == NULL ? NULL : json_object_get(row, "heap_on"));
}

/* `linked`: the demo's RAM without the heap. */
static json_t *too_little_ram(const struct catalogue *catalogue, const char *board,
                              const char *title, const json_t *row, long long linked)
{
    const long long peak = json_integer_value(json_object_get(row, "heap_peak"));
    const char *const on = catalogue_title_of_board(catalogue, json_text(row, "heap_on"));
    const struct taking taking = problems_takers(json_object_get(row, "parts"), "ram", peak);
    char *const text = text_make(
        "The demo %s needs %s bytes of RAM, %s linked and %s of the kernel's heap at its most, "
        "measured on %s; %s has %s: %s",
        title, text_count(linked + peak), text_count(linked), text_count(peak), on,
        catalogue_title_of_board(catalogue, board),
        text_count(catalogue_memory(catalogue, board, "ram")), taking.text);
    json_t *const made =
        json_pack("{s:s, s:s, s:s, s:o, s:I, s:I}", "code", "ram", "severity", "error", "text",
                  text, "parts", taking.parts, "needed", (json_int_t)(linked + peak), "available",
                  (json_int_t)catalogue_memory(catalogue, board, "ram"));

    free(taking.text);
    free(text);
    return made;
}

json_t *heap_need_problem(const struct catalogue *catalogue, const char *board, const char *demo,
                          const char *profile)
{
    const json_t *const table = catalogue_table(catalogue, board);
    const json_t *const row = json_path(table, "demos", demo, NULL);
    const char *const title = json_text(json_object_get(catalogue->demos, demo), "title");
    const long long peak = json_integer_value(json_object_get(row, "heap_peak"));
    const long long size = estimate_heap(table, profile);
    const long long linked =
        estimate_demo(table, demo).ram - estimate_heap(table, json_text(row, "profile"));
    const long long has = catalogue_memory(catalogue, board, "ram");

    if (row == NULL || peak <= size) {
        return NULL;
    }
    if (has >= 0 && linked + peak > has) {
        return too_little_ram(catalogue, board, title, row, linked);
    }
    char *const text = text_make(
        "The demo %s takes %s bytes of the kernel's heap at its most, measured on %s; its "
        "configuration for %s gives it %s",
        title, text_count(peak), catalogue_title_of_board(catalogue, json_text(row, "heap_on")),
        catalogue_title_of_board(catalogue, board), text_count(size));
    json_t *const made = json_pack("{s:s, s:s, s:s, s:[s], s:I, s:I}", "code", "heap", "severity",
                                   "error", "text", text, "parts", "heap_4", "needed",
                                   (json_int_t)peak, "available", (json_int_t)size);

    free(text);
    return made;
}
