/* SPDX-License-Identifier: MIT */
/** Documents of nested maps and arrays, written and read the same way in CBOR and in JSON: names of
 * 201906.00.
 *
 *      _IotSerializerCborEncoder.init(&stream, NULL, 0);           a first pass only counts
 *      ....openContainer(&stream, &map, 1);
 *      ....appendKeyValue(&map, "rate", IotSerializer_ScalarSignedInt(7));
 *      ....closeContainer(&stream, &map);
 *      size = ....getExtraBufferSizeNeeded(&stream);
 *
 * What does not fit is counted and answered by IOT_SERIALIZER_BUFFER_TOO_SMALL: such a document
 * goes on to its end. Nothing is allocated: an object holds its state, and stays where it is, as
 * long as containers or iterators of it are in use. A value that was read is a place in the buffer.
 */
#ifndef IOT_SERIALIZER_H_
#define IOT_SERIALIZER_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "cbor_writer.h"
#include "lib_assert.h"

#ifdef __cplusplus
extern "C" {
#endif

/** For preconditions in a program's own code; the library answers with a status. */
#ifndef IotSerializer_Assert
#define IotSerializer_Assert(expression) LIB_ASSERT(expression)
#endif

/** How a function ended. */
typedef enum {
    IOT_SERIALIZER_SUCCESS = 0,
    IOT_SERIALIZER_BUFFER_TOO_SMALL, /**< Counted, not written as a whole. Not a failure. */
    IOT_SERIALIZER_OUT_OF_MEMORY,    /**< Kept for programs that name it; does not occur. */
    IOT_SERIALIZER_INVALID_INPUT,    /**< An argument is missing or not usable here. */
    IOT_SERIALIZER_UNDEFINED_TYPE,   /**< Not a type of IotSerializerDataType_t. */
    IOT_SERIALIZER_NOT_SUPPORTED,    /**< The format, or this library, has no such value. */
    IOT_SERIALIZER_NOT_FOUND,        /**< No such key, or no further value. */
    IOT_SERIALIZER_INTERNAL_FAILURE, /**< Kept for programs that name it; does not occur. */
} IotSerializerError_t;

/** What a value is. */
typedef enum {
    IOT_SERIALIZER_UNDEFINED = 0,
    IOT_SERIALIZER_SCALAR_NULL,
    IOT_SERIALIZER_SCALAR_BOOL,
    IOT_SERIALIZER_SCALAR_SIGNED_INT,
    IOT_SERIALIZER_SCALAR_TEXT_STRING,
    IOT_SERIALIZER_SCALAR_BYTE_STRING, /**< Not in JSON. */
    IOT_SERIALIZER_CONTAINER_STREAM,   /**< What `init` makes: values one after the other. */
    IOT_SERIALIZER_CONTAINER_ARRAY,
    IOT_SERIALIZER_CONTAINER_MAP,
} IotSerializerDataType_t;

/** The value of a scalar. */
typedef struct IotSerializerScalarValue {
    union {
        int64_t signedInt;
        struct {
            uint8_t *pString; /**< No terminator. In JSON escapes are as they were written. */
            size_t length;
        } string;
        bool booleanValue;
    } u;
} IotSerializerScalarValue_t;

/** A scalar. */
typedef struct IotSerializerScalarData {
    IotSerializerDataType_t type;
    IotSerializerScalarValue_t value;
} IotSerializerScalarData_t;

/** A stream, array or map that is written. Made by an initializer, then by `init` or
 * `openContainer`. */
typedef struct IotSerializerEncoderObject {
    IotSerializerDataType_t type;
    void *pHandle; /**< Private: the stream. NULL: not in use. */
    const struct iot_serializer_encode_format *format; /**< Private. */
    struct cbor_out out;                               /**< Private; of a stream. */
    size_t length, count;                              /**< Private; announced, and so far. */
    bool busy;                                         /**< Private; a container in it is open. */
} IotSerializerEncoderObject_t;

/** Where an iterator is. Private. */
struct iot_serializer_cursor {
    const uint8_t *item; /* NULL: behind the last one */
    size_t length;
    size_t start, next;   /* offsets in the container */
    const uint8_t *value; /* JSON: behind this key; NULL: this is no key */
    size_t value_length;
};

/** A value that was read. Nothing has to be given back. */
typedef struct IotSerializerDecoderObject {
    IotSerializerDataType_t type;
    union {
        void *pHandle; /**< Of a container; private. */
        IotSerializerScalarValue_t value;
    } u;
    const struct iot_serializer_decode_format *format; /**< Private. */
    const uint8_t *encoded;                            /**< Private. */
    size_t encoded_length;                             /**< Private. */
    struct iot_serializer_cursor cursor;               /**< Private. */
} IotSerializerDecoderObject_t;

/** Steps through the container that it was made of: one iterator of an object at a time. */
typedef void *IotSerializerDecoderIterator_t;

/** The length of a container that is not known before; CBOR then ends it with a break. */
#define IOT_SERIALIZER_INDEFINITE_LENGTH 0xffffffffu

/* clang-format off */
#define IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_STREAM                                        \
    { .type = IOT_SERIALIZER_CONTAINER_STREAM }
#define IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_ARRAY                                         \
    { .type = IOT_SERIALIZER_CONTAINER_ARRAY }
#define IOT_SERIALIZER_ENCODER_CONTAINER_INITIALIZER_MAP                                           \
    { .type = IOT_SERIALIZER_CONTAINER_MAP }
#define IOT_SERIALIZER_DECODER_OBJECT_INITIALIZER   { .type = IOT_SERIALIZER_UNDEFINED }
#define IOT_SERIALIZER_DECODER_ITERATOR_INITIALIZER NULL
/* clang-format on */

/** Scalars for `append` and `appendKeyValue`. */
#define IotSerializer_ScalarSignedInt(signedIntValue)                                              \
    ((IotSerializerScalarData_t){.type = IOT_SERIALIZER_SCALAR_SIGNED_INT,                         \
                                 .value = {.u = {.signedInt = (signedIntValue)}}})
#define IotSerializer_ScalarTextStringWithLength(pTextStringValue, textLength)                     \
    ((IotSerializerScalarData_t){                                                                  \
        .type = IOT_SERIALIZER_SCALAR_TEXT_STRING,                                                 \
        .value = {.u = {.string = {(uint8_t *)(uintptr_t)(pTextStringValue), (textLength)}}}})
#define IotSerializer_ScalarTextString(pTextStringValue)                                           \
    IotSerializer_ScalarTextStringWithLength((pTextStringValue), strlen(pTextStringValue))
#define IotSerializer_ScalarByteString(pByteStringValue, pByteStringLength)                        \
    ((IotSerializerScalarData_t){                                                                  \
        .type = IOT_SERIALIZER_SCALAR_BYTE_STRING,                                                 \
        .value = {                                                                                 \
            .u = {.string = {(uint8_t *)(uintptr_t)(pByteStringValue), (pByteStringLength)}}}})

/** Whether an object of either kind is a stream, an array or a map. */
#define IotSerializer_IsContainer(object) ((object).type >= IOT_SERIALIZER_CONTAINER_STREAM)

/** How to write a format. A function answers IOT_SERIALIZER_SUCCESS, _BUFFER_TOO_SMALL,
 * _INVALID_INPUT, _UNDEFINED_TYPE or _NOT_SUPPORTED, with the last three nothing has changed. Any
 * context; they do not block.
 *
 * While a container is open, only it may be written to. A map takes keys, all others none. An array
 * or map of known length takes as much as was announced, and is closed when it has it; JSON writes
 * no length and does not ask. A stream of JSON holds one value. */
typedef struct IotSerializerEncodeInterface {
    /** Makes a stream. With NULL and 0 all is counted. */
    IotSerializerError_t (*init)(IotSerializerEncoderObject_t *pEncoderObject, uint8_t *pDataBuffer,
                                 size_t maxSize);
    /** Ends the use of a stream. The bytes in the buffer stay. */
    void (*destroy)(IotSerializerEncoderObject_t *pEncoderObject);
    /** Opens an array or map: `pNewEncoderObject` says by its initializer what. `length`: items or
     * pairs. */
    IotSerializerError_t (*openContainer)(IotSerializerEncoderObject_t *pEncoderObject,
                                          IotSerializerEncoderObject_t *pNewEncoderObject,
                                          size_t length);
    /** The same in a map; the key is 0-terminated. */
    IotSerializerError_t (*openContainerWithKey)(IotSerializerEncoderObject_t *pEncoderObject,
                                                 const char *pKey,
                                                 IotSerializerEncoderObject_t *pNewEncoderObject,
                                                 size_t length);
    /** Closes what was opened in `pEncoderObject`. */
    IotSerializerError_t (*closeContainer)(IotSerializerEncoderObject_t *pEncoderObject,
                                           IotSerializerEncoderObject_t *pNewEncoderObject);
    /** Writes a scalar. */
    IotSerializerError_t (*append)(IotSerializerEncoderObject_t *pEncoderObject,
                                   IotSerializerScalarData_t scalarData);
    /** Writes a key, 0-terminated, and a scalar. */
    IotSerializerError_t (*appendKeyValue)(IotSerializerEncoderObject_t *pEncoderObject,
                                           const char *pKey, IotSerializerScalarData_t scalarData);
    /** How many bytes of the stream's buffer are written. */
    size_t (*getEncodedSize)(IotSerializerEncoderObject_t *pEncoderObject, uint8_t *pDataBuffer);
    /** How many more bytes the buffer should have had; 0 when all fits. */
    size_t (*getExtraBufferSizeNeeded)(IotSerializerEncoderObject_t *pEncoderObject);
} IotSerializerEncodeInterface_t;

/** How to read a format. A function answers IOT_SERIALIZER_SUCCESS, _INVALID_INPUT, _NOT_SUPPORTED
 * or _NOT_FOUND. Any context; they do not block. */
typedef struct IotSerializerDecodeInterface {
    /** Checks a document and reads its outermost value. CBOR: bytes behind it are left alone.
     * _INVALID_INPUT: not a document of the format, or nested too deep. */
    IotSerializerError_t (*init)(IotSerializerDecoderObject_t *pDecoderObject,
                                 const uint8_t *pDataBuffer, size_t maxSize);
    /** Ends the use of a value. */
    void (*destroy)(IotSerializerDecoderObject_t *pDecoderObject);
    /** Makes an iterator at the first value, or key, of an array or map. */
    IotSerializerError_t (*stepIn)(IotSerializerDecoderObject_t *pDecoderObject,
                                   IotSerializerDecoderIterator_t *pIterator);
    /** Reads the value where the iterator is. _NOT_SUPPORTED: a fraction, a number beyond int64_t,
     * a string of CBOR in chunks. */
    IotSerializerError_t (*get)(IotSerializerDecoderIterator_t iterator,
                                IotSerializerDecoderObject_t *pValueObject);
    /** Reads the value of a key of a map, 0-terminated, as it is written in the document. */
    IotSerializerError_t (*find)(IotSerializerDecoderObject_t *pDecoderObject, const char *pKey,
                                 IotSerializerDecoderObject_t *pValueObject);
    /** Goes on: in a map from a key to its value, and from there to the next key. */
    IotSerializerError_t (*next)(IotSerializerDecoderIterator_t iterator);
    /** Ends the use of an iterator of `pDecoderObject`, wherever it is. */
    IotSerializerError_t (*stepOut)(IotSerializerDecoderIterator_t iterator,
                                    IotSerializerDecoderObject_t *pDecoderObject);
    /** Whether there is no value where the iterator is. */
    bool (*isEndOfContainer)(IotSerializerDecoderIterator_t iterator);
    /** Where the bytes of an array or map are in the document. */
    IotSerializerError_t (*getBufferAddress)(IotSerializerDecoderObject_t *pDecoderObject,
                                             const uint8_t **pEncodedData);
    /** And how many they are. */
    IotSerializerError_t (*getSizeOfEncodedData)(IotSerializerDecoderObject_t *pDecoderObject,
                                                 size_t *pEncodedDataLength);
} IotSerializerDecodeInterface_t;

extern const IotSerializerEncodeInterface_t _IotSerializerCborEncoder;
extern const IotSerializerDecodeInterface_t _IotSerializerCborDecoder;
extern const IotSerializerEncodeInterface_t _IotSerializerJsonEncoder;
extern const IotSerializerDecodeInterface_t _IotSerializerJsonDecoder;

#ifdef __cplusplus
}
#endif

#endif
