/* SPDX-License-Identifier: MIT */
/* Networks in flash: objects `wifi.<letter>` of a store, one each, sealed where there is a key.
 *
 *      | 1 | security | SSID bytes | passphrase bytes | BSSID (6) | SSID | passphrase |
 *
 * An object that is none of this form, or that the key does not open, is an empty profile.
 */
#include <string.h>

#include "lib_wipe.h"
#include "wifi_core.h"

#define VERSION    1u
#define HEAD_BYTES 10u
#define SEAL_BYTES 48u
#define PLAIN_MAX  (HEAD_BYTES + WIFI_SSID_BYTES_MAX + WIFI_PASSWORD_BYTES_MAX)
#define KEY_BYTES  6u

static const uint16_t profiles = wificonfigMAX_NETWORK_PROFILES; /* 0: compilers would warn */

_Static_assert(wificonfigMAX_NETWORK_PROFILES <= OBJECT_STORE_OBJECTS, "one object for each");

static void key_of(uint16_t index, char key[KEY_BYTES])
{
    memcpy(key, "wifi.a", KEY_BYTES);
    key[KEY_BYTES - 1] = (char)('a' + index);
}

static bool has_profiles(const struct wifi_core *core)
{
    return wificonfigMAX_NETWORK_PROFILES > 0 && core->setup->store != NULL;
}

/* Is it one, and does all of it lie within? */
static bool is_profile(const uint8_t *bytes, size_t length)
{
    if (length < HEAD_BYTES || bytes[0] != VERSION || bytes[1] > WIFI_SECURITY_WPA3 ||
        bytes[2] == 0 || bytes[2] > wificonfigMAX_SSID_LEN ||
        length != HEAD_BYTES + bytes[2] + (size_t)bytes[3]) {
        return false;
    }
    return bytes[1] == WIFI_SECURITY_OPEN
               ? bytes[3] == 0
               : bytes[3] >= WIFI_PASSWORD_BYTES_MIN && bytes[3] <= WIFI_PASSWORD_BYTES_MAX &&
                     bytes[3] <= wificonfigMAX_PASSPHRASE_LEN;
}

/* False: empty, or the store is not readable. */
static bool load(const struct wifi_core *core, uint16_t index,
                 uint8_t bytes[PLAIN_MAX + SEAL_BYTES])
{
    const struct wifi_seal *const seal = core->setup->seal;
    char key[KEY_BYTES];
    uint32_t length = 0;

    key_of(index, key);
    const uint32_t number = object_store_find(core->setup->store, key, KEY_BYTES);
    if (number == 0 || !object_store_size(core->setup->store, number, &length) ||
        length > PLAIN_MAX + SEAL_BYTES ||
        !object_store_read(core->setup->store, number, bytes, length)) {
        return false;
    }
    const size_t plain = seal == NULL ? length : seal->open(seal->context, bytes, length);
    return plain > 0 && is_profile(bytes, plain);
}

static enum wifi_reason save(const struct wifi_core *core, uint16_t index,
                             uint8_t bytes[PLAIN_MAX + SEAL_BYTES], size_t length)
{
    const struct wifi_seal *const seal = core->setup->seal;
    char key[KEY_BYTES];
    uint32_t number;

    if (seal != NULL) {
        length = seal->seal(seal->context, bytes, length, PLAIN_MAX + SEAL_BYTES);
    }
    if (length == 0) {
        return WIFI_REASON_SEAL;
    }
    key_of(index, key);
    const object_store_status_t status =
        object_store_put(core->setup->store, key, KEY_BYTES, bytes, (uint32_t)length, &number);
    if (status == OBJECT_STORE_FULL) {
        return WIFI_REASON_PROFILES_FULL;
    }
    return status == OBJECT_STORE_OK ? WIFI_REASON_NONE : WIFI_REASON_FLASH;
}

/* The profile of this name, or the first that is empty. */
static enum wifi_reason find_place(const struct wifi_core *core, const struct wifi_network *network,
                                   uint16_t *index)
{
    uint8_t bytes[PLAIN_MAX + SEAL_BYTES];
    bool found = false;

    for (uint16_t i = 0; i < profiles; i++) {
        const bool used = load(core, i, bytes);
        if (!object_store_is_readable(core->setup->store)) {
            lib_wipe(bytes, sizeof bytes);
            return WIFI_REASON_FLASH;
        }
        if (used && bytes[2] == network->ssid_bytes &&
            memcmp(bytes + HEAD_BYTES, network->ssid, network->ssid_bytes) == 0) {
            *index = i;
            found = true;
            break;
        }
        if (!used && !found) {
            *index = i;
            found = true;
        }
    }
    lib_wipe(bytes, sizeof bytes);
    return found ? WIFI_REASON_NONE : WIFI_REASON_PROFILES_FULL;
}

static size_t write_profile(uint8_t *bytes, const struct wifi_network *network,
                            const WIFINetworkProfile_t *profile)
{
    bytes[0] = VERSION;
    bytes[1] = network->security;
    bytes[2] = network->ssid_bytes;
    bytes[3] = network->password_bytes;
    memcpy(bytes + 4, profile->ucBSSID, sizeof profile->ucBSSID);
    memcpy(bytes + HEAD_BYTES, network->ssid, network->ssid_bytes);
    if (network->password_bytes > 0) {
        memcpy(bytes + HEAD_BYTES + network->ssid_bytes, network->password,
               network->password_bytes);
    }
    return HEAD_BYTES + network->ssid_bytes + network->password_bytes;
}

