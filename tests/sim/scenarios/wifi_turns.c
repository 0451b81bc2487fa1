/* SPDX-License-Identifier: MIT */
/* Two tasks use the radio at will: one as a station, one switches it off, resets it and makes it an
 * access point, while the network is lost and the radio restarts in the middle of calls. The radio
 * is asked for one thing at a time and only for what its state allows; who is told of changes is
 * told every other one, and in the end what is so. */
#include <string.h>

#include "iot_wifi.h"
#include "semphr.h"
#include "wifi_service.h"

#include "scenario.h"

#define ROUNDS (is_systematic() ? 1u : 6u)

/* ---- the radio ---- */

static struct {
    bool on, joined, offering;
    uint8_t modes;
    unsigned calls; /* at once */
} radio;

static volatile unsigned finished; /* tasks; when all are, nothing fails any more */
static SemaphoreHandle_t wire;     /* one at a time: a call, or the radio's task with an event */
static void (*event)(void *context, enum wifi_event event);
static void *event_context;

static void restart(void)
{
    radio.joined = radio.offering = false;
    radio.modes = 1u << WIFI_MODE_STATION;
    event(event_context, WIFI_EVENT_RESTARTED);
}

/* A call takes its time, and perhaps the radio restarts under it. False: it did. */
static bool ask(bool allowed)
{
    EXPECT(allowed);
    EXPECT(radio.calls++ == 0);
    EXPECT(xSemaphoreTake(wire, portMAX_DELAY) == pdPASS);
    if (choose(2) == 0) {
        vTaskDelay(choose(3));
    }
    const bool restarts = radio.on && finished < 3u && choose(8) == 0;
    if (restarts) {
        restart();
    }
    return !restarts;
}

static enum wifi_result answer(enum wifi_result result)
{
    EXPECT(xSemaphoreGive(wire) == pdPASS);
    EXPECT(radio.calls-- == 1);
    return result;
}

static enum wifi_result on(struct wifi_device *device, void (*told)(void *, enum wifi_event),
                           void *context)
{
    (void)device;
    (void)ask(!radio.on);
    event = told;
    event_context = context;
    radio.on = true;
    radio.modes = 1u << WIFI_MODE_STATION;
    return answer(WIFI_RESULT_OK);
}

static enum wifi_result off(struct wifi_device *device)
{
    (void)device;
    (void)ask(radio.on);
    radio.on = radio.joined = radio.offering = false;
    return answer(WIFI_RESULT_OK);
}

static enum wifi_result join(struct wifi_device *device, const struct wifi_network *network,
                             uint32_t timeout_ms)
{
    (void)device;
    (void)network;
    (void)timeout_ms;
    if (!ask(radio.on)) {
        return answer(WIFI_RESULT_LOST);
    }
    radio.joined = finished == 3u || choose(4) != 0;
    if (radio.joined) {
        event(event_context, WIFI_EVENT_JOINED);
        event(event_context, WIFI_EVENT_ADDRESS);
    }
    return answer(radio.joined ? WIFI_RESULT_OK : WIFI_RESULT_WRONG_PASSWORD);
}

static enum wifi_result leave(struct wifi_device *device)
{
    (void)device;
    if (!ask(radio.on)) {
        return answer(WIFI_RESULT_LOST);
    }
    radio.joined = false;
    return answer(WIFI_RESULT_OK);
}

static enum wifi_result scan(struct wifi_device *device,
                             void (*found)(void *, const struct wifi_found *), void *context)
{
    const struct wifi_found one = {.ssid = "home", .ssid_bytes = 4, .rssi = -40};

    (void)device;
    if (!ask(radio.on)) {
        return answer(WIFI_RESULT_LOST);
    }
    found(context, &one);
    return answer(WIFI_RESULT_OK);
}

static enum wifi_result address(struct wifi_device *device, struct wifi_address *found)
{
    (void)device;
    if (!ask(radio.on) || !radio.joined) {
        return answer(WIFI_RESULT_NOT_JOINED);
    }
    *found = (struct wifi_address){.address = {10, 0, 0, 7}};
    return answer(WIFI_RESULT_OK);
}

static enum wifi_result mac(struct wifi_device *device, uint8_t found[6])
{
    (void)device;
    (void)ask(radio.on);
    memset(found, 2, 6);
    return answer(WIFI_RESULT_OK);
}

static enum wifi_result set_mode(struct wifi_device *device, uint8_t modes)
{
    (void)device;
    if (!ask(radio.on)) {
        return answer(WIFI_RESULT_LOST);
    }
    radio.joined = radio.offering = false;
    radio.modes = modes;
    return answer(WIFI_RESULT_OK);
}

static enum wifi_result point_start(struct wifi_device *device, const struct wifi_network *network)
{
    (void)device;
    (void)network;
    const bool lost = !ask(radio.on);
    radio.offering = !lost && radio.modes == 1u << WIFI_MODE_ACCESS_POINT;
    return answer(radio.offering ? WIFI_RESULT_OK : WIFI_RESULT_LOST);
}

static enum wifi_result point_stop(struct wifi_device *device)
{
    (void)device;
    (void)ask(radio.on);
    radio.offering = false;
    return answer(WIFI_RESULT_OK);
}

static const struct wifi_driver driver = {.securities = 0x0F,
                                          .modes = 0x03,
                                          .on = on,
                                          .off = off,
                                          .join = join,
                                          .leave = leave,
                                          .scan = scan,
                                          .address = address,
                                          .mac = mac,
                                          .set_mode = set_mode,
                                          .access_point_start = point_start,
                                          .access_point_stop = point_stop};
