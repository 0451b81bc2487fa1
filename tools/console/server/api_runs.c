/* SPDX-License-Identifier: MIT */
/* Runs: start one, look at it, do something to it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "choice_in.h"
#include "connect.h"
#include "listener.h"
#include "machine.h"
#include "router.h"
#include "runs.h"

#define INPUT_BYTES_MAX 1024

struct watch {
    struct runs *runs;
    struct run *run;
    uint64_t last;
};

static ssize_t read_watch(void *self, char *buffer, size_t bytes_max)
{
    struct watch *watch = self;

    return events_read(run_events(watch->run), &watch->last, buffer, bytes_max);
}

static void close_watch(void *self)
{
    struct watch *watch = self;

    run_put(watch->runs, watch->run);
    free(watch);
}

static struct run *run_in(const struct console *console, const struct request *request,
                          struct answer *answer)
{
    struct run *run = runs_get(console->runs, request->level[1], request->user, request->is_owner);

    if (run == NULL) {
        answer_error(answer, 404, "unknown-run", "POST /api/v1/runs starts one",
                     "There is no run \"%.40s\"", request->level[1]);
    }
    return run;
}

static bool is_here(const struct console *console, const json_t *choice, struct answer *answer)
{
    const char *board = json_string_value(json_object_get(choice, "board"));
    char error[128];

    if (machine_is_here(catalogue_board(console->catalogue, board), error, sizeof(error))) {
        return true;
    }
    answer_error(answer, 422, "no-machine", "Download the package, and flash a board with it", "%s",
                 error);
    return false;
}

static void start(const struct console *console, struct request *request, struct answer *answer)
{
    json_t *body = body_in(request, answer);
    json_t *quick = json_incref(json_object_get(body, "quickConnect"));
    struct keep *keep = NULL;

    json_object_del(body, "quickConnect");
    json_t *choice = body != NULL ? valid_choice_in(console, body, answer) : NULL;
    const bool is_connected = choice != NULL && is_here(console, choice, answer) &&
                              connect_take(console, request, quick, choice, true, &keep, answer) &&
                              (keep != NULL || connect_for_run(console, choice, &keep, answer));
    if (is_connected) {
        const unsigned id = runs_start(console->runs, json_incref(choice), keep, request->user);
        char name[16];
        (void)snprintf(name, sizeof(name), "%u", id);
        if (id != 0) {
            answer_json(answer, 201, json_pack("{s:s}", "id", name));
        } else {
            answer_error(answer, 429, "too-many-runs", "Wait until one has ended, or end one",
                         "Two run at once and four wait: there is no place for more");
        }
    }
    json_decref(choice);
    json_decref(quick);
    json_decref(body);
}

static void look(const struct console *console, struct request *request, struct answer *answer)
{
    struct run *run = run_in(console, request, answer);

    if (run != NULL) {
        answer_json(answer, 200, run_document(console->runs, run));
        run_put(console->runs, run);
    }
}

static void watch_events(const struct console *console, struct request *request,
                         struct answer *answer)
{
    struct run *run = run_in(console, request, answer);
    struct watch *watch = run != NULL ? malloc(sizeof(*watch)) : NULL;

    if (watch == NULL) {
        if (run != NULL) {
            run_put(console->runs, run);
            answer_error(answer, 503, "memory", "Try again", "Out of memory");
        }
        return;
    }
    *watch = (struct watch){console->runs, run, 0};
    if (request->last_event != NULL) {
        watch->last = strtoull(request->last_event, NULL, 10);
    }
    answer->status = 200;
    answer->type = "text/event-stream";
    answer->stream = (struct answer_stream){read_watch, close_watch, watch};
}

/* What is done to a run: 204, or 409 when it cannot be done now. */
static void answer_done(const struct console *console, struct run *run, bool is_done,
                        struct answer *answer)
{
    run_put(console->runs, run);
    if (is_done) {
        answer_nothing(answer);
    } else {
        answer_error(answer, 409, "not-now", "GET /api/v1/runs/ID says what it does",
                     "The run is not at a point where this can be done");
    }
}

