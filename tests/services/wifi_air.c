/* SPDX-License-Identifier: MIT */
#include "wifi_air.h"

#include <string.h>

struct wifi_driver air_driver;
struct wifi_device air_device = {&air_driver, NULL};
struct air_point air_points[40];
unsigned air_point_count;
const struct air_point *air_joined;
bool air_is_on, air_is_offering;
unsigned air_calls, air_joins, air_breaches;
bool (*air_during)(const char *call);

static void (*told)(void *context, enum wifi_event event);
static void *told_context;
static uint8_t modes;
static bool is_busy;

static void start_anew(void)
{
    air_joined = NULL;
    air_is_offering = false;
    modes = 1u << WIFI_MODE_STATION;
}

/* False: the radio started anew. */
static bool begin(const char *call, bool allowed)
{
    air_breaches += !allowed || is_busy ? 1u : 0u;
    air_calls++;
    is_busy = true;
    if (air_during != NULL && !air_during(call)) {
        start_anew();
        told(told_context, WIFI_EVENT_RESTARTED);
        is_busy = false;
        return false;
    }
    return true;
}

static enum wifi_result end(enum wifi_result result)
{
    is_busy = false;
    return result;
}

static enum wifi_result on(struct wifi_device *device, void (*event)(void *, enum wifi_event),
                           void *context)
{
    told = event;
    told_context = context;
    (void)begin("on", device == &air_device && !air_is_on);
    start_anew();
    air_is_on = true;
    return end(WIFI_RESULT_OK);
}

static enum wifi_result off(struct wifi_device *device)
{
    (void)device;
    (void)begin("off", true);
    start_anew();
    air_is_on = false;
    return end(WIFI_RESULT_OK);
}

static bool is_network(const struct wifi_network *network, enum wifi_mode mode)
{
    const bool is_open = network->security == WIFI_SECURITY_OPEN;

    return air_is_on && (modes & 1u << mode) != 0 && network->ssid != NULL &&
           network->ssid_bytes >= 1 && network->ssid_bytes <= WIFI_SSID_BYTES_MAX &&
           (air_driver.securities & 1u << network->security) != 0 &&
           network->channel <= WIFI_CHANNEL_MAX &&
           (is_open ? network->password_bytes == 0
                    : network->password_bytes >= WIFI_PASSWORD_BYTES_MIN &&
                          network->password_bytes <= WIFI_PASSWORD_BYTES_MAX);
}

static enum wifi_result join(struct wifi_device *device, const struct wifi_network *network,
                             uint32_t timeout_ms)
{
    (void)device;
    air_joins++;
    if (!begin("join", is_network(network, WIFI_MODE_STATION) && timeout_ms >= 3000)) {
        return WIFI_RESULT_LOST;
    }
    air_joined = NULL;
    for (unsigned i = 0; i < air_point_count; i++) {
        const struct air_point *const point = &air_points[i];
        if (point->found.ssid_bytes != network->ssid_bytes ||
            memcmp(point->found.ssid, network->ssid, network->ssid_bytes) != 0) {
            continue;
        }
        if (point->found.security != network->security ||
            strlen(point->password) != network->password_bytes ||
            memcmp(point->password, network->password, network->password_bytes) != 0) {
            return end(WIFI_RESULT_WRONG_PASSWORD);
        }
        air_joined = point;
        told(told_context, WIFI_EVENT_JOINED);
        told(told_context, WIFI_EVENT_ADDRESS);
        return end(WIFI_RESULT_OK);
    }
    return end(WIFI_RESULT_NO_SUCH_AP);
}

static enum wifi_result leave(struct wifi_device *device)
{
    (void)device;
    if (!begin("leave", air_is_on)) {
        return WIFI_RESULT_LOST;
    }
    air_joined = NULL;
    return end(WIFI_RESULT_OK);
}

static enum wifi_result scan(struct wifi_device *device,
                             void (*found)(void *, const struct wifi_found *), void *context)
{
    (void)device;
    if (!begin("scan", air_is_on && (modes & 1u << WIFI_MODE_STATION) != 0)) {
        return WIFI_RESULT_LOST;
    }
    for (unsigned i = 0; i < air_point_count; i++) {
        struct wifi_found one = air_points[i].found;
        found(context, &one);
        memset(&one, 0xEE, sizeof one); /* it was valid until then */
    }
    return end(WIFI_RESULT_OK);
}

