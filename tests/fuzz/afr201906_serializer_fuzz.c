/* SPDX-License-Identifier: MIT */
/* A document, CBOR or JSON by the first byte, stepped through and written again: the copy can be
 * read, holds as many values, and its size is what the counting pass says. */
#include <stdlib.h>

#include "cbor_reader.h"
#include "iot_serializer.h"

#define INPUT_MAX 1024u
#define COPY_MAX  (8u * INPUT_MAX)

static const IotSerializerEncodeInterface_t *encoder;
static const IotSerializerDecodeInterface_t *decoder;
static unsigned depth, deepest; /* containers inside each other */

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void require_written(IotSerializerError_t status)
{
    require(status <= IOT_SERIALIZER_BUFFER_TOO_SMALL);
}

static size_t copy_items(IotSerializerDecoderObject_t *from, IotSerializerEncoderObject_t *to);

/* One value, as null if there is no type for it; how many it holds, itself included. */
static size_t copy_value(IotSerializerDecoderObject_t *from, IotSerializerEncoderObject_t *to,
                         const char *key)
{
    if (IotSerializer_IsContainer(*from)) {
        IotSerializerEncoderObject_t container = {.type = from->type};
        require_written(
            key == NULL ? encoder->openContainer(to, &container, IOT_SERIALIZER_INDEFINITE_LENGTH)
                        : encoder->openContainerWithKey(to, key, &container,
                                                        IOT_SERIALIZER_INDEFINITE_LENGTH));
        deepest = ++depth > deepest ? depth : deepest;
        const size_t count = copy_items(from, &container);
        depth--;
        require_written(encoder->closeContainer(to, &container));
        return 1 + count;
    }
    IotSerializerScalarData_t scalar = {IOT_SERIALIZER_SCALAR_NULL, from->u.value};
    scalar.type = from->type == IOT_SERIALIZER_UNDEFINED ? IOT_SERIALIZER_SCALAR_NULL : from->type;
    require_written(key == NULL ? encoder->append(to, scalar)
                                : encoder->appendKeyValue(to, key, scalar));
    return 1;
}

static size_t copy_items(IotSerializerDecoderObject_t *from, IotSerializerEncoderObject_t *to)
{
    const bool is_map = from->type == IOT_SERIALIZER_CONTAINER_MAP;
    IotSerializerDecoderIterator_t at;
    IotSerializerDecoderObject_t value;
    size_t count = 0;

    require(decoder->stepIn(from, &at) == IOT_SERIALIZER_SUCCESS);
    while (!decoder->isEndOfContainer(at)) {
        char key[INPUT_MAX + 1] = "";
        (void)decoder->get(at, &value);
        if (is_map) {
            if (value.type == IOT_SERIALIZER_SCALAR_TEXT_STRING) {
                memcpy(key, value.u.value.u.string.pString, value.u.value.u.string.length);
                IotSerializerDecoderObject_t found;
                require(memchr(key, 0, value.u.value.u.string.length) != NULL ||
                        decoder->find(from, key, &found) != IOT_SERIALIZER_NOT_FOUND);
            }
            require(decoder->next(at) == IOT_SERIALIZER_SUCCESS);
            (void)decoder->get(at, &value);
        }
        count += copy_value(&value, to, is_map ? key : NULL);
        require(decoder->next(at) == IOT_SERIALIZER_SUCCESS);
    }
    return count;
}

/* Copies the document into `room`; how many values it holds, 0: it is none. */
static size_t copy_document(const uint8_t *document, size_t length, uint8_t *room, size_t size,
                            size_t *needed)
{
    IotSerializerDecoderObject_t outer;
    IotSerializerEncoderObject_t stream = IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM;

    if (decoder->init(&outer, document, length) == IOT_SERIALIZER_INVALID_INPUT) {
        return 0;
    }
    require(encoder->init(&stream, room, size) == IOT_SERIALIZER_SUCCESS);
    const size_t count = copy_value(&outer, &stream, NULL);
    *needed = encoder->getEncodedSize(&stream, room) + encoder->getExtraBufferSizeNeeded(&stream);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size < 2 || size > INPUT_MAX) {
        return 0;
    }
    const bool is_json = bytes[0] & 1u;
    encoder = is_json ? &_IotSerializerJsonEncoder : &_IotSerializerCborEncoder;
    decoder = is_json ? &_IotSerializerJsonDecoder : &_IotSerializerCborDecoder;
    uint8_t *const document = malloc(size - 1); /* exactly its size, for the sanitizer */
    memcpy(document, bytes + 1, size - 1);

    size_t needed = 0, written = 0, again = 0;
    deepest = 0;
    const size_t count = copy_document(document, size - 1, NULL, 0, &needed);
    if (count > 0) {
        require(needed <= COPY_MAX);
        uint8_t *const copy = malloc(needed), *const small = malloc(needed / 2 + 1);
        require(copy_document(document, size - 1, copy, needed, &written) == count);
        require(written == needed);
        require(copy_document(document, size - 1, small, needed / 2 + 1, &written) == count);
        require(written == needed);
        /* An empty array may lie one deeper than one that is open, as those of the copy are. */
        require(deepest > CBOR_DEPTH_MAX || copy_document(copy, needed, NULL, 0, &again) == count);
        free(copy);
        free(small);
    }
    free(document);
    return 0;
}
