/* SPDX-License-Identifier: MIT */
/* The radio: on and off, its mode, its power, what it hears. */
#include <string.h>

#include "wifi_kit.h"

#define LOOPS 4

void on_off(void)
{
    WIFIDeviceMode_t is = eWiFiModeNotSupported;

    EXPECT_EQUAL(WIFI_On(), eWiFiSuccess); /* is on already */
    EXPECT_EQUAL(WIFI_Off(), eWiFiSuccess);
    EXPECT(WIFI_GetMode(&is) != eWiFiSuccess);
    EXPECT_EQUAL(WIFI_Off(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_On(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMode(&is), eWiFiSuccess);
    EXPECT_EQUAL(is, eWiFiModeStation);
}

void on_off_loop(void)
{
    const WIFINetworkParams_t client = kit_client();

    for (int i = 0; i < LOOPS; i++) {
        EXPECT_EQUAL(WIFI_Off(), eWiFiSuccess);
        EXPECT_EQUAL(WIFI_On(), eWiFiSuccess);
    }
    EXPECT(kit_join(&client));
}

void off_leaves_the_network(void)
{
    const WIFINetworkParams_t client = kit_client();
    uint8_t address[4];

    EXPECT(kit_join(&client));
    EXPECT_EQUAL(WIFI_Off(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
    EXPECT(WIFI_GetIP(address) != eWiFiSuccess);
    EXPECT_EQUAL(WIFI_On(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE); /* nobody has asked for it */
}

void reset(void)
{
    const WIFINetworkParams_t client = kit_client();

    EXPECT(kit_join(&client));
    EXPECT_EQUAL(WIFI_Reset(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
    EXPECT(kit_join(&client));
}

void mode(void)
{
    WIFIDeviceMode_t is = eWiFiModeNotSupported;
    WIFIReturnCode_t code;

    EXPECT_EQUAL(WIFI_SetMode(eWiFiModeStation), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMode(&is), eWiFiSuccess);
    EXPECT_EQUAL(is, eWiFiModeStation);
    code = WIFI_SetMode(eWiFiModeAP);
    if (code == eWiFiNotSupported) {
        return; /* a station is all that a radio has to be */
    }
    EXPECT_EQUAL(code, eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMode(&is), eWiFiSuccess);
    EXPECT_EQUAL(is, eWiFiModeAP);
}

void set_mode_invalid(void)
{
    WIFIDeviceMode_t is = eWiFiModeNotSupported;

    EXPECT(WIFI_SetMode(eWiFiModeNotSupported) != eWiFiSuccess);
    EXPECT(WIFI_SetMode((WIFIDeviceMode_t)99) != eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMode(&is), eWiFiSuccess);
    EXPECT_EQUAL(is, eWiFiModeStation);
}

void get_mode_null(void)
{
    EXPECT_EQUAL(WIFI_GetMode(NULL), eWiFiFailure);
}

void pm_mode(void)
{
    static const WIFIPMMode_t modes[] = {eWiFiPMLowPower, eWiFiPMAlwaysOn, eWiFiPMNormal};
    const WIFINetworkParams_t client = kit_client();
    unsigned known = 0;

    EXPECT(kit_join(&client));
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        WIFIPMMode_t is = eWiFiPMNotSupported;
        const WIFIReturnCode_t code = WIFI_SetPMMode(modes[i], NULL);

        if (code != eWiFiNotSupported) {
            EXPECT_EQUAL(code, eWiFiSuccess);
            EXPECT_EQUAL(WIFI_GetPMMode(&is, NULL), eWiFiSuccess);
            EXPECT_EQUAL(is, modes[i]);
            known++;
        }
    }
    EXPECT_EQUAL(WIFI_IsConnected(), pdTRUE);
    if (known == 0) {
        qualification_ignore("the radio has no power modes");
    }
}

void set_pm_mode_invalid(void)
{
    EXPECT(WIFI_SetPMMode(eWiFiPMNotSupported, NULL) != eWiFiSuccess);
    EXPECT(WIFI_SetPMMode((WIFIPMMode_t)99, NULL) != eWiFiSuccess);
}

void get_pm_mode_null(void)
{
    EXPECT(WIFI_GetPMMode(NULL, NULL) != eWiFiSuccess);
}

static bool is_named(const WIFIScanResult_t *found, const WIFINetworkParams_t *network)
{
    return strlen(found->cSSID) == network->ucSSIDLength &&
           memcmp(found->cSSID, network->pcSSID, network->ucSSIDLength) == 0;
}

/* The network of the run is there, with what it is; what is not filled is zero. */
void scan(void)
{
    const WIFINetworkParams_t client = kit_client();
    const WIFIScanResult_t *own = NULL;
    size_t count = 0;

    memset(kit_found, 0xA5, sizeof kit_found);
    REQUIRE_EQUAL(WIFI_Scan(kit_found, KIT_NETWORKS), eWiFiSuccess);
    while (count < KIT_NETWORKS && kit_found[count].cChannel != 0) {
        EXPECT_WITHIN(kit_found[count].cRSSI, -128, -1, "dBm");
        EXPECT_WITHIN(kit_found[count].cChannel, 1, 127, "channel");
        EXPECT(count == 0 || kit_found[count].cRSSI <= kit_found[count - 1u].cRSSI);
        if (is_named(&kit_found[count], &client)) {
            own = own != NULL ? own : &kit_found[count];
        }
        count++;
    }
    REQUIRE(own != NULL);
    EXPECT(client.xSecurity != eWiFiSecurityOpen || own->xSecurity == eWiFiSecurityOpen);
    EXPECT(client.xSecurity == eWiFiSecurityOpen || own->xSecurity != eWiFiSecurityOpen);
    for (; count < KIT_NETWORKS; count++) {
        EXPECT(kit_found[count].cSSID[0] == '\0' && kit_found[count].cRSSI == 0);
    }
}

void scan_fewer(void)
{
    memset(kit_found, 0xA5, sizeof kit_found);
    EXPECT_EQUAL(WIFI_Scan(kit_found, 1), eWiFiSuccess);
    EXPECT(kit_found[0].cChannel != 0);
    EXPECT_EQUAL((uint8_t)kit_found[1].cChannel, 0xA5); /* nothing behind what there is room for */
}

void scan_null(void)
{
    EXPECT_EQUAL(WIFI_Scan(NULL, KIT_NETWORKS), eWiFiFailure);
}

void scan_zero(void)
{
    EXPECT_EQUAL(WIFI_Scan(kit_found, 0), eWiFiFailure);
}