static enum wifi_result address(struct wifi_device *device, struct wifi_address *found)
{
    (void)device;
    if (!begin("address", air_is_on) || air_joined == NULL) {
        return end(WIFI_RESULT_NOT_JOINED);
    }
    *found = (struct wifi_address){.address = {10, 0, 0, air_joined->found.channel}};
    return end(WIFI_RESULT_OK);
}

static enum wifi_result mac(struct wifi_device *device, uint8_t found[6])
{
    (void)device;
    if (!begin("mac", air_is_on)) {
        return WIFI_RESULT_LOST;
    }
    memcpy(found, "\x02\xD0\x11\x00\x00\x01", 6);
    return end(WIFI_RESULT_OK);
}

static enum wifi_result set_mode(struct wifi_device *device, uint8_t wanted)
{
    (void)device;
    if (!begin("set_mode", air_is_on && wanted != 0 && (wanted & ~air_driver.modes) == 0)) {
        return WIFI_RESULT_LOST;
    }
    start_anew();
    modes = wanted;
    return end(WIFI_RESULT_OK);
}

static enum wifi_result resolve(struct wifi_device *device, const char *host, uint8_t found[4])
{
    (void)device;
    if (!begin("resolve", strlen(host) >= 1 && strlen(host) <= WIFI_HOST_BYTES_MAX)) {
        return WIFI_RESULT_LOST;
    }
    memcpy(found, "\x0A\x01\x02\x03", 4);
    return end(strcmp(host, "nowhere.example") == 0 ? WIFI_RESULT_FAILED : WIFI_RESULT_OK);
}

static enum wifi_result ping(struct wifi_device *device, const uint8_t to[4], uint32_t *ms)
{
    (void)device;
    if (!begin("ping", air_joined != NULL)) {
        return WIFI_RESULT_LOST;
    }
    *ms = 3;
    return end(to[3] == 99 ? WIFI_RESULT_TIMED_OUT : WIFI_RESULT_OK);
}

static enum wifi_result point_start(struct wifi_device *device, const struct wifi_network *network)
{
    (void)device;
    if (!begin("point_start", is_network(network, WIFI_MODE_ACCESS_POINT))) {
        return WIFI_RESULT_LOST;
    }
    air_is_offering = true;
    return end(WIFI_RESULT_OK);
}

static enum wifi_result point_stop(struct wifi_device *device)
{
    (void)device;
    if (!begin("point_stop", air_is_on)) {
        return WIFI_RESULT_LOST;
    }
    air_is_offering = false;
    return end(WIFI_RESULT_OK);
}

static enum wifi_result set_power(struct wifi_device *device, enum wifi_power power)
{
    (void)device;
    if (!begin("set_power", air_is_on && power <= WIFI_POWER_ALWAYS_ON)) {
        return WIFI_RESULT_LOST;
    }
    return end(WIFI_RESULT_OK);
}

void air_new(void)
{
    static const struct wifi_driver all = {0x0F,    0x03, on,          off,        join,
                                           leave,   scan, address,     mac,        set_mode,
                                           resolve, ping, point_start, point_stop, set_power};
    static const struct air_point points[] = {
        {{"home", 4, {2, 0, 0, 0, 0, 1}, WIFI_SECURITY_WPA2, 6, -40}, "password1"},
        {{"cafe", 4, {2, 0, 0, 0, 0, 2}, WIFI_SECURITY_OPEN, 1, -60}, ""},
        {{"old", 3, {2, 0, 0, 0, 0, 3}, WIFI_SECURITY_WEP, 11, -80}, "abcde"},
        {{"new", 3, {2, 0, 0, 0, 0, 4}, WIFI_SECURITY_WPA3, 13, -70}, "longpassword"},
        {{"", 0, {2, 0, 0, 0, 0, 5}, WIFI_SECURITY_WPA2, 3, -75}, "12345678"},
        {{"corp", 4, {2, 0, 0, 0, 0, 6}, WIFI_SECURITY_OTHER, 9, -55}, "12345678"},
    };

    air_driver = all;
    memcpy(air_points, points, sizeof points);
    air_point_count = sizeof points / sizeof points[0];
    air_calls = air_joins = air_breaches = 0;
    air_during = NULL;
}

void air_lose(void)
{
    air_joined = NULL;
    told(told_context, WIFI_EVENT_LOST);
}
