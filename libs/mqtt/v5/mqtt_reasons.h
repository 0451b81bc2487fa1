/* SPDX-License-Identifier: MIT */
/* Which packet may carry which reason code: one table, as for properties. */
#ifndef MQTT_REASONS_H
#define MQTT_REASONS_H

#include <stdbool.h>
#include <stdint.h>

/* From here on a code is a refusal. */
#define MQTT_REASON_FAILURE 0x80u

/* `packets`: sets as in mqtt_properties.h. */
bool mqtt_reason_is_known(uint8_t code, unsigned packets);

/* Every packet with reason codes may carry success. */
static inline bool mqtt_reason_is_allowed(uint8_t code, unsigned packets)
{
    return code == 0 || mqtt_reason_is_known(code, packets);
}

#endif
