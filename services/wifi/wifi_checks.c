/* SPDX-License-Identifier: MIT */
/* What the parameters of a network have to be, and what a reason is called. */
#include <string.h>

#include "wifi_core.h"

WIFISecurity_t wifi_security_of(uint8_t security)
{
    switch (security) {
    case WIFI_SECURITY_OPEN:
        return eWiFiSecurityOpen;
    case WIFI_SECURITY_WPA:
        return eWiFiSecurityWPA;
    case WIFI_SECURITY_WPA2:
        return eWiFiSecurityWPA2;
    case WIFI_SECURITY_WPA3:
        return eWiFiSecurityWPA3;
    case WIFI_SECURITY_WEP:
        return eWiFiSecurityWEP;
    default:
        return eWiFiSecurityNotSupported;
    }
}

bool wifi_security_to(WIFISecurity_t security, uint8_t *found)
{
    for (uint8_t i = WIFI_SECURITY_OPEN; i <= WIFI_SECURITY_WPA3; i++) {
        if (wifi_security_of(i) == security) {
            *found = i;
            return true;
        }
    }
    return false;
}

/* Applications count the NUL of a literal in. A length beyond `most` is believed only where no NUL
 * comes before its end: a length that is wrong reads nothing behind the text. */
static size_t length_without_end(const char *text, size_t length, size_t most)
{
    if (length > most) {
        const char *const end = length == most + 1u ? memchr(text, '\0', length) : NULL;
        return end == text + most ? most : length;
    }
    return length > 0 && text[length - 1] == '\0' ? length - 1 : length;
}

bool wifi_is_channel(int8_t channel)
{
    return channel >= 0 && channel <= (int8_t)WIFI_CHANNEL_MAX;
}

enum wifi_reason wifi_check_network(const WIFINetworkParams_t *params, struct wifi_network *network)
{
    if (params == NULL || params->pcSSID == NULL) {
        return WIFI_REASON_NULL;
    }
    *network = (struct wifi_network){.ssid = (const uint8_t *)params->pcSSID};
    if (!wifi_security_to(params->xSecurity, &network->security)) {
        return WIFI_REASON_SECURITY;
    }
    const size_t ssid =
        length_without_end(params->pcSSID, params->ucSSIDLength, wificonfigMAX_SSID_LEN);
    if (ssid == 0 || ssid > wificonfigMAX_SSID_LEN) {
        return WIFI_REASON_SSID_LENGTH;
    }
    network->ssid_bytes = (uint8_t)ssid;
    network->channel = wifi_is_channel(params->cChannel) ? (uint8_t)params->cChannel : 0;
    if (network->security == WIFI_SECURITY_OPEN) {
        return WIFI_REASON_NONE;
    }
    if (params->pcPassword == NULL) {
        return WIFI_REASON_NULL;
    }
    const size_t password =
        length_without_end(params->pcPassword, params->ucPasswordLength, WIFI_PASSWORD_BYTES_MAX);
    if (password < WIFI_PASSWORD_BYTES_MIN || password > WIFI_PASSWORD_BYTES_MAX ||
        password > wificonfigMAX_PASSPHRASE_LEN) {
        return WIFI_REASON_PASSWORD_LENGTH;
    }
    network->password = (const uint8_t *)params->pcPassword;
    network->password_bytes = (uint8_t)password;
    return WIFI_REASON_NONE;
}

WIFIReturnCode_t wifi_refuse(struct wifi_core *core, enum wifi_reason reason)
{
    core->reason = reason;
    switch (reason) {
    case WIFI_REASON_NONE:
        return eWiFiSuccess;
    case WIFI_REASON_BUSY:
    case WIFI_REASON_TIMED_OUT:
        return eWiFiTimeout;
    case WIFI_REASON_SECURITY:
    case WIFI_REASON_MODE:
    case WIFI_REASON_POWER:
    case WIFI_REASON_FEATURE:
    case WIFI_REASON_NO_STORE:
        return eWiFiNotSupported;
    default:
        return eWiFiFailure;
    }
}

const char *wifi_reason_text(enum wifi_reason reason)
{
    static const char *const texts[WIFI_REASONS] = {
        [WIFI_REASON_NONE] = "nothing has failed",
        [WIFI_REASON_NO_RADIO] = "the service has no radio",
        [WIFI_REASON_BUSY] = "another task is using the radio",
        [WIFI_REASON_OFF] = "the radio is off",
        [WIFI_REASON_NULL] = "a parameter is NULL",
        [WIFI_REASON_SSID_LENGTH] = "the network's name is empty or too long",
        [WIFI_REASON_PASSWORD_LENGTH] = "the passphrase is too short or too long",
        [WIFI_REASON_SECURITY] = "the radio does not do this security",
        [WIFI_REASON_CHANNEL] = "there is no such channel",
        [WIFI_REASON_COUNT] = "the count is 0",
        [WIFI_REASON_HOST_LENGTH] = "the host's name is empty or too long",
        [WIFI_REASON_ADDRESS] = "this is no host's address",
        [WIFI_REASON_MODE] = "the radio does not do this mode",
        [WIFI_REASON_POWER] = "the radio does not do this power mode",
        [WIFI_REASON_NOT_A_STATION] = "the radio is not in station mode",
        [WIFI_REASON_NOT_CONFIGURED] = "the access point is not configured",
        [WIFI_REASON_FEATURE] = "the radio has no such feature",
        [WIFI_REASON_NO_STORE] = "there is no room for profiles in flash",
        [WIFI_REASON_INDEX] = "there is no profile of this number",
        [WIFI_REASON_NO_PROFILE] = "the profile is empty",
        [WIFI_REASON_PROFILES_FULL] = "all profiles are in use",
        [WIFI_REASON_FLASH] = "the flash has failed",
        [WIFI_REASON_SEAL] = "the profile cannot be encrypted",
        [WIFI_REASON_REFUSED] = "the radio refused",
        [WIFI_REASON_TIMED_OUT] = "the radio did not answer in time",
        [WIFI_REASON_WRONG_PASSWORD] = "the passphrase is wrong",
        [WIFI_REASON_NO_SUCH_NETWORK] = "there is no such network",
        [WIFI_REASON_NOT_JOINED] = "no network is joined",
        [WIFI_REASON_NO_MEMORY] = "the radio has no memory left",
        [WIFI_REASON_RESTARTED] = "the radio has restarted",
    };
    return reason < WIFI_REASONS && texts[reason] != NULL ? texts[reason] : "no such reason";
}
