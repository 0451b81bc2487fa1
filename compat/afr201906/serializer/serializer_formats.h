/* SPDX-License-Identifier: MIT */
/* What CBOR and JSON differ in; encoder.c and decoder.c have the rules that they share. An object
 * knows its format: the tables of functions differ in `init` alone. */
#ifndef SERIALIZER_FORMATS_H
#define SERIALIZER_FORMATS_H

#include "iot_serializer.h"

/* Writing. All arguments were checked. */
struct iot_serializer_encode_format {
    bool has_bytes, has_lengths; /* byte strings; lengths of containers */
    size_t values;               /* in a stream */
    void (*separate)(struct cbor_out *out);
    void (*key)(struct cbor_out *out, const char *key);
    void (*scalar)(struct cbor_out *out, const IotSerializerScalarData_t *data);
    void (*open)(struct cbor_out *out, IotSerializerDataType_t type, size_t length);
    void (*close)(struct cbor_out *out, IotSerializerDataType_t type, size_t length);
};

/* Reading. What `check` has passed needs no further check. */
struct iot_serializer_decode_format {
    /* Finds the first value in a buffer, complete and valid. */
    bool (*check)(const uint8_t *buffer, size_t size, const uint8_t **item, size_t *length);
    /* Reads `encoded`, and sets type and, of a scalar, value. */
    IotSerializerError_t (*read)(IotSerializerDecoderObject_t *object);
    /* Moves the cursor, which `next` at first shall set to the first item. */
    void (*first)(IotSerializerDecoderObject_t *container);
    void (*next)(IotSerializerDecoderObject_t *container);
};

/* --- encoder.c: the table but for `init` --- */

IotSerializerError_t iot_serializer_encode(IotSerializerEncoderObject_t *stream,
                                           const struct iot_serializer_encode_format *format,
                                           uint8_t *buffer, size_t size);
void iot_serializer_destroy_encoder(IotSerializerEncoderObject_t *object);
IotSerializerError_t iot_serializer_open(IotSerializerEncoderObject_t *parent,
                                         IotSerializerEncoderObject_t *container, size_t length);
IotSerializerError_t iot_serializer_open_with_key(IotSerializerEncoderObject_t *parent,
                                                  const char *key,
                                                  IotSerializerEncoderObject_t *container,
                                                  size_t length);
IotSerializerError_t iot_serializer_close(IotSerializerEncoderObject_t *parent,
                                          IotSerializerEncoderObject_t *container);
IotSerializerError_t iot_serializer_append(IotSerializerEncoderObject_t *object,
                                           IotSerializerScalarData_t data);
IotSerializerError_t iot_serializer_append_with_key(IotSerializerEncoderObject_t *object,
                                                    const char *key,
                                                    IotSerializerScalarData_t data);
size_t iot_serializer_size(IotSerializerEncoderObject_t *stream, uint8_t *buffer);
size_t iot_serializer_size_missing(IotSerializerEncoderObject_t *stream);

#define ENCODE_INTERFACE(init_function)                                                            \
    {                                                                                              \
        .init = (init_function), .destroy = iot_serializer_destroy_encoder,                        \
        .openContainer = iot_serializer_open,                                                      \
        .openContainerWithKey = iot_serializer_open_with_key,                                      \
        .closeContainer = iot_serializer_close, .append = iot_serializer_append,                   \
        .appendKeyValue = iot_serializer_append_with_key, .getEncodedSize = iot_serializer_size,   \
        .getExtraBufferSizeNeeded = iot_serializer_size_missing,                                   \
    }

/* --- decoder.c: the same --- */

IotSerializerError_t iot_serializer_decode(IotSerializerDecoderObject_t *object,
                                           const struct iot_serializer_decode_format *format,
                                           const uint8_t *buffer, size_t size);
void iot_serializer_destroy_decoder(IotSerializerDecoderObject_t *object);
IotSerializerError_t iot_serializer_step_in(IotSerializerDecoderObject_t *container,
                                            IotSerializerDecoderIterator_t *iterator);
IotSerializerError_t iot_serializer_get(IotSerializerDecoderIterator_t iterator,
                                        IotSerializerDecoderObject_t *value);
IotSerializerError_t iot_serializer_find(IotSerializerDecoderObject_t *container, const char *key,
                                         IotSerializerDecoderObject_t *value);
IotSerializerError_t iot_serializer_next(IotSerializerDecoderIterator_t iterator);
IotSerializerError_t iot_serializer_step_out(IotSerializerDecoderIterator_t iterator,
                                             IotSerializerDecoderObject_t *container);
bool iot_serializer_is_end(IotSerializerDecoderIterator_t iterator);
IotSerializerError_t iot_serializer_encoded(IotSerializerDecoderObject_t *container,
                                            const uint8_t **bytes);
IotSerializerError_t iot_serializer_encoded_size(IotSerializerDecoderObject_t *container,
                                                 size_t *length);

#define DECODE_INTERFACE(init_function)                                                            \
    {                                                                                              \
        .init = (init_function), .destroy = iot_serializer_destroy_decoder,                        \
        .stepIn = iot_serializer_step_in, .get = iot_serializer_get, .find = iot_serializer_find,  \
        .next = iot_serializer_next, .stepOut = iot_serializer_step_out,                           \
        .isEndOfContainer = iot_serializer_is_end, .getBufferAddress = iot_serializer_encoded,     \
        .getSizeOfEncodedData = iot_serializer_encoded_size,                                       \
    }

#endif
