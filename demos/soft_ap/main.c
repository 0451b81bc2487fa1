/* SPDX-License-Identifier: MIT */
/* A device that is told its network by a phone: without one it offers a network of its own with a
 * page (setup.c); what the page sends is kept in flash and joined, at each start and whenever the
 * network was lost. On the console `q` ends the demo, `f` forgets every network.
 *
 *      start ──one is kept──► join ──ok──► joined ──lost──► join, every 5 s
 *        └──none──► setup ◄──refused──┘ (the first time after the setup only)
 */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "setup.h"
#include "task.h"
#include "wifi_device.h"

#define TASK_WORDS    2048u
#define TASK_PRIORITY 2u
#define LOOK_MS       200u
#define AGAIN_MS      5000u

/* Of those kept the strongest that is there. */
static uint16_t known_network(void)
{
    static WIFIScanResult_t found[WIFI_DEVICE_FOUND];
    const unsigned count = wifi_device_scan(found);

    for (unsigned i = 0; i < count; i++) {
        const uint16_t profile = wifi_device_profile(&found[i]);
        if (profile != WIFI_DEVICE_NONE) {
            return profile;
        }
    }
    return WIFI_DEVICE_NONE;
}

static bool is_any_kept(void)
{
    WIFINetworkProfile_t kept;

    for (uint16_t i = 0; i < wificonfigMAX_NETWORK_PROFILES; i++) {
        if (WIFI_NetworkGet(&kept, i) == eWiFiSuccess) {
            return true;
        }
    }
    return false;
}

static bool join(uint16_t profile)
{
    uint8_t address[4];

    if (!wifi_device_join(profile)) {
        return false;
    }
    WIFINetworkProfile_t kept;
    (void)WIFI_NetworkGet(&kept, profile);
    printf("wifi: joined %s\n", wifi_device_name(kept.cSSID, kept.ucSSIDLength));
    if (WIFI_GetIP(address) == eWiFiSuccess) {
        printf("wifi: address %u.%u.%u.%u\n", address[0], address[1], address[2], address[3]);
    }
    return true;
}

/* Tell the network until it can be joined. False: the radio cannot offer one. */
static bool set_up(void)
{
    WIFINetworkProfile_t kept;
    char name[wificonfigMAX_SSID_LEN + 1];
    enum wifi_reason reason = WIFI_REASON_NONE;
    bool has_failed = false;

    for (;;) {
        const uint16_t profile = setup_run(has_failed ? name : NULL, reason);
        if (profile == WIFI_DEVICE_NONE) {
            return false;
        }
        if (join(profile)) {
            return true;
        }
        reason = wifi_reason();
        has_failed = WIFI_NetworkGet(&kept, profile) == eWiFiSuccess;
        if (has_failed) {
            memcpy(name, kept.cSSID, sizeof name);
        }
        if (reason == WIFI_REASON_WRONG_PASSWORD) {
            (void)WIFI_NetworkDelete(profile); /* it is of no use */
        }
    }
}

static void look_at_console(void)
{
    char key;

    while (board_console_read(&key, 1) == 1) {
        if (key == 'f') {
            for (uint16_t i = 0; i < wificonfigMAX_NETWORK_PROFILES; i++) {
                (void)WIFI_NetworkDelete(i);
            }
            printf("wifi: no network is kept; at the next start the setup comes\n");
        } else if (key == 'q') {
            (void)WIFI_Off();
            printf("demo: done\n");
            board_exit(0);
        }
    }
}

static void stay_joined(void)
{
    TickType_t tried = xTaskGetTickCount();
    bool was_joined = WIFI_IsConnected() == pdTRUE;

    for (;;) {
        vTaskDelay(pdMS_TO_TICKS(LOOK_MS));
        look_at_console();
        const bool joined = WIFI_IsConnected() == pdTRUE;
        if (was_joined && !joined) {
            printf("wifi: the network is lost\n");
        }
        was_joined = joined;
        if (!joined && xTaskGetTickCount() - tried >= pdMS_TO_TICKS(AGAIN_MS)) {
            const uint16_t profile = known_network();
            was_joined = profile != WIFI_DEVICE_NONE && join(profile);
            tried = xTaskGetTickCount();
        }
    }
}

static void device_task(void *arg)
{
    (void)arg;
    if (!wifi_device_start()) {
        board_exit(1);
    }
    const uint16_t profile = known_network();
    if (profile != WIFI_DEVICE_NONE) {
        (void)join(profile);
    } else if (!is_any_kept() && !set_up()) {
        board_exit(1);
    }
    stay_joined();
}

int main(void)
{
    board_init();
    printf("soft_ap on %s: q ends, f forgets the networks\n", board_name());
    if (xTaskCreate(device_task, "device", TASK_WORDS, NULL, TASK_PRIORITY, NULL) != pdPASS) {
        printf("soft_ap: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
