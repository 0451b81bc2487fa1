/* SPDX-License-Identifier: MIT */
/* What the plugins here share: the options of their command line and the files that these name. */
#ifndef PLUGIN_FILES_H
#define PLUGIN_FILES_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The value of an option NAME=VALUE; NULL when it is not there. `name` ends with the '='. */
static inline const char *plugin_option(int count, char **values, const char *name)
{
    for (int i = 0; i < count; i++) {
        if (strncmp(values[i], name, strlen(name)) == 0) {
            return values[i] + strlen(name);
        }
    }
    return NULL;
}

/* fopen that tells why not. */
static inline FILE *plugin_open(const char *name, const char *mode)
{
    FILE *file = fopen(name, mode);
    if (file == NULL) {
        perror(name);
    }
    return file;
}

/* Gives each line of a table to `take`. @return Whether it took them all; says which it did not. */
static inline bool plugin_read_table(const char *name, bool (*take)(const char *line))
{
    FILE *table = plugin_open(name, "r");
    bool good = table != NULL;
    char line[128];

    while (good && fgets(line, sizeof line, table) != NULL) {
        good = take(line);
        if (!good) {
            fprintf(stderr, "%s: cannot use: %s", name, line);
        }
    }
    if (table != NULL) {
        fclose(table);
    }
    return good;
}

#endif
