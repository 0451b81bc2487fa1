/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "boot_kit.h"
#include "test.h"

static uint8_t bytes[KIT_SLOT];

/* Version 1 runs from slot 0, and version 2 stands new in slot 1. */
static void with_an_update(const struct image_kit *update)
{
    kit_new();
    kit_put_version(0, 1);
    (void)kit_start();
    kit_put(1, bytes, kit_make(update, bytes));
    kit_record()->flag[1] = OTA_FLAG_NEW;
    kit_write();
}

static void with_version_2(void)
{
    const struct image_kit update = kit_version(2);
    with_an_update(&update);
}

static void a_new_device_runs_what_the_factory_put_there(void)
{
    for (unsigned slot = 0; slot < OTA_SLOTS; slot++) {
        kit_new();
        kit_put_version(slot, 5);
        for (int i = 0; i < 3; i++) {
            const struct kit_start start = kit_start();
            CHECK_EQ(kit_runs(&start, 5), true);
            CHECK_EQ(start.choice.watchdog, false);
        }
        CHECK_EQ(kit_record()->flag[slot], OTA_FLAG_VALID);
        CHECK_EQ(kit_record()->flag[slot ^ 1u], OTA_FLAG_INVALID);
    }
}

static void a_device_without_an_image_says_so_and_runs_nothing(void)
{
    kit_new();
    const struct kit_start start = kit_start();
    CHECK_EQ(start.choice.slot, OTA_BOOT_NO_SLOT);
    CHECK_EQ(start.entry, 0);
    CHECK_EQ(strcmp(kit_said, "slot 0: magic\nslot 1: magic\nno image may run\n"), 0);
    CHECK_EQ(kit_model.operations, 0);
}

static void an_update_runs_once_on_trial_and_then_no_more(void)
{
    with_version_2();
    struct kit_start start = kit_start();
    CHECK_EQ(kit_runs(&start, 2), true);
    CHECK_EQ(start.choice.watchdog, true);
    start = kit_start();
    CHECK_EQ(kit_runs(&start, 1), true);
    CHECK_EQ(start.choice.watchdog, false);
    CHECK_EQ(kit_record()->reason, OTA_REFUSED_SELF_TEST);
    CHECK_EQ(kit_record()->flag[1], OTA_FLAG_INVALID);
    start = kit_start();
    CHECK_EQ(kit_runs(&start, 1), true);
}

static void an_update_that_is_accepted_stays(void)
{
    with_version_2();
    (void)kit_start();
    struct ota_record *record = kit_record();
    record->flag[1] = OTA_FLAG_VALID;
    record->flag[0] = OTA_FLAG_INVALID;
    kit_write();
    for (int i = 0; i < 3; i++) {
        const struct kit_start start = kit_start();
        CHECK_EQ(kit_runs(&start, 2), true);
        CHECK_EQ(start.choice.watchdog, false);
    }
}

static void refused(const struct image_kit *update, ota_refusal_t reason)
{
    with_an_update(update);
    test_case = ota_refusal_text(reason);
    const struct kit_start start = kit_start();
    CHECK_EQ(kit_runs(&start, 1), true);
    CHECK_EQ(kit_record()->reason, reason);
    CHECK_EQ(kit_memory[KIT_BINARY], 0); /* no more of it than the image has */
}

static void an_update_that_must_not_run_is_refused_with_its_reason(void)
{
    struct image_kit update = kit_version(1);
    refused(&update, OTA_REFUSED_SAME_VERSION);
    update = kit_version(0);
    refused(&update, OTA_REFUSED_DOWNGRADE);
    update = kit_version(2);
    update.hardware_id++;
    refused(&update, OTA_REFUSED_HARDWARE_ID);
    update = kit_version(2);
    update.start += 4u;
    refused(&update, OTA_REFUSED_ADDRESS);
}

static void an_image_below_the_counter_does_not_run(void)
{
    with_version_2();
    struct ota_record *record = kit_record();
    record->counter = 1;
    kit_write();
    const struct kit_start start = kit_start();
    CHECK_EQ(start.choice.slot, OTA_BOOT_NO_SLOT);
    CHECK_EQ(strstr(kit_said, "slot 1: counter") != NULL, true);
    CHECK_EQ(strstr(kit_said, "slot 0: counter") != NULL, true);
}

static void every_flipped_bit_of_an_update_is_refused(void)
{
    struct image_kit small = kit_version(2);
    small.binary_bytes = 8;
    const uint32_t length = kit_make(&small, bytes);

    for (uint32_t bit = 0; bit < 8u * length; bit++) {
        kit_new();
        kit_put_version(0, 1);
        (void)kit_start();
        bytes[bit / 8u] ^= (uint8_t)(1u << bit % 8u);
        kit_put(1, bytes, length);
        bytes[bit / 8u] ^= (uint8_t)(1u << bit % 8u);
        struct ota_record *record = kit_record();
        record->flag[1] = OTA_FLAG_NEW;
        kit_write();
        const struct kit_start start = kit_start();
        CHECK_EQ(kit_runs(&start, 1), true);
        CHECK_EQ(kit_record()->flag[1], OTA_FLAG_INVALID);
    }
}

