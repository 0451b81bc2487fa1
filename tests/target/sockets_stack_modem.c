/* SPDX-License-Identifier: MIT */
/* Sockets of a Wi-Fi module. */
#include "iot_wifi.h"
#include "network.h"
#include "sockets_test.h"
#include "wifi_board.h"

/* A name is looked up by a command of 256 bytes, of which it is not alone. */
const struct traits traits = {
    .refused = "the modem could not connect: refused, or no answer",
    .name_length = 239,
    .half_close = false,
    .send_waits = false,
    .many = 20,
};

bool start_network(uint16_t name_server_port)
{
    static const char ssid[] = "lab", password[] = "open sesame";
    const WIFINetworkParams_t lab = {.pcSSID = ssid,
                                     .ucSSIDLength = sizeof ssid - 1,
                                     .pcPassword = password,
                                     .ucPasswordLength = sizeof password - 1,
                                     .xSecurity = eWiFiSecurityWPA2};
    const struct network_config network = {0};

    (void)name_server_port; /* names are the module's */
    return wifi_board_start() && WIFI_On() == eWiFiSuccess &&
           WIFI_ConnectAP(&lab) == eWiFiSuccess && network_start(&network, 15000) == NET_OK;
}
