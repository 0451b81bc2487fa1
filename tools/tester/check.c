/* SPDX-License-Identifier: MIT */
/* The checklist in its order. An item that is not fulfilled says where, and what to do. */
#include "check.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "check_parts.h"
#include "complaints.h"
#include "room.h"

static const struct {
    const char *name, *about, *advice;
    check_item *judge;
} items[] = {
    {"files", "the files of a port are there",
     "add what is missing: boards/template has each of them", check_files},
    {"names", "nothing is called as in the template",
     "give the board its own name, description and vendor in board.json, and in every file",
     check_names},
    {"leftovers", "nothing that a build or an editor has made",
     "delete these files, and build in a folder of its own: cmake --preset does", check_leftovers},
    {"licence", "each file names its licence",
     "put SPDX-License-Identifier: and the licence into the first line", check_licence},
    {"copyright", "statements of copyright are whole",
     "write the year and the owner, or leave the statement out", check_copyright},
    {"build", "CMake builds it",
     "call dunlin_add_board() in CMakeLists.txt, and have a preset in CMakePresets.json or "
     "CMakeUserPresets.json",
     check_build},
    {"hardware", "hardware.json says what the board is",
     "fill in what is missing: tools/tester/README.md has all keys", check_hardware},
    {"guide", "GETTING_STARTED.md leads to a program that runs",
     "write the sections: hardware, development environment, build and run, debugging, "
     "troubleshooting",
     check_guide},
    {"hello", "the guide runs a demo", "show how demos/mqtt_hello is built and run on this board",
     check_hello},
    {"ota", "code signing and bootloader are described",
     "add sections on code signing and on the bootloader to GETTING_STARTED.md", check_ota},
    {"qualified", "the device tester has passed it",
     "run all groups: ./run tester --board NAME, and keep the folder of results", check_qualified},
};

static bool is_folder(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* board.json, for the items that ask it; what is wrong with it is said by check_files(). */
static struct json_text *read_board(const struct check *check)
{
    struct complaints *const nobody = complaints_new();
    char *const path = check_path(check, "board.json");
    struct json_text *const text = check_is_there(check->folder, "board.json")
                                       ? json_text_read(path, JSON_READ_STRICT, nobody)
                                       : NULL;

    free(path);
    complaints_free(nobody);
    return text;
}

static const char *state_word(enum check_state state, const struct complaints *complaints)
{
    if (state == CHECK_SKIPPED) {
        return "skipped";
    }
    if (state == CHECK_OPEN) {
        return "open";
    }
    return complaints_count(complaints) > 0 ? "failed" : "ok";
}

static enum verdict judge_all(const struct check *check, FILE *out)
{
    unsigned good = 0, bad = 0, open = 0;

    for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
        struct complaints *const complaints = complaints_new();
        const enum check_state state = items[i].judge(check, complaints);
        const char *const word = state_word(state, complaints);
        const bool failed = state == CHECK_JUDGED && complaints_count(complaints) > 0;

        fprintf(out, "%-8s %-10s %s\n", word, items[i].name, items[i].about);
        complaints_print(complaints, out);
        if (failed || state == CHECK_OPEN) {
            fprintf(out, "         -> %s\n", items[i].advice);
        }
        good += !failed && state == CHECK_JUDGED;
        bad += failed;
        open += state == CHECK_OPEN;
        complaints_free(complaints);
    }
    fprintf(out, "%s: %u fulfilled, %u not, %u open\n", check->name, good, bad, open);
    return bad > 0 ? VERDICT_FAILED : VERDICT_PASSED;
}

enum verdict check_board(const char *source, const char *board, FILE *out)
{
    const bool outside = strchr(board, '/') != NULL;
    char *const path = outside ? room_text("%s", board) : room_text("%s/boards/%s", source, board);
    char *const folder = realpath(path, NULL);
    struct check check = {.source = source, .outside = outside};
    struct json_text *text;
    enum verdict verdict;

    if (folder == NULL || !is_folder(folder)) {
        fprintf(stderr, "devicetester: there is no board %s: %s is no folder\n", board, path);
        free(folder);
        free(path);
        return VERDICT_USAGE;
    }
    check.folder = folder;
    check.name = strrchr(folder, '/') + 1;
    text = read_board(&check);
    check.board = text != NULL ? json_text_root(text) : NULL;
    verdict = judge_all(&check, out);
    json_text_free(text);
    free(folder);
    free(path);
    return verdict;
}
