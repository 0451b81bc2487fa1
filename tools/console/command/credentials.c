/* SPDX-License-Identifier: MIT */
#include "credentials.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "text.h"

static bool read_file(struct package_file *file, const char *folder, const char *name)
{
    char *const path = text_make("%s/%s", folder, name);
    FILE *const stream = fopen(path, "rb");
    struct stat status;
    bool is_read = false;

    free(path);
    if (stream == NULL) {
        return false;
    }
    if (fstat(fileno(stream), &status) == 0 && S_ISREG(status.st_mode)) {
        const size_t length = (size_t)status.st_size;
        char *const bytes = malloc(length + 1);

        is_read = bytes != NULL && fread(bytes, 1, length, stream) == length;
        *file = (struct package_file){text_make("credentials/%s", name), bytes, length};
    }
    (void)fclose(stream);
    return is_read;
}

bool credentials_read(struct credentials *credentials, const char *folder, char *error,
                      size_t error_bytes)
{
    DIR *const directory = folder != NULL ? opendir(folder) : NULL;
    const struct dirent *entry;
    bool is_read = folder == NULL || directory != NULL;

    *credentials = (struct credentials){.count = 0};
    while (is_read && directory != NULL && (entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] != '.') {
            is_read = credentials->count < CREDENTIALS_MAX &&
                      read_file(&credentials->files[credentials->count++], folder, entry->d_name);
        }
    }
    if (directory != NULL) {
        (void)closedir(directory);
    }
    if (!is_read) {
        (void)snprintf(error, error_bytes, "%s: a folder of at most %d files is wanted", folder,
                       CREDENTIALS_MAX);
    }
    return is_read;
}

void credentials_free(struct credentials *credentials)
{
    for (size_t i = 0; i < credentials->count; i++) {
        free((void *)credentials->files[i].path);
        free((void *)credentials->files[i].bytes);
    }
}
