/* SPDX-License-Identifier: MIT */
/* The line of runs: who is next, who is remembered, and that nothing is left. */
#include "runs.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run_parts.h"

#define OTHER_USER 64100 /* nobody's number, when we are root */

/* Folders are "run-PID-NUMBER": those of processes that are gone. */
static void remove_leftovers(const char *folder)
{
    DIR *listing = opendir(folder);
    const struct dirent *entry;

    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        char path[512];
        int pid, number;
        if (sscanf(entry->d_name, "run-%d-%d", &pid, &number) == 2 && kill(pid, 0) != 0 &&
            errno == ESRCH) {
            (void)snprintf(path, sizeof(path), "%s/%.64s", folder, entry->d_name);
            run_remove_folder(path);
        }
    }
    if (listing != NULL) {
        (void)closedir(listing);
    }
}

/* Others write to /var/tmp, too: what is there already must be ours. */
static bool own_folder(const char *folder, mode_t mode)
{
    struct stat status;

    if (mkdir(folder, mode) != 0 && errno != EEXIST) {
        return false;
    }
    return lstat(folder, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid() &&
           chmod(folder, mode) == 0;
}

struct runs *runs_new(const struct runs_order *order, char *error, size_t error_bytes)
{
    struct runs *runs = calloc(1, sizeof(*runs));

    if (runs == NULL) {
        (void)snprintf(error, error_bytes, "out of memory");
        return NULL;
    }
    runs->catalogue = order->catalogue;
    runs->limit_s = order->limit_s;
    runs->uid = geteuid() == 0 ? OTHER_USER : 0;
    runs->next = 1;
    (void)pthread_mutex_init(&runs->lock, NULL);
    (void)pthread_cond_init(&runs->changed, NULL);
    (void)snprintf(runs->folder, sizeof(runs->folder), "/var/tmp/dunlin-console-%u",
                   (unsigned)geteuid());
    (void)snprintf(runs->cloud, sizeof(runs->cloud), "%s", order->cloud);
    (void)snprintf(runs->warden, sizeof(runs->warden), "%s", order->warden);
    (void)snprintf(runs->modem, sizeof(runs->modem), "%s", order->modem);
    (void)snprintf(runs->cache, sizeof(runs->cache), "%s/cache", runs->folder);
    if (!own_folder(runs->folder, 0711) || (mkdir(runs->cache, 0700) != 0 && errno != EEXIST)) {
        (void)snprintf(error, error_bytes, "%s is somebody else's, or cannot be made",
                       runs->folder);
        free(runs);
        return NULL;
    }
    if (runs->uid != 0) {
        (void)lchown(runs->cache, runs->uid, (gid_t)runs->uid);
    }
    remove_leftovers(runs->folder);
    return runs;
}

/* Under the lock: how many wait before this one. */
static int count_ahead(const struct runs *runs, const struct run *run)
{
    int ahead = 0;

    for (int i = 0; i < RUNS_KEPT; i++) {
        const struct run *other = runs->run[i];
        ahead += other != NULL && other->state == RUN_QUEUED && other->id < run->id;
    }
    return ahead;
}

/* False: it is to end before its turn has come. */
static bool wait_for_turn(struct runs *runs, struct run *run)
{
    int told = -1;

    (void)pthread_mutex_lock(&runs->lock);
    for (;;) {
        run->ahead = count_ahead(runs, run);
        if (run->is_to_end || (runs->busy < RUNS_AT_ONCE && run->ahead == 0)) {
            break;
        }
        if (told != run->ahead) {
            told = run->ahead;
            events_add(run->events, "state",
                       json_pack("{s:s, s:s, s:i}", "state", "queued", "why", "", "ahead", told));
        }
        (void)pthread_cond_wait(&runs->changed, &runs->lock);
    }
    const bool has_turn = !run->is_to_end;
    runs->busy += has_turn;
    run->state = has_turn ? RUN_BUILDING : RUN_QUEUED;
    (void)pthread_cond_broadcast(&runs->changed);
    (void)pthread_mutex_unlock(&runs->lock);
    return has_turn;
}

static void free_run(struct run *run)
{
    keep_free(run->keep);
    free(run->thing);
    free(run->forget);
    json_decref(run->choice);
    events_free(run->events);
    (void)pthread_mutex_destroy(&run->lock);
    free(run);
}

void run_put(struct runs *runs, struct run *run)
{
    (void)pthread_mutex_lock(&runs->lock);
    const bool is_last = --run->holders == 0;
    (void)pthread_cond_broadcast(&runs->changed);
    (void)pthread_mutex_unlock(&runs->lock);
    if (is_last) {
        free_run(run);
    }
}

static void *live(void *self)
{
    struct run *run = self;
    struct runs *runs = run->runs;

    if (wait_for_turn(runs, run)) {
        if (mkdir(run->folder, 0700) == 0) {
            run_work(run);
        } else {
            run_say_state(run, RUN_ENDED, "There is no room for it below /var/tmp");
            events_end(run->events);
        }
        (void)pthread_mutex_lock(&runs->lock);
        runs->busy--;
        (void)pthread_mutex_unlock(&runs->lock);
    } else {
        run_say_state(run, RUN_ENDED, "Ended as it was wished");
        events_end(run->events);
    }
    run_put(runs, run);
    return NULL;
}

/* Under the lock: a place for one more; -1: too many wait. Ended ones make room, oldest first. */
static int find_place(struct runs *runs, struct run **forgotten)
{
    int queued = 0, place = -1;

    for (int i = 0; i < RUNS_KEPT; i++) {
        const struct run *run = runs->run[i];
        queued += run != NULL && run->state == RUN_QUEUED;
        const bool is_free = run == NULL || run->state == RUN_ENDED;
        if (is_free && (place < 0 || (runs->run[place] != NULL &&
                                      (run == NULL || run->id < runs->run[place]->id)))) {
            place = i;
        }
    }
    if (queued >= RUNS_QUEUED + (runs->busy < RUNS_AT_ONCE)) {
        return -1;
    }
    *forgotten = place >= 0 ? runs->run[place] : NULL;
    return place;
}

static struct run *make_run(struct runs *runs, json_t *choice, struct keep *keep, const char *user)
{
    struct run *run = calloc(1, sizeof(*run));

    if (run == NULL) {
        return NULL;
    }
    run->runs = runs;
    run->holders = 2; /* the line, and the thread */
    run->choice = choice;
    run->keep = keep;
    if (keep != NULL) {
        run->thing = keep->thing;
        run->forget = keep->forget;
        keep->thing = keep->forget = NULL;
    }
    run->events = events_new();
    run->ward = run->radio.ward = (struct ward){-1, -1, -1, -1};
    (void)snprintf(run->user, sizeof(run->user), "%s", user);
    (void)pthread_mutex_init(&run->lock, NULL);
    return run;
}

unsigned runs_start(struct runs *runs, json_t *choice, struct keep *keep, const char *user)
{
    struct run *forgotten = NULL, *run = make_run(runs, choice, keep, user);
    unsigned id = 0;

    (void)pthread_mutex_lock(&runs->lock);
    const int place = run != NULL && !runs->is_ending ? find_place(runs, &forgotten) : -1;
    if (place >= 0) {
        run->id = id = runs->next++;
        (void)snprintf(run->folder, sizeof(run->folder), "%.48s/run-%d-%u", runs->folder,
                       (int)getpid(), id);
        runs->run[place] = run;
        if (pthread_create(&run->thread, NULL, live, run) == 0) {
            (void)pthread_detach(run->thread);
        } else {
            run->holders = 1;
            run->state = RUN_ENDED;
            events_end(run->events);
        }
    }
    (void)pthread_mutex_unlock(&runs->lock);
    if (forgotten != NULL) {
        run_put(runs, forgotten);
    }
    if (place < 0 && run != NULL) {
        free_run(run);
    }
    return id;
}

struct run *runs_get(struct runs *runs, const char *id, const char *user, bool is_owner)
{
    struct run *found = NULL;
    char name[16];

    (void)pthread_mutex_lock(&runs->lock);
    for (int i = 0; i < RUNS_KEPT && found == NULL; i++) {
        struct run *run = runs->run[i];
        if (run != NULL) {
            (void)snprintf(name, sizeof(name), "%u", run->id);
            found =
                strcmp(name, id) == 0 && (is_owner || strcmp(run->user, user) == 0) ? run : NULL;
        }
    }
    if (found != NULL) {
        found->holders++;
    }
    (void)pthread_mutex_unlock(&runs->lock);
    return found;
}

/* A run whose thread is gone has one holder, the line; watchers are gone with their streams. */
static bool are_alone(const struct runs *runs)
{
    for (int i = 0; i < RUNS_KEPT; i++) {
        if (runs->run[i] != NULL && runs->run[i]->holders > 1) {
            return false;
        }
    }
    return true;
}

void runs_end(struct runs *runs)
{
    struct run *all[RUNS_KEPT];

    if (runs == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&runs->lock);
    runs->is_ending = true;
    memcpy(all, runs->run, sizeof(all));
    (void)pthread_mutex_unlock(&runs->lock);
    for (int i = 0; i < RUNS_KEPT; i++) {
        if (all[i] != NULL) {
            run_end(all[i]);
        }
    }
}

void runs_free(struct runs *runs)
{
    if (runs == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&runs->lock);
    while (!are_alone(runs)) {
        (void)pthread_cond_wait(&runs->changed, &runs->lock);
    }
    (void)pthread_mutex_unlock(&runs->lock);
    for (int i = 0; i < RUNS_KEPT; i++) {
        if (runs->run[i] != NULL) {
            free_run(runs->run[i]);
        }
    }
    free(runs);
}
