/* SPDX-License-Identifier: MIT */
/* The agent's task. What comes is copied by the connection's task and queued; what the application
 * wants is a bit of the task's notification, which cannot be full:
 *
 *      connection's task ── on_message ──► buffers ── waiting ──┐
 *      any task ── OTA_* ──────────────► bits ──────────────────┴──► agent's task ──► ota_core
 */
#include <string.h>

#include "aws_iot_ota_agent.h"
#include "aws_ota_pal.h"
#include "entropy.h"
#include "jobs.h"
#include "lib_text.h"
#include "ms_to_ticks.h"
#include "ota_callbacks.h"
#include "ota_core.h"
#include "ota_inbox.h"
#include "ota_receive.h"

#define PUBLISH_WAIT_MS 1000u
#define FILTERS         4u
#define FILTER_BYTES    (otaconfigMAX_THINGNAME_LEN + 40u)

enum {
    BIT_DATA = 1u << 0,
    BIT_UP = 1u << 1,
    BIT_ACTIVATE = 1u << 2,
    BIT_ACCEPT = 1u << 3,
    BIT_REJECT = 1u << 4,
    BIT_ABORT = 1u << 5,
    BIT_CHECK = 1u << 6,
    BIT_SUSPEND = 1u << 7,
    BIT_RESUME = 1u << 8,
    BIT_SHUTDOWN = 1u << 9
};

static struct {
    struct ota_agent_options options;
    struct ota_flash_config flash_config;
    struct ota_agent_memory *memory;
    union {
        struct ota_flash flash;
        struct ota_callbacks callbacks;
    } kept;
    struct ota_store store;
    struct ota_core core;
    struct ota_port port;
    struct mqtt_link *link;
    struct mqtt_link_receiver receiver;
    pxOTACompleteCallback_t complete;
    pxOTACustomJobCallback_t custom_job;
    TaskHandle_t task;
    struct ota_inbox inbox;
    struct ota_agent_status status; /* changed by the agent's task, masked */
    volatile bool is_running, is_stopping;
    char thing[otaconfigMAX_THINGNAME_LEN + 1u];
    char filters[FILTERS][FILTER_BYTES];
} agent;

/* ---- What the machine wants ---- */

static bool publish(void *context, const char *topic, const void *payload, size_t length)
{
    const struct mqtt_link *link = agent.link;
    const bool is_request = strstr(topic, "/streams/") != NULL; /* repeated anyway */

    (void)context;
    return link->publish(link->context, topic, payload, length, is_request ? MQTTQoS0 : MQTTQoS1,
                         PUBLISH_WAIT_MS) == MQTTSuccess;
}

static void default_complete(OTA_JobEvent_t event)
{
    if (event == eOTA_JobEvent_Activate) {
        (void)OTA_ActivateNewImage();
    } else if (event == eOTA_JobEvent_StartTest) {
        (void)OTA_SetImageState(eOTA_ImageState_Accepted);
    }
}

/* For the other tasks. */
static void show_status(void)
{
    const struct ota_core *core = &agent.core;
    struct ota_agent_status status = {.where = core->where, .requests = core->requests};

    if (core->where.state == OTA_RECEIVING && core->is_open) {
        status.blocks = ota_receive_blocks(core);
        status.blocks_there = status.blocks - core->file.ulBlocksRemaining;
    }
    taskENTER_CRITICAL();
    agent.status = status;
    taskEXIT_CRITICAL();
}

static void tell(void *context, OTA_JobEvent_t event, OTA_Err_t error)
{
    (void)context;
    (void)error;
    show_status();
    agent.complete(event);
}

static OTA_JobParseErr_t custom_job(void *context, const char *document, size_t length)
{
    (void)context;
    return agent.custom_job(document, (uint32_t)length);
}

static uint32_t now(void *context)
{
    (void)context;
    return (uint32_t)((uint64_t)xTaskGetTickCount() * 1000u / configTICK_RATE_HZ);
}

/* ---- What arrives: the connection's task ---- */

static bool is_stream(const struct mqtt_link_message *message)
{
    struct lib_text topic = {message->topic, message->topic_length};
    const char *level;

    return lib_text_take(&topic, LIB_TEXT("$aws/things/")) &&
           lib_text_take(&topic, agent.thing, strlen(agent.thing)) &&
           lib_text_take(&topic, LIB_TEXT("/streams/")) &&
           lib_text_take_level(&topic, &level) > 0 &&
           lib_text_take(&topic, LIB_TEXT("/data/cbor")) && topic.length == 0;
}

static void take(const struct mqtt_link_message *message, bool is_block)
{
    if (ota_inbox_put(&agent.inbox, message, is_block)) {
        (void)xTaskNotify(agent.task, BIT_DATA, eSetBits);
    }
}

