/* SPDX-License-Identifier: MIT */
/* The radio as an access point. What a radio cannot be it says, and nothing else is asked of it. */
#include <string.h>

#include "wifi_kit.h"

static WIFINetworkParams_t own(void)
{
    static const char name[] = "qualification", passphrase[] = "a passphrase";

    return (WIFINetworkParams_t){.pcSSID = name,
                                 .ucSSIDLength = sizeof name - 1u,
                                 .pcPassword = passphrase,
                                 .ucPasswordLength = sizeof passphrase - 1u,
                                 .xSecurity = eWiFiSecurityWPA2,
                                 .cChannel = 6};
}

void configure_ap_null(void)
{
    WIFINetworkParams_t network = own();

    kit_is_not_offered(NULL);
    network.pcSSID = NULL;
    kit_is_not_offered(&network);
    network = own();
    network.pcPassword = NULL;
    kit_is_not_offered(&network);
}

void configure_ap_zero_length_ssid(void)
{
    WIFINetworkParams_t network = own();

    network.ucSSIDLength = 0;
    kit_is_not_offered(&network);
}

void configure_ap_zero_length_password(void)
{
    WIFINetworkParams_t network = own();

    network.ucPasswordLength = 0;
    kit_is_not_offered(&network);
}

void configure_ap_max_ssid_exceeded(void)
{
    WIFINetworkParams_t network = own();

    network.pcSSID = kit_long_text;
    network.ucSSIDLength = wificonfigMAX_SSID_LEN + 2u;
    kit_is_not_offered(&network);
}

void configure_ap_max_password_exceeded(void)
{
    WIFINetworkParams_t network = own();

    network.pcPassword = kit_long_text;
    network.ucPasswordLength = wificonfigMAX_PASSPHRASE_LEN + 2u;
    kit_is_not_offered(&network);
}

void configure_ap_invalid_security(void)
{
    WIFINetworkParams_t network = own();

    network.xSecurity = eWiFiSecurityNotSupported;
    kit_is_not_offered(&network);
    network.xSecurity = eWiFiSecurityWEP;
    kit_is_not_offered(&network);
}

void configure_ap_invalid_channel(void)
{
    WIFINetworkParams_t network = own();

    network.cChannel = -1;
    kit_is_not_offered(&network);
    network.cChannel = 15;
    kit_is_not_offered(&network);
}

/* A station becomes an access point, and one again that joins. */
void start_stop_ap(void)
{
    const WIFINetworkParams_t client = kit_client(), network = own();
    WIFIDeviceMode_t is = eWiFiModeNotSupported;
    const WIFIReturnCode_t code = WIFI_ConfigureAP(&network);

    if (code == eWiFiNotSupported) {
        qualification_ignore("the radio is no access point");
        return;
    }
    EXPECT_EQUAL(code, eWiFiSuccess);
    EXPECT_EQUAL(WIFI_StartAP(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMode(&is), eWiFiSuccess);
    EXPECT_EQUAL(is, eWiFiModeAP);
    EXPECT_EQUAL(WIFI_IsConnected(), pdFALSE);
    EXPECT_EQUAL(WIFI_StopAP(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMode(&is), eWiFiSuccess);
    EXPECT_EQUAL(is, eWiFiModeStation);
    EXPECT(kit_join(&client));
}

void stop_ap_not_started(void)
{
    const WIFIReturnCode_t code = WIFI_StopAP();
    const WIFINetworkParams_t client = kit_client();

    EXPECT(code == eWiFiSuccess || code == eWiFiNotSupported);
    EXPECT(kit_join(&client));
}
