/* SPDX-License-Identifier: MIT */
/* WIFI_* as programs use it that were written against the published reference, over a radio that
 * was written against hal/include/wifi.h. */
#include "iot_wifi.h"

#include <string.h>

#include "conformance.h"
#include "wifi_air.h"
#include "wifi_service.h"

static const WIFINetworkParams_t home = {"home", 4, "password1", 9, eWiFiSecurityWPA2, 0};
static unsigned ups, downs;
static WIFIReturnCode_t asked_inside;
static unsigned watched;

static void watch(bool joined)
{
    watched = watched * 2u + (joined ? 1u : 0u);
}

static void changed(uint32_t type, AwsIotNetworkState_t state)
{
    uint8_t address[4];

    CHECK_EQ(type, AWSIOT_NETWORK_TYPE_WIFI);
    ups += state == eNetworkStateEnabled;
    downs += state == eNetworkStateDisabled;
    asked_inside = WIFI_GetIP(address); /* which it must not */
}

static void begin(bool on)
{
    air_during = NULL;
    (void)WIFI_RegisterNetworkStateChangeEventCallback(NULL);
    (void)WIFI_Off();
    air_new();
    if (on) {
        CHECK_EQ(WIFI_On(), eWiFiSuccess);
    }
    ups = downs = air_calls = 0;
}

static void join_home(void)
{
    CHECK_EQ(WIFI_ConnectAP(&home), eWiFiSuccess);
    CHECK_EQ(WIFI_IsConnected(), pdTRUE);
}

static void before_on_every_call_fails_and_nothing_is_asked(void)
{
    uint8_t bytes[6] = {10, 0, 0, 1};
    WIFIScanResult_t found[1];
    WIFIDeviceMode_t mode;
    WIFIPMMode_t power;

    begin(false);
    CHECK_EQ(WIFI_ConnectAP(&home), eWiFiFailure);
    CHECK_EQ(WIFI_Disconnect(), eWiFiFailure);
    CHECK_EQ(WIFI_Scan(found, 1), eWiFiFailure);
    CHECK_EQ(WIFI_GetIP(bytes), eWiFiFailure);
    CHECK_EQ(WIFI_GetMAC(bytes), eWiFiFailure);
    CHECK_EQ(WIFI_GetHostIP("a.example", bytes), eWiFiFailure);
    CHECK_EQ(WIFI_Ping(bytes, 1, 0), eWiFiFailure);
    CHECK_EQ(WIFI_StartAP(), eWiFiFailure);
    CHECK_EQ(WIFI_StopAP(), eWiFiFailure);
    CHECK_EQ(WIFI_SetMode(eWiFiModeAP), eWiFiFailure);
    CHECK_EQ(WIFI_GetMode(&mode), eWiFiFailure);
    CHECK_EQ(WIFI_SetPMMode(eWiFiPMNormal, NULL), eWiFiFailure);
    CHECK_EQ(WIFI_GetPMMode(&power, NULL), eWiFiFailure);
    CHECK_EQ(WIFI_IsConnected(), pdFALSE);
    CHECK_EQ(air_calls, 0);
    CHECK_EQ(WIFI_On(), eWiFiSuccess);
    CHECK_EQ(WIFI_On(), eWiFiSuccess);
    CHECK_EQ(WIFI_Off(), eWiFiSuccess);
    CHECK_EQ(WIFI_Off(), eWiFiSuccess);
    CHECK_EQ(air_calls, 2);
}

