/* SPDX-License-Identifier: MIT */
/* What a run has found. The run fills it, reports read it. */
#ifndef TESTER_RESULTS_H
#define TESTER_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include "configuration.h"
#include "suite.h"

enum outcome {
    OUTCOME_NOT_RUN, /* interrupted before it */
    OUTCOME_PASSED,
    OUTCOME_FAILED, /* an expectation did not hold */
    OUTCOME_ERROR,  /* it could not be judged: crash, hang, build, flash, garbage, not reported */
    OUTCOME_SKIPPED /* a feature that the board does not have, or a reason that the case gave */
};

/* Why a case or a group is an error. One text and one piece of advice each: trouble.c. */
enum trouble {
    TROUBLE_NONE,
    TROUBLE_BUILD,        /* the build command failed */
    TROUBLE_FLASH,        /* the flash command failed */
    TROUBLE_SERIAL,       /* the serial line cannot be opened, or was lost */
    TROUBLE_SILENT,       /* flashed, and nothing was heard */
    TROUBLE_GARBAGE,      /* bytes that are no text: baud rate? */
    TROUBLE_OLD_IMAGE,    /* another image than the one that was flashed answers */
    TROUBLE_CRASH,        /* a fault report or a failed assert */
    TROUBLE_HANG,         /* no line for case_seconds */
    TROUBLE_REBOOT,       /* it started again in the middle of the case */
    TROUBLE_REBOOT_LOOP,  /* it starts again and again */
    TROUBLE_CUT,          /* the group's seconds are over */
    TROUBLE_NOT_REPORTED, /* the image ended and did not name the case */
    TROUBLE_UNKNOWN_CASE, /* the image named a case that the suite does not have */
    TROUBLE_PEER,         /* a peer (broker, cloud ...) could not be started or died */
    TROUBLE_DISK,         /* no room on this machine */
    TROUBLE_INTERRUPTED   /* Ctrl-C, SIGTERM */
};

struct measure {
    const char *name, *unit;
    long long value;
};

struct case_result {
    const struct suite_case *is;
    enum outcome outcome;
    enum trouble trouble;
    char *message; /* file:line: text of the first expectation that failed, or what happened; or
                      NULL */
    char *log;     /* what the board said during the case, or NULL */
    double seconds;
    unsigned attempts;
    struct measure *measures;
    size_t measure_count;
};

struct group_result {
    const struct suite_group *is;
    enum outcome outcome;
    enum trouble trouble; /* of the group as a whole: build, flash ... */
    char *message;
    const char *device; /* id of the device that ran it */
    double build_seconds, flash_seconds, seconds;
    long long image_text, image_data, image_bss; /* bytes, -1 where not known */
    char *log_path;                              /* relative to the results folder */
    struct case_result *cases; /* those that were asked for, in the order of is->cases */
    size_t case_count;
};

struct results {
    const char *id;     /* uuid: name of the results folder */
    const char *folder; /* results/<uuid> */
    const struct suite *suite;
    const struct configuration *configuration;
    const struct pool *pool;
    char *tester_version, *product_version; /* 1.0.0; 202611.00, of the source tree's manifest */
    char *commit;                           /* of the source tree, or NULL */
    char *command_line;
    time_t started;
    double seconds;
    struct group_result *groups; /* in the order of the suite, those that were asked for */
    size_t group_count;
    bool interrupted;
};

/* tests = passed + failed + errors + skipped; what was not run is none of them. */
struct totals {
    unsigned tests, passed, failed, errors, skipped, not_run;
};

struct totals group_totals(const struct group_result *group);

/** Whether a group went wrong in a way that none of its cases shows; it counts as a test, then. */
bool group_counts_itself(const struct group_result *group);
struct totals results_totals(const struct results *results);

/** Whether a board with the pool's features must show a group: all but Wi-Fi, BLE and OTA that
 *  device.json does not claim, and groups that are only declared. */
bool results_require(const struct results *results, const struct suite_group *group);

/** A board qualifies when every required group was run with all its cases, at least one of them
 *  was judged, and nothing failed or was an error.
 *  @param[out] why  May be NULL. What is in the way, a phrase, valid until the next call; NULL when
 *  it qualifies. */
bool results_qualify_because(const struct results *results, const char **why);
bool results_qualify(const struct results *results);

/* ---- Reports, from what was found. Each writes one file whole or not at all; NULL or why not.
 * ---- */

const char *report_junit(const struct results *results, const char *path); /* AFQ_Report.xml */
const char *report_summary(const struct results *results,
                           const char *path); /* awsiotdevicetester_report.xml */
const char *report_json(const struct results *results, const char *path); /* report.json */
const char *report_html(const struct results *results, const char *path); /* report.html */

#endif
