/* SPDX-License-Identifier: MIT */
/* Any bytes as the properties of any packet, in memory of exactly their size; a packet that passes
 * is read property by property. The first byte says which packet. */
#include <stdlib.h>
#include <string.h>

#include "core_mqtt_property_readers.h"

static void require(int condition)
{
    if (!condition) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    MQTTUserProperty_t user;
    const char *text;
    size_t length, index = 0;
    uint8_t id;

    if (size < 2) {
        return 0;
    }
    uint8_t *const copy = malloc(size - 1);
    require(copy != NULL);
    memcpy(copy, bytes + 1, size - 1);
    const MQTTPropBuilder_t list = {copy, size - 1, size - 1, 0};
    const MQTTStatus_t valid = bytes[0] % 3 == 0   ? MQTT_ValidateWillProperties(&list)
                               : bytes[0] % 3 == 1 ? MQTT_ValidateUnsubscribeProperties(&list)
                                                   : MQTT_ValidatePublishAckProperties(&list);
    MQTTStatus_t status;
    while ((status = MQTT_GetNextPropertyType(&list, &index, &id)) == MQTTSuccess) {
        const size_t before = index;
        size_t other = index;
        if (id == MQTT_USER_PROPERTY_ID &&
            MQTTPropGet_UserProp(&list, &other, &user) == MQTTSuccess) {
            require((const uint8_t *)user.pKey >= copy);
            require((const uint8_t *)user.pValue + user.valueLength <= copy + size - 1);
        } else if (id == MQTT_CONTENT_TYPE_ID &&
                   MQTTPropGet_ContentType(&list, &other, &text, &length) == MQTTSuccess) {
            require((const uint8_t *)text + length <= copy + size - 1);
        }
        status = MQTT_SkipNextProperty(&list, &index);
        if (status != MQTTSuccess) {
            break;
        }
        require(index > before && index <= size - 1 && (other == before || other == index));
    }
    require(status == MQTTEndOfProperties || status == MQTTBadResponse);
    require(valid != MQTTSuccess || status == MQTTEndOfProperties);
    free(copy);
    return 0;
}