/* The order of calls in the guide: join, ask, scan, offer. */
static void the_guides_calls_work_in_its_order(void)
{
    WIFINetworkParams_t own = {"mine", 4, "password9", 9, eWiFiSecurityWPA2, 1};
    WIFIDeviceMode_t mode = eWiFiModeNotSupported;
    WIFIPMMode_t power = eWiFiPMNotSupported;
    WIFIScanResult_t found[10];
    uint8_t bytes[6];

    begin(true);
    CHECK_EQ(WIFI_SetMode(eWiFiModeStation), eWiFiSuccess);
    CHECK_EQ(WIFI_Scan(found, 10), eWiFiSuccess);
    CHECK_EQ(strcmp(found[0].cSSID, "home"), 0);
    join_home();
    CHECK_EQ(WIFI_GetIP(bytes), eWiFiSuccess);
    CHECK_EQ(bytes[0] == 10 && bytes[3] == 6, 1);
    CHECK_EQ(WIFI_GetMAC(bytes), eWiFiSuccess);
    CHECK_EQ(WIFI_GetHostIP("a.example", bytes), eWiFiSuccess);
    CHECK_EQ(WIFI_GetHostIP("nowhere.example", bytes), eWiFiFailure);
    CHECK_EQ(WIFI_Ping(bytes, 3, 10), eWiFiSuccess);
    CHECK_EQ(WIFI_SetPMMode(eWiFiPMLowPower, NULL), eWiFiSuccess);
    CHECK_EQ(WIFI_GetPMMode(&power, NULL), eWiFiSuccess);
    CHECK_EQ(power, eWiFiPMLowPower);
    CHECK_EQ(WIFI_ConfigureAP(&own), eWiFiSuccess);
    CHECK_EQ(WIFI_StartAP(), eWiFiSuccess);
    CHECK_EQ(WIFI_IsConnected(), pdFALSE);
    CHECK_EQ(WIFI_GetMode(&mode), eWiFiSuccess);
    CHECK_EQ(mode, eWiFiModeAP);
    CHECK_EQ(air_is_offering, 1);
    CHECK_EQ(WIFI_Disconnect(), eWiFiSuccess);
    CHECK_EQ(WIFI_StopAP(), eWiFiSuccess);
    join_home();
    CHECK_EQ(WIFI_Reset(), eWiFiSuccess);
    CHECK_EQ(WIFI_IsConnected(), pdFALSE);
    join_home();
    CHECK_EQ(air_breaches, 0);
}

static void a_change_is_told_once_and_the_same_network_is_none(void)
{
    WIFINetworkParams_t wrong = home;

    begin(true);
    wifi_watch(watch);
    CHECK_EQ(WIFI_RegisterNetworkStateChangeEventCallback(changed), eWiFiSuccess);
    join_home();
    join_home();
    CHECK_EQ(air_joins, 1);
    CHECK_EQ(ups == 1 && downs == 0, 1);
    wrong.pcPassword = "password2";
    CHECK_EQ(WIFI_ConnectAP(&wrong), eWiFiFailure);
    CHECK_EQ(WIFI_IsConnected(), pdFALSE);
    CHECK_EQ(ups == 1 && downs == 1, 1);
    join_home();
    air_lose();
    CHECK_EQ(ups == 2 && downs == 2, 1);
    join_home();
    CHECK_EQ(WIFI_Off(), eWiFiSuccess);
    CHECK_EQ(ups == 3 && downs == 3, 1);
    CHECK_EQ(watched, 0x2A); /* + - + - + - */
    wifi_watch(NULL);
}

static void whatever_is_refused_leaves_nothing_joined(void)
{
    static char text[256];
    static const struct {
        const char *name, *ssid;
        int ssid_bytes;
        const char *password;
        int password_bytes, security;
        WIFIReturnCode_t result;
    } cases[] = {
        {"NULL name", NULL, 4, text, 9, eWiFiSecurityWPA2, eWiFiFailure},
        {"no name", text, 0, text, 9, eWiFiSecurityWPA2, eWiFiFailure},
        {"name", text, wificonfigMAX_SSID_LEN + 1, text, 9, eWiFiSecurityWPA2, eWiFiFailure},
        {"NULL password", text, 4, NULL, 9, eWiFiSecurityWPA2, eWiFiFailure},
        {"no password", text, 4, text, 0, eWiFiSecurityWPA2, eWiFiFailure},
        {"short", text, 4, text, 7, eWiFiSecurityWPA2, eWiFiFailure},
        {"long", text, 4, text, wificonfigMAX_PASSPHRASE_LEN + 1, eWiFiSecurityWPA2, eWiFiFailure},
        {"WEP", "old", 3, "abcde", 5, eWiFiSecurityWEP, eWiFiNotSupported},
        {"none", text, 4, text, 9, eWiFiSecurityNotSupported, eWiFiNotSupported},
        {"99", text, 4, text, 9, 99, eWiFiNotSupported},
        {"nobody", "nobody", 6, text, 9, eWiFiSecurityWPA2, eWiFiFailure},
    };

    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const WIFINetworkParams_t params = {cases[i].ssid,
                                            (uint8_t)cases[i].ssid_bytes,
                                            cases[i].password,
                                            (uint8_t)cases[i].password_bytes,
                                            (WIFISecurity_t)cases[i].security,
                                            0};
        conformance_case = cases[i].name;
        begin(true);
        join_home();
        CHECK_EQ(WIFI_ConnectAP(&params), cases[i].result);
        CHECK_EQ(WIFI_IsConnected(), pdFALSE);
        CHECK_EQ(air_joined == NULL && air_breaches == 0, 1);
    }
    conformance_case = NULL;
}

