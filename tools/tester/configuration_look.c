/* SPDX-License-Identifier: MIT */
/* What a configuration names, looked for on this machine. Apart from reading, so that a dry run
 * needs no board. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "complaints.h"
#include "configuration_places.h"
#include "placeholder.h"
#include "room.h"

struct look {
    const struct read_configuration *read;
    const char *tester_root;
    struct complaints *complaints;
};

static bool is_program(const char *path)
{
    struct stat status;

    return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* NULL: it can be run; otherwise why not, owned by the caller. */
static char *program_trouble(const char *program, const char *folder)
{
    const char *path = getenv("PATH");
    char *whole;
    struct stat status;

    if (strchr(program, '/') != NULL) {
        whole = program[0] == '/' ? room_text("%s", program) : room_text("%s/%s", folder, program);
        const bool there = stat(whole, &status) == 0;
        const bool runs = is_program(whole);

        free(whole);
        if (runs) {
            return NULL;
        }
        return there ? room_text("%s cannot be executed; expected a program (chmod +x)", program)
                     : room_text("%s is not there; expected a program", program);
    }
    while (path != NULL && *path != '\0') {
        const size_t length = strcspn(path, ":");

        whole = room_text("%.*s/%s", (int)length, path, program);
        const bool runs = is_program(whole);

        free(whole);
        if (runs) {
            return NULL;
        }
        path += length + (path[length] == ':');
    }
    return room_text("%s is not installed: no folder of PATH has it", program);
}

static void look_for_tool(const struct look *look, const struct tool *tool, const char *key)
{
    const struct configuration *const is = &look->read->configuration;
    const struct json_value *const root = json_text_root(look->read->texts[2]);
    const struct json_value *const command = json_get(json_get(root, key), "command");
    const struct placeholder_values values = {.source_path = is->source_path,
                                              .tester_root = look->tester_root,
                                              .sdk_path = is->sdk_path,
                                              .cmake = &is->cmake};
    char *why = NULL, *program, *trouble;

    if (tool->command == NULL || tool->command[0] == NULL) {
        return;
    }
    program = placeholder_expand(tool->command[0], &values, &why);
    if (program == NULL) { /* it depends on the device: known when it is run */
        free(why);
        return;
    }
    trouble = program_trouble(program, is->source_path);
    if (trouble != NULL) {
        complain(look->complaints, look->read->userdata_path, command->members[0].line,
                 command->members[0].column, "%s.command: %s", key, trouble);
    }
    free(trouble);
    free(program);
}

/* A line of protocol uart; those of tcp and unix may be made by the flash command. */
static void look_for_line(const struct look *look, const struct device *device,
                          const struct json_value *port, const char *path)
{
    struct stat status;
    const char *why = NULL;

    if (device->protocol != SERIAL_UART) {
        return;
    }
    if (stat(device->serial_port, &status) != 0) {
        why = strerror(errno);
    } else if (!S_ISCHR(status.st_mode)) {
        why = "it is no serial line";
    } else if (access(device->serial_port, R_OK | W_OK) != 0) {
        why = "no right to open it; on Debian, members of the group dialout may";
    }
    if (why != NULL) {
        complain(look->complaints, look->read->device_path, port->line, port->column,
                 "%s.connectivity.serialPort: %s: %s", path, device->serial_port, why);
    }
}

/* A place of cmakeConfiguration: in the sources where it begins there. */
static void look_for_place(const struct look *look, const char *key, const char *place,
                           bool is_folder, const char *expected)
{
    const struct configuration *const is = &look->read->configuration;
    const struct json_value *const root = json_text_root(look->read->texts[2]);
    const struct json_value *const value = json_get(json_get(root, "cmakeConfiguration"), key);
    const struct placeholder_values values = {
        .source_path = is->source_path, .tester_root = look->tester_root, .sdk_path = is->sdk_path};
    char *why = NULL, *path;
    struct stat status;

    if (place == NULL || value == NULL) {
        return;
    }
    path = placeholder_expand(place, &values, &why);
    if (path == NULL) {
        complain(look->complaints, look->read->userdata_path, value->line, value->column,
                 "cmakeConfiguration.%s: %s", key, why);
    } else if (stat(path, &status) != 0) {
        complain(look->complaints, look->read->userdata_path, value->line, value->column,
                 "cmakeConfiguration.%s: %s is not there; expected %s", key, path, expected);
    } else if (S_ISDIR(status.st_mode) != is_folder) {
        complain(look->complaints, look->read->userdata_path, value->line, value->column,
                 "cmakeConfiguration.%s: %s is %s; expected %s", key, path,
                 is_folder ? "no folder" : "a folder", expected);
    }
    free(path);
    free(why);
}

static void look_for_toolchain(const struct look *look)
{
    static const char folder[] = "the folder of the compiler's tool chain, which has bin/";
    const struct cmake_settings *const cmake = &look->read->configuration.cmake;

    look_for_place(look, "afrToolchainPath", cmake->toolchain_path, true, folder);
    look_for_place(look, "frToolchainPath", cmake->toolchain_path, true, folder);
    look_for_place(look, "cmakeToolchainPath", cmake->toolchain_file, false,
                   "CMake's file of the tool chain");
}

void configuration_look(const struct configuration *configuration, const struct pool *pool,
                        const char *tester_root, struct complaints *complaints)
{
    const struct look look = {(const struct read_configuration *)configuration, tester_root,
                              complaints};
    const size_t index = (size_t)(pool - configuration->pools);
    const struct json_value *const value =
        json_text_root(look.read->texts[1])->members[index].value;
    const struct json_value *const devices = json_get(value, "devices");

    for (size_t i = 0; i < pool->device_count; i++) {
        char *const path = room_text("[%zu].devices[%zu]", index, i);
        const struct json_value *const connectivity =
            json_get(devices->members[i].value, "connectivity");

        look_for_line(&look, &pool->devices[i], json_get(connectivity, "serialPort"), path);
        free(path);
    }
    look_for_tool(&look, &configuration->build, "buildTool");
    look_for_tool(&look, &configuration->flash, "flashTool");
    look_for_tool(&look, &configuration->stop, "stopTool");
    look_for_toolchain(&look);
}
