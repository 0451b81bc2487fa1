/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "serializer_kit.h"

typedef IotSerializerDecoderObject_t value_t;

static const struct serializer_format *const formats[] = {&serializer_cbor, &serializer_json};
#define FORMATS (sizeof formats / sizeof formats[0])

static struct serializer_document nested(const struct serializer_format *format)
{
    return format == &serializer_cbor ? serializer_nested_cbor : serializer_nested_json;
}

struct number {
    struct serializer_document document;
    int64_t number;
};

static void expect_numbers(const struct serializer_format *format, const struct number *table,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        value_t value;
        if (serializer_read(format, table[i].document, &value)) {
            serializer_expect_number(&value, table[i].number);
        }
    }
}

void decoder_cbor_integers(void)
{
    static const struct number table[] = {
        {DOCUMENT_OF("\x00"), 0},
        {DOCUMENT_OF("\x17"), 23},
        {DOCUMENT_OF("\x18\x18"), 24},
        {DOCUMENT_OF("\x19\x01\x00"), 256},
        {DOCUMENT_OF("\x1A\x00\x01\x00\x00"), 65536},
        {DOCUMENT_OF("\x1B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), INT64_MAX},
        {DOCUMENT_OF("\x20"), -1},
        {DOCUMENT_OF("\x39\x01\xF3"), -500},
        {DOCUMENT_OF("\x3B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), INT64_MIN},
    };

    expect_numbers(&serializer_cbor, table, sizeof table / sizeof table[0]);
}

void decoder_json_numbers(void)
{
    static const struct number table[] = {
        {DOCUMENT_OF("0"), 0},
        {DOCUMENT_OF("-1"), -1},
        {DOCUMENT_OF("-0"), 0},
        {DOCUMENT_OF("9223372036854775807"), INT64_MAX},
        {DOCUMENT_OF("-9223372036854775808"), INT64_MIN},
    };

    expect_numbers(&serializer_json, table, sizeof table / sizeof table[0]);
    EXPECT_EQUAL(serializer_verdict(&serializer_json, DOCUMENT("9223372036854775808")),
                 IOT_SERIALIZER_NOT_SUPPORTED);
    EXPECT_EQUAL(serializer_verdict(&serializer_json, DOCUMENT("1.5")),
                 IOT_SERIALIZER_NOT_SUPPORTED);
    EXPECT_EQUAL(serializer_verdict(&serializer_json, DOCUMENT("1e3")),
                 IOT_SERIALIZER_NOT_SUPPORTED);
}

void decoder_cbor_strings(void)
{
    value_t value;

    if (serializer_read(&serializer_cbor, DOCUMENT("\x62hi"), &value)) {
        serializer_expect_text(&value, "hi");
    }
    if (serializer_read(&serializer_cbor, DOCUMENT("\x60"), &value)) {
        serializer_expect_text(&value, "");
    }
    REQUIRE(serializer_read(&serializer_cbor, DOCUMENT("\x43\0\1\2"), &value));
    EXPECT_EQUAL(value.type, IOT_SERIALIZER_SCALAR_BYTE_STRING);
    REQUIRE_EQUAL(value.u.value.u.string.length, 3);
    EXPECT_BYTES(value.u.value.u.string.pString, "\0\1\2", 3);
}

void decoder_cbor_simple_values(void)
{
    value_t value;

    REQUIRE(serializer_read(&serializer_cbor, DOCUMENT("\xF4"), &value));
    EXPECT_EQUAL(value.type, IOT_SERIALIZER_SCALAR_BOOL);
    EXPECT(!value.u.value.u.booleanValue);
    REQUIRE(serializer_read(&serializer_cbor, DOCUMENT("\xF5"), &value));
    EXPECT_EQUAL(value.type, IOT_SERIALIZER_SCALAR_BOOL);
    EXPECT(value.u.value.u.booleanValue);
    REQUIRE(serializer_read(&serializer_cbor, DOCUMENT("\xF6"), &value));
    EXPECT_EQUAL(value.type, IOT_SERIALIZER_SCALAR_NULL);
}

/* {_ "a": [_ 7], "b": 8} */
void decoder_cbor_unknown_length(void)
{
    const IotSerializerDecodeInterface_t *const d = serializer_cbor.decoder;
    IotSerializerDecoderIterator_t at = IOT_SERIALIZER_DECODER_ITERATOR_INITIALIZER;
    value_t map, array, value;

    REQUIRE(serializer_read(&serializer_cbor,
                            DOCUMENT("\xBF\x61"
                                     "a\x9F\x07\xFF\x61"
                                     "b\x08\xFF"),
                            &map));
    REQUIRE_EQUAL(d->find(&map, "a", &array), SUCCESS);
    REQUIRE_EQUAL(d->stepIn(&array, &at), SUCCESS);
    EXPECT_EQUAL(d->get(at, &value), SUCCESS);
    serializer_expect_number(&value, 7);
    EXPECT_EQUAL(d->next(at), SUCCESS);
    EXPECT(d->isEndOfContainer(at));
    REQUIRE_EQUAL(d->find(&map, "b", &value), SUCCESS);
    serializer_expect_number(&value, 8);
}

void decoder_cbor_not_supported(void)
{
    static const struct serializer_document documents[] = {
        DOCUMENT_OF("\xF9\x3C\x00"),                         /* 1.0 */
        DOCUMENT_OF("\xFA\x3F\x80\x00\x00"),                 /* 1.0 */
        DOCUMENT_OF("\x1B\x80\x00\x00\x00\x00\x00\x00\x00"), /* 2^63 */
        DOCUMENT_OF("\x3B\x80\x00\x00\x00\x00\x00\x00\x00"), /* -2^63 - 1 */
        DOCUMENT_OF("\x7F\x61x\xFF"),                        /* a text in chunks */
        DOCUMENT_OF("\xF7"),                                 /* undefined */
    };

    for (size_t i = 0; i < sizeof documents / sizeof documents[0]; i++) {
        EXPECT_EQUAL(serializer_verdict(&serializer_cbor, documents[i]),
                     IOT_SERIALIZER_NOT_SUPPORTED);
    }
}

void decoder_cbor_tags(void)
{
    value_t map, value;

    REQUIRE(serializer_read(&serializer_cbor,
                            DOCUMENT("\xD9\xD9\xF7\xA1\x61"
                                     "t\xC1\x1A\x00\x01\x00\x00"),
                            &map));
    EXPECT_EQUAL(map.type, IOT_SERIALIZER_CONTAINER_MAP);
    REQUIRE_EQUAL(serializer_cbor.decoder->find(&map, "t", &value), SUCCESS);
    serializer_expect_number(&value, 65536);
}

/* Nesting costs stack: it has a bound. */
void decoder_depth(void)
{
    static const struct {
        const struct serializer_format *format;
        uint8_t open, innermost, close;
    } table[] = {{&serializer_cbor, 0x81, 0x00, 0}, {&serializer_json, '[', '7', ']'}};

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        for (size_t depth = 8; depth < BUFFER_BYTES / 2u; depth += BUFFER_BYTES / 2u - 9u) {
            uint8_t *const document = serializer_buffer;
            const size_t closing = table[i].close != 0 ? depth : 0;

            memset(document, table[i].open, depth);
            document[depth] = table[i].innermost;
            memset(document + depth + 1u, table[i].close, closing);
            EXPECT_EQUAL(
                serializer_verdict(table[i].format,
                                   (struct serializer_document){document, depth + 1u + closing}),
                depth == 8u ? SUCCESS : IOT_SERIALIZER_INVALID_INPUT);
        }
    }
}

void decoder_json_text(void)
{
    value_t value;

    if (serializer_read(&serializer_json, DOCUMENT("\"hi\""), &value)) {
        serializer_expect_text(&value, "hi");
    }
    if (serializer_read(&serializer_json, DOCUMENT("\"\""), &value)) {
        serializer_expect_text(&value, "");
    }
    if (serializer_read(&serializer_json, DOCUMENT("\"a\\\"b\""), &value)) {
        serializer_expect_text(&value, "a\\\"b"); /* as it is written */
    }
    if (serializer_read(&serializer_json, DOCUMENT("true"), &value)) {
        EXPECT_EQUAL(value.type, IOT_SERIALIZER_SCALAR_BOOL);
        EXPECT(value.u.value.u.booleanValue);
    }
    if (serializer_read(&serializer_json, DOCUMENT("false"), &value)) {
        EXPECT_EQUAL(value.type, IOT_SERIALIZER_SCALAR_BOOL);
        EXPECT(!value.u.value.u.booleanValue);
    }
    if (serializer_read(&serializer_json, DOCUMENT("null"), &value)) {
        EXPECT_EQUAL(value.type, IOT_SERIALIZER_SCALAR_NULL);
    }
}

void decoder_json_white_space(void)
{
    const uint8_t *bytes = NULL;
    size_t length = 0;
    value_t map, value;

    REQUIRE(serializer_read(&serializer_json, DOCUMENT(" \n{ \"a\" :\t7 , \"b\":8 }\r\n "), &map));
    EXPECT_EQUAL(serializer_json.decoder->find(&map, "a", &value), SUCCESS);
    serializer_expect_number(&value, 7);
    EXPECT_EQUAL(serializer_json.decoder->find(&map, "b", &value), SUCCESS);
    serializer_expect_number(&value, 8);
    EXPECT_EQUAL(serializer_json.decoder->getBufferAddress(&map, &bytes), SUCCESS);
    EXPECT_EQUAL(serializer_json.decoder->getSizeOfEncodedData(&map, &length), SUCCESS);
    REQUIRE(bytes != NULL && length > 0);
    EXPECT_EQUAL(bytes[0], '{');
    EXPECT_EQUAL(bytes[length - 1u], '}');
}

/* The array of the nested document, to its end. */
static void expect_array(const IotSerializerDecodeInterface_t *d, value_t *array)
{
    IotSerializerDecoderIterator_t at = IOT_SERIALIZER_DECODER_ITERATOR_INITIALIZER;
    value_t value;

    REQUIRE_EQUAL(array->type, IOT_SERIALIZER_CONTAINER_ARRAY);
    REQUIRE_EQUAL(d->stepIn(array, &at), SUCCESS);
    EXPECT_EQUAL(d->get(at, &value), SUCCESS);
    serializer_expect_number(&value, 1);
    EXPECT_EQUAL(d->next(at), SUCCESS);
    EXPECT(!d->isEndOfContainer(at));
    EXPECT_EQUAL(d->get(at, &value), SUCCESS);
    serializer_expect_number(&value, -500);
    EXPECT_EQUAL(d->next(at), SUCCESS);
    EXPECT(d->isEndOfContainer(at));
    EXPECT_EQUAL(d->get(at, &value), IOT_SERIALIZER_NOT_FOUND);
    EXPECT_EQUAL(d->next(at), IOT_SERIALIZER_NOT_FOUND);
    EXPECT_EQUAL(d->stepOut(at, array), SUCCESS);
}

/* From a key to its value, and from there to the next key. */
void decoder_iterates(void)
{
    for (size_t i = 0; i < FORMATS; i++) {
        const IotSerializerDecodeInterface_t *const d = formats[i]->decoder;
        IotSerializerDecoderIterator_t at = IOT_SERIALIZER_DECODER_ITERATOR_INITIALIZER;
        value_t map, value;

        REQUIRE(serializer_read(formats[i], nested(formats[i]), &map));
        REQUIRE_EQUAL(d->stepIn(&map, &at), SUCCESS);
        EXPECT_EQUAL(d->get(at, &value), SUCCESS);
        serializer_expect_text(&value, "a");
        EXPECT_EQUAL(d->next(at), SUCCESS);
        EXPECT_EQUAL(d->get(at, &value), SUCCESS);
        expect_array(d, &value);
        EXPECT_EQUAL(d->next(at), SUCCESS);
        EXPECT_EQUAL(d->get(at, &value), SUCCESS);
        serializer_expect_text(&value, "b");
        EXPECT_EQUAL(d->next(at), SUCCESS);
        EXPECT_EQUAL(d->next(at), SUCCESS);
        EXPECT(d->isEndOfContainer(at));
        EXPECT_EQUAL(d->stepOut(at, &map), SUCCESS);
        d->destroy(&map);
    }
}

/* A key is compared as a whole, and only those of this map. */
void decoder_finds(void)
{
    for (size_t i = 0; i < FORMATS; i++) {
        const IotSerializerDecodeInterface_t *const d = formats[i]->decoder;
        value_t map, inner, value;

        REQUIRE(serializer_read(formats[i], nested(formats[i]), &map));
        EXPECT_EQUAL(d->find(&map, "b", &inner), SUCCESS);
        EXPECT_EQUAL(inner.type, IOT_SERIALIZER_CONTAINER_MAP);
        EXPECT_EQUAL(d->find(&inner, "t", &value), SUCCESS);
        serializer_expect_text(&value, "xy");
        EXPECT_EQUAL(d->find(&map, "t", &value), IOT_SERIALIZER_NOT_FOUND);
        EXPECT_EQUAL(d->find(&map, "", &value), IOT_SERIALIZER_NOT_FOUND);
        EXPECT_EQUAL(d->find(&map, "ab", &value), IOT_SERIALIZER_NOT_FOUND);
        EXPECT_EQUAL(d->find(&inner, "xy", &value), IOT_SERIALIZER_NOT_FOUND); /* no key */
    }
}

void decoder_encoded_bytes(void)
{
    static const struct serializer_document inner[] = {{"\xA1\x61"
                                                        "t\x62xy",
                                                        6},
                                                       DOCUMENT_OF("{\"t\":\"xy\"}")};

    for (size_t i = 0; i < FORMATS; i++) {
        const IotSerializerDecodeInterface_t *const d = formats[i]->decoder;
        const uint8_t *bytes = NULL;
        size_t length = 0;
        value_t map, value;

        REQUIRE(serializer_read(formats[i], nested(formats[i]), &map));
        REQUIRE_EQUAL(d->find(&map, "b", &value), SUCCESS);
        EXPECT_EQUAL(d->getBufferAddress(&value, &bytes), SUCCESS);
        EXPECT_EQUAL(d->getSizeOfEncodedData(&value, &length), SUCCESS);
        REQUIRE_EQUAL(length, inner[i].length);
        EXPECT_BYTES(bytes, inner[i].bytes, length);
    }
}

/* At every byte. */
void decoder_cut_documents(void)
{
    for (size_t i = 0; i < FORMATS; i++) {
        struct serializer_document document = nested(formats[i]);

        while (document.length > 0) {
            document.length--;
            if (!EXPECT_EQUAL(serializer_verdict(formats[i], document),
                              IOT_SERIALIZER_INVALID_INPUT)) {
                break;
            }
        }
    }
    EXPECT_EQUAL(serializer_verdict(&serializer_cbor, DOCUMENT("\x1C")),
                 IOT_SERIALIZER_INVALID_INPUT);
    EXPECT_EQUAL(serializer_verdict(&serializer_json, DOCUMENT("{\"a\":1,}")),
                 IOT_SERIALIZER_INVALID_INPUT);
}

void decoder_arguments(void)
{
    for (size_t i = 0; i < FORMATS; i++) {
        const IotSerializerDecodeInterface_t *const d = formats[i]->decoder;
        IotSerializerDecoderIterator_t at = IOT_SERIALIZER_DECODER_ITERATOR_INITIALIZER;
        const struct serializer_document document = nested(formats[i]);
        const uint8_t *bytes = NULL;
        value_t map, array, value;

        EXPECT_EQUAL(d->init(NULL, document.bytes, document.length), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(d->init(&value, NULL, 1), IOT_SERIALIZER_INVALID_INPUT);
        REQUIRE(serializer_read(formats[i], document, &map));
        REQUIRE_EQUAL(d->find(&map, "a", &array), SUCCESS);
        EXPECT_EQUAL(d->find(&map, NULL, &value), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(d->find(&map, "a", NULL), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(d->find(&array, "a", &value), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(d->stepIn(&map, NULL), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(d->get(NULL, &value), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(d->next(NULL), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT(d->isEndOfContainer(NULL));
        REQUIRE_EQUAL(d->stepIn(&array, &at), SUCCESS);
        REQUIRE_EQUAL(d->get(at, &value), SUCCESS);
        EXPECT_EQUAL(d->stepIn(&value, &at), IOT_SERIALIZER_INVALID_INPUT); /* a number */
        EXPECT_EQUAL(d->getBufferAddress(&value, &bytes), IOT_SERIALIZER_INVALID_INPUT);
        d->destroy(&map);
        EXPECT_EQUAL(d->stepIn(&map, &at), IOT_SERIALIZER_INVALID_INPUT);
    }
}

void decoder_iterator_of_another(void)
{
    for (size_t i = 0; i < FORMATS; i++) {
        const IotSerializerDecodeInterface_t *const d = formats[i]->decoder;
        IotSerializerDecoderIterator_t at = IOT_SERIALIZER_DECODER_ITERATOR_INITIALIZER;
        value_t map, inner, value;

        REQUIRE(serializer_read(formats[i], nested(formats[i]), &map));
        REQUIRE_EQUAL(d->find(&map, "b", &inner), SUCCESS);
        REQUIRE_EQUAL(d->stepIn(&map, &at), SUCCESS);
        EXPECT_EQUAL(d->stepOut(at, &inner), IOT_SERIALIZER_INVALID_INPUT);
        EXPECT_EQUAL(d->find(&map, "b", &value), SUCCESS); /* the iterator stays where it is */
        EXPECT_EQUAL(d->get(at, &value), SUCCESS);
        serializer_expect_text(&value, "a");
        EXPECT_EQUAL(d->stepOut(at, &map), SUCCESS);
    }
}
