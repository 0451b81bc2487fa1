/* SPDX-License-Identifier: MIT */
#include "ota_receive.h"

#include <string.h>

#include "MQTTFileDownloader_base64.h"
#include "MQTTFileDownloader_cbor.h"
#include "lib_text.h"
#include "ota_timer.h"

#define REQUEST_BYTES (sizeof((struct ota_core *)0)->missing + 64u)

uint32_t ota_receive_blocks(const struct ota_core *core)
{
    const OTA_FileContext_t *file = &core->file;
    return file->ulBlockSize == 0 ? 0 : (file->ulFileSize - 1u) / file->ulBlockSize + 1u;
}

bool ota_receive_is_whole(const struct ota_core *core)
{
    return core->window_missing == 0;
}

/* ---- Opening ---- */

static bool keep_text(char *to, size_t size, const char *text, size_t length)
{
    if (length == 0 || length >= size) {
        return false;
    }
    memcpy(to, text, length);
    to[length] = '\0';
    return true;
}

/* The member that cannot be kept; NULL: all can. */
static const char *keep_fields(struct ota_core *core, const struct ota_offer *offer)
{
    const AfrOtaJobDocumentFields_t *from = &offer->file;
    OTA_FileContext_t *file = &core->file;
    size_t signature_bytes = 0;

    core->stream[0] = '\0';
    if (!keep_text(core->path, sizeof core->path, from->filepath, from->filepathLen)) {
        return "filepath";
    }
    if (!keep_text(core->certificate, sizeof core->certificate, from->certfile,
                   from->certfileLen)) {
        return "certfile";
    }
    if (base64_Decode(core->signature.ucData, sizeof core->signature.ucData, &signature_bytes,
                      (const uint8_t *)from->signature, from->signatureLen) != Base64Success) {
        return "sig-sha256-ecdsa";
    }
    if (!offer->is_http &&
        !keep_text(core->stream, sizeof core->stream, from->imageRef, from->imageRefLen)) {
        return "streamname";
    }
    if (offer->is_http &&
        !core->port->data->open(core->port->data->context, from->imageRef, from->imageRefLen)) {
        return "update_data_url";
    }
    if (!keep_text(core->where.job, sizeof core->where.job, offer->job, offer->job_length)) {
        return "jobId";
    }
    core->has_other_way = offer->has_other_way;
    core->signature.usSize = (uint16_t)signature_bytes;
    *file = (OTA_FileContext_t){.pucJobName = (uint8_t *)core->where.job,
                                .pucStreamName = (uint8_t *)core->stream,
                                .pucFilePath = (uint8_t *)core->path,
                                .pucCertFilepath = (uint8_t *)core->certificate,
                                .pxSignature = &core->signature,
                                .ulFileSize = from->fileSize,
                                .ulServerFileID = from->fileId,
                                .ulFileAttributes = offer->attributes,
                                .ulFileType = from->fileType,
                                .xHasMore = offer->has_more,
                                .ulBlockSize = 1u << otaconfigLOG2_FILE_BLOCK_SIZE,
                                .bIsInSelfTest = offer->is_in_self_test};
    return NULL;
}

/* From ulFirstBlock on, as many blocks as the window has. */
static void open_window(struct ota_core *core)
{
    OTA_FileContext_t *file = &core->file;
    const uint32_t all = ota_receive_blocks(core);
    uint32_t count = all - file->ulFirstBlock;

    if (count > file->ulWindowBlocks) {
        count = file->ulWindowBlocks;
    }
    memset(core->missing, 0, sizeof core->missing);
    for (uint32_t i = 0; i < count; i++) {
        core->missing[i / 8u] |= (uint8_t)(1u << i % 8u);
    }
    core->window_first = file->ulFirstBlock;
    core->window_missing = count;
    core->unanswered = 0;
}

OTA_Err_t ota_receive_open(struct ota_core *core, struct ota_offer *offer)
{
    OTA_FileContext_t *file = &core->file;
    const char *bad = keep_fields(core, offer);

    if (bad != NULL) {
        offer->fault = "bad ";
        offer->key = bad;
        return kOTA_Err_JobParserError;
    }
    OTA_Err_t error = core->store->begin(core->store->context, file);
    if (error == kOTA_Err_None && file->ulWindowBlocks > otaconfigMAX_WINDOW_BLOCKS) {
        error = kOTA_Err_OutOfMemory;
    }
    if (error != kOTA_Err_None) {
        return error;
    }
    if (file->ulWindowBlocks == 0) {
        file->ulWindowBlocks = otaconfigMAX_WINDOW_BLOCKS;
    }
    const uint32_t all = ota_receive_blocks(core);
    if (file->ulFirstBlock > all) {
        file->ulFirstBlock = all; /* the last window is not full */
    }
    file->ulBlocksRemaining = all - file->ulFirstBlock;
    core->blocks_written = 0;
    open_window(core);
    return kOTA_Err_None;
}

