/* SPDX-License-Identifier: MIT */
/* The three files are read one after the other, so that all complaints of all of them are said at
 * once. What the sections for Wi-Fi and OTA must hold depends on what device.json says the boards
 * have. */
#include "configuration.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "command_words.h"
#include "complaints.h"
#include "configuration_keys.h"
#include "configuration_places.h"
#include "json_text.h"
#include "nearest.h"
#include "placeholder.h"
#include "room.h"
#include "schema.h"

/* Memory that lives as long as the configuration. */
static void *keep(struct read_configuration *read, void *memory)
{
    read->kept = room_grow(read->kept, (read->kept_count + 1) * sizeof(read->kept[0]));
    return read->kept[read->kept_count++] = memory;
}

static char *keep_text(struct read_configuration *read, const char *text)
{
    return keep(read, room_copy(text, strlen(text)));
}

/* A path of a file: relative ones begin at the file's folder. */
static char *path_beside(struct read_configuration *read, const char *file, const char *path)
{
    const char *slash = strrchr(file, '/');
    char *joined, *real;

    if (path[0] == '/') {
        return keep_text(read, path);
    }
    if (slash != NULL && strncmp(file, "./", 2) == 0 && slash == file + 1) {
        slash = NULL;
    }
    joined = slash != NULL ? room_text("%.*s/%s", (int)(slash - file), file, path)
                           : room_text("%s", path);
    real = realpath(joined, NULL);
    if (real != NULL) {
        free(joined);
        return keep(read, real);
    }
    if (joined[0] != '/') {
        char *const here = realpath(".", NULL);
        char *const whole = room_text("%s/%s", here != NULL ? here : ".", joined);

        free(here);
        free(joined);
        joined = whole;
    }
    return keep(read, joined);
}

/* ---- config.json ---- */

static void read_config(struct read_configuration *read, const char *path)
{
    const struct schema_check check = {path, read->complaints, false};
    struct configuration *const is = &read->configuration;
    const struct json_value *root;
    const char *text;

    is->log_folder = "logs";
    is->results_folder = "results";
    is->cloud = "box";
    is->peer_host = "";
    if (path == NULL) {
        return;
    }
    read->texts[0] = json_text_read(path, JSON_READ_TOLERANT, read->complaints);
    root = read->texts[0] != NULL ? json_text_root(read->texts[0]) : NULL;
    schema_object(&check, root, config_keys, "");
    if ((text = json_get_text(json_get(root, "log"), "location")) != NULL) {
        is->log_folder = path_beside(read, path, text);
    }
    if ((text = json_get_text(root, "reportPath")) != NULL) {
        is->results_folder = path_beside(read, path, text);
    }
    is->region = json_get_text(root, "awsRegion");
    if ((text = json_get_text(root, "cloud")) != NULL) {
        is->cloud = text;
    }
    if ((text = json_get_text(root, "peerHost")) != NULL) {
        is->peer_host = text;
    }
}

/* ---- device.json ---- */

static const struct known_feature *feature_of(const char *name)
{
    const struct known_feature *known = known_features;

    while (known->name != NULL && strcasecmp(known->name, name) != 0 &&
           (known->other_name == NULL || strcasecmp(known->other_name, name) != 0)) {
        known++;
    }
    return known->name != NULL ? known : NULL;
}

static void unknown_feature(struct read_configuration *read, const struct json_value *name,
                            const char *path)
{
    struct nearest nearest = nearest_begin(name->text);

    for (const struct known_feature *known = known_features; known->name != NULL; known++) {
        nearest_offer(&nearest, known->name);
    }
    complain_mildly(read->complaints, read->device_path, name->line, name->column,
                    "%s.name is \"%s\", which is not known%s%s%s", path, name->text,
                    nearest.name != NULL ? "; did you mean \"" : "",
                    nearest.name != NULL ? nearest.name : "",
                    nearest.name != NULL ? "\"?" : " and selects nothing");
}

static void wrong_value(struct read_configuration *read, const struct known_feature *known,
                        const struct json_value *value, const char *path)
{
    const bool left = strstr(value->text, " | ") != NULL;
    char *list = room_text("%s", "");
    size_t count = 0;

    while (known->values[count] != NULL && /* with these it can qualify: */
           !(known->otherwise != NULL && known->needed && count == 2)) {
        count++;
    }
    for (size_t i = 0; i < count; i++) {
        char *const longer = room_text("%s%s\"%s\"", list,
                                       i == 0           ? ""
                                       : i + 1 == count ? " or "
                                                        : ", ",
                                       known->values[i]);

        free(list);
        list = longer;
    }
    complain(read->complaints, read->device_path, value->line, value->column,
             left ? "%s.value is still \"%s\" of the example; choose one of %s"
                  : "%s.value is \"%s\"; expected %s",
             path, value->text, list);
    free(list);
}

