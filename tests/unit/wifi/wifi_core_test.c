/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "exact.h"
#include "radio.h"
#include "test.h"
#include "wifi_kit.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void a_network_is_joined_as_it_was_named(void)
{
    begin(true);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(asked("join:home/secret12/2/6/20000"), 1);
    CHECK_EQ(core.joined, 1);
    /* Lengths that count a literal's NUL in, and an open network, whose passphrase is not read. */
    const WIFINetworkParams_t literal = {"home", 5, "secret12", 9, eWiFiSecurityWPA3, 0};
    CHECK_EQ(wifi_core_connect(&core, &literal), eWiFiSuccess);
    CHECK_EQ(asked("join:home/secret12/3/0/20000"), 1);
    const WIFINetworkParams_t open = {"cafe", 4, NULL, 77, eWiFiSecurityOpen, 14};
    CHECK_EQ(wifi_core_connect(&core, &open), eWiFiSuccess);
    CHECK_EQ(asked("join:cafe//0/14/20000"), 1);
    CHECK_EQ(strcmp(changes, "+-+-+"), 0);
}

static void parameters_are_checked_before_anything_is_sent(void)
{
    static char text[256];
    static const struct {
        const char *name, *ssid;
        int ssid_bytes, security, channel;
        const char *password;
        int password_bytes;
        WIFIReturnCode_t result;
        enum wifi_reason reason;
    } cases[] = {
        {"no name", NULL, 4, eWiFiSecurityWPA2, 0, text, 8, eWiFiFailure, WIFI_REASON_NULL},
        {"empty", text, 0, eWiFiSecurityWPA2, 0, text, 8, eWiFiFailure, WIFI_REASON_SSID_LENGTH},
        {"NUL alone", "", 1, eWiFiSecurityWPA2, 0, text, 8, eWiFiFailure, WIFI_REASON_SSID_LENGTH},
        {"32", text, 32, eWiFiSecurityWPA2, 0, text, 8, eWiFiSuccess, WIFI_REASON_NONE},
        {"33", text, 33, eWiFiSecurityWPA2, 0, text, 8, eWiFiFailure, WIFI_REASON_SSID_LENGTH},
        {"255", text, 255, eWiFiSecurityOpen, 0, text, 8, eWiFiFailure, WIFI_REASON_SSID_LENGTH},
        {"WEP", text, 4, eWiFiSecurityWEP, 0, text, 8, eWiFiNotSupported, WIFI_REASON_SECURITY},
        {"none", text, 4, eWiFiSecurityNotSupported, 0, text, 8, eWiFiNotSupported,
         WIFI_REASON_SECURITY},
        {"6", text, 4, 6, 0, text, 8, eWiFiNotSupported, WIFI_REASON_SECURITY},
        {"-1", text, 4, -1, 0, text, 8, eWiFiNotSupported, WIFI_REASON_SECURITY},
        {"no passphrase", text, 4, eWiFiSecurityWPA, 0, NULL, 8, eWiFiFailure, WIFI_REASON_NULL},
        {"7", text, 4, eWiFiSecurityWPA, 0, text, 7, eWiFiFailure, WIFI_REASON_PASSWORD_LENGTH},
        {"0", text, 4, eWiFiSecurityWPA2, 0, text, 0, eWiFiFailure, WIFI_REASON_PASSWORD_LENGTH},
        {"63", text, 4, eWiFiSecurityWPA3, 0, text, 63, eWiFiSuccess, WIFI_REASON_NONE},
        {"64", text, 4, eWiFiSecurityWPA3, 0, text, 64, eWiFiFailure, WIFI_REASON_PASSWORD_LENGTH},
    };
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < COUNT(cases); i++) {
        test_case = cases[i].name;
        const WIFINetworkParams_t params = {cases[i].ssid,
                                            (uint8_t)cases[i].ssid_bytes,
                                            cases[i].password,
                                            (uint8_t)cases[i].password_bytes,
                                            (WIFISecurity_t)cases[i].security,
                                            (int8_t)cases[i].channel};
        begin(true);
        CHECK_EQ(wifi_core_connect(&core, &params), cases[i].result);
        CHECK_EQ(core.reason, cases[i].reason);
        CHECK_EQ(strlen(radio_asked) > 0, cases[i].result == eWiFiSuccess);
        begin(true);
        CHECK_EQ(wifi_core_configure_point(&core, &params), cases[i].result);
        CHECK_EQ(core.reason, cases[i].reason);
        CHECK_EQ(asked(""), 1);
    }
    begin(true);
    CHECK_EQ(wifi_core_connect(&core, NULL), eWiFiFailure);
    CHECK_EQ(core.reason, WIFI_REASON_NULL);
    CHECK_EQ(asked(""), 1);
}

