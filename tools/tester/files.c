/* SPDX-License-Identifier: MIT */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "room.h"

bool files_make_folder(const char *path)
{
    char *part = room_text("%s", path);
    bool made = true;

    for (char *at = part + 1; made; at++) {
        char byte = *at;

        if (byte == '/' || byte == '\0') {
            *at = '\0';
            made = mkdir(part, 0777) == 0 || errno == EEXIST;
            *at = byte;
        }
        if (byte == '\0') {
            break;
        }
    }
    free(part);
    return made && access(path, W_OK | X_OK) == 0;
}

static int remove_one(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    (void)about;
    (void)place;
    if (kind == FTW_DNR) {
        (void)chmod(path, 0700);
    }
    (void)remove(path);
    return 0;
}

void files_remove(const char *path)
{
    if (nftw(path, remove_one, 32, FTW_DEPTH | FTW_PHYS) != 0) {
        (void)remove(path);
    }
}

char *files_read(const char *path)
{
    FILE *file = fopen(path, "re");
    char *text = NULL;
    size_t length = 0, got;

    if (file == NULL) {
        return NULL;
    }
    do {
        text = room_grow(text, length + 65536);
        got = fread(text + length, 1, 65535, file);
        length += got;
    } while (got > 0);
    text[length] = '\0';
    fclose(file);
    return text;
}

static bool write_all(int file, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t done = write(file, text, length);

        if (done < 0 && errno != EINTR) {
            return false;
        }
        text += done > 0 ? done : 0;
        length -= done > 0 ? (size_t)done : 0;
    }
    return true;
}

bool files_write(const char *path, const char *text)
{
    char *old = files_read(path);
    char *beside = room_text("%s.new", path);
    bool same = old != NULL && strcmp(old, text) == 0;
    bool good = same;
    int file;

    if (!same && (file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) >= 0) {
        good = write_all(file, text, strlen(text));
        good = close(file) == 0 && good && rename(beside, path) == 0;
        if (!good) {
            int error = errno;

            (void)unlink(beside);
            errno = error;
        }
    }
    free(beside);
    free(old);
    return good;
}

long long files_room(const char *folder)
{
    struct statvfs about;

    return statvfs(folder, &about) == 0 ? (long long)about.f_bavail * (long long)about.f_frsize
                                        : -1;
}
