/* SPDX-License-Identifier: MIT */
/* The update agent through its API: start and end, its states, the job's document, a file. */
#include <string.h>

#include "agent_kit.h"

static void the_agent_starts_and_ends(void)
{
    for (unsigned i = 0; i < 2; i++) {
        kit_start();
        EXPECT(OTA_GetAgentState() != eOTA_AgentState_Stopped);
        EXPECT_EQUAL(OTA_AgentShutdown(pdMS_TO_TICKS(5000)), eOTA_AgentState_Stopped);
        EXPECT_EQUAL(OTA_GetAgentState(), eOTA_AgentState_Stopped);
        scripted_link_init(&kit.service);
    }
}

static void without_an_agent_all_is_refused(void)
{
    EXPECT_EQUAL(OTA_CheckForUpdate(), kOTA_Err_Uninitialized);
    EXPECT_EQUAL(OTA_ActivateNewImage(), kOTA_Err_Uninitialized);
    EXPECT_EQUAL(OTA_SetImageState(eOTA_ImageState_Accepted), kOTA_Err_Uninitialized);
    EXPECT_EQUAL(OTA_Suspend(), kOTA_Err_Uninitialized);
    EXPECT_EQUAL(OTA_Resume(NULL), kOTA_Err_Uninitialized);
    EXPECT_EQUAL(kit_init(NULL, "lamp"), eOTA_AgentState_Stopped);
    EXPECT_EQUAL(kit_init(&kit.service.link, NULL), eOTA_AgentState_Stopped);
    EXPECT_EQUAL(kit_init(&kit.service.link, ""), eOTA_AgentState_Stopped);
    EXPECT_EQUAL(kit.service.published, 0);
}

static void it_asks_for_a_job_and_waits(void)
{
    kit_start();
    EXPECT_EQUAL(OTA_GetAgentState(), eOTA_AgentState_RequestingJob);
    EXPECT(strcmp(kit.service.topic, KIT_THINGS "/jobs/$next/get") == 0);
    EXPECT(scripted_link_say(&kit.service, KIT_THINGS "/jobs/$next/get/accepted",
                             "{\"timestamp\":1}")); /* there is none */
    kit_wait();
    EXPECT_EQUAL(OTA_GetAgentState(), eOTA_AgentState_WaitingForJob);
    EXPECT_EQUAL(kit.creations, 0);
    kit_offer(KIT_DOCUMENT);
    EXPECT_EQUAL(OTA_GetAgentState(), eOTA_AgentState_WaitingForFileBlock);
    EXPECT(strcmp(kit.service.topic, KIT_THINGS "/streams/s1/get/cbor") == 0);
}

static void suspended_it_asks_for_nothing(void)
{
    kit_start();
    EXPECT_EQUAL(OTA_Suspend(), kOTA_Err_None);
    kit_wait();
    EXPECT_EQUAL(OTA_GetAgentState(), eOTA_AgentState_Suspended);
    const unsigned published = kit.service.published;
    EXPECT_EQUAL(OTA_CheckForUpdate(), kOTA_Err_None);
    kit_wait();
    EXPECT_EQUAL(kit.service.published, published);
    EXPECT_EQUAL(OTA_Resume(NULL), kOTA_Err_None);
    kit_wait();
    EXPECT(kit.service.published > published);
    EXPECT(OTA_GetAgentState() != eOTA_AgentState_Suspended);
}

static void the_document_reaches_the_platform(void)
{
    kit_start();
    kit_offer(KIT_DOCUMENT);
    REQUIRE_EQUAL(kit.creations, 1);
    EXPECT_EQUAL(kit.created.ulFileSize, KIT_BYTES);
    EXPECT_EQUAL(kit.created.ulServerFileID, 5);
    EXPECT_EQUAL(kit.created.ulBlockSize, KIT_BLOCK);
    EXPECT(strcmp(kit.path, "/image") == 0);
    EXPECT(strcmp(kit.certificate, "/signer.crt") == 0);
    EXPECT(strcmp(kit.job, "j1") == 0);
    EXPECT_BYTES(kit.signature, "\xDE\xAD\xBE\xEF", sizeof kit.signature);
}

static void a_document_that_is_bad_is_rejected(void)
{
    static const char *const bad[] = {
        "{\"operation\":\"reboot\"}",
        "{\"afr_ota\":{\"streamname\":\"s1\",\"files\":[]}}",
        KIT_DOCUMENT_WITH(""),
        KIT_DOCUMENT_WITH("\"filesize\":0,"),
        KIT_DOCUMENT_WITH("\"filesize\":-1,"),
        KIT_DOCUMENT_WITH("\"filesize\":\"many\","),
    };

    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        scripted_link_init(&kit.service);
        kit_start();
        kit_offer(bad[i]);
        EXPECT(strcmp(kit.service.topic, KIT_THINGS "/jobs/j1/update") == 0);
        EXPECT(kit_says("\"status\":\"REJECTED\""));
        EXPECT_EQUAL(kit.creations, 0);
        EXPECT_EQUAL(OTA_AgentShutdown(pdMS_TO_TICKS(5000)), eOTA_AgentState_Stopped);
    }
}

/* Out of order, and one of them twice. */
static void a_file_is_received_once(void)
{
    kit_start();
    kit_offer(KIT_DOCUMENT);
    kit_send_block(2);
    kit_send_block(0);
    kit_send_block(0);
    EXPECT_EQUAL(kit.closed, 0);
    EXPECT_EQUAL(OTA_GetPacketsDropped(), 1);
    kit_send_block(1);
    EXPECT_EQUAL(kit.written, KIT_BLOCKS);
    EXPECT_EQUAL(kit.closed, 1);
    EXPECT_EQUAL(OTA_GetPacketsProcessed(), KIT_BLOCKS);
    for (uint32_t i = 0; i < KIT_BYTES; i++) {
        REQUIRE_EQUAL(kit.file[i], kit_byte(i));
    }
    EXPECT(kit_says("\"self_test\":\"ready\""));
}

static const struct qualification_case ota_agent_cases[] = {
    {"AFQP_OTA_AgentInitAndShutdown", the_agent_starts_and_ends},
    {"AFQP_OTA_AgentRefusesWithoutInit", without_an_agent_all_is_refused},
    {"AFQP_OTA_AgentStates", it_asks_for_a_job_and_waits},
    {"AFQP_OTA_AgentSuspendAndResume", suspended_it_asks_for_nothing},
    {"AFQP_OTA_JobDocumentIsParsed", the_document_reaches_the_platform},
    {"AFQP_OTA_JobDocumentIsRejected", a_document_that_is_bad_is_rejected},
    {"AFQP_OTA_AgentReceivesFile", a_file_is_received_once},
};

QUALIFICATION_GROUP(ota_agent, "Full_OTA_AGENT", .set_up = kit_set_up, .tear_down = kit_tear_down)
