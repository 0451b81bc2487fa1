/* SPDX-License-Identifier: MIT */
/* A report of metrics, checked. Each member has a long and a short name. */
#ifndef CLOUD_DEFENDER_REPORT_H
#define CLOUD_DEFENDER_REPORT_H

#include <stddef.h>

#include <jansson.h>

/* The report with long names, as far as they are documented; what else it has is left out. NULL:
 * `error` says what is not valid, and where. */
json_t *defender_report_read(const json_t *report, char *error, size_t error_bytes);

/* The id of a report, if it can be found in it; a borrowed reference. */
json_t *defender_report_id(const json_t *report);

/* The value of a metric, "aws:all-bytes-in" or the name of a custom one, in a report with long
 * names: {"count"}, {"ports"}, {"cidrs"}, {"number"}, {"numbers"} or {"strings"}. NULL: the report
 * has none. */
json_t *defender_report_value(const json_t *report, const char *metric);

#endif
