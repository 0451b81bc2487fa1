/* SPDX-License-Identifier: MIT */
#include "fake_interfaces.h"

struct fake_state fake;

static network_report_t report;

void fake_set(const struct network_interface *interface, bool up)
{
    if (interface == &fake_cable) {
        fake.cable_up = up;
    } else {
        fake.radio_up = up;
    }
    report(interface, up);
}

void fake_say(const struct network_interface *interface, bool up)
{
    report(interface, up);
}

static net_status_t start(const char *hostname, network_report_t to)
{
    (void)hostname;
    report = to;
    return NET_OK;
}

static net_status_t retry(void)
{
    if (fake.tries < FAKE_TRIES) {
        fake.tried_at[fake.tries] = xTaskGetTickCount();
    }
    fake.tries++;
    vTaskDelay(fake.try_ticks);
    if (fake.radio_reachable) {
        fake_set(&fake_radio, true);
    }
    return fake.radio_reachable ? NET_OK : NET_DOWN;
}

static bool cable_is_up(void)
{
    return fake.cable_up;
}

static bool radio_is_up(void)
{
    return fake.radio_up;
}

static uint32_t cable_address(void)
{
    return 1;
}

static uint32_t radio_address(void)
{
    return 2;
}

static net_status_t resolve(const char *name, uint32_t *address, uint32_t timeout_ms)
{
    (void)name;
    (void)timeout_ms;
    fake.asked++;
    *address = 3;
    return NET_OK;
}

static net_status_t ping(uint32_t address, uint32_t timeout_ms, uint32_t *round_trip_us)
{
    (void)address;
    (void)timeout_ms;
    *round_trip_us = 4;
    return NET_OK;
}

static time_service_status_t ask_time(const char *server, uint16_t port, uint32_t timeout_ms,
                                      uint64_t *unix_ms)
{
    (void)server;
    (void)port;
    (void)timeout_ms;
    *unix_ms = 5;
    return TIME_SERVICE_OK;
}

const struct network_interface fake_cable = {.name = "cable",
                                             .type = AWSIOT_NETWORK_TYPE_ETH,
                                             .start = start,
                                             .is_up = cable_is_up,
                                             .address = cable_address,
                                             .resolve = resolve,
                                             .ping = ping,
                                             .time = ask_time};
const struct network_interface fake_radio = {.name = "radio",
                                             .type = AWSIOT_NETWORK_TYPE_WIFI,
                                             .start = start,
                                             .retry = retry,
                                             .is_up = radio_is_up,
                                             .address = radio_address,
                                             .resolve = resolve,
                                             .ping = ping,
                                             .time = ask_time};
