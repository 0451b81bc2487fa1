/* SPDX-License-Identifier: MIT */
#include "wifi_core.h"

#include <string.h>

#include "lib_crc32.h"
#include "lib_wipe.h"

#define BIT(number) ((uint8_t)(1u << (number)))

static const struct wifi_driver *driver_of(const struct wifi_core *core)
{
    return core->setup->device->driver;
}

void wifi_core_init(struct wifi_core *core, const struct wifi_setup *setup,
                    void (*told)(void *context, bool joined), void *context)
{
    memset(core, 0, sizeof *core);
    core->setup = setup;
    core->told = told;
    core->context = context;
}

static WIFIReturnCode_t done(struct wifi_core *core, enum wifi_result result)
{
    static const uint8_t reasons[] = {
        [WIFI_RESULT_OK] = WIFI_REASON_NONE,
        [WIFI_RESULT_FAILED] = WIFI_REASON_REFUSED,
        [WIFI_RESULT_TIMED_OUT] = WIFI_REASON_TIMED_OUT,
        [WIFI_RESULT_UNSUPPORTED] = WIFI_REASON_FEATURE,
        [WIFI_RESULT_WRONG_PASSWORD] = WIFI_REASON_WRONG_PASSWORD,
        [WIFI_RESULT_NO_SUCH_AP] = WIFI_REASON_NO_SUCH_NETWORK,
        [WIFI_RESULT_NOT_JOINED] = WIFI_REASON_NOT_JOINED,
        [WIFI_RESULT_NO_MEMORY] = WIFI_REASON_NO_MEMORY,
        [WIFI_RESULT_LOST] = WIFI_REASON_RESTARTED,
    };
    return result == WIFI_RESULT_OK ? eWiFiSuccess
                                    : wifi_refuse(core, (enum wifi_reason)reasons[result]);
}

/* Two tasks may see one change: who is told takes that apart. */
static void set_joined(struct wifi_core *core, bool joined)
{
    if (core->joined != joined) {
        core->joined = joined;
        core->told(core->context, joined);
    }
}

static void on_event(void *context, enum wifi_event event)
{
    struct wifi_core *const core = context;

    if (event == WIFI_EVENT_ADDRESS) {
        set_joined(core, core->on);
    } else if (event == WIFI_EVENT_LOST || event == WIFI_EVENT_RESTARTED) {
        core->restarted = core->restarted || event == WIFI_EVENT_RESTARTED;
        set_joined(core, false);
    }
}

WIFIReturnCode_t wifi_core_on(struct wifi_core *core)
{
    if (core->on) {
        return eWiFiSuccess;
    }
    const enum wifi_result result = driver_of(core)->on(core->setup->device, on_event, core);
    core->on = result == WIFI_RESULT_OK;
    core->mode = WIFI_MODE_STATION;
    core->power = eWiFiPMNormal;
    core->offering = false;
    core->borrowed = false;
    core->restarted = false;
    return done(core, result);
}

/* It is an idle station now. What cannot be set up again is as after WIFI_On. */
void wifi_core_settle(struct wifi_core *core)
{
    const struct wifi_driver *const driver = driver_of(core);
    struct wifi_device *const device = core->setup->device;

    if (!core->on || !core->restarted) {
        return;
    }
    core->restarted = false;
    if (core->mode != WIFI_MODE_STATION &&
        driver->set_mode(device, BIT(core->mode)) != WIFI_RESULT_OK) {
        core->mode = WIFI_MODE_STATION;
        core->offering = false;
    }
    if (core->offering) {
        core->offering = driver->access_point_start(device, &core->point) == WIFI_RESULT_OK;
    }
    if (core->power != eWiFiPMNormal &&
        driver->set_power(device, (enum wifi_power)core->power) != WIFI_RESULT_OK) {
        core->power = eWiFiPMNormal;
    }
}

WIFIReturnCode_t wifi_core_off(struct wifi_core *core)
{
    if (!core->on) {
        return eWiFiSuccess;
    }
    const enum wifi_result result = driver_of(core)->off(core->setup->device);
    core->on = false;
    core->offering = false;
    set_joined(core, false);
    return done(core, result);
}

WIFIReturnCode_t wifi_core_reset(struct wifi_core *core)
{
    (void)wifi_core_off(core); /* off in any case */
    return wifi_core_on(core);
}

