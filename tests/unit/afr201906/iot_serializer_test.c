/* SPDX-License-Identifier: MIT */
#include "iot_serializer.h"

#include "exact.h"
#include "test.h"

typedef IotSerializerEncodeInterface_t encoder_t;
typedef IotSerializerDecodeInterface_t decoder_t;

static const encoder_t *const encoders[] = {&_IotSerializerCborEncoder, &_IotSerializerJsonEncoder};
static const decoder_t *const decoders[] = {&_IotSerializerCborDecoder, &_IotSerializerJsonDecoder};
static const char *const names[] = {"CBOR", "JSON"};

/* {"a":[1,-500],"b":{"t":"x\"y"}} with lengths known before; JSON ignores them. */
static const char json_text[] = "{\"a\":[1,-500],\"b\":{\"t\":\"x\\\"y\"}}";
static const uint8_t cbor_text[] = {0xA2, 0x61, 'a',  0x82, 0x01, 0x39, 0x01, 0xF3, 0x61,
                                    'b',  0xA1, 0x61, 't',  0x63, 'x',  '"',  'y'};
static const void *const texts[] = {cbor_text, json_text};
static const size_t lengths[] = {sizeof cbor_text, sizeof json_text - 1};

/* Writes it; all steps must end alike, at last with what is returned. */
static IotSerializerError_t write_document(const encoder_t *encoder,
                                           IotSerializerEncoderObject_t *stream)
{
    IotSerializerEncoderObject_t map = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_MAP;
    IotSerializerEncoderObject_t array = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_ARRAY;
    IotSerializerEncoderObject_t inner = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_MAP;
    IotSerializerError_t last = IOT_SERIALIZER_SUCCESS;

#define STEP(call)                                                                                 \
    do {                                                                                           \
        const IotSerializerError_t now_ = (call);                                                  \
        CHECK_EQ(now_ <= IOT_SERIALIZER_BUFFER_TOO_SMALL && now_ >= last, true);                   \
        last = now_;                                                                               \
    } while (0)
    STEP(encoder->openContainer(stream, &map, 2));
    STEP(encoder->openContainerWithKey(&map, "a", &array, 2));
    STEP(encoder->append(&array, IotSerializer_ScalarSignedInt(1)));
    STEP(encoder->append(&array, IotSerializer_ScalarSignedInt(-500)));
    STEP(encoder->closeContainer(&map, &array));
    STEP(encoder->openContainerWithKey(&map, "b", &inner, 1));
    STEP(encoder->appendKeyValue(&inner, "t", IotSerializer_ScalarTextString("x\"y")));
    STEP(encoder->closeContainer(&map, &inner));
    STEP(encoder->closeContainer(stream, &map));
    return last;
}

static void a_buffer_of_any_size_says_how_much_is_missing(void)
{
    for (unsigned f = 0; f < 2; f++) {
        test_case = names[f];
        for (size_t size = 0; size <= lengths[f] + 1; size++) {
            IotSerializerEncoderObject_t stream =
                IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM;
            uint8_t *const buffer = exact_copy("", 0);
            uint8_t *const room = size == 0 ? NULL : realloc(buffer, size);
            CHECK_EQ(encoders[f]->init(&stream, room, size), IOT_SERIALIZER_SUCCESS);
            const bool fits = size >= lengths[f];
            CHECK_EQ(write_document(encoders[f], &stream),
                     fits ? IOT_SERIALIZER_SUCCESS : IOT_SERIALIZER_BUFFER_TOO_SMALL);
            CHECK_EQ(encoders[f]->getExtraBufferSizeNeeded(&stream), fits ? 0 : lengths[f] - size);
            CHECK_EQ(encoders[f]->getEncodedSize(&stream, room), fits ? lengths[f] : size);
            CHECK_EQ(fits && memcmp(room, texts[f], lengths[f]) != 0, false);
            encoders[f]->destroy(&stream);
            CHECK_EQ(encoders[f]->append(&stream, IotSerializer_ScalarSignedInt(1)),
                     IOT_SERIALIZER_INVALID_INPUT);
            free(size == 0 ? buffer : room);
        }
    }
}

