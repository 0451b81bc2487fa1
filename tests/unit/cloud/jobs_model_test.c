/* SPDX-License-Identifier: MIT */
/* Random histories of jobs beside a model: several devices, the control plane, and time.
 *
 * The model is a table, one cell for each thing and job. It says what each request answers; after
 * each operation the cloud is asked for everything, and what it told its devices is compared with
 * how the table has changed. */
#include "cloud_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "job.h"
#include "jobs_kit.h"
#include "test.h"

#define THINGS     4
#define JOBS       6
#define OPERATIONS 600
#define SEEDS      3
#define NONE       (-1)

struct cell {
    bool exists;
    enum execution_status status;
    int version;
    int64_t whole_due, step_due; /* 0: none */
};

struct row {
    bool exists, is_over, has_timer;
    int created; /* its place among all jobs */
    struct cell cells[THINGS];
};

static struct fixture f;
static struct row model[JOBS], before[JOBS];
static int created;
static uint32_t seed;

static unsigned below(unsigned limit)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 16) % limit;
}

static bool is_pending(const struct cell *cell)
{
    return cell->exists && cell->status < EXECUTION_SUCCEEDED;
}

/* Jobs that are pending for a thing, in order; returns how many. */
static int pending_of(const struct row *rows, int thing, int order[JOBS])
{
    int count = 0;

    for (int status = EXECUTION_IN_PROGRESS; status >= EXECUTION_QUEUED; status--) {
        const int from = count;
        for (int job = 0; job < JOBS; job++) {
            const struct cell *cell = &rows[job].cells[thing];
            if (rows[job].exists && is_pending(cell) && (int)cell->status == status) {
                int at = count++;
                for (; at > from && rows[order[at - 1]].created > rows[job].created; at--) {
                    order[at] = order[at - 1];
                }
                order[at] = job;
            }
        }
    }
    return count;
}

static int next_of(const struct row *rows, int thing)
{
    int order[JOBS];

    return pending_of(rows, thing, order) > 0 ? order[0] : NONE;
}

static void settle(int job)
{
    bool is_waiting = false;

    for (int thing = 0; thing < THINGS; thing++) {
        is_waiting |= is_pending(&model[job].cells[thing]);
    }
    model[job].is_over |= !is_waiting;
}

static void move(int job, int thing, enum execution_status status)
{
    struct cell *cell = &model[job].cells[thing];

    if (status == EXECUTION_IN_PROGRESS && cell->status == EXECUTION_QUEUED) {
        cell->whole_due = model[job].has_timer ? f.now_ms + 60000 : 0;
    }
    cell->status = status;
    cell->version++;
    if (!is_pending(cell)) {
        cell->whole_due = cell->step_due = 0;
    }
    settle(job);
}

/* ---- what is compared ---- */

static const char *name(char letter, int number)
{
    static char names[4][16];
    static int turn;

    turn = (turn + 1) % 4;
    (void)snprintf(names[turn], sizeof(names[turn]), "%c-%d", letter, number);
    return names[turn];
}

static void expect_list(int thing, json_t *actual, const int *order, int from, int to)
{
    CHECK_EQ(json_array_size(actual), to - from);
    for (int i = from; i < to; i++) {
        const json_t *summary = json_array_get(actual, (size_t)(i - from));
        const char *id = json_string_value(json_object_get(summary, "jobId"));
        CHECK_EQ(strcmp(id, name('j', order[i])), 0);
        CHECK_EQ(json_integer_value(json_object_get(summary, "versionNumber")),
                 model[order[i]].cells[thing].version);
    }
}

static void expect_pending(int thing)
{
    int order[JOBS], in_progress = 0;
    const int count = pending_of(model, thing, order);

    while (in_progress < count &&
           model[order[in_progress]].cells[thing].status == EXECUTION_IN_PROGRESS) {
        in_progress++;
    }
    kit_send(&f, name('t', thing), "get", "{}");
    json_t *answer = kit_answer(&f, name('t', thing), "get", "accepted");
    expect_list(thing, json_object_get(answer, "inProgressJobs"), order, 0, in_progress);
    expect_list(thing, json_object_get(answer, "queuedJobs"), order, in_progress, count);
    json_decref(answer);
}