static enum wifi_reason as_station(const struct wifi_core *core)
{
    if (!core->on) {
        return WIFI_REASON_OFF;
    }
    return core->mode == WIFI_MODE_STATION ? WIFI_REASON_NONE : WIFI_REASON_NOT_A_STATION;
}

static uint32_t checksum_of(const struct wifi_network *network)
{
    const uint8_t head[] = {network->security, network->ssid_bytes};
    uint32_t sum = lib_crc32(0, head, sizeof head);

    sum = lib_crc32(sum, network->ssid, network->ssid_bytes);
    return lib_crc32(sum, network->password, network->password_bytes);
}

WIFIReturnCode_t wifi_core_connect(struct wifi_core *core, const WIFINetworkParams_t *params)
{
    struct wifi_network network;
    enum wifi_reason reason = wifi_check_network(params, &network);

    if (reason == WIFI_REASON_NONE && (driver_of(core)->securities & BIT(network.security)) == 0) {
        reason = WIFI_REASON_SECURITY;
    }
    if (reason == WIFI_REASON_NONE) {
        reason = as_station(core);
    }
    if (reason != WIFI_REASON_NONE) {
        if (core->joined) { /* so the reference has it: nothing is joined after a failure */
            (void)wifi_core_disconnect(core);
        }
        return wifi_refuse(core, reason);
    }
    const uint32_t joined_as = checksum_of(&network);
    if (core->joined && core->joined_as == joined_as) {
        return eWiFiSuccess;
    }
    set_joined(core, false); /* the driver leaves what is joined */
    core->joined_as = joined_as;
    const enum wifi_result result =
        driver_of(core)->join(core->setup->device, &network, wificonfigCONNECT_TIMEOUT_MS);
    return done(core, result); /* joined by WIFI_EVENT_ADDRESS: it may be lost again by now */
}

WIFIReturnCode_t wifi_core_disconnect(struct wifi_core *core)
{
    if (!core->on) {
        return wifi_refuse(core, WIFI_REASON_OFF);
    }
    if (core->mode != WIFI_MODE_STATION) {
        return eWiFiSuccess;
    }
    const enum wifi_result result = driver_of(core)->leave(core->setup->device);
    if (result == WIFI_RESULT_OK) {
        set_joined(core, false);
    }
    return done(core, result);
}

/* ---- scan: the strongest are kept, in order ---- */

struct scan {
    WIFIScanResult_t *results;
    unsigned room, used;
};

static void keep_found(void *context, const struct wifi_found *one)
{
    struct scan *const scan = context;
    unsigned place = scan->used;

    while (place > 0 && scan->results[place - 1].cRSSI < one->rssi) {
        place--;
    }
    if (place == scan->room) {
        return;
    }
    scan->used += scan->used < scan->room ? 1u : 0u;
    memmove(&scan->results[place + 1], &scan->results[place],
            (scan->used - 1u - place) * sizeof scan->results[0]);
    WIFIScanResult_t *const result = &scan->results[place];
    memset(result, 0, sizeof *result);
    const size_t bytes =
        one->ssid_bytes < sizeof result->cSSID ? one->ssid_bytes : sizeof result->cSSID - 1;
    memcpy(result->cSSID, one->ssid, bytes);
    memcpy(result->ucBSSID, one->bssid, sizeof result->ucBSSID);
    result->xSecurity = wifi_security_of(one->security);
    result->cRSSI = one->rssi;
    result->cChannel = (int8_t)one->channel;
    result->ucHidden = result->cSSID[0] == '\0' ? 1 : 0; /* some tell zeros */
}

WIFIReturnCode_t wifi_core_scan(struct wifi_core *core, WIFIScanResult_t *results, uint8_t count)
{
    struct scan scan = {results, count, 0};
    enum wifi_reason reason = as_station(core);

    reason = count == 0 ? WIFI_REASON_COUNT : reason;
    reason = results == NULL ? WIFI_REASON_NULL : reason;
    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    memset(results, 0, count * sizeof results[0]);
    return done(core, driver_of(core)->scan(core->setup->device, keep_found, &scan));
}

/* ---- modes, power ---- */

