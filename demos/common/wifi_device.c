/* SPDX-License-Identifier: MIT */
#include "wifi_device.h"

#include <stdio.h>
#include <string.h>

#include "wifi_board.h"

static bool failed(const char *what)
{
    printf("wifi: %s: %s\n", what, wifi_reason_text(wifi_reason()));
    return false;
}

bool wifi_device_start(void)
{
    if (!wifi_board_start()) {
        printf("wifi: no memory\n");
        return false;
    }
    return WIFI_On() == eWiFiSuccess || failed("the radio does not start");
}

unsigned wifi_device_scan(WIFIScanResult_t found[WIFI_DEVICE_FOUND])
{
    unsigned count = 0;

    if (WIFI_Scan(found, WIFI_DEVICE_FOUND) != eWiFiSuccess) {
        (void)failed("no scan");
        return 0;
    }
    /* The rest is zeros; no radio has the channel 0. */
    while (count < WIFI_DEVICE_FOUND && found[count].cChannel != 0) {
        count++;
    }
    return count;
}

uint16_t wifi_device_profile(const WIFIScanResult_t *network)
{
    WIFINetworkProfile_t kept;
    const size_t bytes = strlen(network->cSSID);

    for (uint16_t i = 0; i < wificonfigMAX_NETWORK_PROFILES && bytes > 0; i++) {
        if (WIFI_NetworkGet(&kept, i) == eWiFiSuccess && kept.ucSSIDLength == bytes &&
            memcmp(kept.cSSID, network->cSSID, bytes) == 0) {
            return i;
        }
    }
    return WIFI_DEVICE_NONE;
}

bool wifi_device_join(uint16_t profile)
{
    return wifi_connect_profile(profile) == eWiFiSuccess || failed("not joined");
}

const char *wifi_device_security(WIFISecurity_t security)
{
    switch (security) {
    case eWiFiSecurityOpen:
        return "open";
    case eWiFiSecurityWEP:
        return "WEP";
    case eWiFiSecurityWPA:
        return "WPA";
    case eWiFiSecurityWPA2:
        return "WPA2";
    case eWiFiSecurityWPA3:
        return "WPA3";
    case eWiFiSecurityNotSupported:
        break;
    }
    return "other";
}

const char *wifi_device_name(const char *ssid, size_t bytes)
{
    static char text[4u * wificonfigMAX_SSID_LEN + 1u];
    char *to = text;

    for (size_t i = 0; i < bytes && i < wificonfigMAX_SSID_LEN; i++) {
        const unsigned char byte = (unsigned char)ssid[i];
        if (byte >= ' ' && byte < 0x7F && byte != '\\') {
            *to++ = (char)byte;
        } else {
            to += sprintf(to, "\\x%02x", byte);
        }
    }
    *to = '\0';
    return text;
}
