/* SPDX-License-Identifier: MIT */
#include "MQTTFileDownloader_cbor.h"

#include <string.h>

#include "cbor_reader.h"
#include "cbor_writer.h"

static bool find(struct cbor_in message, const char *key, enum cbor_type type,
                 struct cbor_item *item)
{
    struct cbor_in value;

    return cbor_find(message, key, 1, &value) && cbor_read(&value, item) && item->type == type &&
           !item->is_open;
}

static bool find_number(struct cbor_in message, const char *key, int32_t *number)
{
    struct cbor_item item;

    if (!find(message, key, CBOR_UINT, &item) || item.value > INT32_MAX) {
        return false;
    }
    *number = (int32_t)item.value;
    return true;
}

bool CBOR_Decode_GetStreamResponseMessage(const uint8_t *messageBuffer, size_t messageSize,
                                          int32_t *fileId, int32_t *blockId, int32_t *blockSize,
                                          uint8_t *const *payload, size_t *payloadSize)
{
    if (messageBuffer == NULL || fileId == NULL || blockId == NULL || blockSize == NULL ||
        payload == NULL || *payload == NULL || payloadSize == NULL) {
        return false;
    }
    const struct cbor_in message = {messageBuffer, messageSize};
    struct cbor_in rest = message;
    struct cbor_item block;
    int32_t file, id, size;

    if (!cbor_skip(&rest) || rest.length > 0 || !find_number(message, CBOR_FILEID_KEY, &file) ||
        !find_number(message, CBOR_BLOCKID_KEY, &id) ||
        !find_number(message, CBOR_BLOCKSIZE_KEY, &size) ||
        !find(message, CBOR_BLOCKPAYLOAD_KEY, CBOR_BYTES, &block) || block.value > *payloadSize) {
        return false;
    }
    *fileId = file;
    *blockId = id;
    *blockSize = size;
    *payloadSize = (size_t)block.value;
    memcpy(*payload, block.bytes, *payloadSize);
    return true;
}

static void put_number(struct cbor_out *out, const char *key, uint32_t number)
{
    cbor_put_text(out, key, 1);
    cbor_put_uint(out, number);
}

bool CBOR_Encode_GetStreamRequestMessage(uint8_t *messageBuffer, size_t messageBufferSize,
                                         size_t *encodedMessageSize, const char *clientToken,
                                         uint32_t fileId, uint32_t blockSize, uint32_t blockOffset,
                                         const uint8_t *blockBitmap, size_t blockBitmapSize,
                                         uint32_t numOfBlocksRequested)
{
    if (messageBuffer == NULL || encodedMessageSize == NULL || clientToken == NULL ||
        blockBitmap == NULL) {
        return false;
    }
    struct cbor_out out = {messageBuffer, messageBufferSize, 0};

    cbor_put_map(&out, blockBitmapSize > 0 ? 6 : 5);
    cbor_put_text(&out, CBOR_CLIENTTOKEN_KEY, 1);
    cbor_put_text(&out, clientToken, strlen(clientToken));
    put_number(&out, CBOR_FILEID_KEY, fileId);
    put_number(&out, CBOR_BLOCKSIZE_KEY, blockSize);
    put_number(&out, CBOR_BLOCKOFFSET_KEY, blockOffset);
    if (blockBitmapSize > 0) {
        cbor_put_text(&out, CBOR_BLOCKBITMAP_KEY, 1);
        cbor_put_bytes(&out, blockBitmap, blockBitmapSize);
    }
    put_number(&out, CBOR_NUMBEROFBLOCKS_KEY, numOfBlocksRequested);
    if (!cbor_fits(&out)) {
        return false;
    }
    *encodedMessageSize = out.needed;
    return true;
}