/* One scalar as a whole document, compared with `length` bytes. */
static void expect_scalar(unsigned f, IotSerializerScalarData_t scalar, const void *expected,
                          size_t length)
{
    IotSerializerEncoderObject_t stream = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM;
    uint8_t buffer[64];

    test_case = expected;
    CHECK_EQ(encoders[f]->init(&stream, buffer, sizeof buffer), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(encoders[f]->append(&stream, scalar), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(encoders[f]->getEncodedSize(&stream, buffer), length);
    CHECK_EQ(memcmp(buffer, expected, length), 0);
    IotSerializerDecoderObject_t read = IOT_SERIALIZER_DECODER_OBJECT_INITIALIZER;
    CHECK_EQ(decoders[f]->init(&read, buffer, length), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(read.type, scalar.type);
    if (scalar.type == IOT_SERIALIZER_SCALAR_SIGNED_INT) {
        CHECK_EQ(read.u.value.u.signedInt, scalar.value.u.signedInt);
    } else if (scalar.type == IOT_SERIALIZER_SCALAR_BOOL) {
        CHECK_EQ(read.u.value.u.booleanValue, scalar.value.u.booleanValue);
    } else if (scalar.type != IOT_SERIALIZER_SCALAR_NULL) {
        CHECK_EQ(read.u.value.u.string.length, scalar.value.u.string.length);
        CHECK_EQ(memcmp(read.u.value.u.string.pString, scalar.value.u.string.pString,
                        scalar.value.u.string.length),
                 0);
    }
}

static void scalars_are_written_and_read_back(void)
{
    const IotSerializerScalarData_t nothing = {.type = IOT_SERIALIZER_SCALAR_NULL};
    const IotSerializerScalarData_t yes = {.type = IOT_SERIALIZER_SCALAR_BOOL,
                                           .value = {.u = {.booleanValue = true}}};
    const IotSerializerScalarData_t no = {.type = IOT_SERIALIZER_SCALAR_BOOL};

    expect_scalar(0, nothing, "\xF6", 1);
    expect_scalar(0, yes, "\xF5", 1);
    expect_scalar(0, no, "\xF4", 1);
    expect_scalar(0, IotSerializer_ScalarSignedInt(INT64_MAX),
                  "\x1B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 9);
    expect_scalar(0, IotSerializer_ScalarSignedInt(INT64_MIN),
                  "\x3B\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 9);
    expect_scalar(0, IotSerializer_ScalarTextString("hi"), "\x62hi", 3);
    expect_scalar(0, IotSerializer_ScalarByteString("\0\1", 2), "\x42\0\1", 3);
    expect_scalar(0, IotSerializer_ScalarByteString("", 0), "\x40", 1);
    expect_scalar(1, nothing, "null", 4);
    expect_scalar(1, yes, "true", 4);
    expect_scalar(1, no, "false", 5);
    expect_scalar(1, IotSerializer_ScalarSignedInt(0), "0", 1);
    expect_scalar(1, IotSerializer_ScalarSignedInt(INT64_MAX), "9223372036854775807", 19);
    expect_scalar(1, IotSerializer_ScalarSignedInt(INT64_MIN), "-9223372036854775808", 20);
    expect_scalar(1, IotSerializer_ScalarTextString("hi"), "\"hi\"", 4);
}

static void what_may_not_be_written_here_changes_nothing(void)
{
    for (unsigned f = 0; f < 2; f++) {
        const encoder_t *const e = encoders[f];
        IotSerializerEncoderObject_t stream = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM;
        IotSerializerEncoderObject_t map = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_MAP;
        IotSerializerEncoderObject_t other = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM;
        IotSerializerScalarData_t scalar = IotSerializer_ScalarSignedInt(1);
        uint8_t buffer[16];
        test_case = names[f];
        CHECK_EQ(e->append(&map, scalar), IOT_SERIALIZER_INVALID_INPUT); /* of no stream */
        CHECK_EQ(e->init(NULL, buffer, sizeof buffer), IOT_SERIALIZER_INVALID_INPUT);
        CHECK_EQ(e->init(&stream, NULL, 1), IOT_SERIALIZER_INVALID_INPUT);
        CHECK_EQ(e->init(&stream, buffer, sizeof buffer), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(e->appendKeyValue(&stream, "k", scalar), IOT_SERIALIZER_INVALID_INPUT);
        CHECK_EQ(e->openContainerWithKey(&stream, "k", &map, 1), IOT_SERIALIZER_INVALID_INPUT);
        CHECK_EQ(e->openContainer(&stream, &other, 1), IOT_SERIALIZER_UNDEFINED_TYPE);
        CHECK_EQ(e->openContainer(&stream, NULL, 1), IOT_SERIALIZER_INVALID_INPUT);
        CHECK_EQ(e->openContainer(&stream, &map, IOT_SERIALIZER_INDEFINITE_LENGTH),
                 IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(e->append(&stream, scalar), IOT_SERIALIZER_INVALID_INPUT); /* the map is open */
        CHECK_EQ(e->append(&map, scalar), IOT_SERIALIZER_INVALID_INPUT);    /* without a key */
        CHECK_EQ(e->appendKeyValue(&map, NULL, scalar), IOT_SERIALIZER_INVALID_INPUT);
        scalar = IotSerializer_ScalarTextStringWithLength(NULL, 1);
        CHECK_EQ(e->appendKeyValue(&map, "k", scalar), IOT_SERIALIZER_INVALID_INPUT);
        scalar.type = IOT_SERIALIZER_CONTAINER_MAP;
        CHECK_EQ(e->appendKeyValue(&map, "k", scalar), IOT_SERIALIZER_UNDEFINED_TYPE);
        CHECK_EQ(e->getEncodedSize(&stream, buffer), 1); /* but for the map's beginning */
        CHECK_EQ(e->closeContainer(&map, &stream), IOT_SERIALIZER_INVALID_INPUT);
        CHECK_EQ(e->closeContainer(&stream, &map), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(e->closeContainer(&stream, &map), IOT_SERIALIZER_INVALID_INPUT); /* once */
        CHECK_EQ(memcmp(buffer, f == 0 ? "\xBF\xFF" : "{}", 2), 0);
    }
}

static void json_has_no_bytes_and_one_value(void)
{
    const encoder_t *const e = &_IotSerializerJsonEncoder;
    IotSerializerEncoderObject_t stream = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM;

    (void)e->init(&stream, NULL, 0);
    CHECK_EQ(e->append(&stream, IotSerializer_ScalarByteString("a", 1)),
             IOT_SERIALIZER_NOT_SUPPORTED);
    CHECK_EQ(e->append(&stream, IotSerializer_ScalarTextString("a")),
             IOT_SERIALIZER_BUFFER_TOO_SMALL);
    CHECK_EQ(e->append(&stream, IotSerializer_ScalarTextString("a")), IOT_SERIALIZER_INVALID_INPUT);
    CHECK_EQ(e->getExtraBufferSizeNeeded(&stream), 3);
}

static void a_cbor_array_takes_what_was_announced(void)
{
    const encoder_t *const e = &_IotSerializerCborEncoder;
    IotSerializerEncoderObject_t stream = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM;
    IotSerializerEncoderObject_t array = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_ARRAY;
    uint8_t buffer[16];

    (void)e->init(&stream, buffer, sizeof buffer);
    CHECK_EQ(e->openContainer(&stream, &array, 1), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(e->closeContainer(&stream, &array), IOT_SERIALIZER_INVALID_INPUT);
    CHECK_EQ(e->append(&array, IotSerializer_ScalarSignedInt(2)), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(e->append(&array, IotSerializer_ScalarSignedInt(3)), IOT_SERIALIZER_INVALID_INPUT);
    CHECK_EQ(e->closeContainer(&stream, &array), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(e->append(&stream, IotSerializer_ScalarSignedInt(4)), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(e->getEncodedSize(&stream, buffer), 3);
    CHECK_EQ(memcmp(buffer, "\x81\x02\x04", 3), 0);
}

/* Steps through the array at `a`: 1, -500, the end. */
static void expect_array(const decoder_t *d, IotSerializerDecoderObject_t *array)
{
    IotSerializerDecoderIterator_t at = IOT_SERIALIZER_DECODER_ITERATOR_INITIALIZER;
    IotSerializerDecoderObject_t value;

    CHECK_EQ(array->type, IOT_SERIALIZER_CONTAINER_ARRAY);
    CHECK_EQ(d->stepIn(array, &at), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(d->get(at, &value), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(value.u.value.u.signedInt, 1);
    CHECK_EQ(d->next(at), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(d->get(at, &value), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(value.u.value.u.signedInt, -500);
    CHECK_EQ(d->isEndOfContainer(at), false);
    CHECK_EQ(d->next(at), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(d->isEndOfContainer(at), true);
    CHECK_EQ(d->get(at, &value), IOT_SERIALIZER_NOT_FOUND);
    CHECK_EQ(d->next(at), IOT_SERIALIZER_NOT_FOUND);
    CHECK_EQ(d->stepOut(at, array), IOT_SERIALIZER_SUCCESS);
}

static void an_iterator_goes_from_key_to_value_to_key(void)
{
    for (unsigned f = 0; f < 2; f++) {
        const decoder_t *const d = decoders[f];
        uint8_t *const document = exact_copy(texts[f], lengths[f]);
        IotSerializerDecoderObject_t map, value, found;
        IotSerializerDecoderIterator_t at;
        test_case = names[f];
        CHECK_EQ(d->init(&map, document, lengths[f]), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(map.type, IOT_SERIALIZER_CONTAINER_MAP);
        CHECK_EQ(d->stepIn(&map, &at), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(d->get(at, &value), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(value.type, IOT_SERIALIZER_SCALAR_TEXT_STRING);
        CHECK_EQ(value.u.value.u.string.pString[0], 'a');
        CHECK_EQ(d->next(at), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(d->find(&map, "b", &found), IOT_SERIALIZER_SUCCESS); /* `at` stays */
        CHECK_EQ(d->get(at, &value), IOT_SERIALIZER_SUCCESS);
        expect_array(d, &value);
        CHECK_EQ(d->next(at), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(d->get(at, &value), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(value.u.value.u.string.pString[0], 'b');
        CHECK_EQ(d->next(at), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(d->next(at), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(d->isEndOfContainer(at), true);
        CHECK_EQ(d->stepOut(at, &value), IOT_SERIALIZER_INVALID_INPUT); /* of another */
        CHECK_EQ(d->stepOut(at, &map), IOT_SERIALIZER_SUCCESS);
        d->destroy(&map);
        CHECK_EQ(d->stepIn(&map, &at), IOT_SERIALIZER_INVALID_INPUT);
        free(document);
    }
}

static void a_value_is_found_by_its_key(void)
{
    for (unsigned f = 0; f < 2; f++) {
        const decoder_t *const d = decoders[f];
        uint8_t *const document = exact_copy(texts[f], lengths[f]);
        IotSerializerDecoderObject_t map, inner, text;
        const uint8_t *bytes;
        size_t length;
        test_case = names[f];
        CHECK_EQ(d->init(&map, document, lengths[f]), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(d->find(&map, "t", &inner), IOT_SERIALIZER_NOT_FOUND); /* not in this one */
        CHECK_EQ(d->find(&map, "", &inner), IOT_SERIALIZER_NOT_FOUND);
        CHECK_EQ(d->find(&map, "b", &inner), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(IotSerializer_IsContainer(inner), true);
        CHECK_EQ(d->getBufferAddress(&inner, &bytes), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(d->getSizeOfEncodedData(&inner, &length), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(bytes + length - document, f == 0 ? lengths[f] : lengths[f] - 1);
        CHECK_EQ(d->find(&inner, "t", &text), IOT_SERIALIZER_SUCCESS);
        CHECK_EQ(IotSerializer_IsContainer(text), false);
        CHECK_EQ(d->find(&text, "t", &inner), IOT_SERIALIZER_INVALID_INPUT);
        CHECK_EQ(d->getBufferAddress(&text, &bytes), IOT_SERIALIZER_INVALID_INPUT);
        const char *const expected = f == 0 ? "x\"y" : "x\\\"y"; /* as written in the document */
        CHECK_EQ(text.u.value.u.string.length, strlen(expected));
        CHECK_EQ(memcmp(text.u.value.u.string.pString, expected, strlen(expected)), 0);
        free(document);
    }
}

static IotSerializerError_t init_with(unsigned f, const char *text, size_t length)
{
    uint8_t *const document = exact_copy(text, length);
    IotSerializerDecoderObject_t object;
    const IotSerializerError_t result = decoders[f]->init(&object, document, length);

    free(document);
    return result;
}

static void a_document_that_is_cut_is_refused(void)
{
    for (unsigned f = 0; f < 2; f++) {
        test_case = names[f];
        for (size_t length = 0; length < lengths[f]; length++) {
            CHECK_EQ(init_with(f, texts[f], length), IOT_SERIALIZER_INVALID_INPUT);
        }
    }
}

static void what_has_no_type_here_is_not_supported(void)
{
    static const struct {
        const char *text;
        size_t length;
        IotSerializerError_t result;
    } cbor[] = {
        {"\x1B\x80\0\0\0\0\0\0\0", 9, IOT_SERIALIZER_NOT_SUPPORTED}, /* 2^63 */
        {"\xF9\x3C\x00", 3, IOT_SERIALIZER_NOT_SUPPORTED},           /* 1.0 */
        {"\xF9\x00\xF5", 3, IOT_SERIALIZER_NOT_SUPPORTED},           /* no `true` */
        {"\xF7", 1, IOT_SERIALIZER_NOT_SUPPORTED},                   /* undefined */
        {"\x7F\x61"
         "a\xFF",
         4, IOT_SERIALIZER_NOT_SUPPORTED},           /* text in chunks */
        {"\xC1\x07", 2, IOT_SERIALIZER_SUCCESS},     /* a time: the number behind the tag */
        {"\xC1\xC2\xF5", 3, IOT_SERIALIZER_SUCCESS}, /* two tags */
    };
    static const char *const json[] = {"1.5", "1e3", "9223372036854775808", "-9223372036854775809"};

    for (unsigned i = 0; i < sizeof cbor / sizeof cbor[0]; i++) {
        CHECK_EQ(init_with(0, cbor[i].text, cbor[i].length), cbor[i].result);
    }
    for (unsigned i = 0; i < sizeof json / sizeof json[0]; i++) {
        test_case = json[i];
        CHECK_EQ(init_with(1, json[i], strlen(json[i])), IOT_SERIALIZER_NOT_SUPPORTED);
    }
}

/* How many values an iterator shows. */
static unsigned steps(const decoder_t *d, const char *text, size_t length)
{
    uint8_t *const document = exact_copy(text, length);
    IotSerializerDecoderObject_t object;
    IotSerializerDecoderIterator_t at;
    unsigned count = 0;

    CHECK_EQ(d->init(&object, document, length), IOT_SERIALIZER_SUCCESS);
    CHECK_EQ(d->stepIn(&object, &at), IOT_SERIALIZER_SUCCESS);
    for (; !d->isEndOfContainer(at); (void)d->next(at)) {
        count++;
    }
    free(document);
    return count;
}

static void containers_of_all_kinds_end(void)
{
    CHECK_EQ(steps(&_IotSerializerCborDecoder, "\x80", 1), 0);
    CHECK_EQ(steps(&_IotSerializerCborDecoder, "\xA0", 1), 0);
    CHECK_EQ(steps(&_IotSerializerCborDecoder, "\x9F\xFF", 2), 0);
    CHECK_EQ(steps(&_IotSerializerCborDecoder, "\x9F\x01\x80\xFF", 4), 2);
    CHECK_EQ(steps(&_IotSerializerCborDecoder, "\xBF\x01\x02\x03\x04\xFF", 6), 4);
    CHECK_EQ(steps(&_IotSerializerCborDecoder, "\xD8\x20\x81\x01\x05", 5), 1); /* tagged; then 5 */
    CHECK_EQ(steps(&_IotSerializerJsonDecoder, " [ ] ", 5), 0);
    CHECK_EQ(steps(&_IotSerializerJsonDecoder, "{}", 2), 0);
    CHECK_EQ(steps(&_IotSerializerJsonDecoder, "[\"a\", [2], {}]", 14), 3);
    CHECK_EQ(steps(&_IotSerializerJsonDecoder, "{\"a\":\"b\"}", 9), 2);
}

int main(void)
{
    RUN(a_buffer_of_any_size_says_how_much_is_missing);
    RUN(scalars_are_written_and_read_back);
    RUN(what_may_not_be_written_here_changes_nothing);
    RUN(json_has_no_bytes_and_one_value);
    RUN(a_cbor_array_takes_what_was_announced);
    RUN(an_iterator_goes_from_key_to_value_to_key);
    RUN(a_value_is_found_by_its_key);
    RUN(a_document_that_is_cut_is_refused);
    RUN(what_has_no_type_here_is_not_supported);
    RUN(containers_of_all_kinds_end);
    return 0;
}
