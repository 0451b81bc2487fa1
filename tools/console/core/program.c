/* SPDX-License-Identifier: MIT */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "text.h"

static bool read_all(int pipe_end, struct text *output)
{
    char block[4096];
    ssize_t got;

    do {
        got = read(pipe_end, block, sizeof(block));
        if (got > 0) {
            text_add(output, block, (size_t)got);
        }
    } while (got > 0 || (got < 0 && errno == EINTR));
    return got == 0;
}

bool program_run(const char *const *words, struct text *output, bool errors)
{
    posix_spawn_file_actions_t actions;
    int ends[2], status = -1;
    pid_t child;

    if (pipe2(ends, O_CLOEXEC) != 0) {
        return false;
    }
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    if (errors) {
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
    } else {
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
    const int failure =
        posix_spawnp(&child, words[0], &actions, NULL, (char *const *)words, environ);

    close(ends[1]);
    posix_spawn_file_actions_destroy(&actions);
    const bool is_whole = failure == 0 && read_all(ends[0], output);

    close(ends[0]);
    if (failure != 0) {
        return false;
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return is_whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}
