/* SPDX-License-Identifier: MIT */
#include "release_name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "room.h"

char *release_name(const char *source_path)
{
    char *path = room_text("%s/manifest.yml", source_path);
    FILE *in = fopen(path, "r");
    char line[512], *found = NULL;

    free(path);
    if (in == NULL) {
        return NULL;
    }
    while (found == NULL && fgets(line, sizeof line, in) != NULL) {
        if (strncmp(line, "version:", 8) == 0) {
            const char *value = line + 8 + strspn(line + 8, " \"'");
            size_t length = strcspn(value, " \"'\r\n#");

            found = length > 0 ? room_copy(value, length) : NULL;
        }
    }
    fclose(in);
    return found;
}
