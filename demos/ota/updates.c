/* SPDX-License-Identifier: MIT */
#include "updates.h"

#include <stdio.h>

#include "FreeRTOS.h"
#include "aws_iot_ota_agent.h"
#include "board.h"
#include "counted_flash.h"
#include "ota_board.h"
#include "ota_https.h"
#include "ota_signer_key.h"
#include "ota_signers.h"
#include "queue.h"
#include "task.h"
#include "timers.h"

#define LINE_MS      1000u
#define REPORT_MS    3000u /* an update does not wait for the shadow */
#define FEED_MS      1000u
#define REPORT_BYTES 256u
#define EVENTS       4u
#define STACK_WORDS  2048u /* the agent's: a TLS handshake runs on it */

static const struct updates *config;
static QueueHandle_t events;
static struct ota_agent_status reported;

/* ---- The agent ---- */

static void reset(void *context)
{
    (void)context;
    printf("ota: reset\n");
    board_reset();
}

/* The bootloader starts it for a trial. */
static void feed_watchdog(TimerHandle_t timer)
{
    struct watchdog_device *watchdog = board_watchdog();

    (void)timer;
    if (watchdog != NULL) {
        watchdog->driver->feed(watchdog);
    }
}

/* In the agent's task, which must not wait for a shadow. */
static void on_event(OTA_JobEvent_t event)
{
    (void)xQueueSend(events, &event, 0);
}

static bool start_agent(void)
{
    static const struct ota_certificate list[] = {
        {"/ota_signer.crt", ota_signer_key, sizeof ota_signer_key}};
    static struct ota_certificates certificates;
    static struct ota_agent_memory memory;
    static struct ota_https https; /* for jobs that have an address */
    static StackType_t stack[STACK_WORDS];
    const struct ota_flash_config flash = {
        .device = counted_flash(),
        .layout = &ota_board_layout,
        .signers = ota_signers_init(&certificates, list, sizeof list / sizeof list[0]),
        .reset = reset,
    };
    const struct ota_agent_options options = {
        .flash = &flash,
        .memory = &memory,
        .data = ota_https_init(&https, NULL, 0),
        .stack = stack,
        .stack_words = STACK_WORDS,
    };

    ota_agent_configure(&options);
    return OTA_AgentInit(config->link, (const uint8_t *)config->thing, on_event, 0) !=
           eOTA_AgentState_Stopped;
}

bool updates_prepare(const struct updates *what)
{
    static StaticTimer_t timer;
    static StaticQueue_t queue;
    static OTA_JobEvent_t places[EVENTS];

    config = what;
    events = xQueueCreateStatic(EVENTS, sizeof places[0], (uint8_t *)places, &queue);
    (void)xTimerStart(
        xTimerCreateStatic("watchdog", pdMS_TO_TICKS(FEED_MS), pdTRUE, NULL, feed_watchdog, &timer),
        0);
    if (!start_agent()) {
        printf("ota: no agent: has the bootloader started this?\n");
        return false;
    }
    return true;
}

bool updates_are_on_trial(void)
{
    return OTA_GetImageState() == eOTA_ImageState_Testing;
}

/* ---- The shadow ---- */

static const char *version_text(uint32_t version, char text[16])
{
    (void)snprintf(text, 16, "%u.%u.%u", (unsigned)(version >> 24),
                   (unsigned)(version >> 16 & 0xFFu), (unsigned)(version & 0xFFFFu));
    return text;
}

static unsigned percent_of(const struct ota_agent_status *status)
{
    return status->blocks == 0 ? 0 : (unsigned)(100u * status->blocks_there / status->blocks);
}

static bool is_news(const struct ota_agent_status *status)
{
    return status->where.state != reported.where.state ||
           percent_of(status) != percent_of(&reported);
}

