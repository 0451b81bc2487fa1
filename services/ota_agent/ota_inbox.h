/* SPDX-License-Identifier: MIT */
/* Messages on their way from the connection's task to the agent's: copied, in the order in which
 * they came. */
#ifndef OTA_INBOX_H
#define OTA_INBOX_H

#include "aws_iot_ota_agent.h"

struct ota_inbox {
    struct ota_agent_buffer *buffers;
    StaticQueue_t waiting_memory;
    QueueHandle_t waiting;
    uint8_t waiting_places[otaconfigMAX_NUM_OTA_DATA_BUFFERS];
    uint32_t used; /* bit n: buffer n */
    uint32_t received, queued, dropped;
};

void ota_inbox_init(struct ota_inbox *inbox, struct ota_agent_buffer *buffers);

/* The connection's task. False: it was dropped. */
bool ota_inbox_put(struct ota_inbox *inbox, const struct mqtt_link_message *message, bool is_block);

/* The agent's task. NULL: there is none. */
const struct ota_agent_buffer *ota_inbox_next(struct ota_inbox *inbox);
void ota_inbox_give_back(struct ota_inbox *inbox, const struct ota_agent_buffer *buffer);

#endif
