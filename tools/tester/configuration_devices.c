/* SPDX-License-Identifier: MIT */
/* device.json: pools of boards, what they have and where they are connected. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "complaints.h"
#include "configuration_keys.h"
#include "configuration_places.h"
#include "nearest.h"
#include "room.h"
#include "schema.h"

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
    struct feature *const features =
        configuration_keep(read, room_zero((given + 8) * sizeof(features[0])));
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
        configuration_keep(read, room_zero((count + 1) * sizeof(identifiers[0])));

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
    struct device *const devices =
        configuration_keep(read, room_zero((count + 1) * sizeof(devices[0])));

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

void configuration_read_devices(struct read_configuration *read, const char *path)
{
    const struct schema_check check = {path, read->complaints, false};
    const struct json_value *root;
    struct pool *pools;

    read->device_path = configuration_keep_text(read, path);
    read->texts[1] = json_text_read(path, JSON_READ_TOLERANT, read->complaints);
    root = read->texts[1] != NULL ? json_text_root(read->texts[1]) : NULL;
    schema_list(&check, root, &pool_element, "");
    if (root == NULL || root->type != JSON_IS_ARRAY) {
        return;
    }
    pools = configuration_keep(read, room_zero((root->count + 1) * sizeof(pools[0])));
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
