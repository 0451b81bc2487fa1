/* SPDX-License-Identifier: MIT */
/* The key of an emulated board: a file of the host, named by `board-key=PATH` in the command line
 * that the emulator tells through semihosting (QEMU: -append). */
#include "board_key.h"

#include <string.h>

#include "semihosting.h"

#define LINE_BYTES 512u

/* The path, 0-terminated; NULL: none is told. */
static char *path_in(char *line)
{
    static const char name[] = "board-key=";
    char *path = strstr(line, name);

    if (path == NULL) {
        return NULL;
    }
    path += sizeof name - 1;
    path[strcspn(path, " ")] = '\0';
    return path;
}

bool board_key(uint8_t key[BOARD_KEY_BYTES])
{
    char line[LINE_BYTES] = {0};
    const uint32_t ask[2] = {(uint32_t)(uintptr_t)line, sizeof line - 1};

    if (semihosting_call(SEMIHOSTING_COMMAND_LINE, (uintptr_t)ask) != 0) {
        return false;
    }
    const char *const path = path_in(line);
    if (path == NULL) {
        return false;
    }
    const uint32_t open[3] = {(uint32_t)(uintptr_t)path, SEMIHOSTING_MODE_RB,
                              (uint32_t)strlen(path)};
    const int32_t handle = semihosting_call(SEMIHOSTING_OPEN, (uintptr_t)open);
    if (handle < 0) {
        return false;
    }
    const uint32_t read[3] = {(uint32_t)handle, (uint32_t)(uintptr_t)key, BOARD_KEY_BYTES};
    const int32_t missing = semihosting_call(SEMIHOSTING_READ, (uintptr_t)read);
    const uint32_t close[1] = {(uint32_t)handle};
    (void)semihosting_call(SEMIHOSTING_CLOSE, (uintptr_t)close);
    return missing == 0;
}
