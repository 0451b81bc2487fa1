/* SPDX-License-Identifier: MIT */
/* All that a request may need. Made at start, then only read: what changes has a lock of its own.
 */
#ifndef CONSOLE_CONSOLE_H
#define CONSOLE_CONSOLE_H

#include <stdbool.h>

struct catalogue;
struct keeps;
struct pages;
struct passwords;
struct runs;
struct session;
struct store;

struct console {
    const char *root;   /* the tree */
    const char *folder; /* what the console keeps */
    const char *cloud;  /* the folder of the cloud in a box */
    const char *host; /* a name of this machine that a Host header may have; NULL: addresses only */
    bool is_loopback;
    int port;
    struct catalogue *catalogue;
    struct pages *pages;
    struct passwords *passwords; /* NULL: one user, who started it */
    struct session *session;
    struct store *store;
    struct keeps *keeps;
    struct runs *runs;
};

#endif