/* Examples of 201906 join with a structure whose channel was never written. */
static void what_is_no_channel_is_any_to_join_and_none_to_offer(void)
{
    WIFINetworkParams_t params = home;

    for (int channel = INT8_MIN; channel <= INT8_MAX; channel++) {
        const bool is_one = channel >= 0 && channel <= 14;
        begin(true);
        params.cChannel = (int8_t)channel;
        CHECK_EQ(wifi_core_connect(&core, &params), eWiFiSuccess);
        CHECK_EQ(strstr(radio_asked, "/0/20000") != NULL, channel == 0 || !is_one);
        CHECK_EQ(wifi_core_configure_point(&core, &params), is_one ? eWiFiSuccess : eWiFiFailure);
        CHECK_EQ(core.reason, is_one ? WIFI_REASON_NONE : WIFI_REASON_CHANNEL);
    }
}

/* A length that is wrong, of a text that is as long as its array: no byte behind it is read. */
static void a_wrong_length_reads_nothing_behind_the_text(void)
{
    char *const text = exact_copy("home", 5);
    WIFINetworkParams_t params = {text, 0, text, 8, eWiFiSecurityOpen, 0};

    begin(true);
    for (unsigned length = wificonfigMAX_SSID_LEN + 1; length <= UINT8_MAX; length++) {
        params.ucSSIDLength = (uint8_t)length;
        CHECK_EQ(wifi_core_connect(&core, &params), eWiFiFailure);
        CHECK_EQ(core.reason, WIFI_REASON_SSID_LENGTH);
    }
    params = (WIFINetworkParams_t){text, 4, text, 64, eWiFiSecurityWPA2, 0};
    for (unsigned length = 64; length <= UINT8_MAX; length++) {
        params.ucPasswordLength = (uint8_t)length;
        CHECK_EQ(wifi_core_connect(&core, &params), eWiFiFailure);
        CHECK_EQ(core.reason, WIFI_REASON_PASSWORD_LENGTH);
    }
    free(text);
}

static void the_same_network_again_is_left_alone(void)
{
    WIFINetworkParams_t other = home;

    begin(true);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    radio_asked[0] = '\0';
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(asked(""), 1);
    CHECK_EQ(strcmp(changes, "+"), 0);
    other.pcPassword = "secret13";
    radio_result = WIFI_RESULT_WRONG_PASSWORD;
    CHECK_EQ(wifi_core_connect(&core, &other), eWiFiFailure);
    CHECK_EQ(asked("join:home/secret13/2/6/20000"), 1);
    CHECK_EQ(core.joined, 0);
    radio_result = WIFI_RESULT_OK;
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(asked("join:home/secret12/2/6/20000"), 1);
    radio_event(WIFI_EVENT_LOST);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(asked("join:home/secret12/2/6/20000"), 1);
}

static void a_refused_network_is_no_reason_to_stay(void)
{
    WIFINetworkParams_t bad = home;

    begin(true);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    radio_asked[0] = '\0';
    bad.xSecurity = eWiFiSecurityWEP;
    CHECK_EQ(wifi_core_connect(&core, &bad), eWiFiNotSupported);
    CHECK_EQ(core.reason, WIFI_REASON_SECURITY);
    CHECK_EQ(asked("leave"), 1);
    CHECK_EQ(strcmp(changes, "+-"), 0);
}

static void a_restarted_radio_is_set_up_before_it_is_asked(void)
{
    const WIFINetworkParams_t params = {"setup", 5, "12345678", 8, eWiFiSecurityWPA2, 11};
    WIFIDeviceMode_t mode;

    begin(true);
    CHECK_EQ(wifi_core_set_power(&core, eWiFiPMLowPower), eWiFiSuccess);
    CHECK_EQ(wifi_core_configure_point(&core, &params), eWiFiSuccess);
    CHECK_EQ(wifi_core_start_point(&core), eWiFiSuccess);
    radio_asked[0] = '\0';
    wifi_core_settle(&core);
    CHECK_EQ(asked(""), 1);
    radio_event(WIFI_EVENT_RESTARTED);
    wifi_core_settle(&core);
    wifi_core_settle(&core);
    CHECK_EQ(asked("mode:2 start:setup/12345678/2/11 power:1"), 1);
    CHECK_EQ(core.offering, 1);
    radio_event(WIFI_EVENT_RESTARTED);
    radio_result = WIFI_RESULT_LOST;
    wifi_core_settle(&core);
    CHECK_EQ(asked("mode:2 power:1"), 1);
    CHECK_EQ(wifi_core_get_mode(&core, &mode), eWiFiSuccess);
    CHECK_EQ(mode, eWiFiModeStation);
    CHECK_EQ(core.power, eWiFiPMNormal);
    radio_event(WIFI_EVENT_RESTARTED);
    CHECK_EQ(wifi_core_off(&core), eWiFiFailure);
    radio_event(WIFI_EVENT_ADDRESS); /* a driver that breaks its contract */
    CHECK_EQ(core.joined, 0);
    radio_asked[0] = '\0';
    wifi_core_settle(&core);
    CHECK_EQ(asked(""), 1);
}

