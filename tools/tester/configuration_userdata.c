/* SPDX-License-Identifier: MIT */
/* userdata.json: the sources and the tools. What the sections for Wi-Fi and OTA must hold depends
 * on what device.json says the boards have. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "command_words.h"
#include "complaints.h"
#include "configuration_keys.h"
#include "configuration_places.h"
#include "placeholder.h"
#include "room.h"
#include "schema.h"

/* Whether any pool has a feature: what the sections of userdata.json must hold. */
static bool any_pool_has(const struct configuration *configuration, const char *feature)
{
    for (size_t i = 0; i < configuration->pool_count; i++) {
        const char *const value = pool_feature(&configuration->pools[i], feature);

        if (value != NULL && strcmp(value, "Yes") == 0) {
            return true;
        }
    }
    return false;
}

/* All placeholders of a text, for one device; NULL: for any. */
static void check_placeholders_for(struct read_configuration *read, const struct json_value *text,
                                   const struct device *device)
{
    const char *rest = text->text;
    char *why = NULL;
    size_t offset = 0;

    while (!placeholder_known(rest, device, &why, &offset)) {
        const char *const behind = strstr(rest + offset, "}}");

        complain(read->complaints, read->userdata_path, text->line,
                 text->column + 1 + (unsigned)(rest + offset - text->text), "%s", why);
        free(why);
        if (behind == NULL) {
            return;
        }
        rest = behind + 2;
    }
}

static void check_placeholders(struct read_configuration *read, const struct json_value *text)
{
    bool any = false;

    if (text == NULL || text->type != JSON_IS_STRING) {
        return;
    }
    for (size_t pool = 0; pool < read->configuration.pool_count; pool++) {
        for (size_t i = 0; i < read->configuration.pools[pool].device_count; i++) {
            const struct device *const device = &read->configuration.pools[pool].devices[i];

            if (device->id != NULL) {
                check_placeholders_for(read, text, device);
                any = true;
            }
        }
    }
    if (!any) {
        check_placeholders_for(read, text, NULL);
    }
}

static void read_tool(struct read_configuration *read, struct tool *tool,
                      const struct json_value *root, const char *key)
{
    const struct json_value *const value = json_get(root, key);
    const struct json_value *const list = json_get(value, "command");
    const char **texts;

    tool->name = json_get_text(value, "name");
    tool->version = json_get_text(value, "version");
    if (list == NULL || list->type != JSON_IS_ARRAY || list->count == 0) {
        return;
    }
    texts = room_zero(list->count * sizeof(texts[0]));
    for (size_t i = 0; i < list->count; i++) {
        texts[i] = list->members[i].value->text;
        check_placeholders(read, list->members[i].value);
    }
    tool->command = command_words(texts, list->count);
    free(texts);
}

static void read_wifi(struct read_configuration *read, struct wifi_network *network,
                      const struct json_value *root, const char *key, bool needed)
{
    const struct schema_check check = {read->userdata_path, read->complaints, !needed};
    const struct json_value *const value = json_get(root, key);

    if (value == NULL && needed) {
        complain(read->complaints, read->userdata_path, root->line, root->column,
                 "%s is missing; expected an object, with \"wifiSSID\", \"wifiPassword\" and "
                 "\"wifiSecurityType\": device.json says that there is Wi-Fi",
                 key);
    }
    if (value == NULL || (!needed && value->count == 0)) {
        return;
    }
    if (needed) {
        schema_object(&check, value, wifi_keys, key);
    }
    network->ssid = json_get_text(value, "wifiSSID");
    network->password = json_get_text(value, "wifiPassword");
    network->security = json_get_text(value, "wifiSecurityType");
}

/* "a, b" of an object. */
static const char *keys_of(struct read_configuration *read, const struct json_value *value)
{
    char *keys = NULL;

    for (size_t i = 0; value->type == JSON_IS_OBJECT && i < value->count; i++) {
        char *const longer = room_text("%s%s%s", keys != NULL ? keys : "", keys != NULL ? ", " : "",
                                       value->members[i].key);

        free(keys);
        keys = longer;
    }
    return keys != NULL ? configuration_keep(read, keys) : NULL;
}

static void read_ota(struct read_configuration *read, const struct json_value *root)
{
    const bool needed = any_pool_has(&read->configuration, "OTA");
    const struct schema_check check = {read->userdata_path, read->complaints, !needed};
    const struct json_value *const value = json_get(root, "otaConfiguration");

    if (value == NULL) {
        return;
    }
    schema_object(&check, value, ota_keys, "otaConfiguration");
    read->configuration.ota.unused = keys_of(read, value);
    if (needed) {
        check_placeholders(read, json_get(value, "otaFirmwareFilePath"));
    }
}

