/* SPDX-License-Identifier: MIT */
/** Messages of a stream in CBOR, by their names of 201906.00. */
#ifndef AWS_OTA_CBOR_H
#define AWS_OTA_CBOR_H

#include <stddef.h>
#include <stdint.h>

#include "FreeRTOS.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Read a block.
 *
 * @param pucMessageBuffer    {f, i, l, p} and what else there may be. Not NULL.
 * @param xMessageSize        Bytes of it.
 * @param[out] plFileId       Not NULL.
 * @param[out] plBlockId      Not NULL.
 * @param[out] plBlockSize    As the message says. Not NULL.
 * @param[out] ppucPayload    The bytes, in memory of pvPortMalloc() that is then the caller's. Not
 *                            NULL.
 * @param[out] pxPayloadSize  How many. Not NULL.
 * @return pdTRUE; pdFALSE when a pointer is NULL, the message is not of this form, or there is no
 *         memory. Nothing is written then.
 *
 * Context: task.
 * Blocks:  as the allocator does.
 * Source:  OTA agent API, 201906.00.
 */
BaseType_t OTA_CBOR_Decode_GetStreamResponseMessage(const uint8_t *pucMessageBuffer,
                                                    size_t xMessageSize, int32_t *plFileId,
                                                    int32_t *plBlockId, int32_t *plBlockSize,
                                                    uint8_t **ppucPayload, size_t *pxPayloadSize);

/**
 * Write a request for blocks.
 *
 * @param[out] pucMessageBuffer     Not NULL.
 * @param xMessageBufferSize        Room there.
 * @param[out] pxEncodedMessageSize Bytes written. Not NULL.
 * @param pcClientToken             0-terminated. Not NULL.
 * @param lFileId                   0 to 255.
 * @param lBlockSize                256 to 131072.
 * @param lBlockOffset              First block; not negative.
 * @param pucBlockBitmap            Bit k of byte j asks for block `lBlockOffset` + 8 j + k. Not
 *                                  NULL.
 * @param xBlockBitmapSize          Bytes of it.
 * @return pdTRUE; pdFALSE when a pointer is NULL, a number is negative or the message does not fit;
 *         `*pxEncodedMessageSize` is then as it was.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  OTA agent API, 201906.00.
 */
BaseType_t
OTA_CBOR_Encode_GetStreamRequestMessage(uint8_t *pucMessageBuffer, size_t xMessageBufferSize,
                                        size_t *pxEncodedMessageSize, const char *pcClientToken,
                                        int32_t lFileId, int32_t lBlockSize, int32_t lBlockOffset,
                                        uint8_t *pucBlockBitmap, size_t xBlockBitmapSize);

#ifdef __cplusplus
}
#endif

#endif