static void a_security_that_the_radio_lacks_is_not_supported(void)
{
    WIFINetworkParams_t params = home;

    begin(true);
    radio_driver.securities = 0x05; /* open and WPA2 */
    params.xSecurity = eWiFiSecurityWPA3;
    CHECK_EQ(wifi_core_connect(&core, &params), eWiFiNotSupported);
    CHECK_EQ(core.reason, WIFI_REASON_SECURITY);
    CHECK_EQ(asked(""), 1);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
}

static void each_answer_of_the_radio_has_its_result(void)
{
    static const struct {
        enum wifi_result answer;
        WIFIReturnCode_t result;
        enum wifi_reason reason;
    } cases[] = {
        {WIFI_RESULT_FAILED, eWiFiFailure, WIFI_REASON_REFUSED},
        {WIFI_RESULT_TIMED_OUT, eWiFiTimeout, WIFI_REASON_TIMED_OUT},
        {WIFI_RESULT_UNSUPPORTED, eWiFiNotSupported, WIFI_REASON_FEATURE},
        {WIFI_RESULT_WRONG_PASSWORD, eWiFiFailure, WIFI_REASON_WRONG_PASSWORD},
        {WIFI_RESULT_NO_SUCH_AP, eWiFiFailure, WIFI_REASON_NO_SUCH_NETWORK},
        {WIFI_RESULT_NOT_JOINED, eWiFiFailure, WIFI_REASON_NOT_JOINED},
        {WIFI_RESULT_NO_MEMORY, eWiFiFailure, WIFI_REASON_NO_MEMORY},
        {WIFI_RESULT_LOST, eWiFiFailure, WIFI_REASON_RESTARTED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        begin(true);
        radio_result = cases[i].answer;
        CHECK_EQ(wifi_core_connect(&core, &home), cases[i].result);
        CHECK_EQ(core.reason, cases[i].reason);
        CHECK_EQ(core.joined, 0);
        CHECK_EQ(strlen(changes), 0);
    }
}

static void lose_it(void)
{
    radio_event(WIFI_EVENT_LOST);
}

static void what_is_lost_while_it_is_joined_is_not_joined(void)
{
    begin(true);
    radio_during = lose_it;
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(core.joined, 0);
    CHECK_EQ(strcmp(changes, "+-"), 0);
}

static void every_change_is_told_once(void)
{
    begin(true);
    radio_event(WIFI_EVENT_LOST);
    CHECK_EQ(strcmp(changes, ""), 0);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    radio_event(WIFI_EVENT_ADDRESS);
    CHECK_EQ(strcmp(changes, "+"), 0);
    radio_event(WIFI_EVENT_LOST);
    radio_event(WIFI_EVENT_LOST);
    CHECK_EQ(strcmp(changes, "+-"), 0);
    radio_event(WIFI_EVENT_JOINED);
    radio_event(WIFI_EVENT_STATION_CAME);
    radio_event(WIFI_EVENT_STATION_LEFT);
    CHECK_EQ(strcmp(changes, "+-"), 0);
    radio_event(WIFI_EVENT_ADDRESS);
    radio_event(WIFI_EVENT_RESTARTED);
    CHECK_EQ(strcmp(changes, "+-+-"), 0);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(wifi_core_disconnect(&core), eWiFiSuccess);
    CHECK_EQ(wifi_core_disconnect(&core), eWiFiSuccess);
    CHECK_EQ(strcmp(changes, "+-+-+-"), 0);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeAP), eWiFiSuccess);
    CHECK_EQ(wifi_core_set_mode(&core, eWiFiModeStation), eWiFiSuccess);
    CHECK_EQ(wifi_core_connect(&core, &home), eWiFiSuccess);
    CHECK_EQ(wifi_core_reset(&core), eWiFiSuccess);
    CHECK_EQ(strcmp(changes, "+-+-+-+-+-"), 0);
}

