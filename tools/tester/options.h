/* SPDX-License-Identifier: MIT */
/* The command line: verbs and their options, those of the guides among them. */
#ifndef TESTER_OPTIONS_H
#define TESTER_OPTIONS_H

#include <stdbool.h>
#include <stdio.h>

enum verb {
    VERB_NONE = 0,
    VERB_RUN_SUITE = 1,
    VERB_LIST_SUITES = 2,
    VERB_LIST_GROUPS = 4,
    VERB_LIST_TEST_CASES = 8,
    VERB_LIST_SUPPORTED_VERSIONS = 16,
    VERB_CHECK = 32,
    VERB_HELP = 64
};

struct options {
    enum verb verb;
    enum verb about; /* of help, and of -h */
    bool help;
    /* as given; NULL: not given */
    const char *suite, *groups, *pool, *tests, *userdata, *config, *device, *configs, *source;
    const char *board, *only_failed_in;
    bool only_failed, json, keep, dry_run;
};

/**
 * Read a command line.
 *
 * @param[out] options  Point into `words`.
 * @param      out      What is wrong, or was left out, one line each.
 * @return              Whether nothing is wrong.
 */
bool options_read(struct options *options, int count, char **words, FILE *out);

/** The help of a verb; VERB_NONE: of the program. */
void options_help(enum verb verb, FILE *out);

#endif
