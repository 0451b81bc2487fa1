/* SPDX-License-Identifier: MIT */
/* The items of the checklist: each adds to the complaints what is wrong. */
#ifndef TESTER_CHECK_PARTS_H
#define TESTER_CHECK_PARTS_H

#include <stdbool.h>

#include "json_text.h"

struct complaints;

struct check {
    const char *source;             /* the tree */
    const char *name;               /* of the board: its folder's */
    const char *folder;             /* source/boards/name, or elsewhere */
    bool outside;                   /* elsewhere */
    const struct json_value *board; /* board.json; NULL when it cannot be read */
};

/* What an item is, beside what is wrong with it. */
enum check_state {
    CHECK_JUDGED,  /* fine unless there are complaints */
    CHECK_SKIPPED, /* the board does not have what it is about */
    CHECK_OPEN     /* somebody must do it; complaints say what */
};

typedef enum check_state check_item(const struct check *check, struct complaints *complaints);

check_item check_files;     /* the files of a port are there */
check_item check_names;     /* nothing is called as in the template any more */
check_item check_leftovers; /* nothing that a build or an editor has made */
check_item check_licence;   /* each file names its licence */
check_item check_copyright; /* statements of copyright have a year and an owner */
check_item check_build;     /* CMakeLists.txt, preset */
check_item check_hardware;  /* hardware.json */
check_item check_guide;     /* GETTING_STARTED.md */
check_item check_hello;     /* the guide builds and runs a program of demos/ */
check_item check_ota;       /* code signing and bootloader */
check_item check_qualified; /* a report of this board */

/** A text file below the board's folder. @return Owned by the caller; NULL: not there. */
char *check_read(const struct check *check, const char *name);

/** Whether there is such a file below a folder. */
bool check_is_there(const char *folder, const char *name);

/** The path of a file below the board's folder, as complaints say it; owned by the caller. */
char *check_path(const struct check *check, const char *name);

/**
 * Call for every file below the board's folder, folders first by name.
 *
 * @param is_folder  `name` is relative to the board's folder.
 */
void check_each(const struct check *check,
                void (*visit)(void *context, const char *name, bool is_folder), void *context);

#endif
