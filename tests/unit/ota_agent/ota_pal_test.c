/* SPDX-License-Identifier: MIT */
/* prvPAL_*: the platform layer under its names of 2019, over the flash of a device with bootloader.
 */
#include "aws_ota_pal.h"

#include <string.h>

#include "boot_kit.h"
#include "ota_flash.h"
#include "test.h"

#define BLOCK 256u

static struct ota_flash flash;
static struct ota_store store;
static uint8_t image[KIT_SLOT + BLOCK];
static Sig256_t signature;
static OTA_FileContext_t file;
static unsigned resets;

static void reset(void *context)
{
    (void)context;
    resets++;
}

static bool choose(void *context, const char *certfile)
{
    (void)context;
    return strcmp(certfile, "cert") == 0;
}

static const struct ota_signers signers = {&kit_crypto, &kit_crypto, choose, NULL};

/* A start, and the layer behind it; the version that runs. */
static uint32_t start(void)
{
    const struct ota_flash_config config = {
        .device = &kit_flash, .layout = &kit_layout, .signers = &signers, .reset = reset};

    flash_model_power_on(&kit_model);
    const struct kit_start from = kit_start();
    ota_pal_use(NULL);
    CHECK_EQ(ota_flash_init(&flash, &config, &store), kOTA_Err_None);
    ota_pal_use(&store);
    return from.choice.sequence;
}

static void a_device_with_version_1(void)
{
    kit_new();
    kit_put_version(0, 1);
    resets = 0;
    CHECK_EQ(start(), 1);
}

/* A file with that version, signed for a job. */
static void given_a_file(uint32_t version)
{
    const struct image_kit what = kit_version(version);
    const uint32_t length = kit_make(&what, image);

    signature.usSize = (uint16_t)kit_sign(image, length, signature.ucData);
    file = (OTA_FileContext_t){.pucJobName = (uint8_t *)"j1",
                               .pucStreamName = (uint8_t *)"s1",
                               .pucFilePath = (uint8_t *)"/image",
                               .pucCertFilepath = (uint8_t *)"cert",
                               .pxSignature = &signature,
                               .ulFileSize = length,
                               .ulBlockSize = BLOCK};
}

static OTA_Err_t receive(void)
{
    CHECK_EQ(prvPAL_CreateFileForRx(&file), kOTA_Err_None);
    for (uint32_t at = 0; at < file.ulFileSize; at += BLOCK) {
        const uint32_t left = file.ulFileSize - at, bytes = left < BLOCK ? left : BLOCK;
        CHECK_EQ(prvPAL_WriteBlock(&file, at, image + at, bytes), (int16_t)bytes);
    }
    return prvPAL_CloseFile(&file);
}

