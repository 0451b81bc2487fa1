/* SPDX-License-Identifier: MIT */
/* One attempt at the cases that are left: what a worker and its steps share. */
#ifndef TESTER_ATTEMPT_H
#define TESTER_ATTEMPT_H

#include <stdbool.h>
#include <stdio.h>

#include "judge.h"
#include "placeholder.h"
#include "run_state.h"

struct attempt {
    struct run *run;
    const struct device *device;
    struct group_result *group;
    FILE *log; /* <group>.log */
    char id[9];
    char *only;
    char **settings; /* for programs */
    char *image;     /* the ELF file, or NULL */
    struct judge judge;
    enum trouble trouble; /* why it ended before its end */
    char *message;        /* owned; about the trouble */
    bool lost;            /* the device: its line has gone, or another program has it */
};

/** Remember the first trouble. `message` becomes the attempt's. @return false. */
bool attempt_fails(struct attempt *attempt, enum trouble trouble, char *message);

/** Expand the placeholders of a command. @return For context_free(); NULL: *why says what is wrong.
 */
char **attempt_command(const struct attempt *attempt, char *const *command, char **why);

/** Write the headers and run the build command. @return false: attempt->trouble. */
bool attempt_build(struct attempt *attempt);

/** Run the flash command. @return false: attempt->trouble. */
bool attempt_flash(struct attempt *attempt);

/** Run a command to its end; its output goes to the group's log. @return false: *said is what it
 * said about it. */
bool attempt_run(struct attempt *attempt, char *const *command, double seconds, char **said);

/** Listen to a line until the image has come to its end or into trouble. Closes it. */
void attempt_listen(struct attempt *attempt, int line);

/** Run the command of a group of kind host. */
void attempt_host(struct attempt *attempt);

/** Functions, files and lines for the fault report in a case's log, when the tools are there. */
void attempt_explain(struct attempt *attempt, struct case_result *result);

#endif
