/* SPDX-License-Identifier: MIT */
#include "helper.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <openssl/crypto.h>

#define ANSWER_BYTES_MAX (80u << 20) /* flash images are among the answers */
#define STEP_BYTES       65536

extern char **environ;

struct talk {
    const char *input;
    size_t input_left;
    int to, from;
    char *answer;
    size_t count, room;
};

static long long now_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000ll + now.tv_nsec / 1000000;
}

static void feed(struct talk *talk)
{
    const ssize_t sent = talk->input_left > 0 ? write(talk->to, talk->input, talk->input_left) : 0;

    if (sent > 0) {
        talk->input += sent;
        talk->input_left -= (size_t)sent;
    }
    if (sent < 0 || talk->input_left == 0) {
        (void)close(talk->to);
        talk->to = -1;
    }
}

/* Keys are among what is read: a buffer that was outgrown is wiped. */
static bool grow(struct talk *talk)
{
    const size_t room = 2 * talk->room + STEP_BYTES;
    char *larger = room <= 2 * ANSWER_BYTES_MAX ? malloc(room + 1) : NULL;

    if (larger == NULL) {
        return false;
    }
    if (talk->answer != NULL) {
        memcpy(larger, talk->answer, talk->count);
        OPENSSL_cleanse(talk->answer, talk->count);
        free(talk->answer);
    }
    talk->answer = larger;
    talk->room = room;
    return true;
}

/* False: it is not to go on; `*is_whole`: because that was all. */
static bool hear(struct talk *talk, bool *is_whole)
{
    if (talk->room == talk->count && (talk->count >= ANSWER_BYTES_MAX || !grow(talk))) {
        return false;
    }
    const ssize_t got = read(talk->from, talk->answer + talk->count, talk->room - talk->count);
    if (got <= 0) {
        *is_whole = got == 0;
        return false;
    }
    talk->count += (size_t)got;
    return true;
}

static bool converse(struct talk *talk, int seconds)
{
    const long long until = now_ms() + seconds * 1000ll;
    bool is_whole = false;

    for (;;) {
        struct pollfd fds[] = {{talk->from, POLLIN, 0}, {talk->to, POLLOUT, 0}};
        const long long left = until - now_ms();
        if (left <= 0 || poll(fds, talk->to >= 0 ? 2 : 1, (int)left) <= 0) {
            return false;
        }
        if (talk->to >= 0 && fds[1].revents != 0) {
            feed(talk);
        }
        if (fds[0].revents != 0 && !hear(talk, &is_whole)) {
            return is_whole;
        }
    }
}

static pid_t spawn(const char *const *command, int input, int output)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none;
    pid_t pid = -1;

    (void)sigemptyset(&none);
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    (void)posix_spawnattr_init(&attributes);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    (void)posix_spawnattr_setpgroup(&attributes, 0); /* a Ctrl-C is for the server */
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    if (posix_spawn(&pid, command[0], &actions, &attributes, (char **)(uintptr_t)command,
                    environ) != 0) {
        pid = -1;
    }
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    return pid;
}

char *helper_ask(const char *const *command, const char *input, int seconds, size_t *bytes,
                 int *code)
{
    int to[2], from[2], status = 0;

    if (pipe2(to, O_CLOEXEC) != 0) {
        return NULL;
    }
    if (pipe2(from, O_CLOEXEC) != 0) {
        (void)close(to[0]);
        (void)close(to[1]);
        return NULL;
    }
    const pid_t pid = spawn(command, to[0], from[1]);
    (void)close(to[0]);
    (void)close(from[1]);
    (void)fcntl(to[1], F_SETFL, O_NONBLOCK);
    struct talk talk = {input, strlen(input), to[1], from[0], NULL, 0, 0};
    const bool is_whole = pid > 0 && converse(&talk, seconds);
    if (pid > 0) {
        if (!is_whole) {
            (void)kill(-pid, SIGKILL);
        }
        (void)waitpid(pid, &status, 0);
    }
    if (talk.to >= 0) {
        (void)close(talk.to);
    }
    (void)close(talk.from);
    if (!is_whole || !WIFEXITED(status)) {
        free(talk.answer);
        return NULL;
    }
    talk.answer[talk.count] = '\0';
    *bytes = talk.count;
    *code = WEXITSTATUS(status);
    return talk.answer;
}