WIFIReturnCode_t wifi_profile_add(struct wifi_core *core, const WIFINetworkProfile_t *profile,
                                  uint16_t *index)
{
    uint8_t bytes[PLAIN_MAX + SEAL_BYTES];
    struct wifi_network network;
    uint16_t place = 0;

    if (!has_profiles(core)) {
        return wifi_refuse(core, WIFI_REASON_NO_STORE);
    }
    if (profile == NULL || index == NULL) {
        return wifi_refuse(core, WIFI_REASON_NULL);
    }
    const WIFINetworkParams_t params = {profile->cSSID,     profile->ucSSIDLength,
                                        profile->cPassword, profile->ucPasswordLength,
                                        profile->xSecurity, 0};
    enum wifi_reason reason = WIFI_REASON_SSID_LENGTH;
    if (profile->ucSSIDLength > sizeof profile->cSSID) {
        return wifi_refuse(core, reason);
    }
    reason = profile->ucPasswordLength > sizeof profile->cPassword &&
                     profile->xSecurity != eWiFiSecurityOpen
                 ? WIFI_REASON_PASSWORD_LENGTH
                 : wifi_check_network(&params, &network);
    if (reason == WIFI_REASON_NONE) {
        reason = find_place(core, &network, &place);
    }
    if (reason == WIFI_REASON_NONE) {
        reason = save(core, place, bytes, write_profile(bytes, &network, profile));
        lib_wipe(bytes, sizeof bytes);
    }
    if (reason != WIFI_REASON_NONE) {
        return wifi_refuse(core, reason);
    }
    *index = place;
    return eWiFiSuccess;
}

static enum wifi_reason load_checked(const struct wifi_core *core, uint16_t index,
                                     uint8_t bytes[PLAIN_MAX + SEAL_BYTES])
{
    if (!has_profiles(core)) {
        return WIFI_REASON_NO_STORE;
    }
    if (index >= profiles) {
        return WIFI_REASON_INDEX;
    }
    const bool is_there = load(core, index, bytes);
    if (!object_store_is_readable(core->setup->store)) {
        return WIFI_REASON_FLASH;
    }
    return is_there ? WIFI_REASON_NONE : WIFI_REASON_NO_PROFILE;
}

WIFIReturnCode_t wifi_profile_get(struct wifi_core *core, WIFINetworkProfile_t *profile,
                                  uint16_t index)
{
    uint8_t bytes[PLAIN_MAX + SEAL_BYTES];
    enum wifi_reason reason = load_checked(core, index, bytes);

    reason = profile == NULL && reason != WIFI_REASON_NO_STORE ? WIFI_REASON_NULL : reason;
    if (reason == WIFI_REASON_NONE) {
        memset(profile, 0, sizeof *profile);
        profile->xSecurity = wifi_security_of(bytes[1]);
        profile->ucSSIDLength = bytes[2];
        profile->ucPasswordLength = bytes[3];
        memcpy(profile->ucBSSID, bytes + 4, sizeof profile->ucBSSID);
        memcpy(profile->cSSID, bytes + HEAD_BYTES, bytes[2]);
        memcpy(profile->cPassword, bytes + HEAD_BYTES + bytes[2], bytes[3]);
    }
    lib_wipe(bytes, sizeof bytes);
    return reason == WIFI_REASON_NONE ? eWiFiSuccess : wifi_refuse(core, reason);
}

static bool forget(const struct wifi_core *core, uint16_t index)
{
    char key[KEY_BYTES];

    key_of(index, key);
    const uint32_t number = object_store_find(core->setup->store, key, KEY_BYTES);
    return number == 0 ? object_store_is_readable(core->setup->store)
                       : object_store_remove(core->setup->store, number) == OBJECT_STORE_OK;
}

WIFIReturnCode_t wifi_profile_delete(struct wifi_core *core, uint16_t index)
{
    if (!has_profiles(core) || index > profiles) {
        return wifi_refuse(core, has_profiles(core) ? WIFI_REASON_INDEX : WIFI_REASON_NO_STORE);
    }
    const uint16_t first = index < profiles ? index : 0; /* the number behind the last: all */
    const uint16_t end = index < profiles ? index + 1u : profiles;
    bool gone = true;
    for (uint16_t i = first; i < end; i++) {
        gone = forget(core, i) && gone;
    }
    return gone ? eWiFiSuccess : wifi_refuse(core, WIFI_REASON_FLASH);
}

WIFIReturnCode_t wifi_profile_connect(struct wifi_core *core, uint16_t index)
{
    uint8_t bytes[PLAIN_MAX + SEAL_BYTES];
    const enum wifi_reason reason = load_checked(core, index, bytes);
    WIFIReturnCode_t result = eWiFiFailure;

    if (reason == WIFI_REASON_NONE) {
        const WIFINetworkParams_t params = {(const char *)bytes + HEAD_BYTES,
                                            bytes[2],
                                            (const char *)bytes + HEAD_BYTES + bytes[2],
                                            bytes[3],
                                            wifi_security_of(bytes[1]),
                                            0};
        result = wifi_core_connect(core, &params);
    } else {
        result = wifi_refuse(core, reason);
    }
    lib_wipe(bytes, sizeof bytes);
    return result;
}
