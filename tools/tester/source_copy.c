/* SPDX-License-Identifier: MIT */
#include "source_copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "room.h"

enum { PATTERNS_MAX = 128, BLOCK_BYTES = 4096 };

/* The patterns of the .gitignore at the root, those that name no path: what trees ignore. */
struct walk {
    char *text;
    const char *patterns[PATTERNS_MAX];
    size_t count;
    struct stat except; /* st_ino 0: none */
    long long bytes;
    char *why;
    bool measure; /* count, copy nothing */
};

static void read_patterns(struct walk *walk, const char *root)
{
    char *path = room_text("%s/.gitignore", root);
    char *rest;

    walk->text = files_read(path);
    free(path);
    if (walk->text == NULL) {
        return;
    }
    for (char *line = strtok_r(walk->text, "\r\n", &rest);
         line != NULL && walk->count < PATTERNS_MAX; line = strtok_r(NULL, "\r\n", &rest)) {
        size_t length = strlen(line);

        if (line[0] == '#' || line[0] == '!') {
            continue;
        }
        if (length > 1 && line[length - 1] == '/') {
            line[--length] = '\0';
        }
        line += line[0] == '/';
        if (line[0] != '\0' && strchr(line, '/') == NULL) {
            walk->patterns[walk->count++] = line;
        }
    }
}

static bool ignored(const struct walk *walk, const char *name, bool at_root)
{
    if (strcmp(name, ".git") == 0 || (at_root && strcmp(name, "build") == 0)) {
        return true;
    }
    for (size_t i = 0; i < walk->count; i++) {
        if (fnmatch(walk->patterns[i], name, 0) == 0) {
            return true;
        }
    }
    return false;
}

/* Remembers the first thing that went wrong. @return false. */
static bool wrong(struct walk *walk, const char *path)
{
    int error = errno;

    if (walk->why == NULL) {
        walk->why = room_text("%s: %s", path, strerror(error));
    }
    errno = error;
    return false;
}

static bool copy_bytes(int source, int target)
{
    ssize_t done;

    if (ioctl(target, FICLONE, source) == 0) {
        return true;
    }
    do {
        done = copy_file_range(source, NULL, target, NULL, 1 << 30, 0);
    } while (done > 0);
    while (done < 0 &&
           (errno == EXDEV || errno == ENOSYS || errno == EINVAL || errno == EOPNOTSUPP)) {
        do {
            done = sendfile(target, source, NULL, 1 << 30);
        } while (done > 0);
        if (done < 0) {
            break;
        }
    }
    return done == 0;
}

static bool copy_file(struct walk *walk, const char *from, const char *to, const struct stat *about)
{
    int source = open(from, O_RDONLY | O_CLOEXEC);
    int target = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, about->st_mode & 0777);
    const struct timespec times[2] = {about->st_atim, about->st_mtim};
    bool good =
        source >= 0 && target >= 0 && copy_bytes(source, target) && futimens(target, times) == 0;
    int error = errno;

    if (source >= 0) {
        close(source);
    }
    if (target >= 0 && close(target) != 0 && good) {
        good = false;
        error = errno;
    }
    errno = error;
    return good || wrong(walk, good ? to : from);
}

static bool copy_link(struct walk *walk, const char *from, const char *to)
{
    char where[4096];
    ssize_t length = readlink(from, where, sizeof where - 1);

    if (length < 0) {
        return wrong(walk, from);
    }
    where[length] = '\0';
    return symlink(where, to) == 0 || wrong(walk, to);
}

static bool copy_folder(struct walk *walk, const char *from, const char *to, bool at_root);

static bool copy_entry(struct walk *walk, const char *from, const char *to)
{
    struct stat about;

    if (lstat(from, &about) != 0) {
        return wrong(walk, from);
    }
    if (S_ISDIR(about.st_mode)) {
        if (about.st_ino == walk->except.st_ino && about.st_dev == walk->except.st_dev) {
            return true;
        }
        return copy_folder(walk, from, to, false);
    }
    if (S_ISREG(about.st_mode)) {
        walk->bytes += (about.st_size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    }
    if (walk->measure) {
        return true;
    }
    if (S_ISLNK(about.st_mode)) {
        return copy_link(walk, from, to);
    }
    return !S_ISREG(about.st_mode) || copy_file(walk, from, to, &about);
}

static bool copy_folder(struct walk *walk, const char *from, const char *to, bool at_root)
{
    DIR *folder = opendir(from);
    struct dirent *entry;
    bool good = true;

    if (folder == NULL) {
        return wrong(walk, from);
    }
    walk->bytes += BLOCK_BYTES;
    if (!walk->measure && mkdir(to, 0777) != 0) {
        good = wrong(walk, to);
    }
    while (good && (entry = readdir(folder)) != NULL) {
        char *source, *target;

        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ||
            ignored(walk, entry->d_name, at_root)) {
            continue;
        }
        source = room_text("%s/%s", from, entry->d_name);
        target = room_text("%s/%s", to, entry->d_name);
        good = copy_entry(walk, source, target);
        free(source);
        free(target);
    }
    closedir(folder);
    return good;
}

static void begin(struct walk *walk, const char *from, const char *except)
{
    if (except == NULL || stat(except, &walk->except) != 0) {
        walk->except.st_ino = 0;
    }
    read_patterns(walk, from);
}

long long source_copy_bytes(const char *from, const char *except)
{
    struct walk walk = {.measure = true};
    bool good;

    begin(&walk, from, except);
    good = copy_folder(&walk, from, "", true);
    free(walk.text);
    free(walk.why);
    return good ? walk.bytes : -1;
}

char *source_copy(const char *from, const char *to, const char *except)
{
    struct walk walk = {0};

    begin(&walk, from, except);
    (void)copy_folder(&walk, from, to, true);
    free(walk.text);
    return walk.why;
}