/* One feature. @return Whether it is one. */
static bool read_feature(struct read_configuration *read, const struct json_value *value,
                         const char *path, struct feature *feature)
{
    const struct json_value *const name = json_get(value, "name");
    const struct json_value *const its = json_get(value, "value");

    if (name == NULL || name->type != JSON_IS_STRING || its == NULL ||
        its->type != JSON_IS_STRING) {
        return false;
    }
    const struct known_feature *const known = feature_of(name->text);

    *feature = (struct feature){name->text, its->text};
    if (known == NULL) {
        unknown_feature(read, name, path);
        return true;
    }
    feature->name = known->name;
    feature->value = schema_choice(known->values, its->text);
    if (feature->value == NULL) {
        wrong_value(read, known, its, path);
        return true;
    }
    if (known->needed && strcmp(feature->value, "No") == 0) {
        complain(
            read->complaints, read->device_path, its->line, its->column,
            "%s.value: a board without %s cannot qualify; only WIFI, BLE and OTA may be \"No\"",
            path, known->name);
    }
    if (known->needed && known->otherwise != NULL && strcmp(feature->value, "Yes") == 0) {
        feature->value = "On-chip"; /* as the guides have said since 2019 */
    }
    return true;
}

static bool is_declared(const struct pool *pool, const char *name)
{
    for (size_t i = 0; i < pool->feature_count; i++) {
        if (strcasecmp(pool->features[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void read_features(struct read_configuration *read, struct pool *pool,
                          const struct json_value *value, const char *path)
{
    const struct json_value *const list = json_get(value, "features");
    const size_t given = list != NULL && list->type == JSON_IS_ARRAY ? list->count : 0;
    struct feature *const features = keep(read, room_zero((given + 8) * sizeof(features[0])));
    size_t count = 0;

    for (size_t i = 0; i < given; i++) {
        char *const name = room_text("%s.features[%zu]", path, i);

        if (read_feature(read, list->members[i].value, name, &features[count])) {
            for (size_t k = 0; k < count; k++) {
                if (strcasecmp(features[k].name, features[count].name) == 0) {
                    complain(read->complaints, read->device_path, list->members[i].line,
                             list->members[i].column, "%s: feature \"%s\" is there twice", name,
                             features[k].name);
                }
            }
            count++;
        }
        free(name);
    }
    pool->features = features;
    pool->feature_count = count;
    for (const struct known_feature *known = known_features; given > 0 && known->name != NULL;
         known++) {
        if (known->otherwise != NULL && !is_declared(pool, known->name)) {
            complain_mildly(read->complaints, read->device_path, list->line, list->column,
                            "%s.features: %s is missing; \"%s\" is assumed", path, known->name,
                            known->otherwise);
            features[count++] = (struct feature){known->name, known->otherwise};
            pool->feature_count = count;
        }
    }
}

static void read_identifiers(struct read_configuration *read, struct device *device,
                             const struct json_value *value)
{
    const struct json_value *const list = json_get(value, "identifiers");
    const size_t count = list != NULL && list->type == JSON_IS_ARRAY ? list->count : 0;
    struct identifier *const identifiers =
        keep(read, room_zero((count + 1) * sizeof(identifiers[0])));

    for (size_t i = 0; i < count; i++) {
        const char *const name = json_get_text(list->members[i].value, "name");
        const char *const its = json_get_text(list->members[i].value, "value");

        if (name != NULL && its != NULL) {
            identifiers[device->identifier_count++] = (struct identifier){name, its};
        }
    }
    device->identifiers = identifiers;
}

static void check_port(struct read_configuration *read, const struct device *device,
                       const struct json_value *port, const char *path)
{
    const char *const colon = strrchr(port->text, ':');
    char *end = NULL;
    const long number = colon != NULL ? strtol(colon + 1, &end, 10) : 0;

    if (port->text[0] == '\0' || port->text[0] == '<') {
        return; /* said by the schema */
    }
    if (device->protocol == SERIAL_UART && strchr(port->text, '*') != NULL) {
        complain(read->complaints, read->device_path, port->line, port->column,
                 "%s.connectivity.serialPort is still \"%s\" of the example; expected one device, "
                 "/dev/ttyUSB0 for example",
                 path, port->text);
    } else if (device->protocol == SERIAL_TCP && (colon == NULL || colon == port->text ||
                                                  *end != '\0' || number < 1 || number > 65535)) {
        complain(read->complaints, read->device_path, port->line, port->column,
                 "%s.connectivity.serialPort is \"%s\"; expected HOST:PORT for protocol \"tcp\"",
                 path, port->text);
    }
}

static void read_device(struct read_configuration *read, struct device *device,
                        const struct json_value *value, const char *path)
{
    const struct json_value *const connectivity = json_get(value, "connectivity");
    const struct json_value *const port = json_get(connectivity, "serialPort");
    const struct json_value *const baud = json_get(connectivity, "baud");
    const char *const protocol = json_get_text(connectivity, "protocol");

    device->id = json_get_text(value, "id");
    device->protocol = protocol == NULL                    ? SERIAL_UART
                       : strcasecmp(protocol, "tcp") == 0  ? SERIAL_TCP
                       : strcasecmp(protocol, "unix") == 0 ? SERIAL_UNIX
                                                           : SERIAL_UART;
    device->serial_port = json_get_text(connectivity, "serialPort");
    device->baud = baud != NULL ? (unsigned)strtoul(baud->text, NULL, 10) : 115200;
    read_identifiers(read, device, value);
    if (port != NULL && port->type == JSON_IS_STRING) {
        check_port(read, device, port, path);
    }
}

/* No two boards on one line, no two with one name. */
static void check_devices(struct read_configuration *read, const struct pool *pool,
                          const struct json_value *list, const char *path)
{
    for (size_t i = 0; i < pool->device_count; i++) {
        for (size_t k = 0; k < i; k++) {
            const struct device *const a = &pool->devices[i], *const b = &pool->devices[k];
            const struct json_member *const at = &list->members[i];

            if (a->id != NULL && b->id != NULL && strcmp(a->id, b->id) == 0) {
                complain(
                    read->complaints, read->device_path, at->line, at->column,
                    "%s.devices[%zu].id is \"%s\", as devices[%zu].id is; expected one of its own",
                    path, i, a->id, k);
            }
            if (a->serial_port != NULL && b->serial_port != NULL &&
                strcmp(a->serial_port, b->serial_port) == 0) {
                complain(
                    read->complaints, read->device_path, at->line, at->column,
                    "%s.devices[%zu] has the serial port of devices[%zu], \"%s\"; expected one of "
                    "its own",
                    path, i, k, a->serial_port);
            }
        }
    }
}

static void read_pool(struct read_configuration *read, struct pool *pool,
                      const struct json_value *value, const char *path)
{
    const struct json_value *const list = json_get(value, "devices");
    const size_t count = list != NULL && list->type == JSON_IS_ARRAY ? list->count : 0;
    struct device *const devices = keep(read, room_zero((count + 1) * sizeof(devices[0])));

    pool->id = json_get_text(value, "id");
    pool->sku = json_get_text(value, "sku");
    read_features(read, pool, value, path);
    for (size_t i = 0; i < count; i++) {
        char *const name = room_text("%s.devices[%zu]", path, i);

        read_device(read, &devices[i], list->members[i].value, name);
        free(name);
    }
    pool->devices = devices;
    pool->device_count = count;
    check_devices(read, pool, list, path);
}

static void read_devices(struct read_configuration *read, const char *path)
{
    const struct schema_check check = {path, read->complaints, false};
    const struct json_value *root;
    struct pool *pools;

    read->device_path = keep_text(read, path);
    read->texts[1] = json_text_read(path, JSON_READ_TOLERANT, read->complaints);
    root = read->texts[1] != NULL ? json_text_root(read->texts[1]) : NULL;
    schema_list(&check, root, &pool_element, "");
    if (root == NULL || root->type != JSON_IS_ARRAY) {
        return;
    }
    pools = keep(read, room_zero((root->count + 1) * sizeof(pools[0])));
    for (size_t i = 0; i < root->count; i++) {
        char *const name = room_text("[%zu]", i);

        read_pool(read, &pools[i], root->members[i].value, name);
        for (size_t k = 0; k < i; k++) {
            if (pools[i].id != NULL && pools[k].id != NULL &&
                strcmp(pools[i].id, pools[k].id) == 0) {
                complain(read->complaints, path, root->members[i].line, root->members[i].column,
                         "[%zu].id is \"%s\", as [%zu].id is; expected one of its own", i,
                         pools[i].id, k);
            }
        }
        free(name);
    }
    read->configuration.pools = pools;
    read->configuration.pool_count = root->count;
}

/* ---- userdata.json ---- */

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

static void read_ota(struct read_configuration *read, const struct json_value *root)
{
    const bool needed = any_pool_has(&read->configuration, "OTA");
    const struct schema_check check = {read->userdata_path, read->complaints, !needed};
    struct ota_settings *const ota = &read->configuration.ota;
    const struct json_value *const value = json_get(root, "otaConfiguration");
    const struct json_value *const compile = json_get(value, "compileCodesignerCertificate");

    if (value == NULL) {
        return;
    }
    schema_object(&check, value, ota_keys, "otaConfiguration");
    ota->firmware_path = json_get_text(value, "otaFirmwareFilePath");
    ota->firmware_name = json_get_text(value, "deviceFirmwareFileName");
    ota->signer_platform = json_get_text(value, "awsSignerPlatform");
    ota->signer_certificate = json_get_text(value, "awsSignerCertificateArn");
    ota->untrusted_certificate = json_get_text(value, "awsUntrustedSignerCertificateArn");
    ota->certificate_name = json_get_text(value, "awsSignerCertificateFileName");
    ota->compile_certificate = compile != NULL && compile->truth;
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
    read->configuration.source_path = path_beside(read, read->userdata_path, path);
    free(path);
    if (stat(read->configuration.source_path, &status) != 0 || !S_ISDIR(status.st_mode)) {
        complain(read->complaints, read->userdata_path, value->line, value->column,
                 "sourcePath: %s is no folder; expected that of the sources",
                 read->configuration.source_path);
    }
}

static void read_cmake(struct cmake_settings *cmake, const struct json_value *root)
{
    const struct json_value *const value = json_get(root, "cmakeConfiguration");

    cmake->board = json_get_text(value, "boardName");
    cmake->vendor = json_get_text(value, "vendorName");
    cmake->compiler = json_get_text(value, "compilerName");
    cmake->toolchain_path = json_get_text(value, "afrToolchainPath");
    if (cmake->toolchain_path == NULL) {
        cmake->toolchain_path = json_get_text(value, "frToolchainPath");
    }
    cmake->toolchain_file = json_get_text(value, "cmakeToolchainPath");
}

static void read_userdata(struct read_configuration *read, const char *path)
{
    const struct schema_check check = {path, read->complaints, false};
    struct configuration *const is = &read->configuration;
    const struct json_value *root, *delay;
    const char *image;

    read->userdata_path = keep_text(read, path);
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
    read_cmake(&is->cmake, root);
}

/* ---- */

struct configuration *configuration_read(const char *config_path, const char *device_path,
                                         const char *userdata_path, struct complaints *complaints)
{
    struct read_configuration *const read = room_zero(sizeof(*read));
    const size_t before = complaints_count(complaints);

    read->complaints = complaints;
    read_config(read, config_path);
    read_devices(read, device_path);
    read_userdata(read, userdata_path);
    read->complaints = NULL;
    if (complaints_count(complaints) != before) {
        configuration_free(&read->configuration);
        return NULL;
    }
    return &read->configuration;
}

void configuration_free(struct configuration *configuration)
{
    struct read_configuration *const read = (struct read_configuration *)configuration;

    if (configuration == NULL) {
        return;
    }
    command_words_free(configuration->build.command);
    command_words_free(configuration->flash.command);
    command_words_free(configuration->stop.command);
    for (size_t i = 0; i < read->kept_count; i++) {
        free(read->kept[i]);
    }
    for (size_t i = 0; i < sizeof(read->texts) / sizeof(read->texts[0]); i++) {
        json_text_free(read->texts[i]);
    }
    free(read->kept);
    free(read);
}

const char *pool_feature(const struct pool *pool, const char *name)
{
    for (size_t i = 0; i < pool->feature_count; i++) {
        if (strcasecmp(pool->features[i].name, name) == 0) {
            return pool->features[i].value;
        }
    }
    return NULL;
}
