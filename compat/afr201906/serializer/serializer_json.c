/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core_json.h"
#include "json_text.h"
#include "lib_text.h"
#include "serializer_formats.h"

static void put(struct cbor_out *out, const char *text, size_t length)
{
    struct lib_text_out rest = {(char *)out->buffer, out->size, out->needed};

    lib_text_put(&rest, text, length);
    out->needed = rest.needed;
}

static void put_string(struct cbor_out *out, const char *text, size_t length)
{
    put(out, LIB_TEXT("\""));
    const size_t room = out->needed < out->size ? out->size - out->needed : 0;
    out->needed +=
        json_text_escape(text, length, room > 0 ? (char *)out->buffer + out->needed : NULL, room);
    put(out, LIB_TEXT("\""));
}

static void put_number(struct cbor_out *out, int64_t number)
{
    char digits[20]; /* of -2^63: a sign and 19 digits */
    size_t at = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

    do {
        digits[--at] = (char)('0' + rest % 10u);
        rest /= 10u;
    } while (rest > 0);
    if (number < 0) {
        digits[--at] = '-';
    }
    put(out, &digits[at], sizeof digits - at);
}

static void separate(struct cbor_out *out)
{
    put(out, LIB_TEXT(","));
}

static void put_key(struct cbor_out *out, const char *key)
{
    put_string(out, key, strlen(key));
    put(out, LIB_TEXT(":"));
}

static void put_scalar(struct cbor_out *out, const IotSerializerScalarData_t *data)
{
    const IotSerializerScalarValue_t *const value = &data->value;

    if (data->type == IOT_SERIALIZER_SCALAR_SIGNED_INT) {
        put_number(out, value->u.signedInt);
    } else if (data->type == IOT_SERIALIZER_SCALAR_TEXT_STRING) {
        put_string(out, (const char *)value->u.string.pString, value->u.string.length);
    } else if (data->type == IOT_SERIALIZER_SCALAR_NULL) {
        put(out, LIB_TEXT("null"));
    } else if (value->u.booleanValue) {
        put(out, LIB_TEXT("true"));
    } else {
        put(out, LIB_TEXT("false"));
    }
}

static void put_open(struct cbor_out *out, IotSerializerDataType_t type, size_t length)
{
    (void)length;
    put(out, type == IOT_SERIALIZER_CONTAINER_MAP ? "{" : "[", 1);
}

static void put_close(struct cbor_out *out, IotSerializerDataType_t type, size_t length)
{
    (void)length;
    put(out, type == IOT_SERIALIZER_CONTAINER_MAP ? "}" : "]", 1);
}

static IotSerializerError_t encode(IotSerializerEncoderObject_t *stream, uint8_t *buffer,
                                   size_t size)
{
    static const struct iot_serializer_encode_format format = {
        false, false, 1, separate, put_key, put_scalar, put_open, put_close};

    return iot_serializer_encode(stream, &format, buffer, size);
}

const IotSerializerEncodeInterface_t _IotSerializerJsonEncoder = ENCODE_INTERFACE(encode);

static bool is_space(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool check(const uint8_t *buffer, size_t size, const uint8_t **item, size_t *length)
{
    const uint8_t *end = buffer + size;

    if (JSON_Validate((const char *)buffer, size) != JSONSuccess) {
        return false;
    }
    while (is_space(*buffer)) {
        buffer++;
    }
    while (is_space(end[-1])) {
        end--;
    }
    *item = buffer;
    *length = (size_t)(end - buffer);
    return true;
}

/* False: a fraction, an exponent, or a number beyond int64_t. */
static bool whole_number(const uint8_t *text, size_t length, int64_t *number)
{
    const bool is_negative = *text == '-';
    const uint64_t limit = (uint64_t)INT64_MAX + is_negative;
    uint64_t value = 0;

    for (size_t i = is_negative; i < length; i++) {
        const uint32_t digit = (uint32_t)text[i] - '0';
        if (digit > 9u || value > (limit - digit) / 10u) {
            return false;
        }
        value = value * 10u + digit;
    }
    *number = is_negative && value > 0 ? -1 - (int64_t)(value - 1u) : (int64_t)value;
    return true;
}

static IotSerializerError_t read(IotSerializerDecoderObject_t *object)
{
    IotSerializerScalarValue_t *const value = &object->u.value;

    switch (*object->encoded) {
    case '{':
        object->type = IOT_SERIALIZER_CONTAINER_MAP;
        break;
    case '[':
        object->type = IOT_SERIALIZER_CONTAINER_ARRAY;
        break;
    case '"':
        object->type = IOT_SERIALIZER_SCALAR_TEXT_STRING;
        value->u.string.pString = (uint8_t *)(uintptr_t)(object->encoded + 1);
        value->u.string.length = object->encoded_length - 2u;
        break;
    case 't':
    case 'f':
        object->type = IOT_SERIALIZER_SCALAR_BOOL;
        value->u.booleanValue = *object->encoded == 't';
        break;
    case 'n':
        object->type = IOT_SERIALIZER_SCALAR_NULL;
        break;
    default:
        if (!whole_number(object->encoded, object->encoded_length, &value->u.signedInt)) {
            return IOT_SERIALIZER_NOT_SUPPORTED;
        }
        object->type = IOT_SERIALIZER_SCALAR_SIGNED_INT;
        break;
    }
    return IOT_SERIALIZER_SUCCESS;
}

static void next(IotSerializerDecoderObject_t *container)
{
    struct iot_serializer_cursor *const cursor = &container->cursor;
    JSONPair_t pair;

    if (cursor->value != NULL) { /* behind a key */
        cursor->item = cursor->value;
        cursor->length = cursor->value_length;
        cursor->value = NULL;
        return;
    }
    if (JSON_Iterate((const char *)container->encoded, container->encoded_length, &cursor->start,
                     &cursor->next, &pair) != JSONSuccess) {
        cursor->item = NULL;
        return;
    }
    const size_t quote = pair.jsonType == JSONString; /* strings come without their quotes */
    cursor->item = (const uint8_t *)pair.value - quote;
    cursor->length = pair.valueLength + 2u * quote;
    if (pair.key != NULL) {
        cursor->value = cursor->item;
        cursor->value_length = cursor->length;
        cursor->item = (const uint8_t *)pair.key - 1;
        cursor->length = pair.keyLength + 2u;
    }
}

static void first(IotSerializerDecoderObject_t *container)
{
    container->cursor = (struct iot_serializer_cursor){0};
    next(container);
}

static IotSerializerError_t decode(IotSerializerDecoderObject_t *object, const uint8_t *buffer,
                                   size_t size)
{
    static const struct iot_serializer_decode_format format = {check, read, first, next};

    return iot_serializer_decode(object, &format, buffer, size);
}

const IotSerializerDecodeInterface_t _IotSerializerJsonDecoder = DECODE_INTERFACE(decode);
