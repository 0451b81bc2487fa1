/* SPDX-License-Identifier: MIT */
/* Which pool, groups and cases a command line means. */
#ifndef TESTER_SELECTION_H
#define TESTER_SELECTION_H

#include "options.h"
#include "run.h"

struct selection {
    struct run_group *groups; /* in the suite's order */
    size_t group_count;
    const struct pool *pool;
    bool whole_suite;
};

/**
 * Choose.
 *
 * @param out  What is wrong and what there is, one line each.
 * @return     VERDICT_PASSED; VERDICT_USAGE; VERDICT_CONFIGURATION: earlier results that cannot be
 * read.
 */
enum verdict selection_make(struct selection *selection, const struct options *options,
                            const struct configuration *configuration, const struct suite *suite,
                            FILE *out);

/** Whether --suite-id means this suite: its id, also with its version behind. Says what there is
 * when not. */
bool selection_is_suite(const struct suite *suite, const char *id, FILE *out);

/** A group by its id; says what there is when there is none. @return NULL: none. */
const struct suite_group *selection_group(const struct suite *suite, const char *id, FILE *out);

/** Give it back. */
void selection_free(struct selection *selection);

#endif
