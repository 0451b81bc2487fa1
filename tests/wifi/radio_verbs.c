/* SPDX-License-Identifier: MIT */
/* WIFI_* on command. An answer begins with the code and, where that is none of success, the number
 * of the reason. */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "task.h"

#include "board.h"
#include "board_radio.h"
#include "iot_wifi.h"
#include "object_store.h"
#include "wifi_service.h"

#include "verbs.h"

#define EVENTS_MAX    64u
#define STORE_SECTORS 2u
#define SCAN_MAX      20u

static struct object_store store;
static struct wifi_setup setup;
static volatile uint32_t events; /* how many there were */
static bool seen[EVENTS_MAX];    /* true: enabled */

/* ---- who is told ---- */

static void on_state(uint32_t type, AwsIotNetworkState_t state)
{
    if (type == AWSIOT_NETWORK_TYPE_WIFI && events < EVENTS_MAX) {
        seen[events] = state == eNetworkStateEnabled;
        events = events + 1u;
    }
}

static void say_events(const struct words *words)
{
    printf("%s", words->at[0]);
    for (uint32_t i = 0; i < events; i++) {
        printf(" %s", seen[i] ? "up" : "down");
    }
    printf("\n");
    events = 0;
}

/* "await 2 500": until there were two, for half a second at most. */
static void await_events(const struct words *words)
{
    for (unsigned left = word_number(words, 2); events < word_number(words, 1) && left > 0;) {
        vTaskDelay(pdMS_TO_TICKS(5));
        left -= left < 5u ? left : 5u;
    }
    say_events(words);
}

/* ---- answers ---- */

static void answer(const struct words *words, WIFIReturnCode_t code)
{
    printf("%s %d %d\n", words->at[0], (int)code, code == eWiFiSuccess ? 0 : (int)wifi_reason());
}

static void answer_bytes(const struct words *words, WIFIReturnCode_t code, const uint8_t *bytes,
                         unsigned count)
{
    printf("%s %d %d ", words->at[0], (int)code, code == eWiFiSuccess ? 0 : (int)wifi_reason());
    for (unsigned i = 0; i < count; i++) {
        printf("%s%u", i > 0 ? "." : "", bytes[i]);
    }
    printf("\n");
}

static void answer_number(const struct words *words, WIFIReturnCode_t code, unsigned number)
{
    printf("%s %d %d %u\n", words->at[0], (int)code, code == eWiFiSuccess ? 0 : (int)wifi_reason(),
           number);
}

static bool is_null(const struct words *words)
{
    return words->count > 1 && strcmp(words->at[1], "-") == 0;
}

/* Security, name, passphrase, channel from a place on. */
static WIFINetworkParams_t network_of(const struct words *words, int place)
{
    WIFINetworkParams_t network = {.xSecurity = (WIFISecurity_t)word_number(words, place)};
    size_t length;

    network.pcSSID = word_text(words, place + 1, &length);
    network.ucSSIDLength = (uint8_t)length;
    network.pcPassword = word_text(words, place + 2, &length);
    network.ucPasswordLength = (uint8_t)length;
    network.cChannel = (int8_t)word_number(words, place + 3);
    return network;
}

/* ---- verbs ---- */

static void scan(const struct words *words)
{
    static WIFIScanResult_t found[SCAN_MAX];
    const uint8_t count = (uint8_t)word_number(words, 1);

    memset(found, 0, sizeof found);
    const WIFIReturnCode_t code =
        WIFI_Scan(is_null(words) ? NULL : found, count < SCAN_MAX ? count : SCAN_MAX);
    printf("scan %d %d", (int)code, code == eWiFiSuccess ? 0 : (int)wifi_reason());
    for (unsigned i = 0; i < SCAN_MAX && code == eWiFiSuccess && found[i].cChannel != 0; i++) {
        printf(" ");
        for (const char *at = found[i].cSSID; *at != '\0'; at++) {
            printf("%02x", (unsigned char)*at);
        }
        printf("/%02x%02x%02x%02x%02x%02x/%d/%d/%d/%u", found[i].ucBSSID[0], found[i].ucBSSID[1],
               found[i].ucBSSID[2], found[i].ucBSSID[3], found[i].ucBSSID[4], found[i].ucBSSID[5],
               (int)found[i].xSecurity, found[i].cRSSI, found[i].cChannel, found[i].ucHidden);
    }
    printf("\n");
}

static void address_of(const struct words *words, int place, uint8_t address[4])
{
    for (int i = 0; i < 4; i++) {
        address[i] = (uint8_t)word_number(words, place + i);
    }
}

