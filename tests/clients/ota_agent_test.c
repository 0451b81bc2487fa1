/* SPDX-License-Identifier: MIT */
/* The update agent as a task: its API over a scripted link and a platform in memory. */
#include "aws_iot_ota_agent.h"

#include <stdio.h>
#include <string.h>

#include "cbor_writer.h"
#include "conformance.h"
#include "scripted_link.h"

#define ROOT       "$aws/things/lamp"
#define FILE_BYTES 2500u
#define SETTLE     50u /* ticks in which the agent does what there is to do */

static struct scripted_link script;
static struct ota_agent_memory memory;
static uint8_t file[FILE_BYTES];
static uint32_t file_bytes; /* of the file that is offered: its beginning is kept */
static unsigned activated, trials, failed, closed, aborted, resets;
static OTA_ImageState_t image_state;
static OTA_PAL_ImageState_t pal_state;

/* ---- The platform ---- */

static OTA_Err_t create_file(OTA_FileContext_t *const C)
{
    return C->ulFileSize == file_bytes ? kOTA_Err_None : kOTA_Err_RxFileTooLarge;
}

static int16_t write_block(OTA_FileContext_t *const C, uint32_t ulOffset, uint8_t *const pcData,
                           uint32_t ulBlockSize)
{
    (void)C;
    if (ulOffset + ulBlockSize <= FILE_BYTES) {
        memcpy(file + ulOffset, pcData, ulBlockSize);
    }
    return (int16_t)ulBlockSize;
}

static OTA_Err_t close_file(OTA_FileContext_t *const C)
{
    (void)C;
    closed++;
    return file[FILE_BYTES - 1u] == 0xEE ? kOTA_Err_SignatureCheckFailed : kOTA_Err_None;
}

static OTA_Err_t abort_file(OTA_FileContext_t *const C)
{
    (void)C;
    aborted++;
    return kOTA_Err_None;
}

static OTA_Err_t reset_device(void)
{
    resets++;
    return kOTA_Err_ResetNotSupported;
}

static OTA_Err_t set_state(OTA_ImageState_t eState)
{
    image_state = eState;
    return kOTA_Err_None;
}

static OTA_PAL_ImageState_t get_state(void)
{
    return pal_state;
}

static void on_event(OTA_JobEvent_t event)
{
    activated += event == eOTA_JobEvent_Activate;
    trials += event == eOTA_JobEvent_StartTest;
    failed += event == eOTA_JobEvent_Fail;
}

static const OTA_PAL_Callbacks_t callbacks = {.xAbort = abort_file,
                                              .xActivateNewImage = reset_device,
                                              .xCloseFile = close_file,
                                              .xCreateFileForRx = create_file,
                                              .xGetPlatformImageState = get_state,
                                              .xResetDevice = reset_device,
                                              .xSetPlatformImageState = set_state,
                                              .xWriteBlock = write_block,
                                              .xCompleteCallback = on_event};

/* ---- The service ---- */

static void let_it_run(void)
{
    vTaskDelay(SETTLE);
}

static bool says(const char *text)
{
    return strstr(script.payload, text) != NULL;
}

/* The last report is taken, or not. */
static void answer(const char *verdict)
{
    char topic[96], text[96];
    const char *token = strstr(script.payload, "\"clientToken\":\"");

    CHECK(token != NULL);
    (void)snprintf(topic, sizeof topic, ROOT "/jobs/j1/update/%s", verdict);
    (void)snprintf(text, sizeof text, "{\"code\":\"ResourceNotFound\",%.*s}", 27, token);
    (void)scripted_link_say(&script, topic, text);
    let_it_run();
}

static void offer(const char *details)
{
    char text[640];

    (void)snprintf(text, sizeof text,
                   "{\"execution\":{\"jobId\":\"j1\",\"status\":\"QUEUED\",\"versionNumber\":1,%s"
                   "\"jobDocument\":{\"afr_ota\":{\"protocols\":[\"MQTT\"],\"streamname\":\"s1\","
                   "\"files\":[{\"filepath\":\"/f\",\"filesize\":%u,\"fileid\":0,\"certfile\":"
                   "\"c\",\"sig-sha256-ecdsa\":\"MAAA\"}]}}}}",
                   details, (unsigned)file_bytes);
    CHECK(scripted_link_say(&script, ROOT "/jobs/$next/get/accepted", text));
    let_it_run();
}

