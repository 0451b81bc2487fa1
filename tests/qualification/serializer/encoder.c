/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "serializer_kit.h"

#define NUMBER(value) IotSerializer_ScalarSignedInt(value)

static const struct serializer_format *const formats[] = {&serializer_cbor, &serializer_json};
#define FORMATS (sizeof formats / sizeof formats[0])

void encoder_cbor_integers(void)
{
    static const struct {
        int64_t number;
        struct serializer_document document;
    } table[] = {
        {0, DOCUMENT_OF("\x00")},
        {23, DOCUMENT_OF("\x17")},
        {24, DOCUMENT_OF("\x18\x18")},
        {255, DOCUMENT_OF("\x18\xFF")},
        {256, DOCUMENT_OF("\x19\x01\x00")},
        {65535, DOCUMENT_OF("\x19\xFF\xFF")},
        {65536, DOCUMENT_OF("\x1A\x00\x01\x00\x00")},
        {INT64_C(4294967296), DOCUMENT_OF("\x1B\x00\x00\x00\x01\x00\x00\x00\x00")},
        {INT64_MAX, DOCUMENT_OF("\x1B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF")},
        {-1, DOCUMENT_OF("\x20")},
        {-500, DOCUMENT_OF("\x39\x01\xF3")},
        {INT64_MIN, DOCUMENT_OF("\x3B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF")},
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        serializer_expect_scalar(&serializer_cbor, NUMBER(table[i].number), table[i].document);
    }
}

void encoder_cbor_strings(void)
{
    serializer_expect_scalar(&serializer_cbor, IotSerializer_ScalarTextString("hi"),
                             DOCUMENT("\x62hi"));
    serializer_expect_scalar(&serializer_cbor,
                             IotSerializer_ScalarTextStringWithLength("hi there", 2),
                             DOCUMENT("\x62hi"));
    serializer_expect_scalar(&serializer_cbor, IotSerializer_ScalarTextString(""),
                             DOCUMENT("\x60"));
    serializer_expect_scalar(&serializer_cbor, IotSerializer_ScalarByteString("\0\1\2", 3),
                             DOCUMENT("\x43\0\1\2"));
    serializer_expect_scalar(&serializer_cbor,
                             IotSerializer_ScalarTextString("abcdefghijklmnopqrstuvwx"),
                             DOCUMENT("\x78\x18"
                                      "abcdefghijklmnopqrstuvwx"));
}

void encoder_cbor_simple_values(void)
{
    serializer_expect_scalar(&serializer_cbor, serializer_bool(false), DOCUMENT("\xF4"));
    serializer_expect_scalar(&serializer_cbor, serializer_bool(true), DOCUMENT("\xF5"));
    serializer_expect_scalar(&serializer_cbor, serializer_null(), DOCUMENT("\xF6"));
}

void encoder_cbor_unknown_length(void)
{
    const IotSerializerEncodeInterface_t *const e = serializer_cbor.encoder;
    IotSerializerEncoderObject_t stream = NEW_STREAM, map = NEW_MAP, array = NEW_ARRAY;

    REQUIRE(serializer_begin(&serializer_cbor, &stream));
    EXPECT_EQUAL(e->openContainer(&stream, &map, UNKNOWN), SUCCESS);
    EXPECT_EQUAL(e->openContainerWithKey(&map, "a", &array, UNKNOWN), SUCCESS);
    EXPECT_EQUAL(e->append(&array, NUMBER(7)), SUCCESS);
    EXPECT_EQUAL(e->closeContainer(&map, &array), SUCCESS);
    EXPECT_EQUAL(e->closeContainer(&stream, &map), SUCCESS);
    serializer_expect(&serializer_cbor, &stream,
                      DOCUMENT("\xBF\x61"
                               "a\x9F\x07\xFF\xFF"));
}

/* Neither more nor less. */
void encoder_cbor_announced_length(void)
{
    const IotSerializerEncodeInterface_t *const e = serializer_cbor.encoder;
    IotSerializerEncoderObject_t stream = NEW_STREAM, map = NEW_MAP;

    REQUIRE(serializer_begin(&serializer_cbor, &stream));
    EXPECT_EQUAL(e->openContainer(&stream, &map, 2), SUCCESS);
    EXPECT_EQUAL(e->appendKeyValue(&map, "a", NUMBER(1)), SUCCESS);
    EXPECT_EQUAL(e->closeContainer(&stream, &map), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->appendKeyValue(&map, "b", NUMBER(2)), SUCCESS);
    EXPECT_EQUAL(e->appendKeyValue(&map, "c", NUMBER(3)), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->closeContainer(&stream, &map), SUCCESS);
    serializer_expect(&serializer_cbor, &stream,
                      DOCUMENT("\xA2\x61"
                               "a\x01\x61"
                               "b\x02"));
}

