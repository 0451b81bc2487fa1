/* SPDX-License-Identifier: MIT */
/* {{name}}: blanks around the name and its letter case do not matter. An identifier is asked for by
 * a JsonPath of one form, with either kind of quotes and blanks where JsonPath has them. */
#include "placeholder.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "nearest.h"
#include "room.h"

enum known_name {
    NAME_SOURCE_PATH,
    NAME_TESTER_ROOT,
    NAME_ENABLE_TESTS,
    NAME_IMAGE_NAME,
    NAME_SERIAL_PORT,
    NAME_PROTOCOL,
    NAME_DEVICE_ID,
    NAME_SDK_PATH,
    NAME_BOARD,
    NAME_VENDOR,
    NAME_COMPILER,
    NAME_TOOLCHAIN_PATH,
    NAME_TOOLCHAIN_FILE,
    NAME_SIGNING, /* of commands that this tester does not run */
    NAME_IDENTIFIER
};

static const struct {
    const char *name;
    enum known_name is;
} names[] = {
    {"testData.sourcePath", NAME_SOURCE_PATH},
    {"config.idtRootPath", NAME_TESTER_ROOT},
    {"enableTests", NAME_ENABLE_TESTS},
    {"buildImageName", NAME_IMAGE_NAME},
    {"device.connectivity.serialPort", NAME_SERIAL_PORT},
    {"device.connectivity.protocol", NAME_PROTOCOL},
    {"device.id", NAME_DEVICE_ID},
    {"device.identifiers[?(@.name == 'serialNo')].value", NAME_IDENTIFIER},
    {"sdkPath", NAME_SDK_PATH},
    {"userData.sdkConfiguration.path", NAME_SDK_PATH},
    {"userData.sourcePath", NAME_SOURCE_PATH},
    {"userData.cmakeConfiguration.boardName", NAME_BOARD},
    {"userData.cmakeConfiguration.vendorName", NAME_VENDOR},
    {"userData.cmakeConfiguration.compilerName", NAME_COMPILER},
    {"userData.cmakeConfiguration.afrToolchainPath", NAME_TOOLCHAIN_PATH},
    {"userData.cmakeConfiguration.frToolchainPath", NAME_TOOLCHAIN_PATH},
    {"userData.cmakeConfiguration.cmakeToolchainPath", NAME_TOOLCHAIN_FILE},
    {"otaCodeSignerPemFile", NAME_SIGNING},
    {"inputImageFilePath", NAME_SIGNING},
    {"outputSignatureFilePath", NAME_SIGNING},
};

struct placeholder {
    size_t offset, length; /* with the braces */
    const char *name;      /* into the text, without blanks */
    size_t name_length;
    enum known_name is;
    char *identifier; /* NAME_IDENTIFIER: which; owned */
};

/* Go over a piece of a JsonPath, and blanks before it. */
static bool skip(const char **at, const char *piece)
{
    while (**at == ' ') {
        (*at)++;
    }
    if (strncasecmp(*at, piece, strlen(piece)) != 0) {
        return false;
    }
    *at += strlen(piece);
    return true;
}

/* device.identifiers[?(@.name == 'serialNo')].value, also with [0] behind. NULL: it is none. */
static char *identifier_name(const char *path)
{
    const char *begin, *end;

    if (!skip(&path, "device.identifiers") || !skip(&path, "[") || !skip(&path, "?") ||
        !skip(&path, "(") || !skip(&path, "@") || !skip(&path, ".name") || !skip(&path, "==")) {
        return NULL;
    }
    while (*path == ' ') {
        path++;
    }
    if (*path != '\'' && *path != '"') {
        return NULL;
    }
    begin = path + 1;
    end = strchr(begin, *path);
    if (end == NULL || end == begin) {
        return NULL;
    }
    path = end + 1;
    if (!skip(&path, ")") || !skip(&path, "]") || !skip(&path, ".value")) {
        return NULL;
    }
    (void)skip(&path, "[0]");
    (void)skip(&path, "");
    return *path == '\0' ? room_copy(begin, (size_t)(end - begin)) : NULL;
}

static char *unknown(const char *name)
{
    struct nearest nearest = nearest_begin(name);

    if (strncasecmp(name, "device.identifiers", 18) == 0) {
        return room_text("{{%s}} names no identifier; expected "
                         "{{device.identifiers[?(@.name == 'serialNo')].value}}",
                         name);
    }
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        nearest_offer(&nearest, names[i].name);
    }
    if (nearest.name != NULL) {
        return room_text("{{%s}} is not known; did you mean {{%s}}?", name, nearest.name);
    }
    return room_text("{{%s}} is not known; there are {{testData.sourcePath}}, "
                     "{{device.connectivity.serialPort}}, {{config.idtRootPath}}, {{enableTests}}, "
                     "{{buildImageName}}, {{sdkPath}} and device.identifiers",
                     name);
}

/* What stands between the braces. */
static bool recognise(struct placeholder *found, char **why)
{
    char *const name = room_copy(found->name, found->name_length);
    bool known = false;

    for (size_t i = 0; !known && i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcasecmp(name, names[i].name) == 0) {
            found->is = names[i].is;
            known = true;
        }
    }
    if (!known || found->is == NAME_IDENTIFIER) {
        found->is = NAME_IDENTIFIER;
        found->identifier = identifier_name(name);
        known = found->identifier != NULL;
    }
    if (!known) {
        *why = unknown(name);
    }
    free(name);
    return known;
}

/* The next placeholder at or behind an offset. @return 1: found, 0: none, -1: something is wrong.
 */
