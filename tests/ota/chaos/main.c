/* SPDX-License-Identifier: MIT */
/* The device of the chaos test. What it is worth its version says, so that one binary, signed under
 * many, is good and bad updates: build number % 4.
 *
 *   0  good      connects, accepts itself
 *   1  rejects   connects, and does not like what it sees
 *   2  hangs     before it is connected; on a board without a watchdog somebody has to switch it
 * off 3  faults    before it is connected
 */
#include <stdio.h>

#include "FreeRTOS.h"
#include "aws_iot_ota_agent.h"
#include "board.h"
#include "cloud_device.h"
#include "ota_board.h"
#include "ota_https.h"
#include "ota_signer_key.h"
#include "ota_signers.h"
#include "task.h"

#define FEED_MS     200u
#define FEED_WORDS  256u
#define AGENT_WORDS 2048u /* a TLS handshake runs on it */

enum worth { GOOD, REJECTS, HANGS, FAULTS };

static struct mqtt_link *way;

static enum worth worth(void)
{
    return (enum worth)(ota_agent_version() & 3u);
}

static void reset(void *context)
{
    (void)context;
    printf("chaos: reset\n");
    board_reset();
}

static void on_event(OTA_JobEvent_t event)
{
    if (event == eOTA_JobEvent_Activate) {
        (void)OTA_ActivateNewImage();
    } else if (event == eOTA_JobEvent_StartTest) {
        (void)OTA_SetImageState(worth() == REJECTS ? eOTA_ImageState_Rejected
                                                   : eOTA_ImageState_Accepted);
    }
}

static void feed(void *watchdog)
{
    const struct watchdog_device *device = watchdog;

    for (;;) {
        device->driver->feed(watchdog);
        vTaskDelay(pdMS_TO_TICKS(FEED_MS));
    }
}

static bool start_feeding(void)
{
    struct watchdog_device *watchdog = board_watchdog();

    return watchdog == NULL || xTaskCreate(feed, "feed", FEED_WORDS, watchdog,
                                           configMAX_PRIORITIES - 1, NULL) == pdPASS;
}

static bool start_agent(const char *thing)
{
    static const struct ota_certificate list[] = {
        {"/ota_signer.crt", ota_signer_key, sizeof ota_signer_key}};
    static struct ota_certificates certificates;
    static struct ota_agent_memory memory;
    static struct ota_https https;
    static StackType_t stack[AGENT_WORDS];
    const struct ota_flash_config flash = {
        .device = board_flash(),
        .layout = &ota_board_layout,
        .signers = ota_signers_init(&certificates, list, sizeof list / sizeof list[0]),
        .reset = reset,
    };
    const struct ota_agent_options options = {
        .flash = &flash,
        .memory = &memory,
        .data = ota_https_init(&https, NULL, 0),
        .stack = stack,
        .stack_words = AGENT_WORDS,
    };

    ota_agent_configure(&options);
    return OTA_AgentInit(way, (const uint8_t *)thing, on_event, 0) != eOTA_AgentState_Stopped;
}

static void be_bad(void)
{
    if (worth() == HANGS) {
        printf("chaos: hangs\n");
        taskENTER_CRITICAL();
        for (;;) {
        }
    }
    if (worth() == FAULTS) {
        __builtin_trap();
    }
}

static bool prepare(struct mqtt_link *link, const char *thing)
{
    way = link;
    if (!start_feeding() || !start_agent(thing)) {
        return false;
    }
    const uint32_t version = ota_agent_version();
    printf("chaos: version %u.%u.%u\n", (unsigned)(version >> 24),
           (unsigned)(version >> 16 & 0xFFu), (unsigned)(version & 0xFFFFu));
    be_bad();
    return true;
}

static bool run(const struct secure_link *device)
{
    (void)device;
    return true; /* the agent does it all */
}

int main(void)
{
    static const struct cloud_device device = {prepare, run, NULL, true};

    return cloud_device_start(&device);
}
