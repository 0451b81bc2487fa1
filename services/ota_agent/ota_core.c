/* SPDX-License-Identifier: MIT */
/* The table of docs/design/ota.md, "The machine". A handler does the work of one field; where it
 * leads is what the store says afterwards. */
#include "ota_core.h"

#include <string.h>

#include "jobs.h"
#include "ota_answer.h"
#include "ota_offer.h"
#include "ota_receive.h"
#include "ota_say.h"
#include "ota_timer.h"

#define RESET_WAIT_MS 1000u

enum event { OFFERED, GONE, CONNECTED, ALL_THERE, ANSWERED, EVENTS };

typedef void (*handler)(struct ota_core *core, struct ota_offer *offer);
static void happen(struct ota_core *core, enum event event, struct ota_offer *offer);

static void look(struct ota_core *core)
{
    char job[sizeof core->where.job];

    memcpy(job, core->where.job, sizeof job);
    core->store->look(core->store->context, &core->where);
    if (core->where.job[0] == '\0' && core->where.state != OTA_IDLE) {
        memcpy(core->where.job, job, sizeof job); /* a store that does not know it */
    }
}

/* ---- Fields of the table ---- */

static void nothing(struct ota_core *core, struct ota_offer *offer)
{
    (void)core;
    (void)offer;
}

static void say(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    ota_say_status(core);
}

static void reset(struct ota_core *core)
{
    core->is_resetting = true;
    ota_timer_start(core, &core->trial, RESET_WAIT_MS); /* in case it returns */
    (void)core->store->reset(core->store->context);
}

static void refuse(struct ota_core *core, ota_refusal_t reason)
{
    (void)core->store->refuse(core->store->context, reason); /* if not: the next boot does */
    reset(core);
}

static void refuse_cancelled(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    refuse(core, OTA_REFUSED_CANCELLED);
}

/* → idle; then there may be another job */
static void drop(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    if (core->store->drop(core->store->context, &core->file) != kOTA_Err_None) {
        ota_timer_start(core, &core->report, otaconfigRETRY_WAIT_MS); /* flash has failed */
        return;
    }
    core->is_open = core->is_accepted = core->is_told = core->takes_other_way = false;
    core->failure = kOTA_Err_None;
    core->files_done = 0;
    core->version = 0;
    core->sent = OTA_SAID_NOTHING;
    core->request.is_on = core->report.is_on = core->trial.is_on = false;
    core->where.job[0] = '\0';
    look(core);
    ota_say_ask(core);
}

static void fail(struct ota_core *core, OTA_Err_t error)
{
    core->failure = error;
    core->request.is_on = false;
    core->port->tell(core->port->context, eOTA_JobEvent_Fail, error);
    ota_say_status(core);
}

static void request(struct ota_core *core)
{
    if (!core->is_up || core->is_suspended || !core->is_open || core->failure != kOTA_Err_None) {
        return;
    }
    if (!ota_receive_request(core)) {
        core->request.is_on = false;
        core->unanswered = 0;
        if (core->has_other_way) {
            core->is_open = false; /* the next offer begins where it was, on the other way */
            core->takes_other_way = !core->takes_other_way;
        }
        ota_timer_start(core, &core->ask, otaconfigRETRY_WAIT_MS);
        core->port->tell(core->port->context, eOTA_JobEvent_Fail, kOTA_Err_MomentumAbort);
    }
}

static void announce(struct ota_core *core)
{
    if (!core->is_told) {
        core->is_told = true;
        core->port->tell(core->port->context, eOTA_JobEvent_Activate, kOTA_Err_None);
    }
}

/* All blocks are there: is it what it should be? */
static void close(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    core->request.is_on = false;
    const OTA_Err_t error = core->store->close(core->store->context, &core->file);

    look(core);
    if (error != kOTA_Err_None && core->where.state == OTA_RECEIVING) {
        fail(core, error);
        return;
    }
    core->is_open = false;
    if (core->where.state == OTA_RECEIVING) {
        core->files_done++;
        ota_say_ask(core); /* its document has the next file */
        return;
    }
    ota_say_status(core);
}

