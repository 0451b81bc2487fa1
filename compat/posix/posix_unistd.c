/* SPDX-License-Identifier: MIT */
#include "FreeRTOS_POSIX.h"
#include "FreeRTOS_POSIX/unistd.h"
#include "posix_clock.h"

unsigned sleep(unsigned seconds)
{
    const struct timespec length = {.tv_sec = (time_t)seconds};

    posix_sleep_ticks(posix_ticks(&length));
    return 0;
}

int usleep(useconds_t usec)
{
    const struct timespec length = posix_timespec((int64_t)usec * 1000);

    posix_sleep_ticks(posix_ticks(&length));
    return 0;
}
