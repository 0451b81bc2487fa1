/* SPDX-License-Identifier: MIT */
/* What the image that runs is, and what becomes of one on trial. */
#include "cases.h"
#include "receive.h"

void pal_activate_is_refused_without_an_image(void)
{
    EXPECT_EQUAL(prvPAL_ActivateNewImage() & kOTA_Main_ErrMask, kOTA_Err_ActivateFailed);
    receive_file(); /* not closed: nobody has checked it */
    EXPECT_EQUAL(prvPAL_ActivateNewImage() & kOTA_Main_ErrMask, kOTA_Err_ActivateFailed);
    EXPECT_EQUAL(device_resets, 0);
}

void pal_activate_resets(void)
{
    const uint32_t before = device_version;

    device_file(1);
    REQUIRE_EQUAL(receive_and_close(), kOTA_Err_None);
    (void)prvPAL_ActivateNewImage();
    EXPECT_EQUAL(device_resets, 1);
    device_start();
    EXPECT_EQUAL(device_version, before + 1u);
}

void pal_reset_resets(void)
{
    (void)prvPAL_ResetDevice();
    EXPECT_EQUAL(device_resets, 1);
}

void pal_the_running_image_is_valid(void)
{
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
    receive_file();
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
    EXPECT_EQUAL(prvPAL_CloseFile(&device_context), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
}

void pal_the_image_on_trial_waits_to_be_accepted(void)
{
    receive_trial();
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_PendingCommit);
    EXPECT_EQUAL(prvPAL_SetPlatformImageState(eOTA_ImageState_Testing), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_PendingCommit);
    EXPECT_EQUAL(prvPAL_SetPlatformImageState(eOTA_ImageState_Unknown) & kOTA_Main_ErrMask,
                 kOTA_Err_BadImageState);
    EXPECT_EQUAL(prvPAL_SetPlatformImageState((OTA_ImageState_t)(eOTA_LastImageState + 1)) &
                     kOTA_Main_ErrMask,
                 kOTA_Err_BadImageState);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_PendingCommit);
}

void pal_an_accepted_image_stays(void)
{
    const uint32_t before = device_version;

    receive_trial();
    EXPECT_EQUAL(prvPAL_SetPlatformImageState(eOTA_ImageState_Accepted), kOTA_Err_None);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
    device_start();
    EXPECT_EQUAL(device_version, before + 1u);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
}

static void expect_roll_back(OTA_ImageState_t state)
{
    const uint32_t before = device_version;

    receive_trial();
    EXPECT_EQUAL(device_version, before + 1u);
    EXPECT_EQUAL(prvPAL_SetPlatformImageState(state), kOTA_Err_None);
    device_start();
    EXPECT_EQUAL(device_version, before);
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Invalid);
}

void pal_a_rejected_image_is_rolled_back(void)
{
    expect_roll_back(eOTA_ImageState_Rejected);
}

void pal_an_aborted_image_is_rolled_back(void)
{
    expect_roll_back(eOTA_ImageState_Aborted);
}

void pal_an_image_that_says_nothing_is_rolled_back(void)
{
    expect_roll_back(eOTA_ImageState_Testing);
}

void pal_states_are_refused_without_a_trial(void)
{
    for (int state = eOTA_ImageState_Unknown; state <= eOTA_LastImageState; state++) {
        EXPECT_EQUAL(prvPAL_SetPlatformImageState((OTA_ImageState_t)state) & kOTA_Main_ErrMask,
                     kOTA_Err_BadImageState);
    }
    EXPECT_EQUAL(prvPAL_GetPlatformImageState(), eOTA_PAL_ImageState_Valid);
}
