/* SPDX-License-Identifier: MIT */
/* iot_serializer.h: documents in CBOR and JSON, byte by byte. */
#include "serializer_kit.h"

#include <string.h>

const struct serializer_format serializer_cbor = {&_IotSerializerCborEncoder,
                                                  &_IotSerializerCborDecoder};
const struct serializer_format serializer_json = {&_IotSerializerJsonEncoder,
                                                  &_IotSerializerJsonDecoder};
uint8_t serializer_buffer[BUFFER_BYTES];

const struct serializer_document serializer_nested_cbor = DOCUMENT_OF("\xA2\x61"
                                                                      "a\x82\x01\x39\x01\xF3\x61"
                                                                      "b\xA1\x61"
                                                                      "t\x62xy");
const struct serializer_document serializer_nested_json =
    DOCUMENT_OF("{\"a\":[1,-500],\"b\":{\"t\":\"xy\"}}");

bool serializer_begin(const struct serializer_format *format, IotSerializerEncoderObject_t *stream)
{
    memset(serializer_buffer, '#', sizeof serializer_buffer);
    return EXPECT_EQUAL(format->encoder->init(stream, serializer_buffer, sizeof serializer_buffer),
                        SUCCESS);
}

void serializer_expect(const struct serializer_format *format, IotSerializerEncoderObject_t *stream,
                       struct serializer_document expected)
{
    EXPECT_EQUAL(format->encoder->getExtraBufferSizeNeeded(stream), 0);
    if (EXPECT_EQUAL(format->encoder->getEncodedSize(stream, serializer_buffer), expected.length)) {
        EXPECT_BYTES(serializer_buffer, expected.bytes, expected.length);
    }
    EXPECT_EQUAL(serializer_buffer[expected.length], '#'); /* nothing behind it */
    format->encoder->destroy(stream);
}

void serializer_expect_scalar(const struct serializer_format *format,
                              IotSerializerScalarData_t scalar, struct serializer_document expected)
{
    IotSerializerEncoderObject_t stream = NEW_STREAM;

    REQUIRE(serializer_begin(format, &stream));
    EXPECT_EQUAL(format->encoder->append(&stream, scalar), SUCCESS);
    serializer_expect(format, &stream, expected);
}

bool serializer_read(const struct serializer_format *format, struct serializer_document document,
                     IotSerializerDecoderObject_t *value)
{
    *value = (IotSerializerDecoderObject_t)IOT_SERIALIZER_DECODER_OBJECT_INITIALIZER;
    return EXPECT_EQUAL(format->decoder->init(value, document.bytes, document.length), SUCCESS);
}

IotSerializerError_t serializer_verdict(const struct serializer_format *format,
                                        struct serializer_document document)
{
    IotSerializerDecoderObject_t value = IOT_SERIALIZER_DECODER_OBJECT_INITIALIZER;
    const IotSerializerError_t verdict =
        format->decoder->init(&value, document.bytes, document.length);

    if (verdict == SUCCESS) {
        format->decoder->destroy(&value);
    }
    return verdict;
}

void serializer_expect_text(const IotSerializerDecoderObject_t *value, const char *text)
{
    REQUIRE_EQUAL(value->type, IOT_SERIALIZER_SCALAR_TEXT_STRING);
    REQUIRE_EQUAL(value->u.value.u.string.length, strlen(text));
    EXPECT_BYTES(value->u.value.u.string.pString, text, strlen(text));
}

void serializer_expect_number(const IotSerializerDecoderObject_t *value, int64_t number)
{
    REQUIRE_EQUAL(value->type, IOT_SERIALIZER_SCALAR_SIGNED_INT);
    EXPECT_EQUAL(value->u.value.u.signedInt, number);
}

IotSerializerScalarData_t serializer_bool(bool value)
{
    IotSerializerScalarData_t data = {.type = IOT_SERIALIZER_SCALAR_BOOL};

    data.value.u.booleanValue = value;
    return data;
}

IotSerializerScalarData_t serializer_null(void)
{
    return (IotSerializerScalarData_t){.type = IOT_SERIALIZER_SCALAR_NULL};
}

static const struct qualification_case serializer_cases[] = {
    {"AFQP_SERIALIZER_CborEncodesIntegers", encoder_cbor_integers},
    {"AFQP_SERIALIZER_CborEncodesStrings", encoder_cbor_strings},
    {"AFQP_SERIALIZER_CborEncodesSimpleValues", encoder_cbor_simple_values},
    {"AFQP_SERIALIZER_CborEncodesUnknownLength", encoder_cbor_unknown_length},
    {"AFQP_SERIALIZER_CborAnnouncedLengthIsKept", encoder_cbor_announced_length},
    {"AFQP_SERIALIZER_JsonEncodesNumbers", encoder_json_numbers},
    {"AFQP_SERIALIZER_JsonEncodesText", encoder_json_text},
    {"AFQP_SERIALIZER_JsonEncodesSimpleValues", encoder_json_simple_values},
    {"AFQP_SERIALIZER_JsonHasNoBytes", encoder_json_has_no_bytes},
    {"AFQP_SERIALIZER_EncoderNests", encoder_nested},
    {"AFQP_SERIALIZER_EncoderCountsWhatDoesNotFit", encoder_sizes},
    {"AFQP_SERIALIZER_EncoderWritesInnermostOnly", encoder_innermost_only},
    {"AFQP_SERIALIZER_EncoderArguments", encoder_arguments},
    {"AFQP_SERIALIZER_EncoderDestroyed", encoder_destroyed},
    {"AFQP_SERIALIZER_CborDecodesIntegers", decoder_cbor_integers},
    {"AFQP_SERIALIZER_CborDecodesStrings", decoder_cbor_strings},
    {"AFQP_SERIALIZER_CborDecodesSimpleValues", decoder_cbor_simple_values},
    {"AFQP_SERIALIZER_CborDecodesUnknownLength", decoder_cbor_unknown_length},
    {"AFQP_SERIALIZER_CborNotSupported", decoder_cbor_not_supported},
    {"AFQP_SERIALIZER_CborTagsArePassedOver", decoder_cbor_tags},
    {"AFQP_SERIALIZER_DecoderDepthIsBounded", decoder_depth},
    {"AFQP_SERIALIZER_JsonDecodesNumbers", decoder_json_numbers},
    {"AFQP_SERIALIZER_JsonDecodesText", decoder_json_text},
    {"AFQP_SERIALIZER_JsonWhiteSpace", decoder_json_white_space},
    {"AFQP_SERIALIZER_DecoderIterates", decoder_iterates},
    {"AFQP_SERIALIZER_DecoderFindsByKey", decoder_finds},
    {"AFQP_SERIALIZER_DecoderTellsEncodedBytes", decoder_encoded_bytes},
    {"AFQP_SERIALIZER_DecoderRefusesCutDocuments", decoder_cut_documents},
    {"AFQP_SERIALIZER_DecoderArguments", decoder_arguments},
    {"AFQP_SERIALIZER_DecoderIteratorOfAnother", decoder_iterator_of_another},
};

QUALIFICATION_GROUP(serializer, "Full_SERIALIZER", )