static void send_block(uint32_t block, uint8_t fill)
{
    static uint8_t data[1024], message[1100];
    const uint32_t left = file_bytes - block * 1024u, length = left < 1024u ? left : 1024u;
    struct cbor_out out = {message, sizeof message, 0};

    memset(data, fill, sizeof data);
    cbor_put_map(&out, 4);
    cbor_put_text(&out, "f", 1);
    cbor_put_uint(&out, 0);
    cbor_put_text(&out, "i", 1);
    cbor_put_uint(&out, block);
    cbor_put_text(&out, "l", 1);
    cbor_put_uint(&out, length);
    cbor_put_text(&out, "p", 1);
    cbor_put_bytes(&out, data, length);
    const struct mqtt_link_message arrived = {ROOT "/streams/s1/data/cbor",
                                              sizeof(ROOT "/streams/s1/data/cbor") - 1u,
                                              (const char *)message, out.needed};
    CHECK(mqtt_link_deliver(&script.link, &arrived));
    let_it_run();
}

static void given_an_agent_with(pxOTACompleteCallback_t on)
{
    const struct ota_agent_options options = {.memory = &memory};
    OTA_PAL_Callbacks_t with = callbacks;

    scripted_link_init(&script);
    (void)OTA_AgentShutdown(portMAX_DELAY);
    activated = trials = failed = closed = aborted = resets = 0;
    image_state = eOTA_ImageState_Unknown;
    file_bytes = FILE_BYTES;
    memset(file, 0, sizeof file);
    ota_agent_configure(&options);
    with.xCompleteCallback = on;
    CHECK_EQ(OTA_AgentInit_internal(&script.link, (const uint8_t *)"lamp", &with, 0),
             eOTA_AgentState_Ready);
    scripted_link_grant(&script);
    let_it_run();
}

static void given_an_agent(void)
{
    given_an_agent_with(on_event);
}

static void when_it_is_over(void)
{
    CHECK_EQ(OTA_AgentShutdown(portMAX_DELAY), eOTA_AgentState_Stopped);
}

/* ---- Tests ---- */

static void without_an_agent_nothing_can_be_done(void)
{
    CHECK_EQ(OTA_GetAgentState(), eOTA_AgentState_Stopped);
    CHECK_EQ(OTA_CheckForUpdate(), kOTA_Err_Uninitialized);
    CHECK_EQ(OTA_ActivateNewImage(), kOTA_Err_Uninitialized);
    CHECK_EQ(OTA_SetImageState(eOTA_ImageState_Accepted), kOTA_Err_Uninitialized);
    CHECK_EQ(OTA_Suspend(), kOTA_Err_Uninitialized);
    CHECK_EQ(OTA_Resume(NULL), kOTA_Err_Uninitialized);
    CHECK_EQ(OTA_AgentShutdown(0), eOTA_AgentState_Stopped);
    scripted_link_init(&script);
    CHECK_EQ(OTA_AgentInit(NULL, (const uint8_t *)"lamp", NULL, 0), eOTA_AgentState_Stopped);
    CHECK_EQ(OTA_AgentInit(&script.link, NULL, NULL, 0), eOTA_AgentState_Stopped);
    CHECK_EQ(OTA_AgentInit_internal(&script.link, (const uint8_t *)"", &callbacks, 0),
             eOTA_AgentState_Stopped);
}

static void it_subscribes_and_asks_for_a_job_when_all_is_granted(void)
{
    pal_state = eOTA_PAL_ImageState_Valid;
    given_an_agent();
    CHECK_EQ(script.subscribed, 4);
    CHECK_EQ(strcmp(script.filters[0], ROOT "/streams/+/data/cbor"), 0);
    CHECK_EQ(strcmp(script.filters[1], ROOT "/jobs/+/update/+"), 0);
    CHECK_EQ(strcmp(script.filters[2], ROOT "/jobs/notify-next"), 0);
    CHECK_EQ(strcmp(script.filters[3], ROOT "/jobs/$next/get/accepted"), 0);
    CHECK_EQ(strcmp(script.topic, ROOT "/jobs/$next/get"), 0);
    CHECK(says("{\"clientToken\":\"0:lamp\"}"));
    CHECK_EQ(OTA_GetAgentState(), eOTA_AgentState_RequestingJob);
    CHECK(scripted_link_say(&script, ROOT "/jobs/$next/get/accepted", "{\"timestamp\":1}"));
    let_it_run();
    CHECK_EQ(OTA_GetAgentState(), eOTA_AgentState_WaitingForJob);
    when_it_is_over();
}

