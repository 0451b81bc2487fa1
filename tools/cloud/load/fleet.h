/* SPDX-License-Identifier: MIT */
/* Many devices in one thread: load-0, load-1, ... */
#ifndef CLOUD_LOAD_FLEET_H
#define CLOUD_LOAD_FLEET_H

#include "link.h"

struct device {
    struct link link; /* first: a link is its device */
    char name[32];
    char filters[512];
    uint32_t watched;   /* events of its socket */
    int64_t asked_us;   /* when the request under way was sent */
    unsigned int token; /* of that request */
    int doing;          /* a state of the phase; 0: nothing */
    bool has_news;      /* a job came while it did something else */
};

struct fleet {
    struct device *devices;
    unsigned int count, up;
    int epoll;
};

struct fleet_config {
    const char *host, *port, *ca, *keys, *certificates; /* the last two: PEM, one behind another */
    unsigned int count;
    void (*message)(struct link *link, const char *topic, const char *payload, size_t bytes);
    void (*closed)(struct device *device);
};

int64_t now_us(void);

/* Connect all and subscribe; exits with a message when one of them cannot. */
void fleet_connect(struct fleet *fleet, const struct fleet_config *config);
/* Wait up to a tenth of a second for sockets, and serve them. */
void fleet_serve(struct fleet *fleet);
/* Send what was published outside of a message. */
void fleet_flush(struct fleet *fleet, struct device *device);

#endif