/* ---- Requests ---- */

static void request_topic(const struct ota_core *core, struct lib_text_out *out)
{
    lib_text_put(out, LIB_TEXT("$aws/things/"));
    lib_text_put(out, core->thing, strlen(core->thing));
    lib_text_put(out, LIB_TEXT("/streams/"));
    lib_text_put(out, core->stream, strlen(core->stream));
    lib_text_put(out, LIB_TEXT("/get/cbor"));
    lib_text_put(out, "", 1);
}

/* The first of what is missing; how many bytes the bitmap has. */
static size_t choose(struct ota_core *core, uint8_t bitmap[sizeof core->missing])
{
    size_t bytes = 0;

    memset(bitmap, 0, sizeof core->missing);
    core->awaited = 0;
    for (uint32_t i = 0;
         core->awaited < core->window_missing && core->awaited < otaconfigMAX_NUM_BLOCKS_REQUEST;
         i++) {
        if ((core->missing[i / 8u] & 1u << i % 8u) != 0) {
            bitmap[i / 8u] |= (uint8_t)(1u << i % 8u);
            bytes = i / 8u + 1u;
            core->awaited++;
        }
    }
    return bytes;
}

static bool publish_request(struct ota_core *core, const uint8_t *bitmap, size_t bitmap_bytes)
{
    char topic[OTA_CORE_TOPIC_BYTES];
    uint8_t message[REQUEST_BYTES];
    struct lib_text_out out = {topic, sizeof topic, 0};
    size_t length = 0;

    request_topic(core, &out);
    return lib_text_fits(&out) &&
           CBOR_Encode_GetStreamRequestMessage(message, sizeof message, &length, "dunlin",
                                               core->file.ulServerFileID, core->file.ulBlockSize,
                                               core->window_first, bitmap, bitmap_bytes,
                                               (uint32_t)(8u * bitmap_bytes)) &&
           core->port->publish(core->port->context, topic, message, length);
}

bool ota_receive_request(struct ota_core *core)
{
    const struct ota_data *data = core->port->data;
    uint8_t bitmap[sizeof core->missing];

    if (core->unanswered >= otaconfigMAX_NUM_REQUEST_MOMENTUM) {
        return false;
    }
    bool is_sent;
    if (core->stream[0] != '\0') {
        const size_t bitmap_bytes = choose(core, bitmap);
        is_sent = publish_request(core, bitmap, bitmap_bytes);
    } else { /* a block at a time, needs no buffers */
        core->awaited = core->window_missing;
        is_sent = data->fetch(data->context, &core->file, core->window_first, core->missing,
                              sizeof core->missing);
    }
    core->unanswered++;
    if (is_sent) {
        core->requests++;
    }
    ota_timer_start(core, &core->request, otaconfigFILE_REQUEST_WAIT_MS);
    return true;
}

/* ---- Blocks ---- */

static uint32_t block_bytes(const struct ota_core *core, uint32_t block)
{
    const uint32_t left = core->file.ulFileSize - block * core->file.ulBlockSize;
    return left < core->file.ulBlockSize ? left : core->file.ulBlockSize;
}

/* Asked for, and not there yet? */
static bool is_missing(const struct ota_core *core, uint32_t block)
{
    const uint32_t bit = block - core->window_first; /* wraps when it is before */
    return bit < 8u * sizeof core->missing && (core->missing[bit / 8u] >> bit % 8u & 1u) != 0;
}

enum ota_received ota_receive_block(struct ota_core *core, uint32_t file_id, uint32_t block,
                                    const uint8_t *bytes, uint32_t length)
{
    OTA_FileContext_t *file = &core->file;

    if (file_id != file->ulServerFileID || !is_missing(core, block) ||
        length != block_bytes(core, block)) {
        return OTA_BLOCK_DROPPED;
    }
    if (!core->store->write(core->store->context, file, block * file->ulBlockSize, bytes, length)) {
        return OTA_BLOCK_FAILED;
    }
    const uint32_t bit = block - core->window_first;
    core->missing[bit / 8u] &= (uint8_t) ~(1u << bit % 8u);
    core->window_missing--;
    core->awaited -= core->awaited > 0;
    core->blocks_written++;
    file->ulBlocksRemaining--;
    core->unanswered = 0;
    ota_timer_start(core, &core->request, otaconfigFILE_REQUEST_WAIT_MS);
    if (core->window_missing > 0) {
        return core->awaited > 0 ? OTA_BLOCK_WRITTEN : OTA_REQUEST_MET;
    }
    if (file->ulBlocksRemaining == 0) {
        return OTA_FILE_WHOLE;
    }
    file->ulFirstBlock += file->ulWindowBlocks;
    open_window(core);
    return OTA_REQUEST_MET;
}
