/* SPDX-License-Identifier: MIT */
#include "defender_agent.h"

#include "FreeRTOS.h"
#include "afr201906_defender.h"
#include "semphr.h"
#include "task.h"

#define ANSWER_MS 10000u

static struct {
    struct mqtt_link *link; /* that was handed in; NULL: none */
    struct defender_client client;
    struct defender_agent_way over_link, way; /* `way`: the one in use */
    uint8_t report[AFR201906_DEFENDER_REPORT_BYTES];
    char answer[AFR201906_DEFENDER_ANSWER_BYTES];
    struct defender_connection connections[AFR201906_DEFENDER_CONNECTIONS];
    volatile bool wanted, stopping;
    volatile uint32_t period_s, answer_ms, last_id;
    TaskHandle_t task; /* NULL: not started */
    SemaphoreHandle_t ended;
    StaticSemaphore_t ended_memory;
    defender_agent_done_t done;
    void *context;
} agent = {.period_s = DEFENDER_AGENT_MINIMUM_SECONDS, .answer_ms = ANSWER_MS};

struct defender_client_config defender_agent_config(struct mqtt_link *link, const char *thing,
                                                    uint32_t first_id)
{
    return (struct defender_client_config){.link = link,
                                           .thing = thing,
                                           .format = DEFENDER_CBOR,
                                           .first_id = first_id,
                                           .report = agent.report,
                                           .report_size = sizeof agent.report,
                                           .answer = agent.answer,
                                           .answer_size = sizeof agent.answer};
}

MQTTStatus_t afr201906_defender_use_link(const struct afr201906_defender_setup *setup)
{
    if (agent.link != NULL) {
        return MQTTIllegalState;
    }
    if (setup == NULL || setup->connections == NULL) {
        return MQTTBadParameter;
    }
    const struct defender_client_config config =
        defender_agent_config(setup->link, setup->thing, setup->first_id);
    const MQTTStatus_t status = defender_client_init(&agent.client, &config);
    if (status == MQTTSuccess) {
        agent.link = setup->link;
        agent.over_link = (struct defender_agent_way){&agent.client, setup->connections,
                                                      setup->context, NULL, NULL};
    }
    return status;
}

static void tell(mqtt_request_result_t result, const struct defender_client_exchange *exchange)
{
    if (exchange->report_length > 0) {
        agent.last_id = exchange->id;
    }
    if (agent.done != NULL) {
        agent.done(agent.context, result, exchange);
    }
}

static void report_once(void)
{
    const struct defender_agent_way *const way = &agent.way;
    struct defender_report report = {.version = "1.0"};
    struct defender_client_exchange exchange = {0};

    if (way->open != NULL && !way->open(agent.answer_ms)) {
        tell(MQTT_REQUEST_TIMED_OUT, &exchange);
        return;
    }
    if (agent.wanted) {
        report.connections = agent.connections;
        report.connection_count =
            way->connections(way->context, agent.connections, AFR201906_DEFENDER_CONNECTIONS);
    }
    const mqtt_request_result_t result =
        defender_client_send(way->client, &report, agent.answer_ms);
    if (way->close != NULL) {
        way->close();
    }
    defender_client_last(way->client, &exchange);
    tell(result, &exchange);
}

/* Notified when it is to stop. Seconds are counted one by one: a period
 * in ticks may be more than TickType_t holds. */
static void wait_for_the_next(TickType_t last)
{
    uint32_t seconds = 0;

    while (!agent.stopping && seconds < agent.period_s) {
        const TickType_t gone = xTaskGetTickCount() - last;
        const TickType_t second = pdMS_TO_TICKS(1000u);
        if (gone >= second) {
            last += second;
            seconds++;
        } else {
            (void)ulTaskNotifyTake(pdTRUE, second - gone);
        }
    }
}

static void run(void *unused)
{
    (void)unused;
    while (!agent.stopping) {
        const TickType_t begun = xTaskGetTickCount();
        report_once();
        wait_for_the_next(begun);
    }
    (void)xSemaphoreGive(agent.ended);
    vTaskDelete(NULL);
}

defender_agent_result_t defender_agent_start(const struct defender_agent_way *way,
                                             defender_agent_done_t done, void *context)
{
    TaskHandle_t task = NULL;

    if (way == NULL && agent.link == NULL) {
        return DEFENDER_AGENT_NO_LINK;
    }
    if (agent.task != NULL) {
        return DEFENDER_AGENT_RUNNING;
    }
    if (agent.ended == NULL) {
        agent.ended = xSemaphoreCreateBinaryStatic(&agent.ended_memory);
    }
    agent.way = way != NULL ? *way : agent.over_link;
    agent.done = done;
    agent.context = context;
    agent.stopping = false;
    vTaskSuspendAll(); /* until the handle is kept */
    const BaseType_t made = xTaskCreate(run, "defender", AFR201906_DEFENDER_STACK_WORDS, NULL,
                                        AFR201906_DEFENDER_PRIORITY, &task);
    agent.task = made == pdPASS ? task : NULL;
    (void)xTaskResumeAll();
    return made == pdPASS ? DEFENDER_AGENT_OK : DEFENDER_AGENT_NO_MEMORY;
}

defender_agent_result_t defender_agent_stop(void)
{
    if (agent.task == NULL) {
        return DEFENDER_AGENT_STOPPED;
    }
    agent.stopping = true;
    (void)xTaskNotifyGive(agent.task);
    (void)xSemaphoreTake(agent.ended, portMAX_DELAY);
    agent.task = NULL;
    return DEFENDER_AGENT_OK;
}

bool defender_agent_is_running(void)
{
    return agent.task != NULL;
}

void defender_agent_report_connections(bool wanted)
{
    agent.wanted = wanted;
}

bool defender_agent_set_period(uint32_t seconds)
{
    if (seconds < DEFENDER_AGENT_MINIMUM_SECONDS) {
        return false;
    }
    agent.period_s = seconds;
    return true;
}

uint32_t defender_agent_period(void)
{
    return agent.period_s;
}

void defender_agent_set_timeout(uint32_t ms)
{
    agent.answer_ms = ms;
}

uint32_t defender_agent_last_id(void)
{
    return agent.last_id;
}