static struct wifi_device device = {&driver, NULL};
static const struct wifi_setup wifi = {.device = &device};

/* ---- who uses it ---- */

static unsigned actors[3];
static unsigned told, inside;
static AwsIotNetworkState_t last = eNetworkStateDisabled;

static void changed(uint32_t type, AwsIotNetworkState_t state)
{
    EXPECT(type == AWSIOT_NETWORK_TYPE_WIFI);
    EXPECT(inside++ == 0);
    EXPECT(state != last);
    last = state;
    told++;
    (void)WIFI_IsConnected();
    EXPECT(WIFI_Disconnect() == eWiFiTimeout); /* at once, whoever tells: else they would wait */
    inside--;
}

static bool is_result(WIFIReturnCode_t result)
{
    return result == eWiFiSuccess || result == eWiFiFailure;
}

static const WIFINetworkParams_t home = {"home", 4, "secret12", 8, eWiFiSecurityWPA2, 6};

/* Whatever it went through: who is last finds that everything works. */
static void finish(unsigned self)
{
    taskENTER_CRITICAL();
    const bool is_last = ++finished == 3u;
    taskEXIT_CRITICAL();
    if (is_last) {
        EXPECT((WIFI_IsConnected() == pdTRUE) == radio.joined);
        EXPECT((last == eNetworkStateEnabled) == radio.joined);
        EXPECT(WIFI_On() == eWiFiSuccess);
        EXPECT(WIFI_StartAP() == eWiFiSuccess && radio.offering);
        EXPECT(WIFI_StopAP() == eWiFiSuccess && !radio.offering);
        EXPECT(WIFI_SetMode(eWiFiModeStation) == eWiFiSuccess);
        EXPECT(WIFI_ConnectAP(&home) == eWiFiSuccess && radio.joined);
    }
    done(actors[self]);
    rest();
}

static void be_a_station(void *arg)
{
    WIFIScanResult_t found[2];
    uint8_t bytes[6];

    (void)arg;
    for (unsigned i = 0; i < ROUNDS; i++) {
        EXPECT(is_result(WIFI_ConnectAP(&home)));
        EXPECT(is_result(WIFI_GetIP(bytes)));
        progress(actors[0]);
        if (WIFI_Scan(found, 2) == eWiFiSuccess) {
            EXPECT(strcmp(found[0].cSSID, "home") == 0 && found[1].cSSID[0] == '\0');
        }
        EXPECT(is_result(WIFI_GetMAC(bytes)));
        if (choose(2) == 0) {
            EXPECT(is_result(WIFI_Disconnect()));
        }
        progress(actors[0]);
    }
    finish(0);
}

static void change_everything(void *arg)
{
    static const WIFINetworkParams_t own = {"setup", 5, NULL, 0, eWiFiSecurityOpen, 0};

    (void)arg;
    EXPECT(WIFI_ConfigureAP(&own) == eWiFiSuccess);
    for (unsigned i = 0; i < ROUNDS; i++) {
        const uint32_t what = choose(4);
        if (what == 0) {
            EXPECT(WIFI_Off() == eWiFiSuccess);
            EXPECT(WIFI_On() == eWiFiSuccess);
        } else if (what == 1) {
            EXPECT(WIFI_Reset() == eWiFiSuccess);
        } else if (what == 2) {
            EXPECT(is_result(WIFI_StartAP()));
            EXPECT(is_result(WIFI_StopAP()));
        } else {
            EXPECT(is_result(WIFI_SetMode(choose(2) == 0 ? eWiFiModeAP : eWiFiModeStation)));
        }
        progress(actors[1]);
    }
    finish(1);
}

/* The radio's own task: networks come and go. */
static void be_the_air(void *arg)
{
    (void)arg;
    for (unsigned i = 0; i < ROUNDS; i++) {
        EXPECT(xSemaphoreTake(wire, portMAX_DELAY) == pdPASS);
        if (radio.on && choose(3) == 0) {
            restart();
        } else if (radio.joined) {
            radio.joined = false;
            event(event_context, WIFI_EVENT_LOST);
        }
        EXPECT(xSemaphoreGive(wire) == pdPASS);
        progress(actors[2]);
        vTaskDelay(1 + choose(3));
    }
    finish(2);
}

static void setup(void)
{
    static const struct {
        const char *name;
        void (*task)(void *);
    } all[] = {{"station", be_a_station}, {"changer", change_everything}, {"air", be_the_air}};

    wire = xSemaphoreCreateMutex();
    EXPECT(wifi_service_init(&wifi));
    EXPECT(WIFI_RegisterNetworkStateChangeEventCallback(changed) == eWiFiSuccess);
    for (unsigned i = 0; i < 3u; i++) {
        actors[i] = actor(all[i].name);
        spawn(all[i].name, all[i].task, P_LOW + choose(3), NULL);
    }
}

static void check(void)
{
    EXPECT(radio.calls == 0 && inside == 0);
    EXPECT((WIFI_IsConnected() == pdTRUE) == radio.joined);
    EXPECT((last == eNetworkStateEnabled) == radio.joined);
    EXPECT(told % 2u == (radio.joined ? 1u : 0u));
}

SCENARIO(wifi_turns, "one asks the radio at a time; what is told last is how it is");
