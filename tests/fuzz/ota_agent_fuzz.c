/* SPDX-License-Identifier: MIT */
/* A history of the agent's machine: messages of the jobs service, blocks, time and the wishes of
 * the application, one after the other: a byte that says what, a byte of length, and so many bytes.
 */
#include "MQTTFileDownloader_cbor.h"
#include "ota_offer.h"
#include "ota_world.h"

static bool open_any(void *context, const char *url, size_t length)
{
    (void)context;
    return length > 0 && url[0] == 'h';
}

static bool fetch_any(void *context, const OTA_FileContext_t *file, uint32_t first,
                      const uint8_t *bitmap, size_t bitmap_bytes)
{
    (void)context;
    require(file->ulFileSize > 0 && first * WORLD_BLOCK < file->ulFileSize);
    require(bitmap_bytes > 0 && bitmap[0] <= 0xFFu);
    return true;
}

static const struct ota_data data = {NULL, open_any, fetch_any, NULL};

static bool lies_within(const char *part, size_t length, const char *whole, size_t size)
{
    return part >= whole && length <= size && part + length <= whole + size;
}

static void judge(const char *text, size_t size, unsigned how)
{
    const struct ota_choice choice = {.slot = how & 1u,
                                      .files_done = how >> 1 & 1u,
                                      .is_in_place = (how & 4u) != 0,
                                      .takes_others = (how & 8u) != 0,
                                      .has_http = (how & 16u) != 0,
                                      .is_http_first = (how & 32u) != 0};
    struct ota_offer offer;

    if (!ota_offer_read(&offer, text, size)) {
        return;
    }
    require(lies_within(offer.job, offer.job_length, text, size) && offer.job_length <= 64);
    ota_offer_judge(&offer, &choice);
    require((offer.fault == NULL) == (offer.error == eOTA_JobParseErr_None));
    require((offer.fault == NULL) == (offer.key == NULL));
    if (offer.fault == NULL) {
        const AfrOtaJobDocumentFields_t *file = &offer.file;
        require(file->fileSize > 0 && (!offer.is_http || choice.has_http));
        require(lies_within(file->imageRef, file->imageRefLen, text, size));
        require(lies_within(file->filepath, file->filepathLen, text, size));
        require(lies_within(file->certfile, file->certfileLen, text, size));
        require(lies_within(file->signature, file->signatureLen, text, size));
    }
}

static void message(const char *topic, const uint8_t *bytes, size_t length)
{
    (void)ota_core_message(&world.core, topic, strlen(topic), (const char *)bytes, length);
}

static void block(const uint8_t *bytes, size_t length)
{
    uint8_t to[WORLD_BLOCK];
    uint8_t *const at = to;
    size_t room = sizeof to;
    int32_t file, index, size;

    if (CBOR_Decode_GetStreamResponseMessage(bytes, length, &file, &index, &size, &at, &room)) {
        require(room <= sizeof to);
        (void)ota_core_block(&world.core, (uint32_t)file, (uint32_t)index, to, (uint32_t)room);
    }
}

/* A block as it should be, so that a history may go on. */
static void good_block(uint8_t index)
{
    const uint32_t at = index * WORLD_BLOCK;
    const uint32_t left = world.file_bytes > at ? world.file_bytes - at : 0;
    uint8_t *bytes = calloc(1, WORLD_BLOCK);

    (void)ota_core_block(&world.core, world.core.file.ulServerFileID, index, bytes,
                         left < WORLD_BLOCK ? left : WORLD_BLOCK);
    free(bytes);
}

static void step(uint8_t what, const uint8_t *bytes, size_t length)
{
    switch (what % 16u) {
    case 0:
        judge((const char *)bytes, length, what >> 4);
        message("$aws/things/" WORLD_THING "/jobs/notify-next", bytes, length);
        break;
    case 1:
        judge((const char *)bytes, length, what >> 2);
        message("$aws/things/" WORLD_THING "/jobs/$next/get/accepted", bytes, length);
        break;
    case 2:
        message("$aws/things/" WORLD_THING "/jobs/j/update/accepted", bytes, length);
        break;
    case 3:
        message("$aws/things/" WORLD_THING "/jobs/j/update/rejected", bytes, length);
        break;
    case 4:
        block(bytes, length);
        break;
    case 5:
        for (size_t i = 0; i < length; i++) {
            good_block(bytes[i]);
        }
        break;
    case 6:
        world.now += 1000u * (uint32_t)length;
        (void)ota_core_tick(&world.core);
        break;
    case 7:
        ota_core_up(&world.core);
        break;
    case 8:
        ota_core_down(&world.core);
        break;
    case 9:
        ota_core_suspend(&world.core);
        break;
    case 10:
        ota_core_resume(&world.core);
        break;
    case 11:
        (void)ota_core_accept(&world.core);
        break;
    case 12:
        (void)ota_core_reject(&world.core, OTA_REFUSED_REJECTED);
        break;
    case 13:
        (void)ota_core_activate(&world.core);
        break;
    case 14:
        ota_core_expired(&world.core);
        ota_core_unusable(&world.core);
        break;
    default:
        world.does_publish = !world.does_publish;
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const enum ota_state states[] = {OTA_IDLE, OTA_TESTING, OTA_ACCEPTED, OTA_REFUSED};

    if (size < 1u || size > 4096u) {
        return 0;
    }
    world_start(states[bytes[0] & 3u], (bytes[0] & 4u) != 0 ? &data : NULL);
    for (size_t at = 1; at + 2u < size;) {
        const size_t wanted = bytes[at + 1u] | (bytes[at] % 16u < 4u ? 0x200u : 0u);
        const size_t left = size - at - 2u, length = wanted < left ? wanted : left;
        uint8_t *exact = malloc(length > 0 ? length : 1u); /* for the sanitizer */
        memcpy(exact, bytes + at + 2u, length);
        step(bytes[at], exact, length);
        free(exact);
        require(world.core.where.state == world.state || world.core.is_resetting);
        at += 2u + length;
    }
    return 0;
}
