/* SPDX-License-Identifier: MIT */
#include "MQTTFileDownloader.h"

#include "core_json.h"
#include "lib_assert.h"
#include "lib_text.h"

#include "MQTTFileDownloader_base64.h"
#include "MQTTFileDownloader_cbor.h"

#define CLIENT_TOKEN   "rdy"
#define STREAM_VERSION "1"

struct stream {
    const char *name;
    size_t name_length;
    const char *thing;
    size_t thing_length;
};

/* Returns the length; the NUL behind it is part of the size. */
static size_t write_topic(char *buffer, size_t size, const struct stream *stream, const char *verb,
                          DataType_t type)
{
    struct lib_text_out out = {buffer, size - 1u, 0};

    lib_text_put(&out, LIB_TEXT("$aws/things/"));
    lib_text_put(&out, stream->thing, stream->thing_length);
    lib_text_put(&out, LIB_TEXT("/streams/"));
    lib_text_put(&out, stream->name, stream->name_length);
    lib_text_put(&out, verb, strlen(verb));
    lib_text_put(&out, type == DATA_TYPE_CBOR ? "cbor" : "json", 4);
    LIB_ASSERT(lib_text_fits(&out)); /* names of the longest fit */
    buffer[out.needed] = '\0';
    return out.needed;
}

MQTTFileDownloaderStatus_t mqttDownloader_init(MqttFileDownloaderContext_t *context,
                                               const char *streamName, size_t streamNameLength,
                                               const char *thingName, size_t thingNameLength,
                                               DataType_t dataType)
{
    if (context == NULL || streamName == NULL || streamNameLength == 0 ||
        streamNameLength > STREAM_NAME_MAX_LEN || thingName == NULL || thingNameLength == 0 ||
        thingNameLength > THINGNAME_MAX_LEN || (unsigned)dataType > DATA_TYPE_CBOR) {
        return MQTTFileDownloaderBadParameter;
    }
    const struct stream stream = {streamName, streamNameLength, thingName, thingNameLength};

    context->topicStreamDataLength = write_topic(
        context->topicStreamData, sizeof context->topicStreamData, &stream, "/data/", dataType);
    context->topicGetStreamLength = write_topic(
        context->topicGetStream, sizeof context->topicGetStream, &stream, "/get/", dataType);
    context->dataType = (uint8_t)dataType;
    return MQTTFileDownloaderSuccess;
}

static void put_member(struct lib_text_out *out, const char *key, uint32_t number)
{
    lib_text_put(out, key, 6);
    lib_text_put_number(out, number);
}

size_t mqttDownloader_createGetDataBlockRequest(DataType_t dataType, uint16_t fileId,
                                                uint32_t blockSize, uint16_t blockOffset,
                                                uint32_t numberOfBlocksRequested,
                                                char *getStreamRequest,
                                                size_t getStreamRequestLength)
{
    if (getStreamRequest == NULL || (unsigned)dataType > DATA_TYPE_CBOR) {
        return 0;
    }
    if (dataType == DATA_TYPE_CBOR) {
        size_t length = 0;
        return CBOR_Encode_GetStreamRequestMessage(
                   (uint8_t *)getStreamRequest, getStreamRequestLength, &length, CLIENT_TOKEN,
                   fileId, blockSize, blockOffset, (const uint8_t *)"", 0, numberOfBlocksRequested)
                   ? length
                   : 0;
    }
    struct lib_text_out out = {getStreamRequest, getStreamRequestLength, 0};

    lib_text_put(&out, LIB_TEXT("{\"s\": " STREAM_VERSION));
    put_member(&out, ",\"f\": ", fileId);
    put_member(&out, ",\"l\": ", blockSize);
    put_member(&out, ",\"o\": ", blockOffset);
    put_member(&out, ",\"n\": ", numberOfBlocksRequested);
    lib_text_put(&out, LIB_TEXT("}"));
    if (!lib_text_fits(&out)) {
        return 0;
    }
    if (out.needed < out.size) {
        getStreamRequest[out.needed] = '\0';
    }
    return out.needed;
}

MQTTFileDownloaderStatus_t
mqttDownloader_isDataBlockReceived(const MqttFileDownloaderContext_t *context, const char *topic,
                                   size_t topicLength)
{
    if (context == NULL || topic == NULL || topicLength == 0) {
        return MQTTFileDownloaderBadParameter;
    }
    return topicLength == context->topicStreamDataLength &&
                   lib_text_equal(topic, context->topicStreamData, topicLength)
               ? MQTTFileDownloaderSuccess
               : MQTTFileDownloaderFailure;
}

/* A member that is a whole number, without sign, point and exponent, up to 2^31 - 1. */
static bool find_number(const char *message, size_t length, const char *key, int32_t *number)
{
    const char *digits;
    size_t count;
    JSONTypes_t type;
    uint32_t value = 0;

    if (JSON_SearchConst(message, length, key, 1, &digits, &count, &type) != JSONSuccess ||
        type != JSONNumber || !lib_text_to_number(digits, count, INT32_MAX, &value)) {
        return false;
    }
    *number = (int32_t)value;
    return true;
}

struct block {
    int32_t file, id, size;
    size_t length;
};

static bool read_json(const char *message, size_t length, struct block *block, uint8_t *data)
{
    const char *payload;
    size_t digits;
    JSONTypes_t type;

    return JSON_Validate(message, length) == JSONSuccess &&
           find_number(message, length, CBOR_FILEID_KEY, &block->file) &&
           find_number(message, length, CBOR_BLOCKID_KEY, &block->id) &&
           find_number(message, length, CBOR_BLOCKSIZE_KEY, &block->size) &&
           JSON_SearchConst(message, length, CBOR_BLOCKPAYLOAD_KEY, 1, &payload, &digits, &type) ==
               JSONSuccess &&
           type == JSONString &&
           base64_Decode(data, mqttFileDownloader_CONFIG_BLOCK_SIZE, &block->length,
                         (const uint8_t *)payload, digits) == Base64Success;
}

MQTTFileDownloaderStatus_t mqttDownloader_processReceivedDataBlock(
    const MqttFileDownloaderContext_t *context, uint8_t *message, size_t messageLength,
    int32_t *fileId, int32_t *blockId, int32_t *blockSize, uint8_t *data, size_t *dataLength)
{
    if (context == NULL || message == NULL || messageLength == 0 || fileId == NULL ||
        blockId == NULL || blockSize == NULL || data == NULL || dataLength == NULL) {
        return MQTTFileDownloaderBadParameter;
    }
    struct block block = {.length = mqttFileDownloader_CONFIG_BLOCK_SIZE};
    const bool is_block =
        context->dataType == DATA_TYPE_CBOR
            ? CBOR_Decode_GetStreamResponseMessage(message, messageLength, &block.file, &block.id,
                                                   &block.size, &data, &block.length)
            : read_json((const char *)message, messageLength, &block, data);
    if (!is_block) {
        return MQTTFileDownloaderDataDecodingFailed;
    }
    *fileId = block.file;
    *blockId = block.id;
    *blockSize = block.size;
    *dataLength = block.length;
    return MQTTFileDownloaderSuccess;
}
