/* SPDX-License-Identifier: MIT */
#include "mqtt_writer.h"

#include <string.h>

#include "lib_bytes.h"
#include "mqtt_engine.h"

static void flush(struct mqtt_writer *writer)
{
    if (writer->used > 0) {
        writer->status = mqtt_send(writer->context, writer->bytes, writer->used);
        writer->used = 0;
    }
}

void mqtt_writer_put(struct mqtt_writer *writer, const void *bytes, size_t length)
{
    if (writer->status == MQTTSuccess && length > writer->room - writer->used) {
        if (writer->context == NULL) {
            writer->status = MQTTNoMemory;
        } else {
            flush(writer);
        }
    }
    if (writer->status != MQTTSuccess || length == 0) {
        return;
    }
    if (length > writer->room) {
        writer->status = mqtt_send(writer->context, bytes, length);
        return;
    }
    memcpy(&writer->bytes[writer->used], bytes, length);
    writer->used += length;
}

void mqtt_writer_put_string(struct mqtt_writer *writer, const void *characters, size_t length)
{
    uint8_t prefix[2];

    lib_bytes_put16(prefix, (uint16_t)length);
    mqtt_writer_put(writer, prefix, sizeof prefix);
    mqtt_writer_put(writer, characters, length);
}

MQTTStatus_t mqtt_writer_finish(struct mqtt_writer *writer)
{
    if (writer->status == MQTTSuccess && writer->context != NULL) {
        flush(writer);
    }
    return writer->status;
}
