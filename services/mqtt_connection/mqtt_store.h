/* SPDX-License-Identifier: MIT */
/* Messages between "accepted" and "acknowledged", in the order of acceptance: a ring of entries,
 * none of which is split.
 *
 *     0        head                     tail               size
 *     | free   | entry | entry | entry  | free             |        tail >= head, end == size
 *
 *     0                 tail     head                 end  size
 *     | entry | entry   | free   | entry | entry      |####|        wrapped: no room after end
 *
 * Entries are answered in any order and freed from the head only; an answered entry behind an
 * unanswered one keeps its place until then. The caller holds the connection's lock. An entry stays
 * where it is until the connection's task frees it, so that task may read it without the lock.
 */
#ifndef MQTT_STORE_H
#define MQTT_STORE_H

#include "mqtt_connection.h"

/* How far a message is; one bit each, so that they make sets. */
#define MQTT_STORE_QUEUED   0x01u /* to be sent; the server has not seen it */
#define MQTT_STORE_RESEND   0x02u /* to be sent again, with DUP */
#define MQTT_STORE_SENT     0x04u /* PUBACK or PUBREC is awaited */
#define MQTT_STORE_RELEASED 0x08u /* QoS 2: PUBREC came, PUBCOMP is awaited */
#define MQTT_STORE_DONE     0x10u /* its memory may be had */

/* Followed by topic and payload. */
struct mqtt_store_entry {
    uint32_t bytes;   /* with this header, a multiple of 4 */
    uint32_t sent_ms; /* SENT, RELEASED: since when */
    uint32_t length;
    uint16_t topic_length;
    uint16_t packet_id; /* 0 before it is first sent */
    uint8_t phase;
    uint8_t qos;
    bool sent_before;
};

/* Takes `size` bytes at `bytes`, 4-byte aligned. */
void mqtt_store_init(struct mqtt_store *store, uint8_t *bytes, size_t size);

/* Whether a message of that size fits when the store is empty. */
bool mqtt_store_may_hold(const struct mqtt_store *store, size_t topic_length, size_t length);

/* Copies a message in, QUEUED. False: no room now, nothing happened. */
bool mqtt_store_append(struct mqtt_store *store, const MQTTPublishInfo_t *message);

/* The next entry in order, the oldest after NULL; NULL after the newest. */
struct mqtt_store_entry *mqtt_store_next(const struct mqtt_store *store,
                                         const struct mqtt_store_entry *entry);

/* The oldest entry whose phase is in the set, or NULL. */
struct mqtt_store_entry *mqtt_store_first(const struct mqtt_store *store, unsigned phases);

/* The entry under way with that packet id, or NULL. */
struct mqtt_store_entry *mqtt_store_find(const struct mqtt_store *store, uint16_t packet_id);

/* Frees the DONE entries at the head. Returns whether there were any. */
bool mqtt_store_free_done(struct mqtt_store *store);

/* The message as it was appended; valid as long as the entry. */
MQTTPublishInfo_t mqtt_store_message(const struct mqtt_store_entry *entry);

#endif