/* Others may want to see what is not the agent's alone. */
static bool on_message(void *context, const struct mqtt_link_message *message)
{
    JobsTopic_t kind;
    char *job = NULL;
    uint16_t job_length = 0;

    (void)context;
    if (!agent.is_running || agent.is_stopping || message->topic_length == 0) {
        return false;
    }
    if (is_stream(message)) {
        take(message, true);
        return true;
    }
    if (Jobs_MatchTopic((char *)message->topic, message->topic_length, agent.thing,
                        (uint16_t)strlen(agent.thing), &kind, &job, &job_length) != JobsSuccess) {
        return false;
    }
    const bool is_next = kind == JobsDescribeSuccess && job_length > 0 && job[0] == '$';
    if (is_next || kind == JobsNextJobChanged || kind == JobsUpdateSuccess ||
        kind == JobsUpdateFailed) {
        take(message, false);
    }
    return is_next;
}

static void wish(uint32_t bit)
{
    (void)xTaskNotify(agent.task, bit, eSetBits);
}

static void on_granted(void *context, const char *filter, bool granted)
{
    (void)context;
    if (agent.is_running && granted && filter == agent.filters[FILTERS - 1u]) {
        wish(BIT_UP);
    }
}

static void on_up(void *context)
{
    (void)context;
    if (agent.is_running) {
        wish(BIT_UP);
    }
}

/* ---- The agent's task ---- */

static void handle_buffers(void)
{
    const struct ota_agent_buffer *buffer;

    while ((buffer = ota_inbox_next(&agent.inbox)) != NULL) {
        if (buffer->topic_length == 0) {
            (void)ota_core_block(&agent.core, buffer->file_id, buffer->block, buffer->bytes,
                                 buffer->length);
        } else {
            (void)ota_core_message(&agent.core, buffer->topic, buffer->topic_length,
                                   (const char *)buffer->bytes, buffer->length);
        }
        ota_inbox_give_back(&agent.inbox, buffer);
    }
}

static void handle_wishes(uint32_t bits)
{
    struct ota_core *core = &agent.core;

    if ((bits & BIT_SUSPEND) != 0) {
        ota_core_suspend(core);
    }
    if ((bits & BIT_RESUME) != 0) {
        ota_core_resume(core);
    }
    if ((bits & (BIT_UP | BIT_CHECK)) != 0) {
        ota_core_up(core);
    }
    if ((bits & BIT_REJECT) != 0) {
        (void)ota_core_reject(core, OTA_REFUSED_REJECTED);
    }
    if ((bits & BIT_ABORT) != 0) {
        (void)ota_core_reject(core, OTA_REFUSED_CANCELLED);
    }
    if ((bits & BIT_ACCEPT) != 0) {
        (void)ota_core_accept(core);
    }
    if ((bits & BIT_ACTIVATE) != 0) {
        (void)ota_core_activate(core);
    }
}

/* The other way to blocks goes on when nothing is due; what it does may change what is. */
static uint32_t tick(void)
{
    const uint32_t wait = ota_core_tick(&agent.core);
    const struct ota_data *data = agent.port.data;
    const uint32_t other =
        wait > 0 && data != NULL ? data->run(data->context, &agent.core) : UINT32_MAX;

    return other < wait ? other : wait;
}

static void run(void *unused)
{
    (void)unused;
    while (!agent.is_stopping) {
        uint32_t bits = 0;
        const uint32_t wait = tick();
        show_status();
        (void)xTaskNotifyWait(0, UINT32_MAX, &bits, ms_to_wait_or_ever(wait));
        handle_buffers();
        handle_wishes(bits);
    }
    agent.is_running = false;
    vTaskSuspend(NULL); /* until it is deleted by who starts or stops the agent */
}

/* ---- Starting and stopping ---- */

void ota_agent_configure(const struct ota_agent_options *options)
{
    agent.options = *options;
    if (options->flash != NULL) {
        agent.flash_config = *options->flash;
    }
}

/* The last one granted: all are. */
static void write_filters(void)
{
    static const char *const ends[FILTERS] = {"/streams/+/data/cbor", "/jobs/+/update/+",
                                              "/jobs/notify-next", "/jobs/$next/get/accepted"};

    for (unsigned i = 0; i < FILTERS; i++) {
        struct lib_text_out out = {agent.filters[i], sizeof agent.filters[i], 0};
        lib_text_put(&out, LIB_TEXT("$aws/things/"));
        lib_text_put(&out, agent.thing, strlen(agent.thing));
        lib_text_put(&out, ends[i], strlen(ends[i]) + 1u);
    }
}

static bool subscribe(void)
{
    const struct mqtt_link *link = agent.link;

    for (unsigned i = 0; i < FILTERS; i++) {
        if (link->subscribe(link->context, agent.filters[i], MQTTQoS1) != MQTTSuccess) {
            return false;
        }
    }
    return true;
}

