/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cbor_reader.h"
#include "lib_text.h"
#include "serializer_formats.h"

/* RFC 8949, 3.3 and 3.2. */
enum { FALSE_ITEM = 0xF4, TRUE_ITEM = 0xF5, NULL_ITEM = 0xF6 };
enum { OPEN_ARRAY = 0x9F, OPEN_MAP = 0xBF, BREAK = 0xFF };

static void put_byte(struct cbor_out *out, uint8_t byte)
{
    struct lib_text_out text = {(char *)out->buffer, out->size, out->needed};

    lib_text_put(&text, (const char *)&byte, 1);
    out->needed = text.needed;
}

static void separate(struct cbor_out *out)
{
    (void)out;
}

static void put_key(struct cbor_out *out, const char *key)
{
    cbor_put_text(out, key, strlen(key));
}

static void put_scalar(struct cbor_out *out, const IotSerializerScalarData_t *data)
{
    const IotSerializerScalarValue_t *const value = &data->value;

    if (data->type == IOT_SERIALIZER_SCALAR_SIGNED_INT) {
        cbor_put_int(out, value->u.signedInt);
    } else if (data->type == IOT_SERIALIZER_SCALAR_TEXT_STRING) {
        cbor_put_text(out, (const char *)value->u.string.pString, value->u.string.length);
    } else if (data->type == IOT_SERIALIZER_SCALAR_BYTE_STRING) {
        cbor_put_bytes(out, value->u.string.pString, value->u.string.length);
    } else if (data->type == IOT_SERIALIZER_SCALAR_BOOL) {
        put_byte(out, value->u.booleanValue ? TRUE_ITEM : FALSE_ITEM);
    } else {
        put_byte(out, NULL_ITEM);
    }
}

static void put_open(struct cbor_out *out, IotSerializerDataType_t type, size_t length)
{
    const bool is_map = type == IOT_SERIALIZER_CONTAINER_MAP;

    if (length == SIZE_MAX) {
        put_byte(out, is_map ? OPEN_MAP : OPEN_ARRAY);
    } else if (is_map) {
        cbor_put_map(out, length);
    } else {
        cbor_put_array(out, length);
    }
}

static void put_close(struct cbor_out *out, IotSerializerDataType_t type, size_t length)
{
    (void)type;
    if (length == SIZE_MAX) {
        put_byte(out, BREAK);
    }
}

static IotSerializerError_t encode(IotSerializerEncoderObject_t *stream, uint8_t *buffer,
                                   size_t size)
{
    static const struct iot_serializer_encode_format format = {
        true, true, SIZE_MAX, separate, put_key, put_scalar, put_open, put_close};

    return iot_serializer_encode(stream, &format, buffer, size);
}

const IotSerializerEncodeInterface_t _IotSerializerCborEncoder = ENCODE_INTERFACE(encode);

static bool check(const uint8_t *buffer, size_t size, const uint8_t **item, size_t *length)
{
    struct cbor_in in = {buffer, size};

    if (!cbor_skip(&in)) {
        return false;
    }
    *item = buffer;
    *length = size - in.length;
    return true;
}

/* The item behind the tags that mark it. */
static struct cbor_item head_of(struct cbor_in *in)
{
    struct cbor_item item = {.type = CBOR_OTHER};

    while (cbor_read(in, &item) && item.type == CBOR_TAG) {
    }
    return item;
}

static IotSerializerError_t read_other(const struct cbor_item *item,
                                       IotSerializerDecoderObject_t *object)
{
    const uint8_t byte = object->encoded[object->encoded_length - 1u];

    if (item->value != (byte & 0x1Fu)) {
        return IOT_SERIALIZER_NOT_SUPPORTED; /* a float, or a simple value of two bytes */
    }
    switch (byte) {
    case FALSE_ITEM:
    case TRUE_ITEM:
        object->type = IOT_SERIALIZER_SCALAR_BOOL;
        object->u.value.u.booleanValue = byte == TRUE_ITEM;
        return IOT_SERIALIZER_SUCCESS;
    case NULL_ITEM:
        object->type = IOT_SERIALIZER_SCALAR_NULL;
        return IOT_SERIALIZER_SUCCESS;
    default:
        return IOT_SERIALIZER_NOT_SUPPORTED;
    }
}

static IotSerializerError_t read(IotSerializerDecoderObject_t *object)
{
    struct cbor_in in = {object->encoded, object->encoded_length};
    const struct cbor_item item = head_of(&in);

    switch (item.type) {
    case CBOR_UINT:
    case CBOR_NEGATIVE:
        if (item.value > INT64_MAX) {
            return IOT_SERIALIZER_NOT_SUPPORTED;
        }
        object->type = IOT_SERIALIZER_SCALAR_SIGNED_INT;
        object->u.value.u.signedInt =
            item.type == CBOR_UINT ? (int64_t)item.value : -1 - (int64_t)item.value;
        return IOT_SERIALIZER_SUCCESS;
    case CBOR_TEXT:
    case CBOR_BYTES:
        if (item.is_open) {
            return IOT_SERIALIZER_NOT_SUPPORTED;
        }
        object->type = item.type == CBOR_TEXT ? IOT_SERIALIZER_SCALAR_TEXT_STRING
                                              : IOT_SERIALIZER_SCALAR_BYTE_STRING;
        object->u.value.u.string.pString = (uint8_t *)(uintptr_t)item.bytes;
        object->u.value.u.string.length = (size_t)item.value;
        return IOT_SERIALIZER_SUCCESS;
    case CBOR_ARRAY:
    case CBOR_MAP:
        object->type =
            item.type == CBOR_ARRAY ? IOT_SERIALIZER_CONTAINER_ARRAY : IOT_SERIALIZER_CONTAINER_MAP;
        return IOT_SERIALIZER_SUCCESS;
    case CBOR_OTHER:
        return read_other(&item, object);
    case CBOR_TAG:
        break;
    }
    return IOT_SERIALIZER_NOT_SUPPORTED;
}

static void next(IotSerializerDecoderObject_t *container)
{
    struct iot_serializer_cursor *const cursor = &container->cursor;
    const uint8_t *const at = container->encoded + cursor->next;
    struct cbor_in in = {at, container->encoded_length - cursor->next};

    /* The check has passed the whole: nothing, or a break, is left to skip. */
    if (!cbor_skip(&in)) {
        cursor->item = NULL;
        return;
    }
    cursor->item = at;
    cursor->length = (size_t)(in.at - at);
    cursor->next += cursor->length;
}

static void first(IotSerializerDecoderObject_t *container)
{
    struct cbor_in in = {container->encoded, container->encoded_length};

    (void)head_of(&in);
    container->cursor =
        (struct iot_serializer_cursor){.next = container->encoded_length - in.length};
    next(container);
}

static IotSerializerError_t decode(IotSerializerDecoderObject_t *object, const uint8_t *buffer,
                                   size_t size)
{
    static const struct iot_serializer_decode_format format = {check, read, first, next};

    return iot_serializer_decode(object, &format, buffer, size);
}

const IotSerializerDecodeInterface_t _IotSerializerCborDecoder = DECODE_INTERFACE(decode);
