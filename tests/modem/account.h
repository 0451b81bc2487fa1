/* SPDX-License-Identifier: MIT */
/* A link of the driver, its peer, and what went between them; complaints of what should not have.
 */
#ifndef ACCOUNT_H
#define ACCOUNT_H

#include "world.h"

#define RECOVER_MS     8000u  /* what recovering may add to a call */
#define SETTINGS_MS    24000u /* what settings may add to it */
#define COMPLAINTS_MAX 40u    /* that are printed */

extern unsigned complaints;
extern char place[200]; /* of the run, for complaints */

void complain(const char *what, long a, long b);

/* A call, and how long it may take. */
#define IN(limit_ms, call)                                                                         \
    do {                                                                                           \
        const uint32_t begun_ = world_ms();                                                        \
        call;                                                                                      \
        if (world_ms() - begun_ > (limit_ms)) {                                                    \
            complain("takes too long: " #call, (long)(world_ms() - begun_), (long)(limit_ms));     \
        }                                                                                          \
    } while (0)

struct account {
    int link; /* -1: none */
    struct peer *peer;
    bool gone;
    size_t attempted, reported, said, read;
    uint8_t sent[4096], spoken[4096], got[4096];
};

void open_account(struct account *account);
bool connect_link(struct account *account, const struct offload_tls *with);
void close_link(struct account *account);
void send_bytes(struct account *account, const void *bytes, size_t length);
void peer_speaks(struct account *account, const void *bytes, size_t length);

/* Until all that the peer said is here, the link is gone, or so long has passed. */
bool read_all(struct account *account, size_t room, uint32_t limit_ms);

#endif
