/* SPDX-License-Identifier: MIT */
/* A device that updates itself: it waits for a job, receives the image, resets into it, and accepts
 * it once it is connected again. A line a second while there is something to say.
 */
#include <stdio.h>

#include "FreeRTOS.h"
#include "aws_iot_ota_agent.h"
#include "board.h"
#include "cloud_device.h"
#include "ota_board.h"
#include "ota_signer_key.h"
#include "ota_signers.h"
#include "task.h"

#define LINE_MS 1000u

static struct mqtt_link *way;
static const char *name;

static void reset(void *context)
{
    (void)context;
    printf("ota: reset\n");
    board_reset();
}

static void feed(void)
{
    struct watchdog_device *watchdog = board_watchdog();

    if (watchdog != NULL) {
        watchdog->driver->feed(watchdog); /* the bootloader's, in a trial */
    }
}

static void on_event(OTA_JobEvent_t event)
{
    if (event == eOTA_JobEvent_Activate) {
        printf("ota: a new image is there\n");
        (void)OTA_ActivateNewImage();
    } else if (event == eOTA_JobEvent_StartTest) {
        printf("ota: on trial; connected, so it is accepted\n");
        (void)OTA_SetImageState(eOTA_ImageState_Accepted);
    } else {
        printf("ota: failed\n");
    }
}

static bool prepare(struct mqtt_link *link, const char *thing)
{
    way = link;
    name = thing;
    return true;
}

static bool start_agent(void)
{
    static const struct ota_certificate list[] = {
        {"/ota_signer.crt", ota_signer_key, sizeof ota_signer_key}};
    static struct ota_certificates certificates;
    static struct ota_agent_memory memory;
    const struct ota_flash_config flash = {
        .device = board_flash(),
        .layout = &ota_board_layout,
        .signers = ota_signers_init(&certificates, list, sizeof list / sizeof list[0]),
        .reset = reset,
    };
    const struct ota_agent_options options = {.flash = &flash, .memory = &memory};

    ota_agent_configure(&options);
    return OTA_AgentInit(way, (const uint8_t *)name, on_event, 0) != eOTA_AgentState_Stopped;
}

static bool run(const struct secure_link *device)
{
    static const char *const states[] = {"Init",
                                         "Ready",
                                         "RequestingJob",
                                         "WaitingForJob",
                                         "CreatingFile",
                                         "RequestingFileBlock",
                                         "WaitingForFileBlock",
                                         "ClosingFile",
                                         "Suspended",
                                         "ShuttingDown",
                                         "Stopped"};
    uint32_t said = UINT32_MAX;

    (void)device;
    if (!start_agent()) {
        printf("ota: no agent: has the bootloader started this?\n");
        return false;
    }
    const uint32_t version = ota_agent_version();
    printf("ota: version %u.%u.%u\n", (unsigned)(version >> 24), (unsigned)(version >> 16 & 0xFFu),
           (unsigned)(version & 0xFFFFu));
    for (;;) {
        feed();
        if (OTA_GetPacketsReceived() != said) {
            said = OTA_GetPacketsReceived();
            printf("State: %s  Received: %u  Queued: %u  Processed: %u  Dropped: %u\n",
                   states[OTA_GetAgentState()], (unsigned)said, (unsigned)OTA_GetPacketsQueued(),
                   (unsigned)OTA_GetPacketsProcessed(), (unsigned)OTA_GetPacketsDropped());
        }
        vTaskDelay(pdMS_TO_TICKS(LINE_MS));
    }
}

int main(void)
{
    static const struct cloud_device device = {prepare, run, NULL, true};

    return cloud_device_start(&device);
}
