/* SPDX-License-Identifier: MIT */
/* What the files of runs share. */
#ifndef CONSOLE_RUN_PARTS_H
#define CONSOLE_RUN_PARTS_H

#include <pthread.h>
#include <stdatomic.h>

#include "machine.h"
#include "probe.h"
#include "radio.h"
#include "runs.h"
#include "ward.h"

enum run_state { RUN_QUEUED, RUN_BUILDING, RUN_RUNNING, RUN_ENDED };

struct run {
    struct runs *runs;
    unsigned id;
    int holders; /* under the lock of runs, as state, ahead and why are */
    enum run_state state;
    int ahead;
    char why[512];
    char user[80];
    json_t *choice;
    struct keep *keep;
    char *thing, *forget; /* in the cloud: whose messages are told; what takes it away */
    struct events *events;
    struct probe probe;
    char folder[80];
    pthread_t thread;

    pthread_mutex_t lock; /* of the ward and machine that others may want something of */
    struct ward ward;
    struct machine machine;
    struct radio radio;
    struct listener *listener; /* NULL: it does not run, or there is no cloud */
    bool has_ward, has_machine;
    bool is_cut;        /* the network; it stays so when the board is switched on again */
    bool is_cut_undone; /* the cable of a board that has just been switched on */
    atomic_bool is_to_end, is_to_restart;
};

struct runs {
    const struct catalogue *catalogue;
    char folder[48], warden[256], modem[256], cache[64], cloud[512];
    uid_t uid;
    int limit_s;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_ending;
    unsigned next;
    int busy;
    struct run *run[RUNS_KEPT];
};

#define RUN_PACKAGE "package" /* in the run's folder */

/* The run's work from its turn on: an end with a reason, in run->why. */
void run_work(struct run *run);
void run_say_state(struct run *run, enum run_state state, const char *why);
void run_say_progress(struct run *run, const char *step, const char *text, int done, int of);
/* What a build has made: what is booted, the application's ELF file, and the flash, "": none. */
struct run_made {
    char image[512], program[512], flash[512];
};

/* Unfold, configure and build. False: `why` says why not. */
bool run_build(struct run *run, struct run_made *made, char *why, size_t why_bytes);
/* Start a command for the run; false: it cannot start. */
bool run_start_ward(struct run *run, const char *folder, const char *const *command, int seconds);
int run_wait_ward(struct run *run);

/* Remove a folder with all in it; give all in it to a user. */
void run_remove_folder(const char *folder);
void run_give_folder(const char *folder, uid_t uid);

#endif
