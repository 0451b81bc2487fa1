/* SPDX-License-Identifier: MIT */
/** Requests and blocks of file streams in CBOR. */
#ifndef MQTT_FILE_DOWNLOADER_CBOR_H
#define MQTT_FILE_DOWNLOADER_CBOR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Keys, in CBOR and in JSON. */
#define CBOR_CLIENTTOKEN_KEY    "c"
#define CBOR_FILEID_KEY         "f"
#define CBOR_BLOCKSIZE_KEY      "l"
#define CBOR_BLOCKOFFSET_KEY    "o"
#define CBOR_BLOCKBITMAP_KEY    "b"
#define CBOR_NUMBEROFBLOCKS_KEY "n"
#define CBOR_BLOCKID_KEY        "i"
#define CBOR_BLOCKPAYLOAD_KEY   "p"

/**
 * Read a block.
 *
 * @param messageBuffer     {f, i, l, p} and what else there may be. Not NULL.
 * @param messageSize       Bytes of it.
 * @param[out] fileId       Not NULL.
 * @param[out] blockId      Not NULL.
 * @param[out] blockSize    As the message says, which is not compared with the payload. Not NULL.
 * @param payload           Where to copy the payload to. Not NULL.
 * @param[in,out] payloadSize  Room there; then bytes copied. Not NULL.
 * @return False when a pointer is NULL, a member is missing or of another kind, a number is above
 *         2^31 - 1 or the payload does not fit. Nothing is written then.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  file stream API reference, CBOR_Decode_GetStreamResponseMessage.
 */
bool CBOR_Decode_GetStreamResponseMessage(const uint8_t *messageBuffer, size_t messageSize,
                                          int32_t *fileId, int32_t *blockId, int32_t *blockSize,
                                          uint8_t *const *payload, size_t *payloadSize);

/**
 * Write a request for blocks.
 *
 * @param[out] messageBuffer        Not NULL.
 * @param messageBufferSize         Room there.
 * @param[out] encodedMessageSize   Bytes written. Not NULL.
 * @param clientToken               A string. Not NULL.
 * @param fileId                    0 to 255.
 * @param blockSize                 256 to 131072.
 * @param blockOffset               First block.
 * @param blockBitmap               Bit k of byte j asks for block `blockOffset` + 8 j + k. Not
 * NULL.
 * @param blockBitmapSize           Bytes of it; 0: the bitmap is left out.
 * @param numOfBlocksRequested      How many at most.
 * @return False when a pointer is NULL or the message does not fit; `*encodedMessageSize` is then
 * as it was.
 *
 * Context: any.
 * Blocks:  never.
 * Source:  file stream API reference, CBOR_Encode_GetStreamRequestMessage.
 */
bool CBOR_Encode_GetStreamRequestMessage(uint8_t *messageBuffer, size_t messageBufferSize,
                                         size_t *encodedMessageSize, const char *clientToken,
                                         uint32_t fileId, uint32_t blockSize, uint32_t blockOffset,
                                         const uint8_t *blockBitmap, size_t blockBitmapSize,
                                         uint32_t numOfBlocksRequested);

#ifdef __cplusplus
}
#endif

#endif
