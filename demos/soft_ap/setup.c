/* SPDX-License-Identifier: MIT */
#include "setup.h"

#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board_radio.h"
#include "clock.h"
#include "entropy.h"
#include "lib_wipe.h"
#include "pages.h"
#include "portal.h"
#include "semphr.h"
#include "wifi_device.h"

#define ADDRESS          "192.168.4.1" /* that modules have in a network of their own */
#define PORT             80u
#define LOOK_MS          50u
#define AFTER_MS         1500u /* for the last page to be shown before its network goes away */
#define PASSPHRASE_BYTES 12u
#define NAME_BYTES       16u
#define INDEX_ROOM       3u

static struct portal portal;
static struct pages pages;
static WIFIScanResult_t found[WIFI_DEVICE_FOUND];
static char device_name[NAME_BYTES];
static SemaphoreHandle_t wake;
static uint16_t stored;

static uint32_t now_ms(void)
{
    return (uint32_t)(clock_monotonic_us() / 1000u);
}

static void on_link(void *context, unsigned link)
{
    (void)context;
    (void)link;
    (void)xSemaphoreGive(wake);
}

static bool is(struct lib_text text, const char *word)
{
    return text.length == strlen(word) && memcmp(text.at, word, text.length) == 0;
}

static bool begins(struct lib_text text, const char *word)
{
    return lib_text_take(&text, word, strlen(word));
}

/* ---- Requests ---- */

static void trouble(struct portal_answer *answer, unsigned status, const char *sentence)
{
    answer->status = status;
    pages_put_trouble(&pages, &answer->body, sentence);
}

static void list_kept(void)
{
    for (uint16_t i = 0; i < wificonfigMAX_NETWORK_PROFILES; i++) {
        if (WIFI_NetworkGet(&pages.kept[i], i) != eWiFiSuccess) {
            pages.kept[i].ucSSIDLength = 0;
        }
    }
}

/* A form that this page made: others do not know the token. */
static bool has_token(const struct http_server_request *request)
{
    char token[PAGES_TOKEN_DIGITS];
    size_t length;
    uint8_t differs = 0;

    if (http_form_find(request->body, "token", token, sizeof token, &length) != HTTP_FORM_FOUND ||
        length != sizeof token) {
        return false;
    }
    for (size_t i = 0; i < sizeof token; i++) {
        differs |= (uint8_t)(token[i] ^ pages.token[i]);
    }
    return differs == 0;
}

static void join(const struct http_server_request *request, struct portal_answer *answer)
{
    struct setup_choice choice;
    struct setup_fault fault = setup_form_read(request->body, found, pages.count, &choice);
    uint16_t index;

    if (fault.sentence == NULL && WIFI_NetworkAdd(&choice.network, &index) != eWiFiSuccess) {
        fault = setup_fault_of(wifi_reason());
    }
    lib_wipe(choice.network.cPassword, sizeof choice.network.cPassword);
    if (fault.sentence != NULL) {
        answer->status = 422;
        pages_put_form(&pages, &answer->body, &choice, &fault);
        return;
    }
    stored = index;
    answer->status = 200;
    pages_put_saved(&pages, &answer->body, &choice.network);
    printf("setup: the network %s is kept\n",
           wifi_device_name(choice.network.cSSID, choice.network.ucSSIDLength));
}

static void forget(const struct http_server_request *request, struct portal_answer *answer)
{
    char digits[INDEX_ROOM];
    size_t length;
    uint32_t index;

    if (http_form_find(request->body, "index", digits, sizeof digits, &length) != HTTP_FORM_FOUND ||
        !lib_text_to_number(digits, length, wificonfigMAX_NETWORK_PROFILES - 1u, &index) ||
        WIFI_NetworkDelete((uint16_t)index) != eWiFiSuccess) {
        trouble(answer, 422, "The device could not forget this network. Load the form again.");
        return;
    }
    list_kept();
    answer->status = 303;
    answer->location = "http://" ADDRESS "/";
}

static void post(const struct http_server_request *request, struct portal_answer *answer)
{
    if (!begins(request->content_type, "application/x-www-form-urlencoded")) {
        trouble(answer, 415, "This is not what the form sends.");
    } else if (!is(request->path, "/join") && !is(request->path, "/forget")) {
        trouble(answer, 404, "There is no such page.");
    } else if (!has_token(request)) {
        trouble(answer, 403, "This form is old, or another page has sent it. Nothing was saved.");
    } else if (is(request->path, "/join")) {
        join(request, answer);
    } else {
        forget(request, answer);
    }
}

static const char *sentence_of(unsigned status)
{
    switch (status) {
    case 408:
        return "The request did not arrive in time.";
    case HTTP_LENGTH_REQUIRED:
        return "The request does not say how long it is.";
    case HTTP_CONTENT_TOO_LARGE:
        return "The form is too long.";
    case HTTP_URI_TOO_LONG:
        return "The address is too long.";
    case HTTP_FIELDS_TOO_LARGE:
        return "The head of the request is too long.";
    case HTTP_NOT_IMPLEMENTED:
        return "The request is encoded in a way that this device does not read.";
    case HTTP_VERSION_NOT_SPOKEN:
        return "This device speaks HTTP/1.1.";
    default:
        return "This is not a request of HTTP/1.1.";
    }
}