static void expect_counts(int job)
{
    static const char *const members[EXECUTION_STATUS_COUNT] = {
        "numberOfQueuedThings",   "numberOfInProgressThings", "numberOfSucceededThings",
        "numberOfFailedThings",   "numberOfRejectedThings",   "numberOfTimedOutThings",
        "numberOfCanceledThings", "numberOfRemovedThings",
    };
    long counts[EXECUTION_STATUS_COUNT] = {0};
    json_t *view = kit_describe(&f, name('j', job));
    const char *status = json_string_value(json_object_get(view, "status"));

    for (int thing = 0; thing < THINGS; thing++) {
        counts[model[job].cells[thing].status] += model[job].cells[thing].exists;
    }
    for (int i = 0; i < EXECUTION_STATUS_COUNT; i++) {
        test_case = members[i];
        CHECK_EQ(json_integer_value(
                     json_object_get(json_object_get(view, "jobProcessDetails"), members[i])),
                 counts[i]);
    }
    CHECK_EQ(strcmp(status, "IN_PROGRESS") != 0, model[job].is_over);
    json_decref(view);
}

static void expect_cell(int job, int thing)
{
    const struct cell *cell = &model[job].cells[thing];
    char path[64];

    (void)snprintf(path, sizeof(path), "/things/%s/jobs/%s", name('t', thing), name('j', job));
    json_t *answer = fixture_control(&f, "GET", path, NULL, cell->exists ? 200 : 404);
    const json_t *execution = json_object_get(answer, "execution");
    if (cell->exists) {
        CHECK_EQ(execution_status(execution), cell->status);
        CHECK_EQ(json_integer_value(json_object_get(execution, "versionNumber")), cell->version);
        const bool was_finished = before[job].exists && before[job].cells[thing].exists &&
                                  before[job].created == model[job].created &&
                                  !is_pending(&before[job].cells[thing]);
        CHECK_EQ(was_finished && before[job].cells[thing].version != cell->version, false);
    }
    json_decref(answer);
}

/* The last message on this topic, NULL: none. A new reference. */
static json_t *last_said(const char *topic)
{
    size_t i = f.said_count;

    while (i > 0 && strcmp(f.said[i - 1].topic, topic) != 0) {
        i--;
    }
    return i > 0 ? json_loadb(f.said[i - 1].payload, f.said[i - 1].bytes, 0, NULL) : NULL;
}

/* How many executions have come to the list of a thing, or left it. */
static int changes_of(int thing)
{
    int changes = 0;

    for (int job = 0; job < JOBS; job++) {
        const bool was = before[job].exists && is_pending(&before[job].cells[thing]);
        const bool is = model[job].exists && is_pending(&model[job].cells[thing]);
        changes += was != is;
    }
    return changes;
}

