/* SPDX-License-Identifier: MIT */
#include "setup_form.h"

#include <string.h>

#include "lib_wipe.h"

#define SSID_MAX   wificonfigMAX_SSID_LEN
#define VALUE_ROOM 8u
#define COUNT(of)  (sizeof(of) / sizeof(of)[0])

static const struct {
    const char *value;
    WIFISecurity_t security;
} securities[] = {{"open", eWiFiSecurityOpen},
                  {"wpa", eWiFiSecurityWPA},
                  {"wpa2", eWiFiSecurityWPA2},
                  {"wpa3", eWiFiSecurityWPA3}};

static const struct setup_fault none = {SETUP_NONE, NULL};

const char *setup_security_value(WIFISecurity_t security)
{
    for (size_t i = 0; i < COUNT(securities); i++) {
        if (securities[i].security == security) {
            return securities[i].value;
        }
    }
    return "";
}

struct setup_fault setup_fault_of(enum wifi_reason reason)
{
    static const struct {
        enum wifi_reason reason;
        struct setup_fault fault;
    } faults[] = {
        {WIFI_REASON_SSID_LENGTH,
         {SETUP_NAME, "The name of a network has 1 to 32 bytes; an accented letter takes two."}},
        {WIFI_REASON_PASSWORD_LENGTH, {SETUP_PASSPHRASE, "The passphrase has 8 to 63 characters."}},
        {WIFI_REASON_SECURITY,
         {SETUP_SECURITY, "This device does not join networks with this security. Set the access "
                          "point to WPA2 or WPA3."}},
        {WIFI_REASON_PROFILES_FULL,
         {SETUP_NETWORK,
          "No further network can be kept. Forget one of the networks below, then try again."}},
        {WIFI_REASON_NO_STORE,
         {SETUP_NETWORK, "This device has no memory for networks: it cannot keep one."}},
        {WIFI_REASON_FLASH,
         {SETUP_NETWORK, "The device's memory could not be written. Try again; if it happens "
                         "again, the device is broken."}},
        {WIFI_REASON_SEAL,
         {SETUP_NETWORK, "The device could not encrypt the passphrase, so nothing was kept. Switch "
                         "the device off and on, then try again."}},
        {WIFI_REASON_BUSY, {SETUP_NETWORK, "The device is busy. Try again in a minute."}},
        {WIFI_REASON_WRONG_PASSWORD,
         {SETUP_PASSPHRASE, "The network refused the passphrase. Type it again."}},
        {WIFI_REASON_NO_SUCH_NETWORK,
         {SETUP_NETWORK, "The network did not answer. Is the access point on, and near enough?"}},
        {WIFI_REASON_TIMED_OUT,
         {SETUP_NETWORK, "The network did not answer in time. Move the device nearer to it, or try "
                         "again."}},
        {WIFI_REASON_REFUSED,
         {SETUP_NETWORK, "The network refused this device, or gave it no address. Check passphrase "
                         "and security, and whether the access point lets new devices in."}},
        {WIFI_REASON_NO_MEMORY,
         {SETUP_NETWORK, "The radio has no memory left. Switch the device off and on."}},
        {WIFI_REASON_RESTARTED,
         {SETUP_NETWORK, "The radio started anew while it was joining. Try again."}},
    };

    for (size_t i = 0; i < COUNT(faults); i++) {
        if (faults[i].reason == reason) {
            return faults[i].fault;
        }
    }
    return (struct setup_fault){SETUP_NETWORK, wifi_reason_text(reason)};
}

static struct setup_fault broken(void)
{
    return (struct setup_fault){SETUP_NETWORK,
                                "The form did not arrive as it was written. Load this page again."};
}

static bool hex_digit(char digit, unsigned *value)
{
    const char *const digits = "0123456789abcdef", *const at = strchr(digits, digit);

    *value = at != NULL ? (unsigned)(at - digits) : 0;
    return at != NULL && digit != '\0';
}

/* A name of the list: two digits a byte. */
static bool read_hex(const char *text, size_t length, WIFINetworkProfile_t *network)
{
    unsigned high, low;

    if (length == 0 || length % 2u != 0 || length / 2u > SSID_MAX) {
        return false;
    }
    for (size_t i = 0; i < length / 2u; i++) {
        if (!hex_digit(text[2u * i], &high) || !hex_digit(text[2u * i + 1u], &low)) {
            return false;
        }
        network->cSSID[i] = (char)(high << 4 | low);
    }
    network->ucSSIDLength = (uint8_t)(length / 2u);
    return true;
}

