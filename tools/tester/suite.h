/* SPDX-License-Identifier: MIT */
/* A test suite: suite.json and the group.json of each of its groups. */
#ifndef TESTER_SUITE_H
#define TESTER_SUITE_H

#include <stdbool.h>
#include <stddef.h>

struct complaints;

struct suite_clause {
    const char *id;     /* KERNEL-1 */
    const char *text;   /* what a port must do, one sentence */
    const char *advice; /* what to do when it does not */
    const char *see;    /* a file of the tree, or NULL */
};

struct suite_case {
    const char *name; /* AFQP_... */
    const struct suite_clause *clause;
};

enum group_kind {
    GROUP_TARGET,  /* an image on the board */
    GROUP_HOST,    /* `command` on this machine, which prints the same lines as an image */
    GROUP_DECLARED /* no cases yet: always skipped, with `reason` */
};

struct suite_group {
    const char *id;     /* FullTCP: of the command line and the report */
    const char *name;   /* Full_TCP: of the runner's lines */
    const char *folder; /* of tests/qualification */
    const char *title;
    const char *enable; /* macro of aws_test_runner_config.h, or NULL */
    enum group_kind kind;
    const char
        *feature;   /* name of the feature of device.json that it needs, or NULL: always required */
    char **values;  /* values of that feature with which it runs; NULL-terminated */
    char **needs;   /* peers: "network", "echo", "tls", "cloud", "ota", "time"; NULL-terminated */
    char **command; /* GROUP_HOST: with placeholders; NULL-terminated */
    const char *reason;    /* GROUP_DECLARED */
    unsigned seconds;      /* a whole run, on a busy machine */
    unsigned case_seconds; /* without a line from the board: it hangs */
    const struct suite_clause *clauses;
    size_t clause_count;
    const struct suite_case *cases;
    size_t case_count;
};

struct suite {
    const char *id;      /* AFQ_1 */
    const char *version; /* of the suite */
    const char *title;
    const struct suite_group *groups; /* in the order in which they run */
    size_t group_count;
};

/**
 * Read a suite.
 *
 * @param folder      tests/qualification of a source tree.
 * @param complaints  Every problem is added: unknown keys, cases without a clause, names twice.
 * @return Owned by the caller, suite_free(); NULL when there are complaints.
 */
struct suite *suite_read(const char *folder, struct complaints *complaints);

/** Give a suite back; NULL is fine. */
void suite_free(struct suite *suite);

/** A group by its id, letter case ignored. @return NULL when there is none. */
const struct suite_group *suite_group(const struct suite *suite, const char *id);

/** A case of a group by its name. @return NULL when there is none. */
const struct suite_case *suite_case(const struct suite_group *group, const char *name);

#endif
