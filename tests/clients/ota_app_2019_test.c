/* SPDX-License-Identifier: MIT */
/* An application of 2019 with its own aws_ota_agent_config.h and its own platform layer, as it was
 * written then: names, types and numbers are those of the API's reference. */
#include "aws_iot_ota_agent.h"

#include <stdio.h>
#include <string.h>

#include "aws_ota_pal.h"
#include "cbor_writer.h"
#include "conformance.h"
#include "scripted_link.h"

#define ROOT "$aws/things/lamp"

/* ---- Numbers that applications store, print and index with ---- */

_Static_assert(eOTA_AgentState_Unknown == -1 && eOTA_AgentState_NotReady == 0 &&
                   eOTA_AgentState_Ready == 1 && eOTA_AgentState_Active == 2 &&
                   eOTA_AgentState_ShuttingDown == 3 && eOTA_NumAgentStates == 4,
               "states");
_Static_assert(eOTA_JobEvent_Activate == 0 && eOTA_JobEvent_Fail == 1 &&
                   eOTA_JobEvent_StartTest == 2 && eOTA_LastJobEvent == eOTA_JobEvent_StartTest,
               "events");
_Static_assert(eOTA_ImageState_Unknown == 0 && eOTA_ImageState_Testing == 1 &&
                   eOTA_ImageState_Accepted == 2 && eOTA_ImageState_Rejected == 3 &&
                   eOTA_ImageState_Aborted == 4 && eOTA_LastImageState == eOTA_ImageState_Aborted,
               "image states");
_Static_assert(eOTA_PAL_ImageState_Unknown == 0 && eOTA_PAL_ImageState_PendingCommit == 1 &&
                   eOTA_PAL_ImageState_Valid == 2 && eOTA_PAL_ImageState_Invalid == 3,
               "states of the platform");
_Static_assert(kOTA_MaxSignatureSize == 256 && OTA_FILE_SIG_KEY_STR_MAX_LENGTH == 32, "sizes");
_Static_assert(sizeof(OTA_Err_t) == 4, "an error has 32 bits");

static void an_error_has_its_main_code_in_the_top_8_bits(void)
{
    static const struct {
        OTA_Err_t error;
        unsigned code;
    } all[] = {
        {kOTA_Err_None, 0x00},
        {kOTA_Err_SignatureCheckFailed, 0x01},
        {kOTA_Err_BadSignerCert, 0x02},
        {kOTA_Err_OutOfMemory, 0x03},
        {kOTA_Err_ActivateFailed, 0x04},
        {kOTA_Err_CommitFailed, 0x05},
        {kOTA_Err_RejectFailed, 0x06},
        {kOTA_Err_AbortFailed, 0x07},
        {kOTA_Err_PublishFailed, 0x08},
        {kOTA_Err_BadImageState, 0x09},
        {kOTA_Err_NoActiveJob, 0x0a},
        {kOTA_Err_NoFreeContext, 0x0b},
        {kOTA_Err_HTTPInitFailed, 0x0c},
        {kOTA_Err_HTTPRequestFailed, 0x0d},
        {kOTA_Err_FileAbort, 0x10},
        {kOTA_Err_FileClose, 0x11},
        {kOTA_Err_RxFileCreateFailed, 0x12},
        {kOTA_Err_BootInfoCreateFailed, 0x13},
        {kOTA_Err_RxFileTooLarge, 0x14},
        {kOTA_Err_NullFilePtr, 0x20},
        {kOTA_Err_MomentumAbort, 0x21},
        {kOTA_Err_DowngradeNotAllowed, 0x22},
        {kOTA_Err_SameFirmwareVersion, 0x23},
        {kOTA_Err_JobParserError, 0x24},
        {kOTA_Err_FailedToEncodeCBOR, 0x25},
        {kOTA_Err_ImageStateMismatch, 0x26},
        {kOTA_Err_GenericIngestError, 0x27},
        {kOTA_Err_UserAbort, 0x28},
        {kOTA_Err_ResetNotSupported, 0x29},
        {kOTA_Err_TopicTooLarge, 0x2a},
        {kOTA_Err_Panic, 0xfe},
        {kOTA_Err_Uninitialized, 0xff},
    };

    for (unsigned i = 0; i < sizeof all / sizeof all[0]; i++) {
        const OTA_Err_t with_detail = all[i].error | (0x123456u & kOTA_PAL_ErrMask);
        CHECK_EQ(all[i].error, all[i].code << kOTA_MainErrShiftDownBits);
        CHECK_EQ(with_detail & kOTA_Main_ErrMask, all[i].error);
        CHECK_EQ(with_detail & kOTA_PAL_ErrMask, 0x123456u);
    }
}

/* ---- The platform layer, after the porting guide ---- */

static uint8_t memory_of_file[4096];
static unsigned closed;

static OTA_Err_t create_file(OTA_FileContext_t *const C)
{
    if (C == NULL || C->pucFilePath == NULL) {
        return kOTA_Err_RxFileCreateFailed | (1u & kOTA_PAL_ErrMask);
    }
    if (C->ulFileSize > sizeof memory_of_file) {
        return kOTA_Err_RxFileTooLarge;
    }
    C->pucFile = memory_of_file;
    return kOTA_Err_None;
}

static int16_t write_block(OTA_FileContext_t *const C, uint32_t ulOffset, uint8_t *const pcData,
                           uint32_t ulBlockSize)
{
    (void)memcpy(&C->pucFile[ulOffset], pcData, ulBlockSize);
    return (int16_t)ulBlockSize;
}

