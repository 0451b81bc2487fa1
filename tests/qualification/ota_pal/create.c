/* SPDX-License-Identifier: MIT */
/* Files created and given up. */
#include "cases.h"
#include "receive.h"

#define GOES_ON_BYTES (3u * DEVICE_BLOCK) /* behind the first window */

void pal_a_file_is_created(void)
{
    device_file(1);
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(device_context.ulFirstBlock, 0);
    EXPECT(device_context.ulWindowBlocks >= 1);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid); /* of what runs */
    EXPECT_EQUAL(prvPAL_Abort(&device_context), kOTA_Err_None);
}

void pal_the_largest_file_is_created(void)
{
    device_file(1);
    device_context.ulFileSize = device_slot_bytes();
    EXPECT_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, DEVICE_BLOCK), DEVICE_BLOCK);
    EXPECT_EQUAL(prvPAL_Abort(&device_context), kOTA_Err_None);
}

void pal_a_file_that_is_too_large_is_refused(void)
{
    device_file(1);
    device_context.ulFileSize = device_slot_bytes() + 1u;
    EXPECT_EQUAL(prvPAL_CreateFileForRx(&device_context) & kOTA_Main_ErrMask,
                 kOTA_Err_RxFileTooLarge);
    device_context.ulFileSize = UINT32_MAX;
    EXPECT_EQUAL(prvPAL_CreateFileForRx(&device_context) & kOTA_Main_ErrMask,
                 kOTA_Err_RxFileTooLarge);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, DEVICE_BLOCK), -1);
}

void pal_create_refuses_null(void)
{
    EXPECT_EQUAL(prvPAL_CreateFileForRx(NULL) & kOTA_Main_ErrMask, kOTA_Err_NullFilePtr);
    device_file(1);
    EXPECT_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None); /* nothing is broken */
}

void pal_create_is_refused_while_an_image_waits(void)
{
    device_file(1);
    REQUIRE_EQUAL(receive_and_close(), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_CreateFileForRx(&device_context) & kOTA_Main_ErrMask,
                 kOTA_Err_RxFileCreateFailed);
}

/* What of the file is whole when the power is cut is not asked for again. */
void pal_a_file_goes_on_after_a_reset(void)
{
    device_file(1);
    device_context.ulFileSize = device_slot_bytes();
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    const uint32_t blocks = device_context.ulWindowBlocks, window = blocks * DEVICE_BLOCK;
    REQUIRE(window > 0 && window < device_slot_bytes());
    for (uint32_t at = 0; at < window + GOES_ON_BYTES; at += DEVICE_BLOCK) {
        REQUIRE_EQUAL(prvPAL_WriteBlock(&device_context, at, device_image, DEVICE_BLOCK),
                      DEVICE_BLOCK);
    }
    device_start();
    EXPECT_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(device_context.ulFirstBlock, blocks);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, window, device_image, DEVICE_BLOCK),
                 DEVICE_BLOCK);
}

void pal_an_open_file_is_aborted(void)
{
    receive_file();
    EXPECT_EQUAL(prvPAL_Abort(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, DEVICE_BLOCK), -1);
    EXPECT(prvPAL_CloseFile(&device_context) != kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
    EXPECT_EQUAL(receive_and_close(), kOTA_Err_None); /* from the first block on */
}

void pal_abort_refuses_what_is_not_there(void)
{
    EXPECT_EQUAL(prvPAL_Abort(NULL) & kOTA_Main_ErrMask, kOTA_Err_NullFilePtr);
    device_file(1);
    EXPECT_EQUAL(prvPAL_Abort(&device_context) & kOTA_Main_ErrMask, kOTA_Err_FileAbort);
}
