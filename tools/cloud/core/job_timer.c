/* SPDX-License-Identifier: MIT */
/* Executions against the clock: a row for each, in the order in which they are due. */
#include "job.h"

#include <stdio.h>
#include <stdlib.h>

#define BATCH 64

/* "<due>/<thing>/<job>/<number>" */
static void key_of(char key[JOB_KEY_BYTES], const char *execution_key, int64_t due_ms)
{
    (void)snprintf(key, JOB_KEY_BYTES, "%015lld/%s", (long long)due_ms, execution_key);
}

void timer_set(const struct cloud *cloud, const char *execution_key, int64_t due_ms)
{
    char key[JOB_KEY_BYTES];

    if (due_ms != 0) {
        key_of(key, execution_key, due_ms);
        job_mark(cloud, "job-timer", key);
    }
}

void timer_clear(const struct cloud *cloud, const char *execution_key, int64_t due_ms)
{
    char key[JOB_KEY_BYTES];

    if (due_ms != 0) {
        key_of(key, execution_key, due_ms);
        job_unmark(cloud, "job-timer", key);
    }
}

static void time_out(struct cloud *cloud, const char *key)
{
    struct levels part;
    struct job job;

    if (levels_cut(&part, key) && part.count == 4 && job_open(cloud, part.level[2], &job)) {
        json_t *execution =
            execution_get(cloud, part.level[1], job.id, strtoll(part.level[3], NULL, 10));
        if (execution != NULL) {
            execution_update(&job, execution, EXECUTION_TIMED_OUT, NULL);
        }
        json_decref(execution);
        job_close(&job);
    }
    job_unmark(cloud, "job-timer", key);
}

int64_t timers_run(struct cloud *cloud)
{
    const int64_t now = cloud_now_ms(cloud);

    while (true) {
        json_t *keys = job_keys(cloud, "job-timer", "", NULL, BATCH), *key;
        size_t index;
        json_array_foreach(keys, index, key)
        {
            const int64_t due = strtoll(json_string_value(key), NULL, 10);
            if (due > now) {
                json_decref(keys);
                return due;
            }
            time_out(cloud, json_string_value(key));
        }
        const bool is_last = json_array_size(keys) < BATCH;
        json_decref(keys);
        if (is_last) {
            return INT64_MAX;
        }
    }
}
