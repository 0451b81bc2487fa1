/* SPDX-License-Identifier: MIT */
/* The three files are read one after the other, so that all complaints of all of them are said at
 * once. config.json is read here. */
#include "configuration.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command_words.h"
#include "complaints.h"
#include "configuration_keys.h"
#include "configuration_places.h"
#include "json_text.h"
#include "room.h"
#include "schema.h"

void *configuration_keep(struct read_configuration *read, void *memory)
{
    read->kept = room_grow(read->kept, (read->kept_count + 1) * sizeof(read->kept[0]));
    return read->kept[read->kept_count++] = memory;
}

char *configuration_keep_text(struct read_configuration *read, const char *text)
{
    return configuration_keep(read, room_copy(text, strlen(text)));
}

char *configuration_path_beside(struct read_configuration *read, const char *file, const char *path)
{
    const char *slash = strrchr(file, '/');
    char *joined, *real;

    if (path[0] == '/') {
        return configuration_keep_text(read, path);
    }
    if (slash != NULL && strncmp(file, "./", 2) == 0 && slash == file + 1) {
        slash = NULL;
    }
    joined = slash != NULL ? room_text("%.*s/%s", (int)(slash - file), file, path)
                           : room_text("%s", path);
    real = realpath(joined, NULL);
    if (real != NULL) {
        free(joined);
        return configuration_keep(read, real);
    }
    if (joined[0] != '/') {
        char *const here = realpath(".", NULL);
        char *const whole = room_text("%s/%s", here != NULL ? here : ".", joined);

        free(here);
        free(joined);
        joined = whole;
    }
    return configuration_keep(read, joined);
}

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
        is->log_folder = configuration_path_beside(read, path, text);
    }
    if ((text = json_get_text(root, "reportPath")) != NULL) {
        is->results_folder = configuration_path_beside(read, path, text);
    }
    is->region = json_get_text(root, "awsRegion");
    if ((text = json_get_text(root, "cloud")) != NULL) {
        is->cloud = text;
    }
    if ((text = json_get_text(root, "peerHost")) != NULL) {
        is->peer_host = text;
    }
}

struct configuration *configuration_read(const char *config_path, const char *device_path,
                                         const char *userdata_path, struct complaints *complaints)
{
    struct read_configuration *const read = room_zero(sizeof(*read));
    const size_t before = complaints_count(complaints);

    read->complaints = complaints;
    read_config(read, config_path);
    configuration_read_devices(read, device_path);
    configuration_read_userdata(read, userdata_path);
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

bool device_counts_time(const struct device *device)
{
    for (size_t i = 0; i < device->identifier_count; i++) {
        if (strcasecmp(device->identifiers[i].name, "time") == 0) {
            return strcasecmp(device->identifiers[i].value, "real") != 0;
        }
    }
    return device->protocol != SERIAL_UART;
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
