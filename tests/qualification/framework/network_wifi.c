/* SPDX-License-Identifier: MIT */
/* Wi-Fi: joins the network of clientWifiConfig. Names are the module's business. */
#include <string.h>

#include "iot_wifi.h"
#include "network_parts.h"
#include "qualification_network.h"
#include "qualification_wifi.h"
#include "wifi_board.h"

WIFINetworkParams_t qualification_wifi_params(const struct qualification_wifi *network)
{
    static const struct {
        const char *name;
        WIFISecurity_t security;
    } names[] = {
        {"Open", eWiFiSecurityOpen}, {"WPA", eWiFiSecurityWPA},   {"WPA2", eWiFiSecurityWPA2},
        {"WEP", eWiFiSecurityWEP},   {"WPA3", eWiFiSecurityWPA3},
    };
    WIFINetworkParams_t params = {.pcSSID = network->ssid,
                                  .ucSSIDLength = (uint8_t)strlen(network->ssid),
                                  .pcPassword = network->passphrase,
                                  .ucPasswordLength = (uint8_t)strlen(network->passphrase),
                                  .xSecurity = eWiFiSecurityWPA2};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strstr(network->security, names[i].name) != NULL) {
            params.xSecurity = names[i].security; /* "eWiFiSecurityWPA2" and "WPA2" */
        }
    }
    return params;
}

bool network_prepare(void)
{
    return wifi_board_start();
}

bool network_join(void)
{
    const WIFINetworkParams_t params = qualification_wifi_params(&qualification_parameters.client);

    return WIFI_On() == eWiFiSuccess && WIFI_ConnectAP(&params) == eWiFiSuccess;
}
