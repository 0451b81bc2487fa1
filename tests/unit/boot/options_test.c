/* SPDX-License-Identifier: MIT */
/* Each option of the bootloader, on and off: compiled once for each of them (CMakeLists.txt). */
#include <string.h>

#include "boot_config_defaults.h"
#include "boot_kit.h"
#include "test.h"

static uint8_t bytes[KIT_SLOT];

/* The only image of a new device. */
static struct kit_start start_with(const struct image_kit *image)
{
    kit_new();
    kit_put(0, bytes, kit_make(image, bytes));
    return kit_start();
}

/* Is it entered where it says, verified or not? */
static bool enters(const struct kit_start *start, uint32_t entry, bool unverified)
{
    return start->choice.slot == 0 && start->entry == entry &&
           start->choice.unverified == unverified && kit_memory[1] == image_kit_byte(1, 1);
}

/* Nothing was good: nothing runs, but where slot 0 is started all the same. */
static void refused(const struct kit_start *start, uint32_t entry)
{
    CHECK_EQ(strstr(kit_said, "no image may run\n") != NULL, true);
    if (bootconfigENABLE_DEFAULT_START) {
        CHECK_EQ(enters(start, entry, true), true);
    } else {
        CHECK_EQ(start->choice.slot, OTA_BOOT_NO_SLOT);
        CHECK_EQ(start->entry, 0);
    }
}

static void a_good_image_runs_whatever_the_options(void)
{
    const struct image_kit image = kit_version(1);
    const struct kit_start start = start_with(&image);
    CHECK_EQ(enters(&start, KIT_ADDRESS + 4u, false), true);
}

static void an_image_for_other_hardware_runs_only_where_that_is_not_checked(void)
{
    struct image_kit image = kit_version(1);
    image.hardware_id++;
    const struct kit_start start = start_with(&image);
    if (bootconfigENABLE_HWID_CHECK) {
        refused(&start, KIT_ADDRESS + 4u);
    } else {
        CHECK_EQ(enters(&start, KIT_ADDRESS + 4u, false), true);
    }
}

static void an_image_for_elsewhere_runs_only_where_that_is_not_checked(void)
{
    struct image_kit image = kit_version(1);
    image.start += 64u;
    const struct kit_start start = start_with(&image);
    if (bootconfigENABLE_ADDRESS_CHECK) {
        refused(&start, image.start + 4u);
    } else {
        CHECK_EQ(enters(&start, image.start + 4u, false), true);
    }
}

static void an_image_of_another_key_runs_only_where_signatures_are_not_checked(void)
{
    const struct image_kit image = kit_version(1);

    kit_key ^= 1u;
    (void)kit_make(&image, bytes);
    kit_new();
    kit_put(0, bytes, OTA_IMAGE_EXTRA_BYTES + image.binary_bytes);
    kit_key ^= 1u;
    const struct kit_start start = kit_start();
    if (bootconfigENABLE_CRYPTO_SIGNATURE_VERIFICATION) {
        refused(&start, KIT_ADDRESS + 4u);
    } else {
        CHECK_EQ(enters(&start, KIT_ADDRESS + 4u, false), true);
    }
}

static void a_slot_without_a_head_never_runs(void)
{
    kit_new();
    const struct kit_start start = kit_start();
    CHECK_EQ(start.choice.slot, OTA_BOOT_NO_SLOT);
    CHECK_EQ(start.entry, 0);
}

static void a_refused_image_loses_its_head_only_where_it_is_erased(void)
{
    uint8_t first = 0;

    kit_new();
    kit_put_version(0, 2);
    (void)kit_start();
    kit_put_version(1, 1);
    struct ota_record *record = kit_record();
    record->flag[1] = OTA_FLAG_NEW;
    kit_write();
    const struct kit_start start = kit_start();
    CHECK_EQ(kit_runs(&start, 2), true);
    CHECK_EQ(kit_record()->flag[1], OTA_FLAG_INVALID);
    CHECK_EQ(kit_flash.driver->read(&kit_flash, kit_layout.slot[1].offset, &first, 1), FLASH_OK);
    CHECK_EQ(first, bootconfigENABLE_ERASE_INVALID ? 0xFF : OTA_IMAGE_MAGIC[0]);
}

int main(void)
{
    RUN(a_good_image_runs_whatever_the_options);
    RUN(an_image_for_other_hardware_runs_only_where_that_is_not_checked);
    RUN(an_image_for_elsewhere_runs_only_where_that_is_not_checked);
    RUN(an_image_of_another_key_runs_only_where_signatures_are_not_checked);
    RUN(a_slot_without_a_head_never_runs);
    RUN(a_refused_image_loses_its_head_only_where_it_is_erased);
    return 0;
}
