/* SPDX-License-Identifier: MIT */
/* What a radio may have besides joining: modes, an access point, scans, addresses, echo, power. */
#include <string.h>

#include "radio.h"
#include "test.h"
#include "wifi_kit.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void a_radio_without_a_feature_says_so(void)
{
    uint8_t bytes[4] = {1, 2, 3, 4};
    WIFIPMMode_t power;

    begin(true);
    radio_driver.resolve = NULL;
    radio_driver.ping = NULL;
    radio_driver.access_point_start = NULL;
    radio_driver.set_power = NULL;
    radio_driver.set_mode = NULL;
    radio_driver.modes = 0x01;
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    radio_asked[0] = '\0';
    CHECK_EQ(wifi_core_host(&core, "a", bytes), eWiFiNotSupported);
    CHECK_EQ(wifi_core_ping(&core, bytes, 1, 0), eWiFiNotSupported);
    CHECK_EQ(wifi_core_configure_point(&core, &home), eWiFiNotSupported);
    CHECK_EQ(wifi_core_start_point(&core), eWiFiNotSupported);
    CHECK_EQ(wifi_core_stop_point(&core), eWiFiNotSupported);
    CHECK_EQ(wifi_core_set_power(&core, eWiFiPMNormal), eWiFiNotSupported);
    CHECK_EQ(wifi_core_get_power(&core, &power), eWiFiNotSupported);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeAP), eWiFiNotSupported);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeStation), eWiFiSuccess);
    CHECK_EQ(wifi_profile_delete(&core, 0), eWiFiNotSupported);
    CHECK_EQ(core.reason, WIFI_REASON_NO_STORE);
    CHECK_EQ(asked(""), 1);
}

static enum wifi_result stack_resolve(const char *host, uint8_t address[4])
{
    memcpy(address, "\x7f\x00\x00\x01", 4);
    return strcmp(host, "known") == 0 ? WIFI_RESULT_OK : WIFI_RESULT_FAILED;
}

static void where_tcp_ip_is_here_it_is_asked(void)
{
    uint8_t bytes[4] = {9, 9, 9, 9};

    begin(true);
    radio_driver.resolve = NULL;
    setup.resolve = stack_resolve;
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(wifi_core_host(&core, "other", bytes), eWiFiFailure);
    CHECK_EQ(memcmp(bytes, "\x09\x09\x09\x09", 4), 0);
    CHECK_EQ(wifi_core_host(&core, "known", bytes), eWiFiSuccess);
    CHECK_EQ(memcmp(bytes, "\x7f\x00\x00\x01", 4), 0);
}

static void modes_are_station_and_access_point(void)
{
    WIFIDeviceMode_t mode = eWiFiModeP2P;

    begin(true);
    CHECK_EQ(wifi_core_get_mode(&core, &mode), eWiFiSuccess);
    CHECK_EQ(mode, eWiFiModeStation);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeP2P), eWiFiNotSupported);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeNotSupported), eWiFiNotSupported);
    CHECK_EQ(wifi_core_set_mode(&core, (WIFIDeviceMode_t)9), eWiFiNotSupported);
    CHECK_EQ(asked(""), 1);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeAP), eWiFiSuccess);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeAP), eWiFiSuccess);
    CHECK_EQ(asked("mode:2"), 1);
    CHECK_EQ(wifi_core_get_mode(&core, &mode), eWiFiSuccess);
    CHECK_EQ(mode, eWiFiModeAP);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_NOT_A_STATION);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeStation), eWiFiSuccess);
    CHECK_EQ(asked("mode:1"), 1);
}

