/* SPDX-License-Identifier: MIT */
/* What is the user's from now on: the demo's files, or a greeting to begin with, and the
 * configuration. */
#include <stdlib.h>

#include "making.h"

/* app/ without a demo. */
static void make_beginning(struct making *making)
{
    char *const source = text_make("%s/bench/catalogue/base.c", making->catalogue->root);

    content_file(&making->content, "app/main.c", source);
    content_print(&making->content, "app/CMakeLists.txt",
                  "# SPDX-License-Identifier: MIT\n"
                  "dunlin_add_firmware(app SOURCES main.c LIBS kernel heap_4 board)\n");
    free(source);
}

void making_application(struct making *making)
{
    const char *const folder =
        json_text(json_object_get(making->catalogue->demos, making->demo), "folder");

    if (making->demo[0] == '\0') {
        make_beginning(making);
    } else {
        making_folder(making, folder, "app");
    }
    char *const header =
        text_make("%s/boards/config/%s/FreeRTOSConfig.h", making->catalogue->root, making->profile);

    content_file(&making->content, "config/FreeRTOSConfig.h", header);
    free(header);
}