static void receive_file(uint8_t fill)
{
    struct ota_agent_status status;

    pal_state = eOTA_PAL_ImageState_Valid;
    given_an_agent();
    offer("");
    CHECK_EQ(OTA_GetAgentState(), eOTA_AgentState_WaitingForFileBlock);
    CHECK_EQ(strcmp(script.topic, ROOT "/streams/s1/get/cbor"), 0);
    send_block(2, fill);
    send_block(0, fill);
    send_block(0, fill);
    CHECK_EQ(closed, 0);
    ota_agent_get_status(&status);
    CHECK_EQ(status.where.state, OTA_RECEIVING);
    CHECK_EQ(strcmp(status.where.job, "j1"), 0);
    CHECK_EQ(status.blocks, 3);
    CHECK_EQ(status.blocks_there, 2);
    CHECK_EQ(status.requests, 1);
    send_block(1, fill);
    CHECK_EQ(closed, 1);
    CHECK_EQ(OTA_GetPacketsProcessed(), 3);
    CHECK_EQ(OTA_GetPacketsDropped(), 1);
    CHECK_EQ(OTA_GetPacketsReceived(), 5);
    CHECK_EQ(OTA_GetPacketsQueued(), 5);
}

static void a_file_that_is_no_firmware_is_received_and_accepted_without_a_trial(void)
{
    receive_file(0x11);
    CHECK(says("\"self_test\":\"ready\""));
    CHECK_EQ(activated, 0);
    answer("accepted");
    CHECK_EQ(activated, 1);
    CHECK_EQ(file[FILE_BYTES - 1u], 0x11);
    CHECK_EQ(OTA_SetImageState(eOTA_ImageState_Accepted), kOTA_Err_None);
    let_it_run();
    CHECK_EQ(image_state, eOTA_ImageState_Accepted);
    CHECK_EQ(OTA_GetImageState(), eOTA_ImageState_Accepted);
    CHECK(says("SUCCEEDED"));
    answer("accepted");
    CHECK_EQ(strcmp(script.topic, ROOT "/jobs/$next/get"), 0);
    when_it_is_over();
}

static char report[SCRIPTED_TEXT_BYTES]; /* the last one; empty: it was answered */
static MQTTStatus_t (*publish_plainly)(void *context, const char *topic, const void *payload,
                                       size_t length, MQTTQoS_t qos, uint32_t timeout_ms);

static MQTTStatus_t keep_report(void *context, const char *topic, const void *payload,
                                size_t length, MQTTQoS_t qos, uint32_t timeout_ms)
{
    if (strstr(topic, "/jobs/j1/update") != NULL) {
        memcpy(report, payload, length);
        report[length] = '\0';
    }
    return publish_plainly(context, topic, payload, length, qos, timeout_ms);
}

static void it_reports_after_each_64_blocks(void)
{
    char wanted[24];

    pal_state = eOTA_PAL_ImageState_Valid;
    given_an_agent();
    publish_plainly = script.link.publish;
    script.link.publish = keep_report;
    file_bytes = 129u * 1024u + 100u;
    report[0] = '\0';
    offer("");
    for (uint32_t block = 0; block < 130; block++) {
        CHECK_EQ(report[0] != '\0', block % 64u == 0);
        if (report[0] != '\0') {
            (void)snprintf(wanted, sizeof wanted, "\"receive\":\"%u/130\"", (unsigned)block);
            CHECK(strstr(report, wanted) != NULL);
            strcpy(script.payload, report);
            report[0] = '\0';
            answer("accepted");
        }
        send_block(block, 1);
    }
    CHECK_EQ(closed, 1);
    when_it_is_over();
}

static void a_file_that_is_bad_fails_its_job(void)
{
    receive_file(0xEE);
    CHECK_EQ(failed, 1);
    CHECK(says("\"status\":\"FAILED\""));
    CHECK(says("job signature"));
    CHECK_EQ(OTA_GetAgentState(), eOTA_AgentState_ClosingFile);
    answer("accepted");
    CHECK_EQ(aborted, 1);
    when_it_is_over();
}

static unsigned allocations(void)
{
    HeapStats_t heap;

    vPortGetHeapStats(&heap);
    return (unsigned)heap.xNumberOfSuccessfulAllocations;
}

static void with_memory_of_its_own_it_takes_nothing_from_the_heap(void)
{
    const unsigned before = allocations();

    a_file_that_is_no_firmware_is_received_and_accepted_without_a_trial();
    CHECK_EQ(allocations(), before);
}