WIFIReturnCode_t wifi_core_set_mode(struct wifi_core *core, WIFIDeviceMode_t mode)
{
    const struct wifi_driver *const driver = driver_of(core);
    const uint8_t asked = mode == eWiFiModeAP ? WIFI_MODE_ACCESS_POINT : WIFI_MODE_STATION;

    if ((mode != eWiFiModeStation && mode != eWiFiModeAP) || (driver->modes & BIT(asked)) == 0 ||
        (asked != core->mode && driver->set_mode == NULL)) {
        return wifi_refuse(core, WIFI_REASON_MODE);
    }
    if (!core->on) {
        return wifi_refuse(core, WIFI_REASON_OFF);
    }
    core->borrowed = false;
    if (asked == core->mode) {
        return eWiFiSuccess;
    }
    const enum wifi_result result = driver->set_mode(core->setup->device, BIT(asked));
    if (result == WIFI_RESULT_OK) {
        core->mode = asked;
        core->offering = false;
        set_joined(core, false);
    }
    return done(core, result);
}

WIFIReturnCode_t wifi_core_get_mode(struct wifi_core *core, WIFIDeviceMode_t *mode)
{
    if (mode == NULL || !core->on) {
        return wifi_refuse(core, mode == NULL ? WIFI_REASON_NULL : WIFI_REASON_OFF);
    }
    *mode = core->mode == WIFI_MODE_STATION ? eWiFiModeStation : eWiFiModeAP;
    return eWiFiSuccess;
}

WIFIReturnCode_t wifi_core_set_power(struct wifi_core *core, WIFIPMMode_t power)
{
    if (driver_of(core)->set_power == NULL) {
        return wifi_refuse(core, WIFI_REASON_FEATURE);
    }
    if (power != eWiFiPMNormal && power != eWiFiPMLowPower && power != eWiFiPMAlwaysOn) {
        return wifi_refuse(core, WIFI_REASON_POWER);
    }
    if (!core->on) {
        return wifi_refuse(core, WIFI_REASON_OFF);
    }
    const enum wifi_result result =
        driver_of(core)->set_power(core->setup->device, (enum wifi_power)power);
    if (result == WIFI_RESULT_OK) {
        core->power = power;
    }
    return done(core, result);
}

WIFIReturnCode_t wifi_core_get_power(struct wifi_core *core, WIFIPMMode_t *power)
{
    if (driver_of(core)->set_power == NULL) {
        return wifi_refuse(core, WIFI_REASON_FEATURE);
    }
    if (power == NULL || !core->on) {
        return wifi_refuse(core, power == NULL ? WIFI_REASON_NULL : WIFI_REASON_OFF);
    }
    *power = core->power;
    return eWiFiSuccess;
}

/* ---- addresses, names, echo ---- */

static enum wifi_reason as_joined(const struct wifi_core *core)
{
    const enum wifi_reason reason = as_station(core);

    return reason == WIFI_REASON_NONE && !core->joined ? WIFI_REASON_NOT_JOINED : reason;
}

WIFIReturnCode_t wifi_core_ip(struct wifi_core *core, uint8_t *address)
{
    struct wifi_address found;
    const enum wifi_reason reason = address == NULL ? WIFI_REASON_NULL : as_joined(core);

    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    const enum wifi_result result = driver_of(core)->address(core->setup->device, &found);
    if (result == WIFI_RESULT_OK) {
        memcpy(address, found.address, sizeof found.address);
    }
    return done(core, result);
}

WIFIReturnCode_t wifi_core_mac(struct wifi_core *core, uint8_t *mac)
{
    if (mac == NULL || !core->on) {
        return wifi_refuse(core, mac == NULL ? WIFI_REASON_NULL : WIFI_REASON_OFF);
    }
    return done(core, driver_of(core)->mac(core->setup->device, mac));
}

WIFIReturnCode_t wifi_core_host(struct wifi_core *core, const char *host, uint8_t *address)
{
    const struct wifi_driver *const driver = driver_of(core);
    enum wifi_reason reason = as_joined(core);
    uint8_t found[4];

    if (host == NULL || address == NULL) {
        return wifi_refuse(core, WIFI_REASON_NULL);
    }
    const char *const end = memchr(host, '\0', WIFI_HOST_BYTES_MAX + 1u);
    reason = end == NULL || end == host ? WIFI_REASON_HOST_LENGTH : reason;
    if (driver->resolve == NULL && core->setup->resolve == NULL) {
        reason = WIFI_REASON_FEATURE;
    }
    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    const enum wifi_result result = driver->resolve != NULL
                                        ? driver->resolve(core->setup->device, host, found)
                                        : core->setup->resolve(host, found);
    if (result == WIFI_RESULT_OK) {
        memcpy(address, found, sizeof found);
    }
    return done(core, result);
}