static void an_off_radio_is_asked_nothing(void)
{
    WIFIScanResult_t results[1];
    WIFIDeviceMode_t mode;
    WIFIPMMode_t power;
    uint8_t bytes[6] = {1, 2, 3, 4};

    begin(false);
#define REFUSED(call)                                                                              \
    do {                                                                                           \
        core.reason = WIFI_REASON_NONE;                                                            \
        CHECK_EQ(call, eWiFiFailure);                                                              \
        CHECK_EQ(core.reason, WIFI_REASON_OFF);                                                    \
    } while (0)
    REFUSED(wifi_core_connect(&core, &home));
    REFUSED(wifi_core_disconnect(&core));
    REFUSED(wifi_core_scan(&core, results, 1));
    REFUSED(wifi_core_set_mode(&core, eWiFiModeAP));
    REFUSED(wifi_core_get_mode(&core, &mode));
    REFUSED(wifi_core_ip(&core, bytes));
    REFUSED(wifi_core_mac(&core, bytes));
    REFUSED(wifi_core_host(&core, "a", bytes));
    REFUSED(wifi_core_ping(&core, bytes, 1, 0));
    REFUSED(wifi_core_start_point(&core));
    REFUSED(wifi_core_stop_point(&core));
    REFUSED(wifi_core_set_power(&core, eWiFiPMLowPower));
    REFUSED(wifi_core_get_power(&core, &power));
    CHECK_EQ(wifi_core_off(&core), eWiFiSuccess);
    CHECK_EQ(asked(""), 1);
    CHECK_EQ(wifi_core_on(&core), eWiFiSuccess);
    CHECK_EQ(wifi_core_on(&core), eWiFiSuccess);
    CHECK_EQ(asked("on"), 1);
    radio_result = WIFI_RESULT_TIMED_OUT;
    CHECK_EQ(wifi_core_reset(&core), eWiFiTimeout);
    CHECK_EQ(asked("off on"), 1);
    REFUSED(wifi_core_disconnect(&core));
}

static void null_is_refused_everywhere(void)
{
    uint8_t bytes[4] = {1, 2, 3, 4};

    begin(true);
#define IS_NULL(call)                                                                              \
    do {                                                                                           \
        core.reason = WIFI_REASON_NONE;                                                            \
        CHECK_EQ(call, eWiFiFailure);                                                              \
        CHECK_EQ(core.reason, WIFI_REASON_NULL);                                                   \
    } while (0)
    IS_NULL(wifi_core_scan(&core, NULL, 1));
    IS_NULL(wifi_core_get_mode(&core, NULL));
    IS_NULL(wifi_core_ip(&core, NULL));
    IS_NULL(wifi_core_mac(&core, NULL));
    IS_NULL(wifi_core_host(&core, NULL, bytes));
    IS_NULL(wifi_core_host(&core, "a", NULL));
    IS_NULL(wifi_core_ping(&core, NULL, 1, 0));
    IS_NULL(wifi_core_get_power(&core, NULL));
    IS_NULL(wifi_core_configure_point(&core, NULL));
    CHECK_EQ(asked(""), 1);
}

static void each_reason_has_its_own_words(void)
{
    for (unsigned i = 0; i < WIFI_REASONS; i++) {
        const char *const text = wifi_reason_text((enum wifi_reason)i);
        CHECK_EQ(strcmp(text, "no such reason") != 0, 1);
        for (unsigned k = 0; k < i; k++) {
            CHECK_EQ(strcmp(text, wifi_reason_text((enum wifi_reason)k)) != 0, 1);
        }
    }
    CHECK_EQ(strcmp(wifi_reason_text(WIFI_REASONS), "no such reason"), 0);
}

int main(void)
{
    RUN(a_network_is_joined_as_it_was_named);
    RUN(parameters_are_checked_before_anything_is_sent);
    RUN(what_is_no_channel_is_any_to_join_and_none_to_offer);
    RUN(a_wrong_length_reads_nothing_behind_the_text);
    RUN(the_same_network_again_is_left_alone);
    RUN(a_refused_network_is_no_reason_to_stay);
    RUN(a_restarted_radio_is_set_up_before_it_is_asked);
    RUN(a_security_that_the_radio_lacks_is_not_supported);
    RUN(each_answer_of_the_radio_has_its_result);
    RUN(what_is_lost_while_it_is_joined_is_not_joined);
    RUN(every_change_is_told_once);
    RUN(an_off_radio_is_asked_nothing);
    RUN(null_is_refused_everywhere);
    RUN(each_reason_has_its_own_words);
    return 0;
}
