/* SPDX-License-Identifier: MIT */
/* Networks that are kept in flash. Each case takes away what it has put there. */
#include <string.h>

#include "wifi_kit.h"

#define MANY 4u

/* Whether the board keeps networks; else the case is skipped. */
static bool kept(void)
{
    const WIFINetworkProfile_t profile = kit_profile(0);
    uint16_t index = 0;

    if (WIFI_NetworkAdd(&profile, &index) == eWiFiNotSupported) {
        qualification_ignore("no flash for networks");
        return false;
    }
    EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess);
    return true;
}

static uint16_t add(unsigned number)
{
    const WIFINetworkProfile_t profile = kit_profile(number);
    uint16_t index = UINT16_MAX;

    EXPECT_EQUAL(WIFI_NetworkAdd(&profile, &index), eWiFiSuccess);
    EXPECT_WITHIN(index, 0, wificonfigMAX_NETWORK_PROFILES - 1, "index");
    return index;
}

static void is_there(uint16_t index, unsigned number)
{
    const WIFINetworkProfile_t want = kit_profile(number);
    WIFINetworkProfile_t is;

    memset(&is, 0xA5, sizeof is);
    if (EXPECT_EQUAL(WIFI_NetworkGet(&is, index), eWiFiSuccess)) {
        EXPECT(kit_same_profile(&is, &want));
    }
}

static void is_gone(uint16_t index)
{
    WIFINetworkProfile_t is;

    EXPECT_EQUAL(WIFI_NetworkGet(&is, index), eWiFiFailure);
}

void network_add_get_delete(void)
{
    if (kept()) {
        const uint16_t index = add(1);

        is_there(index, 1);
        EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess);
        is_gone(index);
    }
}

void network_add_many(void)
{
    uint16_t index[MANY];

    if (!kept()) {
        return;
    }
    for (unsigned i = 0; i < MANY; i++) {
        index[i] = add(i);
        for (unsigned other = 0; other < i; other++) {
            EXPECT(index[i] != index[other]);
        }
    }
    for (unsigned i = 0; i < MANY; i++) {
        is_there(index[i], i);
        EXPECT_EQUAL(WIFI_NetworkDelete(index[i]), eWiFiSuccess);
    }
}

/* One of the same name is replaced: a new passphrase does not take a second place. */
void network_add_replaces(void)
{
    WIFINetworkProfile_t changed = kit_profile(1), is;
    uint16_t index = UINT16_MAX;

    if (kept()) {
        const uint16_t first = add(1);

        changed.cPassword[0] = 'X';
        EXPECT_EQUAL(WIFI_NetworkAdd(&changed, &index), eWiFiSuccess);
        EXPECT_EQUAL(index, first);
        EXPECT_EQUAL(WIFI_NetworkGet(&is, index), eWiFiSuccess);
        EXPECT(kit_same_profile(&is, &changed));
        EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess);
    }
}

void network_add_null(void)
{
    const WIFINetworkProfile_t profile = kit_profile(1);
    uint16_t index;

    if (kept()) {
        EXPECT_EQUAL(WIFI_NetworkAdd(NULL, &index), eWiFiFailure);
        EXPECT_EQUAL(WIFI_NetworkAdd(&profile, NULL), eWiFiFailure);
    }
}

void network_get_survives_reset(void)
{
    if (kept()) {
        const uint16_t index = add(2);

        EXPECT_EQUAL(WIFI_Reset(), eWiFiSuccess);
        is_there(index, 2);
        EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess);
    }
}

void network_get_null(void)
{
    if (kept()) {
        const uint16_t index = add(1);

        EXPECT_EQUAL(WIFI_NetworkGet(NULL, index), eWiFiFailure);
        EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess);
    }
}

void network_get_non_existing(void)
{
    WIFINetworkProfile_t is;

    if (kept()) {
        const uint16_t index = add(1);

        EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess);
        is_gone(index);
        EXPECT_EQUAL(WIFI_NetworkGet(&is, UINT16_MAX), eWiFiFailure);
    }
}

/* Each alone: the others stay. */
void network_delete_many(void)
{
    uint16_t index[MANY];

    if (!kept()) {
        return;
    }
    for (unsigned i = 0; i < MANY; i++) {
        index[i] = add(i);
    }
    for (unsigned i = 0; i < MANY; i++) {
        EXPECT_EQUAL(WIFI_NetworkDelete(index[i]), eWiFiSuccess);
        is_gone(index[i]);
        for (unsigned other = i + 1u; other < MANY; other++) {
            is_there(index[other], other);
        }
    }
}

void network_delete_non_existing(void)
{
    if (kept()) {
        const uint16_t index = add(1);

        EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess);
        EXPECT_EQUAL(WIFI_NetworkDelete(index), eWiFiSuccess); /* nothing changes */
        EXPECT_EQUAL(WIFI_NetworkDelete(wificonfigMAX_NETWORK_PROFILES + 1u), eWiFiFailure);
    }
}
