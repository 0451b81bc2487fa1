/* SPDX-License-Identifier: MIT */
/* A modem that does what a test says: results of the calls in order, waiting where told, and a
 * record of what it was asked. It has one turn, as a real one has. */
#ifndef FAKE_OFFLOAD_H
#define FAKE_OFFLOAD_H

#include "conformance.h"
#include "offload.h"

#define FAKE_LINKS      3u
#define FAKE_LOG_BYTES  256u
#define FAKE_SCRIPT_MAX 12u

/* One answer of send or receive. */
struct fake_answer {
    int32_t result;
    const char *bytes; /* delivered by receive: `result` of them */
};

struct fake_modem {
    /* What it will do. Behind the end of a script: OFFLOAD_WAIT. */
    struct fake_answer send[FAKE_SCRIPT_MAX], receive[FAKE_SCRIPT_MAX];
    int32_t connect;                /* result */
    TickType_t connect_ticks;       /* how long it takes, the turn held */
    TickType_t send_ticks;          /* the same of send */
    void (*in_call)(unsigned link); /* once, inside the next send or receive, behind its answer */
    /* What it was asked. */
    char log[FAKE_LOG_BYTES];
    char sent[FAKE_LOG_BYTES];
    char host[80];
    uint16_t port;
    bool with_tls;
    struct offload_tls tls;
    char tls_name[80], tls_alpn[FAKE_LOG_BYTES];
    bool taken[FAKE_LINKS];
    unsigned wrong; /* calls for a link that was not taken, or not connected */
};

extern struct fake_modem fake;
extern bool fake_has_tls;

/* As new; every link must be free. */
void fake_begin(void);

/* Tell the listener that a link is worth looking at. */
void fake_event(unsigned link);

/* It was asked exactly this since the last check: 'o', 'c', 's', 'r', 'x' and the link. */
void fake_check(const char *log);

#endif
