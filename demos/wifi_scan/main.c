/* SPDX-License-Identifier: MIT */
/* The networks around, the strongest first; then the one that is kept in flash is joined, and
 * joined again whenever it was lost. On the console `s` scans again and `q` ends the demo.
 *
 * A network is kept by `./run provision --wifi`, or by demos/soft_ap.
 */
#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "board_radio.h"
#include "task.h"
#include "wifi_device.h"

#ifndef demoHOST
#define demoHOST "example.com" /* is looked up once joined */
#endif

#define TASK_WORDS    1024u
#define TASK_PRIORITY 2u
#define LOOK_MS       100u
#define AGAIN_MS      2000u /* between two attempts to join */

static TaskHandle_t task;
static uint16_t profile = WIFI_DEVICE_NONE;

/* From a task of the radio's: it only wakes ours. */
static void on_change(uint32_t type, AwsIotNetworkState_t state)
{
    (void)type;
    (void)xTaskNotify(task, state == eNetworkStateEnabled ? 1u : 2u, eSetBits);
}

static void scan(void)
{
    static WIFIScanResult_t found[WIFI_DEVICE_FOUND];
    const unsigned count = wifi_device_scan(found);

    printf("scan: %u networks\n", count);
    printf("scan: dBm  channel  security  kept  name\n");
    for (unsigned i = 0; i < count; i++) {
        const uint16_t kept = wifi_device_profile(&found[i]);
        printf("scan: %4d  %7d  %-8s  %-4s  %s\n", found[i].cRSSI, found[i].cChannel,
               wifi_device_security(found[i].xSecurity), kept != WIFI_DEVICE_NONE ? "yes" : "",
               found[i].ucHidden ? "(hidden)"
                                 : wifi_device_name(found[i].cSSID, strlen(found[i].cSSID)));
        if (kept != WIFI_DEVICE_NONE && profile == WIFI_DEVICE_NONE) {
            profile = kept;
        }
    }
    if (profile == WIFI_DEVICE_NONE) {
        printf("scan: none of them is kept: ./run provision --wifi keeps one, s scans again\n");
    }
}

static void tell(const char *what, const uint8_t address[4])
{
    printf("wifi: %s %u.%u.%u.%u\n", what, address[0], address[1], address[2], address[3]);
}

static void echo(const char *who, const uint8_t address[4])
{
    uint8_t to[4];

    memcpy(to, address, sizeof to);
    printf("wifi: %s %s\n", who,
           WIFI_Ping(to, 3, 200) == eWiFiSuccess ? "answers" : "does not answer");
}

static void tell_network(void)
{
    static char host[] = demoHOST;
    struct wifi_device *const radio = board_wifi();
    struct wifi_address all;
    uint8_t address[4];

    if (radio->driver->address(radio, &all) != WIFI_RESULT_OK) {
        printf("wifi: no address\n");
        return;
    }
    tell("address", all.address);
    tell("netmask", all.netmask);
    tell("gateway", all.gateway);
    echo("the gateway", all.gateway);
    if (WIFI_GetHostIP(host, address) == eWiFiSuccess) {
        tell(demoHOST " is", address);
        echo(demoHOST, address);
    } else {
        printf("wifi: %s: %s\n", demoHOST, wifi_reason_text(wifi_reason()));
    }
}

/* What has happened since the last time. */
static void look(void)
{
    uint32_t changes = 0;
    char key;

    (void)xTaskNotifyWait(0, UINT32_MAX, &changes, pdMS_TO_TICKS(LOOK_MS));
    if ((changes & 2u) != 0) {
        printf("wifi: the network is lost\n");
    }
    if ((changes & 1u) != 0) {
        printf("wifi: joined\n");
        tell_network();
    }
    while (board_console_read(&key, 1) == 1) {
        if (key == 's') {
            scan();
        } else if (key == 'q') {
            (void)WIFI_Off();
            printf("demo: done\n");
            board_exit(0);
        }
    }
}

static void scan_task(void *arg)
{
    TickType_t tried = 0;
    bool again = false;

    (void)arg;
    (void)WIFI_RegisterNetworkStateChangeEventCallback(on_change);
    if (!wifi_device_start()) {
        board_exit(1);
    }
    scan();
    for (;;) {
        look();
        if (profile != WIFI_DEVICE_NONE && !WIFI_IsConnected() &&
            (!again || xTaskGetTickCount() - tried >= pdMS_TO_TICKS(AGAIN_MS))) {
            (void)wifi_device_join(profile);
            tried = xTaskGetTickCount();
            again = true;
        }
    }
}

int main(void)
{
    board_init();
    printf("wifi_scan on %s: s scans, q ends\n", board_name());
    if (xTaskCreate(scan_task, "scan", TASK_WORDS, NULL, TASK_PRIORITY, &task) != pdPASS) {
        printf("wifi_scan: no memory for the task\n");
        return 1;
    }
    vTaskStartScheduler();
    return 1;
}
