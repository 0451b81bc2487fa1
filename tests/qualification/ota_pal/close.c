/* SPDX-License-Identifier: MIT */
/* Files closed: only what is whole, signed by whom the job names, and newer becomes the next. */
#include "cases.h"
#include "receive.h"

#define MISSING 3u /* a block */

static void expect_refused(OTA_Err_t error)
{
    EXPECT_EQUAL(receive_and_close() & kOTA_Main_ErrMask, error);
    EXPECT_EQUAL(prvPAL_ActivateNewImage() & kOTA_Main_ErrMask, kOTA_Err_ActivateFailed);
    EXPECT_EQUAL(device_resets, 0);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
}

void pal_close_takes_a_good_file(void)
{
    const uint32_t before = device_version;

    device_file(1);
    EXPECT_EQUAL(receive_and_close(), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid); /* of what runs */
    device_start();
    EXPECT_EQUAL(device_version, before + 1u);
}

void pal_close_refuses_a_corrupt_signature(void)
{
    device_file(1);
    device_context.pxSignature->ucData[20] ^= 1u;
    expect_refused(kOTA_Err_SignatureCheckFailed);
}

void pal_close_refuses_a_missing_signature(void)
{
    device_file(1);
    device_context.pxSignature->usSize = 0;
    expect_refused(kOTA_Err_SignatureCheckFailed);
    (void)prvPAL_Abort(&device_context);
    device_file(1);
    device_context.pxSignature = NULL;
    expect_refused(kOTA_Err_SignatureCheckFailed);
}

void pal_close_refuses_an_unknown_certificate(void)
{
    device_file(1);
    device_context.pucCertFilepath = (uint8_t *)"/nobody.crt";
    expect_refused(kOTA_Err_BadSignerCert);
}

void pal_close_refuses_another_signer(void)
{
    device_file(1);
    device_context.pucCertFilepath = (uint8_t *)DEVICE_STRANGER;
    expect_refused(kOTA_Err_SignatureCheckFailed);
}

void pal_close_refuses_a_corrupt_file(void)
{
    device_file(1);
    device_image[DEVICE_IMAGE / 2u] ^= 8u;
    expect_refused(kOTA_Err_SignatureCheckFailed);
    (void)prvPAL_Abort(&device_context);
    /* The job's signature is over what came, the image's own is not. */
    device_file(1);
    device_image[DEVICE_IMAGE / 2u] ^= 8u;
    device_sign_file();
    expect_refused(kOTA_Err_SignatureCheckFailed);
}

void pal_close_refuses_a_missing_block(void)
{
    device_file(1);
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    const uint32_t window = device_context.ulWindowBlocks;
    for (uint32_t block = 0; block < RECEIVE_BLOCKS && block < window; block++) {
        if (block != MISSING) {
            receive_block(block);
        }
    }
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context) & kOTA_Main_ErrMask, kOTA_Err_FileClose);
    receive_block(MISSING);
    for (uint32_t block = window; block < RECEIVE_BLOCKS; block++) {
        receive_block(block);
    }
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
}

void pal_close_refuses_what_is_not_newer(void)
{
    device_file(0);
    expect_refused(kOTA_Err_SameFirmwareVersion);
    (void)prvPAL_Abort(&device_context);
    device_file(-1);
    expect_refused(kOTA_Err_DowngradeNotAllowed);
}

void pal_close_refuses_another_board(void)
{
    device_file_for_another_board();
    expect_refused(kOTA_Err_SignatureCheckFailed);
}

void pal_close_refuses_null(void)
{
    EXPECT_EQUAL(prvPAL_CloseFile(NULL) & kOTA_Main_ErrMask, kOTA_Err_NullFilePtr);
    device_file(1);
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context) & kOTA_Main_ErrMask, kOTA_Err_FileClose);
}