/* The document has come again: its address may be another. */
static void go_on(struct ota_core *core, const struct ota_offer *offer)
{
    const struct ota_data *data = core->port->data;

    if (offer->is_http && core->stream[0] == '\0' &&
        !data->open(data->context, offer->file.imageRef, offer->file.imageRefLen)) {
        return;
    }
    if (!core->request.is_on || core->stream[0] == '\0') {
        request(core); /* it had rested */
    }
}

/* A file over a store that says it is idle, or receiving this one. */
static void begin(struct ota_core *core, struct ota_offer *offer)
{
    const bool was_idle = core->where.state == OTA_IDLE;

    if (core->is_open || core->failure != kOTA_Err_None) {
        go_on(core, offer);
        return;
    }
    const OTA_Err_t error = ota_receive_open(core, offer);
    if (error != kOTA_Err_None && was_idle) {
        core->where.job[0] = '\0';
        look(core);
        if (core->where.state == OTA_IDLE) {
            ota_say_rejected(core, offer, error);
            return;
        }
    }
    look(core);
    if (error != kOTA_Err_None) {
        fail(core, error);
        return;
    }
    core->is_open = true;
    ota_say_status(core);
    if (ota_receive_is_whole(core)) {
        happen(core, ALL_THERE, NULL);
    } else {
        request(core);
    }
}

/* The image on trial has a connection, and the service knows its job. */
static void test(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    if (core->is_accepted) {
        ota_say_status(core);
    } else if (!core->is_told) {
        core->is_told = true;
        ota_say_status(core);
        core->port->tell(core->port->context, eOTA_JobEvent_StartTest, kOTA_Err_None);
    }
}

/* The service knows the job, and has been asked after the application had accepted. */
static void commit(struct ota_core *core, struct ota_offer *offer)
{
    if (core->sent != OTA_SAID_QUESTION) {
        test(core, offer);
        return;
    }
    if (core->store->accept(core->store->context) != kOTA_Err_None) {
        if (core->where.state == OTA_TESTING) {
            reset(core);
        }
        return;
    }
    core->trial.is_on = false;
    look(core);
    ota_say_status(core);
}

static void on_answer(struct ota_core *core, struct ota_offer *offer)
{
    if (core->sent == OTA_SAID_END) {
        drop(core, offer);
    }
}

static void on_ready(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    core->report.is_on = false;
    announce(core);
}

static void on_up(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    if (core->failure != kOTA_Err_None) {
        ota_say_status(core);
    } else {
        request(core);
    }
}

static void on_up_testing(struct ota_core *core, struct ota_offer *offer)
{
    (void)offer;
    if (core->is_accepted) {
        ota_say_status(core);
    }
}

static const handler table[EVENTS][OTA_STATES] = {
    /* J: offered      gone  ...  idle,    receiving, staged,  testing,         accepted,  refused
     */
    [OFFERED] = {begin, begin, say, test, say, say},
    [GONE] = {nothing, drop, drop, refuse_cancelled, drop, drop},
    [CONNECTED] = {nothing, on_up, say, on_up_testing, say, say},
    [ALL_THERE] = {nothing, close, nothing, nothing, nothing, nothing},
    [ANSWERED] = {nothing, on_answer, on_ready, commit, on_answer, on_answer},
};

static void happen(struct ota_core *core, enum event event, struct ota_offer *offer)
{
    if (!core->is_resetting) {
        table[event][core->where.state](core, offer);
    }
}

/* ---- What arrives ---- */

static bool is_job(const struct ota_core *core, const char *job, size_t length)
{
    return length > 0 && length == strlen(core->where.job) &&
           memcmp(job, core->where.job, length) == 0;
}

/* Another job than J: it waits, unless it will never do. */
static void other_offer(struct ota_core *core, struct ota_offer *offer)
{
    const struct ota_port *port = core->port;

    if (offer->fault == NULL) {
        return;
    }
    if (strcmp(offer->key, "afr_ota") == 0 && port->custom_job != NULL &&
        port->custom_job(port->context, offer->document, offer->document_length) ==
            eOTA_JobParseErr_None) {
        return;
    }
    ota_say_rejected(core, offer, kOTA_Err_None);
}

static void judge(const struct ota_core *core, struct ota_offer *offer, bool is_j)
{
    const bool is_http_first = otaconfigPRIMARY_DATA_PROTOCOL == OTA_DATA_OVER_HTTP;
    const struct ota_choice choice = {.slot = core->where.slot,
                                      .files_done = is_j ? core->files_done : 0,
                                      .is_in_place = core->where.is_in_place,
                                      .takes_others = core->where.takes_others,
                                      .has_http = core->port->data != NULL,
                                      .is_http_first = is_http_first != core->takes_other_way};

    ota_offer_judge(offer, &choice);
}