static void on_request(void *context, const struct http_server_request *request,
                       struct portal_answer *answer)
{
    const bool gets = is(request->method, "GET") || is(request->method, "HEAD");

    (void)context;
    if (answer->status != HTTP_SERVER_COMPLETE) {
        trouble(answer, answer->status, sentence_of(answer->status));
    } else if (!gets && !is(request->method, "POST")) {
        trouble(answer, 405, "This device answers GET, HEAD and POST.");
    } else if (!is(request->host, ADDRESS) && !is(request->host, ADDRESS ":80")) {
        /* A phone that looks for the Internet; or a page elsewhere whose name now leads here. */
        answer->status = 303;
        answer->location = "http://" ADDRESS "/";
        if (!gets) {
            answer->location = NULL;
            trouble(answer, 421, "Another page has sent this. Nothing was saved.");
        }
    } else if (!gets) {
        post(request, answer);
    } else if (is(request->path, "/")) {
        answer->status = 200;
        pages_put_form(&pages, &answer->body, NULL, NULL);
    } else {
        trouble(answer, 404, "There is no such page.");
    }
}

/* ---- The network ---- */

static bool fill_token(void)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t bytes[PAGES_TOKEN_DIGITS / 2u];

    if (!entropy_read(bytes, sizeof bytes)) {
        return false;
    }
    for (size_t i = 0; i < sizeof bytes; i++) {
        pages.token[2u * i] = digits[bytes[i] >> 4];
        pages.token[2u * i + 1u] = digits[bytes[i] & 15u];
    }
    return true;
}

/* Of this run: a product has its own on its label. 32 characters that are not taken for others. */
static const char *own_passphrase(void)
{
    static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
    static char passphrase[PASSPHRASE_BYTES + 1u];
    uint8_t bytes[PASSPHRASE_BYTES];

    if (passphrase[0] == '\0' && entropy_read(bytes, sizeof bytes)) {
        for (size_t i = 0; i < sizeof bytes; i++) {
            passphrase[i] = letters[bytes[i] % (sizeof letters - 1u)];
        }
    }
    return passphrase;
}

static bool offer(void)
{
    const char *const passphrase = own_passphrase();
    uint8_t mac[6];

    if (passphrase[0] == '\0' || WIFI_GetMAC(mac) != eWiFiSuccess) {
        return false;
    }
    (void)snprintf(device_name, sizeof device_name, "dunlin-%02x%02x", mac[4], mac[5]);
    const WIFINetworkParams_t own = {.pcSSID = device_name,
                                     .ucSSIDLength = (uint8_t)strlen(device_name),
                                     .pcPassword = passphrase,
                                     .ucPasswordLength = PASSPHRASE_BYTES,
                                     .xSecurity = eWiFiSecurityWPA2,
                                     .cChannel = 0};
    if (WIFI_SetMode(eWiFiModeAP) != eWiFiSuccess || WIFI_ConfigureAP(&own) != eWiFiSuccess ||
        WIFI_StartAP() != eWiFiSuccess) {
        return false;
    }
    return portal_open(&portal, PORT);
}

static void serve(void)
{
    stored = WIFI_DEVICE_NONE;
    while (stored == WIFI_DEVICE_NONE) {
        if (!portal_poll(&portal)) {
            (void)xSemaphoreTake(wake, pdMS_TO_TICKS(LOOK_MS));
        }
    }
    const uint32_t begin = now_ms();
    while (now_ms() - begin < AFTER_MS) {
        if (!portal_poll(&portal)) {
            (void)xSemaphoreTake(wake, pdMS_TO_TICKS(LOOK_MS));
        }
    }
}

static bool prepare(const char *last, enum wifi_reason last_reason)
{
    if (wake == NULL) {
        wake = xSemaphoreCreateBinary();
        portal.device = board_offload();
        portal.now_ms = now_ms;
        portal.answer = on_request;
        portal.device->driver->listen_events(portal.device, on_link, NULL);
    }
    pages = (struct pages){.device = device_name, .address = ADDRESS, .found = found};
    if (last != NULL) {
        pages.last_bytes = (unsigned)strnlen(last, sizeof pages.last);
        memcpy(pages.last, last, pages.last_bytes);
        pages.last_fault = setup_fault_of(last_reason);
    }
    pages.count = wifi_device_scan(found); /* as a station: an access point cannot look around */
    list_kept();
    return wake != NULL && fill_token();
}

uint16_t setup_run(const char *last, enum wifi_reason last_reason)
{
    const bool ready = prepare(last, last_reason) && offer();

    stored = WIFI_DEVICE_NONE;
    if (ready) {
        printf("setup: join the network %s with the passphrase %s, then open http://" ADDRESS "/\n",
               device_name, own_passphrase());
        serve();
        portal_close(&portal);
    } else {
        printf("setup: no access point: %s\n", wifi_reason_text(wifi_reason()));
    }
    (void)WIFI_StopAP();
    (void)WIFI_SetMode(eWiFiModeStation);
    return stored;
}
