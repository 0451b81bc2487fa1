/* SPDX-License-Identifier: MIT */
/* Who may write what, and when; how it looks is the format's matter.
 *
 *      stream ◄── pHandle ── map ◄── openContainer ── array      the innermost is not `busy`
 *        └ out: the bytes
 */
#include <string.h>

#include "serializer_formats.h"

static struct cbor_out *out_of(const IotSerializerEncoderObject_t *object)
{
    return &((IotSerializerEncoderObject_t *)object->pHandle)->out;
}

static IotSerializerError_t state(const IotSerializerEncoderObject_t *object)
{
    return cbor_fits(out_of(object)) ? IOT_SERIALIZER_SUCCESS : IOT_SERIALIZER_BUFFER_TOO_SMALL;
}

/* Whether the object takes another value, with a key or without. */
static bool may_add(const IotSerializerEncoderObject_t *object, const char *key, bool with_key)
{
    return object != NULL && object->pHandle != NULL && !object->busy &&
           object->count < object->length &&
           with_key == (object->type == IOT_SERIALIZER_CONTAINER_MAP) && with_key == (key != NULL);
}

static void add(IotSerializerEncoderObject_t *object, const char *key)
{
    if (object->count > 0) {
        object->format->separate(out_of(object));
    }
    object->count++;
    if (key != NULL) {
        object->format->key(out_of(object), key);
    }
}

IotSerializerError_t iot_serializer_encode(IotSerializerEncoderObject_t *stream,
                                           const struct iot_serializer_encode_format *format,
                                           uint8_t *buffer, size_t size)
{
    if (stream == NULL || (buffer == NULL && size > 0)) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    *stream = (IotSerializerEncoderObject_t){.type = IOT_SERIALIZER_CONTAINER_STREAM,
                                             .pHandle = stream,
                                             .format = format,
                                             .out = {buffer, size, 0},
                                             .length = format->values};
    return IOT_SERIALIZER_SUCCESS;
}

void iot_serializer_destroy_encoder(IotSerializerEncoderObject_t *object)
{
    if (object != NULL) {
        object->pHandle = NULL;
    }
}

static IotSerializerError_t open(IotSerializerEncoderObject_t *parent, const char *key,
                                 bool with_key, IotSerializerEncoderObject_t *container,
                                 size_t length)
{
    if (container == NULL || container == parent || !may_add(parent, key, with_key)) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    if (container->type != IOT_SERIALIZER_CONTAINER_ARRAY &&
        container->type != IOT_SERIALIZER_CONTAINER_MAP) {
        return IOT_SERIALIZER_UNDEFINED_TYPE;
    }
    const bool is_bounded =
        parent->format->has_lengths && length != IOT_SERIALIZER_INDEFINITE_LENGTH;
    *container = (IotSerializerEncoderObject_t){.type = container->type,
                                                .pHandle = parent->pHandle,
                                                .format = parent->format,
                                                .length = is_bounded ? length : SIZE_MAX};
    add(parent, key);
    parent->busy = true;
    parent->format->open(out_of(parent), container->type, container->length);
    return state(parent);
}

IotSerializerError_t iot_serializer_open(IotSerializerEncoderObject_t *parent,
                                         IotSerializerEncoderObject_t *container, size_t length)
{
    return open(parent, NULL, false, container, length);
}

IotSerializerError_t iot_serializer_open_with_key(IotSerializerEncoderObject_t *parent,
                                                  const char *key,
                                                  IotSerializerEncoderObject_t *container,
                                                  size_t length)
{
    return open(parent, key, true, container, length);
}

IotSerializerError_t iot_serializer_close(IotSerializerEncoderObject_t *parent,
                                          IotSerializerEncoderObject_t *container)
{
    if (parent == NULL || container == NULL || parent == container || parent->pHandle == NULL ||
        container->pHandle != parent->pHandle || !parent->busy || container->busy ||
        (container->length != SIZE_MAX && container->count != container->length)) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    parent->format->close(out_of(parent), container->type, container->length);
    container->pHandle = NULL;
    parent->busy = false;
    return state(parent);
}

static IotSerializerError_t check(const struct iot_serializer_encode_format *format,
                                  const IotSerializerScalarData_t *data)
{
    switch (data->type) {
    case IOT_SERIALIZER_SCALAR_NULL:
    case IOT_SERIALIZER_SCALAR_BOOL:
    case IOT_SERIALIZER_SCALAR_SIGNED_INT:
        return IOT_SERIALIZER_SUCCESS;
    case IOT_SERIALIZER_SCALAR_BYTE_STRING:
        if (!format->has_bytes) {
            return IOT_SERIALIZER_NOT_SUPPORTED;
        }
        break;
    case IOT_SERIALIZER_SCALAR_TEXT_STRING:
        break;
    case IOT_SERIALIZER_UNDEFINED:
    case IOT_SERIALIZER_CONTAINER_STREAM:
    case IOT_SERIALIZER_CONTAINER_ARRAY:
    case IOT_SERIALIZER_CONTAINER_MAP:
    default:
        return IOT_SERIALIZER_UNDEFINED_TYPE;
    }
    return data->value.u.string.pString == NULL && data->value.u.string.length > 0
               ? IOT_SERIALIZER_INVALID_INPUT
               : IOT_SERIALIZER_SUCCESS;
}

static IotSerializerError_t append(IotSerializerEncoderObject_t *object, const char *key,
                                   bool with_key, const IotSerializerScalarData_t *data)
{
    if (!may_add(object, key, with_key)) {
        return IOT_SERIALIZER_INVALID_INPUT;
    }
    const IotSerializerError_t checked = check(object->format, data);
    if (checked != IOT_SERIALIZER_SUCCESS) {
        return checked;
    }
    add(object, key);
    object->format->scalar(out_of(object), data);
    return state(object);
}

IotSerializerError_t iot_serializer_append(IotSerializerEncoderObject_t *object,
                                           IotSerializerScalarData_t data)
{
    return append(object, NULL, false, &data);
}

IotSerializerError_t iot_serializer_append_with_key(IotSerializerEncoderObject_t *object,
                                                    const char *key, IotSerializerScalarData_t data)
{
    return append(object, key, true, &data);
}

size_t iot_serializer_size(IotSerializerEncoderObject_t *stream, uint8_t *buffer)
{
    (void)buffer; /* the stream knows it */
    return stream->out.needed < stream->out.size ? stream->out.needed : stream->out.size;
}

size_t iot_serializer_size_missing(IotSerializerEncoderObject_t *stream)
{
    return cbor_fits(&stream->out) ? 0 : stream->out.needed - stream->out.size;
}
