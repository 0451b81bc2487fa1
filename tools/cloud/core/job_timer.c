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

struct due_ones {
    int64_t now_ms, next_ms;
    json_t *keys;
};

static bool take_due(void *context, const char *key, const char *value, size_t bytes)
{
    struct due_ones *ones = context;

    (void)value;
    (void)bytes;
    ones->next_ms = strtoll(key, NULL, 10);
    if (ones->next_ms > ones->now_ms) {
        return false;
    }
    json_array_append_new(ones->keys, json_string(key));
    return json_array_size(ones->keys) < BATCH;
}

int64_t timers_run(struct cloud *cloud)
{
    const struct cloud_store *store = cloud_store(cloud);
    struct due_ones ones = {.now_ms = cloud_now_ms(cloud)};
    bool is_last = false;
    size_t index;
    json_t *key;

    while (!is_last) {
        ones.next_ms = INT64_MAX;
        ones.keys = json_array();
        (void)store->scan(store->self, "job-timer", "", NULL, take_due, &ones);
        is_last = json_array_size(ones.keys) < BATCH;
        json_array_foreach(ones.keys, index, key)
        {
            time_out(cloud, json_string_value(key));
        }
        json_decref(ones.keys);
    }
    return ones.next_ms > ones.now_ms ? ones.next_ms : INT64_MAX;
}