/* A receiver stays for good. */
static void listen_once(void)
{
    const struct mqtt_link_receiver *there = agent.link->receivers;

    while (there != NULL && there != &agent.receiver) {
        there = there->next;
    }
    if (there == NULL) {
        agent.receiver = (struct mqtt_link_receiver){NULL, on_message, on_granted, on_up, NULL};
        mqtt_link_add(agent.link, &agent.receiver);
    }
}

static bool has_platform(const OTA_PAL_Callbacks_t *call)
{
    return call->xAbort != NULL && call->xActivateNewImage != NULL && call->xCloseFile != NULL &&
           call->xCreateFileForRx != NULL && call->xGetPlatformImageState != NULL &&
           call->xResetDevice != NULL && call->xSetPlatformImageState != NULL &&
           call->xWriteBlock != NULL;
}

static bool open_store(const OTA_PAL_Callbacks_t *call)
{
    ota_pal_use(NULL);
    if (has_platform(call) && call->xCreateFileForRx != prvPAL_CreateFileForRx) {
        ota_callbacks_init(&agent.kept.callbacks, call, 0, &agent.store);
        return true;
    }
    if (agent.options.flash == NULL ||
        ota_flash_init(&agent.kept.flash, &agent.flash_config, &agent.store) != kOTA_Err_None) {
        return false;
    }
    if (agent.options.extend != NULL) {
        agent.options.extend(&agent.store);
    }
    ota_pal_use(&agent.store);
    return true;
}

static bool has_memory(void)
{
    if (agent.memory == NULL) {
        agent.memory = agent.options.memory != NULL ? agent.options.memory
                                                    : pvPortMalloc(sizeof *agent.memory);
    }
    return agent.memory != NULL;
}

static void start_task(void)
{
    ota_inbox_init(&agent.inbox, agent.memory->buffers);
    agent.is_stopping = false;
    const struct ota_agent_options *options = &agent.options;
    const size_t words = sizeof agent.memory->stack / sizeof agent.memory->stack[0];
    const bool has_stack = options->stack != NULL;
    agent.task = xTaskCreateStatic(
        run, "ota", (configSTACK_DEPTH_TYPE)(has_stack ? options->stack_words : words), NULL,
        otaconfigAGENT_PRIORITY, has_stack ? options->stack : agent.memory->stack,
        &agent.memory->task);
    agent.is_running = true;
}

static void delete_stopped_task(void)
{
    if (agent.task != NULL) {
        vTaskDelete(agent.task);
        agent.task = NULL;
    }
}

OTA_State_t OTA_AgentInit_internal(void *pvConnectionContext, const uint8_t *pucThingName,
                                   const OTA_PAL_Callbacks_t *pxCallbacks, TickType_t xTicksToWait)
{
    uint32_t seed = 0;

    (void)xTicksToWait;
    if (agent.is_running) {
        return OTA_GetAgentState();
    }
    if (pvConnectionContext == NULL || pucThingName == NULL || pucThingName[0] == '\0' ||
        pxCallbacks == NULL || strlen((const char *)pucThingName) > otaconfigMAX_THINGNAME_LEN ||
        !has_memory()) {
        return eOTA_AgentState_Stopped;
    }
    delete_stopped_task();
    agent.link = pvConnectionContext;
    strcpy(agent.thing, (const char *)pucThingName);
    agent.complete =
        pxCallbacks->xCompleteCallback != NULL ? pxCallbacks->xCompleteCallback : default_complete;
    agent.custom_job = pxCallbacks->xCustomJobCallback;
    agent.port = (struct ota_port){.publish = publish,
                                   .tell = tell,
                                   .custom_job = agent.custom_job != NULL ? custom_job : NULL,
                                   .data = agent.options.data,
                                   .now = now};
    write_filters();
    if (!open_store(pxCallbacks)) {
        return eOTA_AgentState_Stopped;
    }
    (void)entropy_read(&seed, sizeof seed);
    ota_core_init(&agent.core, &agent.port, &agent.store, agent.thing, seed);
    show_status();
    start_task();
    listen_once();
    if (!subscribe()) {
        (void)OTA_AgentShutdown(portMAX_DELAY);
    }
    return OTA_GetAgentState();
}

OTA_State_t OTA_AgentInit(void *pvConnectionContext, const uint8_t *pucThingName,
                          pxOTACompleteCallback_t xFunc, TickType_t xTicksToWait)
{
    const OTA_PAL_Callbacks_t callbacks = {.xCompleteCallback = xFunc};

    return OTA_AgentInit_internal(pvConnectionContext, pucThingName, &callbacks, xTicksToWait);
}

