/* SPDX-License-Identifier: MIT */
/* One run: its thread's work, and what others may want of it meanwhile. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "connect.h"
#include "figures.h"
#include "listener.h"
#include "run_parts.h"

#define READ_MS   200
#define GATHER_MS 40 /* a slow line makes a few events a second, not one a character */

static const char *const states[] = {"queued", "building", "running", "ended"};

static json_t *state_document(const struct run *run)
{
    return json_pack("{s:s, s:s, s:i}", "state", states[run->state], "why", run->why, "ahead",
                     run->ahead);
}

void run_say_state(struct run *run, enum run_state state, const char *why)
{
    (void)pthread_mutex_lock(&run->runs->lock);
    run->state = state;
    (void)snprintf(run->why, sizeof(run->why), "%s", why);
    events_add(run->events, "state", state_document(run));
    (void)pthread_mutex_unlock(&run->runs->lock);
}

void run_say_progress(struct run *run, const char *step, const char *text, int done, int of)
{
    json_t *what = json_string(text);
    json_t *data =
        json_pack("{s:s, s:o}", "step", step, "text", what != NULL ? what : json_string(""));

    if (of > 0) {
        json_object_set_new(data, "done", json_integer(done));
        json_object_set_new(data, "of", json_integer(of));
    }
    events_add(run->events, "progress", data);
}

bool run_has_network(const struct run *run)
{
    const char *board = json_string_value(json_object_get(run->choice, "board"));

    return machine_has_network(catalogue_board(run->runs->catalogue, board));
}

json_t *run_document(struct runs *runs, struct run *run)
{
    (void)pthread_mutex_lock(&runs->lock);
    json_t *document = state_document(run);
    (void)pthread_mutex_unlock(&runs->lock);
    char id[16];

    (void)snprintf(id, sizeof(id), "%u", run->id);
    json_object_set_new(document, "id", json_string(id));
    json_object_set(document, "choice", run->choice);
    json_object_set_new(document, "limit_s", json_integer(runs->limit_s));
    json_object_set_new(document, "network", json_boolean(run_has_network(run)));
    return document;
}

struct events *run_events(struct run *run)
{
    return run->events;
}

bool run_start_ward(struct run *run, const char *folder, const char *const *command, int seconds)
{
    const struct ward_order order = {run->runs->warden, folder,  run->runs->cache,
                                     run->runs->uid,    seconds, command};

    (void)pthread_mutex_lock(&run->lock);
    run->has_ward = !run->is_to_end && ward_start(&run->ward, &order);
    const bool has_ward = run->has_ward;
    (void)pthread_mutex_unlock(&run->lock);
    return has_ward;
}

int run_wait_ward(struct run *run)
{
    (void)pthread_mutex_lock(&run->lock);
    run->has_ward = run->has_machine = false;
    (void)pthread_mutex_unlock(&run->lock);
    return ward_wait(&run->ward);
}

