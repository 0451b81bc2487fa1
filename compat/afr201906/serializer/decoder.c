/* SPDX-License-Identifier: MIT */
/* A value is a place in the document; a container holds the cursor of its iterator, too. */
#include <string.h>

#include "serializer_formats.h"

static bool is_container(const IotSerializerDecoderObject_t *object)
{
    return object != NULL && object->format != NULL && IotSerializer_IsContainer(*object);
}

/* The value of which these are the bytes. */
static IotSerializerError_t read(const struct iot_serializer_decode_format *format,
                                 const uint8_t *encoded, size_t length,
                                 IotSerializerDecoderObject_t *value)
{
    *value = (IotSerializerDecoderObject_t){
        .format = format, .encoded = encoded, .encoded_length = length};
    return format->read(value);
}

IotSerializerError_t iot_serializer_decode(IotSerializerDecoderObject_t *object,
                                           const struct iot_serializer_decode_format *format,
                                           const uint8_t *buffer, size_t size)
{
    const uint8_t *encoded;
    size_t length;

    if (object == NULL || buffer == NULL || !format->check(buffer, size, &encoded, &length)) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    return read(format, encoded, length, object);
}

void iot_serializer_destroy_decoder(IotSerializerDecoderObject_t *object)
{
    if (object != NULL) {
        *object = (IotSerializerDecoderObject_t)IOT_SERIALIZER_DECODER_OBJECT_INITIALIZER;
    }
}

IotSerializerError_t iot_serializer_step_in(IotSerializerDecoderObject_t *container,
                                            IotSerializerDecoderIterator_t *iterator)
{
    if (!is_container(container) || iterator == NULL) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    container->format->first(container);
    *iterator = container;
    return IOT_SERIALIZER_SUCCESS;
}

IotSerializerError_t iot_serializer_get(IotSerializerDecoderIterator_t iterator,
                                        IotSerializerDecoderObject_t *value)
{
    const IotSerializerDecoderObject_t *const container = iterator;

    if (!is_container(container) || value == NULL || value == container) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    if (container->cursor.item == NULL) {
        return IOT_SERIALIZER_NOT_FOUND;
    }
    return read(container->format, container->cursor.item, container->cursor.length, value);
}

IotSerializerError_t iot_serializer_find(IotSerializerDecoderObject_t *container, const char *key,
                                         IotSerializerDecoderObject_t *value)
{
    if (!is_container(container) || container->type != IOT_SERIALIZER_CONTAINER_MAP ||
        key == NULL || value == NULL || value == container) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    const size_t length = strlen(key);
    IotSerializerDecoderObject_t at = *container; /* an iterator stays where it is */
    for (at.format->first(&at); at.cursor.item != NULL; at.format->next(&at)) {
        IotSerializerDecoderObject_t found;
        const bool is_text =
            read(at.format, at.cursor.item, at.cursor.length, &found) == IOT_SERIALIZER_SUCCESS &&
            found.type == IOT_SERIALIZER_SCALAR_TEXT_STRING;
        at.format->next(&at);
        if (is_text && found.u.value.u.string.length == length &&
            memcmp(found.u.value.u.string.pString, key, length) == 0) {
            return read(at.format, at.cursor.item, at.cursor.length, value);
        }
    }
    return IOT_SERIALIZER_NOT_FOUND;
}

IotSerializerError_t iot_serializer_next(IotSerializerDecoderIterator_t iterator)
{
    IotSerializerDecoderObject_t *const container = iterator;

    if (!is_container(container)) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    if (container->cursor.item == NULL) {
        return IOT_SERIALIZER_NOT_FOUND;
    }
    container->format->next(container);
    return IOT_SERIALIZER_SUCCESS;
}

IotSerializerError_t iot_serializer_step_out(IotSerializerDecoderIterator_t iterator,
                                             IotSerializerDecoderObject_t *container)
{
    if (!is_container(container) || iterator != container) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    container->cursor = (struct iot_serializer_cursor){0};
    return IOT_SERIALIZER_SUCCESS;
}

bool iot_serializer_is_end(IotSerializerDecoderIterator_t iterator)
{
    const IotSerializerDecoderObject_t *const container = iterator;

    return !is_container(container) || container->cursor.item == NULL;
}

IotSerializerError_t iot_serializer_encoded(IotSerializerDecoderObject_t *container,
                                            const uint8_t **bytes)
{
    if (!is_container(container) || bytes == NULL) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    *bytes = container->encoded;
    return IOT_SERIALIZER_SUCCESS;
}

IotSerializerError_t iot_serializer_encoded_size(IotSerializerDecoderObject_t *container,
                                                 size_t *length)
{
    if (!is_container(container) || length == NULL) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    *length = container->encoded_length;
    return IOT_SERIALIZER_SUCCESS;
}