OTA_State_t OTA_AgentShutdown(TickType_t xTicksToWait)
{
    TimeOut_t since;

    if (!agent.is_running) {
        return eOTA_AgentState_Stopped;
    }
    agent.is_stopping = true;
    wish(BIT_SHUTDOWN);
    vTaskSetTimeOutState(&since);
    while (agent.is_running && xTaskCheckForTimeOut(&since, &xTicksToWait) == pdFALSE) {
        vTaskDelay(1);
    }
    if (!agent.is_running) {
        delete_stopped_task();
        for (unsigned i = 0; i < FILTERS && agent.link->unsubscribe != NULL; i++) {
            (void)agent.link->unsubscribe(agent.link->context, agent.filters[i]);
        }
    }
    return OTA_GetAgentState();
}

/* ---- The application ---- */

OTA_State_t OTA_GetAgentState(void)
{
    const struct ota_core *core = &agent.core;

    if (!agent.is_running) {
        return eOTA_AgentState_Stopped;
    }
    if (agent.is_stopping) {
        return eOTA_AgentState_ShuttingDown;
    }
    if (core->is_suspended) {
        return eOTA_AgentState_Suspended;
    }
    if (!core->is_up) {
        return eOTA_AgentState_Ready;
    }
    if (core->where.state == OTA_RECEIVING) {
        return core->failure != kOTA_Err_None ? eOTA_AgentState_ClosingFile
                                              : eOTA_AgentState_WaitingForFileBlock;
    }
    return core->ask.is_on ? eOTA_AgentState_RequestingJob : eOTA_AgentState_WaitingForJob;
}

static OTA_Err_t wish_if(bool is_possible, uint32_t bit, OTA_Err_t error)
{
    if (!agent.is_running) {
        return kOTA_Err_Uninitialized;
    }
    if (!is_possible) {
        return error;
    }
    wish(bit);
    return kOTA_Err_None;
}

OTA_Err_t OTA_ActivateNewImage(void)
{
    return wish_if(agent.core.where.state == OTA_STAGED, BIT_ACTIVATE, kOTA_Err_ActivateFailed);
}

OTA_Err_t OTA_SetImageState(OTA_ImageState_t eState)
{
    const struct ota_where *where = &agent.core.where;
    const bool is_on_trial = where->state == OTA_TESTING;

    switch (eState) {
    case eOTA_ImageState_Testing:
        return wish_if(is_on_trial, BIT_CHECK, kOTA_Err_BadImageState);
    case eOTA_ImageState_Accepted:
        return wish_if(is_on_trial || (where->state == OTA_STAGED && where->may_skip_trial),
                       BIT_ACCEPT, kOTA_Err_BadImageState);
    case eOTA_ImageState_Rejected:
        return wish_if(is_on_trial || where->state == OTA_RECEIVING, BIT_REJECT,
                       kOTA_Err_BadImageState);
    case eOTA_ImageState_Aborted:
        return wish_if(is_on_trial || where->state == OTA_RECEIVING, BIT_ABORT,
                       kOTA_Err_BadImageState);
    case eOTA_ImageState_Unknown:
    default:
        return kOTA_Err_BadImageState;
    }
}

OTA_ImageState_t OTA_GetImageState(void)
{
    static const OTA_ImageState_t states[OTA_STATES] = {
        [OTA_TESTING] = eOTA_ImageState_Testing,
        [OTA_ACCEPTED] = eOTA_ImageState_Accepted,
        [OTA_REFUSED] = eOTA_ImageState_Rejected,
    };
    const struct ota_core *core = &agent.core;

    return core->where.state == OTA_RECEIVING && core->failure != kOTA_Err_None
               ? eOTA_ImageState_Aborted
               : states[core->where.state];
}

OTA_Err_t OTA_CheckForUpdate(void)
{
    return wish_if(true, BIT_CHECK, kOTA_Err_None);
}

OTA_Err_t OTA_Suspend(void)
{
    return wish_if(true, BIT_SUSPEND, kOTA_Err_None);
}

OTA_Err_t OTA_Resume(void *pxConnection)
{
    return wish_if(pxConnection == NULL || pxConnection == agent.link, BIT_RESUME,
                   kOTA_Err_Uninitialized);
}

uint32_t ota_agent_version(void)
{
    return agent.core.where.version;
}

void ota_agent_get_status(struct ota_agent_status *status)
{
    taskENTER_CRITICAL();
    *status = agent.status;
    taskEXIT_CRITICAL();
}

uint32_t OTA_GetPacketsReceived(void)
{
    return agent.inbox.received;
}

uint32_t OTA_GetPacketsQueued(void)
{
    return agent.inbox.queued;
}

uint32_t OTA_GetPacketsProcessed(void)
{
    return agent.core.processed;
}

uint32_t OTA_GetPacketsDropped(void)
{
    return agent.inbox.dropped + agent.core.dropped;
}
