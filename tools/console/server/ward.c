/* SPDX-License-Identifier: MIT */
#include "ward.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIFE 3

/* In the child of a process with threads: nothing but system calls. */
static void become_warden(const int pipes[3], char *const arguments[], char *const environment[])
{
    sigset_t none;

    (void)sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)setsid(); /* a Ctrl-C is for the server alone */
    /* First out of the way of 0 to 3, then there: dup2 leaves them open at exec. */
    const int input = fcntl(pipes[0], F_DUPFD_CLOEXEC, 16);
    const int output = fcntl(pipes[1], F_DUPFD_CLOEXEC, 16);
    const int life = fcntl(pipes[2], F_DUPFD_CLOEXEC, 16);
    (void)dup2(input, STDIN_FILENO);
    (void)dup2(output, STDOUT_FILENO);
    (void)dup2(output, STDERR_FILENO);
    (void)dup2(life, LIFE);
    (void)close_range(LIFE + 1, ~0u, 0);
    (void)execve(arguments[0], arguments, environment);
    _exit(125);
}

static void close_both(int pair[2])
{
    (void)close(pair[0]);
    (void)close(pair[1]);
}

static pid_t spawn(struct ward *ward, char *const arguments[], char *const environment[])
{
    int input[2], output[2], life[2];

    if (pipe2(input, O_CLOEXEC) != 0) {
        return -1;
    }
    if (pipe2(output, O_CLOEXEC) != 0) {
        close_both(input);
        return -1;
    }
    if (pipe2(life, O_CLOEXEC) != 0) {
        close_both(input);
        close_both(output);
        return -1;
    }
    const int theirs[] = {input[0], output[1], life[0]};
    const pid_t pid = fork();
    if (pid == 0) {
        become_warden(theirs, arguments, environment);
    }
    (void)close(input[0]);
    (void)close(output[1]);
    (void)close(life[0]);
    *ward = (struct ward){pid, input[1], output[0], life[1]};
    (void)fcntl(ward->input, F_SETFL, O_NONBLOCK);
    return pid;
}

bool ward_start(struct ward *ward, const struct ward_order *order)
{
    char uid[16], seconds[16], home[512], cache[512], base[512];
    const char *arguments[WARD_ARGUMENTS + 5] = {order->warden, order->folder, uid, seconds};
    char *const environment[] = {
        (char[]){"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
        (char[]){"LANG=C.UTF-8"},
        (char[]){"NINJA_STATUS=[%f/%t] "},
        (char[]){"CCACHE_MAXSIZE=500M"},
        (char[]){"CCACHE_NOHASHDIR=1"},
        home,
        cache,
        base,
        NULL};
    size_t count = 4;

    (void)snprintf(uid, sizeof(uid), "%u", (unsigned)order->uid);
    (void)snprintf(seconds, sizeof(seconds), "%d", order->seconds);
    (void)snprintf(home, sizeof(home), "HOME=%s", order->folder);
    (void)snprintf(cache, sizeof(cache), "CCACHE_DIR=%s", order->cache);
    (void)snprintf(base, sizeof(base), "CCACHE_BASEDIR=%s", order->folder);
    for (const char *const *word = order->command; *word != NULL && count < WARD_ARGUMENTS + 4;
         word++) {
        arguments[count++] = *word;
    }
    arguments[count] = NULL;
    *ward = (struct ward){-1, -1, -1, -1};
    return spawn(ward, (char *const *)(void *)arguments, environment) > 0;
}

ssize_t ward_read(struct ward *ward, char *buffer, size_t bytes, int wait_ms)
{
    struct pollfd fd = {ward->output, POLLIN, 0};

    if (poll(&fd, 1, wait_ms) <= 0) {
        return -1;
    }
    const ssize_t got = read(ward->output, buffer, bytes);
    return got > 0 ? got : 0;
}

void ward_end(struct ward *ward)
{
    if (ward->life >= 0) {
        (void)!write(ward->life, "q", 1);
    }
}

int ward_wait(struct ward *ward)
{
    int status = 0;

    while (ward->pid > 0 && waitpid(ward->pid, &status, 0) < 0) {
    }
    (void)close(ward->input);
    (void)close(ward->output);
    (void)close(ward->life);
    *ward = (struct ward){-1, -1, -1, -1};
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