static int next(const char *text, size_t from, struct placeholder *found, char **why)
{
    const char *const begin = strstr(text + from, "{{");
    const char *const end = begin != NULL ? strstr(begin, "}}") : NULL;

    *found = (struct placeholder){0};
    if (begin == NULL) {
        return 0;
    }
    found->offset = (size_t)(begin - text);
    if (end == NULL) {
        *why = room_text("\"{{\" is not closed; expected \"}}\"");
        return -1;
    }
    found->length = (size_t)(end + 2 - begin);
    found->name = begin + 2;
    found->name_length = (size_t)(end - found->name);
    while (found->name_length > 0 && found->name[0] == ' ') {
        found->name++;
        found->name_length--;
    }
    while (found->name_length > 0 && found->name[found->name_length - 1] == ' ') {
        found->name_length--;
    }
    return recognise(found, why) ? 1 : -1;
}

static const char *identifier_value(const struct device *device, const char *name)
{
    for (size_t i = 0; i < device->identifier_count; i++) {
        if (strcmp(device->identifiers[i].name, name) == 0) {
            return device->identifiers[i].value;
        }
    }
    return NULL;
}

static const char *device_value(const struct placeholder *found, const struct device *device)
{
    static const char *const protocols[] = {
        [SERIAL_UART] = "uart", [SERIAL_TCP] = "tcp", [SERIAL_UNIX] = "unix"};

    if (device == NULL) {
        return NULL;
    }
    switch (found->is) {
    case NAME_SERIAL_PORT:
        return device->serial_port;
    case NAME_PROTOCOL:
        return protocols[device->protocol];
    case NAME_DEVICE_ID:
        return device->id;
    default:
        return identifier_value(device, found->identifier);
    }
}

static const char *cmake_value(const struct placeholder *found, const struct cmake_settings *cmake)
{
    if (cmake == NULL) {
        return NULL;
    }
    switch (found->is) {
    case NAME_BOARD:
        return cmake->board;
    case NAME_VENDOR:
        return cmake->vendor;
    case NAME_COMPILER:
        return cmake->compiler;
    case NAME_TOOLCHAIN_PATH:
        return cmake->toolchain_path;
    default:
        return cmake->toolchain_file;
    }
}

/* NULL: none here; `when` says when there is one. */
static const char *value_of(const struct placeholder *found,
                            const struct placeholder_values *values, const char **when)
{
    switch (found->is) {
    case NAME_SOURCE_PATH:
        *when = "in commands and paths of a run";
        return values->source_path;
    case NAME_TESTER_ROOT:
        *when = "in commands and paths of a run";
        return values->tester_root;
    case NAME_ENABLE_TESTS:
        *when = "in build commands";
        return values->enable_tests;
    case NAME_IMAGE_NAME:
        *when = "in flash commands";
        return values->image_name;
    case NAME_SDK_PATH:
        *when = "where userdata.json has sdkConfiguration.path";
        return values->sdk_path;
    case NAME_SIGNING:
        *when = "in signing commands, which this tester does not run";
        return NULL;
    case NAME_SERIAL_PORT:
    case NAME_PROTOCOL:
    case NAME_DEVICE_ID:
        *when = "in commands that are run for one device";
        return device_value(found, values->device);
    case NAME_IDENTIFIER:
        *when = "for devices whose identifiers in device.json have that name";
        return device_value(found, values->device);
    case NAME_BOARD:
    case NAME_VENDOR:
    case NAME_COMPILER:
    case NAME_TOOLCHAIN_PATH:
    case NAME_TOOLCHAIN_FILE:
        break;
    }
    *when = "where cmakeConfiguration of userdata.json has it";
    return cmake_value(found, values->cmake);
}

/* The paths of cmakeConfiguration may have placeholders themselves, of other things. @return Owned
 * by the caller; NULL: *why, or without it there is none. */
static char *expanded_value(const struct placeholder *found,
                            const struct placeholder_values *values, const char **when, char **why)
{
    const char *const value = value_of(found, values, when);
    struct placeholder_values others = *values;

    if (value == NULL || (found->is != NAME_TOOLCHAIN_PATH && found->is != NAME_TOOLCHAIN_FILE)) {
        return value != NULL ? room_text("%s", value) : NULL;
    }
    others.cmake = NULL;
    return placeholder_expand(value, &others, why);
}

char *placeholder_expand(const char *text, const struct placeholder_values *values, char **why)
{
    char *expanded = room_copy("", 0);
    size_t from = 0;
    struct placeholder found;
    int what;

    while ((what = next(text, from, &found, why)) == 1) {
        const char *when = "";
        char *inner = NULL;
        char *const value = expanded_value(&found, values, &when, &inner);

        free(found.identifier);
        if (value == NULL) {
            *why = inner != NULL ? inner
                                 : room_text("%.*s has no value here; it has one %s",
                                             (int)found.length, text + found.offset, when);
            what = -1;
            break;
        }
        char *const longer =
            room_text("%s%.*s%s", expanded, (int)(found.offset - from), text + from, value);

        free(expanded);
        free(value);
        expanded = longer;
        from = found.offset + found.length;
    }
    if (what < 0) {
        free(expanded);
        return NULL;
    }
    char *const whole = room_text("%s%s", expanded, text + from);

    free(expanded);
    return whole;
}

bool placeholder_known(const char *text, const struct device *device, char **why, size_t *offset)
{
    struct placeholder found;
    int what;

    *offset = 0;
    while ((what = next(text, *offset, &found, why)) == 1) {
        const bool there = found.is != NAME_IDENTIFIER || device == NULL ||
                           identifier_value(device, found.identifier) != NULL;

        if (!there) {
            *why = room_text("device \"%s\" has no identifier \"%s\" in device.json", device->id,
                             found.identifier);
            *offset = found.offset;
        }
        free(found.identifier);
        if (!there) {
            return false;
        }
        *offset = found.offset + found.length;
    }
    *offset = found.offset;
    return what == 0;
}
