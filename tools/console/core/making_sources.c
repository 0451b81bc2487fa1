/* SPDX-License-Identifier: MIT */
/* Which folders of the tree a package has:
 *
 *   always          CMakeLists.txt, cmake, hal, arch/include, the licence
 *   the board       its folder, files of boards that it is made of, its architecture and its chips
 *   the closure     the folder of each library, and what the table says it takes from elsewhere
 *   the bootloader  where something of it is linked, with what signs for it
 */
#include <stdlib.h>
#include <string.h>

#include "making.h"
#include "tree.h"

/* Documents, and what describes the tree to tools that a package does not have. */
static bool is_for_the_tree(const char *path)
{
    const char *const slash = strrchr(path, '/');
    const char *const name = slash == NULL ? path : slash + 1;

    return text_ends(name, ".md") || strcmp(name, "module.json") == 0 ||
           strcmp(name, "hardware.json") == 0 || strcmp(name, "DunlinInstall.cmake") == 0 ||
           strcmp(name, "DunlinSelfTest.cmake") == 0;
}

void making_folder(struct making *making, const char *folder, const char *into)
{
    char *const full = text_make("%s/%s", making->catalogue->root, folder);
    json_t *const files = tree_walk(full), *file;
    size_t i;

    json_array_foreach(files, i, file)
    {
        const char *const name = json_string_value(file);
        char *const path = text_make("%s/%s", into, name);
        char *const source = text_make("%s/%s", full, name);

        if (!is_for_the_tree(path) && !content_has(&making->content, path)) {
            content_file(&making->content, path, source);
        }
        free(path);
        free(source);
    }
    json_decref(files);
    free(full);
}

static void add_folder(struct making *making, const char *folder)
{
    char *const into = text_make("dunlin/%s", folder);

    making_folder(making, folder, into);
    free(into);
}

static void add_file(struct making *making, const char *file)
{
    char *const path = text_make("dunlin/%s", file);
    char *const source = text_make("%s/%s", making->catalogue->root, file);

    if (!content_has(&making->content, path)) {
        content_file(&making->content, path, source);
    }
    free(path);
    free(source);
}

/* boards/<other>/<file> for each "../other/file" of the board's CMakeLists.txt, and of LIKE other.
 */
static void add_likeness(struct making *making)
{
    char *const path =
        text_make("%s/boards/%s/CMakeLists.txt", making->catalogue->root, making->board);
    struct text text = {0};

    if (!tree_read(path, &text)) {
        content_fail(&making->content, "%s cannot be read", path);
    }
    const char *const end = " \t\n)";

    for (const char *at = text.bytes; at != NULL && (at = strstr(at, "../")) != NULL; at += 3) {
        char *const file = text_make("boards/%.*s", (int)strcspn(at + 3, end), at + 3);

        add_file(making, file);
        free(file);
    }
    const char *const like = text.bytes == NULL ? NULL : strstr(text.bytes, " LIKE ");

    if (like != NULL) {
        static const char *const files[] = {"board.c", "memory.ld"};
        const char *const other = like + strlen(" LIKE ");

        for (size_t i = 0; i < 2; i++) {
            char *const file =
                text_make("boards/%.*s/%s", (int)strcspn(other, end), other, files[i]);

            add_file(making, file);
            free(file);
        }
    }
    free(text.bytes);
    free(path);
}

/* Chips as cmake/DunlinBoard.cmake reads them. */
static void add_chips(struct making *making)
{
    const json_t *const board = catalogue_board(making->catalogue, making->board);
    const char *const arch = json_text(board, "arch");
    const char *const wifi = json_text(json_path(board, "features", "wifi", NULL), "chip");
    char *const chip = text_make("chips/%s", json_text(board, "chip"));

    if (text_starts(arch, "armv")) {
        add_folder(making, "chips/common");
        add_folder(making, "chips/cortex_m");
        add_folder(making, "arch/cortex_m");
    } else if (strcmp(arch, "riscv") == 0) {
        add_folder(making, "chips/common");
        add_folder(making, "chips/riscv");
    }
    if (wifi[0] != '\0') {
        char *const radio = text_make("chips/%s", wifi);

        add_folder(making, radio);
        free(radio);
    }
    add_folder(making, chip);
    free(chip);
    char *const port = text_make("arch/%s", arch);

    add_folder(making, port);
    free(port);
}

static bool is_of_others(const char *folder)
{
    return text_starts(folder, "boards/") || text_starts(folder, "demos/") ||
           text_starts(folder, "chips/");
}

static void add_library(struct making *making, const char *name)
{
    const json_t *const entry = json_path(making->table, "libraries", name, NULL);
    const char *const folder = json_text(entry, "folder");
    const json_t *other;
    size_t i;

    /* Boards and chips are added by themselves, a demo's library is the application's. */
    if (folder[0] != '\0' && !is_of_others(folder)) {
        add_folder(making, folder);
    }
    if (text_starts(folder, "compat/afr201906/")) {
        add_file(making, "compat/afr201906/CMakeLists.txt");
    }
    if (strcmp(folder, "bootloader") == 0 || strcmp(name, "mbedtls_verify") == 0) {
        add_folder(making, "bootloader");
        add_folder(making, "tools/sign");
        add_file(making, "tools/CMakeLists.txt");
        add_folder(making, "third_party/mbedtls");
    }
    json_array_foreach(json_object_get(entry, "also"), i, other)
    {
        if (json_is_string(other) && !is_of_others(json_string_value(other))) {
            add_folder(making, json_string_value(other));
        }
    }
}

void making_sources(struct making *making)
{
    static const char *const folders[] = {"cmake", "hal", "arch/include", "kernel",
                                          "boards/config/common"};
    static const char *const files[] = {"CMakeLists.txt", "LICENSE", "manifest.yml"};
    char *const board = text_make("boards/%s", making->board);
    const json_t *unused, *other;
    const char *library;
    size_t i;

    for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
        add_folder(making, folders[i]);
    }
    for (i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
        add_file(making, files[i]);
    }
    add_folder(making, board);
    free(board);
    add_likeness(making);
    add_chips(making);
    json_object_foreach(making->closure.libraries, library, unused)
    {
        add_library(making, library);
    }
    json_array_foreach(json_path(making->table, "demos", making->demo, "also", NULL), i, other)
    {
        if (json_is_string(other)) {
            add_folder(making, json_string_value(other));
        }
    }
}
