/* SPDX-License-Identifier: MIT */
#include "process.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "interrupt.h"
#include "room.h"

extern char **environ;

enum { NOT_STARTED = 127 };

char *process_find(const char *name, const char *folder)
{
    const char *path = getenv("PATH");
    char *found;

    if (strchr(name, '/') != NULL) {
        found = name[0] == '/' || folder == NULL ? room_text("%s", name)
                                                 : room_text("%s/%s", folder, name);
        if (access(found, X_OK) == 0) {
            return found;
        }
        free(found);
        return NULL;
    }
    for (const char *at = path != NULL ? path : "/usr/bin:/bin"; *at != '\0';) {
        size_t length = strcspn(at, ":");

        found = room_text("%.*s/%s", (int)length, at, name);
        if (length > 0 && access(found, X_OK) == 0) {
            return found;
        }
        free(found);
        at += length + (at[length] == ':');
    }
    return NULL;
}

/* Settings of the request hide those of the tester. */
static char **environment(char *const *settings)
{
    size_t count = 0, added = 0;
    char **all;

    while (environ[count] != NULL) {
        count++;
    }
    while (settings != NULL && settings[added] != NULL) {
        added++;
    }
    all = room_zero((count + added + 1) * sizeof *all);
    if (added > 0) {
        memcpy(all, settings, added * sizeof *all);
    }
    for (size_t i = 0; i < count; i++) {
        size_t name = strcspn(environ[i], "=") + 1;
        bool hidden = false;

        for (size_t k = 0; k < added; k++) {
            hidden = hidden || strncmp(all[k], environ[i], name) == 0;
        }
        if (!hidden) {
            all[added++] = environ[i];
        }
    }
    return all;
}

/* Between fork() and exec(): only what is safe there. */
static void become(const char *program, const struct process_request *request, char **settings,
                   int output, pid_t parent)
{
    int errors = request->errors >= 0 ? request->errors : output;
    int nothing = open("/dev/null", O_RDONLY);
    sigset_t none;

    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) {
        _exit(NOT_STARTED); /* it has ended already */
    }
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGXFSZ, SIG_DFL);
    if (dup2(nothing, 0) < 0 || dup2(output, 1) < 0 || dup2(errors, 2) < 0 ||
        (request->folder != NULL && chdir(request->folder) != 0)) {
        _exit(NOT_STARTED);
    }
    execve(program, request->command, settings);
}

bool process_start(struct process *process, const struct process_request *request, char **why)
{
    char *program = process_find(request->command[0], request->folder);
    char **settings = environment(request->settings);
    int ends[2] = {-1, -1}, news[2] = {-1, -1};
    int error = 0;
    pid_t parent = getpid();

    *process = (struct process){.pid = -1, .output = -1};
    if (program == NULL) {
        *why = room_text("%s: there is no such program%s", request->command[0],
                         strchr(request->command[0], '/') != NULL ? "" : " in PATH");
        free(settings);
        return false;
    }
    if (pipe2(news, O_CLOEXEC) != 0 || (request->output < 0 && pipe2(ends, O_CLOEXEC) != 0)) {
        error = errno;
    } else if ((process->pid = fork()) == 0) {
        become(program, request, settings, request->output >= 0 ? request->output : ends[1],
               parent);
        error = errno;
        (void)!write(news[1], &error, sizeof error);
        _exit(NOT_STARTED);
    } else if (process->pid < 0) {
        error = errno;
    } else {
        setpgid(process->pid, process->pid);
        close(news[1]);
        news[1] = -1;
        if (read(news[0], &error, sizeof error) != (ssize_t)sizeof error) {
            error = 0;
        } else {
            waitpid(process->pid, NULL, 0);
        }
    }
    if (error != 0) {
        *why = room_text("%s: %s", program, strerror(error));
    }
    for (size_t i = 0; i < 2; i++) {
        close(news[i]);
    }
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
    } else {
        process->output = ends[0];
    }
    free(program);
    free(settings);
    return error == 0;
}