static void on_execution(struct ota_core *core, const char *message, size_t length, bool is_news)
{
    struct ota_offer offer;
    const bool is_offered = ota_offer_read(&offer, message, length);
    const bool is_unnamed = core->where.state == OTA_TESTING && core->where.job[0] == '\0';

    core->ask.is_on = false;
    if (is_offered && offer.document_length == 0 && is_news) {
        ota_say_ask(core);
        return;
    }
    if (is_offered && is_unnamed && offer.is_in_self_test) {
        memcpy(core->where.job, offer.job, offer.job_length);
        core->where.job[offer.job_length] = '\0';
    }
    const bool is_j = is_offered && is_job(core, offer.job, offer.job_length);
    if (is_offered) {
        judge(core, &offer, is_j);
    }
    if (is_j) {
        core->version = offer.version;
        if (core->where.state != OTA_RECEIVING || offer.fault == NULL) {
            happen(core, OFFERED, &offer);
            return;
        }
    }
    if (is_offered && core->where.state == OTA_IDLE && offer.fault == NULL) {
        core->version = offer.version;
        happen(core, OFFERED, &offer);
        return;
    }
    if (is_offered) {
        other_offer(core, &offer);
    }
    if (!is_j && core->where.state != OTA_IDLE) {
        ota_say_status(core); /* the answer says whether J is there still */
        ota_timer_start(core, &core->ask, otaconfigRETRY_WAIT_MS);
    }
}

static void on_report_answer(struct ota_core *core, bool is_accepted, const char *message,
                             size_t length)
{
    if (!ota_answer_is_to(core->token, message, length)) {
        return;
    }
    if (is_accepted) {
        core->version += core->version != 0;
        happen(core, ANSWERED, NULL);
    } else if (ota_answer_is_end(message, length, &core->version)) {
        happen(core, GONE, NULL);
    } else if (core->sent == OTA_SAID_QUESTION && core->version != 0) {
        ota_say_status(core); /* with the version that the service has said */
    }
}

bool ota_core_message(struct ota_core *core, const char *topic, size_t topic_length,
                      const char *payload, size_t length)
{
    JobsTopic_t kind;
    char *job = NULL;
    uint16_t job_length = 0;

    if (topic_length == 0 ||
        Jobs_MatchTopic((char *)topic, topic_length, core->thing, (uint16_t)strlen(core->thing),
                        &kind, &job, &job_length) != JobsSuccess) {
        return false;
    }
    switch ((int)kind) {
    case JobsNextJobChanged:
        on_execution(core, payload, length, true);
        return true;
    case JobsDescribeSuccess:
        if (job_length == JOBS_API_JOBID_NEXT_LENGTH && job[0] == '$') {
            on_execution(core, payload, length, false);
            return true;
        }
        return false;
    case JobsUpdateSuccess:
    case JobsUpdateFailed:
        if (is_job(core, job, job_length)) {
            on_report_answer(core, kind == JobsUpdateSuccess, payload, length);
            return true;
        }
        return false;
    default:
        return false;
    }
}

bool ota_core_block(struct ota_core *core, uint32_t file_id, uint32_t block, const uint8_t *bytes,
                    uint32_t length)
{
    enum ota_received what = OTA_BLOCK_DROPPED;

    core->received++;
    core->bytes_received += length;
    if (core->is_open && !core->is_suspended && !core->is_resetting &&
        core->failure == kOTA_Err_None) {
        what = ota_receive_block(core, file_id, block, bytes, length);
    }
    switch (what) {
    case OTA_BLOCK_DROPPED:
        core->dropped++;
        return false;
    case OTA_BLOCK_FAILED:
        fail(core, kOTA_Err_FileAbort);
        return true;
    case OTA_FILE_WHOLE:
        core->processed++;
        happen(core, ALL_THERE, NULL);
        return true;
    case OTA_REQUEST_MET:
    case OTA_BLOCK_WRITTEN:
    default:
        core->processed++;
        break;
    }
    if (core->blocks_written % otaconfigOTA_UPDATE_STATUS_FREQUENCY == 0) {
        ota_say_status(core);
    }
    if (what == OTA_REQUEST_MET) {
        request(core);
    }
    return true;
}

