/* SPDX-License-Identifier: MIT */
/* Choices that are built and run on this machine, for who looks at the page.
 *
 *     queued ──► building ──► running ──► ended      two at once are more than queued
 *                    └───────────┴──────────▲        an error, its time, or a wish
 *
 * Each is a thread with a folder of its own below /var/tmp, which nothing survives. */
#ifndef CONSOLE_RUNS_H
#define CONSOLE_RUNS_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "console_core.h"
#include "events.h"
#include "keeps.h"

#define RUNS_AT_ONCE    2
#define RUNS_QUEUED     4
#define RUNS_KEPT       16 /* ended ones are forgotten when more come */
#define RUN_LIMIT_S     600
#define RUN_LIMIT_MAX_S 86400

struct runs;
struct run;

struct runs_order {
    const struct catalogue *catalogue;
    const char *cloud;          /* folder of the cloud in a box */
    const char *warden, *modem; /* programs */
    int limit_s;                /* of one run, from when it boots */
};

/* Folders of runs are made below /var/tmp; what an earlier process has left there goes. NULL:
 * `error` says why. */
struct runs *runs_new(const struct runs_order *order, char *error, size_t error_bytes);
/* Everything that runs is ended and cleaned up. In two steps: streams end with the first. */
void runs_end(struct runs *runs);
void runs_free(struct runs *runs);

/* `choice` is valid; it and `keep` (or NULL) are taken. 0: too many are queued. */
unsigned runs_start(struct runs *runs, json_t *choice, struct keep *keep, const char *user);
/* A run of this user, or of anyone for the owner, held until run_put; NULL: there is none. */
struct run *runs_get(struct runs *runs, const char *id, const char *user, bool is_owner);
void run_put(struct runs *runs, struct run *run);

/* The document of GET /runs/{id}. */
json_t *run_document(struct runs *runs, struct run *run);
struct events *run_events(struct run *run);
void run_end(struct run *run);
/* False: it is not running now. */
bool run_input(struct run *run, const char *text, size_t bytes);
/* `topic` is one of listener_can_publish. False as well: it has no cloud. */
bool run_publish(struct run *run, const char *topic, const char *payload, size_t bytes);
bool run_reset(struct run *run);
bool run_cut_power(struct run *run);
bool run_has_network(const struct run *run);
/* False as well: the board has no network that can be cut. */
bool run_set_network(struct run *run, bool is_up);

#endif
