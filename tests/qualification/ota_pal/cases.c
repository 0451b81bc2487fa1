/* SPDX-License-Identifier: MIT */
#include "cases.h"

#include "device.h"

static const struct qualification_case ota_pal_cases[] = {
    {"AFQP_prvPAL_CreateFileForRx_CreatesAFile", pal_a_file_is_created},
    {"AFQP_prvPAL_CreateFileForRx_LargestFile", pal_the_largest_file_is_created},
    {"AFQP_prvPAL_CreateFileForRx_FileTooLarge", pal_a_file_that_is_too_large_is_refused},
    {"AFQP_prvPAL_CreateFileForRx_NullParameter", pal_create_refuses_null},
    {"AFQP_prvPAL_CreateFileForRx_WhileAnImageWaits", pal_create_is_refused_while_an_image_waits},
    {"AFQP_prvPAL_CreateFileForRx_GoesOnAfterReset", pal_a_file_goes_on_after_a_reset},
    {"AFQP_prvPAL_Abort_OpenFile", pal_an_open_file_is_aborted},
    {"AFQP_prvPAL_Abort_NoFile", pal_abort_refuses_what_is_not_there},
    {"AFQP_prvPAL_WriteBlock_InOrder", pal_blocks_in_order},
    {"AFQP_prvPAL_WriteBlock_OutOfOrder", pal_blocks_out_of_order},
    {"AFQP_prvPAL_WriteBlock_SameBlockTwice", pal_a_block_twice},
    {"AFQP_prvPAL_WriteBlock_SingleByte", pal_a_block_of_one_byte},
    {"AFQP_prvPAL_WriteBlock_LargestBlock", pal_the_largest_block},
    {"AFQP_prvPAL_WriteBlock_OutOfRange", pal_blocks_out_of_range},
    {"AFQP_prvPAL_WriteBlock_NullParameters", pal_write_refuses_null},
    {"AFQP_prvPAL_WriteBlock_NoFile", pal_write_without_a_file},
    {"AFQP_prvPAL_CloseFile_ValidSignature", pal_close_takes_a_good_file},
    {"AFQP_prvPAL_CloseFile_CorruptSignature", pal_close_refuses_a_corrupt_signature},
    {"AFQP_prvPAL_CloseFile_MissingSignature", pal_close_refuses_a_missing_signature},
    {"AFQP_prvPAL_CloseFile_UnknownCertificate", pal_close_refuses_an_unknown_certificate},
    {"AFQP_prvPAL_CloseFile_AnotherSigner", pal_close_refuses_another_signer},
    {"AFQP_prvPAL_CloseFile_CorruptFile", pal_close_refuses_a_corrupt_file},
    {"AFQP_prvPAL_CloseFile_MissingBlock", pal_close_refuses_a_missing_block},
    {"AFQP_prvPAL_CloseFile_NotNewer", pal_close_refuses_what_is_not_newer},
    {"AFQP_prvPAL_CloseFile_AnotherBoard", pal_close_refuses_another_board},
    {"AFQP_prvPAL_CloseFile_NullParameter", pal_close_refuses_null},
    {"AFQP_prvPAL_ActivateNewImage_WithoutImage", pal_activate_is_refused_without_an_image},
    {"AFQP_prvPAL_ActivateNewImage_Resets", pal_activate_resets},
    {"AFQP_prvPAL_ResetDevice_Resets", pal_reset_resets},
    {"AFQP_prvPAL_GetPlatformImageState_Running", pal_the_running_image_is_valid},
    {"AFQP_prvPAL_GetPlatformImageState_SelfTest", pal_the_image_on_trial_waits_to_be_accepted},
    {"AFQP_prvPAL_SetPlatformImageState_Accepted", pal_an_accepted_image_stays},
    {"AFQP_prvPAL_SetPlatformImageState_Rejected", pal_a_rejected_image_is_rolled_back},
    {"AFQP_prvPAL_SetPlatformImageState_Aborted", pal_an_aborted_image_is_rolled_back},
    {"AFQP_prvPAL_SetPlatformImageState_Nothing", pal_an_image_that_says_nothing_is_rolled_back},
    {"AFQP_prvPAL_SetPlatformImageState_WithoutTrial", pal_states_are_refused_without_a_trial},
};

QUALIFICATION_GROUP(ota_pal, "Full_OTA_PAL", .begin = device_begin, .end = device_end,
                    .set_up = device_new)
