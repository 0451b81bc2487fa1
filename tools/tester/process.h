/* SPDX-License-Identifier: MIT */
/* Programs that the tester starts. Each has a process group and its output goes to a function; it
 * ends with the tester, however that ends. Descendants that lose their parent become the tester's.
 */
#ifndef TESTER_PROCESS_H
#define TESTER_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process {
    pid_t pid;
    int output; /* read end: standard output and error; -1 when it went elsewhere */
    int status; /* as of waitpid(), when it has ended */
    bool ended;
};

struct process_request {
    char *const *command;  /* NULL-terminated; command[0] is looked for in PATH */
    const char *folder;    /* working directory, or NULL */
    char *const *settings; /* NAME=value, added to the environment; NULL-terminated, or NULL */
    int output; /* descriptor for standard output and error; -1: a pipe, process->output */
    int errors; /* descriptor for standard error; -1: as standard output */
};

/**
 * Start a program.
 *
 * @param[out] why  When false is returned: one line, owned by the caller ("cmake: not found in
 * PATH"). Context: a thread that lives as long as the program: the program is killed with it.
 */
bool process_start(struct process *process, const struct process_request *request, char **why);

/**
 * Read its output until it ends, or until `seconds` are over or a stop was asked for: then its
 * group is killed.
 *
 * @param take  Gets what comes, as it comes; may be NULL.
 * @return true: ended by itself; look at process->status.
 */
bool process_finish(struct process *process, double seconds,
                    void (*take)(void *context, const char *bytes, size_t length), void *context);

/** End it and its group: SIGTERM, and SIGKILL after `seconds`. Fine when it has ended. */
void process_end(struct process *process, double seconds);

/** @return Whether it has ended; never blocks. */
bool process_has_ended(struct process *process);

/** Where a program is that a command names. @return Owned by the caller; NULL: nowhere. */
char *process_find(const char *name, const char *folder);

/** "exit status 2", "killed by signal 11". @return Owned by the caller. */
char *process_status_text(int status);

/** End all descendants, those of others too. Call once, last, from the main thread. */
void process_end_all(void);

#endif
