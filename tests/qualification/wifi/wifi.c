/* SPDX-License-Identifier: MIT */
/* Wi-Fi: what a radio's driver owes whoever calls WIFI_*. What a radio has not is
 * eWiFiNotSupported, and its cases are skipped. */
#include <string.h>

#include "wifi_board.h"
#include "wifi_kit.h"

WIFIScanResult_t kit_found[KIT_NETWORKS];
const char kit_long_text[KIT_TOO_LONG + 1u] =
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123"
    "456789";

WIFINetworkParams_t kit_client(void)
{
    return qualification_wifi_params(&qualification_parameters.client);
}

WIFINetworkParams_t kit_test(void)
{
    return qualification_wifi_params(&qualification_parameters.test);
}

bool kit_join(const WIFINetworkParams_t *network)
{
    return EXPECT_EQUAL(WIFI_ConnectAP(network), eWiFiSuccess) &&
           EXPECT_EQUAL(WIFI_IsConnected(), pdTRUE);
}

void kit_is_not_joined(const WIFINetworkParams_t *network)
{
    const WIFINetworkParams_t client = kit_client();

    EXPECT(WIFI_ConnectAP(network) != eWiFiSuccess);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
    EXPECT(kit_join(&client));
}

void kit_is_not_offered(const WIFINetworkParams_t *network)
{
    EXPECT(WIFI_ConfigureAP(network) != eWiFiSuccess);
}

WIFINetworkProfile_t kit_profile(unsigned number)
{
    static const char name[] = "qualification-0", passphrase[] = "passphrase-0";
    WIFINetworkProfile_t profile;

    memset(&profile, 0, sizeof profile);
    memcpy(profile.cSSID, name, sizeof name);
    memcpy(profile.cPassword, passphrase, sizeof passphrase);
    profile.cSSID[sizeof name - 2u] = (char)('a' + (char)number);
    profile.cPassword[sizeof passphrase - 2u] = (char)('a' + (char)number);
    profile.ucSSIDLength = sizeof name - 1u;
    profile.ucPasswordLength = sizeof passphrase - 1u;
    profile.ucBSSID[5] = (uint8_t)number;
    profile.xSecurity = eWiFiSecurityWPA2;
    return profile;
}

bool kit_same_profile(const WIFINetworkProfile_t *is, const WIFINetworkProfile_t *want)
{
    bool same = EXPECT_EQUAL(is->ucSSIDLength, want->ucSSIDLength);

    same = EXPECT_BYTES(is->cSSID, want->cSSID, want->ucSSIDLength) && same;
    same = EXPECT_EQUAL(is->ucPasswordLength, want->ucPasswordLength) && same;
    same = EXPECT_BYTES(is->cPassword, want->cPassword, want->ucPasswordLength) && same;
    same = EXPECT_BYTES(is->ucBSSID, want->ucBSSID, sizeof want->ucBSSID) && same;
    return EXPECT_EQUAL(is->xSecurity, want->xSecurity) && same;
}

static bool begin(void)
{
    return wifi_board_start() && WIFI_On() == eWiFiSuccess;
}

/* Each case finds a station that is on and has joined nothing. */
static void set_up(void)
{
    EXPECT_EQUAL(WIFI_On(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_SetMode(eWiFiModeStation), eWiFiSuccess); /* whatever is told: one may lie */
    if (WIFI_IsConnected() != pdFALSE) {
        EXPECT_EQUAL(WIFI_Disconnect(), eWiFiSuccess);
    }
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
}

#define WIFI_ROW(name, function) {(name), (function)},

static const struct qualification_case wifi_cases[] = {WIFI_CASES(WIFI_ROW)};

QUALIFICATION_GROUP(wifi, "Full_WiFi", .begin = begin, .set_up = set_up)
