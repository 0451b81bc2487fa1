/* SPDX-License-Identifier: MIT */
/* The agent's machine over a store in memory that trusts it in nothing: each block of the file
 * once, in its window, and closed only when all are there. Included by the targets of the agent. */
#ifndef OTA_WORLD_H
#define OTA_WORLD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "json_member.h"
#include "ota_core.h"

#define WORLD_THING  "lamp"
#define WORLD_BYTES  20000u /* largest file */
#define WORLD_WINDOW 8u
#define WORLD_BLOCK  (1u << otaconfigLOG2_FILE_BLOCK_SIZE)

static struct {
    struct ota_core core;
    struct ota_store store;
    struct ota_port port;
    enum ota_state state;
    uint32_t now, file_bytes, first;
    bool is_there[WORLD_BYTES / WORLD_BLOCK + 1u];
    unsigned written, begun;
    bool does_publish, is_patient;
} world;

static void require(bool condition)
{
    if (!condition) {
        abort();
    }
}

static uint32_t blocks_of(uint32_t bytes)
{
    return (bytes - 1u) / WORLD_BLOCK + 1u;
}

static void world_look(void *context, struct ota_where *where)
{
    (void)context;
    memset(where, 0, sizeof *where);
    where->state = world.state;
    where->reason = OTA_REFUSED_TIMEOUT;
    where->version = 0x01020003u;
    where->takes_others = where->may_skip_trial = true;
}

static OTA_Err_t world_begin(void *context, OTA_FileContext_t *file)
{
    (void)context;
    require(world.state == OTA_IDLE || world.state == OTA_RECEIVING);
    require(file->ulFileSize > 0 && file->ulBlockSize == WORLD_BLOCK);
    require(strlen((const char *)file->pucJobName) > 0 &&
            strlen((const char *)file->pucJobName) <= 64);
    require(file->pucFilePath[0] != '\0' && file->pucCertFilepath[0] != '\0');
    require(file->pxSignature->usSize <= sizeof file->pxSignature->ucData);
    if (file->ulFileSize > WORLD_BYTES) {
        return kOTA_Err_RxFileTooLarge;
    }
    memset(world.is_there, 0, sizeof world.is_there);
    world.file_bytes = file->ulFileSize;
    world.first = world.written = 0;
    world.begun++;
    world.state = OTA_RECEIVING;
    file->ulWindowBlocks = WORLD_WINDOW;
    return kOTA_Err_None;
}

static bool world_write(void *context, OTA_FileContext_t *file, uint32_t offset,
                        const uint8_t *bytes, uint32_t length)
{
    const uint32_t block = offset / WORLD_BLOCK, left = world.file_bytes - offset;
    static uint8_t last;

    (void)context;
    (void)file;
    require(world.state == OTA_RECEIVING && offset % WORLD_BLOCK == 0);
    require(offset < world.file_bytes && length == (left < WORLD_BLOCK ? left : WORLD_BLOCK));
    require(block / WORLD_WINDOW * WORLD_WINDOW == world.first && !world.is_there[block]);
    last = bytes[length - 1u]; /* all of them can be read */
    (void)last;
    world.is_there[block] = true;
    world.written++;
    if (world.written % WORLD_WINDOW == 0) {
        world.first += WORLD_WINDOW;
    }
    return true;
}

static OTA_Err_t world_close(void *context, OTA_FileContext_t *file)
{
    (void)context;
    require(world.state == OTA_RECEIVING && world.written == blocks_of(world.file_bytes));
    if (world.file_bytes % 7u == 0) {
        return kOTA_Err_SignatureCheckFailed;
    }
    world.state = file->xHasMore ? OTA_RECEIVING : OTA_STAGED;
    return kOTA_Err_None;
}

static OTA_Err_t world_drop(void *context, OTA_FileContext_t *file)
{
    (void)context;
    (void)file;
    require(world.state != OTA_TESTING);
    world.state = OTA_IDLE;
    return kOTA_Err_None;
}

static OTA_Err_t world_accept(void *context)
{
    (void)context;
    require(world.state == OTA_TESTING || world.state == OTA_STAGED);
    world.state = OTA_ACCEPTED;
    return kOTA_Err_None;
}

static OTA_Err_t world_refuse(void *context, ota_refusal_t reason)
{
    (void)context;
    (void)reason;
    require(world.state == OTA_TESTING);
    world.state = OTA_REFUSED;
    return kOTA_Err_None;
}

static OTA_Err_t world_reset(void *context)
{
    (void)context;
    return kOTA_Err_ResetNotSupported;
}

/* Whatever it says is JSON, on its own topics. */
static bool world_publish(void *context, const char *topic, const void *payload, size_t length)
{
    (void)context;
    require(strncmp(topic, "$aws/things/" WORLD_THING "/", 17) == 0 && length > 0);
    if (strstr(topic, "/streams/") == NULL) {
        require(JSON_Validate(payload, length) == JSONSuccess);
    }
    return world.does_publish;
}

static void world_tell(void *context, OTA_JobEvent_t event, OTA_Err_t error)
{
    (void)context;
    require(event == eOTA_JobEvent_Activate || event == eOTA_JobEvent_Fail ||
            event == eOTA_JobEvent_StartTest);
    require((event == eOTA_JobEvent_Fail) == (error != kOTA_Err_None));
}

static uint32_t world_now(void *context)
{
    (void)context;
    return world.now;
}

static void world_start(enum ota_state state, const struct ota_data *data)
{
    memset(&world, 0, sizeof world);
    world.does_publish = true;
    world.state = state;
    world.store =
        (struct ota_store){NULL,       world_look,   world_begin,  world_write, world_close,
                           world_drop, world_accept, world_refuse, world_reset};
    world.port = (struct ota_port){
        .publish = world_publish, .tell = world_tell, .data = data, .now = world_now};
    ota_core_init(&world.core, &world.port, &world.store, WORLD_THING, 0);
    ota_core_up(&world.core);
}

#endif
