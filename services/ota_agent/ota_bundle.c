/* SPDX-License-Identifier: MIT */
#include "ota_bundle.h"

#include <string.h>

#include "ota_check.h"

#define SCRATCH_BYTES 320u

static enum ota_state state_of_firmware(const struct ota_bundle *bundle)
{
    struct ota_where where;

    bundle->firmware.look(bundle->firmware.context, &where);
    return where.state;
}

/* OTA_IDLE: what the firmware's store says is true. */
static bool is_others(const struct ota_bundle *bundle)
{
    return bundle->state != OTA_IDLE;
}

static void look(void *context, struct ota_where *where)
{
    const struct ota_bundle *bundle = context;

    bundle->firmware.look(bundle->firmware.context, where);
    where->takes_others = true;
    if (is_others(bundle)) {
        where->state = (enum ota_state)bundle->state;
    }
}

static OTA_Err_t begin(void *context, OTA_FileContext_t *file)
{
    struct ota_bundle *bundle = context;

    if (file->ulFileType == 0) {
        const OTA_Err_t error = bundle->firmware.begin(bundle->firmware.context, file);
        if (error == kOTA_Err_None) {
            bundle->state = OTA_IDLE;
        }
        return error;
    }
    const OTA_Err_t error = bundle->files->begin(bundle->files->context, file);
    if (error == kOTA_Err_None) {
        bundle->state = OTA_RECEIVING;
    }
    return error;
}

static bool write(void *context, OTA_FileContext_t *file, uint32_t offset, const uint8_t *bytes,
                  uint32_t length)
{
    const struct ota_bundle *bundle = context;

    return file->ulFileType == 0
               ? bundle->firmware.write(bundle->firmware.context, file, offset, bytes, length)
               : bundle->files->write(bundle->files->context, file, offset, bytes, length);
}

static bool read_other(void *context, uint32_t offset, void *to, uint32_t length)
{
    const struct ota_bundle *bundle = context;

    return bundle->files->read(bundle->files->context, bundle->file, offset, to, length);
}

static OTA_Err_t close(void *context, OTA_FileContext_t *file)
{
    struct ota_bundle *bundle = context;
    uint8_t scratch[SCRATCH_BYTES];

    if (file->ulFileType == 0) {
        return bundle->firmware.close(bundle->firmware.context, file);
    }
    bundle->file = file;
    OTA_Err_t error =
        ota_check_file(bundle->signers, file, read_other, bundle, scratch, SCRATCH_BYTES);
    if (error == kOTA_Err_None) {
        error = bundle->files->close(bundle->files->context, file);
    }
    if (error == kOTA_Err_None && !file->xHasMore) {
        bundle->state = OTA_ACCEPTED;
        if (bundle->files->accept != NULL) {
            bundle->files->accept(bundle->files->context);
        }
    }
    return error;
}

static OTA_Err_t drop(void *context, OTA_FileContext_t *file)
{
    struct ota_bundle *bundle = context;
    const enum ota_state state =
        is_others(bundle) ? (enum ota_state)bundle->state : state_of_firmware(bundle);
    const OTA_Err_t error = bundle->firmware.drop(bundle->firmware.context, file);

    if (error == kOTA_Err_None) {
        bundle->state = OTA_IDLE;
        if (state != OTA_ACCEPTED) {
            bundle->files->drop(bundle->files->context);
        }
    }
    return error;
}

static OTA_Err_t accept(void *context)
{
    const struct ota_bundle *bundle = context;
    const OTA_Err_t error = bundle->firmware.accept(bundle->firmware.context);

    if (error == kOTA_Err_None && bundle->files->accept != NULL) {
        bundle->files->accept(bundle->files->context);
    }
    return error;
}

static OTA_Err_t refuse(void *context, ota_refusal_t reason)
{
    const struct ota_bundle *bundle = context;

    return bundle->firmware.refuse(bundle->firmware.context, reason);
}

static OTA_Err_t reset(void *context)
{
    const struct ota_bundle *bundle = context;

    return bundle->firmware.reset(bundle->firmware.context);
}

void ota_bundle_init(struct ota_bundle *bundle, const struct ota_store *firmware,
                     const struct ota_files *files, const struct ota_signers *signers,
                     struct ota_store *store)
{
    *bundle = (struct ota_bundle){
        .firmware = *firmware, .files = files, .signers = signers, .state = OTA_IDLE};
    *store = (struct ota_store){bundle, look, begin, write, close, drop, accept, refuse, reset};
}
