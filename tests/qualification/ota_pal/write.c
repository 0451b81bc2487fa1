/* SPDX-License-Identifier: MIT */
/* Blocks written: a file is whole when closing it says that its signature is good. */
#include "cases.h"
#include "receive.h"

#define LARGE_BLOCK 4096u /* and the rest of the file in a second one */

void pal_blocks_in_order(void)
{
    receive_file();
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
}

/* Backwards, window by window. */
void pal_blocks_out_of_order(void)
{
    device_file(1);
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    const uint32_t window = device_context.ulWindowBlocks;
    REQUIRE(window > 0);
    for (uint32_t begin = 0; begin < RECEIVE_BLOCKS; begin += window) {
        uint32_t block = RECEIVE_BLOCKS - begin < window ? RECEIVE_BLOCKS : begin + window;
        while (block > begin) {
            receive_block(--block);
        }
    }
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
}

/* A service may send a block again when its answer was late. */
void pal_a_block_twice(void)
{
    device_file(1);
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    receive_block(0);
    receive_block(0);
    for (uint32_t block = 1; block < RECEIVE_BLOCKS; block++) {
        receive_block(block);
        if (block % device_context.ulWindowBlocks == 2u) {
            receive_block(block);
            receive_block(block - 1u);
        }
    }
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
}

void pal_a_block_of_one_byte(void)
{
    uint8_t byte = 0x5A;

    device_file(1);
    device_context.ulFileSize = 2u * DEVICE_BLOCK + 1u;
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 2u * DEVICE_BLOCK, &byte, 1), 1);
    EXPECT_EQUAL(prvPAL_Abort(&device_context), kOTA_Err_None);
}

void pal_the_largest_block(void)
{
    device_file(1);
    device_context.ulBlockSize = LARGE_BLOCK;
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, LARGE_BLOCK, device_image + LARGE_BLOCK,
                                   DEVICE_IMAGE - LARGE_BLOCK),
                 DEVICE_IMAGE - LARGE_BLOCK);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, LARGE_BLOCK), LARGE_BLOCK);
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
}

void pal_blocks_out_of_range(void)
{
    const uint32_t last = (RECEIVE_BLOCKS - 1u) * DEVICE_BLOCK;

    device_file(1);
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    const uint32_t behind = device_context.ulWindowBlocks * DEVICE_BLOCK;
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, behind, device_image, DEVICE_BLOCK), -1);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, DEVICE_IMAGE, device_image, DEVICE_BLOCK), -1);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, device_slot_bytes(), device_image, 1), -1);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, UINT32_MAX, device_image, 2), -1);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, INT16_MAX + 1u), -1);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, 0), -1);
    for (uint32_t block = 0; block + 1u < RECEIVE_BLOCKS; block++) {
        receive_block(block);
    }
    /* The last one is shorter: there is nothing in the file for the rest. */
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, last, device_image, DEVICE_BLOCK), -1);
    receive_block(RECEIVE_BLOCKS - 1u);
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
}

void pal_write_refuses_null(void)
{
    device_file(1);
    REQUIRE_EQUAL(prvPAL_CreateFileForRx(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_WriteBlock(NULL, 0, device_image, DEVICE_BLOCK), -1);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, NULL, DEVICE_BLOCK), -1);
    for (uint32_t block = 0; block < RECEIVE_BLOCKS; block++) {
        receive_block(block);
    }
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
}

void pal_write_without_a_file(void)
{
    device_file(1);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, DEVICE_BLOCK), -1);
    receive_file();
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_WriteBlock(&device_context, 0, device_image, DEVICE_BLOCK), -1);
}