static void names_from_the_air_are_bytes(void)
{
    static const struct {
        const char *name;
        uint8_t bytes;
    } names[] = {{"a\0b", 3},           {"\r\nOK\r\n", 6},
                 {"\"quoted\",\\", 10}, {"\xC3\xA4\xE2\x82\xAC", 5},
                 {"\0\0\0\0", 4},       {"0123456789abcdef0123456789ABCDEF", 32}};
    static WIFIScanResult_t found[UINT8_MAX];

    begin(true);
    for (unsigned i = 0; i < 40; i++) {
        const unsigned k = i % (sizeof names / sizeof names[0]);
        air_points[i] = (struct air_point){{.ssid_bytes = names[k].bytes,
                                            .bssid = {2, 0, 0, 0, 0, (uint8_t)i},
                                            .security = WIFI_SECURITY_OPEN,
                                            .channel = 1,
                                            .rssi = (int8_t)-i},
                                           ""};
        memcpy(air_points[i].found.ssid, names[k].name, names[k].bytes);
    }
    air_point_count = 40;
    memset(found, 0x77, sizeof found);
    CHECK_EQ(WIFI_Scan(found, UINT8_MAX), eWiFiSuccess);
    for (unsigned i = 0; i < 40; i++) {
        const unsigned k = i % (sizeof names / sizeof names[0]);
        CHECK_EQ(memcmp(found[i].cSSID, names[k].name, names[k].bytes), 0);
        CHECK_EQ(found[i].cSSID[names[k].bytes], '\0');
        CHECK_EQ(found[i].ucHidden, names[k].name[0] == '\0');
        CHECK_EQ(found[i].ucBSSID[5], i);
    }
    CHECK_EQ(found[40].cRSSI == 0 && found[254].cRSSI == 0, 1);
    for (unsigned k = 0; k < sizeof names / sizeof names[0]; k++) {
        const WIFINetworkParams_t params = {
            names[k].name, names[k].bytes, NULL, 0, eWiFiSecurityOpen, 0};
        CHECK_EQ(WIFI_ConnectAP(&params), k == 4 ? eWiFiFailure : eWiFiSuccess);
    }
    CHECK_EQ(air_breaches, 0);
}

static const char *restart_in;

static bool restart(const char *call)
{
    return strcmp(call, restart_in) != 0;
}

/* The radio starts anew in the middle of each call: that call fails, and the next works. */
static void a_restart_in_any_call_is_got_over(void)
{
    static const char *const calls[] = {"join",        "leave",      "scan",
                                        "mac",         "address",    "set_mode",
                                        "point_start", "point_stop", "set_power"};
    WIFINetworkParams_t own = {"mine", 4, NULL, 0, eWiFiSecurityOpen, 0};
    WIFIScanResult_t found[1];
    uint8_t bytes[6];

    for (unsigned i = 0; i < sizeof calls / sizeof calls[0]; i++) {
        conformance_case = restart_in = calls[i];
        begin(true);
        CHECK_EQ(WIFI_ConfigureAP(&own), eWiFiSuccess);
        air_during = restart;
        unsigned failed = 0;
        failed += WIFI_SetPMMode(eWiFiPMLowPower, NULL) != eWiFiSuccess;
        failed += WIFI_ConnectAP(&home) != eWiFiSuccess;
        failed += WIFI_GetMAC(bytes) != eWiFiSuccess;
        failed += WIFI_GetIP(bytes) != eWiFiSuccess;
        failed += WIFI_Scan(found, 1) != eWiFiSuccess;
        failed += WIFI_Disconnect() != eWiFiSuccess;
        failed += WIFI_StartAP() != eWiFiSuccess;
        failed += WIFI_StopAP() != eWiFiSuccess;
        CHECK_EQ(failed > 0, 1);
        air_during = NULL;
        CHECK_EQ(WIFI_StartAP(), eWiFiSuccess);
        CHECK_EQ(air_is_offering, 1);
        CHECK_EQ(WIFI_StopAP(), eWiFiSuccess);
        CHECK_EQ(WIFI_SetMode(eWiFiModeStation), eWiFiSuccess);
        join_home();
        CHECK_EQ(air_breaches, 0);
    }
    conformance_case = NULL;
}