static void an_image_is_received_tried_and_accepted(void)
{
    a_device_with_version_1();
    CHECK_EQ(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
    given_a_file(2);
    CHECK_EQ(receive(), kOTA_Err_None);
    CHECK_EQ(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid); /* of what runs */
    (void)prvPAL_ActivateNewImage();
    CHECK_EQ(resets, 1);
    CHECK_EQ(start(), 2);
    CHECK_EQ(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_PendingCommit);
    CHECK_EQ(prvPAL_SetPlatformImageState(eOTA_ImageState_Testing), kOTA_Err_None);
    CHECK_EQ(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_PendingCommit);
    CHECK_EQ(prvPAL_SetPlatformImageState(eOTA_ImageState_Accepted), kOTA_Err_None);
    CHECK_EQ(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
    CHECK_EQ(start(), 2);
    CHECK_EQ(kit_model.violations, 0);
}

static void an_image_that_is_rejected_or_aborted_is_rolled_back(void)
{
    static const OTA_ImageState_t states[] = {eOTA_ImageState_Rejected, eOTA_ImageState_Aborted};
    static const ota_refusal_t reasons[] = {OTA_REFUSED_REJECTED, OTA_REFUSED_CANCELLED};
    struct ota_where where;

    for (unsigned i = 0; i < 2; i++) {
        a_device_with_version_1();
        given_a_file(2);
        CHECK_EQ(receive(), kOTA_Err_None);
        CHECK_EQ(start(), 2);
        CHECK_EQ(prvPAL_SetPlatformImageState(states[i]), kOTA_Err_None);
        CHECK_EQ(prvPAL_ResetDevice(), kOTA_Err_ResetNotSupported); /* this reset returns */
        CHECK_EQ(resets, 1);
        CHECK_EQ(start(), 1);
        CHECK_EQ(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Invalid);
        store.look(store.context, &where);
        CHECK_EQ(where.reason, reasons[i]);
    }
}

static void a_file_that_is_bad_has_its_error_when_it_is_closed(void)
{
    a_device_with_version_1();
    given_a_file(2);
    image[100] ^= 1u;
    CHECK_EQ(receive() & kOTA_Main_ErrMask, kOTA_Err_SignatureCheckFailed);
    CHECK_EQ(prvPAL_Abort(&file), kOTA_Err_None);
    given_a_file(2);
    file.pucCertFilepath = (uint8_t *)"other";
    CHECK_EQ(receive(), kOTA_Err_BadSignerCert);
    CHECK_EQ(prvPAL_Abort(&file), kOTA_Err_None);
    given_a_file(1);
    CHECK_EQ(receive() & kOTA_Main_ErrMask, kOTA_Err_SameFirmwareVersion);
    CHECK_EQ(prvPAL_Abort(&file), kOTA_Err_None);
    given_a_file(0);
    CHECK_EQ(receive() & kOTA_Main_ErrMask, kOTA_Err_DowngradeNotAllowed);
    CHECK_EQ(start(), 1);
    CHECK_EQ(resets, 0);
}

static void a_file_that_is_too_large_is_not_begun(void)
{
    a_device_with_version_1();
    given_a_file(2);
    file.ulFileSize = KIT_SLOT + 1u;
    CHECK_EQ(prvPAL_CreateFileForRx(&file), kOTA_Err_RxFileTooLarge);
    CHECK_EQ(prvPAL_WriteBlock(&file, 0, image, BLOCK), -1);
    CHECK_EQ(prvPAL_CloseFile(&file), kOTA_Err_FileClose);
    CHECK_EQ(prvPAL_Abort(&file), kOTA_Err_FileAbort);
}

static void nothing_is_written_outside_the_window(void)
{
    a_device_with_version_1();
    given_a_file(2);
    CHECK_EQ(prvPAL_CreateFileForRx(&file), kOTA_Err_None);
    CHECK_EQ(prvPAL_WriteBlock(&file, file.ulWindowBlocks * BLOCK, image, BLOCK), -1);
    CHECK_EQ(prvPAL_WriteBlock(&file, file.ulFileSize, image, BLOCK), -1);
    CHECK_EQ(prvPAL_WriteBlock(&file, UINT32_MAX, image, BLOCK), -1);
    CHECK_EQ(prvPAL_WriteBlock(&file, 0, image, UINT32_MAX), -1);
    CHECK_EQ(prvPAL_WriteBlock(&file, 0, image, BLOCK), (int16_t)BLOCK);
    CHECK_EQ(kit_model.violations, 0);
}

static void a_block_that_comes_twice_is_written_once(void)
{
    a_device_with_version_1();
    given_a_file(2);
    CHECK_EQ(prvPAL_CreateFileForRx(&file), kOTA_Err_None);
    for (uint32_t at = 0; at < file.ulFileSize; at += BLOCK) {
        const uint32_t left = file.ulFileSize - at, bytes = left < BLOCK ? left : BLOCK;
        CHECK_EQ(prvPAL_WriteBlock(&file, at, image + at, bytes), (int16_t)bytes);
        CHECK_EQ(prvPAL_WriteBlock(&file, at, image + at, bytes), (int16_t)bytes);
        CHECK_EQ(prvPAL_WriteBlock(&file, UINT32_MAX - BLOCK + 1u, image, BLOCK), -1);
    }
    CHECK_EQ(prvPAL_CloseFile(&file), kOTA_Err_None);
    CHECK_EQ(kit_model.violations, 0);
}

static void what_a_caller_leaves_out_is_filled_in(void)
{
    a_device_with_version_1();
    file = (OTA_FileContext_t){.pucFilePath = (uint8_t *)"/image", .ulFileSize = 2 * BLOCK};
    CHECK_EQ(prvPAL_CreateFileForRx(&file), kOTA_Err_None);
    CHECK_EQ(file.ulBlockSize, 1u << otaconfigLOG2_FILE_BLOCK_SIZE);
    CHECK_EQ(prvPAL_WriteBlock(&file, 0, NULL, BLOCK), -1);
    CHECK_EQ(prvPAL_WriteBlock(&file, 0, image, 0), -1);
    CHECK_EQ(prvPAL_WriteBlock(&file, 0, image, 2 * BLOCK), 2 * (int16_t)BLOCK);
    CHECK_EQ(prvPAL_CloseFile(&file), kOTA_Err_BadSignerCert);
    file.pucCertFilepath = (uint8_t *)"cert";
    file.pxSignature = NULL;
    CHECK_EQ(prvPAL_CloseFile(&file) & kOTA_Main_ErrMask, kOTA_Err_SignatureCheckFailed);
    CHECK_EQ(prvPAL_Abort(&file), kOTA_Err_None);
}

static void what_cannot_be_is_an_error(void)
{
    a_device_with_version_1();
    CHECK_EQ(prvPAL_CreateFileForRx(NULL), kOTA_Err_NullFilePtr);
    CHECK_EQ(prvPAL_CloseFile(NULL), kOTA_Err_NullFilePtr);
    CHECK_EQ(prvPAL_Abort(NULL), kOTA_Err_NullFilePtr);
    CHECK_EQ(prvPAL_WriteBlock(NULL, 0, image, BLOCK), -1);
    CHECK_EQ(prvPAL_ActivateNewImage(), kOTA_Err_ActivateFailed);
    CHECK_EQ(resets, 0);
    for (int state = eOTA_ImageState_Unknown; state <= eOTA_LastImageState; state++) {
        CHECK_EQ(prvPAL_SetPlatformImageState((OTA_ImageState_t)state), kOTA_Err_BadImageState);
    }
    given_a_file(2);
    CHECK_EQ(receive(), kOTA_Err_None);
    CHECK_EQ(prvPAL_CreateFileForRx(&file), kOTA_Err_RxFileCreateFailed); /* one waits */
    CHECK_EQ(start(), 2);
    CHECK_EQ(prvPAL_SetPlatformImageState(eOTA_ImageState_Unknown), kOTA_Err_BadImageState);
    ota_pal_use(NULL);
    CHECK_EQ(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Unknown);
    CHECK_EQ(prvPAL_CreateFileForRx(&file), kOTA_Err_RxFileCreateFailed);
    CHECK_EQ(prvPAL_ResetDevice(), kOTA_Err_ResetNotSupported);
}

int main(void)
{
    RUN(an_image_is_received_tried_and_accepted);
    RUN(an_image_that_is_rejected_or_aborted_is_rolled_back);
    RUN(a_file_that_is_bad_has_its_error_when_it_is_closed);
    RUN(a_file_that_is_too_large_is_not_begun);
    RUN(nothing_is_written_outside_the_window);
    RUN(a_block_that_comes_twice_is_written_once);
    RUN(what_a_caller_leaves_out_is_filled_in);
    RUN(what_cannot_be_is_an_error);
    return 0;
}
