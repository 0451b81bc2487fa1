/* SPDX-License-Identifier: MIT */
/* Where the tester is, and where the user's files are. */
#ifndef TESTER_PLACES_H
#define TESTER_PLACES_H

#include "options.h"

struct places {
    char *program_folder; /* of this program */
    char *root;           /* the source tree it stands in, or its folder; {{config.idtRootPath}} */
    char *config;         /* NULL: there is none, and none was asked for */
    char *device, *userdata;
};

/** Find them all; files that are not there have the name where they were expected. */
void places_find(struct places *places, const struct options *options);

/** Give the names back. */
void places_free(struct places *places);

#endif
