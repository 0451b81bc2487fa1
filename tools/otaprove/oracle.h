/* SPDX-License-Identifier: MIT */
/* The invariants of docs/design/ota.md, judged by bytes that the proof has made itself. */
#ifndef PROVE_ORACLE_H
#define PROVE_ORACLE_H

#include <stdbool.h>
#include <stdint.h>

#include "fake_service.h"

struct world;

/* What has been seen of a device so far. */
struct oracle {
    char failure[160]; /* the first; empty: none */
    bool is_accepted[3];
    uint32_t counter;             /* the highest seen */
    uint32_t idle;                /* starts one after the other in which nothing ran */
    uint32_t windows;             /* that have been seen marked */
    bool windows_known;           /* and nothing was marked since */
    unsigned requests, questions; /* that the service has heard */
    enum fake_status status;      /* of the job, that it had last */
    uint8_t runs;                 /* which image ran last */
    bool runs_valid;              /* and it was accepted */
    bool has_started;
};

void oracle_fails(struct world *world, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* After a start: 1 to 4. */
void oracle_started(struct world *world);

/* Before an operation on flash: 5. */
void oracle_touches(struct world *world, uint32_t offset, uint32_t length);

/* After a message of the agent has come to the service: 6, and, of requests for blocks, 7. */
void oracle_hears(struct world *world);

/* All is quiet: 6. */
void oracle_quiet(struct world *world);

#endif
