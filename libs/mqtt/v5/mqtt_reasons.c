/* SPDX-License-Identifier: MIT */
#include "mqtt_reasons.h"

#include "mqtt_properties.h"

#define OF       MQTT_PROPERTIES_OF
#define CONNACK  OF(MQTT_PACKET_TYPE_CONNACK)
#define PUBACK   (OF(MQTT_PACKET_TYPE_PUBACK) | OF(MQTT_PACKET_TYPE_PUBREC))
#define PUBREL   (OF(MQTT_PACKET_TYPE_PUBREL) | OF(MQTT_PACKET_TYPE_PUBCOMP))
#define SUBACK   OF(MQTT_PACKET_TYPE_SUBACK)
#define UNSUBACK OF(MQTT_PACKET_TYPE_UNSUBACK)
#define ACKS     (PUBACK | SUBACK | UNSUBACK)
#define SERVER   MQTT_PROPERTIES_OF_SERVER_DISCONNECT
#define CLIENT   OF(MQTT_PACKET_TYPE_DISCONNECT)
#define EITHER   (SERVER | CLIENT)

/* MQTT 5.0, table 2-6, without success. */
static const struct {
    uint8_t code;
    uint16_t packets;
} reasons[] = {
    {0x01, SUBACK},
    {0x02, SUBACK},
    {0x04, CLIENT},
    {0x10, PUBACK},
    {0x11, UNSUBACK},
    {0x80, CONNACK | ACKS | EITHER},
    {0x81, CONNACK | EITHER},
    {0x82, CONNACK | EITHER},
    {0x83, CONNACK | ACKS | EITHER},
    {0x84, CONNACK},
    {0x85, CONNACK},
    {0x86, CONNACK},
    {0x87, CONNACK | ACKS | SERVER},
    {0x88, CONNACK},
    {0x89, CONNACK | SERVER},
    {0x8A, CONNACK},
    {0x8B, SERVER},
    {0x8C, CONNACK | SERVER},
    {0x8D, SERVER},
    {0x8E, SERVER},
    {0x8F, SUBACK | UNSUBACK | SERVER},
    {0x90, CONNACK | PUBACK | EITHER},
    {0x91, ACKS},
    {0x92, PUBREL},
    {0x93, EITHER},
    {0x94, EITHER},
    {0x95, CONNACK | EITHER},
    {0x96, EITHER},
    {0x97, CONNACK | PUBACK | SUBACK | EITHER},
    {0x98, EITHER},
    {0x99, CONNACK | PUBACK | EITHER},
    {0x9A, CONNACK | SERVER},
    {0x9B, CONNACK | SERVER},
    {0x9C, CONNACK | SERVER},
    {0x9D, CONNACK | SERVER},
    {0x9E, SUBACK | SERVER},
    {0x9F, CONNACK | SERVER},
    {0xA0, SERVER},
    {0xA1, SUBACK | SERVER},
    {0xA2, SUBACK | SERVER},
};

bool mqtt_reason_is_known(uint8_t code, unsigned packets)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        if (reasons[i].code == code) {
            return (reasons[i].packets & packets) != 0;
        }
    }
    return false;
}
