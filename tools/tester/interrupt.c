/* SPDX-License-Identifier: MIT */
#include "interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t came;
static int ends[2] = {-1, -1};

static void note(int number)
{
    int kept = errno;

    (void)number;
    came = 1;
    if (write(ends[1], "", 1) < 0) {
        /* full: it is readable all the same */
    }
    errno = kept;
}

void interrupt_catch(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;

    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) {
        abort();
    }
    memset(&action, 0, sizeof action);
    action.sa_handler = note;
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        sigaction(signals[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk */
}

bool interrupted(void)
{
    return came != 0;
}

int interrupt_descriptor(void)
{
    return ends[0];
}

double interrupt_clock(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int interrupt_wait(int descriptor, double seconds)
{
    double until = interrupt_clock() + seconds;

    for (;;) {
        struct pollfd watched[2] = {{.fd = ends[0], .events = POLLIN},
                                    {.fd = descriptor, .events = POLLIN}};
        double left = until - interrupt_clock();
        int ready;

        if (came) {
            return -1;
        }
        ready = poll(watched, descriptor >= 0 ? 2 : 1, left > 0 ? (int)(left * 1000) + 1 : 0);
        if (came) {
            return -1;
        }
        if (ready > 0 && watched[1].revents != 0 && descriptor >= 0) {
            return 1;
        }
        if (ready == 0 && left <= 0) {
            return 0;
        }
    }
}
