/* SPDX-License-Identifier: MIT */
#include "ota_inbox.h"

#include <string.h>

#include "MQTTFileDownloader_cbor.h"

#define BUFFERS otaconfigMAX_NUM_OTA_DATA_BUFFERS

_Static_assert(OTA_CORE_TOPIC_BYTES <= UINT8_MAX + 1u, "a topic's length is one byte");
_Static_assert(BUFFERS <= 32u, "one bit each");

void ota_inbox_init(struct ota_inbox *inbox, struct ota_agent_buffer *buffers)
{
    memset(inbox, 0, sizeof *inbox);
    inbox->buffers = buffers;
    inbox->waiting = xQueueCreateStatic(BUFFERS, 1, inbox->waiting_places, &inbox->waiting_memory);
}

static struct ota_agent_buffer *take_buffer(struct ota_inbox *inbox)
{
    unsigned index;

    taskENTER_CRITICAL();
    for (index = 0; index < BUFFERS && (inbox->used >> index & 1u) != 0; index++) {
    }
    if (index < BUFFERS) {
        inbox->used |= 1u << index;
    }
    taskEXIT_CRITICAL();
    return index < BUFFERS ? &inbox->buffers[index] : NULL;
}

void ota_inbox_give_back(struct ota_inbox *inbox, const struct ota_agent_buffer *buffer)
{
    taskENTER_CRITICAL();
    inbox->used &= ~(1u << (buffer - inbox->buffers));
    taskEXIT_CRITICAL();
}

static bool copy_block(struct ota_agent_buffer *buffer, const struct mqtt_link_message *message)
{
    uint8_t *const to = buffer->bytes;
    size_t length = sizeof buffer->bytes;
    int32_t file, block, size;

    if (!CBOR_Decode_GetStreamResponseMessage((const uint8_t *)message->payload, message->length,
                                              &file, &block, &size, &to, &length) ||
        (size_t)size != length) {
        return false;
    }
    buffer->topic_length = 0;
    buffer->file_id = (uint32_t)file;
    buffer->block = (uint32_t)block;
    buffer->length = (uint32_t)length;
    return true;
}

static bool copy_message(struct ota_agent_buffer *buffer, const struct mqtt_link_message *message)
{
    if (message->length > sizeof buffer->bytes || message->topic_length > sizeof buffer->topic ||
        message->topic_length > UINT8_MAX) {
        return false;
    }
    buffer->topic_length = (uint8_t)message->topic_length;
    memcpy(buffer->topic, message->topic, message->topic_length);
    memcpy(buffer->bytes, message->payload, message->length);
    buffer->length = (uint32_t)message->length;
    return true;
}

bool ota_inbox_put(struct ota_inbox *inbox, const struct mqtt_link_message *message, bool is_block)
{
    struct ota_agent_buffer *buffer = take_buffer(inbox);

    inbox->received++;
    if (buffer == NULL) {
        inbox->dropped++;
        return false;
    }
    if (!(is_block ? copy_block(buffer, message) : copy_message(buffer, message))) {
        ota_inbox_give_back(inbox, buffer);
        inbox->dropped++;
        return false;
    }
    const uint8_t place = (uint8_t)(buffer - inbox->buffers);
    (void)xQueueSend(inbox->waiting, &place, 0); /* as many places as buffers */
    inbox->queued++;
    return true;
}

const struct ota_agent_buffer *ota_inbox_next(struct ota_inbox *inbox)
{
    uint8_t place;

    return xQueueReceive(inbox->waiting, &place, 0) == pdTRUE ? &inbox->buffers[place] : NULL;
}
