/* SPDX-License-Identifier: MIT */
#include "receive.h"

void receive_block(uint32_t block)
{
    const uint32_t offset = block * DEVICE_BLOCK, left = DEVICE_IMAGE - offset,
                   bytes = left < DEVICE_BLOCK ? left : DEVICE_BLOCK;

    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, offset, device_image + offset, bytes), bytes);
}

static void receive_blocks(void)
{
    EXPECT_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    for (uint32_t block = 0; block < RECEIVE_BLOCKS && !qualification_failed(); block++) {
        receive_block(block);
    }
}

void receive_file(void)
{
    device_file(1);
    receive_blocks();
}

OTA_Err_t receive_and_close(void)
{
    receive_blocks();
    return prvPAL_CloseFile(&device_context);
}

void receive_trial(void)
{
    device_file(1);
    EXPECT_EQUAL(receive_and_close(), kOTA_Err_None);
    device_start();
}