WIFIReturnCode_t wifi_core_ping(struct wifi_core *core, const uint8_t *address, uint16_t count,
                                uint32_t interval_ms)
{
    static const uint8_t nobody[4] = {0, 0, 0, 0};
    const struct wifi_driver *const driver = driver_of(core);
    enum wifi_reason reason = as_joined(core);
    enum wifi_result best = WIFI_RESULT_TIMED_OUT;

    if (address == NULL) {
        return wifi_refuse(core, WIFI_REASON_NULL);
    }
    reason = memcmp(address, nobody, sizeof nobody) == 0 ? WIFI_REASON_ADDRESS : reason;
    reason = count == 0 ? WIFI_REASON_COUNT : reason;
    if (driver->ping == NULL && core->setup->ping == NULL) {
        reason = WIFI_REASON_FEATURE;
    }
    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    for (uint16_t i = 0; i < count; i++) {
        uint32_t ms = 0;
        if (i > 0 && interval_ms > 0 && core->setup->sleep_ms != NULL) {
            core->setup->sleep_ms(interval_ms);
        }
        const enum wifi_result result = driver->ping != NULL
                                            ? driver->ping(core->setup->device, address, &ms)
                                            : core->setup->ping(address, &ms);
        best = best == WIFI_RESULT_OK ? best : result;
    }
    return done(core, best);
}

/* ---- access point ---- */

WIFIReturnCode_t wifi_core_configure_point(struct wifi_core *core,
                                           const WIFINetworkParams_t *params)
{
    struct wifi_network network;

    if (driver_of(core)->access_point_start == NULL) {
        return wifi_refuse(core, WIFI_REASON_FEATURE);
    }
    enum wifi_reason reason = wifi_check_network(params, &network);
    if (reason == WIFI_REASON_NONE && !wifi_is_channel(params->cChannel)) {
        reason = WIFI_REASON_CHANNEL;
    }
    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    lib_wipe(core->password, sizeof core->password);
    memcpy(core->ssid, network.ssid, network.ssid_bytes);
    if (network.password_bytes > 0) {
        memcpy(core->password, network.password, network.password_bytes);
    }
    core->point = network;
    core->point.ssid = core->ssid;
    core->point.password = core->password;
    return eWiFiSuccess;
}

static enum wifi_reason as_point(const struct wifi_core *core)
{
    if (driver_of(core)->access_point_start == NULL) {
        return WIFI_REASON_FEATURE;
    }
    return core->on ? WIFI_REASON_NONE : WIFI_REASON_OFF;
}

/* A station again, if it was one when the access point was started. */
static void give_mode_back(struct wifi_core *core)
{
    if (core->borrowed) {
        (void)wifi_core_set_mode(core, eWiFiModeStation);
    }
}

WIFIReturnCode_t wifi_core_start_point(struct wifi_core *core)
{
    enum wifi_reason reason = as_point(core);

    if (reason == WIFI_REASON_NONE && core->point.ssid_bytes == 0) {
        reason = WIFI_REASON_NOT_CONFIGURED;
    }
    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    if (core->mode != WIFI_MODE_ACCESS_POINT) {
        const WIFIReturnCode_t changed = wifi_core_set_mode(core, eWiFiModeAP);
        if (changed != eWiFiSuccess) {
            return changed;
        }
        core->borrowed = true;
    }
    const enum wifi_result result =
        driver_of(core)->access_point_start(core->setup->device, &core->point);
    core->offering = result == WIFI_RESULT_OK;
    if (!core->offering) {
        give_mode_back(core);
    }
    return done(core, result);
}

WIFIReturnCode_t wifi_core_stop_point(struct wifi_core *core)
{
    const enum wifi_reason reason = as_point(core);

    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    if (core->mode != WIFI_MODE_ACCESS_POINT) {
        return eWiFiSuccess;
    }
    const enum wifi_result result = driver_of(core)->access_point_stop(core->setup->device);
    core->offering = core->offering && result != WIFI_RESULT_OK;
    if (result == WIFI_RESULT_OK) {
        give_mode_back(core);
    }
    return done(core, result);
}