static void an_access_point_is_configured_then_started(void)
{
    char ssid[] = "setup", password[] = "12345678";
    const WIFINetworkParams_t params = {ssid, 5, password, 8, eWiFiSecurityWPA2, 11};

    begin(true);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeAP), eWiFiSuccess);
    CHECK_EQ(wifi_core_start_point(&core), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_NOT_CONFIGURED);
    CHECK_EQ(wifi_core_configure_point(&core, &params), eWiFiSuccess);
    memset(ssid, 0, sizeof ssid); /* it was copied */
    memset(password, 0, sizeof password);
    CHECK_EQ(wifi_core_start_point(&core), eWiFiSuccess);
    CHECK_EQ(asked("mode:2 start:setup/12345678/2/11"), 1);
    CHECK_EQ(core.offering, 1);
    CHECK_EQ(wifi_core_stop_point(&core), eWiFiSuccess);
    CHECK_EQ(core.offering, 0);
    CHECK_EQ(asked("stop"), 1);
    CHECK_EQ(wifi_core_disconnect(&core), eWiFiSuccess); /* nothing is joined */
    CHECK_EQ(asked(""), 1);
}

static void a_station_is_an_access_point_from_start_to_stop(void)
{
    const WIFINetworkParams_t params = {"setup", 5, NULL, 0, eWiFiSecurityOpen, 0};

    begin(true);
    CHECK_EQ(wifi_core_configure_point(&core, &params), eWiFiSuccess);
    CHECK_EQ(wifi_core_stop_point(&core), eWiFiSuccess);
    CHECK_EQ(asked(""), 1);
    CHECK_EQ(wifi_core_start_point(&core), eWiFiSuccess);
    CHECK_EQ(wifi_core_stop_point(&core), eWiFiSuccess);
    CHECK_EQ(asked("mode:2 start:setup//0/0 stop mode:1"), 1);
    CHECK_EQ(wifi_core_start_point(&core), eWiFiSuccess);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeAP), eWiFiSuccess); /* now it is meant */
    CHECK_EQ(wifi_core_stop_point(&core), eWiFiSuccess);
    CHECK_EQ(asked("mode:2 start:setup//0/0 stop"), 1);
}

static void a_scan_keeps_the_strongest_in_order(void)
{
    static const struct wifi_found air[] = {
        {"middle", 6, {1}, WIFI_SECURITY_WPA2, 1, -60},
        {"weak", 4, {2}, WIFI_SECURITY_WEP, 2, -80},
        {"strong", 6, {3}, WIFI_SECURITY_OPEN, 3, -30},
        {"", 0, {4}, WIFI_SECURITY_WPA3, 4, -50},
        {"other", 5, {5}, WIFI_SECURITY_OTHER, 14, -60},
    };
    static const char *const names[] = {"strong", "", "middle", "other", "weak"};

    for (uint8_t room = 1; room <= 6; room++) {
        WIFIScanResult_t *const results = malloc(room * sizeof results[0]);
        begin(true);
        radio_air = air;
        radio_air_count = COUNT(air);
        CHECK_EQ(wifi_core_scan(&core, results, room), eWiFiSuccess);
        for (unsigned i = 0; i < room; i++) {
            CHECK_EQ(strcmp(results[i].cSSID, i < COUNT(names) ? names[i] : ""), 0);
            CHECK_EQ(results[i].ucHidden, i == 1 ? 1 : 0);
        }
        CHECK_EQ(results[0].cRSSI == -30 && results[0].cChannel == 3, 1);
        CHECK_EQ(room < 4 || results[3].xSecurity == eWiFiSecurityNotSupported, 1);
        CHECK_EQ(room < 5 || results[4].xSecurity == eWiFiSecurityWEP, 1);
        free(results);
    }
    WIFIScanResult_t none[1];
    CHECK_EQ(wifi_core_scan(&core, none, 0), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_COUNT);
}

static void a_name_of_32_bytes_fits(void)
{
    struct wifi_found one = {.ssid_bytes = 32, .rssi = -40};
    WIFIScanResult_t result;

    memset(one.ssid, 'n', sizeof one.ssid);
    begin(true);
    radio_air = &one;
    radio_air_count = 1;
    CHECK_EQ(wifi_core_scan(&core, &result, 1), eWiFiSuccess);
    CHECK_EQ(strlen(result.cSSID), 32);
}

