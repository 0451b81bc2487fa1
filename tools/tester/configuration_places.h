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

/* Of the functions that read the three files: memory that lives as long as the configuration. */
void *configuration_keep(struct read_configuration *read, void *memory);
char *configuration_keep_text(struct read_configuration *read, const char *text);
/* A path of a file: relative ones begin at the file's folder. */
char *configuration_path_beside(struct read_configuration *read, const char *file,
                                const char *path);

/* device.json and userdata.json; userdata.json is read last. */
void configuration_read_devices(struct read_configuration *read, const char *path);
void configuration_read_userdata(struct read_configuration *read, const char *path);

#endif