static struct setup_fault read_name(struct lib_text form, struct setup_choice *choice)
{
    WIFINetworkProfile_t *const network = &choice->network;
    char chosen[2u * SSID_MAX];
    size_t length;
    const enum http_form_result result =
        http_form_find(form, "network", chosen, sizeof chosen, &length);

    if (result == HTTP_FORM_MISSING) {
        return (struct setup_fault){SETUP_NETWORK, "Choose a network."};
    }
    choice->is_other = length == 5 && memcmp(chosen, "other", length) == 0;
    if (result != HTTP_FORM_FOUND || (!choice->is_other && !read_hex(chosen, length, network))) {
        return broken();
    }
    if (!choice->is_other) {
        return none;
    }
    switch (http_form_find(form, "name", network->cSSID, SSID_MAX, &length)) {
    case HTTP_FORM_FOUND:
        break;
    case HTTP_FORM_MISSING:
    case HTTP_FORM_TOO_LONG:
        return setup_fault_of(WIFI_REASON_SSID_LENGTH);
    case HTTP_FORM_TWICE:
    case HTTP_FORM_BROKEN:
        return broken();
    }
    network->ucSSIDLength = (uint8_t)length;
    return length > 0 ? none : setup_fault_of(WIFI_REASON_SSID_LENGTH);
}

/* The security that was chosen, or that of the list. */
static struct setup_fault read_security(struct lib_text form, const WIFIScanResult_t *found,
                                        unsigned count, struct setup_choice *choice)
{
    WIFINetworkProfile_t *const network = &choice->network;
    char value[VALUE_ROOM];
    size_t length;

    if (http_form_find(form, "security", value, sizeof value, &length) != HTTP_FORM_FOUND) {
        return broken();
    }
    for (size_t i = 0; i < COUNT(securities); i++) {
        if (length == strlen(securities[i].value) &&
            memcmp(value, securities[i].value, length) == 0) {
            network->xSecurity = securities[i].security;
            choice->has_security = true;
            return none;
        }
    }
    if (length != 5 || memcmp(value, "found", length) != 0) {
        return broken();
    }
    for (unsigned i = 0; i < count; i++) {
        if (strlen(found[i].cSSID) == network->ucSSIDLength &&
            memcmp(found[i].cSSID, network->cSSID, network->ucSSIDLength) == 0) {
            network->xSecurity = found[i].xSecurity;
            return none;
        }
    }
    return (struct setup_fault){
        SETUP_SECURITY, "The device has not seen this network: choose the security it has."};
}

static bool has_control(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F) {
            return true;
        }
    }
    return false;
}

static struct setup_fault read_passphrase(struct lib_text form, struct setup_choice *choice)
{
    WIFINetworkProfile_t *const network = &choice->network;
    size_t length;

    switch (http_form_find(form, "passphrase", network->cPassword, sizeof network->cPassword - 1,
                           &length)) {
    case HTTP_FORM_FOUND:
        break;
    case HTTP_FORM_MISSING:
    case HTTP_FORM_TOO_LONG:
        return setup_fault_of(WIFI_REASON_PASSWORD_LENGTH);
    case HTTP_FORM_TWICE:
    case HTTP_FORM_BROKEN:
        return broken();
    }
    if (network->xSecurity == eWiFiSecurityOpen && length > 0) {
        return (struct setup_fault){SETUP_PASSPHRASE,
                                    "An open network has no passphrase: leave it empty, or choose "
                                    "the security that the network has."};
    }
    if (has_control(network->cPassword, length)) {
        return (struct setup_fault){SETUP_PASSPHRASE,
                                    "The passphrase holds a character that cannot be typed."};
    }
    network->ucPasswordLength = (uint8_t)length;
    return network->xSecurity == eWiFiSecurityOpen || length >= 8
               ? none
               : setup_fault_of(WIFI_REASON_PASSWORD_LENGTH);
}

struct setup_fault setup_form_read(struct lib_text form, const WIFIScanResult_t *found,
                                   unsigned count, struct setup_choice *choice)
{
    *choice = (struct setup_choice){.is_other = false};
    struct setup_fault fault = read_name(form, choice);
    if (fault.sentence == NULL) {
        fault = read_security(form, found, count, choice);
    }
    if (fault.sentence == NULL && choice->network.xSecurity != eWiFiSecurityOpen &&
        setup_security_value(choice->network.xSecurity)[0] == '\0') {
        fault = setup_fault_of(WIFI_REASON_SECURITY); /* before anybody types a passphrase */
    }
    if (fault.sentence == NULL) {
        fault = read_passphrase(form, choice);
    }
    if (fault.sentence != NULL) {
        lib_wipe(choice->network.cPassword, sizeof choice->network.cPassword);
        choice->network.ucPasswordLength = 0;
    }
    return fault;
}
