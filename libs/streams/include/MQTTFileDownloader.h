/* SPDX-License-Identifier: MIT */
/** Files over MQTT, block by block (AWS IoT streams).
 *
 *      $aws/things/<thing>/streams/<stream>/get/json     request: file, block size, first block,
 * how many $aws/things/<thing>/streams/<stream>/data/json    a block: file, its size, its number,
 * payload
 *
 * In JSON the payload is Base64, in CBOR bytes. Which blocks are missing is the caller's to know.
 */
#ifndef MQTT_FILE_DOWNLOADER_H
#define MQTT_FILE_DOWNLOADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "MQTTFileDownloader_defaults.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits of names, in bytes. */
#define STREAM_NAME_MAX_LEN 44U
#define THINGNAME_MAX_LEN   128U

/** Room for any topic with its NUL: prefix, names, `/streams/`, `/data/cbor`. */
#define TOPIC_STREAM_DATA_BUFFER_SIZE                                                              \
    (sizeof("$aws/things/") - 1U + THINGNAME_MAX_LEN + sizeof("/streams/") - 1U +                  \
     STREAM_NAME_MAX_LEN + sizeof("/data/cbor"))
#define TOPIC_GET_STREAM_BUFFER_SIZE TOPIC_STREAM_DATA_BUFFER_SIZE

/** Room for any request of mqttDownloader_createGetDataBlockRequest(). */
#define GET_STREAM_REQUEST_BUFFER_SIZE 256U

typedef enum {
    MQTTFileDownloaderFailure,
    MQTTFileDownloaderSuccess,
    MQTTFileDownloaderBadParameter, /**< NULL, empty, a name too long. */
    MQTTFileDownloaderNotInitialized,
    MQTTFileDownloaderInitFailed,
    MQTTFileDownloaderSubscribeFailed,
    MQTTFileDownloaderPublishFailed,
    MQTTFileDownloaderDataDecodingFailed /**< Not a block, or one that does not fit. */
} MQTTFileDownloaderStatus_t;

typedef enum { DATA_TYPE_JSON, DATA_TYPE_CBOR } DataType_t;

/** A stream: its topics, each with a NUL behind it. */
typedef struct {
    char topicStreamData[TOPIC_STREAM_DATA_BUFFER_SIZE]; /**< To subscribe to. */
    size_t topicStreamDataLength;
    char topicGetStream[TOPIC_GET_STREAM_BUFFER_SIZE]; /**< To publish requests to. */
    size_t topicGetStreamLength;
    uint8_t dataType;
} MqttFileDownloaderContext_t;

/**
 * Write the topics of a stream.
 *
 * @param[out] context       Not NULL.
 * @param streamName         Not NULL.
 * @param streamNameLength   1 to STREAM_NAME_MAX_LEN.
 * @param thingName          Not NULL.
 * @param thingNameLength    1 to THINGNAME_MAX_LEN.
 * @param dataType           JSON or CBOR.
 * @retval MQTTFileDownloaderSuccess       `*context` is ready.
 * @retval MQTTFileDownloaderBadParameter  Nothing was done.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  file stream API reference, mqttDownloader_init.
 */
MQTTFileDownloaderStatus_t mqttDownloader_init(MqttFileDownloaderContext_t *context,
                                               const char *streamName, size_t streamNameLength,
                                               const char *thingName, size_t thingNameLength,
                                               DataType_t dataType);

/**
 * Write a request for blocks.
 *
 * @param dataType                 JSON or CBOR.
 * @param fileId                   0 to 255.
 * @param blockSize                256 to 131072.
 * @param blockOffset              The first block.
 * @param numberOfBlocksRequested  How many: at most 128 KB are sent.
 * @param[out] getStreamRequest    Not NULL.
 * @param getStreamRequestLength   Room there: GET_STREAM_REQUEST_BUFFER_SIZE is always enough.
 * @return Bytes of the request; 0 when it does not fit or a parameter cannot be. In JSON a NUL is
 *         behind it if there is room.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  file stream API reference, mqttDownloader_createGetDataBlockRequest.
 */
size_t mqttDownloader_createGetDataBlockRequest(DataType_t dataType, uint16_t fileId,
                                                uint32_t blockSize, uint16_t blockOffset,
                                                uint32_t numberOfBlocksRequested,
                                                char *getStreamRequest,
                                                size_t getStreamRequestLength);

/**
 * Tell whether a message that arrived is a block of this stream.
 *
 * @param context      From mqttDownloader_init(). Not NULL.
 * @param topic        Not NULL.
 * @param topicLength  Bytes of it, at least 1.
 * @retval MQTTFileDownloaderSuccess       It is.
 * @retval MQTTFileDownloaderFailure       It is not.
 * @retval MQTTFileDownloaderBadParameter  The caller's mistake.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  file stream API reference, mqttDownloader_isDataBlockReceived.
 */
MQTTFileDownloaderStatus_t
mqttDownloader_isDataBlockReceived(const MqttFileDownloaderContext_t *context, const char *topic,
                                   size_t topicLength);

/**
 * Read a block.
 *
 * @param context           From mqttDownloader_init(). Not NULL.
 * @param message           The message's payload. Not NULL.
 * @param messageLength     Bytes of it, at least 1.
 * @param[out] fileId       Not NULL.
 * @param[out] blockId      Which block of the file. Not NULL.
 * @param[out] blockSize    As the message says; a caller that wants to be sure compares it with
 *                          `*dataLength`. Not NULL.
 * @param[out] data         mqttFileDownloader_CONFIG_BLOCK_SIZE bytes of room. Not NULL.
 * @param[out] dataLength   Bytes written there. Not NULL.
 * @retval MQTTFileDownloaderSuccess             A block.
 * @retval MQTTFileDownloaderBadParameter        The caller's mistake.
 * @retval MQTTFileDownloaderDataDecodingFailed  No block, a number that is negative or above
 *                                               2^31 - 1, or a payload that does not fit.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  file stream API reference, mqttDownloader_processReceivedDataBlock.
 */
MQTTFileDownloaderStatus_t mqttDownloader_processReceivedDataBlock(
    const MqttFileDownloaderContext_t *context, uint8_t *message, size_t messageLength,
    int32_t *fileId, int32_t *blockId, int32_t *blockSize, uint8_t *data, size_t *dataLength);

#ifdef __cplusplus
}
#endif

#endif
