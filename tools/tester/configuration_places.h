/* SPDX-License-Identifier: MIT */
/* A configuration with the documents that it was read from: a struct configuration * is one of
 * these. */
#ifndef TESTER_CONFIGURATION_PLACES_H
#define TESTER_CONFIGURATION_PLACES_H

#include "configuration.h"
#include "json_text.h"

struct read_configuration {
    struct configuration configuration; /* first: what callers see */
    struct json_text *texts[3];         /* config, device, userdata; the strings are theirs */
    const char *device_path, *userdata_path;
    struct complaints *complaints; /* while it is read */
    void **kept;                   /* memory that is freed with it */
    size_t kept_count;
};

#endif
