/* SPDX-License-Identifier: MIT */
/* The two files of the source copy that the tester writes before each build. */
#ifndef TESTER_CONFIG_HEADER_H
#define TESTER_CONFIG_HEADER_H

#include <stdbool.h>

#include "configuration.h"
#include "peers.h"
#include "suite.h"

struct config_header {
    const struct suite *suite;
    const struct suite_group *group; /* the one that is on; NULL: none */
    const char *run;                 /* id of this build */
    const char *only;                /* cases, separated by commas; "" for all */
    const struct configuration *configuration;
    const struct peers_offer *offer;
    bool timed; /* the board's time is real, so this machine's clock can judge it */
};

/** Text of aws_test_runner_config.h from what it was: each switch is 0, that of the group 1.
 * @return Owned by the caller. */
char *config_header_groups(const struct config_header *header, const char *old);

/** Text of qualification_config.h. @return Owned by the caller. */
char *config_header_parameters(const struct config_header *header);

/** Write both below the root of a copy. @return NULL, or why not: owned by the caller. */
char *config_header_write(const struct config_header *header, const char *root);

/** A text as one or more C string literals: a line each, without the indentation. @return Owned by
 * the caller. */
char *config_header_literal(const char *text);

#endif
