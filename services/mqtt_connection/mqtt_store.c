/* SPDX-License-Identifier: MIT */
#include "mqtt_store.h"

#include <string.h>

#include "lib_assert.h"

static struct mqtt_store_entry *entry_at(const struct mqtt_store *store, uint32_t offset)
{
    LIB_ASSERT(offset % 4u == 0 && offset < store->end);
    return (struct mqtt_store_entry *)(void *)(store->bytes + offset);
}

static uint32_t after(const struct mqtt_store *store, uint32_t offset)
{
    const uint32_t next = offset + entry_at(store, offset)->bytes;

    return next == store->end ? 0 : next;
}

static size_t bytes_for(size_t topic_length, size_t length)
{
    return (sizeof(struct mqtt_store_entry) + topic_length + length + 3u) & ~(size_t)3u;
}

void mqtt_store_init(struct mqtt_store *store, uint8_t *bytes, size_t size)
{
    LIB_ASSERT(bytes != NULL && (uintptr_t)bytes % 4u == 0);

    *store = (struct mqtt_store){.bytes = bytes, .size = (uint32_t)size & ~3u};
    store->end = store->size;
}

bool mqtt_store_may_hold(const struct mqtt_store *store, size_t topic_length, size_t length)
{
    return length <= store->size && bytes_for(topic_length, length) <= store->size;
}

/* Moves the tail to where `bytes` bytes are free behind it; the wrapped tail never meets the head
 * from behind but when the store is full. */
static bool make_room(struct mqtt_store *store, uint32_t bytes)
{
    if (store->count == 0) {
        store->head = 0;
        store->tail = 0;
        store->end = store->size;
        return bytes <= store->size;
    }
    if (store->tail <= store->head) {
        return bytes <= store->head - store->tail;
    }
    if (bytes <= store->size - store->tail) {
        return true;
    }
    if (bytes > store->head) {
        return false;
    }
    store->end = store->tail;
    store->tail = 0;
    return true;
}

bool mqtt_store_append(struct mqtt_store *store, const MQTTPublishInfo_t *message)
{
    const size_t topic_length = message->topicNameLength;
    const uint32_t bytes = (uint32_t)bytes_for(topic_length, message->payloadLength);

    LIB_ASSERT(mqtt_store_may_hold(store, topic_length, message->payloadLength));
    if (!make_room(store, bytes)) {
        return false;
    }
    struct mqtt_store_entry *const entry = entry_at(store, store->tail);
    *entry = (struct mqtt_store_entry){
        .bytes = bytes,
        .length = (uint32_t)message->payloadLength,
        .topic_length = (uint16_t)topic_length,
        .phase = MQTT_STORE_QUEUED,
        .qos = (uint8_t)message->qos,
    };
    uint8_t *const text = (uint8_t *)(entry + 1);
    memcpy(text, message->pTopicName, topic_length);
    if (message->payloadLength > 0) {
        memcpy(text + topic_length, message->pPayload, message->payloadLength);
    }
    store->tail += bytes;
    store->count++;
    return true;
}

struct mqtt_store_entry *mqtt_store_next(const struct mqtt_store *store,
                                         const struct mqtt_store_entry *entry)
{
    if (store->count == 0) {
        return NULL;
    }
    if (entry == NULL) {
        return entry_at(store, store->head);
    }
    const uint32_t offset = (uint32_t)((const uint8_t *)entry - store->bytes);
    if (offset + entry->bytes == store->tail) {
        return NULL;
    }
    return entry_at(store, after(store, offset));
}

struct mqtt_store_entry *mqtt_store_first(const struct mqtt_store *store, unsigned phases)
{
    struct mqtt_store_entry *entry = NULL;

    while ((entry = mqtt_store_next(store, entry)) != NULL && (entry->phase & phases) == 0) {
    }
    return entry;
}

struct mqtt_store_entry *mqtt_store_find(const struct mqtt_store *store, uint16_t packet_id)
{
    struct mqtt_store_entry *entry = NULL;

    LIB_ASSERT(packet_id != 0);
    while ((entry = mqtt_store_next(store, entry)) != NULL) {
        if (entry->packet_id == packet_id && entry->phase != MQTT_STORE_DONE) {
            break;
        }
    }
    return entry;
}

bool mqtt_store_free_done(struct mqtt_store *store)
{
    bool freed = false;

    while (store->count > 0 && entry_at(store, store->head)->phase == MQTT_STORE_DONE) {
        const uint32_t next = after(store, store->head);
        if (next == 0) {
            store->end = store->size;
        }
        store->head = next;
        store->count--;
        freed = true;
    }
    return freed;
}

MQTTPublishInfo_t mqtt_store_message(const struct mqtt_store_entry *entry)
{
    const char *const text = (const char *)(entry + 1);

    return (MQTTPublishInfo_t){
        .qos = (MQTTQoS_t)entry->qos,
        .pTopicName = text,
        .topicNameLength = entry->topic_length,
        .pPayload = text + entry->topic_length,
        .payloadLength = entry->length,
    };
}
