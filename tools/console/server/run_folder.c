/* SPDX-License-Identifier: MIT */
#include <ftw.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run_parts.h"

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    (void)remove(path);
    return 0;
}

void run_remove_folder(const char *folder)
{
    (void)nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static _Thread_local uid_t new_owner;

static int give_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    return lchown(path, new_owner, (gid_t)new_owner);
}

void run_give_folder(const char *folder, uid_t uid)
{
    if (uid != 0) {
        new_owner = uid;
        (void)nftw(folder, give_entry, 16, FTW_PHYS);
    }
}