static void a_call_back_that_asks_gets_an_answer_at_once(void)
{
    begin(true);
    (void)WIFI_RegisterNetworkStateChangeEventCallback(changed);
    const TickType_t start = xTaskGetTickCount();
    join_home();
    CHECK_EQ(asked_inside, eWiFiTimeout);
    asked_inside = eWiFiSuccess;
    air_lose(); /* as the radio's task does */
    CHECK_EQ(asked_inside, eWiFiTimeout);
    CHECK_EQ(xTaskGetTickCount() - start < 10, 1);
    join_home();
}

/* ---- several tasks ---- */

static TickType_t join_ticks;

static bool take_time(const char *call)
{
    if (strcmp(call, "join") == 0) {
        vTaskDelay(join_ticks);
    }
    return true;
}

static WIFIReturnCode_t join_result;

static void join_slowly(void *arg)
{
    (void)arg;
    join_result = WIFI_ConnectAP(&home);
    event('j');
    park();
}

static void off_waits_for_a_join_of_another_task(void)
{
    begin(true);
    events_clear();
    air_during = take_time;
    join_ticks = 100;
    join_result = eWiFiTimeout;
    (void)spawn(join_slowly, P_HIGH, NULL);
    CHECK_EQ(WIFI_Off(), eWiFiSuccess);
    event('o');
    CHECK_EVENTS("jo");
    CHECK_EQ(join_result, eWiFiSuccess);
    CHECK_EQ(WIFI_IsConnected(), pdFALSE);
    CHECK_EQ(air_breaches, 0);
}

static void who_waits_too_long_is_told_so(void)
{
    const TickType_t most = pdMS_TO_TICKS(wificonfigMAX_SEMAPHORE_WAIT_TIME_MS);
    uint8_t bytes[6];

    begin(true);
    air_during = take_time;
    join_ticks = most + 100;
    join_result = eWiFiTimeout;
    (void)spawn(join_slowly, P_HIGH, NULL);
    const TickType_t start = xTaskGetTickCount();
    CHECK_EQ(WIFI_GetMAC(bytes), eWiFiTimeout);
    CHECK_EQ(wifi_reason(), WIFI_REASON_BUSY);
    CHECK_EQ(xTaskGetTickCount() - start - most < 2, 1);
    CHECK_EQ(WIFI_GetMAC(bytes), eWiFiSuccess);
    CHECK_EQ(join_result, eWiFiSuccess);
    CHECK_EQ(air_breaches, 0);
}

void conformance_before_scheduler(void)
{
    static const struct wifi_setup setup = {.device = &air_device};

    air_new();
    CHECK_EQ(WIFI_On(), eWiFiNotSupported); /* nobody has said which radio */
    CHECK_EQ(wifi_reason(), WIFI_REASON_NO_RADIO);
    CHECK_EQ(wifi_service_init(&setup), 1);
}

CONFORMANCE_MAIN("wifi_reference", TEST(before_on_every_call_fails_and_nothing_is_asked),
                 TEST(the_guides_calls_work_in_its_order),
                 TEST(a_change_is_told_once_and_the_same_network_is_none),
                 TEST(whatever_is_refused_leaves_nothing_joined),
                 TEST(names_from_the_air_are_bytes), TEST(a_restart_in_any_call_is_got_over),
                 TEST(a_call_back_that_asks_gets_an_answer_at_once),
                 TEST(off_waits_for_a_join_of_another_task), TEST(who_waits_too_long_is_told_so))