static OTA_Err_t close_file(OTA_FileContext_t *const C)
{
    uint8_t *pucSignature = C->pxSignature->ucData;
    const uint8_t *pucCertificate = C->pucCertFilepath;

    closed += strcmp((const char *)pucCertificate, "rsigner.crt") == 0 &&
              C->pxSignature->usSize == 3 && pucSignature[0] == 0x30;
    C->pucFile = NULL;
    return kOTA_Err_None;
}

static OTA_Err_t abort_file(OTA_FileContext_t *const C)
{
    C->pucFile = NULL;
    return kOTA_Err_None;
}

static OTA_Err_t reset_device(void)
{
    return kOTA_Err_ResetNotSupported;
}

static OTA_Err_t set_state(OTA_ImageState_t eState)
{
    return eState == eOTA_ImageState_Unknown ? kOTA_Err_BadImageState : kOTA_Err_None;
}

static OTA_PAL_ImageState_t get_state(void)
{
    return eOTA_PAL_ImageState_Valid;
}

/* ---- The demo: a line of statistics each second ---- */

static struct scripted_link script;
static char line[128];
static unsigned events;

static const char *statistics(void)
{
    static const char *const pcStateStr[eOTA_NumAgentStates] = {"Not Ready", "Ready", "Active",
                                                                "Shutting down"};

    vTaskDelay(20);
    (void)snprintf(line, sizeof line,
                   "State: %s  Received: %u  Queued: %u  Processed: %u  Dropped: %u",
                   pcStateStr[OTA_GetAgentState()], (unsigned)OTA_GetPacketsReceived(),
                   (unsigned)OTA_GetPacketsQueued(), (unsigned)OTA_GetPacketsProcessed(),
                   (unsigned)OTA_GetPacketsDropped());
    return line;
}

static void on_complete(OTA_JobEvent_t eEvent)
{
    events += eEvent == eOTA_JobEvent_Activate;
}

static void offer_file(void)
{
    CHECK(scripted_link_say(
        &script, ROOT "/jobs/$next/get/accepted",
        "{\"clientToken\":\"0:lamp\",\"execution\":{\"jobId\":\"j1\",\"status\":\"QUEUED\","
        "\"versionNumber\":1,\"jobDocument\":{\"afr_ota\":{\"streamname\":\"s1\",\"files\":[{"
        "\"filepath\":\"/data\",\"filesize\":300,\"fileid\":0,\"certfile\":\"rsigner.crt\","
        "\"sig-sha256-ecdsa\":\"MAEA\"}]}}}}"));
}

static void send_file(void)
{
    uint8_t data[300], message[400];
    struct cbor_out out = {message, sizeof message, 0};

    memset(data, 7, sizeof data);
    cbor_put_map(&out, 4);
    cbor_put_text(&out, "f", 1);
    cbor_put_uint(&out, 0);
    cbor_put_text(&out, "i", 1);
    cbor_put_uint(&out, 0);
    cbor_put_text(&out, "l", 1);
    cbor_put_uint(&out, sizeof data);
    cbor_put_text(&out, "p", 1);
    cbor_put_bytes(&out, data, sizeof data);
    const struct mqtt_link_message arrived = {ROOT "/streams/s1/data/cbor",
                                              sizeof(ROOT "/streams/s1/data/cbor") - 1u,
                                              (const char *)message, out.needed};
    CHECK(mqtt_link_deliver(&script.link, &arrived));
}

static void its_line_of_statistics_has_the_states_of_2019(void)
{
    static const OTA_PAL_Callbacks_t callbacks = {.xAbort = abort_file,
                                                  .xActivateNewImage = reset_device,
                                                  .xCloseFile = close_file,
                                                  .xCreateFileForRx = create_file,
                                                  .xGetPlatformImageState = get_state,
                                                  .xResetDevice = reset_device,
                                                  .xSetPlatformImageState = set_state,
                                                  .xWriteBlock = write_block,
                                                  .xCompleteCallback = on_complete};

    static struct ota_agent_memory memory;
    static const struct ota_agent_options options = {.memory = &memory};

    CHECK(strncmp(statistics(), "State: Not Ready  ", 18) == 0);
    ota_agent_configure(&options);
    scripted_link_init(&script);
    CHECK_EQ(
        OTA_AgentInit_internal(&script.link, (const uint8_t *)"lamp", &callbacks, (TickType_t)~0),
        eOTA_AgentState_Ready);
    scripted_link_grant(&script);
    CHECK(strcmp(statistics(), "State: Ready  Received: 0  Queued: 0  Processed: 0  Dropped: 0") ==
          0);
    offer_file();
    CHECK(strcmp(statistics(), "State: Active  Received: 1  Queued: 1  Processed: 0  Dropped: 0") ==
          0);
    send_file();
    CHECK(strstr(statistics(), "Received: 2  Queued: 2  Processed: 1  Dropped: 0") != NULL);
    CHECK_EQ(closed, 1);
    CHECK_EQ(memory_of_file[299], 7);
    CHECK_EQ(OTA_AgentShutdown(portMAX_DELAY), eOTA_AgentState_NotReady);
    CHECK(strncmp(statistics(), "State: Not Ready  ", 18) == 0);
}

static void its_configuration_is_the_agents(void)
{
    const struct ota_agent_memory *memory = NULL;

    CHECK_EQ(sizeof memory->stack, 1500u * sizeof(StackType_t));
    CHECK_EQ(sizeof memory->buffers / sizeof memory->buffers[0], 5);
}

CONFORMANCE_MAIN("ota_app_2019", TEST(an_error_has_its_main_code_in_the_top_8_bits),
                 TEST(its_line_of_statistics_has_the_states_of_2019),
                 TEST(its_configuration_is_the_agents))