static void write_report(char text[REPORT_BYTES], const struct ota_agent_status *status)
{
    static const char *const states[] = {"idle",    "receiving", "staged",
                                         "testing", "accepted",  "refused"};
    const struct ota_where *where = &status->where;
    const bool is_receiving = where->state == OTA_RECEIVING;
    char version[16], percent[8], job[sizeof where->job + 2u] = "null", reason[32] = "null";

    (void)snprintf(percent, sizeof percent, is_receiving ? "%u" : "null", percent_of(status));
    if (where->job[0] != '\0') {
        (void)snprintf(job, sizeof job, "\"%s\"", where->job);
    }
    if (where->state == OTA_REFUSED) {
        (void)snprintf(reason, sizeof reason, "\"%s\"", ota_refusal_text(where->reason));
    }
    (void)snprintf(text, REPORT_BYTES,
                   "{\"ota\":{\"version\":\"%s\",\"state\":\"%s\",\"percent\":%s,\"job\":%s,"
                   "\"reason\":%s}}",
                   version_text(where->version, version), states[where->state], percent, job,
                   reason);
}

static void report(void)
{
    struct ota_agent_status status;

    ota_agent_get_status(&status);
    if (is_news(&status)) {
        char text[REPORT_BYTES];
        write_report(text, &status);
        if (shadow_client_report(config->shadow, text, REPORT_MS) == MQTT_REQUEST_ACCEPTED) {
            reported = status;
        }
    }
}

/* ---- Events ---- */

static void print_figure(const char *name, unsigned long value, const char *unit)
{
    printf("figure update_%s %lu %s\n", name, value, unit);
}

static void activate(void)
{
    struct ota_agent_status status;

    printf("ota: a new image is there\n");
    ota_agent_get_status(&status);
    print_figure("blocks_received", OTA_GetPacketsProcessed(), "blocks");
    print_figure("messages_dropped", OTA_GetPacketsDropped(), "messages");
    print_figure("requests", status.requests, "messages");
    print_figure("sectors_erased", counted_flash_sectors_erased(), "sectors");
    print_figure("bytes_programmed", counted_flash_bytes_programmed(), "bytes");
    report();
    (void)OTA_ActivateNewImage();
}

static bool passes(void)
{
    switch (demoFAULT) {
    case UPDATES_REFUSES:
        return false;
    case UPDATES_SILENT:
        vTaskSuspend(NULL);
        break;
    case UPDATES_HANGS:
        taskDISABLE_INTERRUPTS();
        for (;;) {
        }
    case UPDATES_CRASHES:
        __builtin_trap();
    case UPDATES_GOOD:
    default:
        break;
    }
    return config->self_test == NULL || config->self_test();
}

static void test(void)
{
    printf("ota: on trial\n");
    report();
    const bool is_good = passes();
    printf(is_good ? "ota: self-test passed\n" : "ota: self-test failed\n");
    (void)OTA_SetImageState(is_good ? eOTA_ImageState_Accepted : eOTA_ImageState_Rejected);
}

static void handle(OTA_JobEvent_t event)
{
    if (event == eOTA_JobEvent_Activate) {
        activate();
    } else if (event == eOTA_JobEvent_StartTest) {
        test();
    } else {
        printf("ota: failed\n");
    }
}

static void print_line(void)
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

    printf("State: %s  Received: %u  Queued: %u  Processed: %u  Dropped: %u\n",
           states[OTA_GetAgentState()], (unsigned)OTA_GetPacketsReceived(),
           (unsigned)OTA_GetPacketsQueued(), (unsigned)OTA_GetPacketsProcessed(),
           (unsigned)OTA_GetPacketsDropped());
}

_Noreturn void updates_run(void)
{
    OTA_JobEvent_t event;
    char version[16];

    printf("ota: version %s\n", version_text(ota_agent_version(), version));
    reported.where.state = OTA_STATES; /* nothing yet */
    for (;;) {
        report();
        if (xQueueReceive(events, &event, pdMS_TO_TICKS(LINE_MS)) == pdTRUE) {
            handle(event);
        } else {
            print_line();
        }
    }
}
