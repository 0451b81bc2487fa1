/* SPDX-License-Identifier: MIT */
/* A try switches the radio on if it is off, and takes the kept networks in turn until one is
 * joined, the one that was joined last first. */
#include "net_wifi.h"

#include <string.h>

#include "board_radio.h"
#include "clock.h"
#include "iot_wifi.h"
#include "time_floor.h"
#include "wifi_board.h"
#include "wifi_service.h"

#define NAME_LENGTH_MAX 253u
#define SNTP_PORT       123u

_Static_assert(sizeof(uint32_t) == 4, "an address is four octets");

static network_report_t report;
static uint16_t last_good; /* index of a profile */

static bool is_up(void)
{
    return WIFI_IsConnected() != pdFALSE;
}

static void on_change(bool joined)
{
    report(&net_wifi, joined);
}

static net_status_t start(const char *hostname, network_report_t to)
{
    (void)hostname; /* the module's own goes out with DHCP */
    report = to;
    if (!wifi_board_start()) {
        return NET_NO_MEMORY;
    }
    wifi_watch(on_change);
    report(&net_wifi, is_up());
    return NET_OK;
}

static net_status_t join(void)
{
    for (uint16_t i = 0; i < wificonfigMAX_NETWORK_PROFILES; i++) {
        const uint16_t index = (uint16_t)((last_good + i) % wificonfigMAX_NETWORK_PROFILES);
        if (wifi_connect_profile(index) == eWiFiSuccess) {
            last_good = index;
            return NET_OK;
        }
        if (is_up()) { /* somebody else has joined one meanwhile */
            return NET_OK;
        }
    }
    return NET_DOWN;
}

static net_status_t retry(void)
{
    WIFIDeviceMode_t mode = eWiFiModeStation;

    if (WIFI_On() != eWiFiSuccess) {
        return NET_NO_DEVICE;
    }
    if (WIFI_GetMode(&mode) != eWiFiSuccess || mode != eWiFiModeStation) {
        return NET_DOWN; /* it offers a network of its own */
    }
    return join();
}

static uint32_t address(void)
{
    uint32_t found = 0;

    return WIFI_GetIP((uint8_t *)&found) == eWiFiSuccess ? found : 0;
}

static net_status_t status_of(WIFIReturnCode_t result)
{
    switch (result) {
    case eWiFiSuccess:
        return NET_OK;
    case eWiFiTimeout:
        return NET_TIMED_OUT;
    case eWiFiFailure:
    case eWiFiNotSupported:
        break;
    }
    switch (wifi_reason()) {
    case WIFI_REASON_REFUSED:
        return NET_NOT_FOUND;
    case WIFI_REASON_NO_MEMORY:
        return NET_NO_MEMORY;
    case WIFI_REASON_HOST_LENGTH:
        return NET_BAD_NAME;
    default:
        return NET_DOWN;
    }
}

/* "10.1.2.3": the module need not be asked. */
static bool is_dotted(const char *name, uint8_t octets[4])
{
    unsigned value = 0, digits = 0, place = 0;

    for (;; name++) {
        if (*name >= '0' && *name <= '9' && digits < 3) {
            value = value * 10u + (unsigned)(*name - '0');
            digits++;
            continue;
        }
        const bool is_end = *name == '\0' && place == 3;
        if (digits == 0 || value > UINT8_MAX || (!is_end && (*name != '.' || place == 3))) {
            return false;
        }
        octets[place++] = (uint8_t)value;
        value = digits = 0;
        if (is_end) {
            return true;
        }
    }
}

/* The module's own time-out is 15 s; a shorter one is not kept. */
static net_status_t resolve(const char *name, uint32_t *found, uint32_t timeout_ms)
{
    uint8_t octets[4];
    net_status_t status = NET_OK;

    (void)timeout_ms;
    if (strnlen(name, NAME_LENGTH_MAX + 1u) - 1u >= NAME_LENGTH_MAX) {
        return NET_BAD_NAME;
    }
    if (!is_dotted(name, octets)) {
        status = status_of(WIFI_GetHostIP((char *)(uintptr_t)name, octets));
    }
    if (status == NET_OK) {
        memcpy(found, octets, sizeof octets);
    }
    return status;
}

static net_status_t ping(uint32_t whom, uint32_t timeout_ms, uint32_t *round_trip_us)
{
    const uint64_t start_us = clock_monotonic_us();
    uint8_t octets[4];

    (void)timeout_ms; /* the module has its own */
    memcpy(octets, &whom, sizeof octets);
    switch (WIFI_Ping(octets, 1, 0)) {
    case eWiFiSuccess:
        break;
    case eWiFiTimeout:
        return NET_TIMED_OUT;
    case eWiFiFailure:
    case eWiFiNotSupported:
        return NET_DOWN;
    }
    if (round_trip_us != NULL) {
        *round_trip_us = (uint32_t)(clock_monotonic_us() - start_us);
    }
    return NET_OK;
}

static time_service_status_t ask_time(const char *server, uint16_t port, uint32_t timeout_ms,
                                      uint64_t *unix_ms)
{
    struct offload_device *const modem = board_offload();
    uint64_t unix_s;

    (void)timeout_ms; /* the module's is 15 s */
    if (modem == NULL || port != SNTP_PORT) {
        return TIME_SERVICE_NO_SOCKET;
    }
    switch (modem->driver->learn_time(modem, server, &unix_s)) {
    case 0:
        break;
    case OFFLOAD_TIMED_OUT:
        return TIME_SERVICE_NO_ANSWER;
    case OFFLOAD_INVALID:
    case OFFLOAD_DOWN:
        return TIME_SERVICE_NO_ADDRESS;
    default:
        return TIME_SERVICE_NO_SOCKET;
    }
    if (unix_s * 1000u < time_floor_unix_ms) {
        return TIME_SERVICE_UNUSABLE;
    }
    *unix_ms = unix_s * 1000u;
    return TIME_SERVICE_OK;
}

const struct network_interface net_wifi = {
    .name = "wifi",
    .type = AWSIOT_NETWORK_TYPE_WIFI,
    .start = start,
    .retry = retry,
    .is_up = is_up,
    .address = address,
    .resolve = resolve,
    .ping = ping,
    .time = ask_time,
};
