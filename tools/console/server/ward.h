/* SPDX-License-Identifier: MIT */
/* A command that dunlin-warden runs for us: its pipes, its end. Started and waited for by one
 * thread; input and the wish to end may come from others. */
#ifndef CONSOLE_WARD_H
#define CONSOLE_WARD_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define WARD_TIME_IS_UP 124
#define WARD_ARGUMENTS  64

struct ward {
    pid_t pid;
    int input, output, life; /* -1: closed */
};

struct ward_order {
    const char *warden, *folder, *cache;
    uid_t uid;
    int seconds;
    const char *const *command; /* up to NULL */
};

bool ward_start(struct ward *ward, const struct ward_order *order);
/* What it says, errors too; 0: it says nothing more, -1: nothing within the time. */
ssize_t ward_read(struct ward *ward, char *buffer, size_t bytes, int wait_ms);
/* Everything of it is to end. It ends a moment later. */
void ward_end(struct ward *ward);
/* Returns its exit code when nothing of it is left. */
int ward_wait(struct ward *ward);

#endif
