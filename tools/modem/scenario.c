/* SPDX-License-Identifier: MIT */
/* What a scenario file says; each mistake is named. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modem.h"

static bool wrong(const char *path, const char *text)
{
    fprintf(stderr, "modem: %s: %s\n", path, text);
    return false;
}

/* A text of an object, or what it is without one; false: too long. */
static bool text_of(const json_t *object, const char *key, const char *otherwise, char *text,
                    size_t size)
{
    const json_t *const value = json_object_get(object, key);
    const char *const found = json_string_value(value);

    if ((value != NULL && found == NULL) || strlen(found != NULL ? found : otherwise) >= size) {
        return false;
    }
    strcpy(text, found != NULL ? found : otherwise);
    return true;
}

static int number_of(const json_t *object, const char *key, int otherwise)
{
    const json_t *const value = json_object_get(object, key);

    return json_is_integer(value) ? (int)json_integer_value(value) : otherwise;
}

static bool read_point(const json_t *object, int place, struct point *point)
{
    char security[16], bssid[18];

    snprintf(bssid, sizeof bssid, "02:d0:00:00:00:%02x", (unsigned)place & 0xFFu);
    memset(point, 0, sizeof *point);
    if (!text_of(object, "ssid", "", point->ssid, sizeof point->ssid) ||
        !text_of(object, "bssid", bssid, point->bssid, sizeof point->bssid) ||
        !text_of(object, "password", "", point->password, sizeof point->password) ||
        !text_of(object, "gateway", "192.168.3.1", point->gateway, sizeof point->gateway) ||
        !text_of(object, "first", "192.168.3.100", point->first, sizeof point->first) ||
        !text_of(object, "security", "wpa2", security, sizeof security) ||
        strchr(point->first, '.') == NULL) {
        return false;
    }
    point->channel = number_of(object, "channel", 1 + place % 13);
    point->rssi = number_of(object, "rssi", -50);
    point->wave_db = number_of(object, "wave_db", 0);
    point->wave_ms = number_of(object, "wave_ms", 0);
    point->pool = number_of(object, "pool", 1);
    point->hidden = json_is_true(json_object_get(object, "hidden"));
    for (int i = 0; i < SECURITIES; i++) {
        if (strcmp(security, security_names[i]) == 0) {
            point->security = (enum security)i;
            return true;
        }
    }
    return false;
}

bool scenario_read(struct modem *modem, const char *path)
{
    json_error_t error;
    json_t *const all = json_load_file(path, 0, &error);
    char text[300];

    if (all == NULL) {
        snprintf(text, sizeof text, "line %d: %s", error.line, error.text);
        return wrong(path, text);
    }
    const json_t *const points = json_object_get(all, "access_points");
    if (!json_is_array(points) || json_array_size(points) > POINTS) {
        return wrong(path, "access_points: a list of at most 8");
    }
    for (size_t i = 0; i < json_array_size(points); i++) {
        if (!read_point(json_array_get(points, i), (int)i, &modem->points[i])) {
            snprintf(text, sizeof text,
                     "access point %zu: a text is too long, or its security unknown", i);
            return wrong(path, text);
        }
        modem->point_count++;
    }
    modem->hosts = json_incref(json_object_get(all, "hosts"));
    modem->ports = json_incref(json_object_get(all, "ports"));
    modem->authorities = json_incref(json_object_get(all, "authorities"));
    modem->identities = json_incref(json_object_get(all, "identities"));
    modem->lacks = json_incref(json_object_get(all, "lacks"));
    const json_t *const delays = json_object_get(all, "delays_ms");
    modem->join_ms = number_of(delays, "join", 30);
    modem->address_ms = number_of(delays, "address", 20);
    modem->scan_ms = number_of(delays, "scan", 50);
    modem->boot_ms = number_of(delays, "boot", 50);
    modem->time_ms = number_of(delays, "time", 20);
    modem->second_ms = number_of(delays, "second", 1000);
    json_decref(all);
    return true;
}