void encoder_json_numbers(void)
{
    serializer_expect_scalar(&serializer_json, NUMBER(0), DOCUMENT("0"));
    serializer_expect_scalar(&serializer_json, NUMBER(-1), DOCUMENT("-1"));
    serializer_expect_scalar(&serializer_json, NUMBER(1000000), DOCUMENT("1000000"));
    serializer_expect_scalar(&serializer_json, NUMBER(INT64_MAX), DOCUMENT("9223372036854775807"));
    serializer_expect_scalar(&serializer_json, NUMBER(INT64_MIN), DOCUMENT("-9223372036854775808"));
}

void encoder_json_text(void)
{
    serializer_expect_scalar(&serializer_json, IotSerializer_ScalarTextString("hi"),
                             DOCUMENT("\"hi\""));
    serializer_expect_scalar(&serializer_json, IotSerializer_ScalarTextString(""),
                             DOCUMENT("\"\""));
    serializer_expect_scalar(&serializer_json, IotSerializer_ScalarTextString("a\"b\\c"),
                             DOCUMENT("\"a\\\"b\\\\c\""));
    serializer_expect_scalar(&serializer_json, IotSerializer_ScalarTextString("\x01"),
                             DOCUMENT("\"\\u0001\""));
}

void encoder_json_simple_values(void)
{
    serializer_expect_scalar(&serializer_json, serializer_bool(false), DOCUMENT("false"));
    serializer_expect_scalar(&serializer_json, serializer_bool(true), DOCUMENT("true"));
    serializer_expect_scalar(&serializer_json, serializer_null(), DOCUMENT("null"));
}

/* Nor a second value. */
void encoder_json_has_no_bytes(void)
{
    const IotSerializerEncodeInterface_t *const e = serializer_json.encoder;
    IotSerializerEncoderObject_t stream = NEW_STREAM;

    REQUIRE(serializer_begin(&serializer_json, &stream));
    EXPECT_EQUAL(e->append(&stream, IotSerializer_ScalarByteString("a", 1)),
                 IOT_SERIALIZER_NOT_SUPPORTED);
    EXPECT_EQUAL(e->append(&stream, NUMBER(1)), SUCCESS);
    EXPECT_EQUAL(e->append(&stream, NUMBER(2)), IOT_SERIALIZER_INVALID_INPUT);
    serializer_expect(&serializer_json, &stream, DOCUMENT("1"));
}

/* The nested document; the last step's result. */
static IotSerializerError_t write_nested(const IotSerializerEncodeInterface_t *e,
                                         IotSerializerEncoderObject_t *stream)
{
    IotSerializerEncoderObject_t map = NEW_MAP, array = NEW_ARRAY, inner = NEW_MAP;

    (void)e->openContainer(stream, &map, 2);
    (void)e->openContainerWithKey(&map, "a", &array, 2);
    (void)e->append(&array, NUMBER(1));
    (void)e->append(&array, NUMBER(-500));
    (void)e->closeContainer(&map, &array);
    (void)e->openContainerWithKey(&map, "b", &inner, 1);
    (void)e->appendKeyValue(&inner, "t", IotSerializer_ScalarTextString("xy"));
    (void)e->closeContainer(&map, &inner);
    return e->closeContainer(stream, &map);
}

void encoder_nested(void)
{
    IotSerializerEncoderObject_t stream = NEW_STREAM;

    REQUIRE(serializer_begin(&serializer_cbor, &stream));
    EXPECT_EQUAL(write_nested(serializer_cbor.encoder, &stream), SUCCESS);
    serializer_expect(&serializer_cbor, &stream, serializer_nested_cbor);
    REQUIRE(serializer_begin(&serializer_json, &stream));
    EXPECT_EQUAL(write_nested(serializer_json.encoder, &stream), SUCCESS);
    serializer_expect(&serializer_json, &stream, serializer_nested_json);
}

