/* SPDX-License-Identifier: MIT */
/* What is the user's from now on: the demo's files, or a greeting to begin with, and the
 * configuration. */
#include <stdlib.h>
#include <string.h>

#include "making.h"
#include "tree.h"

/* app/ without a demo: the greeting, with everything chosen within reach. */
static void make_greeting(struct making *making)
{
    char *const main_file = text_make("%s/demos/hello/main.c", making->catalogue->root);
    char *const libraries = making_words(making, "libraries");
    char *const needs = making_words(making, "needs");
    char *const list =
        text_make("# SPDX-License-Identifier: MIT\n"
                  "dunlin_add_firmware(app SOURCES main.c LIBS %s%s%s%skernel heap_4 board)\n",
                  libraries, libraries[0] == '\0' ? "" : " ", needs, needs[0] == '\0' ? "" : " ");

    content_file(&making->content, "app/main.c", main_file);
    content_print(&making->content, "app/CMakeLists.txt", list);
    free(list);
    free(needs);
    free(libraries);
    free(main_file);
}

/* The profile's header, and those that it includes from beside. */
static void make_configuration(struct making *making)
{
    char *const path =
        text_make("%s/boards/config/%s/FreeRTOSConfig.h", making->catalogue->root, making->profile);
    struct text text = {0};

    if (!tree_read(path, &text)) {
        content_fail(&making->content, "%s cannot be read", path);
    } else {
        char *const moved = text_replace(text.bytes, "\"../common/", "\"common/");

        content_print(&making->content, "config/FreeRTOSConfig.h", moved);
        free(moved);
    }
    making_folder(making, "boards/config/common", "config/common");
    free(text.bytes);
    free(path);
}

void making_application(struct making *making)
{
    const char *const folder =
        json_text(json_object_get(making->catalogue->demos, making->demo), "folder");

    if (making->demo[0] == '\0') {
        make_greeting(making);
    } else {
        making_folder(making, folder, "app");
    }
    make_configuration(making);
}
