/* SPDX-License-Identifier: MIT */
#include "posix_test.h"

const struct timespec bad_times[2] = {{.tv_nsec = -1}, {.tv_nsec = 1000000000}};

pthread_t thread(void *(*start)(void *), unsigned priority, void *arg)
{
    const struct sched_param param = {.sched_priority = (int)priority};
    pthread_attr_t attr;
    pthread_t id = NULL;

    CHECK_EQ(pthread_attr_init(&attr), 0);
    CHECK_EQ(pthread_attr_setschedparam(&attr, &param), 0);
    CHECK_EQ(pthread_create(&id, &attr, start, arg), 0);
    return id;
}

void *join(pthread_t id)
{
    void *value = NULL;
    CHECK_EQ(pthread_join(id, &value), 0);
    return value;
}

struct timespec in_ms(long ms)
{
    struct timespec time;

    CHECK_EQ(clock_gettime(CLOCK_REALTIME, &time), 0);
    CHECK_EQ(UTILS_TimespecAddNanoseconds(&time, ms * 1000000LL, &time), 0);
    return time;
}
