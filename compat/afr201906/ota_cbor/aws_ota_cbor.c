/* SPDX-License-Identifier: MIT */
/* A block is read by libs/streams, into memory of the payload's size. The request of 2019 has no
 * number of blocks: the bitmap says which. */
#include "aws_ota_cbor.h"

#include <string.h>

#include "MQTTFileDownloader_cbor.h"
#include "aws_ota_cbor_internal.h"
#include "cbor_reader.h"
#include "cbor_writer.h"

/* Bytes of the payload; false: there is none. */
static BaseType_t payload_length(const uint8_t *message, size_t length, size_t *payload)
{
    struct cbor_in value;
    struct cbor_item item;

    if (!cbor_find((struct cbor_in){message, length}, OTA_CBOR_BLOCKPAYLOAD_KEY, 1, &value) ||
        !cbor_read(&value, &item) || item.type != CBOR_BYTES || item.bytes == NULL) {
        return pdFALSE;
    }
    *payload = (size_t)item.value;
    return pdTRUE;
}

BaseType_t OTA_CBOR_Decode_GetStreamResponseMessage(const uint8_t *pucMessageBuffer,
                                                    size_t xMessageSize, int32_t *plFileId,
                                                    int32_t *plBlockId, int32_t *plBlockSize,
                                                    uint8_t **ppucPayload, size_t *pxPayloadSize)
{
    size_t length = 0;
    uint8_t *bytes;

    if (pucMessageBuffer == NULL || ppucPayload == NULL || pxPayloadSize == NULL ||
        payload_length(pucMessageBuffer, xMessageSize, &length) == pdFALSE) {
        return pdFALSE;
    }
    bytes = pvPortMalloc(length > 0 ? length : 1u);
    if (bytes == NULL) {
        return pdFALSE;
    }
    if (!CBOR_Decode_GetStreamResponseMessage(pucMessageBuffer, xMessageSize, plFileId, plBlockId,
                                              plBlockSize, &bytes, &length)) {
        vPortFree(bytes);
        return pdFALSE;
    }
    *ppucPayload = bytes;
    *pxPayloadSize = length;
    return pdTRUE;
}

static void put_number(struct cbor_out *out, const char *key, int32_t value)
{
    cbor_put_text(out, key, 1);
    cbor_put_int(out, value);
}

BaseType_t OTA_CBOR_Encode_GetStreamRequestMessage(uint8_t *pucMessageBuffer,
                                                   size_t xMessageBufferSize,
                                                   size_t *pxEncodedMessageSize,
                                                   const char *pcClientToken, int32_t lFileId,
                                                   int32_t lBlockSize, int32_t lBlockOffset,
                                                   uint8_t *pucBlockBitmap, size_t xBlockBitmapSize)
{
    struct cbor_out out = {pucMessageBuffer, xMessageBufferSize, 0};

    if (pucMessageBuffer == NULL || pxEncodedMessageSize == NULL || pcClientToken == NULL ||
        pucBlockBitmap == NULL || lFileId < 0 || lBlockSize < 0 || lBlockOffset < 0) {
        return pdFALSE;
    }
    cbor_put_map(&out, 5);
    cbor_put_text(&out, OTA_CBOR_CLIENTTOKEN_KEY, 1);
    cbor_put_text(&out, pcClientToken, strlen(pcClientToken));
    put_number(&out, OTA_CBOR_FILEID_KEY, lFileId);
    put_number(&out, OTA_CBOR_BLOCKSIZE_KEY, lBlockSize);
    put_number(&out, OTA_CBOR_BLOCKOFFSET_KEY, lBlockOffset);
    cbor_put_text(&out, OTA_CBOR_BLOCKBITMAP_KEY, 1);
    cbor_put_bytes(&out, pucBlockBitmap, xBlockBitmapSize);
    if (!cbor_fits(&out)) {
        return pdFALSE;
    }
    *pxEncodedMessageSize = out.needed;
    return pdTRUE;
}
