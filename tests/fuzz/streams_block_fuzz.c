/* SPDX-License-Identifier: MIT */
/* Any bytes as a block, in JSON and in CBOR, into memory of exactly a block. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "MQTTFileDownloader.h"

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static void read_block(DataType_t type, const uint8_t *bytes, size_t size)
{
    MqttFileDownloaderContext_t stream;
    uint8_t *message = malloc(size), *data = malloc(mqttFileDownloader_CONFIG_BLOCK_SIZE);
    int32_t file = -1, id = -1, length = -1;
    size_t written = SIZE_MAX;

    memcpy(message, bytes, size);
    (void)mqttDownloader_init(&stream, "s", 1, "t", 1, type);
    const MQTTFileDownloaderStatus_t status = mqttDownloader_processReceivedDataBlock(
        &stream, message, size, &file, &id, &length, data, &written);
    if (status == MQTTFileDownloaderSuccess) {
        require(file >= 0 && id >= 0 && length >= 0);
        require(written <= mqttFileDownloader_CONFIG_BLOCK_SIZE);
    } else {
        require(status == MQTTFileDownloaderDataDecodingFailed);
        require(file == -1 && id == -1 && length == -1 && written == SIZE_MAX);
    }
    free(data);
    free(message);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (size > 0 && size <= 4096) {
        read_block(DATA_TYPE_JSON, bytes, size);
        read_block(DATA_TYPE_CBOR, bytes, size);
    }
    return 0;
}
