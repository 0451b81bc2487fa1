/* SPDX-License-Identifier: MIT */
#include "image_size.h"

#include <elf.h>
#include <fcntl.h>
#include <ftw.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "room.h"

/* nftw() hands nothing through. */
static pthread_mutex_t finding = PTHREAD_MUTEX_INITIALIZER;
static const char *wanted;
static char *best;
static struct timespec best_time;

static bool is_elf(const char *path)
{
    char magic[SELFMAG];
    int file = open(path, O_RDONLY | O_CLOEXEC);
    bool good = file >= 0 && read(file, magic, sizeof magic) == (ssize_t)sizeof magic &&
                memcmp(magic, ELFMAG, SELFMAG) == 0;

    if (file >= 0) {
        close(file);
    }
    return good;
}

static int look(const char *path, const struct stat *about, int kind, struct FTW *place)
{
    bool newer =
        best == NULL || about->st_mtim.tv_sec > best_time.tv_sec ||
        (about->st_mtim.tv_sec == best_time.tv_sec && about->st_mtim.tv_nsec > best_time.tv_nsec);

    if (kind == FTW_F && strncmp(path + place->base, wanted, strlen(wanted)) == 0 && newer &&
        is_elf(path)) {
        free(best);
        best = room_text("%s", path);
        best_time = about->st_mtim;
    }
    return 0;
}

char *image_find(const char *folder, const char *name)
{
    char *found;

    pthread_mutex_lock(&finding);
    wanted = name;
    best = NULL;
    (void)nftw(folder, look, 32, FTW_PHYS);
    found = best;
    pthread_mutex_unlock(&finding);
    return found;
}

static void add(struct image_size *size, unsigned long long flags, unsigned type,
                unsigned long long bytes)
{
    if ((flags & SHF_ALLOC) == 0) {
        return;
    }
    if (type == SHT_NOBITS) {
        size->bss += (long long)bytes;
    } else if ((flags & SHF_WRITE) != 0) {
        size->data += (long long)bytes;
    } else {
        size->text += (long long)bytes;
    }
}

static bool sizes_32(const unsigned char *image, size_t length, struct image_size *size)
{
    Elf32_Ehdr head;
    Elf32_Shdr section;

    if (length < sizeof head) {
        return false;
    }
    memcpy(&head, image, sizeof head);
    for (size_t i = 0; i < head.e_shnum; i++) {
        size_t at = head.e_shoff + i * sizeof section;

        if (at > length || length - at < sizeof section) {
            return false;
        }
        memcpy(&section, image + at, sizeof section);
        add(size, section.sh_flags, section.sh_type, section.sh_size);
    }
    return true;
}

static bool sizes_64(const unsigned char *image, size_t length, struct image_size *size)
{
    Elf64_Ehdr head;
    Elf64_Shdr section;

    if (length < sizeof head) {
        return false;
    }
    memcpy(&head, image, sizeof head);
    for (size_t i = 0; i < head.e_shnum; i++) {
        size_t at = head.e_shoff + i * sizeof section;

        if (at > length || length - at < sizeof section) {
            return false;
        }
        memcpy(&section, image + at, sizeof section);
        add(size, section.sh_flags, section.sh_type, section.sh_size);
    }
    return true;
}

bool image_size(const char *path, struct image_size *size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    unsigned char *image = MAP_FAILED;
    bool good = false;

    *size = (struct image_size){0};
    if (file >= 0 && fstat(file, &about) == 0 && about.st_size > EI_NIDENT) {
        image = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    }
    if (image != MAP_FAILED) {
        size_t length = (size_t)about.st_size;

        good = memcmp(image, ELFMAG, SELFMAG) == 0 &&
               (image[EI_CLASS] == ELFCLASS64 ? sizes_64(image, length, size)
                                              : sizes_32(image, length, size));
        munmap(image, length);
    }
    if (file >= 0) {
        close(file);
    }
    return good;
}