static bool asks(const struct words *words)
{
    uint8_t bytes[6] = {0};
    WIFIDeviceMode_t mode = eWiFiModeNotSupported;
    WIFIPMMode_t power = eWiFiPMNotSupported;
    size_t length;

    if (strcmp(words->at[0], "ip") == 0) {
        const WIFIReturnCode_t code = WIFI_GetIP(is_null(words) ? NULL : bytes);
        answer_bytes(words, code, bytes, 4);
    } else if (strcmp(words->at[0], "mac") == 0) {
        const WIFIReturnCode_t code = WIFI_GetMAC(is_null(words) ? NULL : bytes);
        answer_bytes(words, code, bytes, 6);
    } else if (strcmp(words->at[0], "host") == 0) {
        const WIFIReturnCode_t code = WIFI_GetHostIP(word_text(words, 1, &length), bytes);
        answer_bytes(words, code, bytes, 4);
    } else if (strcmp(words->at[0], "ping") == 0) {
        address_of(words, 1, bytes);
        answer(words, WIFI_Ping(is_null(words) ? NULL : bytes, (uint16_t)word_number(words, 5), 1));
    } else if (strcmp(words->at[0], "getmode") == 0) {
        const WIFIReturnCode_t code = WIFI_GetMode(is_null(words) ? NULL : &mode);
        answer_number(words, code, mode);
    } else if (strcmp(words->at[0], "getpower") == 0) {
        const WIFIReturnCode_t code = WIFI_GetPMMode(is_null(words) ? NULL : &power, NULL);
        answer_number(words, code, power);
    } else if (strcmp(words->at[0], "connected") == 0) {
        printf("connected %d\n", (int)WIFI_IsConnected());
    } else {
        return false;
    }
    return true;
}

static void add_profile(const struct words *words)
{
    const WIFINetworkParams_t network = network_of(words, 1);
    WIFINetworkProfile_t profile = {.ucSSIDLength = network.ucSSIDLength,
                                    .ucPasswordLength = network.ucPasswordLength,
                                    .xSecurity = network.xSecurity};
    uint16_t index = 999;

    if (network.ucSSIDLength < sizeof profile.cSSID) {
        memcpy(profile.cSSID, network.pcSSID, network.ucSSIDLength);
    }
    if (network.ucPasswordLength < sizeof profile.cPassword) {
        memcpy(profile.cPassword, network.pcPassword, network.ucPasswordLength);
    }
    const WIFIReturnCode_t code = WIFI_NetworkAdd(&profile, &index);
    answer_number(words, code, index);
}

static void get_profile(const struct words *words)
{
    WIFINetworkProfile_t profile;

    memset(&profile, 0, sizeof profile);
    const WIFIReturnCode_t code = WIFI_NetworkGet(&profile, (uint16_t)word_number(words, 1));
    printf("get %d %d %.*s/%u/%s/%u/%d\n", (int)code, code == eWiFiSuccess ? 0 : (int)wifi_reason(),
           (int)profile.ucSSIDLength, profile.cSSID, profile.ucSSIDLength, profile.cPassword,
           profile.ucPasswordLength, (int)profile.xSecurity);
}

static bool profile_verb(const struct words *words)
{
    if (strcmp(words->at[0], "add") == 0) {
        add_profile(words);
    } else if (strcmp(words->at[0], "get") == 0) {
        get_profile(words);
    } else if (strcmp(words->at[0], "delete") == 0) {
        answer(words, WIFI_NetworkDelete((uint16_t)word_number(words, 1)));
    } else if (strcmp(words->at[0], "use") == 0) {
        answer(words, wifi_connect_profile((uint16_t)word_number(words, 1)));
    } else {
        return false;
    }
    return true;
}

static bool does(const struct words *words)
{
    static const struct {
        const char *name;
        WIFIReturnCode_t (*run)(void);
    } verbs[] = {{"on", WIFI_On},
                 {"off", WIFI_Off},
                 {"reset", WIFI_Reset},
                 {"disconnect", WIFI_Disconnect},
                 {"start-ap", WIFI_StartAP},
                 {"stop-ap", WIFI_StopAP}};

    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(words->at[0], verbs[i].name) == 0) {
            answer(words, verbs[i].run());
            return true;
        }
    }
    return false;
}

bool radio_verb(const struct words *words)
{
    if (does(words) || asks(words) || profile_verb(words)) {
        return true;
    }
    if (strcmp(words->at[0], "connect") == 0 || strcmp(words->at[0], "configure-ap") == 0) {
        const WIFINetworkParams_t network = network_of(words, 1);
        const WIFINetworkParams_t *const given = is_null(words) ? NULL : &network;
        answer(words, words->at[0][3] == 'n' ? WIFI_ConnectAP(given) : WIFI_ConfigureAP(given));
    } else if (strcmp(words->at[0], "mode") == 0) {
        answer(words, WIFI_SetMode((WIFIDeviceMode_t)word_number(words, 1)));
    } else if (strcmp(words->at[0], "power") == 0) {
        answer(words, WIFI_SetPMMode((WIFIPMMode_t)word_number(words, 1), NULL));
    } else if (strcmp(words->at[0], "scan") == 0) {
        scan(words);
    } else if (strcmp(words->at[0], "events") == 0) {
        say_events(words);
    } else if (strcmp(words->at[0], "await") == 0) {
        await_events(words);
    } else {
        return false;
    }
    return true;
}

static void sleep_ms(uint32_t ms)
{
    vTaskDelay(pdMS_TO_TICKS(ms));
}

bool radio_begin(void)
{
    struct flash_device *const flash = board_flash();
    const struct object_store_area area = {flash, 0, STORE_SECTORS * flash->geometry.erase_bytes};

    if (object_store_mount(&store, &area) != OBJECT_STORE_OK) {
        return false;
    }
    setup = (struct wifi_setup){.device = board_wifi(), .store = &store, .sleep_ms = sleep_ms};
    return wifi_service_init(&setup) &&
           WIFI_RegisterNetworkStateChangeEventCallback(on_state) == eWiFiSuccess;
}