/* Of what the last operation said. */
static void expect_told(int thing)
{
    const int was = next_of(before, thing), is = next_of(model, thing);
    const int changes = changes_of(thing);
    char topic[64];

    (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/notify", name('t', thing));
    CHECK_EQ(fixture_count(&f, topic), changes);
    (void)snprintf(topic, sizeof(topic), "$aws/things/%s/jobs/notify-next", name('t', thing));
    if (changes <= 1) {
        CHECK_EQ(fixture_count(&f, topic), was != is);
    } else {
        CHECK_EQ(fixture_count(&f, topic) > 0, was != is);
    }
    json_t *told = last_said(topic);
    if (told != NULL) {
        const json_t *execution = json_object_get(told, "execution");
        const char *id = json_string_value(json_object_get(execution, "jobId"));
        CHECK_EQ(is == NONE ? id == NULL : id != NULL && strcmp(id, name('j', is)) == 0, true);
    }
    json_decref(told);
}

static void compare(bool is_all)
{
    for (int thing = 0; thing < THINGS; thing++) {
        test_case = "what was told";
        expect_told(thing);
    }
    for (int thing = 0; thing < THINGS; thing++) {
        test_case = "pending list";
        expect_pending(thing);
    }
    for (int job = 0; job < JOBS; job++) {
        if (model[job].exists) {
            expect_counts(job);
        }
        test_case = "execution";
        for (int thing = 0; is_all && model[job].exists && thing < THINGS; thing++) {
            expect_cell(job, thing);
        }
    }
}

/* ---- operations ---- */

static void create(void)
{
    const int job = (int)below(JOBS);
    char path[32], body[512];
    size_t at = (size_t)snprintf(body, sizeof(body), "{\"document\":\"{}\",\"targets\":[");
    const unsigned things = 1 + below((1u << THINGS) - 1);

    for (int thing = 0; thing < THINGS; thing++) {
        if (((things >> thing) & 1u) != 0) {
            at += (size_t)snprintf(body + at, sizeof(body) - at, "\"" KIT_ACCOUNT "thing/%s\",",
                                   name('t', thing));
        }
    }
    const bool has_timer = below(3) == 0;
    (void)snprintf(body + at - 1, sizeof(body) - at + 1, "]%s}",
                   has_timer ? ",\"timeoutConfig\":{\"inProgressTimeoutInMinutes\":1}" : "");
    (void)snprintf(path, sizeof(path), "/jobs/%s", name('j', job));
    json_decref(fixture_control(&f, "PUT", path, body, model[job].exists ? 409 : 200));
    if (!model[job].exists) {
        model[job] = (struct row){.exists = true, .has_timer = has_timer, .created = created++};
        for (int thing = 0; thing < THINGS; thing++) {
            model[job].cells[thing] =
                (struct cell){.exists = ((things >> thing) & 1u) != 0, .version = 1};
        }
    }
}

static void expect_verdict(int thing, const char *request, const char *payload, const char *code)
{
    kit_send(&f, name('t', thing), request, payload);
    json_t *answer =
        kit_answer(&f, name('t', thing), request, code == NULL ? "accepted" : "rejected");
    const char *actual = json_string_value(json_object_get(answer, "code"));
    CHECK_EQ(code == NULL ? actual == NULL : actual != NULL && strcmp(actual, code) == 0, true);
    json_decref(answer);
}

static void set_step(struct cell *cell, int minutes)
{
    if (minutes != 0) {
        cell->step_due = minutes > 0 ? f.now_ms + minutes * 60000 : 0;
    }
}

static void start_next(void)
{
    const int thing = (int)below(THINGS), job = next_of(model, thing);
    const int minutes = (int)below(3);
    char payload[64] = "{}";

    if (minutes > 0) {
        (void)snprintf(payload, sizeof(payload), "{\"stepTimeoutInMinutes\":%d}", minutes);
    }
    expect_verdict(thing, "start-next", payload, NULL);
    if (job != NONE) {
        if (model[job].cells[thing].status == EXECUTION_QUEUED) {
            move(job, thing, EXECUTION_IN_PROGRESS);
        }
        set_step(&model[job].cells[thing], minutes);
    }
}

static void update(void)
{
    static const enum execution_status wanted[] = {EXECUTION_IN_PROGRESS, EXECUTION_IN_PROGRESS,
                                                   EXECUTION_SUCCEEDED, EXECUTION_FAILED,
                                                   EXECUTION_REJECTED};
    const enum execution_status status = wanted[below(5)];
    const int thing = (int)below(THINGS), job = (int)below(JOBS);
    struct cell *cell = &model[job].cells[thing];
    const int expected = cell->version - (int)(below(6) == 0), minutes = (int)below(4) - 1;
    char request[32], payload[128], step[48] = "";

    if (minutes != 0) {
        (void)snprintf(step, sizeof(step), ",\"stepTimeoutInMinutes\":%d", minutes);
    }
    (void)snprintf(request, sizeof(request), "%s/update", name('j', job));
    (void)snprintf(payload, sizeof(payload), "{\"status\":\"%s\",\"expectedVersion\":%d%s}",
                   execution_status_name(status), expected > 0 ? expected : 0, step);
    const bool exists = model[job].exists && cell->exists;
    const char *code = !exists                     ? "ResourceNotFound"
                       : expected != cell->version ? "VersionMismatch"
                       : !is_pending(cell)         ? "InvalidStateTransition"
                                                   : NULL;
    expect_verdict(thing, request, payload, code);
    if (code == NULL) {
        if (status == EXECUTION_IN_PROGRESS) {
            set_step(cell, minutes);
        }
        move(job, thing, status);
    }
}

static void cancel_execution(void)
{
    const int thing = (int)below(THINGS), job = (int)below(JOBS);
    const struct cell *cell = &model[job].cells[thing];
    const bool by_force = below(2) == 0;
    char path[64];

    (void)snprintf(path, sizeof(path), "/things/%s/jobs/%s/cancel", name('t', thing),
                   name('j', job));
    const bool exists = model[job].exists && cell->exists;
    const bool may = exists && is_pending(cell) && (by_force || cell->status == EXECUTION_QUEUED);
    json_decref(fixture_control(&f, "PUT", path, by_force ? "{\"force\":true}" : NULL,
                                !exists ? 404
                                : may   ? 200
                                        : 409));
    if (may) {
        move(job, thing, EXECUTION_CANCELED);
    }
}

static void delete_execution(void)
{
    const int thing = (int)below(THINGS), job = (int)below(JOBS);
    struct cell *cell = &model[job].cells[thing];
    const bool by_force = below(2) == 0;
    char path[96];

    (void)snprintf(path, sizeof(path), "/things/%s/jobs/%s/executionNumber/1", name('t', thing),
                   name('j', job));
    const bool exists = model[job].exists && cell->exists;
    const bool may = exists && (by_force || !is_pending(cell));
    json_decref(fixture_control(&f, "DELETE", path, by_force ? "{\"force\":true}" : NULL,
                                !exists ? 404
                                : may   ? 200
                                        : 409));
    if (may) {
        cell->exists = false;
        settle(job);
    }
}

static void cancel_job(void)
{
    const int job = (int)below(JOBS);
    const bool by_force = below(2) == 0;
    char path[32];

    (void)snprintf(path, sizeof(path), "/jobs/%s/cancel", name('j', job));
    const bool may = model[job].exists && !model[job].is_over;
    json_decref(fixture_control(&f, "PUT", path, by_force ? "{\"force\":true}" : NULL,
                                !model[job].exists ? 404
                                : may              ? 200
                                                   : 400));
    for (int thing = 0; may && thing < THINGS; thing++) {
        const struct cell *cell = &model[job].cells[thing];
        if (is_pending(cell) && (by_force || cell->status == EXECUTION_QUEUED)) {
            move(job, thing, EXECUTION_CANCELED);
        }
    }
    model[job].is_over |= may;
}

static void delete_job(void)
{
    const int job = (int)below(JOBS);
    const bool by_force = below(2) == 0;
    char path[32];

    (void)snprintf(path, sizeof(path), "/jobs/%s", name('j', job));
    const bool may = model[job].exists && (by_force || model[job].is_over);
    json_decref(fixture_control(&f, "DELETE", path, by_force ? "{\"force\":true}" : NULL,
                                !model[job].exists ? 404
                                : may              ? 200
                                                   : 409));
    if (may) {
        model[job] = (struct row){.exists = false};
    }
}

static void let_time_pass(void)
{
    f.now_ms += below(25) * 1000;
    for (int job = 0; job < JOBS; job++) {
        for (int thing = 0; model[job].exists && thing < THINGS; thing++) {
            const struct cell *cell = &model[job].cells[thing];
            const bool is_due = (cell->whole_due != 0 && cell->whole_due <= f.now_ms) ||
                                (cell->step_due != 0 && cell->step_due <= f.now_ms);
            if (is_pending(cell) && is_due) {
                move(job, thing, EXECUTION_TIMED_OUT);
            }
        }
    }
    (void)fixture_pass(&f, 0);
}

static void run(uint32_t with_seed)
{
    static void (*const operations[])(void) = {
        create,        create,           create,     start_next,       start_next,
        update,        update,           update,     update,           update,
        update,        cancel_execution, cancel_job, delete_execution, delete_execution,
        let_time_pass, let_time_pass,    delete_job};

    seed = with_seed;
    created = 0;
    memset(model, 0, sizeof(model));
    fixture_open(&f, NULL);
    for (int thing = 0; thing < THINGS; thing++) {
        kit_thing(&f, name('t', thing));
    }
    for (int i = 0; i < OPERATIONS; i++) {
        memcpy(before, model, sizeof(model));
        test_case = "answer";
        operations[below(sizeof(operations) / sizeof(operations[0]))]();
        compare(i % 8 == 0);
    }
    fixture_close(&f);
}

static void random_histories_go_as_in_the_model(void)
{
    for (uint32_t i = 1; i <= SEEDS; i++) {
        run(i);
    }
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        run((uint32_t)strtoul(argv[1], NULL, 10)); /* one further history */
        return 0;
    }
    RUN(random_histories_go_as_in_the_model);
    return 0;
}
