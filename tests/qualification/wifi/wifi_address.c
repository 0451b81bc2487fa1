/* SPDX-License-Identifier: MIT */
/* Addresses, names, echoes. */
#include <string.h>

#include "wifi_kit.h"

static const uint8_t nothing[6];

static bool joined(void)
{
    const WIFINetworkParams_t client = kit_client();

    return EXPECT(kit_join(&client));
}

/* The address of the peers' host, octet by octet. */
static void host(uint8_t address[4])
{
    const char *text = qualification_parameters.host;

    memset(address, 0, 4);
    for (size_t i = 0; i < 4u && *text != '\0'; text++) {
        if (*text == '.') {
            i++;
        } else {
            address[i] = (uint8_t)(address[i] * 10u + (uint8_t)(*text - '0'));
        }
    }
}

void get_ip(void)
{
    uint8_t address[4] = {0};

    if (joined()) {
        EXPECT_EQUAL(WIFI_GetIP(address), eWiFiSuccess);
        EXPECT(memcmp(address, nothing, sizeof address) != 0);
        EXPECT_WITHIN(address[0], 1, 223, "first octet");
    }
}

void get_ip_null(void)
{
    if (joined()) {
        EXPECT_EQUAL(WIFI_GetIP(NULL), eWiFiFailure);
    }
}

void get_ip_not_connected(void)
{
    uint8_t address[4];

    EXPECT_EQUAL(WIFI_GetIP(address), eWiFiFailure);
}

/* The same each time, also after the radio was off; of one station, not of a group. */
void get_mac(void)
{
    uint8_t first[6] = {0}, second[6] = {0};

    EXPECT_EQUAL(WIFI_GetMAC(first), eWiFiSuccess);
    EXPECT(memcmp(first, nothing, sizeof first) != 0);
    EXPECT_EQUAL(first[0] & 1u, 0);
    EXPECT_EQUAL(WIFI_Off(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMAC(second), eWiFiFailure);
    EXPECT_EQUAL(WIFI_On(), eWiFiSuccess);
    EXPECT_EQUAL(WIFI_GetMAC(second), eWiFiSuccess);
    EXPECT_BYTES(second, first, sizeof first);
}

void get_mac_null(void)
{
    EXPECT_EQUAL(WIFI_GetMAC(NULL), eWiFiFailure);
}

void get_host_ip(void)
{
    uint8_t address[4] = {0}, expected[4];
    char name[64];

    host(expected);
    if (!joined()) {
        return;
    }
    if (qualification_parameters.port[PORT_NAMES] == 0) {
        qualification_ignore("this run has no name server");
        return;
    }
    strncpy(name, qualification_parameters.host_name, sizeof name - 1u);
    name[sizeof name - 1u] = '\0';
    EXPECT_EQUAL(WIFI_GetHostIP(name, address), eWiFiSuccess);
    EXPECT_BYTES(address, expected, sizeof address);
}

void get_host_ip_null(void)
{
    char name[] = "localhost";
    uint8_t address[4];

    if (joined()) {
        EXPECT_EQUAL(WIFI_GetHostIP(NULL, address), eWiFiFailure);
        EXPECT_EQUAL(WIFI_GetHostIP(name, NULL), eWiFiFailure);
    }
}

void get_host_ip_invalid(void)
{
    char name[] = "no-such-host.invalid";
    uint8_t address[4];

    if (joined()) {
        EXPECT(WIFI_GetHostIP(name, address) != eWiFiSuccess);
    }
}

void get_host_ip_too_long(void)
{
    static char name[300];
    uint8_t address[4];

    memset(name, 'a', sizeof name - 1u);
    if (joined()) {
        EXPECT_EQUAL(WIFI_GetHostIP(name, address), eWiFiFailure);
    }
}

void ping(void)
{
    uint8_t address[4];

    host(address);
    if (joined()) {
        EXPECT_EQUAL(WIFI_Ping(address, 3, 100), eWiFiSuccess);
    }
}

void ping_null(void)
{
    if (joined()) {
        EXPECT_EQUAL(WIFI_Ping(NULL, 3, 100), eWiFiFailure);
    }
}

void ping_zero(void)
{
    uint8_t address[4];

    host(address);
    if (joined()) {
        EXPECT_EQUAL(WIFI_Ping(address, 0, 100), eWiFiFailure);
        memset(address, 0, sizeof address);
        EXPECT(WIFI_Ping(address, 1, 100) != eWiFiSuccess);
    }
}