bool ota_core_wants(const struct ota_core *core)
{
    return core->is_up && core->is_open && !core->is_suspended && !core->is_resetting &&
           core->failure == kOTA_Err_None && core->stream[0] == '\0';
}

void ota_core_expired(struct ota_core *core)
{
    ota_say_ask(core);
}

void ota_core_unusable(struct ota_core *core)
{
    if (ota_core_wants(core)) {
        fail(core, kOTA_Err_GenericIngestError);
    }
}

/* ---- The connection, time, the application ---- */

void ota_core_init(struct ota_core *core, const struct ota_port *port,
                   const struct ota_store *store, const char *thing, uint32_t seed)
{
    memset(core, 0, sizeof *core);
    core->port = port;
    core->store = store;
    core->thing = thing;
    core->token = seed;
    look(core);
    if (core->where.state == OTA_TESTING) {
        ota_timer_start(core, &core->trial, otaconfigSELF_TEST_RESPONSE_WAIT_MS);
    }
}

void ota_core_up(struct ota_core *core)
{
    core->is_up = true;
    core->shadow_said = 0;
    if (!core->is_suspended) {
        happen(core, CONNECTED, NULL);
        ota_say_ask(core);
    }
}

void ota_core_down(struct ota_core *core)
{
    core->is_up = false;
    core->ask.is_on = core->request.is_on = false;
}

static void on_trial_over(struct ota_core *core)
{
    if (core->is_resetting) {
        reset(core);
    } else {
        refuse(core, OTA_REFUSED_TIMEOUT);
    }
}

static void on_no_answer(struct ota_core *core)
{
    if (core->where.state == OTA_STAGED) {
        announce(core); /* it is checked, and its record is written */
    } else {
        ota_say_status(core);
    }
}

uint32_t ota_core_tick(struct ota_core *core)
{
    uint32_t wait = UINT32_MAX;

    if (ota_timer_is_due(core, &core->trial, &wait)) {
        on_trial_over(core);
        wait = 0;
    }
    if (core->is_resetting) {
        return wait;
    }
    if (ota_timer_is_due(core, &core->report, &wait)) {
        on_no_answer(core);
        wait = 0;
    }
    if (ota_timer_is_due(core, &core->request, &wait)) {
        request(core);
        wait = 0;
    }
    if (ota_timer_is_due(core, &core->ask, &wait)) {
        ota_say_ask(core);
        wait = 0;
    }
    return wait;
}

OTA_Err_t ota_core_accept(struct ota_core *core)
{
    if (core->where.state == OTA_STAGED && core->where.may_skip_trial) {
        core->sent = OTA_SAID_QUESTION; /* it is no image that could fail to start */
        commit(core, NULL);
        return kOTA_Err_None;
    }
    if (core->where.state != OTA_TESTING || core->is_resetting) {
        return kOTA_Err_BadImageState;
    }
    if (!core->is_accepted) {
        core->is_accepted = true;
        if (core->where.job[0] == '\0') {
            core->sent = OTA_SAID_QUESTION; /* nobody to ask */
            commit(core, NULL);
        } else {
            ota_say_status(core);
        }
    }
    return kOTA_Err_None;
}

OTA_Err_t ota_core_reject(struct ota_core *core, ota_refusal_t reason)
{
    if (core->is_resetting) {
        return kOTA_Err_None;
    }
    if (core->where.state == OTA_TESTING) {
        refuse(core, reason);
        return kOTA_Err_None;
    }
    if (core->where.state == OTA_RECEIVING) {
        fail(core, kOTA_Err_UserAbort);
        return kOTA_Err_None;
    }
    return kOTA_Err_NoActiveJob;
}

OTA_Err_t ota_core_activate(struct ota_core *core)
{
    if (core->where.state != OTA_STAGED) {
        return kOTA_Err_ActivateFailed;
    }
    reset(core);
    return kOTA_Err_None;
}

void ota_core_suspend(struct ota_core *core)
{
    core->is_suspended = true;
    core->ask.is_on = core->request.is_on = false;
}

void ota_core_resume(struct ota_core *core)
{
    core->is_suspended = false;
    if (core->is_up) {
        ota_core_up(core);
    }
}
