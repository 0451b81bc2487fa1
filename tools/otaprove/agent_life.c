/* SPDX-License-Identifier: MIT */
#include "agent_life.h"

#include <string.h>

#include "MQTTFileDownloader_cbor.h"

/* ---- Surroundings of the agent ---- */

static void tell(void *context, OTA_JobEvent_t event, OTA_Err_t error)
{
    struct agent_life *life = context;

    if (event == eOTA_JobEvent_Activate) {
        life->activations++;
        life->wish.activate = !life->is_patient;
    } else if (event == eOTA_JobEvent_Fail) {
        life->failures++;
        life->error = error;
    } else {
        life->tests++;
        life->wish.accept = life->test == TEST_ACCEPTS;
        life->wish.reject = life->test == TEST_REJECTS;
        life->wish.hang = life->test == TEST_HANGS;
    }
}

static uint32_t now(void *context)
{
    const struct agent_life *life = context;
    return life->now;
}

static bool publish(void *context, const char *topic, const void *payload, size_t length)
{
    struct agent_life *life = context;
    const bool is_sent = fake_publish(life->service, topic, payload, length);

    if (life->said != NULL) {
        life->said(life->context);
    }
    return is_sent;
}

/* ---- Life ---- */

OTA_Err_t agent_life_start(struct agent_life *life, const struct ota_flash_config *config)
{
    struct ota_flash_config ours = *config;

    ours.reset = life->reset;
    ours.context = life->context;
    memset(&life->wish, 0, sizeof life->wish);
    life->has_accepted = false;
    life->port = (struct ota_port){.context = life, .publish = publish, .tell = tell, .now = now};
    life->port.data = life->make_data != NULL ? life->make_data() : NULL;
    fake_lose_connection(life->service);
    const OTA_Err_t error = ota_flash_init(&life->flash, &ours, &life->store);
    if (error != kOTA_Err_None) {
        return error;
    }
    if (life->extend != NULL) {
        life->extend(&life->store, config->signers);
    }
    life->seed += 0x10000u;
    ota_core_init(&life->core, &life->port, &life->store, FAKE_THING, life->seed);
    if (!life->is_cut_off) {
        ota_core_up(&life->core);
    }
    return kOTA_Err_None;
}

/* As the agent's task does. */
static void take(struct agent_life *life, const struct fake_message *message)
{
    static uint8_t block[FAKE_BYTES];
    uint8_t *const to = block;
    size_t length = sizeof block;
    int32_t file, index, size;

    if (strstr(message->topic, "/streams/") == NULL) {
        (void)ota_core_message(&life->core, message->topic, strlen(message->topic),
                               (const char *)message->payload, message->length);
    } else if (CBOR_Decode_GetStreamResponseMessage(message->payload, message->length, &file,
                                                    &index, &size, &to, &length)) {
        (void)ota_core_block(&life->core, (uint32_t)file, (uint32_t)index, block, (uint32_t)length);
    } else {
        life->service->bad++;
    }
}

static bool grant_wish(struct agent_life *life)
{
    if (life->wish.activate) {
        life->wish.activate = false;
        (void)ota_core_activate(&life->core);
    } else if (life->wish.accept) {
        life->wish.accept = false;
        life->has_accepted = true;
        (void)ota_core_accept(&life->core);
    } else if (life->wish.reject) {
        life->wish.reject = false;
        (void)ota_core_reject(&life->core, OTA_REFUSED_REJECTED);
    } else if (life->wish.hang) {
        life->wish.hang = false;
        life->reset(life->context); /* the watchdog's */
    } else {
        return false;
    }
    return true;
}

bool agent_life_step(struct agent_life *life)
{
    if (grant_wish(life)) {
        return true;
    }
    const struct fake_message *message = fake_next(life->service);
    if (message != NULL) {
        take(life, message);
        return true;
    }
    const struct ota_data *data = life->port.data;
    uint32_t wait = ota_core_tick(&life->core);
    if (wait > 0 && data != NULL) {
        const uint32_t other = data->run(data->context, &life->core);
        wait = other < wait ? other : wait;
    }
    if (wait == UINT32_MAX) {
        return false;
    }
    life->now += wait;
    return true;
}
