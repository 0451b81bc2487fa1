/* SPDX-License-Identifier: MIT */
#include "qualified.h"

#include <string.h>

/* The newest release that has a report of the board, or NULL: releases sort as text. */
static const char *newest(const struct catalogue *catalogue, const char *board)
{
    const json_t *report;
    const char *release, *found = NULL;

    json_object_foreach(json_object_get(catalogue->reports, board), release, report)
    {
        if (found == NULL || strcmp(release, found) > 0) {
            found = release;
        }
    }
    return found;
}

json_t *qualified_state(const struct catalogue *catalogue, const char *board)
{
    const char *const release = newest(catalogue, board);
    const char *state = "none";

    if (release != NULL) {
        state = strcmp(release, catalogue_release(catalogue)) == 0 ? "qualified" : "outdated";
    }
    return json_pack("{s:s, s:s?}", "state", state, "release", release);
}

static void add_value(json_t *filters, const char *filter, const char *value)
{
    json_t *values = json_object_get(filters, filter);

    if (values == NULL) {
        values = json_array();
        json_object_set_new(filters, filter, values);
    }
    if (value[0] != '\0' && !json_has_text(values, value)) {
        json_array_append_new(values, json_string(value));
    }
}

/* {"WIFI": "No", ...} of the newest report. */
static json_t *features_of(const json_t *report, json_t *filters)
{
    json_t *const features = json_object();
    const json_t *feature;
    size_t i;

    json_array_foreach(json_object_get(report, "features"), i, feature)
    {
        if (json_text(feature, "name")[0] != '\0') {
            json_object_set_new(features, json_text(feature, "name"),
                                json_string(json_text(feature, "value")));
            add_value(filters, json_text(feature, "name"), json_text(feature, "value"));
        }
    }
    return features;
}

static json_t *report_rows(const json_t *reports)
{
    json_t *const rows = json_array();
    const json_t *report;
    const char *release;

    json_object_foreach((json_t *)reports, release, report)
    {
        json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:O?}", "release", release, "commit",
                                              json_text(report, "commit"), "started",
                                              json_text(report, "started"), "totals",
                                              json_object_get(report, "totals")));
    }
    return rows;
}

json_t *catalogue_qualified(const struct catalogue *catalogue)
{
    json_t *const boards = json_array(), *const filters = json_object();
    const json_t *entry;
    const char *board;

    json_object_foreach(catalogue->boards, board, entry)
    {
        const json_t *const about = json_object_get(entry, "board");
        const json_t *const hardware = json_path(entry, "hardware", "board", NULL);
        const char *const family = json_text(hardware, "family")[0] != '\0'
                                       ? json_text(hardware, "family")
                                       : json_text(about, "chip");
        const json_t *const reports = json_object_get(catalogue->reports, board);
        const char *const release = newest(catalogue, board);
        json_t *const state = qualified_state(catalogue, board);

        add_value(filters, "vendor", json_text(about, "vendor"));
        add_value(filters, "family", family);
        add_value(filters, "state", json_text(state, "state"));
        json_array_append_new(
            boards,
            json_pack(
                "{s:s, s:s, s:s, s:s, s:o, s:o, s:o}", "id", board, "title",
                catalogue_title_of_board(catalogue, board), "vendor", json_text(about, "vendor"),
                "family", family, "qualification", state, "features",
                features_of(release == NULL ? NULL : json_object_get(reports, release), filters),
                "reports", report_rows(reports)));
    }
    return json_pack("{s:s, s:o, s:o}", "release", catalogue_release(catalogue), "boards", boards,
                     "filters", filters);
}

json_t *catalogue_report(const struct catalogue *catalogue, const char *board, const char *release)
{
    const json_t *const report = json_path(catalogue->reports, board, release, NULL);

    return report == NULL ? NULL : json_deep_copy(report);
}
