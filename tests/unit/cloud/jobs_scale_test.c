/* SPDX-License-Identifier: MIT */
/* A job of 5,000 executions: what one of them costs does not depend on how many others there are.
 * Cost is counted in rows: those read, written, removed and visited by a scan. */
#include "cloud_fixture.h"

#include <stdio.h>
#include <string.h>

#include "jobs_kit.h"
#include "registry.h"
#include "test.h"

#define MANY 5000
#define SOME 1000

static struct fixture f;
static struct cloud_store real;
static size_t rows, said;

static char *get(void *self, const char *space, const char *key, size_t *bytes)
{
    rows++;
    return real.get(self, space, key, bytes);
}

static bool put(void *self, const char *space, const char *key, const char *value, size_t bytes)
{
    rows++;
    return real.put(self, space, key, value, bytes);
}

static bool remove_row(void *self, const char *space, const char *key)
{
    rows++;
    return real.remove(self, space, key);
}

struct visit {
    cloud_store_visit visit;
    void *context;
};

static bool count_visit(void *context, const char *key, const char *value, size_t bytes)
{
    const struct visit *visit = context;

    rows++;
    return visit->visit(visit->context, key, value, bytes);
}

static bool scan(void *self, const char *space, const char *prefix, const char *after,
                 cloud_store_visit visit, void *context)
{
    struct visit counted = {visit, context};

    rows++;
    return real.scan(self, space, prefix, after, count_visit, &counted);
}

static void count_said(void *self, const char *client, const char *topic, const void *payload,
                       size_t bytes)
{
    (void)self;
    (void)client;
    (void)topic;
    (void)payload;
    (void)bytes;
    said++;
}

static const char *lamp(int i)
{
    static char name[16];

    (void)snprintf(name, sizeof(name), "lamp-%04d", i);
    return name;
}

/* A job for all lamps of a group, rolled out. */
static void open_with_lamps(int count)
{
    fixture_open(&f, NULL);
    kit_group(&f, "lamps", NULL);
    for (int i = 0; i < count; i++) {
        CHECK_EQ(registry_put_thing(f.cloud, lamp(i), NULL, NULL), true);
        CHECK_EQ(registry_link(f.store, LINK_GROUP_THING, "lamps", lamp(i)), true);
    }
    f.bus.publish = count_said;
    kit_job(&f, "job-1", "thinggroup/lamps",
            ",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":60},\"abortConfig\":"
            "{\"criteriaList\":[{\"action\":\"CANCEL\",\"failureType\":\"ALL\","
            "\"thresholdPercentage\":90,\"minNumberOfExecutedThings\":100}]}");
    while (fixture_pass(&f, 60000) != INT64_MAX) {
    }
    real = *f.store;
    *f.store = (struct cloud_store){real.self, get,        put,         remove_row,
                                    scan,      real.begin, real.commit, real.rollback};
    rows = 0;
    said = 0;
}

static void close_lamps(void)
{
    *f.store = real;
    fixture_close(&f);
}

/* Rows that the requests of one lamp take, of its first to its last. */
static size_t cost_of_one(const char *thing)
{
    char topic[96];

    rows = 0;
    (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/start-next", thing);
    CHECK_EQ(fixture_send(&f, topic, "{\"stepTimeoutInMinutes\":5}"), true);
    (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/job-1/get", thing);
    CHECK_EQ(fixture_send(&f, topic, "{}"), true);
    (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/job-1/update", thing);
    CHECK_EQ(fixture_send(&f, topic, "{\"status\":\"IN_PROGRESS\"}"), true);
    CHECK_EQ(fixture_send(&f, topic, "{\"status\":\"SUCCEEDED\"}"), true);
    (void)fixture_pass(&f, 0);
    return rows;
}

static void an_execution_costs_the_same_among_five_and_among_five_thousand(void)
{
    open_with_lamps(5);
    const size_t among_five = cost_of_one(lamp(2));
    close_lamps();
    open_with_lamps(MANY);
    for (int i = 0; i < MANY; i += 250) {
        CHECK_EQ(cost_of_one(lamp(i)), among_five);
    }
    CHECK_EQ(among_five < 150, true);
    close_lamps();
}

static void a_roll_out_a_time_out_and_a_cancel_cost_so_much_for_each_execution(void)
{
    open_with_lamps(SOME);
    kit_job(&f, "job-2", "thinggroup/lamps", "");
    while (fixture_pass(&f, 60000) != INT64_MAX) {
    }
    CHECK_EQ(rows / SOME < 40, true);
    CHECK_EQ(kit_count(&f, "job-2", "numberOfQueuedThings"), SOME);
    for (int i = 0; i < SOME; i++) {
        char topic[96];
        (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/start-next", lamp(i));
        CHECK_EQ(fixture_send(&f, topic, ""), true);
    }
    rows = 0;
    (void)fixture_pass(&f, 3600000);
    CHECK_EQ(rows / SOME < 40, true);
    kit_job_status(&f, "job-1", "CANCELED"); /* so many time-outs met its criteria */
    CHECK_EQ(kit_count(&f, "job-1", "numberOfTimedOutThings"), SOME);
    rows = 0;
    json_decref(fixture_control(&f, "PUT", "/jobs/job-2/cancel", NULL, 200));
    CHECK_EQ(rows / SOME < 40, true);
    CHECK_EQ(kit_count(&f, "job-2", "numberOfCanceledThings"), SOME);
    close_lamps();
}

static void a_large_job_is_deleted_part_by_part(void)
{
    open_with_lamps(1100);
    json_decref(fixture_control(&f, "DELETE", "/jobs/job-1", "{\"force\":true}", 200));
    kit_job_status(&f, "job-1", "DELETION_IN_PROGRESS");
    json_decref(fixture_control(&f, "DELETE", "/jobs/job-1", "{\"force\":true}", 409));
    json_decref(fixture_control(&f, "PUT", "/jobs/job-1/cancel", NULL, 400));
    json_decref(kit_create(&f, "job-1", "thinggroup/lamps", "", 409));
    CHECK_EQ(fixture_pass(&f, 1000), f.now_ms);
    CHECK_EQ(fixture_pass(&f, 1000), INT64_MAX);
    json_decref(fixture_control(&f, "GET", "/jobs/job-1", NULL, 404));
    CHECK_EQ(said, 2 * 1100);
    close_lamps();
}

int main(void)
{
    RUN(an_execution_costs_the_same_among_five_and_among_five_thousand);
    RUN(a_roll_out_a_time_out_and_a_cancel_cost_so_much_for_each_execution);
    RUN(a_large_job_is_deleted_part_by_part);
    return 0;
}
