/* SPDX-License-Identifier: MIT */
/* dunlin-warden: runs one command in a folder as another user, with limits, and sees to it that
 * nothing of it is left, whoever is killed.
 *
 *     warden FOLDER UID SECONDS COMMAND [ARGUMENT ...]
 *
 * Descriptor 3 is a pipe from who started it. A byte: the command is to end. Its end without a
 * byte: who started it is gone, and the folder goes, too. UID 0: the user stays. The exit code is
 * the command's, 128 + the signal that ended it, or 124 when its time was over. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <grp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LIFE            3
#define EXIT_TIME_IS_UP 124
#define EXIT_CANNOT     125

struct limit {
    int what;
    rlim_t most;
};

static void set_limits(bool has_own_user)
{
    static const struct limit limits[] = {
#if !defined(__SANITIZE_ADDRESS__) /* then programs of the same build may run, with huge maps */
        {RLIMIT_AS, 4ull << 30},
#endif
        {RLIMIT_CPU, 900},
        {RLIMIT_CORE, 0},
        {RLIMIT_FSIZE, 256u << 20},
        {RLIMIT_NOFILE, 512},
        {RLIMIT_STACK, 64u << 20},
        {RLIMIT_MEMLOCK, 0},
        {RLIMIT_MSGQUEUE, 65536},
    };

    for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++) {
        const struct rlimit limit = {limits[i].most, limits[i].most};
        (void)setrlimit((__rlimit_resource_t)limits[i].what, &limit);
    }
    /* It counts every process of the user, so it is for a user who has no others. */
    if (has_own_user) {
        const struct rlimit processes = {256, 256};
        (void)setrlimit(RLIMIT_NPROC, &processes);
    }
}

static void become(const char *folder, uid_t uid, char **command)
{
    sigset_t none;

    (void)setpgid(0, 0);
    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGPIPE, SIG_DFL);
    (void)close(LIFE);
    set_limits(uid != 0);
    if (chdir(folder) != 0 || (uid != 0 && (setgroups(0, NULL) != 0 || setgid(uid) != 0 ||
                                            setuid(uid) != 0 || setuid(0) == 0))) {
        _exit(EXIT_CANNOT);
    }
    (void)umask(022);
    /* After setuid, which forgets it. */
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
    (void)execvp(command[0], command);
    (void)fprintf(stderr, "%s: %s\n", command[0], strerror(errno));
    _exit(EXIT_CANNOT);
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    (void)remove(path);
    return 0;
}

/* Children that became ours when their parents ended, whatever group they are in. */
static void kill_children(void)
{
    char path[64], line[64];

    (void)snprintf(path, sizeof(path), "/proc/self/task/%d/children", (int)getpid());
    FILE *list = fopen(path, "r");
    while (list != NULL && fscanf(list, "%63s", line) == 1) {
        (void)kill((pid_t)strtol(line, NULL, 10), SIGKILL);
    }
    if (list != NULL) {
        (void)fclose(list);
    }
}

static void end_all(pid_t group)
{
    static const struct timespec moment = {.tv_nsec = 2000000};

    for (;;) {
        (void)kill(-group, SIGKILL);
        kill_children();
        const pid_t gone = waitpid(-1, NULL, WNOHANG);
        if (gone < 0) {
            return;
        }
        if (gone == 0) {
            (void)nanosleep(&moment, NULL);
        }
    }
}

static long long now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}

/* Until the command ends, its time is up, or the pipe says something: the exit code. */
static int watch(pid_t child, int signals, long seconds, bool *is_orphan)
{
    const long long until = now_ms() + seconds * 1000ll;
    struct pollfd fds[] = {{signals, POLLIN, 0}, {LIFE, POLLIN, 0}};

    for (;;) {
        const long long left = until - now_ms();
        struct signalfd_siginfo info;
        int status;
        char byte;

        if (left <= 0) {
            return EXIT_TIME_IS_UP;
        }
        (void)poll(fds, 2, left > 1000000 ? 1000000 : (int)left);
        if ((fds[0].revents & POLLIN) != 0 && read(signals, &info, sizeof(info)) > 0 &&
            info.ssi_signo != SIGCHLD) {
            return 128 + (int)info.ssi_signo;
        }
        if (waitpid(child, &status, WNOHANG) == child) {
            return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        if (fds[1].revents != 0) {
            *is_orphan = read(LIFE, &byte, 1) <= 0;
            return 128 + SIGKILL;
        }
    }
}

int main(int count, char **arguments)
{
    if (count < 5) {
        (void)fputs("Usage: dunlin-warden FOLDER UID SECONDS COMMAND ...\n", stderr);
        return EXIT_CANNOT;
    }
    const char *folder = arguments[1];
    const uid_t uid = (uid_t)strtoul(arguments[2], NULL, 10);
    sigset_t set;
    bool is_orphan = false;

    (void)sigemptyset(&set);
    (void)sigaddset(&set, SIGCHLD);
    (void)sigaddset(&set, SIGTERM);
    (void)sigaddset(&set, SIGINT);
    (void)sigaddset(&set, SIGHUP);
    (void)sigprocmask(SIG_SETMASK, &set, NULL);
    const int signals = signalfd(-1, &set, SFD_CLOEXEC);
    (void)fcntl(LIFE, F_SETFD, FD_CLOEXEC);
    (void)prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    if (uid != 0) {
        (void)unshare(CLONE_NEWPID); /* where it is allowed, all of it ends with its first one */
    }
    const pid_t child = fork();
    if (child == 0) {
        become(folder, uid, arguments + 4);
    }
    const int code =
        child > 0 ? watch(child, signals, strtol(arguments[3], NULL, 10), &is_orphan) : EXIT_CANNOT;
    if (child > 0) {
        end_all(child);
    }
    if (is_orphan) {
        (void)nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    }
    /* No exit handlers: LeakSanitizer's starts a thread, and since the first process of the
     * namespace has ended none can be. */
    _exit(code);
}
