/* SPDX-License-Identifier: MIT */
#include "wifi_cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "MQTTFileDownloader_base64.h"
#include "iot_wifi.h"
#include "lib_wipe.h"
#include "wifi_board.h"
#include "wifi_service.h"

/* A word of the line. */
struct word {
    const char *text; /* no terminator; NULL: there is none */
    size_t length;
};

static const struct {
    const char *name;
    WIFISecurity_t security;
} securities[] = {{"open", eWiFiSecurityOpen},
                  {"wpa", eWiFiSecurityWPA},
                  {"wpa2", eWiFiSecurityWPA2},
                  {"wpa3", eWiFiSecurityWPA3},
                  {"wep", eWiFiSecurityWEP}};

static struct word nth(const char *line, UBaseType_t number)
{
    BaseType_t length = 0;
    const char *text = FreeRTOS_CLIGetParameter(line, number, &length);

    return (struct word){text, (size_t)length};
}

static bool is(struct word word, const char *text)
{
    return word.text != NULL && word.length == strlen(text) &&
           memcmp(word.text, text, word.length) == 0;
}

/* False: ill-formed, or longer than `room`. */
static bool decode(struct word word, char *to, size_t room, uint8_t *length)
{
    size_t bytes = 0;

    if (is(word, "-")) {
        *length = 0;
        return true;
    }
    const bool good =
        word.text != NULL && base64_Decode((uint8_t *)to, room, &bytes, (const uint8_t *)word.text,
                                           word.length) == Base64Success;
    *length = (uint8_t)bytes;
    return good;
}

static const char *read_network(const char *line, WIFINetworkProfile_t *network)
{
    const struct word security = nth(line, 4);

    if (!decode(nth(line, 2), network->cSSID, sizeof network->cSSID, &network->ucSSIDLength)) {
        return "the name is no base64, or too long";
    }
    if (!decode(nth(line, 3), network->cPassword, sizeof network->cPassword,
                &network->ucPasswordLength)) {
        return "the passphrase is no base64, or too long";
    }
    for (size_t i = 0; i < sizeof securities / sizeof securities[0]; i++) {
        if (is(security, securities[i].name)) {
            network->xSecurity = securities[i].security;
            return NULL;
        }
    }
    return "the security is not open, wpa, wpa2 or wpa3";
}

static void say_result(char *out, size_t size, WIFIReturnCode_t result)
{
    if (result == eWiFiSuccess) {
        (void)snprintf(out, size, "wifi: ok\r\n");
    } else {
        (void)snprintf(out, size, "wifi: error, %s\r\n", wifi_reason_text(wifi_reason()));
    }
}

static void add(char *out, size_t size, const char *line)
{
    WIFINetworkProfile_t network = {0};
    uint16_t number = 0;
    const char *wrong = read_network(line, &network);

    if (wrong != NULL) {
        (void)snprintf(out, size, "wifi: error, %s\r\n", wrong);
    } else {
        const WIFIReturnCode_t result = WIFI_NetworkAdd(&network, &number);
        say_result(out, size, result);
        if (result == eWiFiSuccess) {
            (void)snprintf(out, size, "wifi: ok %u\r\n", (unsigned)number);
        }
    }
    lib_wipe(&network, sizeof network);
}

static const char *security_name(WIFISecurity_t security)
{
    for (size_t i = 0; i < sizeof securities / sizeof securities[0]; i++) {
        if (securities[i].security == security) {
            return securities[i].name;
        }
    }
    return "other";
}

/* What is not printable in a name is a dot. One network a call; true: there are more. */
static bool list(char *out, size_t size)
{
    static uint16_t next;
    WIFINetworkProfile_t network;

    while (next < wificonfigMAX_NETWORK_PROFILES) {
        const uint16_t number = next++;
        if (WIFI_NetworkGet(&network, number) != eWiFiSuccess) {
            continue;
        }
        for (uint8_t i = 0; i < network.ucSSIDLength; i++) {
            const char byte = network.cSSID[i];
            network.cSSID[i] = byte >= ' ' && byte <= '~' ? byte : '.';
        }
        (void)snprintf(out, size, "%u %s \"%.*s\"\r\n", (unsigned)number,
                       security_name(network.xSecurity), (int)network.ucSSIDLength, network.cSSID);
        return true;
    }
    next = 0;
    (void)snprintf(out, size, "wifi: ok\r\n");
    return false;
}

static void forget(char *out, size_t size, struct word number)
{
    if (number.text == NULL || number.length > 2 || number.text[0] < '0' || number.text[0] > '9') {
        (void)snprintf(out, size, "wifi: error, forget which?\r\n");
    } else {
        say_result(out, size, WIFI_NetworkDelete((uint16_t)strtoul(number.text, NULL, 10)));
    }
}

static BaseType_t wifi(char *out, size_t size, const char *line)
{
    const struct word verb = nth(line, 1);

    if (!wifi_board_start()) {
        (void)snprintf(out, size, "wifi: error, no memory\r\n");
    } else if (is(verb, "list")) {
        return list(out, size) ? pdTRUE : pdFALSE;
    } else if (is(verb, "add") && nth(line, 5).text == NULL) {
        add(out, size, line);
    } else if (is(verb, "forget")) {
        forget(out, size, nth(line, 2));
    } else {
        (void)snprintf(out, size, "wifi: error, say add, list or forget\r\n");
    }
    return pdFALSE;
}

const CLI_Command_Definition_t wifi_cli_command = {
    "wifi",
    "wifi add <base64 name> <base64 passphrase> <open|wpa|wpa2|wpa3>, wifi list, wifi forget <n>: "
    "networks kept in flash\r\n",
    wifi, -1};
