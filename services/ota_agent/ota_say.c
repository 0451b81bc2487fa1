/* SPDX-License-Identifier: MIT */
#include "ota_say.h"

#include <string.h>

#include "ota_receive.h"
#include "ota_report.h"
#include "ota_shadow.h"
#include "ota_timer.h"

#define TOKEN_NAME_MAX 50u /* a token has at most 64 bytes */

static void publish_report(struct ota_core *core, const char *job, size_t job_length,
                           JobCurrentStatus_t status, const struct lib_text_out *details,
                           uint32_t version)
{
    char topic[OTA_CORE_TOPIC_BYTES], message[OTA_REPORT_BYTES];

    core->token++;
    const size_t length =
        ota_report_write(message, sizeof message, status, details, version, core->token);
    if (core->is_up && length > 0 &&
        Jobs_Update(topic, sizeof topic, core->thing, (uint16_t)strlen(core->thing), job,
                    (uint16_t)job_length, NULL) == JobsSuccess) {
        (void)core->port->publish(core->port->context, topic, message, length);
    }
}

static JobCurrentStatus_t describe(struct ota_core *core, struct lib_text_out *out)
{
    const struct ota_where *where = &core->where;

    switch (where->state) {
    case OTA_STAGED:
        core->sent = OTA_SAID_READY;
        ota_details_test(out, "ready", NULL, where->version);
        return InProgress;
    case OTA_TESTING:
        core->sent = core->is_accepted ? OTA_SAID_QUESTION : OTA_SAID_NEWS;
        ota_details_test(out, "active", NULL, where->version);
        return InProgress;
    case OTA_ACCEPTED:
        core->sent = OTA_SAID_END;
        ota_details_test(out, NULL, "accepted", where->version);
        return Succeeded;
    case OTA_REFUSED:
        core->sent = OTA_SAID_END;
        ota_details_reason(out, "", ota_refusal_text(where->reason),
                           kOTA_Err_ImageStateMismatch | (uint32_t)where->reason);
        return Failed;
    case OTA_RECEIVING:
    case OTA_IDLE:
    default:
        break;
    }
    if (core->failure != kOTA_Err_None) {
        core->sent = OTA_SAID_END;
        ota_details_reason(out, "", ota_error_text(core->failure), core->failure);
        return Failed;
    }
    core->sent = OTA_SAID_NEWS;
    if (core->is_open) {
        const uint32_t all = ota_receive_blocks(core);
        ota_details_receive(out, all - core->file.ulBlocksRemaining, all);
    }
    return InProgress;
}

void ota_say_status(struct ota_core *core)
{
    char details[OTA_DETAILS_BYTES];
    struct lib_text_out out = {details, sizeof details, 0};

    ota_shadow_report(core);
    if (core->where.job[0] == '\0') {
        return;
    }
    const JobCurrentStatus_t status = describe(core, &out);
    core->report.is_on = false;
    if (core->sent != OTA_SAID_NEWS) {
        ota_timer_start(core, &core->report, otaconfigREPORT_WAIT_MS);
    }
    publish_report(core, core->where.job, strlen(core->where.job), status, &out,
                   core->sent == OTA_SAID_QUESTION ? core->version : 0);
}

void ota_say_rejected(struct ota_core *core, const struct ota_offer *offer, OTA_Err_t error)
{
    char details[OTA_DETAILS_BYTES];
    struct lib_text_out out = {details, sizeof details, 0};

    if (offer->fault != NULL) {
        ota_details_reason(&out, offer->fault, offer->key,
                           kOTA_Err_JobParserError | (uint32_t)offer->error);
    } else {
        ota_details_reason(&out, "", ota_error_text(error), error);
    }
    publish_report(core, offer->job, offer->job_length, Rejected, &out, 0);
    ota_timer_start(core, &core->ask, otaconfigREPORT_WAIT_MS); /* offered again: not taken */
}

void ota_say_ask(struct ota_core *core)
{
    char topic[OTA_CORE_TOPIC_BYTES], message[32u + 12u + otaconfigMAX_THINGNAME_LEN];
    struct lib_text_out out = {message, sizeof message, 0};

    if (!core->is_up || core->is_suspended) {
        return;
    }
    ota_shadow_report(core);
    lib_text_put(&out, LIB_TEXT("{\"clientToken\":\""));
    lib_text_put_number(&out, core->asked++);
    lib_text_put(&out, LIB_TEXT(":"));
    const size_t thing_length = strlen(core->thing);
    lib_text_put(&out, core->thing, thing_length < TOKEN_NAME_MAX ? thing_length : TOKEN_NAME_MAX);
    lib_text_put(&out, LIB_TEXT("\"}"));
    if (Jobs_Describe(topic, sizeof topic, core->thing, (uint16_t)strlen(core->thing),
                      JOBS_API_JOBID_NEXT, JOBS_API_JOBID_NEXT_LENGTH, NULL) == JobsSuccess) {
        (void)core->port->publish(core->port->context, topic, message, out.needed);
    }
    ota_timer_start(core, &core->ask, otaconfigREPORT_WAIT_MS);
}