/* With every size, none included: what is missing is told, and nothing is written beyond it. */
static void expect_sizes(const struct serializer_format *format, size_t length)
{
    const IotSerializerEncodeInterface_t *const e = format->encoder;

    for (size_t size = 0; size <= length + 1u; size++) {
        IotSerializerEncoderObject_t stream = NEW_STREAM;
        const bool fits = size >= length;

        memset(serializer_buffer, '#', sizeof serializer_buffer);
        EXPECT_EQUAL(e->init(&stream, size > 0 ? serializer_buffer : NULL, size), SUCCESS);
        EXPECT_EQUAL(write_nested(e, &stream), fits ? SUCCESS : IOT_SERIALIZER_BUFFER_TOO_SMALL);
        EXPECT_EQUAL(e->getExtraBufferSizeNeeded(&stream), fits ? 0 : length - size);
        EXPECT_EQUAL(e->getEncodedSize(&stream, serializer_buffer), fits ? length : size);
        EXPECT_EQUAL(serializer_buffer[size], '#');
        e->destroy(&stream);
        if (qualification_failed()) {
            return;
        }
    }
}

void encoder_sizes(void)
{
    expect_sizes(&serializer_cbor, serializer_nested_cbor.length);
    expect_sizes(&serializer_json, serializer_nested_json.length);
}

void encoder_innermost_only(void)
{
    for (size_t i = 0; i < FORMATS; i++) {
        const IotSerializerEncodeInterface_t *const e = formats[i]->encoder;
        IotSerializerEncoderObject_t stream = NEW_STREAM, map = NEW_MAP, array = NEW_ARRAY;

        REQUIRE(serializer_begin(formats[i], &stream));
        EXPECT_EQUAL(e->openContainer(&stream, &map, UNKNOWN), SUCCESS);
        EXPECT_EQUAL(e->append(&stream, NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(e->openContainerWithKey(&map, "k", &array, UNKNOWN), SUCCESS);
        EXPECT_EQUAL(e->appendKeyValue(&map, "l", NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(e->closeContainer(&stream, &map), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(e->closeContainer(&map, &array), SUCCESS);
        EXPECT_EQUAL(e->append(&array, NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT); /* closed */
        EXPECT_EQUAL(e->closeContainer(&stream, &map), SUCCESS);
        EXPECT_EQUAL(e->closeContainer(&stream, &map), IOT_SERIALIZER_INVALID_INPUT); /* once */
        e->destroy(&stream);
    }
}

/* With what is refused, nothing changes. */
static void expect_refused(const struct serializer_format *format)
{
    const IotSerializerEncodeInterface_t *const e = format->encoder;
    IotSerializerEncoderObject_t stream = NEW_STREAM, map = NEW_MAP, none = NEW_STREAM;
    IotSerializerScalarData_t odd = NUMBER(1);

    EXPECT_EQUAL(e->init(NULL, serializer_buffer, BUFFER_BYTES), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->init(&stream, NULL, 1), IOT_SERIALIZER_INVALID_INPUT);
    REQUIRE(serializer_begin(format, &stream));
    EXPECT_EQUAL(e->append(NULL, NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->appendKeyValue(&stream, "k", NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->openContainer(&stream, NULL, 1), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->openContainer(&stream, &none, 1), IOT_SERIALIZER_UNDEFINED_TYPE);
    EXPECT_EQUAL(e->openContainerWithKey(&stream, "k", &map, 1), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->openContainer(&stream, &map, UNKNOWN), SUCCESS);
    EXPECT_EQUAL(e->append(&map, NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->appendKeyValue(&map, NULL, NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(e->appendKeyValue(&map, "k", IotSerializer_ScalarTextStringWithLength(NULL, 1)),
                 IOT_SERIALIZER_INVALID_INPUT);
    odd.type = IOT_SERIALIZER_CONTAINER_MAP;
    EXPECT_EQUAL(e->appendKeyValue(&map, "k", odd), IOT_SERIALIZER_UNDEFINED_TYPE);
    EXPECT_EQUAL(e->getEncodedSize(&stream, serializer_buffer), 1);
    EXPECT_EQUAL(e->closeContainer(&stream, &map), SUCCESS);
    serializer_expect(format, &stream,
                      format == &serializer_cbor ? DOCUMENT("\xBF\xFF") : DOCUMENT("{}"));
}

void encoder_arguments(void)
{
    expect_refused(&serializer_cbor);
    expect_refused(&serializer_json);
}

void encoder_destroyed(void)
{
    for (size_t i = 0; i < FORMATS; i++) {
        const IotSerializerEncodeInterface_t *const e = formats[i]->encoder;
        IotSerializerEncoderObject_t stream = NEW_STREAM, map = NEW_MAP;

        REQUIRE(serializer_begin(formats[i], &stream));
        e->destroy(&stream);
        EXPECT_EQUAL(e->append(&stream, NUMBER(1)), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(e->openContainer(&stream, &map, 1), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(serializer_buffer[0], '#');
    }
}
