/* SPDX-License-Identifier: MIT */
/* What programs of this machine are told of a run: build, flash and stop commands, and groups of
 * kind host. docs/design/qualification.md has the variables. */
#ifndef TESTER_CONTEXT_H
#define TESTER_CONTEXT_H

#include "configuration.h"
#include "peers.h"
#include "suite.h"

struct context {
    const char *run, *only;
    const char *source; /* root of the copy */
    const char *folder; /* logs of the results */
    const char *peers;  /* path of the file with what the peers offer */
    const struct pool *pool;
    const struct device *device;
    const struct configuration *configuration;
    const struct suite_group *group;
    char **build, **flash; /* expanded */
    char **toolchain;      /* expanded: afrToolchainPath, cmakeToolchainPath; "" where not given */
};

/** NAME=value for each, NULL-terminated. @return For context_free(). */
char **context_settings(const struct context *context);

/** A NULL-terminated list of texts of its own. */
void context_free(char **list);

/** Write what peers offer, and the Wi-Fi networks, as JSON for its owner alone. @return NULL, or
 * why not: the caller's. */
char *context_write_peers(const char *path, const struct peers_offer *offer,
                          const struct configuration *configuration);

#endif
