/* SPDX-License-Identifier: MIT */
#include "agent_kit.h"

#include <stdio.h>
#include <string.h>

#define SETTLE_MS   50u
#define SHUT_MS     5000u
#define OFFER_BYTES 640u

struct agent_kit kit;

static struct ota_agent_memory memory;

uint8_t kit_byte(uint32_t at)
{
    return (uint8_t)(at * 13u + (at >> 8));
}

void kit_wait(void)
{
    vTaskDelay(pdMS_TO_TICKS(SETTLE_MS));
}

/* ---- The platform ---- */

static void keep(char *to, size_t room, const uint8_t *text)
{
    if (text != NULL) {
        strncpy(to, (const char *)text, room - 1u);
    }
}

static OTA_Err_t create_file(OTA_FileContext_t *const C)
{
    kit.creations++;
    kit.created = *C;
    keep(kit.path, sizeof kit.path, C->pucFilePath);
    keep(kit.certificate, sizeof kit.certificate, C->pucCertFilepath);
    keep(kit.job, sizeof kit.job, C->pucJobName);
    if (C->pxSignature != NULL && C->pxSignature->usSize == sizeof kit.signature) {
        memcpy(kit.signature, C->pxSignature->ucData, sizeof kit.signature);
    }
    return kOTA_Err_None;
}

static int16_t write_block(OTA_FileContext_t *const C, uint32_t ulOffset, uint8_t *const pcData,
                           uint32_t ulBlockSize)
{
    (void)C;
    if (ulOffset > KIT_BYTES || ulBlockSize > KIT_BYTES - ulOffset) {
        return -1;
    }
    memcpy(kit.file + ulOffset, pcData, ulBlockSize);
    kit.written++;
    return (int16_t)ulBlockSize;
}

static OTA_Err_t close_file(OTA_FileContext_t *const C)
{
    (void)C;
    kit.closed++;
    return kOTA_Err_None;
}

static OTA_Err_t abort_file(OTA_FileContext_t *const C)
{
    (void)C;
    kit.aborted++;
    return kOTA_Err_None;
}

static OTA_Err_t reset_device(void)
{
    return kOTA_Err_ResetNotSupported;
}

static OTA_Err_t set_state(OTA_ImageState_t eState)
{
    (void)eState;
    return kOTA_Err_None;
}

static OTA_PAL_ImageState_t get_state(void)
{
    return eOTA_PAL_ImageState_Valid;
}

static void on_event(OTA_JobEvent_t event)
{
    kit.activated += event == eOTA_JobEvent_Activate;
    kit.failed += event == eOTA_JobEvent_Fail;
}

/* ---- Around a case ---- */

void kit_set_up(void)
{
    memset(&kit, 0, sizeof kit);
    scripted_link_init(&kit.service);
    EXPECT_EQUAL(OTA_GetAgentState(), eOTA_AgentState_Stopped);
}

void kit_tear_down(void)
{
    (void)OTA_AgentShutdown(pdMS_TO_TICKS(SHUT_MS));
}

OTA_State_t kit_init(struct mqtt_link *link, const char *thing)
{
    static const OTA_PAL_Callbacks_t platform = {.xAbort = abort_file,
                                                 .xActivateNewImage = reset_device,
                                                 .xCloseFile = close_file,
                                                 .xCreateFileForRx = create_file,
                                                 .xGetPlatformImageState = get_state,
                                                 .xResetDevice = reset_device,
                                                 .xSetPlatformImageState = set_state,
                                                 .xWriteBlock = write_block,
                                                 .xCompleteCallback = on_event};
    const struct ota_agent_options options = {.memory = &memory};

    ota_agent_configure(&options);
    return OTA_AgentInit_internal(link, (const uint8_t *)thing, &platform, 0);
}

void kit_start(void)
{
    EXPECT_EQUAL(kit_init(&kit.service.link, "lamp"), eOTA_AgentState_Ready);
    scripted_link_grant(&kit.service);
    kit_wait();
}

/* ---- The service ---- */

bool kit_says(const char *text)
{
    return strstr(kit.service.payload, text) != NULL;
}

void kit_offer(const char *document)
{
    static char text[OFFER_BYTES];

    (void)snprintf(text, sizeof text,
                   "{\"execution\":{\"jobId\":\"j1\",\"status\":\"QUEUED\",\"versionNumber\":1,"
                   "\"jobDocument\":%s}}",
                   document);
    EXPECT(scripted_link_say(&kit.service, KIT_THINGS "/jobs/$next/get/accepted", text));
    kit_wait();
}

/* {"f": 5, "i": block, "l": how many, "p": its bytes} in CBOR. */
void kit_send_block(uint32_t block)
{
    static const char topic[] = KIT_THINGS "/streams/s1/data/cbor";
    static uint8_t message[KIT_BLOCK + 32u];
    const uint32_t begin = block * KIT_BLOCK, left = KIT_BYTES - begin,
                   bytes = left < KIT_BLOCK ? left : KIT_BLOCK;
    const uint8_t high = (uint8_t)(bytes >> 8), low = (uint8_t)bytes;
    const uint8_t head[] = {0xA4, 0x61, 'f', 5,    0x61, 'i',  (uint8_t)block, 0x61, 'l',
                            0x19, high, low, 0x61, 'p',  0x59, high,           low};
    const struct mqtt_link_message arrived = {topic, sizeof topic - 1u, (const char *)message,
                                              sizeof head + bytes};

    memcpy(message, head, sizeof head);
    for (uint32_t i = 0; i < bytes; i++) {
        message[sizeof head + i] = kit_byte(begin + i);
    }
    EXPECT(mqtt_link_deliver(&kit.service.link, &arrived));
    kit_wait();
}
