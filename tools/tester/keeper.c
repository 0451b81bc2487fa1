/* SPDX-License-Identifier: MIT */
#include "keeper.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "files.h"
#include "process.h"
#include "room.h"
#include "run.h"

static volatile pid_t tester;

/* The terminal tells both; kill(1) tells the keeper alone. */
static void pass_on(int number, siginfo_t *about, void *unused)
{
    (void)unused;
    if (about->si_code <= 0 && tester > 0) {
        kill(tester, number);
    }
}

static void catch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_sigaction = pass_on;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        sigaction(signals[i], &action, NULL);
    }
}

static int wait_for_tester(void)
{
    int status = 0;
    pid_t got;

    /* Orphans may end before it. */
    while ((got = waitpid(-1, &status, 0)) != tester) {
        if (got < 0 && errno != EINTR) {
            return VERDICT_INTERRUPTED;
        }
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : VERDICT_INTERRUPTED;
}

/* What a program that is ended leaves in a temporary folder goes with the scratch folder. */
static void give_programs_a_folder(const char *scratch)
{
    char *folder = room_text("%s/tmp", scratch);

    if (files_make_folder(folder)) {
        setenv("TMPDIR", folder, 1);
    }
    free(folder);
}

char *keeper_begin(char **why)
{
    const char *place = getenv("TMPDIR");
    char *scratch =
        room_text("%s/devicetester-XXXXXX", place != NULL && place[0] != '\0' ? place : "/tmp");
    pid_t keeper = getpid();
    int status;

    if (mkdtemp(scratch) == NULL) {
        *why = room_text("%s: %s; TMPDIR names another folder", scratch, strerror(errno));
        free(scratch);
        return NULL;
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    fflush(NULL);
    catch_signals(); /* before there is somebody to miss them */
    tester = fork();
    if (tester < 0) {
        *why = room_text("no process: %s", strerror(errno));
        files_remove(scratch);
        free(scratch);
        return NULL;
    }
    if (tester == 0) {
        tester = -1;
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        prctl(PR_SET_CHILD_SUBREAPER, 1);
        if (getppid() != keeper) {
            raise(SIGTERM);
        }
        give_programs_a_folder(scratch);
        return scratch;
    }
    status = wait_for_tester();
    process_end_all();
    if (access(scratch, F_OK) == 0) {
        char *kept = room_text("%s/.keep", scratch);

        if (access(kept, F_OK) != 0) {
            files_remove(scratch);
        }
        free(kept);
    }
    _exit(status);
}