/* The sources' folder: it may be named by {{userData.sdkConfiguration.path}}. */
static void read_source_path(struct read_configuration *read, const struct json_value *root)
{
    const struct json_value *const value = json_get(root, "sourcePath");
    const struct placeholder_values values = {.sdk_path = read->configuration.sdk_path};
    struct stat status;
    char *why = NULL, *path;

    if (value == NULL || value->type != JSON_IS_STRING || value->text[0] == '<' ||
        value->text[0] == '\0') {
        return;
    }
    path = placeholder_expand(value->text, &values, &why);
    if (path == NULL) {
        complain(read->complaints, read->userdata_path, value->line, value->column,
                 "sourcePath: %s", why);
        free(why);
        return;
    }
    read->configuration.source_path = configuration_path_beside(read, read->userdata_path, path);
    free(path);
    if (stat(read->configuration.source_path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        complain(read->complaints, read->userdata_path, value->line, value->column,
                 "sourcePath: %s is no folder; expected that of the sources",
                 read->configuration.source_path);
    }
}

/* What is still the example's says nothing. */
static const char *text_of_ones_own(const struct json_value *value, const char *key)
{
    const char *const text = json_get_text(value, key);

    return text != NULL && text[0] != '<' && text[0] != '\0' ? text : NULL;
}

/* A path that may begin with a placeholder. */
static const char *read_place(struct read_configuration *read, const struct json_value *value,
                              const char *key)
{
    const char *const text = text_of_ones_own(value, key);

    if (text == NULL) {
        return NULL;
    }
    check_placeholders(read, json_get(value, key));
    return strncmp(text, "{{", 2) == 0 ? text
                                       : configuration_path_beside(read, read->userdata_path, text);
}

static void read_cmake(struct read_configuration *read, const struct json_value *root)
{
    const struct json_value *const value = json_get(root, "cmakeConfiguration");
    struct cmake_settings *const cmake = &read->configuration.cmake;

    cmake->board = text_of_ones_own(value, "boardName");
    cmake->vendor = text_of_ones_own(value, "vendorName");
    cmake->compiler = text_of_ones_own(value, "compilerName");
    cmake->toolchain_path = read_place(read, value, "afrToolchainPath");
    if (cmake->toolchain_path == NULL) {
        cmake->toolchain_path = read_place(read, value, "frToolchainPath");
    }
    cmake->toolchain_file = read_place(read, value, "cmakeToolchainPath");
}

void configuration_read_userdata(struct read_configuration *read, const char *path)
{
    const struct schema_check check = {path, read->complaints, false};
    struct configuration *const is = &read->configuration;
    const struct json_value *root, *delay;
    const char *image;

    read->userdata_path = configuration_keep_text(read, path);
    is->image_name = "aws_tests";
    read->texts[2] = json_text_read(path, JSON_READ_TOLERANT, read->complaints);
    root = read->texts[2] != NULL ? json_text_root(read->texts[2]) : NULL;
    schema_object(&check, root, userdata_keys, "");
    if (root == NULL || root->type != JSON_IS_OBJECT) {
        return;
    }
    is->sdk_path = json_get_text(json_get(root, "sdkConfiguration"), "path");
    read_source_path(read, root);
    read_tool(read, &is->build, root, "buildTool");
    read_tool(read, &is->flash, root, "flashTool");
    read_tool(read, &is->stop, root, "stopTool");
    image =
        json_get_text(json_get(json_get(root, "flashTool"), "buildImageInfo"), "testsImageName");
    if (image == NULL) {
        image = json_get_text(json_get(json_get(root, "buildTool"), "buildImageInfo"),
                              "testsImageName");
    }
    is->image_name = image != NULL && image[0] != '<' ? image : is->image_name;
    delay = json_get(root, "testStartDelayms");
    is->start_delay_ms = delay != NULL ? (unsigned)strtoul(delay->text, NULL, 10) : 0;
    read_wifi(read, &is->client_wifi, root, "clientWifiConfig", any_pool_has(is, "WIFI"));
    read_wifi(read, &is->test_wifi, root, "testWifiConfig", any_pool_has(is, "WIFI"));
    read_ota(read, root);
    read_cmake(read, root);
}