static void an_image_is_activated_by_a_reset(void)
{
    receive_file(0x11);
    CHECK_EQ(OTA_ActivateNewImage(), kOTA_Err_None);
    let_it_run();
    CHECK(resets > 0);
    when_it_is_over();
}

static void an_image_on_trial_is_accepted_when_the_service_knows_its_job(void)
{
    pal_state = eOTA_PAL_ImageState_PendingCommit;
    given_an_agent();
    offer("\"statusDetails\":{\"self_test\":\"ready\"},");
    CHECK_EQ(trials, 1);
    CHECK_EQ(OTA_GetImageState(), eOTA_ImageState_Testing);
    answer("accepted");
    CHECK_EQ(image_state, eOTA_ImageState_Unknown);
    CHECK_EQ(OTA_SetImageState(eOTA_ImageState_Accepted), kOTA_Err_None);
    let_it_run();
    CHECK(says("\"self_test\":\"active\""));
    CHECK_EQ(image_state, eOTA_ImageState_Unknown);
    answer("accepted");
    CHECK_EQ(image_state, eOTA_ImageState_Accepted);
    CHECK(says("SUCCEEDED"));
    when_it_is_over();
}

static void an_image_whose_job_is_gone_is_rejected(void)
{
    pal_state = eOTA_PAL_ImageState_PendingCommit;
    given_an_agent();
    offer("\"statusDetails\":{\"self_test\":\"ready\"},");
    answer("accepted");
    CHECK_EQ(OTA_SetImageState(eOTA_ImageState_Accepted), kOTA_Err_None);
    let_it_run();
    answer("rejected");
    CHECK_EQ(image_state, eOTA_ImageState_Rejected);
    CHECK(resets > 0);
    when_it_is_over();
}

static void without_a_callback_it_resets_and_accepts_by_itself(void)
{
    pal_state = eOTA_PAL_ImageState_Valid;
    given_an_agent_with(NULL);
    offer("");
    for (uint32_t block = 0; block < 3; block++) {
        send_block(block, 0x11);
    }
    CHECK_EQ(resets, 0); /* the service has to know first */
    answer("accepted");
    CHECK(resets > 0);
    when_it_is_over();
    pal_state = eOTA_PAL_ImageState_PendingCommit;
    given_an_agent_with(NULL);
    offer("\"statusDetails\":{\"self_test\":\"ready\"},");
    CHECK(says("\"self_test\":\"active\""));
    CHECK_EQ(image_state, eOTA_ImageState_Unknown); /* the service has not said that it knows */
    answer("accepted");
    CHECK_EQ(image_state, eOTA_ImageState_Accepted);
    CHECK(says("SUCCEEDED"));
    when_it_is_over();
}

static void while_suspended_it_asks_for_nothing(void)
{
    pal_state = eOTA_PAL_ImageState_Valid;
    given_an_agent();
    CHECK_EQ(OTA_Suspend(), kOTA_Err_None);
    let_it_run();
    CHECK_EQ(OTA_GetAgentState(), eOTA_AgentState_Suspended);
    const unsigned published = script.published;
    CHECK_EQ(OTA_CheckForUpdate(), kOTA_Err_None);
    mqtt_link_up(&script.link);
    let_it_run();
    CHECK_EQ(script.published, published);
    CHECK_EQ(OTA_Resume(NULL), kOTA_Err_None);
    let_it_run();
    CHECK_EQ(script.published, published + 2u); /* the shadow, and whether there is a job */
    when_it_is_over();
}

CONFORMANCE_MAIN("ota_agent", TEST(without_an_agent_nothing_can_be_done),
                 TEST(it_subscribes_and_asks_for_a_job_when_all_is_granted),
                 TEST(a_file_that_is_no_firmware_is_received_and_accepted_without_a_trial),
                 TEST(it_reports_after_each_64_blocks),
                 TEST(with_memory_of_its_own_it_takes_nothing_from_the_heap),
                 TEST(a_file_that_is_bad_fails_its_job), TEST(an_image_is_activated_by_a_reset),
                 TEST(an_image_on_trial_is_accepted_when_the_service_knows_its_job),
                 TEST(an_image_whose_job_is_gone_is_rejected),
                 TEST(without_a_callback_it_resets_and_accepts_by_itself),
                 TEST(while_suspended_it_asks_for_nothing))