static void input(const struct console *console, struct request *request, struct answer *answer)
{
    struct run *run = run_in(console, request, answer);
    json_t *body = run != NULL ? body_in(request, answer) : NULL;
    const json_t *text = json_object_get(body, "text");

    if (body != NULL && json_is_string(text) && json_string_length(text) <= INPUT_BYTES_MAX) {
        answer_done(console, run, run_input(run, json_string_value(text), json_string_length(text)),
                    answer);
    } else if (run != NULL) {
        if (body != NULL) {
            answer_error(answer, 400, "input", "Send it in smaller pieces",
                         "\"text\" is a text of at most %d characters", INPUT_BYTES_MAX);
        }
        run_put(console->runs, run);
    }
    json_decref(body);
}

static void publish(const struct console *console, struct request *request, struct answer *answer)
{
    struct run *run = run_in(console, request, answer);
    json_t *body = run != NULL ? body_in(request, answer) : NULL;
    const json_t *topic = json_object_get(body, "topic");
    const json_t *payload = json_object_get(body, "payload");

    if (body != NULL && json_is_string(topic) && json_is_string(payload) &&
        strlen(json_string_value(topic)) == json_string_length(topic) &&
        listener_can_publish(json_string_value(topic)) &&
        json_string_length(payload) <= LISTENER_PAYLOAD_MAX) {
        answer_done(console, run,
                    run_publish(run, json_string_value(topic), json_string_value(payload),
                                json_string_length(payload)),
                    answer);
    } else if (run != NULL) {
        if (body != NULL) {
            answer_error(answer, 400, "message", "Topics of services ($aws/...) are the device's",
                         "\"topic\" is a text of 1 to %d bytes without + and #, \"payload\" one of "
                         "at most %d bytes",
                         LISTENER_TOPIC_MAX, LISTENER_PAYLOAD_MAX);
        }
        run_put(console->runs, run);
    }
    json_decref(body);
}

static void reset(const struct console *console, struct request *request, struct answer *answer)
{
    struct run *run = run_in(console, request, answer);

    if (run != NULL) {
        answer_done(console, run, run_reset(run), answer);
    }
}

static void power_cut(const struct console *console, struct request *request, struct answer *answer)
{
    struct run *run = run_in(console, request, answer);

    if (run != NULL) {
        answer_done(console, run, run_cut_power(run), answer);
    }
}

static void network(const struct console *console, struct request *request, struct answer *answer)
{
    struct run *run = run_in(console, request, answer);
    json_t *body = run != NULL ? body_in(request, answer) : NULL;
    const json_t *up = json_object_get(body, "up");

    if (body != NULL && json_is_boolean(up) && !run_has_network(run)) {
        answer_error(answer, 409, "no-network", "Choose a board with Ethernet or Wi-Fi",
                     "This board has no network");
        run_put(console->runs, run);
    } else if (body != NULL && json_is_boolean(up)) {
        answer_done(console, run, run_set_network(run, json_is_true(up)), answer);
    } else if (run != NULL) {
        if (body != NULL) {
            answer_error(answer, 400, "network", "{\"up\": false} cuts it",
                         "\"up\" is true or false");
        }
        run_put(console->runs, run);
    }
    json_decref(body);
}

static void end(const struct console *console, struct request *request, struct answer *answer)
{
    struct run *run = run_in(console, request, answer);

    if (run != NULL) {
        run_end(run);
        answer_done(console, run, true, answer);
    }
}

const struct route run_routes[] = {
    {"POST", "runs", "dunlin:Run", start},
    {"GET", "runs/+", "dunlin:Run", look},
    {"GET", "runs/+/events", "dunlin:Run", watch_events},
    {"POST", "runs/+/input", "dunlin:Run", input},
    {"POST", "runs/+/message", "dunlin:Run", publish},
    {"POST", "runs/+/reset", "dunlin:Run", reset},
    {"POST", "runs/+/power-cut", "dunlin:Run", power_cut},
    {"POST", "runs/+/network", "dunlin:Run", network},
    {"DELETE", "runs/+", "dunlin:Run", end},
    {NULL, NULL, NULL, NULL},
};