static void addresses_need_a_network(void)
{
    uint8_t bytes[6] = {0};
    char host[256];

    begin(true);
    CHECK_EQ(wifi_core_ip(&core, bytes), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_NOT_JOINED);
    CHECK_EQ(wifi_core_mac(&core, bytes), eWiFiSuccess);
    CHECK_EQ(memcmp(bytes, "\x02\xd0\x11\x00\x00\x01", 6), 0);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(wifi_core_ip(&core, bytes), eWiFiSuccess);
    CHECK_EQ(memcmp(bytes, "\xc0\xa8\x03\x70", 4), 0);
    radio_asked[0] = '\0';
    memset(host, 'h', sizeof host);
    host[254] = '\0';
    CHECK_EQ(wifi_core_host(&core, host, bytes), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_HOST_LENGTH);
    CHECK_EQ(wifi_core_host(&core, "", bytes), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_HOST_LENGTH);
    CHECK_EQ(asked(""), 1);
    host[253] = '\0';
    CHECK_EQ(wifi_core_host(&core, host, bytes), eWiFiSuccess);
    CHECK_EQ(memcmp(bytes, "\x0a\x00\x00\x05", 4), 0);
}

static uint32_t slept;

static void sleep_ms(uint32_t ms)
{
    slept += ms;
}

static void an_echo_is_asked_as_often_as_said(void)
{
    const uint8_t host[4] = {10, 0, 0, 5}, nobody[4] = {0};

    begin(true);
    setup.sleep_ms = sleep_ms;
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    radio_asked[0] = '\0';
    CHECK_EQ(wifi_core_ping(&core, nobody, 1, 0), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_ADDRESS);
    CHECK_EQ(wifi_core_ping(&core, host, 0, 0), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_COUNT);
    CHECK_EQ(asked(""), 1);
    slept = 0;
    CHECK_EQ(wifi_core_ping(&core, host, 3, 100), eWiFiSuccess);
    CHECK_EQ(asked("ping:10.0.0.5 ping:10.0.0.5 ping:10.0.0.5"), 1);
    CHECK_EQ(slept, 200);
    radio_result = WIFI_RESULT_TIMED_OUT;
    CHECK_EQ(wifi_core_ping(&core, host, 2, 0), eWiFiTimeout);
}

static void power_modes_are_kept(void)
{
    WIFIPMMode_t power = eWiFiPMNotSupported;

    begin(true);
    CHECK_EQ(wifi_core_get_power(&core, &power), eWiFiSuccess);
    CHECK_EQ(power, eWiFiPMNormal);
    CHECK_EQ(wifi_core_set_power(&core, eWiFiPMNotSupported), eWiFiNotSupported);
    CHECK_EQ(asked(""), 1);
    CHECK_EQ(wifi_core_set_power(&core, eWiFiPMAlwaysOn), eWiFiSuccess);
    CHECK_EQ(asked("power:2"), 1);
    radio_result = WIFI_RESULT_FAILED;
    CHECK_EQ(wifi_core_set_power(&core, eWiFiPMLowPower), eWiFiFailure);
    CHECK_EQ(wifi_core_get_power(&core, &power), eWiFiSuccess);
    CHECK_EQ(power, eWiFiPMAlwaysOn);
}

int main(void)
{
    RUN(a_radio_without_a_feature_says_so);
    RUN(where_tcp_ip_is_here_it_is_asked);
    RUN(modes_are_station_and_access_point);
    RUN(an_access_point_is_configured_then_started);
    RUN(a_station_is_an_access_point_from_start_to_stop);
    RUN(a_scan_keeps_the_strongest_in_order);
    RUN(a_name_of_32_bytes_fits);
    RUN(addresses_need_a_network);
    RUN(an_echo_is_asked_as_often_as_said);
    RUN(power_modes_are_kept);
    return 0;
}