static long long now_s(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* What follows at once, too; how many bytes there are then. */
static size_t gather(struct run *run, char *text, size_t bytes, size_t room)
{
    ssize_t more = 1;

    for (int i = 0; i < 5 && more > 0 && bytes < room; i++) {
        more = ward_read(&run->ward, text + bytes, room - bytes, GATHER_MS);
        bytes += more > 0 ? (size_t)more : 0;
    }
    return bytes;
}

/* A cable that was cut is cut still when the board is switched on again. */
static void cut_again(struct run *run)
{
    (void)pthread_mutex_lock(&run->lock);
    if (run->is_cut_undone &&
        (!run->machine.has_cable || machine_set_network(&run->machine, false))) {
        run->is_cut_undone = false;
    }
    (void)pthread_mutex_unlock(&run->lock);
}

/* From power-on to the end of the process: its exit code. */
static int play(struct run *run, struct figures *figures, int seconds)
{
    char text[2048];
    ssize_t bytes;

    if (!run_start_ward(run, run->folder, run->machine.command, seconds)) {
        return -1;
    }
    run->probe = (struct probe){.is_inside = false};
    (void)pthread_mutex_lock(&run->lock);
    run->has_machine = true;
    run->is_cut_undone = run->is_cut;
    (void)pthread_mutex_unlock(&run->lock);
    while ((bytes = ward_read(&run->ward, text, sizeof(text), READ_MS)) != 0) {
        cut_again(run);
        if (bytes > 0) {
            const size_t all = gather(run, text, (size_t)bytes, sizeof(text));
            const size_t left = probe_take(&run->probe, run->events, text, all);
            events_add_serial(run->events, text, left);
            if (figures != NULL) {
                figures_hear(figures, text, left);
            }
        }
    }
    return run_wait_ward(run);
}

/* Under no lock: `name` is that of the cloud in a box, "": none runs. */
static void find_cloud(const char *cloud, char *name, size_t bytes)
{
    char path[1024];

    (void)snprintf(path, sizeof(path), "%s/box.json", cloud);
    json_t *box = json_load_file(path, 0, NULL);
    const char *endpoint = json_string_value(json_object_get(box, "endpoint"));
    (void)snprintf(name, bytes, "%s", endpoint != NULL ? endpoint : "");
    json_decref(box);
}

/* The module of a board that has one. */
static bool switch_radio_on(struct run *run, char *why, size_t why_bytes)
{
    const struct runs *runs = run->runs;
    const struct ward_order order = {runs->warden, run->folder,        runs->cache,
                                     runs->uid,    runs->limit_s + 60, NULL};
    char package[160], host[256];

    if (!run->machine.has_radio) {
        return true;
    }
    (void)snprintf(package, sizeof(package), "%s/" RUN_PACKAGE, run->folder);
    find_cloud(runs->cloud, host, sizeof(host));
    if (!radio_start(&run->radio, runs->modem, &order, package, host, why, why_bytes)) {
        return false;
    }
    run_say_progress(run, "boot",
                     "Its Wi-Fi module is in reach of the network " RADIO_NETWORK
                     ", passphrase " RADIO_PASSPHRASE,
                     0, 0);
    return true;
}

static void switch_radio_off(struct run *run)
{
    (void)pthread_mutex_lock(&run->lock);
    radio_stop(&run->radio);
    (void)pthread_mutex_unlock(&run->lock);
}

static void set_listener(struct run *run, struct listener *listener)
{
    (void)pthread_mutex_lock(&run->lock);
    run->listener = listener;
    (void)pthread_mutex_unlock(&run->lock);
}

/* Until the program ends, or the run; `why` says which. */
static void play_on(struct run *run, const struct run_made *made, char *why, size_t why_bytes)
{
    const long long until = now_s() + run->runs->limit_s;
    int code = 0;
    struct listener *listener =
        run->thing != NULL ? listener_start(run->runs->cloud, run->thing, run->id, run->events)
                           : NULL;
    set_listener(run, listener);
    struct figures *figures = figures_new(made->program, run->events);

    run_say_state(run, RUN_RUNNING, "");
    do {
        run->is_to_restart = false;
        code = play(run, figures, (int)(until - now_s()) + 1);
        (void)radio_reboot(&run->radio); /* it has lost its power, too */
    } while (run->is_to_restart && !run->is_to_end && now_s() < until);
    set_listener(run, NULL);
    listener_stop(listener);
    figures_free(figures);
    if (run->is_to_end) {
        (void)snprintf(why, why_bytes, "Ended as it was wished");
    } else if (code == WARD_TIME_IS_UP || now_s() >= until) {
        const int limit_s = run->runs->limit_s;
        (void)snprintf(why, why_bytes,
                       limit_s < 60 ? "Its %d seconds are over" : "Its %d minutes are over",
                       limit_s < 60 ? limit_s : limit_s / 60);
    } else {
        (void)snprintf(why, why_bytes, "The program has ended: %d", code);
    }
}

static void boot(struct run *run, const struct run_made *made, char *why, size_t why_bytes)
{
    const json_t *board = catalogue_board(run->runs->catalogue,
                                          json_string_value(json_object_get(run->choice, "board")));

    run_say_progress(run, "boot", "", 0, 0);
    if (!machine_prepare(&run->machine, board, run->folder, made->image, made->flash, why,
                         why_bytes)) {
        return;
    }
    run_give_folder(run->folder, run->runs->uid); /* the flash was made by us */
    if (switch_radio_on(run, why, why_bytes)) {
        play_on(run, made, why, why_bytes);
    }
    switch_radio_off(run);
}

void run_work(struct run *run)
{
    struct run_made made;
    char why[512] = "";

    run_say_state(run, RUN_BUILDING, "");
    if (run_build(run, &made, why, sizeof(why))) {
        boot(run, &made, why, sizeof(why));
    }
    if (run->forget != NULL) {
        connect_forget(catalogue_root(run->runs->catalogue), run->runs->cloud, run->forget);
    }
    run_remove_folder(run->folder);
    run_say_state(run, RUN_ENDED, why);
    events_end(run->events);
}

void run_end(struct run *run)
{
    (void)pthread_mutex_lock(&run->lock);
    run->is_to_end = true;
    if (run->has_ward) {
        ward_end(&run->ward);
    }
    (void)pthread_mutex_unlock(&run->lock);
    (void)pthread_mutex_lock(&run->runs->lock);
    (void)pthread_cond_broadcast(&run->runs->changed);
    (void)pthread_mutex_unlock(&run->runs->lock);
}

bool run_input(struct run *run, const char *text, size_t bytes)
{
    (void)pthread_mutex_lock(&run->lock);
    const bool is_sent = run->has_machine && write(run->ward.input, text, bytes) == (ssize_t)bytes;
    (void)pthread_mutex_unlock(&run->lock);
    return is_sent;
}

bool run_publish(struct run *run, const char *topic, const char *payload, size_t bytes)
{
    (void)pthread_mutex_lock(&run->lock);
    const bool is_sent =
        run->listener != NULL && listener_publish(run->listener, topic, payload, bytes);
    (void)pthread_mutex_unlock(&run->lock);
    return is_sent;
}

/* What is in RAM goes, what is in flash stays: the process ends and another begins. */
bool run_cut_power(struct run *run)
{
    (void)pthread_mutex_lock(&run->lock);
    const bool is_running = run->has_machine;
    if (is_running) {
        run->is_to_restart = true;
        ward_end(&run->ward);
    }
    (void)pthread_mutex_unlock(&run->lock);
    return is_running;
}

bool run_reset(struct run *run)
{
    (void)pthread_mutex_lock(&run->lock);
    const bool is_reset =
        run->has_machine && run->machine.is_emulated && machine_reset(&run->machine);
    (void)pthread_mutex_unlock(&run->lock);
    return is_reset || run_cut_power(run);
}

bool run_set_network(struct run *run, bool is_up)
{
    (void)pthread_mutex_lock(&run->lock);
    const bool has_card = run->has_machine && machine_set_network(&run->machine, is_up);
    const bool has_radio = run->has_machine && radio_set_network(&run->radio, is_up);
    if (has_card || has_radio) {
        run->is_cut = !is_up;
        run->is_cut_undone = false;
    }
    (void)pthread_mutex_unlock(&run->lock);
    return has_card || has_radio;
}