static bool reap(struct process *process, int options)
{
    pid_t got;

    do {
        got = waitpid(process->pid, &process->status, options);
    } while (got < 0 && errno == EINTR);
    process->ended = process->ended || got == process->pid || got < 0;
    return process->ended;
}

bool process_has_ended(struct process *process)
{
    return process->ended || process->pid <= 0 || reap(process, WNOHANG);
}

static void close_output(struct process *process)
{
    if (process->output >= 0) {
        close(process->output);
        process->output = -1;
    }
}

void process_end(struct process *process, double seconds)
{
    double until = interrupt_clock() + seconds;

    if (process->pid > 0 && !process->ended) {
        kill(-process->pid, seconds > 0 ? SIGTERM : SIGKILL);
        while (!process_has_ended(process) && interrupt_clock() < until) {
            usleep(5000);
        }
        if (!process->ended) {
            kill(-process->pid, SIGKILL);
            reap(process, 0);
        }
    }
    close_output(process);
}

/* What has been printed; false: nobody can print any more. */
static bool drain(struct process *process,
                  void (*take)(void *context, const char *bytes, size_t length), void *context)
{
    char bytes[16384];
    ssize_t got = read(process->output, bytes, sizeof bytes);

    if (got > 0 && take != NULL) {
        take(context, bytes, (size_t)got);
    }
    return got > 0 || (got < 0 && errno == EINTR);
}

bool process_finish(struct process *process, double seconds,
                    void (*take)(void *context, const char *bytes, size_t length), void *context)
{
    double until = interrupt_clock() + seconds;
    bool open = process->output >= 0;

    while (!process_has_ended(process)) {
        double left = until - interrupt_clock();
        int ready = interrupt_wait(open ? process->output : -1, left < 0.02 ? left : 0.02);

        if (ready < 0 || left <= 0) {
            process_end(process, 2);
            return false;
        }
        if (ready > 0) {
            open = drain(process, take, context);
        }
    }
    /* Somebody whom it left behind may hold the line open: what is there is read, no more. */
    while (open && interrupt_wait(process->output, 0) > 0) {
        open = drain(process, take, context);
    }
    close_output(process);
    return true;
}

char *process_status_text(int status)
{
    if (WIFSIGNALED(status)) {
        return room_text("killed by signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    }
    return room_text("exit status %d", WEXITSTATUS(status));
}

/* Parent of a process, from /proc; 0: it is gone. */
static pid_t parent_of(const char *pid)
{
    char path[64], line[512], *behind;
    FILE *file;
    long parent = 0;

    snprintf(path, sizeof path, "/proc/%.16s/stat", pid);
    file = fopen(path, "re");
    if (file == NULL) {
        return 0;
    }
    if (fgets(line, sizeof line, file) != NULL && (behind = strrchr(line, ')')) != NULL) {
        sscanf(behind + 1, " %*c %ld", &parent);
    }
    fclose(file);
    return (pid_t)parent;
}

/* Kill our children; false: there is none. */
static bool kill_children(int signal_number)
{
    DIR *folder = opendir("/proc");
    struct dirent *entry;
    bool found = false;

    while (folder != NULL && (entry = readdir(folder)) != NULL) {
        if (isdigit((unsigned char)entry->d_name[0]) && parent_of(entry->d_name) == getpid()) {
            found = true;
            kill((pid_t)atoi(entry->d_name), signal_number);
        }
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return found;
}

void process_end_all(void)
{
    double gentle = interrupt_clock() + 1.5;

    /* Whoever loses its parent becomes our child, so this ends when the last one has. */
    for (bool first = true; waitpid(-1, NULL, WNOHANG) >= 0 || errno != ECHILD; first = false) {
        if (first) {
            kill_children(SIGTERM);
        } else if (interrupt_clock() > gentle) {
            kill_children(SIGKILL);
        }
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
        usleep(5000);
    }
}
