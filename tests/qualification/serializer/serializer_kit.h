/* SPDX-License-Identifier: MIT */
/* Both formats side by side, one buffer, and documents that are expected byte by byte. */
#ifndef SERIALIZER_KIT_H
#define SERIALIZER_KIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "iot_serializer.h"
#include "qualification.h"

#define BUFFER_BYTES 80u
#define SUCCESS      IOT_SERIALIZER_SUCCESS
#define NEW_MAP      IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_MAP
#define NEW_ARRAY    IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_ARRAY
#define NEW_STREAM   IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM
#define UNKNOWN      IOT_SERIALIZER_INDEFINITE_LENGTH

struct serializer_format {
    const IotSerializerEncodeInterface_t *encoder;
    const IotSerializerDecodeInterface_t *decoder;
};

extern const struct serializer_format serializer_cbor, serializer_json;
extern uint8_t serializer_buffer[BUFFER_BYTES];

/* A document as a constant, without the end of its text. */
struct serializer_document {
    const void *bytes;
    size_t length;
};
#define DOCUMENT_OF(text)                                                                          \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }
#define DOCUMENT(text) ((struct serializer_document)DOCUMENT_OF(text))

/* A stream into the buffer. */
bool serializer_begin(const struct serializer_format *format, IotSerializerEncoderObject_t *stream);

/* What was written is this document. */
void serializer_expect(const struct serializer_format *format, IotSerializerEncoderObject_t *stream,
                       struct serializer_document expected);

/* One scalar, written alone, is this document. */
void serializer_expect_scalar(const struct serializer_format *format,
                              IotSerializerScalarData_t scalar,
                              struct serializer_document expected);

/* A document is read. False: a failure. */
bool serializer_read(const struct serializer_format *format, struct serializer_document document,
                     IotSerializerDecoderObject_t *value);

/* What init says of a document. */
IotSerializerError_t serializer_verdict(const struct serializer_format *format,
                                        struct serializer_document document);

void serializer_expect_text(const IotSerializerDecoderObject_t *value, const char *text);
void serializer_expect_number(const IotSerializerDecoderObject_t *value, int64_t number);

IotSerializerScalarData_t serializer_bool(bool value);
IotSerializerScalarData_t serializer_null(void);

/* {"a":[1,-500],"b":{"t":"xy"}} */
extern const struct serializer_document serializer_nested_cbor, serializer_nested_json;

void encoder_cbor_integers(void);
void encoder_cbor_strings(void);
void encoder_cbor_simple_values(void);
void encoder_cbor_unknown_length(void);
void encoder_cbor_announced_length(void);
void encoder_json_numbers(void);
void encoder_json_text(void);
void encoder_json_simple_values(void);
void encoder_json_has_no_bytes(void);
void encoder_nested(void);
void encoder_sizes(void);
void encoder_innermost_only(void);
void encoder_arguments(void);
void encoder_destroyed(void);

void decoder_cbor_integers(void);
void decoder_cbor_strings(void);
void decoder_cbor_simple_values(void);
void decoder_cbor_unknown_length(void);
void decoder_cbor_not_supported(void);
void decoder_cbor_tags(void);
void decoder_depth(void);
void decoder_json_numbers(void);
void decoder_json_text(void);
void decoder_json_white_space(void);
void decoder_iterates(void);
void decoder_finds(void);
void decoder_encoded_bytes(void);
void decoder_cut_documents(void);
void decoder_arguments(void);
void decoder_iterator_of_another(void);

#endif
