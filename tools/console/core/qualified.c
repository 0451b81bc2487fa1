/* SPDX-License-Identifier: MIT */
#include "qualified.h"

#include <string.h>

#include "board_document.h"

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

static json_t *total(const json_t *report, const char *key)
{
    return json_incref(json_path(report, "totals", key, NULL));
}

json_t *qualified_state(const struct catalogue *catalogue, const char *board)
{
    const char *const release = newest(catalogue, board);
    const json_t *const report = json_path(catalogue->reports, board, release, NULL);

    if (release == NULL) {
        return json_pack("{s:s}", "status", "none");
    }
    return json_pack("{s:s, s:s, s:o*, s:o*, s:o*, s:o*}", "status",
                     strcmp(release, catalogue_release(catalogue)) == 0 ? "qualified" : "outdated",
                     "release", release, "passed", total(report, "passed"), "failed",
                     total(report, "failed"), "skipped", total(report, "skipped"), "tests",
                     total(report, "tests"));
}

static json_t *report_rows(const json_t *reports)
{
    json_t *const rows = json_array();
    const json_t *report;
    const char *release;

    json_object_foreach((json_t *)reports, release, report)
    {
        json_array_append_new(
            rows, json_pack("{s:s, s:s, s:s, s:o*, s:o*, s:o*, s:o*}", "release", release, "commit",
                            json_text(report, "commit"), "started", json_text(report, "started"),
                            "passed", total(report, "passed"), "failed", total(report, "failed"),
                            "skipped", total(report, "skipped"), "tests", total(report, "tests")));
    }
    return rows;
}

json_t *catalogue_qualified(const struct catalogue *catalogue)
{
    json_t *const boards = json_array();
    const json_t *entry;
    const char *board;

    json_object_foreach(catalogue->boards, board, entry)
    {
        const json_t *const about = json_object_get(entry, "board");
        json_t *const state = qualified_state(catalogue, board);

        json_array_append_new(
            boards,
            json_pack("{s:s, s:s, s:s, s:s, s:s*, s:o, s:s, s:o}", "board", board, "title",
                      catalogue_title_of_board(catalogue, board), "vendor",
                      json_text(about, "vendor"), "arch", json_text(about, "arch"), "picture",
                      board_picture(catalogue, board), "features", board_features(catalogue, board),
                      "status", json_text(state, "status"), "reports",
                      report_rows(json_object_get(catalogue->reports, board))));
        json_decref(state);
    }
    return json_pack("{s:s, s:o}", "release", catalogue_release(catalogue), "boards", boards);
}

json_t *catalogue_report(const struct catalogue *catalogue, const char *board, const char *release)
{
    const json_t *const report = json_path(catalogue->reports, board, release, NULL);

    return report == NULL ? NULL : json_deep_copy(report);
}
