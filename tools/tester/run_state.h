/* SPDX-License-Identifier: MIT */
/* A run while it happens: between run.c, which begins and ends it, and the workers. */
#ifndef TESTER_RUN_STATE_H
#define TESTER_RUN_STATE_H

#include <pthread.h>
#include <stdbool.h>

#include "peers.h"
#include "progress.h"
#include "results.h"
#include "run.h"

struct run {
    const struct run_request *request;
    struct results results;
    struct progress *progress;
    char *scratch;    /* removed at the end: source copy, peers' files, sockets */
    char *source;     /* the copy */
    char *logs;       /* results/<uuid>/logs */
    char *peers_file; /* what peers offer, for programs */
    struct peers *peers;
    struct peers_offer offer;
    char *peers_why; /* why they are not there */

    pthread_mutex_t lock;     /* of what follows */
    pthread_cond_t changed;   /* a group has ended */
    bool *taken;              /* of each group */
    bool cloud_busy;          /* one group at a time: the thing's name is one */
    pthread_mutex_t building; /* headers, build, flash: there is one copy */
};

#endif
