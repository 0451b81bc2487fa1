/* SPDX-License-Identifier: MIT */
/* What happens in a run: plan, source copy, peers, a worker for each device, reports. */
#ifndef TESTER_RUN_H
#define TESTER_RUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "configuration.h"
#include "suite.h"

/* Exit statuses of the tester: docs/design/qualification.md. */
enum verdict {
    VERDICT_PASSED = 0,
    VERDICT_FAILED = 1,
    VERDICT_USAGE = 2,
    VERDICT_CONFIGURATION = 3,
    VERDICT_MACHINE = 4,
    VERDICT_INTERRUPTED = 5
};

/* A group that the user asked for. */
struct run_group {
    const struct suite_group *group;
    const struct suite_case **cases; /* NULL-terminated, in the group's order; NULL: all of them */
};

struct run_request {
    const struct configuration *configuration;
    const struct suite *suite;
    const struct pool *pool;        /* of configuration->pools */
    const struct run_group *groups; /* in the order of the suite */
    size_t group_count;
    bool whole_suite;         /* nothing was chosen: the verdict can be "qualified" */
    bool keep;                /* --keep: the source copy and the peers' folder stay */
    bool json;                /* --json: standard output gets report.json and nothing else */
    const char *tester_root;  /* folder of the tree that devicetester is part of */
    const char *command_line; /* as typed */
};

/**
 * Run the groups on the devices of the pool, tell about it on the terminal (standard error with
 * --json), write reports and logs to configuration->results_folder/<uuid>.
 *
 * Everything that was started has ended when it returns, also after SIGINT, SIGTERM and SIGHUP.
 * Call once, from main, before any thread is made.
 */
enum verdict run_suite(const struct run_request *request);

#endif