static void an_image_that_fills_its_slot_runs(void)
{
    struct image_kit full = kit_version(2);
    full.binary_bytes = KIT_SLOT - OTA_IMAGE_EXTRA_BYTES;
    with_an_update(&full);
    const struct kit_start start = kit_start();
    CHECK_EQ(start.choice.slot, 1);
    CHECK_EQ(start.entry, KIT_ADDRESS + 4u);
    CHECK_EQ(kit_memory[full.binary_bytes - 1u],
             image_kit_byte(full.sequence, full.binary_bytes - 1u));
}

static void the_image_that_runs_rots_and_nothing_runs(void)
{
    kit_new();
    kit_put_version(0, 1);
    (void)kit_start();
    kit_put(0, bytes, kit_make(&(struct image_kit){.sequence = 9, .binary_bytes = 8}, bytes));
    const struct kit_start start = kit_start();
    CHECK_EQ(start.choice.slot, OTA_BOOT_NO_SLOT);
    CHECK_EQ(start.entry, 0);
}

/* Valid says that somebody has accepted what was there; what is there now is looked at. */
static void a_valid_image_that_was_exchanged_does_not_run(void)
{
    for (int i = 0; i < 2; i++) {
        kit_new();
        kit_put_version(0, 1);
        CHECK_EQ(kit_start().entry != 0, true);
        CHECK_EQ(kit_record()->flag[0], OTA_FLAG_VALID);
        const struct image_kit same = kit_version(1);
        kit_key ^= (uint8_t)i; /* the same again; the same, signed by another */
        kit_put(0, bytes, kit_make(&same, bytes));
        kit_key ^= (uint8_t)i;
        const struct kit_start start = kit_start();
        CHECK_EQ(kit_runs(&start, 1), i == 0);
        CHECK_EQ(start.entry == 0, i != 0);
        CHECK_EQ(strstr(kit_said, "slot 0: signature\n") != NULL, i != 0);
    }
}

static unsigned reads, changed_read;

static flash_status_t read_and_change(struct flash_device *device, uint32_t offset, void *to,
                                      uint32_t length)
{
    const flash_status_t status = flash_model_driver.read(device, offset, to, length);

    if (++reads == changed_read) {
        ((uint8_t *)to)[length / 2u] ^= 1u;
    }
    return status;
}

/* A flash that answers otherwise once, at any read: what runs is what was verified all the same. */
static void what_is_verified_is_what_runs_whatever_the_flash_says_later(void)
{
    struct flash_driver changing = flash_model_driver;

    changing.read = read_and_change;
    changed_read = 0;
    do {
        with_version_2();
        reads = 0;
        changed_read++;
        kit_flash.driver = &changing;
        const struct kit_start start = kit_start();
        kit_flash.driver = &flash_model_driver;
        CHECK_EQ(start.entry == 0 || kit_runs(&start, 1) || kit_runs(&start, 2), true);
    } while (reads >= changed_read);
    CHECK_EQ(changed_read > KIT_BINARY / 320u, true);
}

static void another_key_opens_nothing(void)
{
    kit_new();
    kit_put_version(0, 1);
    kit_key ^= 1u;
    const struct kit_start start = kit_start();
    kit_key ^= 1u;
    CHECK_EQ(start.choice.slot, OTA_BOOT_NO_SLOT);
    CHECK_EQ(strstr(kit_said, "slot 0: signature\n") != NULL, true);
}

/* Power off at each operation, in each way, at a start with an update; then three starts more. */
static void no_power_cut_at_a_start_leaves_the_device_without_an_image(void)
{
    for (unsigned tear = 0; tear < FLASH_TEARS; tear++) {
        for (uint64_t cut = 1;; cut++) {
            with_version_2();
            const uint64_t before = kit_model.operations;
            flash_model_cut_after(&kit_model, cut, (enum flash_tear)tear, (uint32_t)cut);
            struct kit_start start = kit_start();
            const bool reached = kit_model.is_dead;
            if (!reached) {
                CHECK_EQ(kit_model.operations < before + cut, true);
                break;
            }
            CHECK_EQ(start.choice.slot, OTA_BOOT_NO_SLOT);
            for (int i = 0; i < 3; i++) {
                flash_model_power_on(&kit_model);
                start = kit_start();
                CHECK_EQ(kit_runs(&start, 1) || kit_runs(&start, 2), true);
            }
            CHECK_EQ(kit_runs(&start, 1), true); /* nobody has accepted 2 */
        }
    }
}

int main(void)
{
    RUN(a_new_device_runs_what_the_factory_put_there);
    RUN(a_device_without_an_image_says_so_and_runs_nothing);
    RUN(an_update_runs_once_on_trial_and_then_no_more);
    RUN(an_update_that_is_accepted_stays);
    RUN(an_update_that_must_not_run_is_refused_with_its_reason);
    RUN(an_image_below_the_counter_does_not_run);
    RUN(every_flipped_bit_of_an_update_is_refused);
    RUN(an_image_that_fills_its_slot_runs);
    RUN(the_image_that_runs_rots_and_nothing_runs);
    RUN(a_valid_image_that_was_exchanged_does_not_run);
    RUN(what_is_verified_is_what_runs_whatever_the_flash_says_later);
    RUN(another_key_opens_nothing);
    RUN(no_power_cut_at_a_start_leaves_the_device_without_an_image);
    return 0;
}
