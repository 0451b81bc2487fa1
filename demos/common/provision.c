/* SPDX-License-Identifier: MIT */
#include "provision.h"

#include <stdio.h>
#include <string.h>

#include "FreeRTOS.h"
#include "board.h"
#include "device_identity.h"
#include "mqtt_link.h"
#include "provisioning_client.h"
#include "task.h"

#define TASK_WORDS    2048u /* a key is made on it */
#define TASK_PRIORITY 2u
#define ANSWER_MS     30000u
#define RECEIVE_BYTES 4096u
#define STORE_WORDS   768u
#define ANSWER_BYTES  512u
#define REQUEST_BYTES 1024u
#define SERIAL_NAME   "SerialNumber"

/* What is needed for this once only; from the heap, and back to it. */
struct provisioning {
    struct mqtt_connection connection;
    struct mqtt_connection_freertos wakes;
    struct mqtt_link link;
    struct provisioning_client client;
    struct mqtt_connection_subscription subscriptions[PROVISIONING_CLIENT_FILTERS];
    MQTTPubAckInfo_t outgoing[2];
    uint8_t receive[RECEIVE_BYTES];
    uint32_t store[STORE_WORDS];
    char csr[PKCS11_REQUEST_PEM_MAX];
    uint8_t request[REQUEST_BYTES];
    char certificate[RECEIVE_BYTES];
    char answer[ANSWER_BYTES];
    struct provisioning_parameter serial;
    char template_name[FP_TEMPLATENAME_MAX_LENGTH + 1u];
    char client_id[SECURE_LINK_NAME_BYTES + 8u];
    TaskHandle_t owner;
    provisioning_result_t result;
};

static struct device_identity identity;

static void on_message(void *context, const struct mqtt_connection_message *m)
{
    const struct provisioning *p = context;
    const struct mqtt_link_message message = {m->topic, m->topic_length, (const char *)m->payload,
                                              m->length};

    (void)mqtt_link_deliver(&p->link, &message);
}

static void on_state(void *context, enum mqtt_connection_state state, MQTTStatus_t reason)
{
    (void)context;
    if (state == MQTT_CONNECTION_CONNECTED) {
        printf("provisioning: connected with the claim\n");
    } else if (state == MQTT_CONNECTION_WAITING) {
        printf("provisioning: not connected: %s; trying again\n", MQTT_Status_strerror(reason));
    }
}

static void client_task(void *arg)
{
    struct provisioning *p = arg;

    const TaskHandle_t owner = p->owner;
    p->result = provisioning_client_run(&p->client, ANSWER_MS);
    mqtt_connection_disconnect(&p->connection);
    (void)xTaskNotifyGive(owner); /* from here on the memory is no longer ours */
    vTaskDelete(NULL);
}

static bool prepare_connection(struct provisioning *p, struct secure_link *link)
{
    struct mqtt_connection_config config = {
        .client_id = p->client_id,
        .receive_buffer = p->receive,
        .receive_size = sizeof p->receive,
        .store_buffer = (uint8_t *)p->store,
        .store_size = sizeof p->store,
        .outgoing = p->outgoing,
        .outgoing_count = sizeof p->outgoing / sizeof p->outgoing[0],
        .subscriptions = p->subscriptions,
        .subscription_count = PROVISIONING_CLIENT_FILTERS,
        .message = on_message,
        .state = on_state,
        .context = p,
    };

    (void)snprintf(p->client_id, sizeof p->client_id, "claim-%s", link->thing);
    mqtt_connection_freertos_init(&p->wakes, &config.system);
    secure_link_transport(link, &p->wakes, &config.transport);
    if (mqtt_connection_init(&p->connection, &config) != MQTTSuccess) {
        return false;
    }
    mqtt_link_of_connection(&p->link, &p->connection);
    return true;
}

static bool prepare_client(struct provisioning *p, const struct secure_link *link)
{
    p->serial = (struct provisioning_parameter){{SERIAL_NAME, sizeof SERIAL_NAME - 1},
                                                {link->thing, strlen(link->thing)}};
    const struct provisioning_client_config config = {.link = &p->link,
                                                      .format = FleetProvisioningJson,
                                                      .template_name = p->template_name,
                                                      .parameters = &p->serial,
                                                      .parameter_count = 1,
                                                      .make_csr = device_identity_make_csr,
                                                      .keep = device_identity_keep,
                                                      .context = &identity,
                                                      .csr = p->csr,
                                                      .csr_size = sizeof p->csr,
                                                      .request = p->request,
                                                      .request_size = sizeof p->request,
                                                      .certificate = p->certificate,
                                                      .certificate_size = sizeof p->certificate,
                                                      .answer = p->answer,
                                                      .answer_size = sizeof p->answer};

    identity.common_name = link->thing;
    return credentials_text(&link->credentials.template_name, p->template_name,
                            sizeof p->template_name) != NULL &&
           provisioning_client_init(&p->client, &config) == MQTTSuccess;
}

static void print_failure(const struct provisioning *p)
{
    struct provisioning_refusal refusal;

    if (p->result == PROVISIONING_REJECTED) {
        provisioning_client_refused(&p->client, &refusal);
        printf("provisioning: rejected: %lu %.*s: %.*s\n", (unsigned long)refusal.status,
               (int)refusal.code.length, refusal.code.text, (int)refusal.message.length,
               refusal.message.text);
    } else if (p->result != PROVISIONING_OK) {
        printf("provisioning: failed (%d)\n", (int)p->result);
    }
}

static bool get_identity(struct secure_link *link)
{
    struct provisioning *p = pvPortCalloc(1, sizeof *p);

    if (p != NULL) {
        p->owner = xTaskGetCurrentTaskHandle();
    }
    if (p == NULL || !prepare_connection(p, link) || !prepare_client(p, link) ||
        xTaskCreate(client_task, "provision", TASK_WORDS, p, TASK_PRIORITY, NULL) != pdPASS) {
        printf("provisioning: no memory, or a template's name that is too long\n");
        return false;
    }
    while (mqtt_connection_run(&p->connection, UINT32_MAX) != MQTT_CONNECTION_STOPPED) {
    }
    (void)ulTaskNotifyTake(pdTRUE, portMAX_DELAY);
    print_failure(p);
    const bool is_done = p->result == PROVISIONING_OK;
    vPortFree(p);
    return is_done;
}

bool provision_by_claim(struct secure_link *link)
{
    if (link->credentials.template_name.bytes == NULL) {
        return true;
    }
    switch (device_identity_open(&identity, board_flash(), CREDENTIALS_REGION_BYTES)) {
    case DEVICE_IDENTITY_OK:
        printf("provisioning: this is %s already\n", identity.thing);
        break;
    case DEVICE_IDENTITY_NONE:
        if (!get_identity(link)) {
            return false;
        }
        printf("provisioning: this is %s from now on; its key was made here\n", identity.thing);
        break;
    case DEVICE_IDENTITY_FAILED:
        printf("provisioning: the device's flash or its token does not work\n");
        return false;
    }
    secure_link_become(link, &identity.token.tls, identity.thing);
    return true;
}
